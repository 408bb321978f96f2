"""The commands that need no questions: help, version, guide, check, model, demo, the main job."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import is_one_plain_sentence, need_model, run
from voice_helper import __version__
from voice_helper.sound.wav import read_wav


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"]] + [[name, "--help"] for name in
              ("ask", "demo", "guide", "simulate", "check", "model")]
)  # fmt: skip
def test_help_is_help(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 0
    assert done.stdout.startswith("usage: voice-helper")
    assert done.stderr == ""


def test_the_version_is_the_version() -> None:
    assert run("--version").stdout == f"voice-helper {__version__}\n"


@pytest.mark.parametrize("words", [["asks"], ["ask", "why", "--wavs"], ["model"], ["model", "eat"],
                                   ["--language"], ["check", "twice"], ["--quick"]])  # fmt: skip
def test_words_that_mean_nothing_give_one_sentence_and_status_2(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert is_one_plain_sentence(done.stderr)


@pytest.mark.parametrize("words", [["--language", "xx", "check"], ["check", "--language=xx"]])
def test_a_language_that_is_not_there_names_those_that_are(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert is_one_plain_sentence(done.stderr)
    assert "en" in done.stderr


def test_the_language_can_be_named_before_or_after_the_command() -> None:
    assert run("--language", "en", "ask", "why").returncode == 0
    assert run("ask", "why", "--language", "en").returncode == 0


def test_a_route_that_is_not_there_is_told_with_those_that_are() -> None:
    for words in (["guide", "moon"], ["simulate", "guide", "moon"]):
        done = run(*words)
        assert done.returncode == 2
        assert is_one_plain_sentence(done.stderr)
        assert "own-phone" in done.stderr


def test_the_guide_begins_with_who_is_looking_and_is_typed_without_a_microphone() -> None:
    done = run("guide", "own-phone", given="yes\nyes\n")
    assert done.returncode == 0
    assert "who is looking" in done.stdout
    assert "the helper looks away" in done.stdout


def test_check_names_each_part_and_how_to_mend_what_is_broken() -> None:
    done = run("check")  # tests have no devices
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:4]] == [
        "Microphone",
        "Loudspeaker",
        "Speech model",
        "Voice",
    ]
    assert "does not work" in lines[0]
    assert lines[3] == "Voice: works."
    assert done.stderr == ""


def test_model_list_says_where_the_model_is_or_how_to_get_it(tmp_path: Path) -> None:
    done = run("model", "list", env={"VOICE_HELPER_MODELS": str(tmp_path)})
    assert done.returncode == 0
    assert "model fetch" in done.stdout


def test_from_goes_with_fetch_only() -> None:
    done = run("model", "list", "--from", "x")
    assert done.returncode == 2
    assert is_one_plain_sentence(done.stderr)


@pytest.mark.speech
def test_model_verify_says_that_every_file_is_right() -> None:
    need_model()
    done = run("model", "verify")
    assert done.returncode == 0, done.stderr
    assert "as they should be" in done.stdout


@pytest.mark.speech
def test_model_fetch_fetches_nothing_twice() -> None:
    need_model()
    done = run("model", "fetch")
    assert done.returncode == 0
    assert "already" in done.stdout


@pytest.mark.speech
def test_the_demo_goes_through_every_stage_and_leaves_what_was_spoken(tmp_path: Path) -> None:
    need_model()
    done = run("demo", "--to", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stderr
    for stage in ("Question 1", "Heard:", "Understood:", "Ruling: not-allowed", "Says: No."):
        assert stage in done.stdout
    answers = sorted((tmp_path / "demo").glob("*-answer-*.wav"))
    assert len(answers) > 5
    assert all(abs(read_wav(answer).samples).max() > 1000 for answer in answers)
    assert str(tmp_path / "demo") in done.stdout


def test_a_demo_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("demo", "--to", str(tmp_path / "file"))
    assert done.returncode == 2
    assert is_one_plain_sentence(done.stderr)


@pytest.mark.speech
def test_with_neither_microphone_nor_keyboard_it_says_so_and_shows_the_demo(
    tmp_path: Path,
) -> None:
    need_model()
    done = run(folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "There is neither a microphone nor a keyboard" in done.stdout
    assert "Demo:" in done.stdout


def test_without_sound_the_main_job_goes_on_with_typed_lines() -> None:
    done = run(given="may my helper see my pin\nr\nhelp\nq\n")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert "no loudspeaker" in done.stdout
    assert "no microphone" in done.stdout
    assert sum(line.startswith("No. User ID") for line in lines) == 2
    assert lines[-1] == "Goodbye."
    assert all(line.isprintable() for line in lines)


def test_the_main_job_ends_where_what_is_typed_ends() -> None:
    done = run(given="may my helper see my pin\n")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "Goodbye."


@pytest.mark.parametrize("words", [["check"], [], ["guide"]])
def test_a_microphone_that_is_not_there_gives_one_sentence_and_status_1(words: list[str]) -> None:
    done = run(*words, "--microphone", "kazoo")  # tests have no devices
    assert done.returncode == 1
    assert is_one_plain_sentence(done.stderr)
