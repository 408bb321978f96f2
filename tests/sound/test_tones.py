from __future__ import annotations

import numpy as np
import pytest

from voice_helper.sound.tones import EARCONS, tone


@pytest.mark.parametrize("kind", sorted(EARCONS))
def test_an_earcon_is_short_soft_and_does_not_click(kind: str) -> None:
    sound = tone(kind)
    samples = np.abs(sound.samples.astype(np.int32))
    assert 0.05 < sound.seconds < 0.5
    assert 2_000 < samples.max() < 0.25 * 32_767
    assert max(samples[0], samples[-1]) < 100
    assert np.abs(np.diff(sound.samples.astype(np.int32))).max() < 2_000


def test_earcons_can_be_told_apart() -> None:
    lengths = {kind: len(tone(kind).samples) for kind in EARCONS}
    assert len(set(lengths.values())) == len(EARCONS)


def test_the_program_has_the_earcons_it_needs() -> None:
    assert {"listening", "heard", "trouble"} <= set(EARCONS)


def test_an_unknown_earcon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        tone("fanfare")
