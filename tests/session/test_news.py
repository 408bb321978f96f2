from __future__ import annotations

import pytest

from voice_helper.actions import Say
from voice_helper.events import DeviceBack, DeviceLost, Event, KeyPressed, Silence, Woken
from voice_helper.session.news import News

GONE, BACK, ASLEEP, ANSWER = map(Say, ("gone", "back", "asleep", "answer"))


@pytest.fixture
def news() -> News:
    """Give news of a microphone that has gone, which hasn't begun."""
    news = News()
    assert news.before(DeviceLost("microphone"), (GONE, ANSWER)) == ()
    return news


@pytest.mark.parametrize("event", [Woken(60.0), KeyPressed("space"), Silence(8.0)], ids=str)
def test_what_never_began_is_told_before_whatever_comes_next(news: News, event: Event) -> None:
    assert news.before(event, (ASLEEP,)) == (GONE,)


def test_what_was_cut_off_is_told_again_before_other_news(news: News) -> None:
    news.begins(GONE)
    assert news.before(Woken(60.0), (ASLEEP,)) == (GONE,)
    assert news.before(DeviceLost("loudspeaker"), (ANSWER,)) == (GONE, ASLEEP)


@pytest.mark.parametrize("event", [KeyPressed("space"), DeviceLost("loudspeaker")], ids=str)
def test_what_was_cut_off_on_purpose_or_printed_is_over(news: News, event: Event) -> None:
    news.begins(GONE)
    assert news.before(event, (ANSWER,)) == ()


def test_what_has_been_said_to_its_end_is_over(news: News) -> None:
    news.begins(GONE)
    news.ends(GONE)
    assert news.before(Woken(60.0), (ASLEEP,)) == ()


def test_the_latest_of_a_device_takes_the_place_of_the_earlier(news: News) -> None:
    assert news.before(DeviceBack("microphone"), (BACK,)) == ()
    assert news.before(Woken(60.0), (ASLEEP,)) == (BACK,)


def test_a_loudspeaker_that_is_heard_needs_no_second_telling(news: News) -> None:
    assert news.before(DeviceBack("loudspeaker"), (ANSWER,)) == (GONE,)
    assert news.before(DeviceBack("microphone"), (BACK,)) == ()
