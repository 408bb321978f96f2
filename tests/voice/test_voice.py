from __future__ import annotations

from pathlib import Path

import pytest

from voice_helper.errors import VoiceError
from voice_helper.voice.voice import PrintedVoice


def test_a_printed_voice_hands_each_line_on() -> None:
    lines: list[str] = []
    voice = PrintedVoice(lines.append)
    assert voice.say("Helper: please look away.")
    assert voice.say("Thank you.")
    assert lines == ["Helper: please look away.", "Thank you."]


def test_a_printed_voice_can_be_configured_stopped_and_closed() -> None:
    voice = PrintedVoice()
    voice.configure(200, 0.5)
    voice.stop()
    voice.close()
    assert voice.say("Unheard.")
    with pytest.raises(VoiceError):
        voice.configure(10, 0.5)


def test_a_printed_voice_cannot_save_speech(tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as fault:
        PrintedVoice().save("Hello.", tmp_path / "hello.wav")
    assert fault.value.key == "print-has-no-sound"
