"""How soon an answer comes, over many questions; see `benchmarks.session` for the devices.

    python -m benchmarks.latency [QUESTIONS]     # over virtual devices: needs pulseaudio, the model

In real time, 100 documented questions in five voices unless another number is given. Both moments
are taken from recordings of the devices' far ends: when the last word has gone into the microphone,
when the first sample of the answer comes out of the loudspeaker.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.session import microphone_recording
from benchmarks.sound import devices
from tests.main_job import Running, main_job
from tests.speech import FIVE_VOICES, TestVoice, say
from tests.virtual_devices import VirtualDevices
from voice_helper.answer import Adviser, Answer
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding.examples import documented

QUESTIONS = 100
ANNOUNCING = "about to make"
"""Begins a secret step, in which no question is answered."""
UNTIL_READY = 5.0
PATIENCE = 1.6
"""Seconds in which an answer has to begin."""
SLOW = 0.6
"""Seconds from which an answer is listed."""
BETWEEN = 0.7
"""Seconds from a key that cuts the answer short to the next question."""


@dataclass(frozen=True)
class Reply:
    """What came after a question."""

    question: str
    answer: str
    """The first line that was printed; empty where there was none."""
    is_right: bool
    """Whether it is what the typed question gets."""
    seconds: float
    """From the question's end to the first sample; NaN where there was none."""


def main() -> None:
    """Print how soon answers came."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    asked = list(questions(count))
    with devices() as virtual:
        replies = list(conversation(virtual, asked))
    came = [reply.seconds for reply in replies if reply.is_right]
    print(f"rightly answered {len(came)} of {len(asked)}, in {len(FIVE_VOICES)} voices")
    for name, share in (("median", 50), ("95th percentile", 95), ("longest", 100)):
        seconds = np.percentile(came, share)
        print(f"question's end to the answer, {name:16} {seconds * 1000:6.0f} ms")
    for reply in replies:
        if not reply.is_right or reply.seconds > SLOW:
            print(f"  {reply.seconds * 1000:5.0f} ms: {reply.question}: {reply.answer}")


def questions(count: int) -> Iterator[tuple[str, TestVoice]]:
    """Draw documented questions, the same ones each time, in five voices by turns."""
    prompts = load_prompts(prompts_root() / "en")
    texts = [example.text for example in documented(prompts)]
    texts = [text for text in texts if ANNOUNCING not in text]
    random.Random(7).shuffle(texts)  # noqa: S311 - the same ones each time
    for number, text in enumerate(texts[:count]):
        yield text, FIVE_VOICES[number % len(FIVE_VOICES)]


def conversation(virtual: VirtualDevices, asked: list[tuple[str, TestVoice]]) -> Iterator[Reply]:
    """Ask one running session; give how soon each question was answered."""
    adviser = Adviser(load_prompts(prompts_root() / "en"))
    with (
        microphone_recording(virtual) as spoken,
        virtual.recording() as answered,
        main_job(virtual) as running,
    ):
        time.sleep(UNTIL_READY)
        for text, voice in asked:
            sound = say(text, voice)
            listen(running)
            printed, began = len(running.lines), time.monotonic()
            virtual.speak(sound)
            time.sleep(PATIENCE)
            end = spoken.last_sound_after(began)
            first = answered.first_sound_after(end) if end else None
            line = next(iter(running.lines[printed:]), "")
            reply = adviser.reply(text)
            is_right = isinstance(reply, Answer) and line == reply.text and first is not None
            seconds = first - end if first and end else float("nan")
            yield Reply(f"{text} ({voice})", line, is_right, seconds)


def listen(running: Running) -> None:
    """Cut short what is being said, so that it listens."""
    running.press("escape")
    time.sleep(BETWEEN)


if __name__ == "__main__":
    main()
