from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from voice_helper.errors import SoundError
from voice_helper.sound import guard, wakefulness

ASKS = """
import sys
from voice_helper.errors import SoundError
from voice_helper.sound.guard import guarded

print("asked", flush=True)
print(guarded(sys.stdin.readline, SoundError("loudspeaker-hangs"), seconds=2.0), flush=True)
"""


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no stop signal")
def test_a_call_that_the_program_slept_through_gets_its_time_afterwards() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASKS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGSTOP)
        time.sleep(wakefulness.NAP + 0.3)
        process.send_signal(signal.SIGCONT)
        time.sleep(0.3)
        told, _ = process.communicate("answered\n", timeout=20)
    assert told == "answered\n\n"
