"""The echo cancellers that are compared, each behind one function; only those that are installed.

All take 10 ms at 16 kHz of what is played and of what the microphone hears, and give what is left.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.echoes.room import BLOCK, RATE, Samples

Cancel = Callable[[Samples, Samples], Samples]
"""From what is played and what is heard to what is left, block by block."""


def cancellers() -> dict[str, Callable[[], Cancel]]:
    """Give what opens each canceller anew."""
    known: dict[str, tuple[str, Callable[[], Cancel]]] = {
        "none": ("numpy", lambda: lambda _, heard: heard),
        "livekit": ("livekit", lambda: _livekit(noise=False)),
        "livekit, noise": ("livekit", lambda: _livekit(noise=True)),
        "pywebrtc-audio": ("pywebrtc_audio", lambda: _pywebrtc(noise=False)),
        "pywebrtc-audio, noise": ("pywebrtc_audio", lambda: _pywebrtc(noise=True)),
        "pyaec, 200 ms": ("pyaec", lambda: _pyaec(0.2)),
        "pyaec, 400 ms": ("pyaec", lambda: _pyaec(0.4)),
        "pyaec, 400 ms, plain": ("pyaec", lambda: _pyaec(0.4, suppress=False)),
    }
    return {
        name: opening
        for name, (package, opening) in known.items()
        if importlib.util.find_spec(package)
    }


def _livekit(*, noise: bool) -> Cancel:
    """WebRTC's AEC3, as LiveKit's kit for calls brings it."""
    from livekit.rtc import AudioFrame, AudioProcessingModule  # noqa: PLC0415  (optional)

    module = AudioProcessingModule(
        echo_cancellation=True, noise_suppression=noise, high_pass_filter=True
    )

    def frame(block: Samples) -> Any:
        return AudioFrame(bytearray(block.tobytes()), RATE, 1, BLOCK)

    def cancel(played: Samples, heard: Samples) -> Samples:
        module.process_reverse_stream(frame(played))
        near = frame(heard)
        module.set_stream_delay_ms(0)
        module.process_stream(near)
        return np.frombuffer(bytes(near.data), dtype=np.int16)

    return cancel


def _pywebrtc(*, noise: bool) -> Cancel:
    """The same AEC3, alone in a package."""
    from pywebrtc_audio import AudioProcessor  # noqa: PLC0415  (optional)

    processor = AudioProcessor(
        sample_rate=RATE, echo_cancellation=True, noise_suppression=noise, high_pass_filter=True
    )

    def cancel(played: Samples, heard: Samples) -> Samples:
        return np.asarray(processor.process(heard, played), dtype=np.int16)

    return cancel


def _pyaec(seconds: float, *, suppress: bool = True) -> Cancel:
    """Speex's canceller with a filter of ``seconds``; ``suppress`` what is left of the echo."""
    from pyaec import Aec  # noqa: PLC0415  (optional)

    canceller = Aec(BLOCK, int(seconds * RATE), RATE, suppress)

    def cancel(played: Samples, heard: Samples) -> Samples:
        return np.array(canceller.cancel_echo(heard, played), dtype=np.int16)

    return cancel
