from __future__ import annotations

import numpy as np
import pytest

from tests.speech import FIVE_VOICES, SILENCE_SECONDS, TestVoice, hiss, joined, quiet, say
from voice_helper.recognition.voice_activity import VoiceActivity
from voice_helper.sound.wav import Sound

RATE = 16000


def judged(sound: Sound) -> list[bool]:
    activity = VoiceActivity(RATE)
    starts = range(0, len(sound.samples) - activity.frame + 1, activity.frame)
    return [activity.is_speech(sound.samples[at : at + activity.frame]) for at in starts]


@pytest.mark.parametrize("amplitude", [0, 5, 50, 500, 5000])
def test_steady_noise_is_not_speech(amplitude: int) -> None:
    heard = judged(hiss(5.0, amplitude))
    assert sum(heard) <= 0.02 * len(heard)


def test_digital_silence_is_not_speech() -> None:
    assert not any(judged(Sound(np.zeros(RATE, dtype=np.int16), RATE)))


@pytest.mark.speech
@pytest.mark.parametrize("voice", FIVE_VOICES, ids=str)
def test_speech_is_found_where_it_is(voice: TestVoice) -> None:
    sound = say("may i enter the code from the text message", voice)
    heard = np.array(judged(joined(quiet(1.0), sound)))
    before = int((1.0 + SILENCE_SECONDS - 0.1) * 50)
    after = int((SILENCE_SECONDS - 0.1) * 50)
    assert not heard[:before].any()
    assert not heard[-after:].any()
    assert heard[before:-after].mean() > 0.5


def test_room_that_gets_louder_is_got_used_to() -> None:
    heard = judged(joined(quiet(2.0), hiss(6.0, 800)))
    assert not any(heard[-100:])
