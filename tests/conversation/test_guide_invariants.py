"""What holds over the whole guide, after any events in any order.

The invariants stand in ``invariants.py``; ``python -m benchmarks.conversations`` plays many more.
"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.conversation.courses import (
    CANARIES,
    NEAR_MISSES,
    QUESTIONS,
    Chance,
    Passage,
    next_event,
    place_name,
    play,
    world,
)
from tests.conversation.invariants import is_one_of
from tests.conversation.judging import Report, broken, judge
from voice_helper.conversation import Over
from voice_helper.events import Event, Heard
from voice_helper.walkthrough.step import Secrecy
from voice_helper.walkthrough.walkthrough import ROUTES

CONVERSATIONS = 2000
AT_A_TIME = 125


@cache
def judged(first: int) -> Report:
    return judge(range(first, first + AT_A_TIME))


@pytest.mark.parametrize("first", range(0, CONVERSATIONS, AT_A_TIME))
def test_no_conversation_breaks_an_invariant(first: int) -> None:
    report = judged(first)
    print(dict(report.tally.counts))
    assert not report.violations, "\n".join(map(str, report.violations))
    assert report.tally.counts["conversations"] == AT_A_TIME


@pytest.mark.parametrize("first", [0])
def test_the_conversations_reach_deep_places(first: int) -> None:
    report = judged(first)
    assert report.tally.counts["secret steps: ask"] > AT_A_TIME
    assert report.tally.counts["secret steps: confirmed"] > AT_A_TIME
    assert report.tally.counts["secret steps: over"] > AT_A_TIME
    kinds = {name.split()[0] for name in report.tally.places}
    assert kinds >= {"asking", "interviewing", "walking", "guarding", "confirming", "naming"}
    for secret in world().walkthrough.secrets:
        assert any(name.startswith(f"guarding {secret} open") for name in report.tally.places)


def test_they_begin_at_every_step_that_is_not_secret() -> None:
    begun = {place_name(state) for state in world().starts}
    routes = world().walkthrough.routes
    steps = {(route, step) for route in ROUTES for step in routes[route].steps}
    assert begun == {
        f"walking {route}/{step.id}" for route, step in steps if step.secrecy is not Secrecy.SECRET
    }


def test_what_should_not_count_is_no_whole_phrase() -> None:
    said = world().secret_phrases
    for words in (*CANARIES, *NEAR_MISSES, *QUESTIONS):
        for name in ("turned-away", "nobody-sees", "finished"):
            assert not is_one_of(world(), words, said[name]), (words, name)


def test_a_seed_plays_the_same_conversation_again() -> None:
    assert play(world(), Chance(7)) == play(world(), Chance(7))


WORDS = st.text(max_size=30) | st.sampled_from([*CANARIES, *NEAR_MISSES, *QUESTIONS])


class Conversations(RuleBasedStateMachine):
    """Lets hypothesis choose what happens, and find the shortest course that breaks something."""

    def __init__(self) -> None:
        super().__init__()
        self.course: list[Passage] = []

    def _happens(self, event: Event) -> None:
        if not isinstance(self.course[-1].after.place, Over):
            self.course.append(world().step(self.course[-1].after, event))

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        start = data.draw(st.sampled_from(world().starts))
        begun = st.sampled_from([None, "", *ROUTES]).map(
            lambda route: world().begin(frozenset(), route)
        )
        deep = st.just(world().step(start, Heard("where am i")))
        self.course = [data.draw(deep | begun)]

    @rule(data=st.data())
    def something_likely_happens(self, data: st.DataObject) -> None:
        def pick(things: object) -> object:
            return data.draw(st.sampled_from(things))  # type: ignore[call-overload]

        self._happens(next_event(world(), pick, self.course[-1]))

    @rule(words=WORDS, confidence=st.floats(0, 1), others=st.lists(WORDS, max_size=2))
    def anything_is_heard(self, words: str, confidence: float, others: list[str]) -> None:
        self._happens(Heard(words, confidence, tuple(others)))

    def teardown(self) -> None:
        assert [(check.__name__, found) for check, found in broken(world(), self.course)] == []


TestConversations = Conversations.TestCase
TestConversations.settings = settings(
    deadline=None,
    max_examples=60,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
