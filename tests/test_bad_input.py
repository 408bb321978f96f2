"""Whatever comes in: one plain sentence that says what to do next, and the right exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.commands import (
    command,
    environment,
    interrupted,
    is_one_plain_sentence,
    need_model,
    run,
)
from tests.needs import missing
from tests.speech import say
from voice_helper.recognition.store import model_store

QUESTION = "may my helper see my pin"
NO_SOUND_LIBRARY = ("sounddevice",)
NO_SETTINGS: dict[str, str | None] = {"ALSA_CONFIG_PATH": None}
NO_SYNTHESISER = ("espeakng_loader",)
PLAIN: dict[str, str | None] = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": None}

IN_A_LIBRARY = """
import _imp, signal
begin = _imp.exec_dynamic
def interrupted(module):
    if module.__name__ == "{library}":
        signal.setitimer(signal.ITIMER_REAL, {seconds})
    return begin(module)
_imp.exec_dynamic = interrupted
signal.signal(signal.SIGALRM, lambda *given: signal.getsignal(signal.SIGINT)(*given))
"""
"""Code that sends a Ctrl-C some time after a library of C begins to initialise itself."""
IN_A_FINALISER = """
import importlib, signal
class Last:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
module, kind, name = "{where}".rsplit(".", 2)
kind = getattr(importlib.import_module(module), kind)
usual = getattr(kind, name)
def interrupted(*given, **named):
    Last()
    return usual(*given, **named)
setattr(kind, name, interrupted)
"""
"""Code that lets a Ctrl-C be swallowed where a method is called first."""

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and limits")


def told(done: subprocess.CompletedProcess[str], status: int) -> str:
    """Check that a fault was told in one plain sentence with that exit status; gives it."""
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    assert is_one_plain_sentence(done.stderr), done.stderr
    return done.stderr


class TestRecordings:
    @pytest.mark.parametrize(
        ("name", "contents"),
        [
            ("empty.wav", b""),
            ("binary.wav", bytes(range(256)) * 40),
            ("text.wav", b"May my helper see my PIN?\n"),
            ("header.wav", b"RIFF\x24\x00\x00\x00WAVEfmt "),
        ],
    )
    def test_a_file_that_is_no_recording(self, tmp_path: Path, name: str, contents: bytes) -> None:
        (tmp_path / name).write_bytes(contents)
        assert name in told(run("ask", "--wav", str(tmp_path / name)), 2)

    def test_a_recording_of_no_length(self, tmp_path: Path) -> None:
        soundfile.write(tmp_path / "nothing.wav", np.zeros(0, dtype=np.int16), 16_000)
        told(run("ask", "--wav", str(tmp_path / "nothing.wav")), 2)

    def test_a_recording_of_half_an_hour_is_refused_at_once(self, tmp_path: Path) -> None:
        file = tmp_path / "long.wav"
        soundfile.write(file, np.zeros(30 * 60 * 16_000, dtype=np.int16), 16_000)
        began = time.monotonic()
        told(run("ask", "--wav", str(file)), 2)
        assert time.monotonic() - began < 10

    @pytest.mark.parametrize("name", ["missing.wav", ".", "a\nb.wav"])
    def test_a_name_that_is_no_file(self, tmp_path: Path, name: str) -> None:
        told(run("ask", "--wav", str(tmp_path / name)), 2)

    @pytest.mark.speech
    def test_48_khz_stereo_float_is_answered(self, tmp_path: Path) -> None:
        need_model()
        sound = say("When must the helper look away?").as_rate(48_000)
        samples = (sound.samples / 32_768).astype(np.float32)
        file = tmp_path / "float.wav"
        soundfile.write(file, np.stack([samples, samples], axis=1), 48_000, subtype="FLOAT")
        done = run("ask", "--wav", str(file), "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["verdict"] == "look-away"


class TestQuestions:
    @pytest.mark.parametrize("unit", ["a", "may i see the pin ", "ж", "1", "?", "("])
    def test_ten_thousand_characters(self, unit: str) -> None:
        done = run("ask", (unit * 10_000)[:10_000], "--json")
        answer = json.loads(done.stdout)
        assert done.returncode == 0
        assert done.stderr == ""
        assert answer["verdict"] == "unknown"
        assert len(answer["answer"]) < 200

    @pytest.mark.parametrize(
        "question",
        ["Можно ли помощнику видеть мой ПИН?", "我可以看到她的密码吗", "🤔🤔", "؟", "..."],
    )
    def test_a_question_in_other_letters_is_unknown_and_names_a_person(self, question: str) -> None:
        done = run("ask", question, "--json")
        answer = json.loads(done.stdout)
        assert done.returncode == 0
        assert answer["question"] == question
        assert answer["verdict"] == "unknown"
        assert "MitID Support" in answer["answer"]

    def test_nul_bytes_on_standard_input(self) -> None:
        done = run("ask", "--file", "-", "--json", given=b"may my helper\x00see my pin\n\x00\x00\n")
        assert done.returncode in (0, 2)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert answers
        assert all(answer["verdict"] != "allowed" for answer in answers)
        assert "Traceback" not in done.stderr

    def test_bytes_that_are_no_utf8_on_standard_input(self) -> None:
        given = b"may my helper see my pin\n\xff\xfe\xe6 pin\nmay my helper see my pin\n"
        done = run("ask", "--file", "-", "--json", given=given)
        assert "Line 2" in told(done, 2)
        verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
        assert verdicts == ["not-allowed", "unknown", "not-allowed"]

    @posix
    def test_bytes_that_are_no_utf8_on_the_command_line(self) -> None:
        told(run(b"ask", b"may i see \xff\xe6"), 2)

    @pytest.mark.parametrize("given", [b"", b"\n\n \n"])
    def test_no_question_at_all(self, given: bytes) -> None:
        told(run("ask", "--file", "-", given=given), 2)

    @pytest.mark.parametrize("given", [b"\xff\xfe\n!wav \x00\n", b"\x00\n", b"!key \xff\n"])
    def test_odd_bytes_in_a_simulated_conversation(self, given: bytes) -> None:
        done = run("simulate", given=given)
        assert done.returncode in (0, 2)
        assert "Traceback" not in done.stderr
        assert all(json.loads(line) for line in done.stdout.splitlines())

    def test_odd_bytes_typed_into_the_main_job(self) -> None:
        done = run(given=b"\xff\xfe\x00\x1b[31m\nmay my helper see my pin\nq\n")
        assert done.returncode == 0
        assert "No. User ID" in done.stdout
        assert "Traceback" not in done.stderr


@pytest.fixture
def model_copy(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Give a model folder of links, to be damaged, and the environment that points to it."""
    need_model()
    whole = model_store().where("en")
    assert whole is not None
    copy = tmp_path / "models" / whole.name
    for file in sorted(whole.rglob("*")):
        if file.is_file() and not file.name.startswith(("checked", ".")):
            place = copy / file.relative_to(whole)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(file)
    return copy, {"VOICE_HELPER_MODELS": str(tmp_path / "models")}


def shorten(file: Path) -> None:
    contents = file.read_bytes()
    file.unlink()
    file.write_bytes(contents[: len(contents) // 2])


def alter(file: Path) -> None:
    contents = file.read_bytes()
    file.unlink()
    file.write_bytes(b"#" + contents[1:])


@pytest.mark.speech
class TestModel:
    @pytest.fixture
    def question(self, tmp_path: Path) -> str:
        file = tmp_path / "question.wav"
        sound = say("When must the helper look away?")
        soundfile.write(file, sound.samples, sound.rate)
        return str(file)

    def test_no_model(self, tmp_path: Path, question: str) -> None:
        nowhere = {"VOICE_HELPER_MODELS": str(tmp_path / "none")}
        assert "model fetch" in told(run("ask", "--wav", question, env=nowhere), 1)
        told(run("model", "verify", env=nowhere), 1)

    @pytest.mark.parametrize("damage", [Path.unlink, shorten, alter])
    def test_a_model_file_that_is_missing_truncated_or_altered(
        self,
        model_copy: tuple[Path, dict[str, str]],
        question: str,
        damage: Callable[[Path], None],
    ) -> None:
        folder, env = model_copy
        damage(folder / "conf" / "mfcc.conf")
        assert "mfcc.conf" in told(run("ask", "--wav", question, env=env), 1)
        assert "mfcc.conf" in told(run("model", "verify", env=env), 1)

    def test_a_damaged_model_does_not_hinder_typed_questions(
        self, model_copy: tuple[Path, dict[str, str]]
    ) -> None:
        folder, env = model_copy
        shutil.rmtree(folder / "am")
        assert run("ask", QUESTION, env=env).stdout.startswith("No.")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a zip with the model's files, as its maker offers it."""
    need_model()
    whole = model_store().where("en")
    assert whole is not None
    path = tmp_path_factory.mktemp("archive") / "model.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted(whole.rglob("*")):
            if file.is_file():
                packed.write(file, Path(whole.name) / file.relative_to(whole))
    return path


@pytest.mark.speech
class TestFetching:
    def test_a_file_in_hand_that_is_not_there(self, tmp_path: Path) -> None:
        env = {"VOICE_HELPER_MODELS": str(tmp_path)}
        told(run("model", "fetch", "--from", str(tmp_path / "none.zip"), env=env), 1)

    def test_a_file_in_hand_that_is_no_model(self, tmp_path: Path) -> None:
        (tmp_path / "odd.zip").write_bytes(b"PK\x03\x04" + bytes(500))
        env = {"VOICE_HELPER_MODELS": str(tmp_path / "models")}
        told(run("model", "fetch", "--from", str(tmp_path / "odd.zip"), env=env), 1)

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path, archive: Path) -> None:
        (tmp_path / "file").write_text("")
        env = {"VOICE_HELPER_MODELS": str(tmp_path / "file" / "models")}
        told(run("model", "fetch", "--from", str(archive), env=env), 1)

    @posix
    def test_a_read_only_disk(self, archive: Path) -> None:
        if not Path("/proc/version").exists():
            missing("a file system that nobody can write to")
        env = {"VOICE_HELPER_MODELS": "/proc/models"}
        told(run("model", "fetch", "--from", str(archive), env=env), 1)

    @posix
    def test_a_full_disk(self, tmp_path: Path, archive: Path) -> None:
        import resource  # noqa: PLC0415  (not on Windows)

        limit = 4_000_000

        def full() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(
            command("model", "fetch", "--from", str(archive)),
            env=environment({"VOICE_HELPER_MODELS": str(tmp_path / "models")}),
            capture_output=True,
            text=True,
            preexec_fn=full,
            check=False,
            timeout=60,
        )
        told(done, 1)
        assert not list((tmp_path / "models").glob("vosk*"))  # no half model

    def test_no_source_that_can_be_reached(self, tmp_path: Path) -> None:
        env = {"VOICE_HELPER_MODELS": str(tmp_path), "PATH": ""}
        assert "--from" in told(run("model", "fetch", env=env), 1)

    def test_the_main_job_goes_on_typed_where_no_model_can_be_fetched(self, tmp_path: Path) -> None:
        env = {"VOICE_HELPER_MODELS": str(tmp_path), "PATH": ""}
        done = run(given=f"{QUESTION}\nq\n", env=env)
        assert done.returncode == 0
        assert "No. User ID" in done.stdout


class TestMissingParts:
    def test_no_portaudio(self) -> None:
        done = run("check", hidden=NO_SOUND_LIBRARY, env=NO_SETTINGS)
        assert done.returncode == 1
        assert "PortAudio" in done.stdout
        assert "Voice: works." in done.stdout

    def test_no_portaudio_in_the_main_job(self) -> None:
        done = run(given=f"{QUESTION}\nq\n", hidden=NO_SOUND_LIBRARY, env=NO_SETTINGS)
        assert done.returncode == 0
        assert "PortAudio" in done.stdout
        assert "No. User ID" in done.stdout
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize("part", ["platformdirs", "tomllib"])
    def test_a_part_that_was_not_installed(self, part: str) -> None:
        assert part in told(run("ask", QUESTION, hidden=(part,)), 1)

    def test_no_devices(self) -> None:
        done = run("check")
        assert done.returncode == 1
        assert "Microphone: does not work." in done.stdout
        assert "Traceback" not in done.stderr

    def test_no_devices_for_a_spoken_answer(self) -> None:
        done = run("ask", QUESTION, "--speak")
        told(done, 1)
        assert done.stdout.startswith("No.")

    def test_no_espeak(self) -> None:
        done = run("check", hidden=NO_SYNTHESISER)
        assert done.returncode == 1
        assert "Voice: does not work." in done.stdout
        told(run("ask", QUESTION, "--speak", hidden=NO_SYNTHESISER), 1)

    def test_no_espeak_in_the_main_job(self) -> None:
        done = run(given=f"{QUESTION}\nq\n", hidden=NO_SYNTHESISER)
        assert done.returncode == 0
        assert "espeak" in done.stdout
        assert "No. User ID" in done.stdout

    @pytest.mark.speech
    def test_no_espeak_in_the_demo(self, tmp_path: Path) -> None:
        told(run("demo", "--to", str(tmp_path / "demo"), hidden=NO_SYNTHESISER), 1)

    @pytest.mark.speech
    def test_no_vosk(self, tmp_path: Path) -> None:
        need_model()
        sound = say("When must the helper look away?")
        soundfile.write(tmp_path / "q.wav", sound.samples, sound.rate)
        told(run("ask", "--wav", str(tmp_path / "q.wav"), hidden=("vosk",)), 1)


@posix
class TestInterruption:
    MOMENTS = (0.25, 0.5, 1.0, 2.0)

    @pytest.mark.parametrize("after", MOMENTS)
    def test_ctrl_c_in_the_main_job_says_goodbye_or_stops(self, after: float) -> None:
        done = interrupted(after=after)
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1)
        last = (done.stdout + done.stderr).strip().splitlines()[-1]
        assert last in {"Goodbye.", "Stopped."}

    @pytest.mark.parametrize("after", MOMENTS)
    @pytest.mark.parametrize("words", [("ask", "--file", "-"), ("simulate",)])
    def test_ctrl_c_while_it_waits_for_a_line(self, words: tuple[str, ...], after: float) -> None:
        done = interrupted(*words, after=after)
        assert done.returncode == 1
        assert done.stderr == "Stopped.\n"

    @pytest.mark.speech
    @pytest.mark.parametrize(
        ("lines", "after"), [(0, 0.2), (0, 0.5), (1, 0.0), (1, 0.5), (5, 0.0), (20, 0.1)]
    )
    def test_ctrl_c_in_the_demo(self, tmp_path: Path, lines: int, after: float) -> None:
        need_model()
        done = interrupted("demo", "--to", str(tmp_path / "demo"), lines=lines, after=after)
        assert done.returncode == 1
        assert done.stderr == "Stopped.\n"

    @pytest.mark.parametrize("microseconds", [1, 100, 300, 600])
    def test_ctrl_c_while_a_library_of_c_begins(self, tmp_path: Path, microseconds: int) -> None:
        first = IN_A_LIBRARY.format(library="soxr.soxr_ext", seconds=microseconds / 1e6)
        done = interrupted("demo", "--to", str(tmp_path / "demo"), after=None, first=first)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "Stopped.\n")

    @pytest.mark.parametrize(
        ("words", "where"),
        [
            (
                ("demo", "--to", "{folder}"),
                "voice_helper.voice.spoken.SpokenVoice.__init__",
            ),
            (("ask", QUESTION), "voice_helper.answer.Adviser.reply"),
            (("ask", "--file", "-"), "voice_helper.answer.Adviser.__init__"),
            (("ask", "--wav", "{wav}"), "voice_helper.answer.Adviser.__init__"),
            (("simulate",), "voice_helper.answer.Adviser.__init__"),
            (("model", "list"), "voice_helper.recognition.store.ModelStore.where"),
            (("model", "fetch"), "voice_helper.recognition.store.ModelStore.ready"),
        ],
    )
    def test_a_ctrl_c_that_a_finaliser_swallows(
        self, tmp_path: Path, words: tuple[str, ...], where: str
    ) -> None:
        wav = tmp_path / "quiet.wav"
        soundfile.write(wav, np.zeros(16_000, dtype=np.int16), 16_000)
        places = {"folder": tmp_path / "demo", "wav": wav}
        given = [word.format(**places) for word in words]
        done = interrupted(*given, after=None, first=IN_A_FINALISER.format(where=where))
        assert (done.returncode, done.stderr) == (1, "Stopped.\n")

    def test_a_ctrl_c_that_a_finaliser_swallows_in_the_main_job(self) -> None:
        where = "voice_helper.session.mouth.Mouth.start"
        done = interrupted(after=None, first=IN_A_FINALISER.format(where=where))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("Goodbye.\n")

    @pytest.mark.speech
    def test_ctrl_c_while_a_model_is_taken_leaves_no_half_model(
        self, tmp_path: Path, archive: Path
    ) -> None:
        models = tmp_path / "models"
        env = {"VOICE_HELPER_MODELS": str(models)}
        done = interrupted("model", "fetch", "--from", str(archive), after=0.9, env=env)
        assert "Traceback" not in done.stderr
        if done.returncode == 1:
            assert done.stderr == "Stopped.\n"
            listed = run("model", "list", env=env).stdout
            verified = run("model", "verify", env=env)
            assert "not here" in listed or verified.returncode == 0

    def test_being_told_to_end_ends_the_main_job_tidily(self) -> None:
        with subprocess.Popen(
            command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.terminate()
            assert process.stdout.read().endswith(b"Goodbye.\n")
            assert process.wait(30) == 0


@posix
class TestClosedPipes:
    @pytest.fixture
    def many(self, tmp_path: Path) -> str:
        file = tmp_path / "many.txt"
        file.write_text(f"{QUESTION}\n" * 2_000)
        return str(file)

    def read_one_line(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run a command whose reader goes away after the first line."""
        with subprocess.Popen(
            command(*words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            try:
                process.stdin.write(given)
                process.stdin.close()
            except BrokenPipeError:
                pass
            faults = process.stderr.read()
            return subprocess.CompletedProcess(words, process.wait(30), b"", faults)

    def test_a_reader_of_answers_that_has_read_enough(self, many: str) -> None:
        done = self.read_one_line("ask", "--file", many, "--json")
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_reader_of_a_simulated_conversation_that_has_read_enough(self) -> None:
        done = self.read_one_line("simulate", given=f"{QUESTION}\n".encode() * 100)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_reader_of_the_main_job_that_has_gone(self) -> None:
        done = self.read_one_line(given=f"{QUESTION}\n".encode() * 50)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_no_reader_at_all(self) -> None:
        for words in (["--help"], ["ask", QUESTION], ["model", "list"], ["check"]):
            reading, writing = os.pipe()
            os.close(reading)
            done = subprocess.run(
                command(*words),
                stdout=writing,
                stderr=subprocess.PIPE,
                env=environment(),
                check=False,
                timeout=60,
            )
            os.close(writing)
            assert (done.returncode, done.stderr) == (0, b""), words

    def test_closed_standard_streams(self) -> None:
        shell = shutil.which("sh")
        assert shell is not None
        for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            line = f"{sys.executable} -m voice_helper ask {QUESTION} {closed}"
            done = subprocess.run(
                [shell, "-c", line], env=environment(), capture_output=True, check=False, timeout=60
            )
            assert b"Traceback" not in done.stderr, closed
            assert done.returncode in (0, 1), closed


class TestTerminalsWithoutLetters:
    def test_a_terminal_without_the_letters_of_a_question_gets_its_answer(
        self, tmp_path: Path
    ) -> None:
        file = tmp_path / "questions.txt"
        file.write_text("får min hjælper se min PIN?\n", encoding="utf-8")
        done = run("ask", "--file", str(file), env=PLAIN)
        assert done.returncode == 0, done.stderr
        assert "?" in done.stdout

    def test_json_is_utf8_everywhere(self) -> None:
        done = run("ask", "--file", "-", "--json", given="får hun se den", env=PLAIN)
        assert json.loads(done.stdout)["question"] == "får hun se den"
