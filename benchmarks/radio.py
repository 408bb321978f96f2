"""Whether it answers the radio: an hour of sound that isn't meant for it, and calls by its name.

    python -m benchmarks.radio [MINUTES]     # needs the model

Faster than real time: the real recogniser and the real conversation hear the sound in blocks, and
their clock is the sound's own length. Strangers and digits are real recordings where
``../shared/audio`` has them (told where not); prose, wrong numbers and its own answers are spoken
by synthetic voices. A third of the time it rests, a third it waits in the guide, a third a secret
step is open. After that comes what it says while it still listens, after an answer.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.pauses import trimmed
from benchmarks.understanding.measure import questions
from tests.speech import ESPEAK, FIVE_VOICES, hiss, joined, quiet, say, with_noise
from voice_helper.actions import Action, Listen, LookAway, Say
from voice_helper.answer import Adviser
from voice_helper.conversation import Asking, Conversation, Guarding, Walking
from voice_helper.conversation.attention import LONG_WINDOW, WINDOW
from voice_helper.events import Clock, Event, Heard, SpeechEnded
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.recognition.recogniser import RATE, Recogniser
from voice_helper.session.parts import open_recogniser
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding import Expectation

RECORDINGS = Path(__file__).parents[2] / "shared" / "audio"
MINUTES = 60.0
BLOCK = 1600
CALLS = ("voice helper", "hey voice helper", "voice helper may my helper see my pin")
NOISE_DB = 12.0
ASKED = "when must the helper look away"


class Room:
    """A conversation that hears a microphone; what it says takes no time, and is counted."""

    def __init__(self, prompts: Prompts, recogniser: Recogniser, route: str | None = None) -> None:
        self._conversation = Conversation.of(prompts, Adviser(prompts))
        self._recogniser = recogniser
        self.seconds = 0.0
        self.said: list[str] = []
        self._expected: Expectation | None = None
        self.answered: list[str] = []
        """The words that something was said to."""
        self.ended_secrets = 0
        self.state, actions = self._conversation.begin(route=route)
        self._carry_out(actions)

    def event(self, event: Event) -> None:
        before = len(self.said)
        for each in (Clock(self.seconds), event):
            self.state, actions = self._conversation.step(self.state, each)
            self._carry_out(actions)
        if len(self.said) > before and isinstance(event, Heard):
            self.answered.append(event.words)

    def hear(self, sound: Sound) -> None:
        for at in range(0, len(sound.samples), BLOCK):
            block = sound.samples[at : at + BLOCK]
            self.seconds += len(block) / RATE
            outcome = self._recogniser.accept(block.tobytes())
            if outcome is not None:
                self.event(outcome)

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.event(Clock(self.seconds))

    def _carry_out(self, actions: tuple[Action, ...]) -> None:
        says = [action.text for action in actions if isinstance(action, Say)]
        self.said += says
        if says:
            self.state, _ = self._conversation.step(self.state, SpeechEnded())
        for action in actions:
            if isinstance(action, LookAway) and action.state == "over":
                self.ended_secrets += 1
            if isinstance(action, Listen):
                self._expect(action)

    def _expect(self, listen: Listen) -> None:
        if self._expected != listen.expectation:
            self._expected = listen.expectation
            self._recogniser.expect(listen.expectation)


def main() -> None:
    """Print what it said that nobody asked for, and how often its name woke it."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    prompts = load_prompts(prompts_root() / "en")
    recogniser = open_recogniser(prompts)
    sounds = radio(prompts)
    for name, begin in (("resting", rest), ("in the guide", walk), ("secret step open", guard)):
        room = Room(prompts, recogniser, "own-phone" if begin is walk else None)
        begin(room)
        place, room.said, room.answered, room.ended_secrets = room.state.place, [], [], 0
        began = room.seconds
        while room.seconds - began < minutes * 60 / 3:
            room.hear(next(sounds))
        moved = room.state.place != place and not isinstance(room.state.place, Guarding)
        print(
            f"{name:18} {(room.seconds - began) / 60:5.1f} min: {len(room.said)} lines said, "
            f"{room.ended_secrets} secret steps ended, moved: {moved}",
            flush=True,
        )
        tell(room)
    overhear(prompts, recogniser, sounds, minutes / 6)
    call(prompts, recogniser)


def overhear(
    prompts: Prompts, recogniser: Recogniser, sounds: Iterator[Sound], minutes: float
) -> None:
    """Print what it says to others who speak after an answer, until it rests."""
    room = Room(prompts, recogniser)
    lines: list[str] = []
    times: list[float] = []
    while sum(times) < minutes * 60:
        room.event(Heard(ASKED, is_typed=True))
        room.said, room.answered[-1:] = [], []
        began = room.seconds
        while not room.state.attention.is_resting and room.seconds - began < minutes * 60:
            room.hear(next(sounds))
            room.wait(0.0)
        times.append(room.seconds - began)
        lines += room.said
    seconds = f"rests after {np.median(times):.0f} s in the median, {max(times):.0f} s at most"
    print(
        f"{'after an answer':18} {sum(times) / 60:5.1f} min: {len(lines)} lines said; {seconds}",
        flush=True,
    )
    room.said = lines
    tell(room)


def tell(room: Room) -> None:
    """Print what was said, and to what."""
    for line, times in Counter(room.said).items():
        print(f"    {times} x {line}")
    for words in room.answered:
        print(f"    to: {words}")


def call(prompts: Prompts, recogniser: Recogniser) -> None:
    """Print how often it is woken by its name."""
    for words in CALLS:
        for noise in (None, hiss(30.0)):
            woken = 0
            for number, voice in enumerate(FIVE_VOICES * 2):
                room = Room(prompts, recogniser)
                rest(room)
                sound = say(words, voice)
                room.hear(sound if noise is None else with_noise(sound, noise, NOISE_DB, number))
                room.hear(quiet(2.0))
                woken += not room.state.attention.is_resting
            where = "clean" if noise is None else f"{NOISE_DB:.0f} dB"
            print(f"woken by '{words}', {where}: {woken} of {2 * len(FIVE_VOICES)}", flush=True)


def rest(room: Room) -> None:
    room.wait(WINDOW + 1)
    assert isinstance(room.state.place, Asking)


def walk(room: Room) -> None:
    for words in ("yes", "yes"):
        room.event(Heard(words))
    room.wait(LONG_WINDOW + 1)
    assert isinstance(room.state.place, Walking)


def guard(room: Room) -> None:
    for words in ("i am about to make my pin", "my helper has turned away"):
        room.event(Heard(words))
    assert isinstance(room.state.place, Guarding)


def radio(prompts: Prompts) -> Iterator[Sound]:
    """Give sound without end that isn't meant for the program, the same each time."""
    draw = random.Random(5)  # noqa: S311 - the same each time
    kinds: list[Callable[[], Sound]] = [
        lambda: prose(draw),
        lambda: prose(draw),
        lambda: counting(draw),
        lambda: own(prompts, draw),
    ]
    strangers = [*RECORDINGS.glob("strangers/*.flac")]
    digits = [*RECORDINGS.glob("digits/*.flac")]
    noises = [
        read_wav(path, longest=3600).as_rate(RATE) for path in RECORDINGS.glob("noise/*.flac")
    ]
    if strangers and digits:
        kinds += [
            lambda: read_wav(draw.choice(strangers)).as_rate(RATE),
            lambda: read_wav(draw.choice(strangers)).as_rate(RATE),
            lambda: joined(*(read_wav(draw.choice(digits)).as_rate(RATE) for _ in range(6))),
        ]
    else:
        print("no recordings in ../shared/audio: only synthetic strangers and digits")
    while True:
        sound = draw.choice(kinds)()
        if noises and draw.random() < 0.3:
            sound = with_noise(sound, draw.choice(noises), NOISE_DB, draw.randrange(99))
        yield joined(sound, quiet(draw.choice((0.2, 0.5, 1.0, 3.0))))


def prose(draw: random.Random) -> Sound:
    """Give what people on the radio ask and tell each other."""
    texts = [asked.text for asked in questions("out-of-scope")]
    said = (say(draw.choice(texts), draw.choice(FIVE_VOICES)) for _ in range(draw.randint(1, 3)))
    return joined(*map(trimmed, said))


def counting(draw: random.Random) -> Sound:
    """Give a number, read aloud."""
    number = " ".join(str(draw.randrange(10)) for _ in range(draw.choice((4, 6, 8))))
    return say(number, draw.choice(FIVE_VOICES))


def own(prompts: Prompts, draw: random.Random) -> Sound:
    """Give an answer of its own, as it speaks them."""
    rules = [entry for name, entry in prompts.table("rules").items() if "source" in entry]
    texts = [text for key, text in draw.choice(rules).items() if key != "source"]
    return say(str(draw.choice(texts)), ESPEAK[0])


if __name__ == "__main__":
    main()
