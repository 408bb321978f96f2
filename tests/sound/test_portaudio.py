from __future__ import annotations

import threading

import pytest

from voice_helper.errors import SoundError
from voice_helper.sound import portaudio


def test_a_call_that_hangs_is_told_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portaudio, "_hanging", [])
    thaw = threading.Event()
    with pytest.raises(SoundError) as fault:
        portaudio.guarded(thaw.wait, SoundError("loudspeaker-hangs"), seconds=0.05)
    assert fault.value.key == "loudspeaker-hangs"
    with pytest.raises(SoundError):
        portaudio._wait_for_hanging()
    thaw.set()
    for thread in list(portaudio._hanging):
        thread.join(5)
    portaudio._wait_for_hanging()


def test_a_call_gives_its_outcome_or_its_fault() -> None:
    assert portaudio.guarded(lambda: 5, SoundError("loudspeaker-hangs")) == 5
    with pytest.raises(ZeroDivisionError):
        portaudio.guarded(lambda: 1 / 0, SoundError("loudspeaker-hangs"))


def test_a_loss_is_remembered_until_devices_are_looked_for_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portaudio, "_losses", [])
    assert not portaudio.is_stale()
    portaudio.note_loss()
    assert portaudio.is_stale()
