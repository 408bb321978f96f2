"""Prints how well a secret step is guarded: what opens and ends it, and what must not.

    python -m benchmarks.secret_step [--quick | --every N] [--only SECTION ...]

Sound goes through the real recogniser as it comes from a microphone, in blocks. Real recordings
are added where ``../shared/audio`` is there; what is absent is said.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from benchmarks.secrets.leak import leaked
from benchmarks.secrets.room import Room, Stage
from benchmarks.secrets.sounds import (
    RECORDINGS,
    SENTENCES,
    VOICES,
    Utterance,
    babble,
    hour,
    in_noise,
    kitchen,
    real_digits,
    sentences,
    spoken,
    strangers,
    synthetic_secrets,
)
from tests.speech import FIVE_VOICES, hiss, say
from voice_helper.events import Heard, Noise
from voice_helper.sound.wav import Sound

SNR_DB = 12.0


def phrases(room: Room, every: int) -> None:
    """How often phrases that open or end a step are heard."""
    print(f"{'phrases heard, five voices':44}{'said':>6}{'heard':>8}{'as another':>12}")
    for stage in Stage:
        said = room.ending(stage)[::every]
        for name, noise in noises():
            right, wrong, missed = 0, 0, Counter[str]()
            uttered = list(in_noise(spoken(stage.value, said, FIVE_VOICES), noise, SNR_DB))
            for utterance in uttered:
                heard = room.phrases(stage, utterance.sound)
                is_right = any(phrase in room.ending(stage) for phrase in heard)
                right += is_right
                wrong += any(phrase not in room.ending(stage) for phrase in heard)
                missed.update([] if is_right else [utterance.said])
            print(f"  {stage.value + ', ' + name:42}{len(uttered):6}{right / len(uttered):8.1%}"
                  f"{wrong:12}", dict(missed.most_common(3)), flush=True)  # fmt: skip


def near_misses(room: Room, every: int) -> None:
    """How often what is nearly a phrase is taken for one."""
    print(f"{'near misses, two of five voices each':44}{'said':>6}{'taken':>8}")
    said = SENTENCES["near-misses"]["sentences"][::every]
    turns = [
        Utterance("", text, str(voice), say(text, voice))
        for number, text in enumerate(said)
        for voice in (FIVE_VOICES[number % 5], FIVE_VOICES[(number + 2) % 5])
    ]
    for stage in Stage:
        for name, noise in noises():
            taken = ended(room, stage, in_noise(turns, noise, SNR_DB))
            print(f"  {stage.value + ', ' + name:42}{len(turns):6}{len(taken):8}", flush=True)
            tell(taken)


def an_hour(room: Room, every: int) -> None:
    """How often strangers, the radio and a kitchen open or end a step."""
    for stage in (Stage.OPEN, Stage.CUE, Stage.ALONE):
        sound = Counter[str]()
        taken: list[tuple[str, str]] = []
        others = spelling = 0
        for utterance in hour(3600.0 / every):
            outcomes = room.outcomes(stage, utterance.sound)
            sound[utterance.kind] += round(utterance.sound.seconds)
            taken += ends(room, stage, utterance, outcomes)
            others += sum(isinstance(each, Heard) for each in outcomes)
            spelling += any(isinstance(each, Noise) and each.is_spelling for each in outcomes)
        minutes = ", ".join(f"{kind} {seconds / 60:.0f} min" for kind, seconds in sound.items())
        print(f"{stage.value}: {len(taken)} taken in {minutes or 'no recordings'}; other phrases "
              f"{others - len(taken)}; sounded like spelling {spelling}", flush=True)  # fmt: skip
        tell(taken)


def secrets(room: Room, every: int) -> None:
    """How often spelling ends a step, and how often it is noticed: 1,000 utterances."""
    print(f"{'spelled or counted aloud':44}{'said':>6}{'ended':>8}{'noticed':>9}")
    for half in VOICES:
        uttered = [*real_digits(half, 200 // every), *synthetic_secrets(half, 300 // every)]
        if not any(utterance.kind == "recorded digits" for utterance in uttered):
            print(f"  recorded digits: none in {RECORDINGS}, not measured")
        uttered = random.Random(every).sample(uttered, len(uttered))  # noqa: S311
        for (name, noise), part in zip(noises(), (uttered[::2], uttered[1::2]), strict=True):
            count(room, half, name, in_noise(part, noise, SNR_DB))


def talk(room: Room, every: int) -> None:
    """How often ordinary talk is taken for spelling."""
    print(f"{'ordinary talk':44}{'said':>6}{'ended':>8}{'noticed':>9}")
    for half in VOICES:
        for kind in ("talk", "radio", "strangers"):
            told = strangers(half) if kind == "strangers" else sentences(kind, half)
            uttered = list(told)[::every]
            for (name, noise), part in zip(noises(), (uttered[::2], uttered[1::2]), strict=True):
                count(room, half, name, in_noise(part, noise, SNR_DB))


def leak(room: Room, every: int) -> None:  # noqa: ARG001 - always whole
    """How much of a code could be guessed from what the recogniser keeps while it judges."""
    for line in leaked(room):
        print(line, flush=True)


def count(room: Room, half: str, name: str, uttered: Iterable[Utterance]) -> None:
    """Print a line for each kind of utterance: how many ended a step, or were noticed."""
    said, stopped, noticed = Counter[str](), Counter[str](), Counter[str]()
    for number, utterance in enumerate(uttered):
        stage = tuple(Stage)[number % len(Stage)]
        outcomes = room.outcomes(stage, utterance.sound)
        said[utterance.kind] += 1
        stopped[utterance.kind] += len(list(ends(room, stage, utterance, outcomes)))
        heard = any(isinstance(each, Noise) and each.is_spelling for each in outcomes)
        noticed[utterance.kind] += heard
    for kind in said:
        print(f"  {half + ', ' + kind + ', ' + name:42}{said[kind]:6}{stopped[kind]:8}"
              f"{noticed[kind] / said[kind]:9.1%}", flush=True)  # fmt: skip


def ends(
    room: Room, stage: Stage, utterance: Utterance, outcomes: Iterable[Heard | Noise]
) -> Iterator[tuple[str, str]]:
    """Give the phrases that would have opened or ended a step, and what was really said."""
    for outcome in outcomes:
        if isinstance(outcome, Heard) and outcome.words in room.ending(stage):
            yield outcome.words, f"'{utterance.said}', {utterance.who}, {outcome.confidence:.2f}"


def ended(room: Room, stage: Stage, uttered: Iterable[Utterance]) -> list[tuple[str, str]]:
    """Give all that would have opened or ended a step."""
    return [
        each
        for utterance in uttered
        for each in ends(room, stage, utterance, room.outcomes(stage, utterance.sound))
    ]


def tell(taken: Iterable[tuple[str, str]]) -> None:
    """Print each phrase that was taken, and for what."""
    for phrase, what in taken:
        print(f"    '{phrase}' for {what}", flush=True)


def noises() -> Iterator[tuple[str, Sound | None]]:
    """Give each condition; the kitchen only where its recording is."""
    yield "clean", None
    recorded = kitchen()
    if recorded is not None and babble() is not None:
        yield f"kitchen {SNR_DB:g} dB", recorded
    else:
        print(f"no kitchen in {RECORDINGS}: white noise instead")
        yield f"white noise {SNR_DB:g} dB", hiss(20.0)


SECTIONS: dict[str, Callable[[Room, int], None]] = {
    "phrases": phrases,
    "near-misses": near_misses,
    "secrets": secrets,
    "talk": talk,
    "leak": leak,
    "hour": an_hour,
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--every", type=int, default=1, help="each N-th of everything only")
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    options = parser.parse_args()
    room = Room()
    for name in options.only:
        started = time.perf_counter()
        SECTIONS[name](room, 10 if options.quick else options.every)
        print(f"({name}: {time.perf_counter() - started:.0f} s)", flush=True)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
