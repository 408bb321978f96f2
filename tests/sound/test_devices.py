from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.virtual_devices import VirtualDevices, no_devices, virtual_devices
from voice_helper.errors import SoundError
from voice_helper.prompts import Prompts
from voice_helper.sound import devices
from voice_helper.sound.devices import Wish
from voice_helper.sound.server import FRESH

__all__ = ["no_devices", "virtual_devices"]


@pytest.mark.devices
def test_microphones_and_loudspeakers_are_named_as_people_know_them(
    virtual_devices: VirtualDevices,
) -> None:
    assert devices.microphones() == ("Desk-Microphone",)
    assert devices.loudspeakers() == ("Desk-Speaker", "Feed")
    assert devices.find("input").channels == 1
    assert devices.find("output").rate > 8_000


@pytest.mark.devices
def test_a_device_is_found_by_name_before_part_of_a_name(virtual_devices: VirtualDevices) -> None:
    assert devices.find("output", Wish("desk-speaker")).target == "spk"
    assert devices.find("output", Wish("spk")).target == "spk"
    assert devices.find("output", Wish("EE")).target == "mic_in"


@pytest.mark.devices
def test_what_a_loudspeaker_plays_is_no_microphone(virtual_devices: VirtualDevices) -> None:
    virtual_devices.unplug("virtmic")
    assert eventually(lambda: devices.listed("input") == ())
    with pytest.raises(SoundError) as fault:
        devices.find("input")
    assert fault.value.key == "no-microphone"


@pytest.mark.devices
def test_another_device_does_only_where_that_is_allowed(virtual_devices: VirtualDevices) -> None:
    with pytest.raises(SoundError) as fault:
        devices.find("output", Wish("kazoo"))
    assert fault.value.slots["known"] == "Desk-Speaker, Feed"
    assert devices.find("output", Wish("kazoo", others_will_do=True)).target == "spk"


@pytest.mark.devices
def test_a_better_device_is_noticed_until_it_is_used(virtual_devices: VirtualDevices) -> None:
    feed = devices.find("output", Wish("Feed"))
    found = devices.better("output", Wish(), feed)
    assert found is not None
    assert found.target == "spk"
    assert devices.better("output", Wish(), found) is None


@pytest.mark.devices
def test_a_server_that_stopped_or_hangs_is_told(virtual_devices: VirtualDevices) -> None:
    assert devices.listed("output")
    virtual_devices.freeze()
    time.sleep(FRESH)
    with pytest.raises(SoundError) as hangs:
        devices.listed("output")
    virtual_devices.thaw()
    assert eventually(lambda: bool(devices.listed("output")))
    virtual_devices.kill()
    time.sleep(FRESH)
    with pytest.raises(SoundError) as gone:
        devices.listed("output")
    assert (hangs.value.key, gone.value.key) == ("sound-system-hangs", "sound-system-gone")
    virtual_devices.restart()
    assert eventually(lambda: bool(devices.listed("output")))


def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(SoundError):
            if holds():
                return True
        time.sleep(0.05)
    return False


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
        *(
            "no-portaudio",
            "sound-system-hangs",
            "sound-system-gone",
            "no-alsa-settings",
            "no-microphone",
        ),
        *("no-loudspeaker", "no-such-microphone", "no-such-loudspeaker", "microphone-refuses"),
        *("loudspeaker-refuses", "microphone-hangs", "loudspeaker-hangs", "microphone-lost"),
        *("loudspeaker-lost", "no-espeak", "no-voice-data", "no-system-voice", "no-such-voice"),
        *("voice-refuses", "no-such-rate", "no-such-volume", "cannot-save-speech"),
        *("nothing-to-say", "print-has-no-sound"),
    ]
    for key in keys:
        assert prompts.line("errors", key, **slots).endswith(".")
