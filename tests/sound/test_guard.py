from __future__ import annotations

import threading

import pytest

from voice_helper.errors import SoundError
from voice_helper.sound import guard


def test_a_call_that_hangs_is_told_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_hanging", {})
    thaw = threading.Event()
    with pytest.raises(SoundError) as fault:
        guard.guarded(thaw.wait, SoundError("loudspeaker-hangs"), seconds=0.05)
    assert fault.value.key == "loudspeaker-hangs"
    with pytest.raises(SoundError):
        guard.fail_while_hanging()
    thaw.set()
    for thread in list(guard._hanging[guard.PORTAUDIO]):
        thread.join(5)
    guard.fail_while_hanging()


def test_a_call_gives_its_outcome_or_its_fault() -> None:
    assert guard.guarded(lambda: 5, SoundError("loudspeaker-hangs")) == 5
    with pytest.raises(ZeroDivisionError):
        guard.guarded(lambda: 1 / 0, SoundError("loudspeaker-hangs"))
