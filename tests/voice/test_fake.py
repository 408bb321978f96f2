from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from voice_helper.errors import VoiceError
from voice_helper.sound.wav import read_wav
from voice_helper.voice.fake import RecordingVoice
from voice_helper.voice.voice import Voice


def test_it_remembers_what_it_said() -> None:
    voice = RecordingVoice()
    spoken: Voice = voice
    assert spoken.say("One.")
    spoken.configure(200, 0.3)
    spoken.close()
    assert (voice.said, voice.rate, voice.volume, voice.is_closed) == (["One."], 200, 0.3, True)


def test_stop_cuts_off_only_what_is_being_said() -> None:
    voice = RecordingVoice(is_paced=True)
    voice.stop()
    outcomes: list[bool] = []
    thread = threading.Thread(target=lambda: outcomes.append(voice.say("word " * 200)))
    thread.start()
    while not voice.said:
        time.sleep(0.001)
    time.sleep(0.02)
    voice.stop()
    thread.join(5)
    assert outcomes == [False]
    assert voice.say("Yes.")


def test_it_fails_when_told_to() -> None:
    voice = RecordingVoice()
    voice.fault = VoiceError("voice-refuses")
    with pytest.raises(VoiceError):
        voice.say("One.")
    assert voice.said == []


def test_what_it_saves_is_as_long_as_speech(tmp_path: Path) -> None:
    RecordingVoice().save("one two three four", tmp_path / "a.wav")
    assert read_wav(tmp_path / "a.wav").seconds == pytest.approx(1.5, abs=0.1)
