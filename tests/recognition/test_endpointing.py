from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.recognition.endpointing import Endpointer, Pauses, Phase
from voice_helper.understanding import Patience

RATE = 16000
FRAME = 320
"""A fiftieth of a second."""
FRAMES = st.lists(st.booleans(), max_size=300)


WHOLE, HALF = 1.0, 0.0
"""Likelihoods that nothing follows."""


def endpointer(pauses: Pauses | None = None) -> Endpointer:
    return Endpointer(pauses or Pauses(), RATE)


def hear(
    follower: Endpointer, seconds: float, *, speech: bool, words: str = "", likelihood: float = HALF
) -> float | None:
    """Let it hear frames; give the seconds after which the utterance ended, if it did."""
    for count in range(1, round(seconds * RATE / FRAME) + 1):
        phase = follower.hear(FRAME, is_speech=speech)
        if phase is not Phase.ENDED:
            phase = follower.judge(words, likelihood=likelihood)
        if phase is Phase.ENDED:
            return count * FRAME / RATE
    return None


def test_whole_question_ends_after_a_short_pause() -> None:
    follower = endpointer()
    hear(follower, 1.0, speech=True)
    assert hear(follower, 2.0, speech=False, words="help", likelihood=WHOLE) == pytest.approx(0.18)


def test_blocks_longer_than_a_frame_make_nobody_wait_longer() -> None:
    follower, block = endpointer(), 480
    hear(follower, 1.0, speech=True)
    while follower.phase is Phase.SPEAKING and follower.quiet < 2.0:
        follower.hear(block, is_speech=False)
        if follower.wants_words:
            follower.judge("help", likelihood=WHOLE)
    assert follower.quiet == pytest.approx(Pauses().shortest)


def test_half_a_question_is_waited_for() -> None:
    follower = endpointer()
    hear(follower, 1.0, speech=True)
    assert hear(follower, 2.0, speech=False, words="can i") == pytest.approx(1.46)


def test_the_surer_it_is_that_nothing_follows_the_sooner_an_utterance_ends() -> None:
    waits = [Pauses().after(likelihood) for likelihood in (0.0, 0.05, 0.2, 0.5, 0.8, 1.0)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 1.0
    assert waits[-1] <= 0.2


@pytest.mark.parametrize("likelihood", [0.0, 0.05, 0.2, 0.5, 1.0])
def test_a_patient_listener_lets_nobody_be_cut_off_by_a_pause_of_a_second(
    likelihood: float,
) -> None:
    follower = endpointer(Pauses().with_patience(Patience.PATIENT))
    hear(follower, 1.0, speech=True)
    assert hear(follower, 1.1, speech=False, words="help", likelihood=likelihood) is None
    assert hear(follower, 2.0, speech=False, words="help", likelihood=likelihood) is not None


def test_each_step_of_patience_waits_longer() -> None:
    for likelihood in (0.0, 0.05, 0.2, 0.5, 1.0):
        waits = [Pauses().with_patience(each).after(likelihood) for each in Patience]
        assert waits == sorted(set(waits))


def test_pause_inside_a_question_does_not_end_it() -> None:
    follower = endpointer()
    assert hear(follower, 1.0, speech=True) is None
    assert hear(follower, 0.6, speech=False, words="can i") is None
    assert hear(follower, 1.0, speech=True, words="can i see") is None
    assert follower.phase is Phase.SPEAKING


def test_click_begins_nothing() -> None:
    follower = endpointer()
    hear(follower, 0.04, speech=True)
    hear(follower, 0.1, speech=False)
    assert follower.phase is Phase.QUIET


def test_in_steady_noise_unchanged_words_end_the_utterance() -> None:
    follower = endpointer()
    assert hear(follower, 1.0, speech=True, words="can i see the code") is None
    ended = hear(follower, 5.0, speech=True, words="can i see the code")
    assert ended is not None
    assert ended < 1.6


def test_endless_sound_is_cut_off() -> None:
    assert hear(endpointer(), 30.0, speech=True) == pytest.approx(20.0)


def test_next_utterance_begins_anew() -> None:
    follower = endpointer()
    hear(follower, 1.0, speech=True)
    hear(follower, 2.0, speech=False, words="help", likelihood=WHOLE)
    assert follower.hear(FRAME, is_speech=False) is Phase.QUIET
    assert follower.quiet == follower.spoken == 0


@given(FRAMES, st.floats(0, 1))
def test_no_utterance_is_longer_than_allowed(frames: list[bool], likelihood: float) -> None:
    pauses = Pauses(longest=2.0)
    follower, length = endpointer(pauses), 0
    for is_speech in frames:
        phase = follower.hear(FRAME, is_speech=is_speech)
        if phase is Phase.SPEAKING:
            phase = follower.judge("help", likelihood=likelihood)
        length = length + FRAME if phase is Phase.SPEAKING else 0
        assert length <= (pauses.longest + pauses.onset) * RATE


@given(FRAMES)
def test_utterance_never_ends_before_it_began(frames: list[bool]) -> None:
    follower, before = endpointer(), Phase.QUIET
    for is_speech in frames:
        follower.hear(FRAME, is_speech=is_speech)
        phase = follower.judge("can i", likelihood=HALF)
        assert not (phase is Phase.ENDED and before is not Phase.SPEAKING)
        before = phase


@given(FRAMES)
def test_whole_utterance_never_ends_later_than_half_a_one(frames: list[bool]) -> None:
    def ended(likelihood: float) -> int:
        follower = endpointer()
        for count, is_speech in enumerate(frames):
            follower.hear(FRAME, is_speech=is_speech)
            if follower.judge("help", likelihood=likelihood) is Phase.ENDED:
                return count
        return len(frames)

    assert ended(WHOLE) <= ended(HALF)
