"""When an utterance begins and when it is over, counted in samples: no clock.

How long somebody may pause depends on what they have said: after words that hardly anything ever
follows a moment of quiet is enough, in the middle of a sentence they get longer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from voice_helper.understanding.expectation import Patience


@dataclass(frozen=True)
class Pauses:
    """How long to wait, all in seconds."""

    by_likelihood: tuple[tuple[float, float], ...] = (
        (0.6, 0.18),
        (0.5, 0.6),
        (0.2, 0.85),
        (0.05, 1.1),
        (0.0, 1.45),
    )
    """From how likely nothing follows (0 to 1) to the quiet that ends the utterance."""
    settled: float = 0.1
    """The words must have been the same for so long: the newest is often a guess."""
    unchanged: float = 1.5
    """In noise there is no quiet: no new word for so long ends the utterance as well."""
    onset: float = 0.06
    """Sound shorter than this is a click, not speech."""
    longest: float = 20.0
    """An utterance is cut off here."""

    @property
    def shortest(self) -> float:
        """The quiet before which nothing ends."""
        return min(seconds for _, seconds in self.by_likelihood)

    def after(self, likelihood: float) -> float:
        """Give the quiet that ends words which nothing follows with this ``likelihood``."""
        return next(seconds for least, seconds in self.by_likelihood if likelihood >= least)

    def with_patience(self, patience: Patience) -> Pauses:
        """Give the pauses for somebody who speaks like that."""
        factor, more = _PATIENCE[patience]
        waits = tuple(
            (least, round(factor * seconds + more, 2)) for least, seconds in self.by_likelihood
        )
        return replace(self, by_likelihood=waits, unchanged=factor * self.unchanged + more)


_PATIENCE = {
    Patience.QUICK: (0.75, 0.0),
    Patience.NORMAL: (1.0, 0.0),
    Patience.PATIENT: (1.0, 1.0),
    Patience.MOST_PATIENT: (1.0, 2.5),
}
"""By what the pauses are multiplied, and the seconds that are added."""


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

    def __init__(self, pauses: Pauses, rate: int) -> None:
        """Count ``rate`` samples to the second."""
        self._pauses = pauses
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
        """Whether the words so far are to be judged now.

        From the first quiet on, so that they have settled by the end of the shortest pause.
        """
        return self.phase is Phase.SPEAKING and (
            self._quiet > 0 or self._noisy >= self._pauses.unchanged * self._rate
        )

    def reset(self) -> None:
        """Forget the utterance."""
        self._phase = Phase.QUIET
        self._onset = self._length = self._quiet = self._spoken = 0
        self._unchanged = self._noisy = 0
        self._words = ""

    def hear(self, samples: int, *, is_speech: bool) -> Phase:
        """Count ``samples`` of speech or quiet; begin an utterance, and cut off an endless one."""
        if self._phase is Phase.ENDED:
            self.reset()
        if self._phase is Phase.QUIET:
            self._onset = self._onset + samples if is_speech else 0
            if self._onset < self._pauses.onset * self._rate:
                return self._phase
            self._phase = Phase.SPEAKING
            self._length = self._spoken = self._onset - samples
        self._length += samples
        self._unchanged += samples
        self._spoken += samples if is_speech else 0
        self._noisy += samples if is_speech else 0
        self._quiet = 0 if is_speech else self._quiet + samples
        if self._length >= self._pauses.longest * self._rate:
            self._phase = Phase.ENDED
        return self._phase

    def end_settled(self, words: str) -> None:
        """End the utterance without any quiet, if these ``words`` have stayed the same a moment."""
        if self._phase is Phase.SPEAKING and words == self._words:
            self._phase = Phase.ENDED
        self._words = words

    def is_too_early(self, likelihood: float) -> bool:
        """Whether the quiet so far is too short for words that turn out to be as likely whole."""
        return self._length < self._pauses.longest * self._rate and (
            self.quiet + self._pauses.settled < self._pauses.after(likelihood)
        )

    def go_on(self) -> None:
        """Take it back that the utterance is over."""
        self._phase = Phase.SPEAKING
        self._noisy = 0

    def judge(self, words: str, *, likelihood: float) -> Phase:
        """End the utterance if its pause has been long enough for the ``words`` so far.

        ``likelihood``, 0 to 1, is how likely nothing follows them.
        """
        if self._phase is not Phase.SPEAKING:
            return self._phase
        if words != self._words:
            self._words, self._unchanged, self._noisy = words, 0, 0
        pauses = self._pauses
        is_settled = self._unchanged >= pauses.settled * self._rate
        if is_settled and self.quiet >= pauses.after(likelihood):
            self._phase = Phase.ENDED
        if words and self._noisy >= pauses.unchanged * self._rate:
            self._phase = Phase.ENDED
        return self._phase
