from __future__ import annotations

from voice_helper.events import DeviceBack, DeviceLost, Event, Heard, KeyPressed, Silence
from voice_helper.session.inbox import Inbox

LOST, BACK = DeviceLost("loudspeaker"), DeviceBack("loudspeaker")
KEY = KeyPressed("escape")


def filled(*events: Event) -> Inbox:
    inbox = Inbox()
    inbox.open()
    for event in events:
        if isinstance(event, KeyPressed):
            inbox.post_cutting(event)
        else:
            inbox.post(event)
    return inbox


def test_a_trouble_comes_before_what_waits_but_not_before_a_key() -> None:
    question = Heard("may my helper see my pin")
    assert filled(question, LOST).get() == LOST
    inbox = filled(KEY, LOST)
    assert [inbox.get(), inbox.get()] == [KEY, LOST]


def test_a_device_is_lost_before_it_is_back_whatever_else_waits() -> None:
    inbox = filled(KEY, LOST)
    assert inbox.get() == KEY
    inbox.post(Silence(8.0))
    inbox.post(BACK)
    assert [inbox.get(), inbox.get(), inbox.get()] == [LOST, Silence(8.0), BACK]


def test_speech_is_cut_until_all_that_cuts_is_taken() -> None:
    inbox = filled(LOST, BACK)
    inbox.get()
    assert inbox.is_cut
    inbox.get()
    assert not inbox.is_cut
