"""Tries the sound out: a tone from loudspeaker to microphone, and somebody's voice."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from voice_helper.sound.devices import SIDES, is_muted
from voice_helper.sound.levels import Level, hears_tone, is_dead, level_of, rising_tone
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.ports import RATE
from voice_helper.sound.wav import Sound

BEFORE, AFTER = 0.4, 0.8
"""Seconds that are listened to around the tone."""
HELLO = 4.0
"""Seconds that somebody has to say hello."""
TICK = 0.05


class Trial:
    """A microphone that is open, and a loudspeaker; nothing that is heard is kept."""

    def __init__(self, microphone: Microphone, loudspeaker: Loudspeaker) -> None:
        """Try both; whoever else reads the microphone goes on."""
        self._microphone = microphone
        self._loudspeaker = loudspeaker

    def tone(self) -> str:
        """Play a tone: ``heard``, ``unheard``, or ``dead`` where the microphone gives nothing.

        ``muted-microphone`` or ``muted-loudspeaker`` where the system's settings say so.
        SoundError where there is no loudspeaker.
        """
        self._loudspeaker.wake()
        for kind, part in (("microphone", self._microphone), ("loudspeaker", self._loudspeaker)):
            if part.device is not None and is_muted(SIDES[kind], part.device):
                return f"muted-{kind}"

        def play() -> None:
            time.sleep(BEFORE)
            self._loudspeaker.play(rising_tone(RATE))
            time.sleep(AFTER)

        heard = self._hear(play)
        if is_dead(heard):
            return "dead"
        return "heard" if hears_tone(heard) else "unheard"

    def voice(self, is_cut: Callable[[], bool] = lambda: False) -> Level:
        """Listen for `HELLO` seconds, or until ``is_cut()``, and judge the voice."""

        def wait() -> None:
            until = time.monotonic() + HELLO
            while time.monotonic() < until and not is_cut():
                time.sleep(TICK)

        return level_of(self._hear(wait))

    def _hear(self, meanwhile: Callable[[], None]) -> Sound:
        blocks: list[bytes] = []
        with self._microphone.tapped(blocks.append):
            meanwhile()
        return Sound(np.frombuffer(b"".join(blocks), dtype="<i2").astype(np.int16), RATE)
