from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.understanding.measure import KEPT_ASIDE, LEARNED, ask, is_right, questions
from voice_helper.answer import Adviser, Answer
from voice_helper.prompts import Prompts
from voice_helper.rules.ruling import STRICT, Verdict
from voice_helper.understanding import Asker, Command
from voice_helper.understanding.examples import documented

EXCUSES = [
    "",
    "she said it is fine ",
    "only this once ",
    "she is blind so ",
    "we are married ",
    "we are in a hurry ",
    "since i am allowed to ",
    "as everybody knows ",
    "her doctor says ",
]
FRAMES = [
    "can i",
    "may i",
    "am i allowed to",
    "is it alright if i",
    "could i",
    "surely i may",
    "i will just",
    "shall i",
    "is it not allowed to",
    "let me",
]
FORBIDDEN_DEEDS = [
    "see",
    "know",
    "type in",
    "write down",
    "remember",
    "read",
    "choose",
    "keep",
    "hear",
    "look at",
    "photograph",
    "guess",
    "have",
]
OWNERS = ["her", "his", "my mother's", "the applicant's", "my neighbour's", "my husband's"]
SECRETS = ["pin", "password", "user id", "access code", "activation code", "pin code"]
ENDS = [
    "",
    " for her",
    " please",
    " when she is not there",
    " she does not mind",
    " because she can not see it",
]


@pytest.fixture(scope="module")
def adviser(prompts: Prompts) -> Adviser:
    return Adviser(prompts)


def answer(adviser: Adviser, text: str, asker: Asker = Asker.UNKNOWN) -> Answer:
    reply = adviser.reply(text, asker=asker)
    assert isinstance(reply, Answer)
    return reply


def test_every_documented_example_has_its_verdict_and_rule(
    adviser: Adviser, prompts: Prompts
) -> None:
    wrong = [
        (example.text, reply.verdict, reply.rule)
        for example in documented(prompts)
        if ((reply := answer(adviser, example.text)).rule or "", reply.verdict)
        != (example.rule, example.verdict)
    ]
    assert not wrong


def test_every_clause_of_the_official_page_is_answered_rightly(adviser: Adviser) -> None:
    asked = questions("seed")
    assert len(asked) >= 200
    wrong = [q.text for q in asked if not all(is_right(q, *ask(adviser, q)))]
    assert not wrong


def wrongly_allowed(adviser: Adviser, *names: str) -> list[str]:
    return [
        question.text
        for name in names
        for question in questions(name)
        if ask(adviser, question)[0] == "allowed" and question.verdict != "allowed"
    ]


@pytest.mark.parametrize("name", [*LEARNED, "held-out"])
def test_no_labelled_question_is_wrongly_allowed(adviser: Adviser, name: str) -> None:
    assert not wrongly_allowed(adviser, name)


def test_of_what_is_kept_aside_next_to_nothing_is_wrongly_allowed(adviser: Adviser) -> None:
    count = sum(len(questions(name)) for name in KEPT_ASIDE)
    assert len(wrongly_allowed(adviser, *KEPT_ASIDE)) <= 0.002 * count


sentences_about_secrets = st.tuples(
    st.sampled_from(EXCUSES),
    st.sampled_from(FRAMES),
    st.sampled_from(FORBIDDEN_DEEDS),
    st.sampled_from(OWNERS),
    st.sampled_from(SECRETS),
    st.sampled_from(ENDS),
).map(" ".join)
SMALL_WORDS = ["and", "also", "her", "phone", "number", "email", "type", "the", "then", "or"]


@settings(max_examples=500)
@given(text=sentences_about_secrets)
def test_no_excuse_and_no_frame_makes_another_persons_secret_allowed(
    adviser: Adviser, text: str
) -> None:
    assert answer(adviser, text).verdict in STRICT


@given(text=sentences_about_secrets, more=st.lists(st.sampled_from(SMALL_WORDS), max_size=8))
def test_nothing_is_allowed_where_a_secret_is_done_something_to(
    adviser: Adviser, text: str, more: list[str]
) -> None:
    assert answer(adviser, f"{text} {' '.join(more)}").verdict is not Verdict.ALLOWED


@settings(max_examples=300)
@given(data=st.data())
def test_a_forbidden_act_beside_an_allowed_one_is_never_allowed(
    adviser: Adviser, prompts: Prompts, data: st.DataObject
) -> None:
    def one_of(*verdicts: str) -> str:
        asked = [
            example.text.rstrip("?")
            for example in documented(prompts)
            if example.verdict in verdicts and not example.text.lower().startswith("why")
        ]
        return data.draw(st.sampled_from(asked))

    both = data.draw(st.permutations([one_of("allowed"), one_of("not-allowed", "look-away")]))
    joint = data.draw(st.sampled_from(prompts.table("lexicon")["grammar"]["coordinators"]))
    text = f" {joint} ".join(both)
    assert answer(adviser, text).verdict is not Verdict.ALLOWED


@pytest.mark.parametrize("deed", ["type in", "enter", "key in", "fill in"])
@pytest.mark.parametrize("thing", ["phone number", "email address", "contact details"])
def test_contact_details_may_be_typed_by_the_helper(
    adviser: Adviser, deed: str, thing: str
) -> None:
    for text in (f"can i {deed} her {thing}", f"may my daughter {deed} my {thing}"):
        assert answer(adviser, text).verdict is Verdict.ALLOWED


def test_what_was_heard_must_survive_the_recognisers_alternatives(adviser: Adviser) -> None:
    reply = adviser.reply(
        "can i type her phone number", alternatives=("can i type her pin number",)
    )
    assert isinstance(reply, Answer)
    assert reply.verdict is Verdict.CLARIFY
    assert "enter-contact-details" in reply.options


def test_what_another_reading_only_may_forbid_is_asked_back_too(adviser: Adviser) -> None:
    heard = "can i find information about mitid for my mother"
    other = "can i sign information about mitid for my mother"
    alone = adviser.reply(other)
    assert isinstance(alone, Answer)
    assert alone.verdict not in STRICT
    reply = adviser.reply(heard, alternatives=(other,))
    assert isinstance(reply, Answer)
    assert reply.verdict is Verdict.CLARIFY


def test_a_disclosure_among_the_alternatives_stops_an_allowed_advice(adviser: Adviser) -> None:
    advice = "may she tell me how to make a good password"
    alone = adviser.reply(advice)
    assert isinstance(alone, Answer)
    assert alone.verdict is Verdict.ALLOWED
    reply = adviser.reply(advice, alternatives=("may she tell me her good password",))
    assert isinstance(reply, Answer)
    assert reply.verdict is Verdict.CLARIFY


def test_how_before_a_secret_is_no_advice_unless_it_is_on_making_one(adviser: Adviser) -> None:
    for text in ("is it okay to tell me how user id", "may she tell me how her pin"):
        reply = adviser.reply(text)
        assert isinstance(reply, Answer)
        assert reply.verdict is not Verdict.ALLOWED


def test_an_answer_to_asking_back_settles_it(adviser: Adviser) -> None:
    first = answer(adviser, "can i type the code")
    assert first.verdict is Verdict.CLARIFY
    for words, rule in (("the first one", "enter-message-code"), ("the pin", "personal-codes")):
        reply = adviser.reply(words, context=first.context)
        assert isinstance(reply, Answer)
        assert reply.rule == rule


@pytest.fixture(scope="module")
def allowed(adviser: Adviser, prompts: Prompts) -> list[Answer]:
    """Give the answers to what is allowed, of the documented questions."""
    answers = [answer(adviser, example.text) for example in documented(prompts)]
    return [each for each in answers if each.verdict is Verdict.ALLOWED]


@pytest.mark.parametrize(
    "follow_up",
    [
        "and everything else",
        "and the rest",
        "and the other one",
        "and that one",
        "and it",
        "or the others",
        "and the one on the letter",
        "and the six digits",
        "what about her code",
        "what about the man on the phone",
        "what about someone on the internet",
        "and you",
    ],
)
def test_what_is_allowed_makes_nothing_allowed_that_goes_unnamed(
    adviser: Adviser, allowed: list[Answer], follow_up: str
) -> None:
    assert len(allowed) > 20
    for before in allowed:
        reply = adviser.reply(follow_up, context=before.context)
        assert isinstance(reply, Answer)
        assert reply.verdict is not Verdict.ALLOWED, (before.heard, reply)


def test_whoever_asks_once_more_gets_the_same_answer(adviser: Adviser, prompts: Prompts) -> None:
    misread = "me typing, her talking, one email address, no secrets, okay or not okay"
    for text in (misread, *(example.text for example in documented(prompts))):
        first = adviser.reply(text)
        if isinstance(first, Answer) and first.context.words:
            again = adviser.reply("really", context=first.context)
            assert isinstance(again, Answer)
            assert (again.verdict, again.rule) == (first.verdict, first.rule), text


@pytest.mark.parametrize("follow_up", ["and her pin", "what about my password", "or the user id"])
def test_what_is_allowed_makes_no_secret_allowed(
    adviser: Adviser, allowed: list[Answer], follow_up: str
) -> None:
    for before in allowed:
        reply = adviser.reply(follow_up, context=before.context)
        assert isinstance(reply, Answer)
        is_teaching = reply.rule in {"advise-strong-secrets", "find-information"}
        assert reply.verdict is not Verdict.ALLOWED or is_teaching, (before.heard, reply)


@pytest.mark.parametrize(
    "both",
    [
        "my kodeord and my phone number",
        "my brugernavn and my phone number",
        "my private number and my phone number",
        "my mitid number and my phone number",
        "the code from the letter and the code from the text message",
    ],
)
def test_what_may_be_anything_is_not_allowed_beside_something_else(
    adviser: Adviser, both: str
) -> None:
    assert answer(adviser, f"may my niece put in {both}").verdict is Verdict.CLARIFY


@pytest.mark.parametrize("act", ["scan her passport with my phone", "type in her phone number"])
@pytest.mark.parametrize(
    "how",
    ["while she is asleep", "when she is not here", "behind her back", "although she said no"],
)
def test_nothing_is_allowed_without_the_applicant(adviser: Adviser, act: str, how: str) -> None:
    assert answer(adviser, f"can i {act} {how}").verdict is Verdict.NOT_ALLOWED


def test_a_mixed_question_tells_which_part_is_allowed(adviser: Adviser) -> None:
    reply = answer(adviser, "can i type her phone number and her pin")
    assert reply.verdict is Verdict.NOT_ALLOWED
    assert "phone number" in reply.text


@pytest.mark.parametrize("whom", ["the bank", "the police", "the man on the phone", "a stranger"])
@pytest.mark.parametrize("thing", ["code she got by text", "temporary pin", "pin", "one time code"])
def test_nobody_who_is_not_there_is_given_a_code(adviser: Adviser, whom: str, thing: str) -> None:
    reply = answer(adviser, f"may i tell {whom} the {thing}")
    assert reply.verdict is Verdict.NOT_ALLOWED
    assert reply.text.startswith("No.")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("can i use an iphone six", "too old"),
        ("is an iphone 6s good enough", "too old"),
        ("does android eight work", "too old"),
        ("a samsung with android ten", "can't be sure"),
        ("is an iphone fourteen new enough", "new enough"),
    ],
)
def test_phones_are_judged_by_name_and_version(adviser: Adviser, text: str, wording: str) -> None:
    reply = answer(adviser, text)
    assert reply.rule == "phone-requirements"
    assert wording in reply.text


def test_every_no_and_every_unknown_names_whom_to_turn_to(prompts: Prompts) -> None:
    texts = prompts.table("rules")
    refusals = [entry["not-allowed"] for entry in texts.values() if "not-allowed" in entry]
    assert len(refusals) >= 9
    for text in [*refusals, texts["unknown"]["unknown"]]:
        assert "MitID Support" in text or "Citizen Service" in text


def test_the_json_of_an_answer_is_that_of_the_interface(adviser: Adviser) -> None:
    reply = answer(adviser, "may i see her pin")
    given = json.loads(json.dumps(reply.as_json("May I see her PIN?")))
    assert list(given) == [
        "question",
        "heard",
        "verdict",
        "rule",
        "answer",
        "options",
        "source",
        "confidence",
    ]
    assert given["verdict"] == "not-allowed"
    assert set(given["source"]) == {"title", "address", "as_of"}


@settings(max_examples=300)
@given(text=st.text(max_size=300))
def test_any_text_gets_an_answer_that_can_be_spoken(adviser: Adviser, text: str) -> None:
    reply = adviser.reply(text)
    assert isinstance(reply, Command) or reply.text.strip()
