from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voice_helper.conversation import Pace

CHANGES = st.lists(st.sampled_from([Pace.slower, Pace.faster, Pace.louder, Pace.softer]))


def test_it_starts_at_160_words_a_minute() -> None:
    assert Pace().rate == 160


def test_a_step_is_about_fifteen_per_cent() -> None:
    assert 1.13 < Pace().faster().rate / Pace().rate < 1.17
    assert 1.13 < Pace().rate / Pace().slower().rate < 1.17


def test_a_step_up_and_a_step_down_lead_back() -> None:
    assert Pace().faster().slower() == Pace()
    assert Pace().louder().softer() == Pace()


@given(CHANGES)
def test_no_number_of_steps_leaves_the_limits(changes: list[object]) -> None:
    pace = Pace()
    for change in changes:
        pace = change(pace)  # type: ignore[operator]
    assert 80 <= pace.rate <= 450
    assert 0.2 <= pace.volume <= 1.0
