from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from tests.virtual_devices import VirtualDevices, no_devices, virtual_devices
from voice_helper.errors import SoundError
from voice_helper.prompts import Prompts
from voice_helper.sound import devices

__all__ = ["no_devices", "virtual_devices"]


@pytest.mark.devices
def test_microphones_and_loudspeakers_are_named(virtual_devices: VirtualDevices) -> None:
    assert "default" in devices.microphones()
    assert "default" in devices.loudspeakers()
    assert devices.find("input").channels >= 1
    assert devices.find("output").rate > 8_000


@pytest.mark.devices
def test_a_device_is_found_by_name_before_part_of_a_name(virtual_devices: VirtualDevices) -> None:
    assert devices.find("output", "Pulse").name == "pulse"
    assert devices.find("output", "efaul").name == "default"


def test_a_machine_without_devices_has_no_names(no_devices: None) -> None:
    assert devices.microphones() == ()
    assert devices.loudspeakers() == ()


@pytest.mark.parametrize(
    ("kind", "key"), [("input", "no-microphone"), ("output", "no-loudspeaker")]
)
def test_a_missing_device_is_told(no_devices: None, kind: str, key: str) -> None:
    with pytest.raises(SoundError) as fault:
        devices.find(kind)
    assert fault.value.key == key


def _run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = (
        "\nfrom voice_helper.errors import SoundError\n"
        "from voice_helper.sound import devices, loudspeaker, microphone, tones, fake\n"
        "try:\n    devices.microphones()\n"
        "except SoundError as fault:\n    print(fault.key)\n"
    )
    usual = {name: value for name, value in os.environ.items() if name != "ALSA_CONFIG_PATH"}
    return subprocess.run(
        [sys.executable, "-c", program + told],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**usual, **environment},
    )


@pytest.mark.parametrize(
    "program",
    [
        "import sys\nsys.modules['sounddevice'] = None\n",
        "import ctypes.util\nctypes.util.find_library = lambda name: None\n"
        "import sys\nsys.modules['_sounddevice_data'] = None\n",
    ],
    ids=["no package", "no library"],
)
def test_a_machine_without_portaudio_is_told_plainly(program: str) -> None:
    run = _run(program)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "no-portaudio", "")


def test_empty_alsa_settings_are_told_and_do_not_end_the_process() -> None:
    run = _run("", ALSA_CONFIG_PATH="/dev/null")
    if sys.platform == "linux":
        assert (run.returncode, run.stdout.strip()) == (0, "no-alsa-settings")


def test_every_fault_of_sound_and_voice_has_its_sentence(prompts: Prompts) -> None:
    slots: dict[str, Any] = {"name": "n", "known": "k", "path": "p", "why": "w", "rate": 1}
    slots |= {"volume": 2, "slowest": 80, "fastest": 450}
    keys = [
        *("no-portaudio", "sound-system-hangs", "no-alsa-settings", "no-microphone"),
        *("no-loudspeaker", "no-such-microphone", "no-such-loudspeaker", "microphone-refuses"),
        *("loudspeaker-refuses", "microphone-hangs", "loudspeaker-hangs", "microphone-lost"),
        *("loudspeaker-lost", "no-espeak", "no-voice-data", "no-system-voice", "no-such-voice"),
        *("voice-refuses", "no-such-rate", "no-such-volume", "cannot-save-speech"),
        *("nothing-to-say", "print-has-no-sound"),
    ]
    for key in keys:
        assert prompts.line("errors", key, **slots).endswith(".")
