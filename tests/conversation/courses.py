"""Courses of random events over the real conversation, guided so that they reach deep places."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Protocol

from voice_helper import paths
from voice_helper.actions import Action, End, LookAway, Say
from voice_helper.answer import Adviser, Answer
from voice_helper.conversation import Asking, Conversation, Over, State
from voice_helper.conversation.keys import KEYS
from voice_helper.conversation.state import (
    THINGS,
    Confirming,
    Guarding,
    Interviewing,
    Naming,
    Stage,
    Walking,
)
from voice_helper.events import (
    DeviceBack,
    DeviceChanged,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    Noise,
    Silence,
    SpeechEnded,
    Woken,
)
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.understanding import Command
from voice_helper.understanding.choosing import Chooser
from voice_helper.walkthrough.reading import read_walkthrough
from voice_helper.walkthrough.walkthrough import ROUTES, Walkthrough

QUESTIONS = (
    "may my helper see my pin",
    "may i see the code",
    "can she type my phone number",
    "may my helper type in my phone number",
    "may my helper type the code from the text message",
    "can you explain how to make a strong pin",
    "when must i look away",
    "may my helper choose my user id",
    "may i get mit i d for my mother",
    "what do i bring to citizen service",
    "can i use my mother's mit i d",
    "what is an activation code",
    "may my helper hold the phone",
    "may my helper type in my phone number and my pin",
    "may my helper type in the phone number of somebody else",
    "may i type in my email address",
    "may she tell me the code from the text message",
)
"""Questions that are no answer to any question of the program's."""
CANARIES = (
    "zanzibar quokka",
    "774193",
    "7 7 4 1 9 3",
    "seven seven four one nine three",
    "my pin is seven seven four one",
    "x y q z zanzibar",
    "i have turned zanzibar",
    "i am finished quokka",
    "my user id is quokka zanzibar",
    "next zanzibar",
    "what is a quokka",
)
"""What is said in secret steps only, and can be recognised wherever it should not be."""
TRACES = ("zanzibar", "quokka", "774193", "7 7 4 1", "seven seven four", "x y q z")
"""What is left of the canaries where something is kept of them."""
NEAR_MISSES = (
    "turned away",
    "i have not turned away",
    "my helper has not turned away",
    "has my helper turned away",
    "when i have turned away say it",
    "she said i have turned away or so",
    "wait until my helper has turned away completely",
    "finished",
    "i am not finished",
    "i am finished with my coffee",
    "done",
    "clear",
    "not all clear",
    "nobody",
    "yes",
)
NAMES = ("my name is anna", "call me bo", "ravi", "skip", "anne marie", "four two", "no name")
NONSENSE = ("gibber gabber", "the weather is fine", "", "é ø", "hippopotamus", "what about it")
DEVICES = ("microphone", "loudspeaker")


@dataclass(frozen=True)
class Passage:
    """One turn: what was, what happened, and what came of it."""

    before: State
    event: Event | None
    """None where the conversation begins."""
    after: State
    actions: tuple[Action, ...]

    @cached_property
    def says(self) -> tuple[Say, ...]:
        return tuple(action for action in self.actions if isinstance(action, Say))

    @cached_property
    def text(self) -> str:
        return " ".join(say.text for say in self.says)

    @cached_property
    def look_aways(self) -> tuple[str, ...]:
        return tuple(action.state for action in self.actions if isinstance(action, LookAway))


Course = Sequence[Passage]


class Pick(Protocol):
    """Takes one of several things, by chance or by hypothesis."""

    def __call__(self, things: Sequence[Any], /) -> Any: ...


class QuickAdviser:
    """The real adviser, which remembers what it answered: the same words are asked often."""

    def __init__(self, prompts: Prompts) -> None:
        self.adviser = Adviser(prompts)
        self._replies: dict[Any, Command | Answer] = {}

    @property
    def chooser(self) -> Chooser:
        return self.adviser.chooser

    def reply(self, words: str, **how: Any) -> Command | Answer:
        key = (words, tuple(sorted(how.items(), key=lambda item: item[0])))
        if key not in self._replies:
            self._replies[key] = self.adviser.reply(words, **how)
        return self._replies[key]


@dataclass
class World:
    """The real conversation in English, and what its events are made of."""

    prompts: Prompts
    counsel: QuickAdviser
    walkthrough: Walkthrough
    conversation: Conversation
    phrases: dict[str, tuple[str, ...]]
    """What people say, by command."""
    secret_phrases: dict[str, tuple[str, ...]]
    """What people say in a secret step, by what it does."""
    starts: tuple[State, ...] = field(default=())
    """States deep in the routes, each of which the conversation itself led to."""

    def step(self, state: State, event: Event) -> Passage:
        return Passage(state, event, *self.conversation.step(state, event))

    def begin(self, missing: frozenset[str], route: str | None) -> Passage:
        return Passage(State(), None, *self.conversation.begin(missing, route))


@cache
def world() -> World:
    prompts = load_prompts(paths.prompts_root() / "en")
    counsel = QuickAdviser(prompts)
    made = World(
        prompts,
        counsel,
        read_walkthrough(prompts.tables),
        Conversation.of(prompts, counsel),
        _phrases(prompts, "commands"),
        _phrases(prompts, "secret-step"),
    )
    made.starts = tuple(_deep_states(made))
    return made


def _phrases(prompts: Prompts, file: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(entry["phrases"]) for name, entry in prompts.table(file).items()}


def _deep_states(made: World) -> Iterator[State]:
    """Walk every branch of every route, with a helper and alone, and give each state on the way."""
    for route in ROUTES:
        for answer in ("yes", "no"):
            state = made.begin(frozenset(), route).after
            for words in (answer, "yes"):
                state = _hear(made, state, words)
            seen = set[str]()
            todo = [state]
            while todo:
                state = todo.pop()
                if not isinstance(state.place, Walking) or state.place.step in seen:
                    continue
                seen.add(state.place.step)
                yield state
                step = made.walkthrough.routes[state.place.route].step(state.place.step)
                words = [_words_of(choice.name, choice.phrases) for choice in step.choices]
                todo += [
                    _past_secrets(made, _hear(made, state, each)) for each in words or ["next"]
                ]


def _words_of(name: str, phrases: Sequence[str]) -> str:
    return phrases[0] if phrases else {"dont-know": "i do not know"}.get(name, name)


def _past_secrets(made: World, state: State) -> State:
    for _ in range(3):
        if isinstance(state.place, Guarding):
            for words in ("my helper has turned away", "nobody can see me", "i am finished"):
                state = _hear(made, state, words)
    return state


def _hear(made: World, state: State, words: str) -> State:
    ended = made.step(state, SpeechEnded()).after
    return made.step(ended, Heard(words)).after


def play(made: World, pick: Pick, most: int = 45) -> list[Passage]:
    """Play one conversation of at most ``most`` events."""
    course = [_first(made, pick)]
    while len(course) < most and not isinstance(course[-1].after.place, Over):
        course.append(made.step(course[-1].after, next_event(made, pick, course[-1])))
    return course


def _first(made: World, pick: Pick) -> Passage:
    if pick((False, False, True)):
        missing = frozenset(pick(((), (), ("microphone",), ("loudspeaker",), DEVICES)))
        return made.begin(missing, pick((None, "", *ROUTES)))
    return made.step(pick(made.starts), Heard("where am i"))


def next_event(made: World, pick: Pick, last: Passage) -> Event:
    """Choose what happens next: mostly what leads on from where the conversation is."""
    state = last.after
    is_cue = isinstance(state.place, Guarding) and state.place.stage is Stage.CUE
    if last.says and pick((True, True, False) if is_cue else (True, True, True, True, False)):
        return SpeechEnded()
    is_secret = isinstance(state.place, Guarding)
    kinds = (*(_on,) * 7, *(_in_secret if is_secret else _by_the_way), _other)
    return pick(kinds)(made, pick, state)


def _on(made: World, pick: Pick, state: State) -> Event:
    """Say what leads on."""
    return Heard(pick(_ways_on(made, state)))


def _ways_on(made: World, state: State) -> Sequence[str]:  # noqa: PLR0911  (one for each place)
    said = made.phrases
    match state.place:
        case Asking():
            return ("start the guide", "start the guide", *_announcements(made))
        case Interviewing(inquiry=inquiry, route=route):
            answers = ["yes", "yes", "yes", "no", "i do not know", "next"]
            if inquiry == THINGS:
                needs = made.walkthrough.routes[route].needs
                things = made.walkthrough.interview.things
                named = [thing.phrases[0] for thing in things if thing.id in needs]
                return [*answers, *(f"no {name}" for name in named)]
            asked = next(
                each for each in made.walkthrough.interview.inquiries if each.id == inquiry
            )
            return [*answers, *(words for each in asked.replies for words in each.phrases)]
        case Walking(route=route, step=name):
            choices = made.walkthrough.routes[route].step(name).choices
            answers = [_words_of(choice.name, choice.phrases) for choice in choices]
            return ["next", "next", "yes", *said["done"][:3], *answers, *answers]
        case Guarding(stage=Stage.CUE):
            return (*made.secret_phrases["turned-away"], *made.secret_phrases["nobody-sees"])
        case Guarding():
            return made.secret_phrases["finished"]
        case Naming():
            return NAMES
    return ("yes", "no", "carry on")


def _announcements(made: World) -> list[str]:
    return [secret.phrases[0] for secret in made.walkthrough.secrets.values()]


def _command(made: World, pick: Pick, _state: State) -> Event:
    names = [name for name in made.phrases if name not in {"courtesy", "goodbye"}]
    return Heard(pick(made.phrases[pick((*names, "repeat", "go-back", "where-am-i"))]))


def _goodbye(made: World, pick: Pick, _state: State) -> Event:
    return Heard(pick(made.phrases["goodbye"]))


def _question(_made: World, pick: Pick, _state: State) -> Event:
    confidence = pick((1.0, 0.4))
    return Heard(pick(QUESTIONS), confidence, pick(((), (), (pick(QUESTIONS),))))


def _announcement(made: World, pick: Pick, _state: State) -> Event:
    secret = pick(tuple(made.walkthrough.secrets.values()))
    return Heard(pick(secret.phrases))


def _secret_phrase(made: World, pick: Pick, _state: State) -> Event:
    return Heard(pick(made.secret_phrases[pick(tuple(made.secret_phrases))]))


def _free(_made: World, pick: Pick, _state: State) -> Event:
    return Heard(pick((*NONSENSE, *NEAR_MISSES, *NAMES)))


def _near_miss(_made: World, pick: Pick, _state: State) -> Event:
    return Heard(pick(NEAR_MISSES))


def _canary(_made: World, pick: Pick, _state: State) -> Event:
    return Heard(pick(CANARIES), pick((1.0, 0.3)), pick(((), (CANARIES[0],))))


def _noise(_made: World, pick: Pick, _state: State) -> Event:
    return Noise(is_spelling=pick((False, True)))


def _key(_made: World, pick: Pick, _state: State) -> Event:
    keys = [key for key in KEYS if key != "end"]
    return KeyPressed(pick((*keys, "enter", "typing", "x")))


def _device(_made: World, pick: Pick, _state: State) -> Event:
    device = pick(DEVICES)
    news = (DeviceLost(device), DeviceBack(device), DeviceChanged(device, "Headset"), Woken(60.0))
    return pick(news)


def _silence(_made: World, pick: Pick, _state: State) -> Event:
    return Silence(pick((8.0, 600.0)))


def _other(made: World, pick: Pick, state: State) -> Event:
    """Do something that may happen anywhere."""
    kinds = (_key, _key, _key, _device, _device, _noise, _silence, _ended, _goodbye, _end)
    return pick(kinds)(made, pick, state)


def _end(_made: World, _pick: Pick, _state: State) -> Event:
    return KeyPressed("end")


def _cut(_made: World, pick: Pick, _state: State) -> Event:
    return pick((KeyPressed("typing"), KeyPressed("space"), Heard("stop")))


def _ended(_made: World, _pick: Pick, _state: State) -> Event:
    return SpeechEnded()


Happening = Callable[[World, Pick, State], Event]
_in_secret: tuple[Happening, ...] = (
    _canary,
    _canary,
    _near_miss,
    _command,
    _noise,
    _secret_phrase,
    _cut,
    _ended,
)
_by_the_way: tuple[Happening, ...] = (
    _command,
    _command,
    _question,
    _announcement,
    _free,
    _secret_phrase,
)


class Chance:
    """Picks by a seeded random number."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  (a course can be played again)

    def __call__(self, things: Sequence[Any], /) -> Any:
        return self._random.choice(things)


@dataclass
class Tally:
    """What a number of conversations reached."""

    counts: Counter[str] = field(default_factory=Counter)
    """Conversations, events, secret steps begun, confirmed and over, ends."""
    places: Counter[str] = field(default_factory=Counter)
    """How often each place was reached."""

    def add(self, course: Course) -> None:
        self.counts["conversations"] += 1
        self.counts["events"] += len(course)
        for passage in course:
            self.places[place_name(passage.after)] += 1
            for state in passage.look_aways:
                self.counts[f"secret steps: {state}"] += 1
            self.counts["ended"] += End() in passage.actions


def place_name(state: State) -> str:
    """Name the place where a conversation is, without what changes inside it."""
    match state.place:
        case Walking(route=route, step=step):
            return f"walking {route}/{step}"
        case Interviewing(inquiry=inquiry, route=route):
            return f"interviewing {inquiry} {route}".rstrip()
        case Guarding(secret=secret, stage=stage, back_to=back_to):
            return f"guarding {secret} {stage} from {type(back_to).__name__.lower()}"
        case Confirming(command=command):
            return f"confirming {command}"
        case Naming(listener=listener):
            return f"naming {listener}"
    return type(state.place).__name__.lower()


def unlisted(state: State) -> State:
    """Give the state with the list of things to say closed, which is no matter of the place."""
    if isinstance(state.place, Asking | Interviewing | Walking):
        return replace(state, place=replace(state.place, page=0))
    return state
