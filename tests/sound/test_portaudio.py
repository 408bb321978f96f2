from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.virtual_devices import VirtualDevices, virtual_devices
from voice_helper.sound import portaudio

__all__ = ["virtual_devices"]

LOSES_ITS_DEVICES = """
import sys
from voice_helper.errors import SoundError
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.tones import tone

with Microphone() as ear, Loudspeaker() as speaker:
    ear.read(1)
    told = []

    def tell(seconds):
        if seconds and not told:
            told.append(print("playing", flush=True))

    try:
        speaker.play((tone("trouble") for _ in range(40)), tell)
    except SoundError as fault:
        print(fault.key)
print("a word of Python's", file=sys.stderr)
"""


def test_a_loss_is_remembered_until_devices_are_looked_for_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portaudio, "_losses", [])
    assert not portaudio.is_stale()
    portaudio.note_loss()
    assert portaudio.is_stale()


@pytest.mark.devices
def test_a_lost_device_leaves_no_lines_of_c_on_standard_error(
    virtual_devices: VirtualDevices,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", LOSES_ITS_DEVICES],
        env=os.environ | virtual_devices.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "playing\n"
        virtual_devices.kill()
        told, errors = process.communicate(timeout=20)
    assert (process.returncode, told) == (0, "loudspeaker-lost\n")
    assert errors == "a word of Python's\n"
