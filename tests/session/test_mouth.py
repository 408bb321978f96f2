from __future__ import annotations

import pytest

from tests.session.rooms import FakeSpeaker, PrintedLines, eventually
from voice_helper.errors import SoundError
from voice_helper.events import DeviceBack, DeviceLost, Event
from voice_helper.session import mouth as mouth_module
from voice_helper.session.mouth import Mouth


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouth_module, "RETRY", 0.02)


def test_what_is_said_is_printed_too() -> None:
    printed, speaker = PrintedLines(), FakeSpeaker()
    assert Mouth(printed, speaker).say("No.")
    assert printed.lines == speaker.voice.said == ["No."]


def test_without_a_voice_it_prints() -> None:
    printed = PrintedLines()
    mouth = Mouth(printed, None)
    assert not mouth.start(lambda _: None)
    assert mouth.say("No.")
    mouth.tone("heard")
    mouth.configure(200, 1.0)
    mouth.stop()
    mouth.close()
    assert printed.lines == ["No."]


def test_a_loudspeaker_that_goes_and_comes_back_is_told_once_each() -> None:
    speaker = FakeSpeaker()
    events: list[Event] = []
    mouth = Mouth(PrintedLines(), speaker)
    assert mouth.start(events.append)
    speaker.lose()
    mouth.tone("heard")
    mouth.say("No.")
    assert events == [DeviceLost("loudspeaker")]
    speaker.restore()
    assert eventually(lambda: events[1:] == [DeviceBack("loudspeaker")])
    mouth.say("Yes.")
    assert speaker.voice.said == ["Yes."]
    mouth.close()


def test_it_is_heard_as_long_as_it_sounds_or_is_read() -> None:
    printed, speaker = PrintedLines(), FakeSpeaker()
    mouth = Mouth(printed, speaker)
    mouth.start(lambda _: None)
    printed.is_read = False
    mouth.say("No.")
    assert mouth.is_heard
    speaker.lose()
    mouth.say("No.")
    assert not mouth.is_heard
    mouth.close()


class FailingOnce(FakeSpeaker):
    """A loudspeaker that goes in the middle of a line, while another one is there."""

    def __init__(self) -> None:
        super().__init__()
        self.woken = 0

    def look(self) -> None:
        raise SoundError("loudspeaker-lost")

    def wake(self) -> None:
        self.woken += 1


def test_another_loudspeaker_takes_over_without_a_word_of_loss() -> None:
    speaker = FailingOnce()
    events: list[Event] = []
    mouth = Mouth(PrintedLines(), speaker)
    mouth.start(events.append)
    mouth.look()
    assert events == []
    assert speaker.woken == 2


def test_a_loudspeaker_that_goes_while_nothing_is_said_is_told() -> None:
    speaker = FakeSpeaker()
    events: list[Event] = []
    mouth = Mouth(PrintedLines(), speaker)
    mouth.start(events.append)
    speaker.lose()
    mouth.look()
    mouth.look()
    assert events == [DeviceLost("loudspeaker")]
    mouth.close()


def test_a_line_that_the_loudspeaker_s_end_cuts_off_is_not_said_to_its_end() -> None:
    speaker = FakeSpeaker()
    mouth = Mouth(PrintedLines(), speaker)
    mouth.start(lambda _: None)
    speaker.lose()
    assert not mouth.say("No.")
    mouth.close()


def test_the_bell_rings_once_a_trouble_when_no_loudspeaker_is_left() -> None:
    printed, speaker = PrintedLines(), FakeSpeaker()
    mouth = Mouth(printed, speaker)
    mouth.start(lambda _: None)
    assert printed.rings == 0
    for rings in (1, 2):
        speaker.lose()
        mouth.say("No.")
        mouth.say("No.")
        assert printed.rings == rings
        speaker.restore()
        assert eventually(lambda: mouth.say("Yes.") and "Yes." in speaker.voice.said)
        speaker.voice.said.clear()
    mouth.close()


def test_the_bell_rings_where_there_is_no_loudspeaker_at_the_start() -> None:
    printed, speaker = PrintedLines(), FakeSpeaker()
    Mouth(printed, None).start(lambda _: None)
    assert printed.rings == 1
    speaker.lose()
    mouth = Mouth(printed, speaker)
    mouth.start(lambda _: None)
    assert printed.rings == 2
    mouth.close()


def test_another_loudspeaker_needs_no_bell() -> None:
    printed = PrintedLines()
    mouth = Mouth(printed, FailingOnce())
    mouth.start(lambda _: None)
    mouth.look()
    assert printed.rings == 0
