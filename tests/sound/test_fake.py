from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from tests.sound.hum import hum
from voice_helper.errors import DeviceLostError, SoundError
from voice_helper.sound.fake import FileMicrophone, MemoryLoudspeaker
from voice_helper.sound.ports import BLOCK, RATE, Capture, Playback
from voice_helper.sound.wav import Sound


def heard(ear: Capture) -> np.ndarray:
    blocks = []
    while (block := ear.read(0.1)) is not None:
        assert 0 < len(block) <= 2 * BLOCK
        blocks.append(block)
    return np.frombuffer(b"".join(blocks), dtype="<i2")


def test_a_file_is_heard_whole_with_quiet_after_it() -> None:
    samples = np.arange(1, RATE + 38, dtype=np.int16)
    with FileMicrophone(Sound(samples, RATE), quiet=0.5) as ear:
        assert heard(ear).tolist() == [*samples.tolist(), *[0] * 8_000]
        assert ear.is_over


def test_another_rate_is_heard_at_16_khz() -> None:
    with FileMicrophone(hum(0.5, 48_000), quiet=0) as ear:
        assert len(heard(ear)) == pytest.approx(8_000, abs=2)


def test_paced_blocks_come_as_fast_as_in_a_room() -> None:
    with FileMicrophone(hum(0.4), quiet=0, is_paced=True) as ear:
        before = time.monotonic()
        while not ear.is_over:
            ear.read(1)
        assert 0.35 < time.monotonic() - before < 2


def test_a_lost_file_microphone_is_told_until_it_is_restored() -> None:
    with FileMicrophone(hum(0.1)) as ear:
        ear.lose()
        with pytest.raises(DeviceLostError):
            ear.read(1)
        with pytest.raises(SoundError), ear:
            pass
        ear.restore()
        assert ear.read(1)
        ear.flush()
        assert ear.flushed == 1


def test_what_is_played_is_kept() -> None:
    speaker = MemoryLoudspeaker()
    playback: Playback = speaker
    seconds: list[float] = []
    playback.wake()
    assert playback.play([hum(0.5), hum(0.25)], seconds.append)
    playback.stop()  # nothing plays
    assert playback.play(hum(0.1))
    assert [round(sound.seconds, 2) for sound in speaker.played] == [0.5, 0.25, 0.1]
    assert seconds == pytest.approx([0.5, 0.75], abs=0.001)


def test_a_paced_sound_can_be_stopped() -> None:
    speaker = MemoryLoudspeaker(is_paced=True)
    outcomes: list[bool] = []
    thread = threading.Thread(target=lambda: outcomes.append(speaker.play(hum(30))))
    thread.start()
    while not speaker.played:
        time.sleep(0.001)
    speaker.close()
    thread.join(5)
    assert outcomes == [False]


def test_a_broken_loudspeaker_is_told() -> None:
    speaker = MemoryLoudspeaker()
    speaker.fault = SoundError("no-loudspeaker")
    with pytest.raises(SoundError):
        speaker.play(hum(0.1))
    with pytest.raises(SoundError):
        speaker.wake()
