from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.walkthrough.tables import (
    REMOVED,
    Tables,
    change,
    fault_of,
    inquiry,
    reply,
    sentence_of,
    step,
    tables_of,
    walkthrough_of,
)
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.walkthrough.reading import read_walkthrough
from voice_helper.walkthrough.step import END
from voice_helper.walkthrough.walkthrough import ROUTES

Slip = Callable[[Tables], object]
WORDS_21 = " ".join(["word"] * 21)
WORDS_26 = " ".join(["word"] * 26)


def own(name: str, /, **changes: object) -> Slip:
    """Change a step of own-phone."""
    return lambda tables: change(step(tables, "own-phone", name), **changes)


def head(**changes: object) -> Slip:
    """Change the head of own-phone."""
    return lambda tables: change(tables["routes/own-phone"], **changes)


def reader(name: str, /, **changes: object) -> Slip:
    """Change a step of audio-code-reader."""
    return lambda tables: change(step(tables, "audio-code-reader", name), **changes)


def secret(name: str, /, **changes: object) -> Slip:
    """Change a secret."""
    return lambda tables: change(tables["secrets"][name], **changes)


def answer(question: str, name: str, /, **changes: object) -> Slip:
    """Change an answer of the interview."""
    return lambda tables: change(reply(tables, question, name), **changes)


def asked(name: str, /, **changes: object) -> Slip:
    """Change a question of the interview."""
    return lambda tables: change(inquiry(tables, name), **changes)


def thing(**changes: object) -> Slip:
    """Change the first thing."""
    return lambda tables: change(tables["interview"]["thing"][0], **changes)


def file(name: str, value: object) -> Slip:
    """Put something else in a file's place."""

    def slip(tables: Tables) -> None:
        if value is REMOVED:
            del tables[name]
        else:
            tables[name] = value  # type: ignore[assignment]

    return slip


def extra_question(tables: Tables) -> None:
    change(reply(tables, "papers", "danish-passport"), next="more")
    more = {**inquiry(tables, "phone"), "id": "more"}
    more["reply"] = [{"name": "dont-know", "next": "phone"}]
    tables["interview"]["inquiry"].append(more)


def lonely_question(tables: Tables) -> None:
    tables["interview"]["inquiry"].append({**inquiry(tables, "phone"), "id": "lonely"})


def twice_the_step(tables: Tables) -> None:
    tables["routes/own-phone"]["step"].append({"same-as": "own-phone/agree"})


def twice_the_question(tables: Tables) -> None:
    tables["interview"]["inquiry"].append(inquiry(tables, "phone"))


def twice_the_thing(tables: Tables) -> None:
    tables["interview"]["thing"].append(tables["interview"]["thing"][0])


def choices(*names: str, **further: object) -> list[dict[str, object]]:
    return [{"name": name, "next": "read-chip", **further} for name in names]


Slips = list[tuple[str, str, Slip]]
SLIPS: dict[str, Slips] = {  # by the file that is blamed: key, place, slip
    "routes/code-display": [
        ("walk-no-file", "", file("routes/code-display", REMOVED)),
    ],
    "secrets": [
        ("walk-no-file", "", file("secrets", REMOVED)),
        ("walk-no-table", "file", file("secrets", ["pin"])),
        ("walk-no-table", "pin", lambda tables: change(tables["secrets"], pin="hush")),
        ("walk-empty", "pin", secret("pin", purpose=REMOVED)),
        ("walk-too-many-words", "pin", secret("pin", instruction=WORDS_21)),
        ("walk-empty", "pin", secret("pin", phrases=[])),
        ("walk-phrase-form", "pin", secret("pin", phrases=["my  pin"])),
        ("walk-phrase-form", "pin", secret("pin", phrases=[""])),
        ("walk-twice", "file", secret("pin", phrases=["i am about to make my password"])),
        ("walk-unknown-key", "pin", secret("pin", text="hush")),
    ],
    "interview": [
        ("walk-no-file", "", file("interview", REMOVED)),
        ("walk-empty", "file", lambda tables: change(tables["interview"], inquiry=[])),
        ("walk-empty", "inquiry.phone", asked("phone", ask=REMOVED)),
        ("walk-long-sentence", "inquiry.phone", asked("phone", again=WORDS_26)),
        ("walk-no-dont-know", "inquiry.phone", asked("phone", reply=[])),
        ("walk-bad-name", "inquiry.My Phone", asked("phone", id="My Phone")),
        ("walk-leads-nowhere", "inquiry.papers", asked("phone", id="mobile")),
        ("walk-leads-nowhere", "inquiry.phone.reply.none", answer("phone", "none", route="a-bank")),
        ("walk-leads-nowhere", "inquiry.helper", answer("helper", "yes", next="money")),
        (
            "walk-leads-to-nothing",
            "inquiry.phone.reply.none",
            answer("phone", "none", route="", advice=""),
        ),
        (
            "walk-leads-to-nothing",
            "inquiry.phone.reply.dont-know",
            answer("phone", "dont-know", route=""),
        ),
        ("walk-two-ways", "inquiry.helper.reply.yes", answer("helper", "yes", route="own-phone")),
        ("walk-no-flag", "inquiry.helper.reply.yes", answer("helper", "yes", has_helper="yes")),
        ("walk-no-phrases", "inquiry.helper", answer("helper", "alone", phrases=[])),
        ("walk-twice", "inquiry.helper", answer("helper", "alone", phrases=["we are two"])),
        ("walk-circle", "inquiry.papers", answer("phone", "none", route="", next="papers")),
        ("walk-too-many-questions", "file", extra_question),
        ("walk-unreached", "inquiry.lonely", lonely_question),
        ("walk-twice", "file", twice_the_question),
        ("walk-twice", "file", twice_the_thing),
        ("walk-empty", "thing.passport", thing(if_missing=REMOVED)),
        ("walk-empty", "thing.passport", thing(phrases=REMOVED)),
        ("walk-no-flag", "thing.passport", thing(stops="no")),
    ],
    "rules": [
        ("walk-no-file", "", file("rules", REMOVED)),
        ("walk-no-table", "sources", file("rules", {})),
    ],
    "routes/own-phone": [
        ("walk-no-table", "route", file("routes/own-phone", 3)),
        ("walk-empty", "route", file("routes/own-phone", {})),
        ("walk-empty", "route", head(title=REMOVED)),
        ("walk-empty", "route", head(opening="")),
        ("walk-no-text", "route", head(closing=3)),
        ("walk-no-list", "route", head(needs="passport")),
        ("walk-no-text", "route", head(needs=[1])),
        ("walk-twice", "route", head(needs=["phone", "phone"])),
        ("walk-unknown-need", "route", head(needs=["a horse"])),
        ("walk-no-flag", "route", head(needs_helper="yes")),
        ("walk-unknown-key", "route", head(ending="all done")),
        ("walk-no-list", "route", head(step={"id": "agree"})),
        ("walk-no-table", "step.1", head(step=["agree"])),
        ("walk-too-many-words", "route", head(title=WORDS_21)),
        ("walk-long-sentence", "route", head(opening=WORDS_26)),
        ("walk-too-many-sentences", "route", head(closing="A. B. C. D.")),
        ("walk-unknown-value", "step.agree", own("agree", actor="neighbour")),
        ("walk-unknown-value", "step.agree", own("agree", actor=REMOVED)),
        ("walk-unknown-value", "step.agree", own("agree", secrecy="hidden")),
        ("walk-no-text", "step.agree", own("agree", say=["Agree."])),
        ("walk-empty", "step.agree", own("agree", say="  ")),
        ("walk-too-many-words", "step.agree", own("agree", say=WORDS_21)),
        ("walk-too-many-words", "step.agree", own("agree", alone=WORDS_21)),
        ("walk-long-sentence", "step.agree", own("agree", sense=WORDS_26)),
        ("walk-too-many-words", "step.agree", own("agree", name="a b c d e f g")),
        ("walk-empty", "step.agree", own("agree", name="")),
        ("walk-bad-name", "step.Agree!", own("agree", id="Agree!")),
        ("walk-bad-name", "step.end", own("agree", id="end")),
        ("walk-no-minutes", "step.agree", own("agree", minutes="two")),
        ("walk-no-minutes", "step.agree", own("agree", minutes=0)),
        ("walk-no-minutes", "step.agree", own("agree", minutes=True)),
        ("walk-no-minutes", "step.agree", own("agree", minutes=float("nan"))),
        ("walk-no-minutes", "step.agree", own("agree", minutes=float("inf"))),
        ("walk-no-minutes", "step.agree", own("agree", minutes=REMOVED)),
        ("walk-unknown-source", "step.agree", own("agree", source="hearsay")),
        ("walk-empty", "step.agree", own("agree", source=REMOVED)),
        ("walk-no-flag", "step.agree", own("agree", is_audible=1)),
        ("walk-unknown-key", "step.agree", own("agree", says="Agree.")),
        ("walk-no-list", "step.agree", own("agree", trouble="much")),
        ("walk-empty", "step.agree.trouble.1", own("agree", trouble=[{"when": "it rains"}])),
        (
            "walk-long-sentence",
            "step.agree.trouble.1",
            own("agree", trouble=[{"when": "it rains", "then": WORDS_26}]),
        ),
        ("walk-no-cue", "step.choose-pin", own("choose-pin", secret=REMOVED)),
        ("walk-no-cue", "step.choose-pin", own("choose-pin", secret="birthday")),
        ("walk-cue-without-secret", "step.choose-pin", own("choose-pin", secrecy="open")),
        ("walk-cue-without-secret", "step.choose-pin", own("choose-pin", secrecy=REMOVED)),
        ("walk-secret-actor", "step.choose-pin", own("choose-pin", actor="helper")),
        (
            "walk-secret-question",
            "step.choose-pin",
            own("choose-pin", choices=choices("yes", "dont-know")),
        ),
        ("walk-leads-nowhere", "step.agree", own("agree", next="paradise")),
        ("walk-circle", "step.check-passport", own("scan-face", next="check-passport")),
        ("walk-circle", "step.scan-face", own("scan-face", next="scan-face")),
        ("walk-unreached", "step.check-passport", own("agree", next="check-phone")),
        ("walk-unreached", "step.lay-phone", own("lay-passport", next="read-chip")),
        ("walk-twice", "step.agree", own("check-phone", id="agree")),
        ("walk-twice", "step.agree", twice_the_step),
        ("walk-unknown-need", "route", thing(id="visa")),
    ],
    "routes/audio-code-reader": [
        (
            "walk-no-dont-know",
            "step.has-reader",
            reader("has-reader", choices=choices("yes", "no")),
        ),
        (
            "walk-twice",
            "step.has-reader",
            reader("has-reader", choices=choices("yes", "yes", "dont-know")),
        ),
        (
            "walk-leads-nowhere",
            "step.has-reader",
            reader("has-reader", choices=choices("yes", "dont-know")),
        ),
        ("walk-two-ways", "step.has-reader", reader("has-reader", next="order-reader")),
        (
            "walk-no-phrases",
            "step.has-reader",
            reader("has-reader", choices=choices("perhaps", "dont-know")),
        ),
        (
            "walk-common-phrases",
            "step.has-reader",
            reader("has-reader", choices=choices("yes", "dont-know", phrases=["yes"])),
        ),
        (
            "walk-phrase-form",
            "step.has-reader.choices.perhaps",
            reader("has-reader", choices=choices("perhaps", phrases=["Perhaps"])),
        ),
        (
            "walk-empty",
            "step.has-reader.choices.yes",
            reader("has-reader", choices=[{"name": "yes"}]),
        ),
        (
            "walk-leads-nowhere",
            "step.1",
            lambda tables: change(
                tables["routes/audio-code-reader"]["step"][0], same_as="own-phone/x"
            ),
        ),
        (
            "walk-leads-nowhere",
            "step.1",
            lambda tables: change(tables["routes/audio-code-reader"]["step"][0], same_as="agree"),
        ),
        (
            "walk-no-text",
            "step.1",
            lambda tables: change(
                tables["routes/audio-code-reader"]["step"][0], same_as=["own-phone"]
            ),
        ),
    ],
}
CASES = [(file, *case) for file, cases in SLIPS.items() for case in cases]


@pytest.mark.parametrize(("file", "key", "where", "slip"), CASES)
def test_a_slip_is_refused_with_its_file_its_place_and_what_to_mend(
    prompts: Prompts, file: str, key: str, where: str, slip: Slip
) -> None:
    tables = tables_of(prompts)
    slip(tables)
    fault = fault_of(tables)
    assert fault is not None
    assert (fault.key, fault.slots["file"], fault.slots.get("where", "")) == (key, file, where)
    sentence = sentence_of(prompts, fault)
    assert f"{file}.toml" in sentence
    assert where in sentence or where == "file"
    assert ";" in sentence  # what to mend stands behind it


def test_every_fault_of_the_walk_through_is_provoked_here(prompts: Prompts) -> None:
    known = {key for key in prompts.table("errors") if key.startswith("walk-")}
    assert known - {key for _, key, _, _ in CASES} == set()


def test_the_real_walk_through_has_every_route(prompts: Prompts) -> None:
    assert tuple(walkthrough_of(prompts).routes) == ROUTES


def test_a_further_route_is_read_too(prompts: Prompts) -> None:
    tables = tables_of(prompts)
    tables["routes/by-post"] = {
        "title": "by post",
        "opening": "It goes by post.",
        "closing": "That is all.",
        "step": [{"same-as": "own-phone/agree"}],
    }
    walkthrough = read_walkthrough(tables)
    assert [step.id for step in walkthrough.routes["by-post"].steps] == ["agree"]


def test_a_shared_step_is_the_same_but_for_what_stands_beside_it(prompts: Prompts) -> None:
    routes = walkthrough_of(prompts).routes
    shared = routes["activation-code"].step("choose-pin")
    written = routes["own-phone"].step("choose-pin")
    assert (shared.say, shared.secret) == (written.say, written.secret)
    assert shared.source == "activate-app"


def test_a_shared_step_does_not_take_its_way_on_along(prompts: Prompts) -> None:
    tables = tables_of(prompts)
    change(step(tables, "own-phone", "finish"), next=END)
    routes = read_walkthrough(tables).routes
    assert routes["own-phone"].step("finish").next == END
    assert routes["helper-phone"].step("scan-code").next == "lay-passport"


def test_a_share_of_a_share_is_refused(prompts: Prompts) -> None:
    tables = tables_of(prompts)
    tables["routes/helper-phone"]["step"][0]["id"] = "agree"
    tables["routes/foreign-passport"]["step"][0]["same-as"] = "helper-phone/agree"
    fault = fault_of(tables)
    assert fault is not None
    assert fault.key == "walk-leads-nowhere"


def test_defaults_are_open_inaudible_and_the_step_that_follows(prompts: Prompts) -> None:
    first, second, *_ = walkthrough_of(prompts).routes["own-phone"].steps
    assert (first.secrecy, first.secret, first.is_audible, first.choices) == ("open", "", False, ())
    assert first.next == second.id


def test_a_file_that_is_no_toml_is_told(tmp_path: Path, prompts: Prompts) -> None:
    (tmp_path / "routes").mkdir()
    (tmp_path / "rules.toml").write_text("[sources]\n", encoding="utf-8")
    (tmp_path / "secrets.toml").write_text("pin = [\n", encoding="utf-8")
    (tmp_path / "interview.toml").write_text("", encoding="utf-8")
    (tmp_path / "routes" / "own-phone.toml").write_text("", encoding="utf-8")
    damaged: Any = load_prompts(tmp_path)
    assert set(damaged.tables) == {"rules", "secrets", "interview", "routes/own-phone"}
    fault = fault_of(damaged.tables)
    assert fault is not None
    assert fault.key == "unreadable-file"
    assert "secrets.toml" in sentence_of(prompts, fault)
