from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.recognition.endpointing import Endpointer, Patience, Phase

RATE = 16000
FRAME = 320
"""A fiftieth of a second."""
FRAMES = st.lists(st.booleans(), max_size=300)


def endpointer(patience: Patience | None = None) -> Endpointer:
    return Endpointer(patience or Patience(), RATE)


def hear(
    follower: Endpointer, seconds: float, *, speech: bool, words: str = "", complete: bool = False
) -> float | None:
    """Let it hear frames; give the seconds after which the utterance ended, if it did."""
    for count in range(1, round(seconds * RATE / FRAME) + 1):
        phase = follower.hear(FRAME, is_speech=speech)
        if phase is not Phase.ENDED:
            phase = follower.judge(words, is_complete=complete)
        if phase is Phase.ENDED:
            return count * FRAME / RATE
    return None


def test_whole_question_ends_after_a_short_pause() -> None:
    follower = endpointer()
    hear(follower, 1.0, speech=True)
    assert hear(follower, 2.0, speech=False, words="help", complete=True) == pytest.approx(0.3)


def test_half_a_question_is_waited_for() -> None:
    follower = endpointer()
    hear(follower, 1.0, speech=True)
    assert hear(follower, 2.0, speech=False, words="can i") == pytest.approx(0.8)


def test_patience_can_be_longer() -> None:
    follower = endpointer(Patience(after_open=1.6, unchanged=3.0))
    hear(follower, 1.0, speech=True)
    assert hear(follower, 3.0, speech=False, words="can i") == pytest.approx(1.6)


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
    hear(follower, 2.0, speech=False, words="help", complete=True)
    assert follower.hear(FRAME, is_speech=False) is Phase.QUIET
    assert follower.quiet == follower.spoken == 0


@given(FRAMES, st.booleans())
def test_no_utterance_is_longer_than_allowed(frames: list[bool], complete: bool) -> None:
    patience = Patience(longest=2.0)
    follower, length = endpointer(patience), 0
    for is_speech in frames:
        phase = follower.hear(FRAME, is_speech=is_speech)
        if phase is Phase.SPEAKING:
            phase = follower.judge("help", is_complete=complete)
        length = length + FRAME if phase is Phase.SPEAKING else 0
        assert length <= (patience.longest + patience.onset) * RATE


@given(FRAMES)
def test_utterance_never_ends_before_it_began(frames: list[bool]) -> None:
    follower, before = endpointer(), Phase.QUIET
    for is_speech in frames:
        follower.hear(FRAME, is_speech=is_speech)
        phase = follower.judge("can i", is_complete=False)
        assert not (phase is Phase.ENDED and before is not Phase.SPEAKING)
        before = phase


@given(FRAMES)
def test_whole_utterance_never_ends_later_than_half_a_one(frames: list[bool]) -> None:
    def ended(complete: bool) -> int:
        follower = endpointer()
        for count, is_speech in enumerate(frames):
            follower.hear(FRAME, is_speech=is_speech)
            if follower.judge("help", is_complete=complete) is Phase.ENDED:
                return count
        return len(frames)

    assert ended(True) <= ended(False)
