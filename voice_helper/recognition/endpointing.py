"""When an utterance begins and when it is over, counted in samples: no clock.

How long somebody may pause depends on what they have said: after a whole question or command a
short pause is enough, in the middle of one they get longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True)
class Patience:
    """How long to wait, all in seconds."""

    after_complete: float = 0.3
    """Quiet after words that are a whole utterance."""
    after_open: float = 0.8
    """Quiet after words that may go on."""
    unchanged: float = 1.5
    """In noise there is no quiet: no new word for so long ends the utterance as well."""
    onset: float = 0.06
    """Sound shorter than this is a click, not speech."""
    longest: float = 20.0
    """An utterance is cut off here."""


class Phase(Enum):
    """Where listening stands."""

    QUIET = auto()
    """Nobody speaks."""
    SPEAKING = auto()
    """An utterance has begun."""
    ENDED = auto()
    """An utterance is over; the next frame begins anew."""


class Endpointer:
    """Follows one utterance after the other."""

    def __init__(self, patience: Patience, rate: int) -> None:
        """Count ``rate`` samples to the second."""
        self._patience = patience
        self._rate = rate
        self.reset()

    @property
    def phase(self) -> Phase:
        """Where listening stands."""
        return self._phase

    @property
    def quiet(self) -> float:
        """Seconds since speech was last heard in this utterance."""
        return self._quiet / self._rate

    @property
    def spoken(self) -> float:
        """Seconds of speech in this utterance, pauses left out."""
        return self._spoken / self._rate

    @property
    def wants_words(self) -> bool:
        """Whether the words so far decide now if the utterance is over."""
        return self.phase is Phase.SPEAKING and (
            self.quiet >= self._patience.after_complete
            or self._unchanged >= self._patience.after_complete * self._rate
        )

    def reset(self) -> None:
        """Forget the utterance."""
        self._phase = Phase.QUIET
        self._onset = self._length = self._quiet = self._spoken = self._unchanged = 0
        self._words = ""

    def hear(self, samples: int, *, is_speech: bool) -> Phase:
        """Count ``samples`` of speech or quiet; begin an utterance, and cut off an endless one."""
        if self._phase is Phase.ENDED:
            self.reset()
        if self._phase is Phase.QUIET:
            self._onset = self._onset + samples if is_speech else 0
            if self._onset < self._patience.onset * self._rate:
                return self._phase
            self._phase = Phase.SPEAKING
            self._length = self._spoken = self._onset - samples
        self._length += samples
        self._unchanged += samples
        self._spoken += samples if is_speech else 0
        self._quiet = 0 if is_speech else self._quiet + samples
        if self._length >= self._patience.longest * self._rate:
            self._phase = Phase.ENDED
        return self._phase

    def judge(self, words: str, *, is_complete: bool) -> Phase:
        """End the utterance if its pause has been long enough for the ``words`` so far."""
        if self._phase is not Phase.SPEAKING:
            return self._phase
        if words != self._words:
            self._words, self._unchanged = words, 0
        patience = self._patience
        enough = patience.after_complete if is_complete else patience.after_open
        still = self._unchanged / self._rate
        if self.quiet >= enough or (words and still >= patience.unchanged):
            self._phase = Phase.ENDED
        return self._phase
