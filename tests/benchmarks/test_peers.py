from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks.listeners.listener import RATE, Recording, Told, late, pieces, waiting
from benchmarks.listeners.questions import (
    CLEAN,
    KITCHEN_NOISE,
    WHITE,
    Condition,
    conditions,
    cut_out,
    offset,
)
from benchmarks.listeners.score import HEADING, Score, errors, percentile, plain
from benchmarks.listeners.vosk_grammar import joined, lay_out, readings
from benchmarks.listeners.whisper import PACKAGES, SMALL_FILES, join, put_together
from benchmarks.listeners.worker import megabytes_in
from voice_helper.understanding.examples import Example

QUESTION = Example("May my helper see my PIN?", "not-allowed", "some-rule")


def recording(seconds: float, end: float) -> Recording:
    return Recording(np.zeros(int(seconds * RATE), dtype=np.int16), int(end * RATE))


def told(words: str, computing: float = 0.1, waited: float = 0.2) -> Told:
    return Told(words, computing, waited, working=0.3)


@pytest.mark.parametrize(
    ("heard", "wrong"),
    [
        ("may my helper see my pin", 0),
        ("may my helper see a pin", 1),
        ("may helper see my pin", 1),
        ("well may my helper see my pin now", 2),
        ("", 6),
    ],
)
def test_words_changed_added_and_left_out_are_errors(heard: str, wrong: int) -> None:
    assert errors("may my helper see my pin", heard) == wrong


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("May my helper see my PIN?", "may my helper see my pin"),
        ("Is it the mid-ID app?", "is it the mitid app"),
        ("the 2 of us, in 2026", "the two of us in 2026"),
        ("The Wi-Fi", "the wi fi"),
    ],
)
def test_no_recogniser_is_blamed_for_how_it_writes(written: str, compared: str) -> None:
    assert plain(written) == compared


def test_the_parts_of_the_whisper_model_are_joined_in_order(tmp_path: Path) -> None:
    parts = [tmp_path / "one", tmp_path / "two"]
    for part, content in zip(parts, (b"first ", b"second"), strict=True):
        part.write_bytes(content)
    join(parts, tmp_path / "model.bin")
    assert (tmp_path / "model.bin").read_bytes() == b"first second"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.bin", "one", "two"]


def test_a_half_written_whisper_model_is_made_anew(tmp_path: Path) -> None:
    part, whole = tmp_path / "one", tmp_path / "model.bin"
    part.write_bytes(b"whole")
    whole.write_bytes(b"wh")
    join([part], whole)
    assert whole.read_bytes() == b"whole"


def test_the_whisper_model_has_all_its_files(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in PACKAGES]
    for number, folder in enumerate(folders, 1):
        folder.mkdir()
        (folder / f"model.bin.part{number}").write_bytes(bytes([number]))
    for name in SMALL_FILES:
        (folders[-1] / name).write_text(name, encoding="utf-8")
    made = put_together(folders, tmp_path / "made")
    assert (made / "model.bin").read_bytes() == b"\x01\x02"
    assert {path.name for path in made.iterdir()} == {"model.bin", *SMALL_FILES}


def test_a_row_has_a_value_under_each_heading() -> None:
    score = Score()
    score.add(QUESTION, recording(5.0, 2.0), told("may my helper see my bin"), "not-allowed")
    score.add(QUESTION, recording(5.0, 2.0), told("may my helper", 0.4, math.inf), "allowed")
    row = score.row("ours, clean")
    assert row == (
        f"{'ours, clean':40}   33.3%    50.0%        1     100    400     200  never     300"
        "  never   0.120"
    )
    assert {len(line) for line in HEADING.splitlines()} == {len(row)}


def test_never_stays_never_beyond_the_questions_that_ended() -> None:
    assert percentile([0.1, 0.2, math.inf], 50) == 0.2
    assert percentile([0.1, 0.2, math.inf], 95) == math.inf


def test_every_sample_is_handed_over_once() -> None:
    sound = bytes(range(256)) * 11
    assert b"".join(pieces(sound)) == sound
    assert len(list(pieces(sound))) == 3


def test_who_is_faster_than_the_sound_is_late_by_the_last_piece_alone() -> None:
    assert late(behind=0.02, seconds=0.03, took=0.01) == 0.01


def test_who_is_slower_than_the_sound_falls_behind() -> None:
    behind = 0.0
    for _ in range(10):
        behind = late(behind, seconds=0.03, took=0.05)
    assert behind == pytest.approx(0.05 + 9 * 0.02)


def test_waiting_is_counted_from_the_last_sound() -> None:
    counted = iter(range(1, 1000))
    over_at = 2.4
    seconds = waiting(recording(3.0, 2.1), lambda _: next(counted) * 0.03 >= over_at - 1e-9)
    assert seconds == pytest.approx(0.3)


def test_an_end_in_the_middle_of_the_question_is_none() -> None:
    counted = iter(range(1, 1000))
    assert waiting(recording(3.0, 2.0), lambda _: next(counted) == 20) == math.inf


def test_a_question_ends_half_a_second_after_its_last_sound() -> None:
    assert len(recording(5.0, 2.0).question) == 2 * int(2.5 * RATE)
    assert len(recording(5.0, 2.0).whole) == 2 * 5 * RATE


def test_what_was_played_is_found_in_what_was_heard() -> None:
    played = np.random.default_rng(1).integers(-3000, 3000, 4000, dtype=np.int16)
    still = np.zeros(1234, dtype=np.int16)
    assert offset(np.concatenate([still, played, still]), played) == 1234
    assert offset(played[700:], played) == -700


def test_only_what_was_played_is_cut_out_and_its_end_is_known() -> None:
    samples = np.random.default_rng(1).integers(-3000, 3000, 4000, dtype=np.int16)
    played, still = Recording(samples, 3000), np.zeros(1234, dtype=np.int16)
    whole = cut_out(np.concatenate([still, samples, still]), played)
    assert (whole.samples.tolist(), whole.end) == (samples.tolist(), 3000)
    late = cut_out(np.concatenate([samples[700:], still]), played)
    assert (late.samples.tolist(), late.end) == (samples[700:].tolist(), 2300)


def test_every_noise_grows_and_the_clean_sound_comes_first() -> None:
    assert conditions([WHITE, KITCHEN_NOISE], [0.0, 20.0]) == [
        Condition(CLEAN),
        Condition(WHITE, 20.0),
        Condition(WHITE, 0.0),
        Condition(KITCHEN_NOISE, 20.0),
        Condition(KITCHEN_NOISE, 0.0),
    ]
    assert str(Condition(WHITE, 6.0, is_live=True)) == "live, white noise, 6 dB"
    assert str(Condition(CLEAN)) == "clean"


def test_a_question_in_parts_has_the_other_readings_of_its_last_words() -> None:
    assert joined([["may my helper"], [""], ["see my pin", "see a pin"]]) == [
        "may my helper see my pin",
        "may my helper see a pin",
    ]
    assert joined([[""]]) == [""]


def test_words_outside_the_grammar_are_left_out() -> None:
    result = '{"alternatives": [{"text": "my [unk] pin"}, {"text": "a pin"}]}'
    assert readings(result) == ["my pin", "a pin"]
    assert readings("{}") == [""]


def test_vosk_beside_ours_ends_as_it_is_published(tmp_path: Path) -> None:
    model, target = tmp_path / "model", tmp_path / "target"
    (model / "conf").mkdir(parents=True)
    (model / "graph").mkdir()
    target.mkdir()
    ours = "--beam=10.0\n--endpoint.rule2.min-trailing-silence=1000\n"
    (model / "conf" / "model.conf").write_text(ours, encoding="ascii")
    lay_out(model, target)
    lines = (target / "conf" / "model.conf").read_text(encoding="ascii").splitlines()
    assert "--beam=10.0" in lines
    assert [line for line in lines if "rule2" in line] == [
        "--endpoint.rule2.min-trailing-silence=0.5"
    ]
    assert (model / "conf" / "model.conf").read_text(encoding="ascii") == ours


def test_memory_is_read_as_linux_tells_it() -> None:
    assert megabytes_in("Name:\tpython\nVmHWM:\t  204800 kB\n") == 200
    assert math.isnan(megabytes_in(""))
