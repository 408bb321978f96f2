"""Recorded questions: one recogniser hears them all, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from voice_helper.errors import InputError, VoiceHelperError
from voice_helper.events import Heard, Noise
from voice_helper.prompts import Prompts
from voice_helper.recognition.recogniser import RATE, Recogniser
from voice_helper.session.parts import open_recogniser
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding import Expectation


def hear_all(files: Iterable[str], prompts: Prompts) -> Iterator[Heard | VoiceHelperError | None]:
    """Give what each file says, None where nothing was understood, a fault where it can't be read.

    ModelError where there is no model, once the first good recording needs it.
    """
    recogniser: Recogniser | None = None
    for file in files:
        try:
            sound = read_recording(file)
        except VoiceHelperError as fault:
            yield fault
            continue
        if recogniser is None:
            recogniser = open_recogniser(prompts)
        yield hear(recogniser, sound)


def read_recording(file: str) -> Sound:
    """Read a file that holds a question; InputError says what is wrong with it."""
    path = Path(file)
    if path.is_dir():
        raise InputError("file-is-folder", file=file)
    return read_wav(path)


def hear_expecting(recogniser: Recogniser, sound: Sound, expectation: Expectation) -> Heard | Noise:
    """Give what a recording says among what is expected."""
    recogniser.expect(expectation)
    return recogniser.hear_whole(sound.as_rate(RATE).as_bytes())


def hear(recogniser: Recogniser, sound: Sound) -> Heard | None:
    """Give what a recording says, its pauses left in; None where that fits nothing."""
    recogniser.reset()
    outcome = recogniser.hear_whole(sound.as_rate(RATE).as_bytes())
    return outcome if isinstance(outcome, Heard) else None
