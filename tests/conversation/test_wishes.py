from __future__ import annotations

from voice_helper.conversation.wishes import STEPS, Wishes
from voice_helper.understanding import Patience


def test_patience_goes_up_and_down_step_by_step_and_ends() -> None:
    wishes, seen = Wishes(Patience.QUICK), []
    for _ in range(len(STEPS) + 1):
        seen.append(wishes.patience)
        wishes = wishes.more_patient()
    assert tuple(seen[: len(STEPS)]) == STEPS
    assert wishes.patience is STEPS[-1]
    for _ in STEPS:
        wishes = wishes.less_patient()
    assert wishes.patience is STEPS[0]
