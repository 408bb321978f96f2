"""How fast and how loud the program speaks: a personal matter, changed by a word."""

from __future__ import annotations

from dataclasses import dataclass, replace

SLOWEST, FASTEST = 80, 450
SOFTEST, LOUDEST = 0.2, 1.0
RATE_STEP = 1.15
VOLUME_STEP = 0.2


@dataclass(frozen=True)
class Pace:
    """Rate and volume of the voice."""

    rate: int = 160
    """Words a minute, 80 to 450."""
    volume: float = 0.8
    """0.2 to 1."""

    def slower(self) -> Pace:
        """Give the pace one step down in rate."""
        return replace(self, rate=max(SLOWEST, round(self.rate / RATE_STEP)))

    def faster(self) -> Pace:
        """Give the pace one step up in rate."""
        return replace(self, rate=min(FASTEST, round(self.rate * RATE_STEP)))

    def softer(self) -> Pace:
        """Give the pace one step down in volume."""
        return replace(self, volume=max(SOFTEST, round(self.volume - VOLUME_STEP, 2)))

    def louder(self) -> Pace:
        """Give the pace one step up in volume."""
        return replace(self, volume=min(LOUDEST, round(self.volume + VOLUME_STEP, 2)))
