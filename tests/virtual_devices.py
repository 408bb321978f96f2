"""A microphone and a loudspeaker of its own for each test: a private PulseAudio with null sinks.

def test_something(virtual_devices: VirtualDevices) -> None:
    with virtual_devices.recording() as recording:
        ...                          # what sounds from the loudspeaker is recorded
    virtual_devices.speak(sound)     # into the microphone
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.needs import missing, need_programs
from tests.sound_server import SoundServer
from voice_helper.errors import SoundError
from voice_helper.sound import portaudio
from voice_helper.sound.wav import Sound, write_wav

TOOLS = ("pulseaudio", "pactl", "paplay", "parec")
RATE = 22_050
"""Samples a second of the loudspeaker."""
NULL_SINK = (
    "module-null-sink sink_name={0} sink_properties=device.description={1} rate={2} channels=1"
    " format=s16le norewinds=1"
)
MODULES = {
    "mic_in": NULL_SINK.format("mic_in", "Feed", 16_000),
    "spk": NULL_SINK.format("spk", "Desk-Speaker", RATE),
    "virtmic": "module-remap-source source_name=virtmic master=mic_in.monitor"
    " source_properties=device.description=Desk-Microphone",
}
"""What makes each device."""
LOUD = 300
"""Samples above this, of 32767, aren't silence."""
SETTLE = 0.25
"""Seconds that sound may be on its way to a recording."""


class Recording:
    """What the loudspeaker played, block by block, with the moment each came."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._blocks: list[tuple[float, np.ndarray]] = []
        self._came = threading.Event()
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    @property
    def sound(self) -> Sound:
        """All of it."""
        blocks = [block for _, block in tuple(self._blocks)]
        return Sound(np.concatenate(blocks or [np.zeros(0, dtype=np.int16)]), RATE)

    def first_sound_after(self, moment: float) -> float | None:
        """Give the moment (of time.monotonic) of the first loud sample after ``moment``."""
        return min((at for at in self._loud_moments() if at > moment), default=None)

    def last_sound_after(self, moment: float) -> float | None:
        """Give the moment of the last loud sample after ``moment``."""
        return max((at for at in self._loud_moments() if at > moment), default=None)

    def wait_until_it_comes(self, seconds: float) -> bool:
        """Wait for the first block."""
        return self._came.wait(seconds)

    def _loud_moments(self) -> Iterator[float]:
        for came, block in tuple(self._blocks):
            loud = np.flatnonzero(np.abs(block.astype(np.int32)) > LOUD)
            for index in loud[[0, -1]] if len(loud) else ():
                yield came - (len(block) - int(index)) / RATE

    def _collect(self) -> None:
        while data := os.read(self._pipe, 4096):
            block = np.frombuffer(data[: len(data) // 2 * 2], dtype=np.int16)
            self._blocks.append((time.monotonic(), block))
            self._came.set()


class VirtualDevices(SoundServer):
    """A sound server with one microphone and one loudspeaker, seen by this process alone."""

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.start_server(*MODULES.values())
        self.control("set-default-sink", "spk")
        self.control("set-default-source", "virtmic")

    def speak(self, sound: Sound) -> None:
        """Play a sound into the microphone, and wait until it has been played."""
        path = self.folder / "spoken.wav"
        write_wav(path, sound)
        subprocess.run(
            ["paplay", "--device=mic_in", "--latency-msec=200", str(path)],
            env=self.whole_environment,
            check=True,
            timeout=sound.seconds + 20,
        )

    @contextlib.contextmanager
    def recording(self) -> Iterator[Recording]:
        """Record the loudspeaker until the block ends."""
        command = ["parec", "--device=spk.monitor", "--format=s16le", f"--rate={RATE}"]
        with subprocess.Popen(
            [*command, "--channels=1", "--raw", "--latency-msec=10"],
            env=self.whole_environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            assert process.stdout is not None
            recording = Recording(process.stdout.fileno())
            assert recording.wait_until_it_comes(10), "the loudspeaker can't be recorded"
            try:
                yield recording
                time.sleep(SETTLE)
            finally:
                process.kill()
                recording._thread.join(5)

    def record(self, seconds: float) -> Sound:
        """Record the loudspeaker for so long."""
        with self.recording() as recording:
            time.sleep(seconds)
        return recording.sound

    def plug(self, name: str, *words: str) -> None:
        """Bring one of `MODULES` back, as the system's choice; or load the module of ``words``."""
        self.control("load-module", *(words or MODULES[name].split()))
        if not words:
            self.prefer(name)

    def prefer(self, name: str) -> None:
        """Make a device the system's choice."""
        kind = "source" if name == "virtmic" else "sink"
        self.control(f"set-default-{kind}", name)

    def seize(self, kind: str, name: str, *, is_seized: bool) -> None:
        """Let another program take a 'source' or 'sink', or give it back."""
        self.control(f"suspend-{kind}", name, "1" if is_seized else "0")

    def mute(self, kind: str, name: str, *, is_muted: bool = True) -> None:
        """Switch a 'source' or 'sink' off in the system's settings, or on."""
        self.control(f"set-{kind}-mute", name, "1" if is_muted else "0")

    def restart(self) -> None:
        """Let the server come back after `kill`."""
        self.kill()
        self.start()


def look_for_devices_anew() -> None:
    """Let PortAudio in this process see the devices there are now."""
    with contextlib.suppress(SoundError):
        portaudio.restart()


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ALSA_CONFIG_PATH", raising=False)
        for name, value in values.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def virtual_devices() -> Iterator[VirtualDevices]:
    """Give a microphone and a loudspeaker that PortAudio in this process sees."""
    need_programs(*TOOLS)
    devices = VirtualDevices()
    try:
        with _environment(devices.environment):
            devices.start()
            look_for_devices_anew()
            if not portaudio.load().query_devices():
                missing("libasound2-plugins")
            yield devices
    finally:
        devices.close()
        look_for_devices_anew()


@pytest.fixture
def no_devices(tmp_path: Path) -> Iterator[None]:
    """Let PortAudio in this process see no device at all."""
    settings = tmp_path / "alsa.conf"
    settings.write_text("pcm.nothing { type hw card 99 }\n")
    nowhere = {"ALSA_CONFIG_PATH": str(settings), "PULSE_SERVER": "unix:/nonexistent"}
    with _environment(nowhere):
        look_for_devices_anew()
        yield
    look_for_devices_anew()
