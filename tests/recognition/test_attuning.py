from __future__ import annotations

import pytest

from voice_helper.recognition.attuning import AttunedDecoder

RATE = 1000
BEGINNING = bytes(range(250)) * 16
"""Two seconds of sound, which are heard twice."""
REST = b"rest" * 100
PAUSE = bytes(RATE)


class ScriptedDecoder:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.since_reset = b""
        self.forgotten: list[bytes] = []
        self.finals = 0

    def AcceptWaveform(self, sound: bytes) -> None:  # noqa: N802 - Vosk's name
        self.since_reset += sound

    def Reset(self) -> None:  # noqa: N802
        self.forgotten.append(self.since_reset)
        self.since_reset = b""

    def PartialResult(self) -> str:  # noqa: N802
        return "partial"

    def FinalResult(self) -> str:  # noqa: N802
        self.finals += 1
        return "final"


@pytest.fixture
def inner() -> ScriptedDecoder:
    return ScriptedDecoder()


@pytest.mark.parametrize("size", [2, 998, 4000, 9000])
def test_beginning_is_heard_twice_whatever_the_blocks(inner: ScriptedDecoder, size: int) -> None:
    decoder, sound = AttunedDecoder(inner, RATE), BEGINNING + REST
    for at in range(0, len(sound), size):
        decoder.AcceptWaveform(sound[at : at + size])
    assert inner.forgotten == [BEGINNING + PAUSE]
    assert inner.since_reset == BEGINNING + REST


def test_short_utterance_is_heard_once(inner: ScriptedDecoder) -> None:
    decoder = AttunedDecoder(inner, RATE)
    decoder.AcceptWaveform(BEGINNING[:-2])
    assert decoder.PartialResult() == "partial"
    assert decoder.FinalResult() == "final"
    assert inner.forgotten == []


@pytest.mark.parametrize("end", ["Reset", "FinalResult"])
def test_next_utterance_begins_anew(inner: ScriptedDecoder, end: str) -> None:
    decoder = AttunedDecoder(inner, RATE)
    decoder.AcceptWaveform(BEGINNING[:1000])
    getattr(decoder, end)()
    inner.since_reset, inner.forgotten = b"", []
    decoder.AcceptWaveform(BEGINNING[:-2])
    assert inner.forgotten == []
    decoder.AcceptWaveform(BEGINNING[-2:] + REST)
    assert inner.forgotten == [BEGINNING + PAUSE]


def test_voice_and_room_are_forgotten_with_what_was_begun(inner: ScriptedDecoder) -> None:
    decoder = AttunedDecoder(inner, RATE)
    decoder.Reset()
    assert inner.finals == 0
    decoder.AcceptWaveform(REST)
    decoder.Reset()
    assert inner.finals == 1
