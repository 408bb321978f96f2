from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.errors import InputError
from voice_helper.sound.wav import LONGEST_SECONDS, Sound, read_wav, write_wav

ROOT = Path(__file__).resolve().parents[2]


def tone(seconds: float, rate: int, hertz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("width", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_any_rate_and_width_is_read(tmp_path: Path, rate: int, width: str) -> None:
    soundfile.write(tmp_path / "tone.wav", tone(0.5, rate), rate, subtype=width)
    sound = read_wav(tmp_path / "tone.wav").as_rate(16000)
    assert sound.seconds == pytest.approx(0.5, abs=0.001)
    assert loudest_hertz(sound) == pytest.approx(440, abs=4)
    assert np.abs(sound.samples).max() == pytest.approx(0.5 * 32767, rel=0.06)


def loudest_hertz(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(np.argmax(spectrum)) * sound.rate / len(sound.samples)


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_channels_are_mixed_into_one(tmp_path: Path, channels: int) -> None:
    one = np.zeros((4800, channels))
    one[:, -1] = tone(0.1, 48000)
    soundfile.write(tmp_path / "many.wav", one, 48000, subtype="FLOAT")
    sound = read_wav(tmp_path / "many.wav")
    assert sound.samples.ndim == 1
    assert np.abs(sound.samples).max() == pytest.approx(0.5 * 32767 / channels, rel=0.02)


def test_flac_is_read(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "tone.flac", tone(0.5, 16000), 16000)
    assert read_wav(tmp_path / "tone.flac").seconds == pytest.approx(0.5)


def test_float_that_is_too_loud_or_no_number_is_clipped(tmp_path: Path) -> None:
    samples = np.array([0.0, 9.0, -9.0, np.nan, np.inf, -np.inf])
    soundfile.write(tmp_path / "odd.wav", samples, 16000, subtype="FLOAT")
    read = read_wav(tmp_path / "odd.wav").samples.tolist()
    assert read == [0, 32767, -32767, 0, 32767, -32767]


@given(st.lists(st.integers(-32767, 32767), min_size=1, max_size=200), st.integers(8000, 96000))
def test_written_sound_is_read_back_to_the_last_sample(
    tmp_path_factory: pytest.TempPathFactory, samples: list[int], rate: int
) -> None:
    path = tmp_path_factory.mktemp("wav") / "sound.wav"
    write_wav(path, Sound(np.array(samples, dtype=np.int16), rate))
    read = read_wav(path)
    assert read.rate == rate
    assert np.abs(read.samples.astype(int) - samples).max() <= 1


def test_bytes_are_little_endian() -> None:
    assert Sound(np.array([1, -2], dtype=np.int16), 16000).as_bytes() == b"\x01\x00\xfe\xff"


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_wav(path)
    assert caught.value.exit_status == 2
    assert caught.value.slots["path"] == path
    return caught.value.key


def test_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.wav") == "sound-file-missing"


def test_folder_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path) == "sound-file-closed"


def test_nul_in_a_name_is_told() -> None:
    assert refused(Path("a\0b.wav")) == "sound-file-closed"


def test_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    assert refused(tmp_path / "empty.wav") == "sound-file-empty"


@pytest.mark.parametrize(
    "contents",
    [b"\x00" * 3000, b"RIFF", b"RIFF\xff\xff\xff\xffWAVE", "какой код".encode(), b"\x7fELF" * 99],
)
def test_file_that_is_no_sound_is_told(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / "odd.wav").write_bytes(contents)
    assert refused(tmp_path / "odd.wav") == "sound-file-unknown"


def test_recording_of_no_length_is_told(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "zero.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
    assert refused(tmp_path / "zero.wav") == "sound-file-empty"


def test_cut_off_recording_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    write_wav(path, Sound(np.ones(16000, dtype=np.int16), 16000))
    path.write_bytes(path.read_bytes()[: 44 + 8000])
    assert read_wav(path).seconds == pytest.approx(0.25)


HALF_AN_HOUR = """
    import resource, sys, time
    from pathlib import Path
    from voice_helper.errors import InputError
    from voice_helper.sound.wav import read_wav
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    try:
        read_wav(Path(sys.argv[1]))
    except InputError as fault:
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(fault.key, fault.slots["limit"], after - before, time.perf_counter() - began)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux only")
def test_half_an_hour_is_refused_quickly_and_in_little_memory(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "long.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48000)
        for _ in range(30):
            file.writeframes(bytes(60 * 48000 * 4))
    script = "\n".join(line[4:] for line in HALF_AN_HOUR.splitlines())
    command = [sys.executable, "-c", script, str(tmp_path / "long.wav")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    key, limit, kilobytes, seconds = done.stdout.split()
    assert (key, float(limit)) == ("sound-too-long", LONGEST_SECONDS)
    assert int(kilobytes) < 100_000
    assert float(seconds) < 2.0
