from __future__ import annotations

import threading
import time
from collections.abc import Callable

from tests.session.rooms import FakeEar, FakeSpeaker, Fingers, Room, eventually
from voice_helper.actions import SoundOrder
from voice_helper.conversation.wishes import Wishes
from voice_helper.errors import ModelError, SoundError
from voice_helper.events import (
    DeviceBack,
    DeviceChanged,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    Noise,
    Silence,
    SoundTold,
    Woken,
)
from voice_helper.prompts import Prompts
from voice_helper.session.desk import NoDesk
from voice_helper.session.keyboard import ScriptedKeyboard
from voice_helper.understanding import Expecting

QUESTION = Heard("may my helper see my pin")
GOODBYE = Heard("goodbye")
HEADSET = Wishes(has_headset=True)


class HeadsetEar(FakeEar):
    """An ear that hears when a test says so."""

    def hear(self, event: Event) -> None:
        self.is_listening = False
        self._post(event)


def test_a_spoken_question_is_answered_aloud_and_in_print(prompts: Prompts) -> None:
    speaker = FakeSpeaker()
    ear = FakeEar([QUESTION, GOODBYE])
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert room.has_ended()
    assert any(line.startswith("No.") for line in speaker.voice.said)
    assert room.printed.lines == speaker.voice.said
    assert room.printed.lines[-1] == "Goodbye."


def test_it_listens_only_after_it_has_spoken(prompts: Prompts) -> None:
    speaker = FakeSpeaker()
    ear = FakeEar([QUESTION])
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert eventually(lambda: len(ear.listened) == 2)
    assert speaker.tones == ["listening", "listening"]
    assert ear.is_listening


def test_it_hears_nothing_while_it_speaks(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    ear = FakeEar()
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    assert not ear.is_listening


def test_a_key_cuts_speech_at_once_and_listening_follows(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    ear, keyboard = FakeEar(), Fingers()
    Room(prompts, ear=ear, keyboard=keyboard, speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    began = time.monotonic()
    keyboard.press(KeyPressed("space"))
    assert eventually(lambda: ear.is_listening)
    assert time.monotonic() - began < 0.5
    assert len(speaker.voice.said) == 1  # the rest of the opening is not said


def test_a_key_pressed_between_two_lines_cuts_the_second(prompts: Prompts) -> None:
    speaker = FakeSpeaker()
    keyboard = ScriptedKeyboard([KeyPressed("space")], has_end=False)
    ear = FakeEar()
    Room(prompts, ear=ear, keyboard=keyboard, speaker=speaker).begin()
    assert eventually(lambda: ear.is_listening)


def test_lines_from_a_pipe_cut_nothing_but_stop_does(prompts: Prompts) -> None:
    keyboard = ScriptedKeyboard([KeyPressed("+"), QUESTION, KeyPressed("r")])
    room = Room(prompts, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert room.has_ended()
    assert "Voice Helper" in room.printed.text
    assert room.printed.text.count("No. User ID") == 2


def test_slower_by_key_says_what_it_cut_again_and_more_slowly(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    keyboard = Fingers()
    Room(prompts, ear=FakeEar(), keyboard=keyboard, speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    keyboard.press(KeyPressed("-"))
    assert eventually(lambda: len(speaker.voice.said) == 3)
    assert speaker.voice.rate == 139
    assert speaker.voice.said[2] == speaker.voice.said[0]


def test_without_a_microphone_typed_questions_are_answered(prompts: Prompts) -> None:
    keyboard = ScriptedKeyboard([QUESTION])
    room = Room(prompts, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert room.has_ended()
    assert "no microphone" in room.printed.text
    assert "No. User ID" in room.printed.text


def test_without_anything_but_print_it_answers_in_print(prompts: Prompts) -> None:
    room = Room(prompts, keyboard=ScriptedKeyboard([QUESTION])).begin()
    assert room.has_ended()
    assert "no loudspeaker" in room.printed.text
    assert "No. User ID" in room.printed.text
    assert room.printed.lines[-1] == "Goodbye."


def test_it_goes_on_by_voice_when_the_keyboard_ends(prompts: Prompts) -> None:
    ear = FakeEar()
    keyboard = Fingers()
    room = Room(prompts, ear=ear, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert eventually(lambda: ear.is_listening)
    keyboard.end()
    assert not room.has_ended(0.3)


def test_letters_begin_a_line_where_there_is_no_microphone(prompts: Prompts) -> None:
    keyboard = Fingers()
    Room(prompts, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert eventually(lambda: not keyboard.letters_act)


def test_a_lost_microphone_is_told_and_letters_begin_a_line(prompts: Prompts) -> None:
    ear, keyboard = FakeEar([DeviceLost("microphone")]), Fingers()
    room = Room(prompts, ear=ear, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert eventually(lambda: "microphone is gone" in room.printed.text)
    assert not keyboard.letters_act
    assert eventually(lambda: len(ear.listened) == 2)


def test_what_is_typed_is_hidden_from_the_cue_on_until_the_secret_step_is_over(
    prompts: Prompts,
) -> None:
    ear, keyboard = FakeEar([Heard("i am about to make my pin")]), Fingers()
    Room(prompts, ear=ear, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert eventually(lambda: not keyboard.shows)
    keyboard.press(Heard("my helper has turned away"))
    keyboard.press(Heard("i am finished"))
    assert eventually(lambda: keyboard.shows)


def test_a_microphone_that_is_back_is_told(prompts: Prompts) -> None:
    ear = FakeEar([DeviceLost("microphone"), DeviceBack("microphone"), GOODBYE])
    keyboard = Fingers()
    room = Room(prompts, ear=ear, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert room.has_ended()
    assert "microphone is back" in room.printed.text
    assert keyboard.letters_act


def test_a_lost_loudspeaker_is_told_in_print_and_what_is_said_is_printed(prompts: Prompts) -> None:
    speaker = FakeSpeaker()
    keyboard = Fingers()
    room = Room(prompts, ear=FakeEar(), keyboard=keyboard, speaker=speaker).begin()
    assert eventually(lambda: "listening" in speaker.tones)
    speaker.lose()
    keyboard.press(QUESTION)
    assert eventually(lambda: "loudspeaker is gone" in room.printed.text)
    assert "No. User ID" in room.printed.text
    speaker.restore()
    assert eventually(lambda: "loudspeaker is back" in room.printed.text)
    assert eventually(lambda: any("is back" in line for line in speaker.voice.said))


def test_no_loudspeaker_at_the_start_is_told_in_print(prompts: Prompts) -> None:
    speaker = FakeSpeaker()
    speaker.lose()
    keyboard = ScriptedKeyboard([QUESTION])
    room = Room(prompts, keyboard=keyboard, speaker=speaker).begin()
    assert room.has_ended()
    assert "no loudspeaker" in room.printed.text


def test_a_printer_that_nobody_reads_ends_a_session_without_loudspeaker(prompts: Prompts) -> None:
    room = Room(prompts, keyboard=Fingers())
    room.printed.is_read = False
    room.begin()
    assert room.has_ended()


def test_a_printer_that_nobody_reads_is_no_matter_while_it_is_heard(prompts: Prompts) -> None:
    speaker = FakeSpeaker()
    room = Room(prompts, ear=FakeEar([QUESTION]), keyboard=Fingers(), speaker=speaker)
    room.printed.is_read = False
    room.begin()
    assert eventually(lambda: any(line.startswith("No.") for line in speaker.voice.said))
    assert not room.has_ended(0.2)


def test_why_nothing_is_recognised_is_told(prompts: Prompts) -> None:
    class DeafEar(FakeEar):
        def start(self, post, fault):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            super().start(post, fault)
            fault(ModelError("model-not-loaded", folder="the folder"))
            post(DeviceLost("microphone"))
            return True

    room = Room(prompts, ear=DeafEar(), keyboard=Fingers(), speaker=FakeSpeaker()).begin()
    assert eventually(lambda: "microphone is gone" in room.printed.text)
    assert "model" in room.printed.text


def test_nobody_listens_while_a_line_is_typed(prompts: Prompts) -> None:
    ear, keyboard = FakeEar(), Fingers()
    Room(prompts, ear=ear, keyboard=keyboard, speaker=FakeSpeaker()).begin()
    assert eventually(lambda: ear.is_listening)
    keyboard.press(KeyPressed("enter"))
    assert eventually(lambda: not ear.is_listening)
    time.sleep(0.1)
    assert not ear.is_listening
    keyboard.press(QUESTION)
    assert eventually(lambda: ear.is_listening)


def test_silence_and_noise_leave_it_listening(prompts: Prompts) -> None:
    events: list[Event] = [Silence(8.0), Silence(16.0), Noise(), Silence(8.0)]
    ear = FakeEar(events)
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=FakeSpeaker()).begin()
    assert eventually(lambda: len(ear.listened) == len(events) + 1)
    assert ear.is_listening


def test_everything_is_let_go_of_at_the_end(prompts: Prompts) -> None:
    ear, keyboard, speaker = FakeEar([GOODBYE]), Fingers(), FakeSpeaker()
    assert Room(prompts, ear=ear, keyboard=keyboard, speaker=speaker).begin().has_ended()
    assert ear.is_closed
    assert keyboard.is_closed
    assert speaker.voice.is_closed


def test_ctrl_c_says_goodbye_in_print(prompts: Prompts) -> None:
    class Interrupted(FakeSpeaker):
        def tone(self, kind: str) -> None:
            raise KeyboardInterrupt

    room = Room(prompts, ear=FakeEar(), keyboard=Fingers(), speaker=Interrupted()).begin()
    assert room.has_ended()
    assert room.printed.lines[-1] == "Goodbye."


def test_a_tone_that_fails_is_a_lost_loudspeaker(prompts: Prompts) -> None:
    class Toneless(FakeSpeaker):
        def tone(self, kind: str) -> None:
            raise SoundError("no-loudspeaker")

    room = Room(prompts, ear=FakeEar(), keyboard=Fingers(), speaker=Toneless()).begin()
    assert eventually(lambda: "loudspeaker is gone" in room.printed.text)


def test_on_a_headset_a_word_cuts_speech_at_once(prompts: Prompts) -> None:
    speaker, ear = FakeSpeaker(is_paced=True), HeadsetEar()
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker, wishes=HEADSET).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    assert eventually(lambda: ear.is_listening)
    assert ear.listened[-1].kind is Expecting.INTERRUPTION
    began = time.monotonic()
    ear.hear(Heard("stop"))
    assert eventually(lambda: ear.listened[-1].kind is Expecting.QUESTIONS)
    assert time.monotonic() - began < 0.5
    assert len(speaker.voice.said) == 1
    assert not room.has_ended(0.1)


def test_on_a_headset_other_sounds_cut_nothing_and_it_goes_on_listening(prompts: Prompts) -> None:
    speaker, ear = FakeSpeaker(is_paced=True), HeadsetEar()
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker, wishes=HEADSET).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1 and ear.is_listening)
    for event in (Noise(), Silence(8.0), Noise()):
        ear.hear(event)
    assert len(speaker.voice.said) == 1
    assert len(ear.listened) >= 4
    assert all(each.kind is Expecting.INTERRUPTION for each in ear.listened)


def test_the_loudspeaker_is_woken_when_somebody_begins_to_speak(prompts: Prompts) -> None:
    speaker, ear = FakeSpeaker(), FakeEar()
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert eventually(lambda: ear.is_listening)
    before = speaker.wakings
    ear.begun()
    assert eventually(lambda: speaker.wakings == before + 1)


def test_without_a_headset_nothing_is_listened_for_while_it_speaks(prompts: Prompts) -> None:
    speaker, ear = FakeSpeaker(is_paced=True), HeadsetEar()
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    assert ear.listened == []


def test_a_trouble_cuts_speech_off_and_what_it_cut_is_said_again(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    ear = FakeEar()
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    opening = speaker.voice.said[0]
    began = time.monotonic()
    ear.post(DeviceLost("microphone"))
    assert eventually(lambda: len(speaker.voice.said) == 2)
    assert time.monotonic() - began < 0.5
    assert "microphone is gone" in speaker.voice.said[1]
    speaker.stop()
    ear.post(DeviceBack("microphone"))
    assert eventually(lambda: opening in speaker.voice.said[2:], 10)
    assert "microphone is back" in room.printed.text


def test_troubles_that_come_at_once_are_all_told_and_listening_follows(prompts: Prompts) -> None:
    ear = FakeEar()
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=FakeSpeaker()).begin()
    assert eventually(lambda: ear.is_listening)
    for event in (
        DeviceLost("microphone"),
        Woken(60.0),
        DeviceChanged("loudspeaker", "Built-in"),
        DeviceBack("microphone"),
    ):
        ear.post(event)
    for line in ("is gone", "asleep", "Built-in", "is back"):
        assert eventually(lambda line=line: line in room.printed.text), line  # type: ignore[misc]
    assert eventually(lambda: ear.is_listening)


def test_news_that_other_news_cuts_off_is_told_with_it(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    ear = FakeEar()
    Room(prompts, ear=ear, keyboard=Fingers(), speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    ear.post(DeviceLost("microphone"))
    ear.post(Woken(60.0))
    assert eventually(lambda: len(speaker.voice.said) == 4, 10)
    gone, again, asleep = speaker.voice.said[1:]
    assert "microphone is gone" in gone
    assert again == gone
    assert "asleep" in asleep


def test_news_that_a_key_cuts_off_is_not_told_again(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    ear, keyboard = FakeEar(), Fingers()
    Room(prompts, ear=ear, keyboard=keyboard, speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    ear.post(DeviceLost("microphone"))
    assert eventually(lambda: len(speaker.voice.said) == 2)
    keyboard.press(KeyPressed("space"))
    assert eventually(lambda: ear.is_listening)
    assert len(speaker.voice.said) == 2


class FakeDesk(NoDesk):
    """Tells of each order what a test wants."""

    def __init__(self, *told: SoundTold) -> None:
        self.orders: list[str] = []
        self._told = list(told)

    def carry_out(self, order: SoundOrder, is_cut: Callable[[], bool]) -> SoundTold:
        self.orders.append(order.what)
        return self._told.pop(0)


def test_the_sound_test_is_told_step_by_step(prompts: Prompts) -> None:
    desk = FakeDesk(SoundTold("test-tone-heard", (), "test-voice"), SoundTold("test-voice-clipped"))
    ear = FakeEar([Heard("test the sound")])
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=FakeSpeaker(), desk=desk).begin()
    assert eventually(lambda: "distorted" in room.printed.text)
    assert desk.orders == ["test-tone", "test-voice"]
    assert eventually(lambda: ear.is_listening)


def test_without_devices_a_sound_order_is_answered_too(prompts: Prompts) -> None:
    ear = FakeEar([Heard("which microphones are there")])
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=FakeSpeaker()).begin()
    assert eventually(lambda: "can't be done now" in room.printed.text)


def test_a_trouble_loses_no_answer_that_waits(prompts: Prompts) -> None:
    speaker = FakeSpeaker(is_paced=True)
    ear, keyboard = FakeEar(), Fingers()
    keyboard.is_immediate = False
    room = Room(prompts, ear=ear, keyboard=keyboard, speaker=speaker).begin()
    assert eventually(lambda: len(speaker.voice.said) == 1)
    keyboard.press(QUESTION)
    keyboard.press(GOODBYE)
    ear.post(Woken(60.0))
    assert room.has_ended(60)
    assert "asleep" in room.printed.text
    assert "No. User ID" in room.printed.text
    assert room.printed.lines[-1] == "Goodbye."


class LoadingEar(FakeEar):
    """An ear that is ready only when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.is_awaited = threading.Event()

    def wait_until_ready(self, is_cut: Callable[[], bool]) -> None:
        self.is_awaited.set()
        eventually(is_cut)


def test_a_trouble_is_told_while_the_recogniser_is_loading(prompts: Prompts) -> None:
    ear = LoadingEar()
    room = Room(prompts, ear=ear, keyboard=Fingers(), speaker=FakeSpeaker()).begin()
    assert ear.is_awaited.wait(5)
    ear.post(DeviceLost("microphone"))
    assert eventually(lambda: "microphone is gone" in room.printed.text, 2)
