"""What a rule answers on just what was asked: a price, a time, a number, a paper, a device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from voice_helper.answer import Adviser, Answer
from voice_helper.prompts import Prompts
from voice_helper.rules.ruling import Verdict
from voice_helper.rules.table import RULES
from voice_helper.understanding import Read

ASKED: Mapping[str, Mapping[str, str]] = {
    "find-information": {
        "mitid-lasting": "does a mitid run out after some years",
        "mitid-age": "how old do you have to be to have one?",
        "cost": "does it cost anything to get mitid",
        "page-language": "where's information in english",
        "ways": "is mitid an app or a card or what?",
        "abroad": "does it work when i'm on holiday abroad?",
    },
    "get-ready": {
        "duration": "how long does it take",
        "cost": "does getting mitid cost anything",
        "p-code": "do you need a p-code for mitid with a foreign passport?",
        "expired-passport": "my passport has run out",
        "foreign-document": "is a passport from another country good enough",
        "without-passport": "do i need a passport",
        "has-chip": "must the passport have a chip",
        "earphones": "do we need earphones",
        "bluetooth": "do we need bluetooth on",
        "light": "do we need good light",
        "phone-charged": "should the phone be charged",
        "tablet": "is a tablet enough",
        "computer": "do we need a computer",
        "email-or-text": "do we need access to email",
        "user-id-ahead": "what shall i think out beforehand",
    },
    "enter-message-code": {
        "which-code": "which pin is the one in the text message",
        "lasting": "how long does the temporary pin last",
        "code-missing": "the text message has not come",
        "code-refused": "the temporary pin isn't working",
        "hear-message": "how do i hear the text message with the temporary pin?",
        "temporary-pin": "how many digits has the temporary pin",
        "code-length": "how many figures are there in what they text me?",
        "by-email": "does the validation code come by sms or by email",
    },
    "advise-strong-secrets": {
        "with-cpr": "can i use the cpr number as my user id?",
        "capitals": "do capitals matter in the user id?",
        "name-taken": "somebody has taken the name i wanted",
        "password-limits": "what mustn't a password contain?",
        "special-letters": "can i have æ ø å in my user id?",
        "simple-pin": "what makes a bad pin",
        "own-name": "can my user id be my own name",
        "change-later": "can a user id be changed later on if she hates it?",
        "pin-length": "how many digits has the pin",
        "user-id-length": "minimum length of a user id?",
        "password-length": "what's the longest a password can be",
    },
    "scan-passport": {
        "stays-on-phone": "is anything stored on my phone",
        "expired": "the passport ran out in march, will it still scan?",
        "has-chip": "how do i know whether her passport's got a chip?",
        "chip-reading": "the chip wont read",
        "face-scan": "what is the face scan",
        "code-scan": "how far above the page do i hold it",
        "table": "does the kitchen table matter for the passport scanning, it's white",
        "glare": "do i have to take the cover off my phone?",
        "scan-id-card": "do i scan the front or the back of an id card?",
        "foreign-document": "my passport's british. can it be scanned?",
        "scan-fails": "the passport scan keeps failing",
    },
    "personal-codes": {
        "activation-code-lasting": "how long does the activation code last",
        "activation-code-wrong": "the activation code does not work",
        "which-secret": "there are so many codes which is which",
        "how-many-codes": "which codes are secret",
        "keep-safe": "is a card in braille a safe way to keep codes",
        "what-user-id": "what is a user id",
        "what-pin": "what is the pin for",
        "what-password": "what is the password for",
        "what-activation-code": "what is the activation code",
    },
    "keep-authenticator": {
        "chip-what": "what is a chip",
        "spare": "is one device enough or ought i to have a couple",
        "ways": "what kinds of devices are there",
        "where-kept": "i'm off on holiday should the reader come with me",
    },
    "one-time-code": {
        "used-again": "is it a new number each time",
        "pin-difference": "is a one time code the same as the pin",
        "wrong-tries": "how many times can i get the six numbers wrong",
        "code-order": "which comes first, the one-time code or the password?",
        "repeat-code": "how do i hear the one-time code again",
        "lasting": "how long do the six digits last",
    },
    "be-together": {
        "nobody-near": "if nobody can come to my house, what do i do?",
        "video-help": "what if my helper lives far away?",
        "mitid-age": "how old must my helper be",
    },
    "cannot-alone": {
        "home-visit": "she is bedridden and past learning this, could the council send someone",
        "excused": "is anybody exempt from having mitid",
        "refused": "can someone be refused mitid because they can't handle it?",
        "nobody-near": "there is no one around me who could assist",
    },
    "act-for-another": {
        "withdraw": "can i withdraw a power of attorney again",
        "cost": "does a power of attorney cost money?",
        "duration": "how long does it take to get an authorisation",
        "lasting": "does one authorisation last for ever",
        "one-or-all": "power of attorney: one for everything, or one per service?",
        "over-mitid": "is there such a thing as power of attorney over a mitid?",
        "at-the-bank": "how do the bank and power of attorney go together",
        "on-paper": "must i own a mitid in order to act for my father",
        "whose-mitid": "how do i log in for her with my own mitid",
        "giver": "who can give a digital power of attorney",
        "where-attorney": "do i need a fuldmagt",
    },
    "guardianship": {
        "under-guardianship": "does my guardian need a mitid?",
        "special-mitid": "do guardians have special access",
        "at-the-bank": "how would a guardian handle the bank",
        "attorney-or-guardian": "is being a guardian the same as having a power of attorney",
        "which-mitid": "how does a guardian log in?",
        "guardian-access": "how does it work for a guardian",
    },
    "phone-requirements": {
        "copy-app": "can i move the app from my old phone to my new one",
        "number-of-phones": "how many phones can i have the app on",
        "reads-chips": "does the phone have to have nfc?",
        "bluetooth": "does bluetooth have to be on in the phone for the app",
        "keypad-phone": "is a flip phone enough",
        "huawei": "doesn't the app run on huawei?",
        "model-name": "is her samsung new enough",
        "tablet": "can it go on an ipad",
        "computer": "will it run on a computer instead of a mobile",
        "phone-update": "does it need the latest update",
        "oldest-iphone": "which iphones are alright",
        "oldest-android": "what android do i need",
        "buy-phone": "do i have to buy a new mobile",
    },
    "citizen-service": {
        "home-visit": "does citizen service do home visits",
        "refused": "can't borgerservice refuse me",
        "cost": "is it free at borgerservice?",
        "without-passport": "without a passport, where do we get it?",
        "expired": "my passport ran out ages ago so home is no option",
        "blind-there": "can borgerservice help a blind person",
        "paper-code": "how does it go at the citizen service centre, do they print a code?",
        "device-there": "do i get the code reader handed to me at borgerservice?",
        "what-happens": "what does citizen service do",
    },
    "citizen-service-documents": {
        "temporary-document": "does a temporary passport count",
        "faroese": "my father-in-law is faroese, which papers does he show",
        "copies": "do copies count or must it be the original",
        "register-questions": "what do they ask me at the counter",
        "other-card": "is a bank card proof of who i am",
        "expired": "my passport ran out what now",
        "no-papers": "what if he's got no photo id whatsoever",
        "foreign-document": "what documents does a foreigner bring?",
        "driving-licence": "is my driving licence enough",
        "residence-permit": "does a residence permit work as id",
        "yellow-card": "is my yellow card enough",
        "further-papers": "is a birth certificate any use",
    },
    "citizen-service-witness": {
        "professional-witness": "what is a professional witness",
        "witness-age": "how old must a witness be",
        "witness-how-often": "can i witness for both my parents",
        "witness-how-long": "i've only had mitid for two weeks, can i vouch for him?",
        "witness-brings": "does the witness need id",
        "witness-does": "what does the witness do",
        "witness-comes": "does the witness have to turn up in person?",
        "witness-needs-mitid": "must my witness have mitid?",
        "witness-needed": "do i need a witness",
        "witness-relation": "must a witness be family",
    },
    "citizen-service-booking": {
        "walk-in": "are there drop-in hours?",
        "cancel-time": "can i change my appointment",
        "waiting": "is there a queue at citizen service",
        "opening-hours": "when is the booking line open",
        "how-book": "how do i make an appointment",
    },
    "citizen-service-nearest": {
        "opening-hours": "when is the nearest citizen service open",
        "home-visit": "would the centre people come to my house?",
        "own-municipality": "which town hall do i belong to?",
    },
    "personal-and-private": {
        "signature": "is a mitid like a signature",
        "liable": "who's responsible if my son misuses my mitid",
    },
    "other-support": {
        "applicant-calls": "does she have to call support herself?",
        "christmas": "may i call support on christmas eve",
        "opening-hours": "when is mitid support open",
        "support-language": "does support speak english",
        "support-asks": "what will support ask me when i ring up",
        "waiting": "how long is the wait on the support line, roughly",
        "cost": "what does it cost to ring support",
        "blind-society": "could the blind society help us with this?",
        "bank-help": "can my bank help",
        "support-number": "what is the number of mitid support",
    },
    "code-display": {
        "serial-number": "where is the serial number on the code display",
        "device-battery": "does the viewer need charging",
        "cost": "what does a code display cost",
        "activate": "how does one activate the code viewer",
        "collect": "that display, is it posted to the door or do you pick it up",
        "arrival": "do they post the display to me",
        "device-difference": "what's the difference between the display and the code reader",
        "speaks": "can the display talk",
        "device-size": "how big is the display gadget",
        "spare": "can i have both the app and a gadget",
        "instead-of-phone": "can i have a key fob instead of the app",
        "how-order": "how do i get a kodeviser",
        "use-display": "which side is the button on",
        "device-connection": "does a code display need internet?",
    },
    "audio-code-reader": {
        "no-sound": "my reader doesn't make a sound",
        "repeat-code": "how do i hear the code again",
        "earphones": "can you plug headphones into it?",
        "serial-number": "where's the serial number on the talking reader?",
        "film": "is there a video or a leaflet on using the kodeoplæser?",
        "settings": "it talks too fast",
        "spoken-language": "does it speak danish",
        "device-battery": "how long does the battery hold in the reader?",
        "cost": "is the audio reader free",
        "activate": "how do i set up my new talking reader",
        "collect": "can the talking box be collected at the town hall rather than posted",
        "arrival": "how long for the audio reader to arrive",
        "device-size": "how heavy is the speaking box",
        "functions": "what do the keys on the code reader all do",
        "spare": "surely it's safer that she has two devices. can she get a second reader?",
        "device-difference": "how does the audio code reader differ from the display",
        "device-connection": "does the talking box need wifi?",
        "instead-of-phone": "does the audio device work without a mobile",
    },
    "app-with-screen-reader": {
        "copy-app": "with voiceover, how do i copy the app to a new phone",
        "qr-code": "how do blind people scan the qr code?",
        "approve-by-swipe": "how do i hear what i'm approving",
        "earphones": "do i need earphones with the screen reader",
        "braille": "can i use braille with the app",
        "screenshot": "can i take a screenshot in the app with my screen reader on",
        "magnify": "can i have bigger letters in the app",
        "text-aloud": "temp pin, does voiceover read that out of the text",
        "type-digits": "how do you type digits on glass if you can't see them",
        "reader-on": "how do i turn on the voice on my phone",
        "screen-reader-name": "does talkback read the app",
    },
    "biometrics": {
        "shared-device": "we both have our fingers stored in the same phone",
        "pin-still-needed": "do i still need a pin if i use my fingerprint",
        "face-scan-again": "is fingerprint and the passport face scan one and the same?",
        "turn-off": "can i switch off the fingerprint again",
        "is-it-safe": "which is better thumb or pin",
        "turn-on": "how do i turn fingerprint on",
        "where-finger-kept": "where's my fingerprint kept",
        "finger-fails": "it no longer recognises my finger",
        "a-free-choice": "can i skip the fingerprint bit",
    },
    "suspicious-contact": {
        "already-told": "i clicked a link in a message about my mitid what now",
        "hung-up": "i hung up on them was that right",
        "report-it": "where do i report a swindler?",
        "threat": "it says my account will be closed is that true",
        "not-started": "i was asked to approve something i did not start",
        "signs": "what would a swindler say",
        "link": "is this mitid email a scam",
    },
    "block-mitid": {
        "unblock": "can i open it again after blocking",
        "liable": "is she liable if somebody has used it",
        "night": "can the app be blocked at night",
        "locked-out": "the app's locked, what do we do?",
        "misuse": "mitid misuse who do i call",
        "seen-secret": "my ex knows my codes",
        "already-told": "i have already told the man on the phone my code what do i do",
        "sim-card": "i've lost my phone with the mitid app, must the sim be blocked too?",
        "broken": "she dropped her phone in the lake",
        "lost-device": "i lost my code display",
        "lost-phone": "i lost my phone",
    },
    "nemid-closed": {
        "nemid-end": "when did nemid shut",
        "throw-away": "can i throw away my nemid",
        "nemid-to-mitid": "did my nemid turn into mitid by itself",
        "nemid-and-mitid": "what replaced nem id",
    },
    "cpr-number": {
        "p-code-lasting": "does the p code last for ever?",
        "p-code": "what is a p-code then",
        "cpr-as-user-id": "is my cpr number also my user id",
        "cpr-secret": "is the cpr number secret",
        "where-cpr": "where do i find my cpr number?",
        "cpr-length": "how long is a cpr number",
        "cpr-reason": "why do they want my cpr?",
    },
    "forgotten": {
        "activation-code-wrong": "we typed the activation code wrong three times, what now",
        "proof-on-the-phone": "do i need my passport to make a new pin?",
        "forgot-everything": "i have forgotten all my codes",
        "wrong-tries": "dad typed the wrong pin three times",
        "new-password": "can i get a new password",
        "new-pin": "i forgot my pin",
        "new-user-id": "i can't recall my user id",
    },
    "about-this-helper": {
        "keeps-nothing": "do you keep what i say",
        "program-internet": "do you need the internet",
        "program-secrets": "what if you hear my password",
        "program-makers": "are you from mitid",
        "program-languages": "which languages do you speak",
        "program-sources": "how do you know all this",
        "program-kind": "are you a real person",
        "program-hands": "can you see the screen",
        "program-off": "can i switch you off",
        "program-sure": "can i trust you",
        "cost": "does it cost anything to use you",
        "program-can": "what can you do",
    },
}
CASES = [(rule, topic, text) for rule, topics in ASKED.items() for topic, text in topics.items()]


@pytest.fixture(scope="module")
def adviser(prompts: Prompts) -> Adviser:
    return Adviser(prompts)


@pytest.fixture(scope="module")
def rules(prompts: Prompts) -> Mapping[str, Any]:
    return prompts.table("rules")


@pytest.mark.parametrize(("rule", "topic", "text"), CASES)
def test_a_question_reaches_the_text_on_just_that(
    adviser: Adviser, rules: Mapping[str, Any], rule: str, topic: str, text: str
) -> None:
    reply = adviser.reply(text)
    assert isinstance(reply, Answer)
    assert (reply.rule, reply.verdict) == (rule, Verdict.INFORMATION)
    assert reply.text == rules[rule][topic]


def test_a_device_that_is_called_it_is_told_about_too(
    adviser: Adviser, rules: Mapping[str, Any]
) -> None:
    reply = adviser.reply("can it be collected at the town hall rather than posted")
    assert isinstance(reply, Answer)
    assert reply.verdict is Verdict.INFORMATION
    told = [("citizen-service", "device-there"), ("audio-code-reader", "collect")]
    assert reply.text in [rules[rule][topic] for rule, topic in told]


def test_every_text_on_a_topic_has_a_question_here(
    prompts: Prompts, rules: Mapping[str, Any]
) -> None:
    topics = prompts.table("lexicon")["topics"]
    entries = {rule: entry for rule, entry in rules.items() if "source" in entry}
    texts = {(rule, key) for rule, entry in entries.items() for key in entry if key in topics}
    wordings = {(rule.id, rule.wording) for rule in RULES}
    assert {(rule, topic) for rule, topic, _ in CASES} == texts - wordings


def test_every_topic_has_a_text(prompts: Prompts) -> None:
    rules = prompts.table("rules")
    keys = {key for entry in rules.values() if "source" in entry for key in entry}
    assert set(prompts.table("lexicon")["topics"]) <= keys


def test_every_phrase_of_a_topic_is_found_in_itself(adviser: Adviser, prompts: Prompts) -> None:
    for topic, phrases in prompts.table("lexicon")["topics"].items():
        for phrase in phrases:
            said = " ".join(slot.split("/")[0] for slot in phrase.replace("...", "the").split())
            reading = adviser.understanding.read(f"{said} mitid")
            assert not isinstance(reading, Read) or topic in reading.question.topics, phrase


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("when is mitid support open", "signaturgruppen"),
        ("what is the number of mitid support", "blocking"),
        ("how long does the battery last in the audio reader", "sn"),
    ],
)
def test_a_text_from_elsewhere_names_its_own_source(
    adviser: Adviser, rules: Mapping[str, Any], text: str, source: str
) -> None:
    reply = adviser.reply(text)
    assert isinstance(reply, Answer)
    assert reply.source is not None
    assert reply.source.address == rules["sources"][source]["address"]


def test_a_source_of_a_text_is_a_source_and_the_text_there_is(rules: Mapping[str, Any]) -> None:
    named = [(entry, entry["sources"]) for entry in rules.values() if "sources" in entry]
    assert named
    for entry, sources in named:
        assert set(sources) <= set(entry)
        assert set(sources.values()) <= set(rules["sources"])


@pytest.mark.parametrize("text", ["how do i make it speak slower", "the talking box is too quiet"])
def test_words_that_look_like_a_slip_still_touch_their_topic(adviser: Adviser, text: str) -> None:
    reading = adviser.understanding.read(text)
    assert isinstance(reading, Read)
    assert "settings" in reading.question.topics


@pytest.mark.parametrize(
    ("rule", "topic"),
    [
        ("other-support", "opening-hours"),
        ("other-support", "support-language"),
        ("app-with-screen-reader", "screen-reader-name"),
        ("audio-code-reader", "device-battery"),
        ("act-for-another", "on-paper"),
        ("cpr-number", "p-code-lasting"),
        ("block-mitid", "night"),
        ("phone-requirements", "oldest-android"),
    ],
)
def test_what_no_official_page_settles_is_not_told_as_certain(
    rules: Mapping[str, Any], rule: str, topic: str
) -> None:
    hedges = (" says", "said", "no official word", "I take it", "don't know", "don't say")
    assert any(hedge in rules[rule][topic] for hedge in hedges)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("is an iphone s e new enough", "oldest-iphone"),
        ("is an iphone se new enough", "maybe"),
        ("can i use an iphone x", "maybe"),
        ("does an iphone seven work", "maybe"),
        ("is an iphone thirteen new enough", "new"),
        ("does android nine work", "too-old"),
        ("will android sixteen do", "new"),
        ("can a samsung galaxy a twelve run the app", "model-name"),
        ("does the app run on a huawei", "huawei"),
        ("does mitid run on a doro", "keypad-phone"),
        ("my iphone is six years old is it too old", "oldest-iphone"),
    ],
)
def test_phones_are_told_by_name_and_doubt_is_told(
    adviser: Adviser, rules: Mapping[str, Any], text: str, wording: str
) -> None:
    reply = adviser.reply(text)
    assert isinstance(reply, Answer)
    assert reply.rule == "phone-requirements"
    assert reply.text == rules["phone-requirements"][wording]


def test_what_stands_on_the_table_is_no_tablet(adviser: Adviser, rules: Mapping[str, Any]) -> None:
    reply = adviser.reply("what should be on the table before we start")
    assert isinstance(reply, Answer)
    assert reply.text == rules["get-ready"]["information"]
