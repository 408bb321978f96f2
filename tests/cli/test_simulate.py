from __future__ import annotations

import json

import pytest

from tests.commands import is_one_plain_sentence, run
from voice_helper.actions import LookAway
from voice_helper.cli.simulate import as_json, event_of
from voice_helper.events import (
    Clock,
    DeviceBack,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    Noise,
    Silence,
)


def actions(*lines: str, words: tuple[str, ...] = ()) -> list[dict[str, object]]:
    done = run("simulate", *words, given="\n".join(lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_opens_and_listens_before_anything_is_heard() -> None:
    first = actions("")
    assert first[0] == {"action": "voice", "rate": 160, "volume": 0.8}
    assert set(first[1]) == {"action", "to", "priority", "text"}
    assert first[-2] == {"action": "tone", "kind": "listening"}
    assert first[-1]["action"] == "listen"
    assert first[-1]["expect"] == "questions"
    assert isinstance(first[-1]["phrases"], int)


def test_a_whole_conversation_runs_until_goodbye() -> None:
    said = [
        action.get("text", "")
        for action in actions("may my helper see the code", "the pin", "slower", "goodbye", "more")
    ]
    assert any(str(text).startswith("Which code") for text in said)
    assert any(str(text).startswith("No.") for text in said)
    assert said[-2:] == ["Goodbye.", ""]


def test_goodbye_ends_with_end() -> None:
    assert actions("goodbye")[-1] == {"action": "end"}


def test_after_a_while_by_the_clock_only_its_name_is_answered() -> None:
    said = [
        action["text"]
        for action in actions("!clock 3600", "may my helper see my pin", "!clock 3601",
                              "hello there", "voice helper may my helper see my pin")
        if "text" in action
    ]  # fmt: skip
    assert "voice helper" in str(said[-2])
    assert str(said[-1]).startswith("No.")


def test_listening_tells_of_patience_where_it_is_not_the_usual() -> None:
    assert "patience" not in actions("")[-1]
    assert actions("give me more time")[-1]["patience"] == "patient"


def test_the_same_lines_give_the_same_output() -> None:
    lines = ["may i see it", "!noise", "!silence 8", "!key +", "!device lost", "what can i say"]
    assert actions(*lines) == actions(*lines)


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("!noise", Noise()),
        ("!silence 8.5", Silence(8.5)),
        ("!clock 61", Clock(61.0)),
        ("!key escape", KeyPressed("escape")),
        ("!device lost", DeviceLost("microphone")),
        ("!device back", DeviceBack("microphone")),
        ("!device lost loudspeaker", DeviceLost("loudspeaker")),
        ("!wav a b.wav", Heard("a b.wav")),
    ],
)
def test_every_event_has_its_line(line: str, event: Event) -> None:
    assert event_of(line, Heard) == event


@pytest.mark.parametrize(
    "line",
    ["!", "!noise now", "!silence", "!silence x", "!silence -1", "!silence nan", "!silence 1e9",
     "!key", "!key a b", "!device", "!device gone", "!device lost keyboard", "!wav", "!lamp"],
)  # fmt: skip
def test_other_lines_with_an_exclamation_mark_are_no_events(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the line itself is the message)
        event_of(line, Heard)


def test_a_line_that_is_no_event_is_told_and_the_rest_goes_on() -> None:
    done = run("simulate", given="!lamp\nmay my helper see my pin\n")
    assert done.returncode == 2
    assert is_one_plain_sentence(done.stderr)
    assert "No." in done.stdout


def test_look_away_is_written_as_the_design_says() -> None:
    assert as_json(LookAway("ask")) == {"action": "look-away", "state": "ask"}


def test_a_route_is_walked_from_its_first_question() -> None:
    walked = actions("yes", "yes", "next", words=("guide", "own-phone"))
    says = [action for action in walked if action["action"] == "say"]
    assert "who is looking" in str(says[0]["text"])
    assert [say["to"] for say in says[-3:]] == ["helper", "applicant", "both"]
    assert says[-1]["text"] == "Both of you: When that is done, say: next."


def test_a_secret_step_is_asked_for_confirmed_and_ended() -> None:
    guarded = actions("i am about to make my pin", "my helper has turned away", "i am finished")
    states = [action["state"] for action in guarded if action["action"] == "look-away"]
    assert states == ["ask", "confirmed", "over"]
