from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.sound.hum import loud_seconds
from tests.virtual_devices import VirtualDevices, no_devices, virtual_devices
from voice_helper.errors import DeviceLostError, SoundError, VoiceError
from voice_helper.prompts import Prompts
from voice_helper.sound.fake import MemoryLoudspeaker
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.voice.espeak import EspeakSynthesiser
from voice_helper.voice.pronunciation import Pronunciation
from voice_helper.voice.speech import Speech, VoiceName
from voice_helper.voice.spoken import SpokenVoice, default_synthesiser

__all__ = ["no_devices", "virtual_devices"]

devices = pytest.mark.devices

LONG = (
    "Your helper may type in the phone number. Nobody but you may see the PIN that you make. "
    "Please ask your helper to look away now. Then tell me when that is done."
)


@pytest.fixture
def memory() -> MemoryLoudspeaker:
    return MemoryLoudspeaker()


@pytest.fixture
def voice(memory: MemoryLoudspeaker) -> Iterator[SpokenVoice]:
    with SpokenVoice(memory, synthesiser=EspeakSynthesiser()) as spoken:
        yield spoken


def seconds(memory: MemoryLoudspeaker) -> float:
    return sum(sound.seconds for sound in memory.played)


def peak(sound: Sound) -> int:
    return int(np.abs(sound.samples.astype(np.int32)).max())


class NotingSynthesiser:
    """Notes what it is given; each sentence is a second of sound."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def voices(self) -> tuple[VoiceName, ...]:
        return (VoiceName("one", "One", ("en",)),)

    def synthesise(self, text: str, voice: str, rate: int) -> Speech:
        self.texts.append(text)
        return Speech(Sound(np.full(8_000, 5_000, dtype=np.int16), 8_000))


def test_a_text_is_spoken_sentence_by_sentence(
    voice: SpokenVoice, memory: MemoryLoudspeaker
) -> None:
    assert voice.say(LONG)
    assert len(memory.played) == 4 + 3  # four sentences and the pauses between them
    assert 8 < seconds(memory) < 20


def test_every_line_is_spoken_not_only_the_last(
    voice: SpokenVoice, memory: MemoryLoudspeaker
) -> None:
    assert [voice.say(line) for line in ("One.", "Two.", "Three.")] == [True] * 3
    assert len(memory.played) == 3


@pytest.mark.parametrize("text", ["", "   ", "...", "\0"])
def test_nothing_to_speak_is_soon_said(
    voice: SpokenVoice, memory: MemoryLoudspeaker, text: str
) -> None:
    assert voice.say(text)
    assert memory.played == []


def test_stop_ends_what_is_said_and_the_next_line_is_whole() -> None:
    memory = MemoryLoudspeaker(is_paced=True)
    with SpokenVoice(memory, synthesiser=EspeakSynthesiser()) as voice:
        outcomes: list[bool] = []
        thread = threading.Thread(target=lambda: outcomes.append(voice.say(LONG)))
        thread.start()
        while not memory.played:
            time.sleep(0.005)
        before = time.monotonic()
        voice.stop()
        thread.join(5)
        assert outcomes == [False]
        assert time.monotonic() - before < 1
        assert len(memory.played) == 1
        assert voice.say("Yes.")


def test_later_sentences_are_made_only_when_they_are_needed() -> None:
    memory = MemoryLoudspeaker(is_paced=True)
    noting = NotingSynthesiser()
    with SpokenVoice(memory, synthesiser=noting) as voice:
        thread = threading.Thread(target=voice.say, args=(LONG,))
        thread.start()
        while not memory.played:
            time.sleep(0.005)
        voice.stop()
        thread.join(5)
    assert len(noting.texts) == 1


def test_rate_and_volume_count_from_the_next_line(
    voice: SpokenVoice, memory: MemoryLoudspeaker
) -> None:
    for rate, volume in ((120, 1.0), (240, 0.5)):
        voice.configure(rate, volume)
        voice.say("Your helper may type in the phone number for you.")
    slow, fast = memory.played
    assert slow.seconds > 1.5 * fast.seconds
    assert peak(slow) > 2.5 * peak(fast) > 0  # half as loud to the ear is 10 dB less


def test_no_volume_is_silence(voice: SpokenVoice, memory: MemoryLoudspeaker) -> None:
    voice.configure(160, 0.0)
    assert voice.say("Hello.")
    assert peak(memory.played[0]) == 0


@pytest.mark.parametrize(
    ("rate", "volume", "key"),
    [
        (79, 0.5, "no-such-rate"),
        (451, 0.5, "no-such-rate"),
        (160, 1.1, "no-such-volume"),
        (160, -0.1, "no-such-volume"),
        (160, float("nan"), "no-such-volume"),
    ],
)
def test_limits_are_told(voice: SpokenVoice, rate: int, volume: float, key: str) -> None:
    with pytest.raises(VoiceError) as fault:
        voice.configure(rate, volume)
    assert fault.value.key == key


def test_a_bad_voice_is_told_and_the_old_one_stays(
    voice: SpokenVoice, memory: MemoryLoudspeaker
) -> None:
    with pytest.raises(VoiceError):
        voice.use("klingonese")
    assert voice.say("Hello.")
    voice.use("da")
    assert voice.say("Hej.")
    assert len(memory.played) == 2
    with pytest.raises(VoiceError):
        SpokenVoice(memory, "klingonese")


def test_the_spoken_form_of_a_name_is_spoken(memory: MemoryLoudspeaker, prompts: Prompts) -> None:
    noting = NotingSynthesiser()
    table = Pronunciation.from_table(prompts.table("pronunciation"))
    with SpokenVoice(memory, pronunciation=table, synthesiser=noting) as voice:
        voice.say("MitID: +45 33 98 00 10")
    assert noting.texts == ["mit I D: plus 4 5, 3 3, 9 8, 0 0, 1 0"]


def test_speech_is_saved_without_a_device(
    voice: SpokenVoice, memory: MemoryLoudspeaker, tmp_path: Path
) -> None:
    voice.save("Please look away. Thank you.", tmp_path / "answer.wav")
    sound = read_wav(tmp_path / "answer.wav")
    assert 1 < sound.seconds < 5
    assert peak(sound) > 3_000
    assert memory.played == []
    assert voice.say("Hello.")  # saving doesn't stick
    assert len(memory.played) == 1


def test_a_folder_that_is_missing_is_told(voice: SpokenVoice, tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as fault:
        voice.save("Hello.", tmp_path / "nowhere" / "answer.wav")
    assert fault.value.key == "cannot-save-speech"
    assert voice.say("Hello.")


@pytest.mark.parametrize("text", ["", "..."])
def test_saving_nothing_is_told(voice: SpokenVoice, tmp_path: Path, text: str) -> None:
    with pytest.raises(VoiceError) as fault:
        voice.save(text, tmp_path / "answer.wav")
    assert fault.value.key == "nothing-to-say"


def test_a_synthesiser_that_gives_silence_is_told(memory: MemoryLoudspeaker) -> None:
    class Mute(NotingSynthesiser):
        def synthesise(self, text: str, voice: str, rate: int) -> Speech:
            return Speech(Sound(np.zeros(8_000, dtype=np.int16), 8_000))

    with SpokenVoice(memory, synthesiser=Mute()) as voice, pytest.raises(VoiceError) as fault:
        voice.say("Hello.")
    assert fault.value.key == "voice-refuses"


def test_a_fault_of_the_loudspeaker_is_raised_and_the_next_line_is_fine(
    voice: SpokenVoice, memory: MemoryLoudspeaker
) -> None:
    memory.fault = DeviceLostError("loudspeaker-lost")
    with pytest.raises(DeviceLostError):
        voice.say("Hello.")
    memory.fault = None
    assert voice.say("Hello.")


def test_an_interrupt_leaves_the_voice_fit_for_another_line(memory: MemoryLoudspeaker) -> None:
    class Interrupted(MemoryLoudspeaker):
        def play(self, *_: object) -> bool:
            raise KeyboardInterrupt

    synthesiser = EspeakSynthesiser()
    with SpokenVoice(Interrupted(), synthesiser=synthesiser) as voice:
        with pytest.raises(KeyboardInterrupt):
            voice.say("Hello.")
        voice._driver._playback = memory
        assert voice.say("Hello again.")
    assert len(memory.played) == 1


def test_a_closed_voice_says_that_it_said_nothing(memory: MemoryLoudspeaker) -> None:
    voice = SpokenVoice(memory, synthesiser=EspeakSynthesiser())
    voice.close()
    assert not voice.say("Hello.")
    assert memory.played == []


def test_lines_of_several_threads_follow_one_another(
    voice: SpokenVoice, memory: MemoryLoudspeaker
) -> None:
    threads = [threading.Thread(target=voice.say, args=("Hello there.",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(memory.played) == 5


def test_where_the_systems_voices_fail_espeak_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")  # sapi5 can't be loaded here
    assert isinstance(default_synthesiser(), EspeakSynthesiser)


def test_a_machine_without_loudspeaker_is_told(no_devices: None) -> None:
    with SpokenVoice(Loudspeaker()) as voice, pytest.raises(SoundError) as fault:
        voice.say("Hello.")
    assert fault.value.key == "no-loudspeaker"


@devices
def test_speech_is_heard_from_the_loudspeaker(virtual_devices: VirtualDevices) -> None:
    with SpokenVoice(Loudspeaker()) as voice, virtual_devices.recording() as recording:
        assert voice.say("Please look away now.")
    assert 0.6 < loud_seconds(recording.sound) < 3


@devices
def test_stop_silences_speech_at_once(virtual_devices: VirtualDevices) -> None:
    outcomes: list[bool] = []
    with SpokenVoice(Loudspeaker()) as voice, virtual_devices.recording() as recording:
        thread = threading.Thread(target=lambda: outcomes.append(voice.say(LONG)))
        thread.start()
        time.sleep(1.0)
        before = time.monotonic()
        voice.stop()
        took = time.monotonic() - before
        thread.join(3)
        time.sleep(0.3)
        last = recording.last_sound_after(before)
        assert outcomes == [False]
        assert took < 0.1
        assert last is None or last - before < 0.1
        assert voice.say("Yes.")
        assert recording.first_sound_after(before + 0.3) is not None


@devices
def test_a_server_killed_while_it_speaks_is_told_and_its_return_is_used(
    virtual_devices: VirtualDevices,
) -> None:
    with SpokenVoice(Loudspeaker()) as voice:
        threading.Timer(0.6, virtual_devices.kill).start()
        with pytest.raises(SoundError):
            voice.say(LONG)
        virtual_devices.restart()
        with virtual_devices.recording() as recording:
            assert voice.say("Here I am again.")
    assert loud_seconds(recording.sound) > 0.5
