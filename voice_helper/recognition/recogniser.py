"""What the rest of the program knows of recognition: sound goes in, utterances come out."""

from __future__ import annotations

from typing import Protocol

from voice_helper.events import Heard, Noise
from voice_helper.understanding.expectation import Expectation

RATE = 16000
"""Samples per second that every recogniser takes: one channel, 16 bits, little-endian."""


class Recogniser(Protocol):
    """Turns sound into utterances; one conversation at a time, not for several threads."""

    def expect(self, expectation: Expectation) -> None:
        """Expect these utterances from now on; what was begun is forgotten if they differ."""

    def accept(self, block: bytes) -> Heard | Noise | None:
        """Take the next sound, of any length; give the utterance that it completes, if any.

        At most one utterance a block: give blocks of a tenth of a second or so.
        """

    def finish(self) -> Heard | Noise | None:
        """Say that the sound is over; give the utterance that was begun, if any."""

    def hear_whole(self, sound: bytes) -> Heard | Noise:
        """Take a whole recording as one utterance, pauses and all."""

    def reset(self) -> None:
        """Forget what was begun."""

    @property
    def is_begun(self) -> bool:
        """Whether an utterance has begun that isn't over yet."""

    @property
    def partial(self) -> str:
        """The words so far of the utterance that was begun, in normal spelling."""
