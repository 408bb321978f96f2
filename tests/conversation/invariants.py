"""What holds in every course of a conversation: one plain function each, which yields violations.

They judge what goes in and what comes out; of the state they read only where it stands and who
is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from tests.conversation.courses import (
    QUESTIONS,
    TRACES,
    Course,
    Passage,
    World,
    place_name,
    world,
)
from voice_helper.actions import End, Listen, Listener, LookAway, Say
from voice_helper.answer import Answer
from voice_helper.conversation import Asking, Over, State
from voice_helper.conversation.state import (
    Confirming,
    Guarding,
    Interviewing,
    Naming,
    Stage,
    Walking,
)
from voice_helper.events import (
    DeviceChanged,
    Event,
    Heard,
    KeyPressed,
    Silence,
    SpeechEnded,
    Trouble,
    Woken,
)
from voice_helper.rules.act import Question
from voice_helper.rules.judge import HARDLY_DOUBTFUL
from voice_helper.rules.ruling import STRICT, Verdict
from voice_helper.rules.table import MEANT, RULES, things_of
from voice_helper.understanding import Context, Expecting
from voice_helper.understanding.understand import Read
from voice_helper.walkthrough.step import Secrecy

Check = Callable[[World, Course], Iterator[str]]
SUPPORT = "33 98 00 10"
CUE_LINES = (
    "cue-helper",
    "cue-earphones",
    "cue-earphones-alone",
    "cue-confirm",
    "cue-confirm-either",
    "cue-alone",
)
CUTTING_KEYS = {"space", "escape", "typing"}
GUIDE = (Walking, Interviewing, Guarding, Confirming, Naming)


# --- a: no secret before it is safe ------------------------------------------------------------


def no_secret_before_the_cue_is_heard_and_confirmed(made: World, course: Course) -> Iterator[str]:
    """Allow a secret instruction only after a whole cue and a whole phrase that confirms it."""
    cue: tuple[str, ...] = ()
    sounding, is_heard, is_confirmed = "", False, False
    for at, passage in enumerate(course):
        event = passage.event
        if isinstance(event, SpeechEnded):
            is_heard = is_heard or (bool(cue) and all(line in sounding for line in cue))
            sounding = ""
        elif cuts(made, passage):
            sounding = ""
        for state in passage.look_aways:
            if state == "ask":
                cue, is_heard, is_confirmed = cue_of(made, passage), False, False
            elif state == "confirmed":
                is_confirmed = is_heard and confirms(made, passage)
                if not is_confirmed:
                    yield f"{at}: confirmed by {event} though the cue was heard: {is_heard}"
            else:
                cue, is_heard, is_confirmed = (), False, False
        if not is_confirmed and (told := [text for text in secrets() if text in passage.text]):
            yield f"{at}: {told} after {event}, cue heard: {is_heard}"
        sounding = passage.text or sounding


def cuts(made: World, passage: Passage) -> bool:
    """Tell whether an event cuts off what is being said."""
    match passage.event:
        case KeyPressed(name=name):
            return name in CUTTING_KEYS
        case Heard(words=words):
            is_secret = isinstance(passage.before.place, Guarding)
            known = made.secret_phrases if is_secret else made.phrases
            return is_one_of(made, words, known["stop"])
    return False


def cue_of(made: World, passage: Passage) -> tuple[str, ...]:
    """Give the lines of the cue that a turn says: what comes, to look away, how to go on."""
    purposes = [secret.purpose for secret in made.walkthrough.secrets.values()]
    wordings = [
        wording for key in CUE_LINES for wording in made.prompts.entry("conversation", key).wordings
    ]
    found = tuple(line for line in (*purposes, *wordings) if line in passage.text)
    return found if len(found) >= 2 else ("no cue",)


def confirms(made: World, passage: Passage) -> bool:
    """Tell whether a whole phrase says that nobody looks."""
    phrases = made.secret_phrases["turned-away"]
    if passage.before.company.has_helper is not True:
        phrases += made.secret_phrases["nobody-sees"]
    event = passage.event
    return isinstance(event, Heard) and is_one_of(made, event.words, phrases)


@cache
def _plain(words: str) -> str:
    text = words.lower().replace("\u2019", "'").replace("i've", "i have").replace("i'm", "i am")
    return " ".join(re.findall(r"[\w']+", text))


def is_one_of(made: World, words: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether the words are one of the phrases, with nothing but courtesy around it."""
    return _is_one_of(words, phrases, made.phrases["courtesy"])


@cache
def _is_one_of(words: str, phrases: tuple[str, ...], courtesy: tuple[str, ...]) -> bool:
    known = {_plain(phrase) for phrase in phrases}
    todo, seen = [_plain(words)], set[str]()
    while todo:
        text = todo.pop()
        if text in known:
            return True
        seen.add(text)
        for polite in courtesy:
            todo += {text.removeprefix(f"{polite} "), text.removesuffix(f" {polite}")} - seen
    return False


@cache
def secrets() -> tuple[str, ...]:
    """Give every text that asks for a secret."""
    walkthrough = world().walkthrough
    steps = [
        text
        for route in walkthrough.routes.values()
        for step in route.steps
        if step.secrecy is Secrecy.SECRET
        for text in (step.say, step.alone)
    ]
    told = [secret.instruction for secret in walkthrough.secrets.values()]
    return tuple(dict.fromkeys(text for text in (*steps, *told) if text))


# --- b: a secret step hears a handful and keeps nothing ----------------------------------------


def a_secret_step_expects_only_its_handful(made: World, course: Course) -> Iterator[str]:
    """Listen for the phrases of secret-step.toml from the cue until it is over."""
    handful = {phrase for phrases in made.secret_phrases.values() for phrase in phrases}
    digits = made.counsel.chooser.numbers
    for at, passage in enumerate(course):
        kinds = [action.expectation for action in passage.actions if isinstance(action, Listen)]
        is_secret = isinstance(passage.after.place, Guarding)
        for expectation in kinds:
            if (expectation.kind is Expecting.SECRET_STEP) != is_secret:
                yield f"{at}: {expectation.kind} is expected at {place_name(passage.after)}"
            if is_secret:
                more = set(expectation.phrases) - handful
                words = {word for phrase in expectation.phrases for word in phrase.split()}
                spelled = {word for word in words if len(word) == 1 and word not in {"a", "i"}}
                if more or words & digits or spelled:
                    yield f"{at}: {sorted(more | (words & digits) | spelled)} may be heard"


def nothing_heard_in_a_secret_step_is_kept(_made: World, course: Course) -> Iterator[str]:
    """Find no trace of what was said in a secret step in any later action or state."""
    is_said = False
    for at, passage in enumerate(course):
        is_now = isinstance(passage.before.place, Guarding) and isinstance(passage.event, Heard)
        is_said = is_said or is_now
        if not is_said:
            continue
        kept = repr(passage.after) if is_now or passage is course[-1] else ""
        if found := traces(passage.text + kept + repr(passage.actions if is_now else "")):
            yield f"{at}: {found} is left after {type(passage.event).__name__}"


def traces(text: str) -> list[str]:
    """Give what a text holds of what was said in secret steps."""
    plain = text.lower()
    return [trace for trace in TRACES if trace in plain]


# --- c: allowed by a rule, or not at all -------------------------------------------------------


def allowed_is_said_only_where_a_rule_allows(made: World, course: Course) -> Iterator[str]:
    """Look the rule up anew for each 'allowed', unless it is what was said before, again."""
    for at, passage in enumerate(course):
        for rule, text, is_part in allowed_texts():
            if text not in passage.text or any(text in say.text for say in passage.before.said):
                continue
            verdicts = ruled(made, passage)
            is_forbidden = not is_part and STRICT.intersection(verdicts.values())
            if verdicts.get(rule) is not Verdict.ALLOWED or is_forbidden:
                yield f"{at}: {text!r} after {passage.event}"


@cache
def allowed_texts() -> tuple[tuple[str, str, bool], ...]:
    """Give each text that allows something, with its rule; True where a no stands before it."""
    table = world().prompts.table("rules")
    whole = {(rule.id, rule.wording or "allowed") for rule in RULES if rule.verdict == "allowed"}
    parts = {(rule, text, True) for rule, text in table["also"].items() if rule != "between"}
    return tuple(sorted({(rule, table[rule][key], False) for rule, key in whole} | parts))


def ruled(made: World, passage: Passage) -> dict[str, Verdict]:
    """Give what the table of rules alone says about the acts that are asked about, or meant."""
    if not isinstance(passage.event, Heard):
        return {}
    context = passage.before.context or Context()
    read = made.counsel.adviser.understanding.read(passage.event.words, context=context)
    question = read.question if isinstance(read, Read) else Question()
    acts = question.acts
    guess = question.guess
    if guess is not None and guess.verdict == Verdict.ALLOWED.value:
        is_named = bool(question.mentions & things_of(guess.rule))
        is_misread = guess.doubt < HARDLY_DOUBTFUL and is_named
        acts = (MEANT[guess.rule], *(() if is_misread else acts))
    first = (next((rule for rule in RULES if rule.matches(act)), None) for act in acts)
    return {rule.id: rule.verdict for rule in first if rule is not None}


# --- d: never silent ---------------------------------------------------------------------------


def every_turn_ends_listening_or_with_the_end(_made: World, course: Course) -> Iterator[str]:
    """Do nothing at all only when speech has ended."""
    for at, passage in enumerate(course):
        if not passage.actions:
            if not isinstance(passage.event, SpeechEnded):
                yield f"{at}: nothing is done after {passage.event}"
        elif not isinstance(passage.actions[-1], Listen | End):
            yield f"{at}: {passage.actions[-1]} is the last thing done after {passage.event}"


def every_state_speaks_when_spoken_to(made: World, course: Course) -> Iterator[str]:
    """Say something to three utterances in a row that fit nothing, wherever that is."""
    for at, passage in list(probed(course))[-1:]:
        state, said = passage.after, ""
        for _ in range(3):
            heard = made.step(made.step(state, SpeechEnded()).after, Heard("hippopotamus"))
            state, said = heard.after, said + heard.text
        if not said:
            yield f"{at}: no word at {place_name(passage.after)}"
        if isinstance(passage.after.place, Asking):
            quiet = [made.step(passage.after, Silence(8.0))]
            quiet += [made.step(quiet[-1].after, Silence(8.0))]
            if passage.after.silences == 0 and not quiet[-1].says:
                yield f"{at}: two silences go unanswered"


def probed(course: Course) -> Iterator[tuple[int, Passage]]:
    """Give a few passages of a course after which the conversation goes on."""
    for at in sorted({len(course) // 2, len(course) - 1}):
        if not isinstance(course[at].after.place, Over):
            yield at, course[at]


# --- e: repeat, back, on, help -----------------------------------------------------------------


def everything_said_is_said_again_on_request(made: World, course: Course) -> Iterator[str]:
    """Hear in 'repeat' every sentence of the turn before it."""
    for at, passage in enumerate(course):
        is_asked = at % 3 == len(course) % 3  # a third of the turns, among them the last
        if is_asked and passage.says and not isinstance(passage.after.place, Over):
            again = made.step(passage.after, Heard("repeat"))
            gone = [each for each in bodies(passage) if each not in again.text]
            if gone:
                yield f"{at}: repeat after {passage.event} leaves out {gone}"


def bodies(passage: Passage) -> list[str]:
    """Give the sentences of a turn without whom they are for."""
    openings = [opening for opening, _ in openings_of(passage.after)]
    found = []
    for say in passage.says:
        first = next((each for each in openings if say.text.startswith(each)), "")
        found += re.split(r"(?<=[.?!]) ", say.text.removeprefix(first))
    return found


def help_names_a_person_everywhere(made: World, course: Course) -> Iterator[str]:
    """Hear the number of MitID Support after 'help'."""
    for at, passage in probed(course):
        if SUPPORT not in made.step(passage.after, Heard("help")).text:
            yield f"{at}: help names nobody at {place_name(passage.after)}"


def every_state_has_a_way_on(made: World, course: Course) -> Iterator[str]:
    """Get somewhere else by what is said there, within three utterances."""
    for at, passage in probed(course):
        state = passage.after
        for words in on_from(state):
            state = made.step(made.step(state, SpeechEnded()).after, Heard(words)).after
        if not _has_moved(passage.after, state):
            yield f"{at}: nothing leads on from {place_name(passage.after)}"


def _has_moved(before: State, after: State) -> bool:
    if isinstance(before.place, Guarding) and before.place.stage is Stage.OPEN:
        ways = (before.place.secret, before.place.back_to)
        place = after.place
        return not isinstance(place, Guarding) or (place.secret, place.back_to) != ways
    return place_name(before) != place_name(after)


def on_from(state: State) -> tuple[str, ...]:  # noqa: PLR0911  (one for each place)
    """Give what leads on from a state."""
    match state.place:
        case Asking():
            return ("start the guide",)
        case Interviewing(inquiry="things"):
            return ("yes",)
        case Interviewing():
            return ("i do not know",)
        case Walking(is_paused=True):
            return ("carry on", "next", "next", "next")
        case Walking():
            return ("next", "next")
        case Guarding(stage=Stage.CUE):
            alone = state.company.is_alone
            return ("repeat", "nobody can see me" if alone else "my helper has turned away")
        case Guarding():
            return ("i am finished",)
        case Naming():
            return ("skip",)
    return ("no",)


def every_state_has_a_way_back(made: World, course: Course) -> Iterator[str]:
    """Come back by 'go back', or hear what to do where there is nothing behind."""
    for at, passage in probed(course):
        back = made.step(passage.after, Heard("go back"))
        place = passage.after.place
        if isinstance(place, Guarding):
            is_right = back.look_aways == ("ask",)
        else:
            is_right = bool(back.says) and _is_back(place, back)
        if not is_right:
            yield f"{at}: go back at {place_name(passage.after)} gives {back.text!r}"


def _is_back(place: object, back: Passage) -> bool:
    if isinstance(place, Naming | Confirming):
        place = place.back_to
    if isinstance(place, Walking | Interviewing) and place.trail:
        return place_name(back.after) != place_name(State(place=place))
    return "say: " in back.text or back.after.asked is not None


def every_state_can_be_ended(made: World, course: Course) -> Iterator[str]:
    """Come to the end from everywhere: through the secret step if one is open, then goodbye."""
    for at, passage in list(probed(course))[-1:]:
        state, todo = passage.after, iter(_OUT_OF_SECRETS)
        while isinstance(state.place, Guarding) and (words := next(todo, "")):
            state = made.step(made.step(state, SpeechEnded()).after, Heard(words)).after
        for words in ("goodbye", "yes"):
            if not isinstance(state.place, Over):
                state = made.step(state, Heard(words)).after
        if not isinstance(state.place, Over):
            yield f"{at}: no end from {place_name(passage.after)}, but {place_name(state)}"


_OUT_OF_SECRETS = (
    "repeat",
    "my helper has turned away",
    "nobody can see me",
    "i am finished",
) * 5
"""What leads out of secret steps, however many follow one another."""


# --- f: the same events, the same actions ------------------------------------------------------


def the_same_events_give_the_same_actions(made: World, course: Course) -> Iterator[str]:
    """Play the last turns once more."""
    for at, passage in list(enumerate(course))[-4:]:
        if passage.event is not None and made.step(passage.before, passage.event) != passage:
            yield f"{at}: {passage.event} gives something else the second time"


# --- g: the only ways out of a secret step -----------------------------------------------------

_FOLLOWS = {"ask": {"ask", "confirmed"}, "confirmed": {"over", "ask"}, "over": {"ask"}, "": {"ask"}}


def a_secret_step_ends_by_its_phrase_or_begins_again(made: World, course: Course) -> Iterator[str]:
    """Let 'confirmed' follow only 'ask', 'over' only 'confirmed', and nothing else leave it."""
    last = ""
    for at, passage in enumerate(course):
        for state in passage.look_aways:
            if state not in _FOLLOWS[last]:
                yield f"{at}: {state} follows {last or 'nothing'} after {passage.event}"
            if state == "over" and not _finishes(made, passage.event):
                yield f"{at}: over after {passage.event}"
            last = state
        is_left = isinstance(passage.before.place, Guarding) and not isinstance(
            passage.after.place, Guarding
        )
        if is_left and "over" not in passage.look_aways and not _ends_with_warning(passage):
            yield f"{at}: {passage.event} leaves the secret step for {place_name(passage.after)}"
        is_open = last in {"ask", "confirmed"} and End() not in passage.actions
        if is_open != isinstance(passage.after.place, Guarding) and End() not in passage.actions:
            yield f"{at}: {last or 'nothing'} was told last at {place_name(passage.after)}"


def _finishes(made: World, event: Event | None) -> bool:
    return isinstance(event, Heard) and is_one_of(
        made, event.words, made.secret_phrases["finished"]
    )


def _ends_with_warning(passage: Passage) -> bool:
    is_end = passage.event == KeyPressed("end") and passage.actions[-1] == End()
    warning = world().prompts.line("conversation", "secret-end")
    return is_end and warning in passage.text


def a_fault_in_a_secret_step_leads_to_its_cue(made: World, course: Course) -> Iterator[str]:
    """Say the cue when a device has gone or is back; only the news of that may come before."""
    purposes = tuple(secret.purpose for secret in made.walkthrough.secrets.values())
    for at, passage in enumerate(course):
        if not isinstance(passage.event, Trouble):
            continue
        is_change = isinstance(passage.event, DeviceChanged | Woken)
        is_news = is_change or passage.before.missing != passage.after.missing
        if not isinstance(passage.before.place, Guarding) or not is_news:
            continue
        begins = [action for action in passage.actions if isinstance(action, LookAway | Say)]
        says = [action for action in begins if isinstance(action, Say)]
        if passage.after.company.is_alone:  # whose lines aren't joined, since they are all theirs
            says = says[1:]
        is_cue = begins[:1] == [LookAway("ask")] and says[:1] != []
        if not is_cue or not says[0].text.endswith(purposes):
            yield f"{at}: {passage.event} gives {begins[:2]}"


# --- h: whom a line is for ---------------------------------------------------------------------


def every_line_of_the_guide_opens_with_whom_it_is_for(
    _made: World, course: Course
) -> Iterator[str]:
    """Hear the name or the role first, and the right one."""
    for at, passage in enumerate(course):
        if not _is_in_guide(passage) or passage.after.company.is_alone:
            continue
        openings = openings_of(passage.after)
        for say in passage.says:
            if not any(say.text.startswith(text) and to == say.to for text, to in openings):
                yield f"{at}: {say} after {passage.event} at {place_name(passage.after)}"


def openings_of(state: State) -> list[tuple[str, Listener]]:
    """Give how a line may open, and for whom it is then."""
    return _openings(state.company.helper, state.company.applicant)


@cache
def _openings(helper: str, applicant: str) -> list[tuple[str, Listener]]:
    names = {Listener.HELPER: helper, Listener.APPLICANT: applicant}
    found = []
    for listener in Listener:
        name = names.get(listener, "")
        key = "for-name" if name else f"for-{listener}"
        line = world().prompts.line("conversation", key, name=name, text="")
        found.append((line, listener))
    return found


def _is_in_guide(passage: Passage) -> bool:
    before, after = passage.before.place, passage.after.place
    if isinstance(after, Over):
        return isinstance(before, Guarding)
    came_from = (Walking, Interviewing, Guarding)
    return isinstance(after, GUIDE) or isinstance(before, came_from)


# --- i: questions in the middle ----------------------------------------------------------------


def a_question_in_the_middle_keeps_the_place(made: World, course: Course) -> Iterator[str]:
    """Hear the same after 'where am I' before a question and after it, and an answer to it."""
    for at, passage in enumerate(course):
        event, place = passage.event, passage.before.place
        is_question = isinstance(event, Heard) and event.words in QUESTIONS
        if not is_question or not isinstance(place, Walking | Interviewing | Confirming | Naming):
            continue
        told = [made.step(state, Heard("where am i")) for state in (passage.before, passage.after)]
        if told[0].text != told[1].text:
            yield f"{at}: {event} at {place_name(passage.before)} leads to {told[1].text!r}"
        if not any(answer in passage.text for answer in answers(made, passage)):
            yield f"{at}: {event} at {place_name(passage.before)} is answered {passage.text!r}"
        asks = isinstance(passage.after.place, Interviewing) and passage.before.context is None
        if asks and passage.after.asked is None:
            yield f"{at}: {event} at {place_name(passage.before)} leaves no question open"


def answers(made: World, passage: Passage) -> list[str]:
    """Give the answer that the adviser has, or all words where it has none."""
    event = passage.event
    assert isinstance(event, Heard)
    reply = made.counsel.reply(
        event.words,
        context=passage.before.context,
        confidence=event.confidence,
        alternatives=event.alternatives,
    )
    is_known = isinstance(reply, Answer) and reply.verdict is not Verdict.UNKNOWN
    return [reply.text if is_known and isinstance(reply, Answer) else ""]


CHECKS: tuple[Check, ...] = (
    no_secret_before_the_cue_is_heard_and_confirmed,
    a_secret_step_expects_only_its_handful,
    nothing_heard_in_a_secret_step_is_kept,
    allowed_is_said_only_where_a_rule_allows,
    every_turn_ends_listening_or_with_the_end,
    every_state_speaks_when_spoken_to,
    everything_said_is_said_again_on_request,
    help_names_a_person_everywhere,
    every_state_has_a_way_on,
    every_state_has_a_way_back,
    every_state_can_be_ended,
    the_same_events_give_the_same_actions,
    a_secret_step_ends_by_its_phrase_or_begins_again,
    a_fault_in_a_secret_step_leads_to_its_cue,
    every_line_of_the_guide_opens_with_whom_it_is_for,
    a_question_in_the_middle_keeps_the_place,
)


def violations(made: World, course: Course) -> Iterator[tuple[str, str]]:
    """Give the name of each invariant that a course breaks, and how."""
    for check in CHECKS:
        for found in check(made, course):
            yield check.__name__, found
