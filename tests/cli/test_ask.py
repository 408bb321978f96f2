from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.commands import command, environment, is_one_plain_sentence, need_model, run
from tests.speech import say
from tests.virtual_devices import VirtualDevices, virtual_devices
from voice_helper.sound.wav import write_wav

__all__ = ["virtual_devices"]

KEYS = ["question", "heard", "verdict", "rule", "answer", "options", "source", "confidence"]
PIN = "May my helper see my PIN?"


def test_a_typed_question_is_answered_in_print() -> None:
    done = run("ask", PIN)
    assert done.returncode == 0
    assert done.stdout.startswith("No.")
    assert done.stderr == ""


def test_a_question_needs_no_quotation_marks() -> None:
    assert run("ask", *PIN.split()).stdout.startswith("No.")


def test_json_has_the_keys_of_the_interface_in_their_order() -> None:
    answer = json.loads(run("ask", PIN, "--json").stdout)
    assert list(answer) == KEYS
    assert answer["question"] == PIN
    assert answer["verdict"] == "not-allowed"
    assert answer["rule"] == "personal-codes"
    assert list(answer["source"]) == ["title", "address", "as_of"]
    assert isinstance(answer["confidence"], float)


def test_who_asks_can_be_said() -> None:
    as_applicant = json.loads(
        run("ask", "may i type the pin", "--as", "applicant", "--json").stdout
    )
    as_helper = json.loads(run("ask", "may i type the pin", "--as", "helper", "--json").stdout)
    assert as_applicant["verdict"] != as_helper["verdict"]
    assert as_helper["verdict"] == "not-allowed"


def test_a_file_is_answered_in_its_order(tmp_path: Path) -> None:
    questions = [PIN, "Can I type in her phone number?", "когда", "what is MitID"]
    file = tmp_path / "questions.txt"
    file.write_text("\n\n".join(questions), encoding="utf-8")
    done = run("ask", "--file", str(file), "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == questions
    assert [answer["verdict"] for answer in answers][:3] == ["not-allowed", "allowed", "unknown"]
    assert done.returncode == 0


def test_questions_from_a_file_stand_before_their_answers(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text(PIN)
    lines = run("ask", "--file", str(file)).stdout.splitlines()
    assert lines[0] == f"Question: {PIN}"
    assert lines[1].startswith("No.")


def test_a_dash_is_standard_input_and_a_byte_order_mark_is_no_word() -> None:
    done = run("ask", "--file", "-", "--json", given=b"\xef\xbb\xbf" + PIN.encode() + b"\r\n")
    assert json.loads(done.stdout)["question"] == PIN


def test_a_command_of_the_conversation_is_no_question() -> None:
    answer = json.loads(run("ask", "slower", "--json").stdout)
    assert answer["verdict"] == "unknown"
    assert "voice-helper" in answer["answer"]


def test_help_is_answered_with_a_person() -> None:
    assert "+45 33 98 00 10" in run("ask", "help").stdout


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("", "--json"),
        (PIN, "--file", "-"),
        (PIN, "--as", "dog"),
        (PIN, "--loud"),
        ("--file",),
        ("--wav",),
        ("--file", "no such file"),
        ("--file", "."),
        ("--file", "-"),
    ],
)
def test_words_that_are_off_give_one_sentence_and_status_2(words: tuple[str, ...]) -> None:
    done = run("ask", *words)
    assert done.returncode == 2
    assert is_one_plain_sentence(done.stderr)
    assert done.stdout == ""


def test_a_typed_question_loads_nothing_that_sound_needs() -> None:
    done = run("ask", PIN, hidden=("vosk", "hassil", "sounddevice", "pyttsx3", "soxr"))
    assert done.returncode == 0
    assert done.stdout.startswith("No.")


def test_answers_can_be_spoken_where_there_is_a_loudspeaker_and_say_so_where_not() -> None:
    done = run("ask", PIN, "--speak")
    assert done.stdout.startswith("No.")
    assert done.returncode == 1
    assert is_one_plain_sentence(done.stderr)


@pytest.mark.devices
def test_answers_are_spoken_by_the_loudspeaker_that_is_remembered(
    virtual_devices: VirtualDevices, tmp_path: Path
) -> None:
    settings = tmp_path / "voice-helper" / "devices.json"
    settings.parent.mkdir()
    settings.write_text('{"loudspeaker": "Feed"}')  # the system's own choice is another one
    env = virtual_devices.environment | {"XDG_CONFIG_HOME": str(tmp_path)}
    with virtual_devices.recording() as recording:
        done = run("ask", PIN, "--speak", env=env)
    assert done.returncode == 0, done.stderr
    assert recording.first_sound_after(0) is None


@pytest.mark.speech
class TestRecordings:
    @pytest.fixture(autouse=True)
    def _model(self) -> None:
        need_model()

    @pytest.mark.parametrize(
        ("rate", "channels", "subtype"),
        [(16_000, 1, "PCM_16"), (48_000, 2, "FLOAT"), (44_100, 2, "PCM_24"), (8_000, 1, "ULAW")],
    )
    def test_any_rate_width_and_channel_count_is_heard(
        self, tmp_path: Path, rate: int, channels: int, subtype: str
    ) -> None:
        sound = say("When must the helper look away?").as_rate(rate)
        file = tmp_path / "question.wav"
        samples = np.repeat(sound.samples[:, np.newaxis] / 32_768, channels, axis=1)
        soundfile.write(file, samples, rate, subtype=subtype)
        done = run("ask", "--wav", str(file), "--json")
        answer = json.loads(done.stdout)
        assert done.returncode == 0, done.stderr
        assert list(answer) == KEYS
        assert answer["question"] is None
        assert answer["verdict"] == "look-away"
        assert 0 < answer["confidence"] <= 1

    def test_one_bad_file_among_others_is_told_and_the_others_are_answered(
        self, tmp_path: Path
    ) -> None:
        for name in ("first", "last"):
            write_wav(tmp_path / f"{name}.wav", say("When must the helper look away?"))
        (tmp_path / "bad.wav").write_bytes(b"\x00\x01" * 999)
        files = [str(tmp_path / f"{name}.wav") for name in ("first", "bad", "last")]
        done = run("ask", "--wav", *files, "--json")
        verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
        assert verdicts == ["look-away", "unknown", "look-away"]
        assert done.returncode == 2
        assert is_one_plain_sentence(done.stderr)
        assert "bad.wav" in done.stderr

    def test_silence_is_no_question(self, tmp_path: Path) -> None:
        soundfile.write(tmp_path / "silence.wav", np.zeros(32_000, dtype=np.int16), 16_000)
        done = run("ask", "--wav", str(tmp_path / "silence.wav"), "--json")
        answer = json.loads(done.stdout)
        assert answer["verdict"] == "unknown"
        assert "record it again" in answer["answer"]
        assert done.returncode == 0


def test_answers_come_line_by_line() -> None:
    with subprocess.Popen(
        command("ask", "--file", "-", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(f"{PIN}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == "not-allowed"
        process.stdin.close()
        assert process.wait(30) == 0
