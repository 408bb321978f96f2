"""Everything that is said: printed always, and spoken where there is a loudspeaker.

Where the last loudspeaker goes, the terminal's bell rings: it may be all that can still be heard.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Protocol

from voice_helper.errors import SoundError, VoiceError
from voice_helper.events import DeviceBack, DeviceLost, Event
from voice_helper.session.printer import Lines
from voice_helper.voice.voice import Voice

RETRY = 0.5
"""Seconds between two tries to get the loudspeaker back."""


class Speaker(Protocol):
    """What sounds: the real one joins a voice, tones and a loudspeaker."""

    @property
    def voice(self) -> Voice:
        """Give what speaks."""
        ...

    def tone(self, kind: str) -> None:
        """Play an earcon; SoundError where there is no loudspeaker."""
        ...

    def stop(self) -> None:
        """Cut off what sounds, from any thread."""
        ...

    def wake(self) -> None:
        """Open the loudspeaker; SoundError while there is none."""
        ...

    def look(self) -> None:
        """Look whether the loudspeaker is still there; SoundError if not."""
        ...


class Mouth:
    """Says lines, one at a time, in print and aloud."""

    def __init__(self, printer: Lines, speaker: Speaker | None) -> None:
        """Print to ``printer`` and speak with ``speaker``; None is a machine without a voice."""
        self._printer = printer
        self._speaker = speaker
        self._post: Callable[[Event], None] = lambda _: None
        self._is_lost = speaker is None
        self._is_looking = False
        self._can_print = True
        self._is_closed = threading.Event()

    @property
    def is_heard(self) -> bool:
        """Whether somebody may hear it or read it."""
        return not self._is_lost or self._can_print

    def print(self, text: str) -> None:
        """Print a line without speaking it."""
        self._can_print = self._printer.line(text)

    def start(self, post: Callable[[Event], None]) -> bool:
        """Open the loudspeaker ahead of the first word; False where there is none.

        ``post`` hears when it goes and when it is back.
        """
        self._post = post
        if self._speaker is None:
            self._printer.ring()
            return False
        try:
            self._speaker.wake()
            self._is_lost = False
        except (SoundError, VoiceError):
            self._is_lost = True
            self._printer.ring()
            self._look_for_loudspeaker()
        return not self._is_lost

    def say(self, text: str) -> bool:
        """Print and speak a line to its end: True; False when it was cut off.

        `stop` cuts it off, or the loudspeaker's end. Where another loudspeaker takes over, the
        line begins again there.
        """
        self._can_print = self._printer.line(text)
        speaker = self._speaker
        return speaker is None or self._sound(lambda: speaker.voice.say(text))

    def tone(self, kind: str) -> None:
        """Play an earcon; without a loudspeaker nothing, since words say it too."""
        speaker = self._speaker
        if speaker is not None:
            self._sound(lambda: speaker.tone(kind))

    def look(self) -> None:
        """Look whether the loudspeaker is still there, where nothing is being said."""
        speaker = self._speaker
        if speaker is not None:
            self._sound(speaker.look, again=speaker.wake)

    def wake(self) -> None:
        """Have the loudspeaker awake before the next word, in a thread of its own.

        A device that sleeps would delay that word, or swallow its beginning.
        """
        speaker = self._speaker
        if speaker is None or self._is_lost:
            return

        def wake() -> None:
            with contextlib.suppress(SoundError, VoiceError):  # `say` tells it
                speaker.wake()

        threading.Thread(target=wake, name="wake", daemon=True).start()

    def configure(self, rate: int, volume: float) -> None:
        """Speak at ``rate`` words a minute and ``volume`` 0 to 1 from now on."""
        if self._speaker is not None:
            self._speaker.voice.configure(rate, volume)

    def stop(self) -> None:
        """Cut off what is being said, from any thread."""
        if self._speaker is not None:
            self._speaker.stop()

    def close(self) -> None:
        """Let go of the loudspeaker."""
        self._is_closed.set()
        if self._speaker is not None:
            self._speaker.voice.close()

    def _sound(
        self, make: Callable[[], bool | None], again: Callable[[], None] | None = None
    ) -> bool:
        """Let something sound, at another loudspeaker (``again``) where this one goes.

        False when it was cut off, by the end of the last loudspeaker too.
        """
        if self._is_lost or self._speaker is None:
            return True
        try:
            return make() is not False
        except (SoundError, VoiceError):
            try:
                return (again or make)() is not False
            except (SoundError, VoiceError):
                self._lose()
                return False

    def _lose(self) -> None:
        if self._is_lost:
            return
        self._is_lost = True
        self._printer.ring()
        self._post(DeviceLost("loudspeaker"))
        self._look_for_loudspeaker()

    def _look_for_loudspeaker(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            threading.Thread(target=self._retry, name="loudspeaker", daemon=True).start()

    def _retry(self) -> None:
        while self._speaker is not None and not self._is_closed.wait(RETRY):
            try:
                self._speaker.wake()
            except (SoundError, VoiceError):
                continue
            self._is_looking = self._is_lost = False
            self._post(DeviceBack("loudspeaker"))
            return
