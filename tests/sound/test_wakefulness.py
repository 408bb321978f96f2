from __future__ import annotations

import pytest

from voice_helper.sound import wakefulness
from voice_helper.sound.wakefulness import Wakefulness, waited


class Hands:
    """The hands of a clock, set by a test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(wakefulness, "_now", lambda: self.now)


def test_time_awake_is_counted_and_time_asleep_told(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(monkeypatch)
    clock = Wakefulness()
    for _ in range(8):
        hands.now += wakefulness.TICK
        clock.look()
    assert (clock._awake, clock.slept()) == (2.0, 0.0)
    hands.now += 3600.0
    clock.look()
    assert clock.slept() == 3600.0
    assert clock._awake <= 2.0 + wakefulness.MOST


def test_a_busy_machine_is_not_taken_for_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(monkeypatch)
    clock = Wakefulness()
    hands.now += 2.0
    clock.look()
    assert clock.slept() == 0.0
    assert clock._awake == wakefulness.MOST


def test_a_clock_that_is_set_back_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(monkeypatch)
    clock = Wakefulness()
    hands.now -= 3600.0
    clock.look()
    assert (clock._awake, clock.slept()) == (0.0, 0.0)


def test_a_wait_has_its_whole_patience_after_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(monkeypatch)
    naps = [0.0, 3600.0, 0.0]

    def wait(seconds: float) -> bool:
        hands.now += seconds + (naps.pop(0) if naps else 0.0)
        return False

    assert not waited(wait, 2.0)
    assert hands.now == pytest.approx(100.0 + 3600.0 + 2.0 + wakefulness.STEP)


def test_a_wait_ends_with_what_it_waits_for() -> None:
    assert waited(lambda _: True, 2.0)


def test_a_slow_start_is_not_taken_for_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands(monkeypatch)
    monkeypatch.setattr(Wakefulness, "_tick", lambda _: None)
    clock = Wakefulness()
    hands.now += 60.0
    clock.awake()
    hands.now += wakefulness.TICK
    clock.look()
    assert clock.slept() == 0.0
