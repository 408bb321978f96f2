from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from voice_helper.errors import VoiceError
from voice_helper.voice.espeak import EspeakSynthesiser
from voice_helper.voice.spoken import find_voice


@pytest.fixture(scope="module")
def espeak() -> EspeakSynthesiser:
    return EspeakSynthesiser()


def seconds(espeak: EspeakSynthesiser, text: str, voice: str = "gmw/en", rate: int = 160) -> float:
    return espeak.synthesise(text, voice, rate).trimmed().sound.seconds


def test_a_sentence_becomes_sound(espeak: EspeakSynthesiser) -> None:
    sound = espeak.synthesise("Please look away now.", "gmw/en", 160).sound
    assert sound.rate == 22_050
    assert 0.8 < sound.seconds < 2.5
    assert 5_000 < np.abs(sound.samples.astype(np.int32)).max() < 32_767


def test_a_higher_rate_takes_less_time(espeak: EspeakSynthesiser) -> None:
    text = "Your helper may type in the phone number, but nobody else sees the code of the app."
    slow, usual, fast = (seconds(espeak, text, rate=rate) for rate in (80, 160, 450))
    assert slow > 1.6 * usual > 1.6 * 1.6 * fast


def test_words_are_told_where_they_are_in_text_and_sound(espeak: EspeakSynthesiser) -> None:
    text = "Look away, please."
    speech = espeak.synthesise(text, "gmw/en", 160).trimmed()
    found = [text[word.start : word.start + word.length] for word in speech.words]
    assert found == ["Look", "away", "please"]
    times = [word.at for word in speech.words]
    assert times == sorted(times)
    assert times[-1] < speech.sound.seconds


@pytest.mark.parametrize(
    ("wanted", "id_"),
    [
        ("en", "gmw/en"),
        ("en-us", "gmw/en-US"),
        ("da", "gmq/da"),
        ("Danish", "gmq/da"),
        ("english (great britain)", "gmw/en"),
        ("gmq/da", "gmq/da"),
    ],
)
def test_a_voice_is_found_by_language_name_or_id(
    espeak: EspeakSynthesiser, wanted: str, id_: str
) -> None:
    assert find_voice(espeak, wanted).id == id_


def test_english_and_danish_sound_different(espeak: EspeakSynthesiser) -> None:
    text = "Velkommen til borgerservice"
    assert seconds(espeak, text) != seconds(espeak, text, voice="gmq/da")


@pytest.mark.parametrize("name", ["klingonese", "", "gmw/nowhere"])
def test_an_unknown_voice_is_told(espeak: EspeakSynthesiser, name: str) -> None:
    with pytest.raises(VoiceError) as fault:
        find_voice(espeak, name)
    assert fault.value.key == "no-such-voice"


def test_a_voice_that_refuses_is_told(espeak: EspeakSynthesiser) -> None:
    with pytest.raises(VoiceError) as fault:
        espeak.synthesise("Hello.", "gmw/nowhere", 160)
    assert fault.value.key == "voice-refuses"


@pytest.mark.parametrize("text", ["\0", "Ж" * 50, "\ud800", "x" * 240, "<speak>", "[[h@l'oU]]"])
def test_any_text_can_be_spoken(espeak: EspeakSynthesiser, text: str) -> None:
    espeak.synthesise(text, "gmw/en", 450)


def test_missing_data_is_an_error_and_not_the_end_of_the_process(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from voice_helper.errors import VoiceError\n"
        "from voice_helper.voice.espeak import EspeakSynthesiser\n"
        "try:\n"
        "    EspeakSynthesiser(data=pathlib.Path(sys.argv[1]))\n"
        "except VoiceError as fault:\n"
        "    print(fault.key)\n"
    )
    for content in (None, b"damaged"):
        if content is not None:
            (tmp_path / "phontab").write_bytes(content)
        run = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (run.returncode, run.stdout.strip()) == (0, "no-voice-data"), run.stderr


def test_a_missing_library_is_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as fault:
        EspeakSynthesiser(library=tmp_path / "libespeak-ng.so")
    assert fault.value.key == "no-espeak"


def test_missing_packages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(VoiceError) as fault:
        EspeakSynthesiser()
    assert fault.value.key == "no-espeak"
