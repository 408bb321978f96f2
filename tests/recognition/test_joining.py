from __future__ import annotations

from voice_helper.events import Heard, Noise
from voice_helper.recognition.joining import MOST_READINGS, joined


def test_two_parts_are_one_utterance_as_sure_as_the_weaker() -> None:
    whole = joined(Heard("can my daughter", 0.9), Heard("see my pin", 0.7))
    assert whole == Heard("can my daughter see my pin", 0.7)


def test_what_nothing_was_heard_after_stays_as_it_was() -> None:
    assert joined(Heard("can i", 0.9), Noise()) == Heard("can i", 0.9)


def test_what_has_no_beginning_stays_as_it_is() -> None:
    assert joined(None, Heard("repeat")) == Heard("repeat")
    assert joined(None, Noise()) == Noise()


def test_every_reading_of_one_part_goes_with_every_reading_of_the_other() -> None:
    whole = joined(Heard("can", alternatives=("may",)), Heard("i", alternatives=("eye", "he")))
    assert whole.words == "can i"
    assert set(whole.alternatives) == {"can eye", "can he", "may i", "may eye", "may he"}
    assert set(whole.alternatives[:2]) == {"can eye", "may i"}


def test_readings_are_few() -> None:
    many = tuple(f"word{number}" for number in range(20))
    whole = joined(Heard("a", alternatives=many), Heard("b", alternatives=many))
    assert len(whole.alternatives) == MOST_READINGS - 1
