"""A recogniser for tests and rehearsals: what it hears is written down beforehand."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from voice_helper.events import Heard, Noise
from voice_helper.understanding.expectation import Expectation


class ScriptedRecogniser:
    """Hears the next scripted outcome with each block of sound, whatever the block holds.

    ``None`` in the script is a block in the middle of an utterance.
    """

    def __init__(self, script: Iterable[Heard | Noise | None]) -> None:
        """Hear the outcomes of ``script`` in turn, and afterwards nothing."""
        self._script = deque(script)
        self.expectations: list[Expectation] = []
        """Every expectation so far, the latest last."""
        self.blocks = 0
        """How many blocks of sound were taken."""

    def expect(self, expectation: Expectation) -> None:
        """Note the expectation."""
        self.expectations.append(expectation)

    def accept(self, block: bytes) -> Heard | Noise | None:  # noqa: ARG002 - scripted
        """Give the next outcome of the script."""
        self.blocks += 1
        return self._script.popleft() if self._script else None

    def finish(self) -> Heard | Noise | None:
        """Give the next outcome that isn't None; None if there is none left."""
        while self._script:
            outcome = self._script.popleft()
            if outcome is not None:
                return outcome
        return None

    def hear_whole(self, sound: bytes) -> Heard | Noise:  # noqa: ARG002 - scripted
        """Give the next outcome that isn't None; noise if there is none left."""
        self.blocks += 1
        return self.finish() or Noise()

    def reset(self) -> None:
        """Keep the script: nothing was begun."""

    @property
    def is_begun(self) -> bool:
        """Never: scripted utterances come whole."""
        return False

    @property
    def partial(self) -> str:
        """Nothing: scripted utterances come whole."""
        return ""
