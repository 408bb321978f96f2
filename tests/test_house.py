"""The rules of the house, from CONTRIBUTING.md, as tests over the sources themselves."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from voice_helper import errors

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "voice_helper"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROMPT_FILES = sorted(ROOT.glob("prompts/*/**/*.toml"))
GUIDE_FILES = [
    path
    for path in PROMPT_FILES
    if path.parent.name == "routes" or path.name in {"secrets.toml", "interview.toml"}
]
CORE_ROOMS = ("rules", "understanding", "conversation", "walkthrough")
CORE_MODULES = ("prompts.py", "answer.py", "actions.py", "events.py", "errors.py")
NOT_FOR_THE_CORE = {
    "asyncio", "datetime", "pyttsx3", "socket", "sounddevice", "soundfile",
    "soxr", "subprocess", "threading", "time", "vosk",
    "voice_helper.cli", "voice_helper.recognition", "voice_helper.session",
    "voice_helper.sound", "voice_helper.voice",
}  # fmt: skip
NETWORK = {
    "aiohttp", "ftplib", "http", "httpx", "requests", "socket", "socketserver", "ssl",
    "urllib.request", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip
MAY_REACH_THE_NETWORK = {"recognition/sources.py"}
LONGEST_MODULE = 400
LONGEST_SENTENCE = 25
LONGEST_INSTRUCTION = 20
INSTRUCTIONS = {"say", "alone", "instruction"}
HEARD = INSTRUCTIONS | {
    "title", "opening", "closing", "name", "sense", "when", "then", "purpose", "ask", "again",
    "advice", "if-missing",
}  # fmt: skip
MOST_SENTENCES = 3
SPOKEN_WORD = re.compile(r"[A-Za-z][a-z']*[.,;:?!]*")
FAULTS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.VoiceHelperError)
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()


def core() -> list[Path]:
    rooms = [path for room in CORE_ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    return rooms + [PACKAGE / name for name in CORE_MODULES if (PACKAGE / name).exists()]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches(imported: str, modules: set[str]) -> bool:
    return any(imported == module or imported.startswith(f"{module}.") for module in modules)


def literals(path: Path) -> Iterator[str]:
    """Give every string of a module that isn't a docstring, slots of f-strings left out."""
    docstrings = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    parts = set[int]()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            parts.update(id(part) for part in node.values)
            yield "".join(_constant(part) or "{}" for part in node.values)
        elif id(node) not in docstrings | parts and (text := _constant(node)):
            yield text


def _constant(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def longest_run_of_words(text: str) -> int:
    longest = run = 0
    for token in text.split():
        run = run + 1 if SPOKEN_WORD.fullmatch(token) or token == "{}" else 0
        longest = max(longest, run)
    return longest


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Give each fault that is made: its module, its key, its slots (None: not to be seen)."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called in FAULTS | {"fault"} and (key := _constant(node.args[0])):
                slots = {keyword.arg for keyword in node.keywords}
                slots |= {"file", "where"} if called == "fault" else set()
                known = None if None in slots else {slot for slot in slots if slot}
                yield name_of(path), key, known


def error_lines() -> dict[str, Any]:
    return tomllib.loads((ROOT / "prompts/en/errors.toml").read_text(encoding="utf-8"))


def lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every table of a prompts file that has a text, with its place."""
    todo: list[tuple[str, Any]] = [("", tomllib.loads(path.read_text(encoding="utf-8")))]
    while todo:
        place, value = todo.pop()
        if isinstance(value, dict):
            if "text" in value and not isinstance(value["text"], dict):
                yield place, value
            todo += [(f"{place}.{key}".lstrip("."), inner) for key, inner in value.items()]


def answers(path: Path) -> Iterator[tuple[str, str]]:
    """Give every text of the rules, with its place."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for rule, entry in table.items():
        for name, text in entry.items():
            if rule != "sources" and name != "source" and isinstance(text, str):
                yield f"{rule}.{name}", text


def heard(path: Path) -> Iterator[tuple[str, str]]:
    """Give every line of the guide that is heard: its key and its text."""
    todo: list[Any] = [tomllib.loads(path.read_text(encoding="utf-8"))]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            yield from ((key, text) for key, text in value.items()
                        if key in HEARD and isinstance(text, str))  # fmt: skip
            todo += value.values()
        elif isinstance(value, list):
            todo += value


def wordings(entry: dict[str, Any]) -> list[str]:
    return [entry["text"]] if isinstance(entry["text"], str) else list(entry["text"])


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])[\"']?\s+", text.strip()) if part]


@pytest.mark.parametrize("path", core(), ids=name_of)
def test_the_core_knows_no_device_no_clock_and_no_chance(path: Path) -> None:
    assert [name for name in imports(path) if reaches(name, NOT_FOR_THE_CORE)] == []


@pytest.mark.parametrize("path", core(), ids=name_of)
def test_the_core_draws_only_from_a_seed(path: Path) -> None:
    named = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    drawn = [
        node for node in named if isinstance(node.value, ast.Name) and node.value.id == "random"
    ]
    assert [node.attr for node in drawn if node.attr != "Random"] == []
    called = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    made = [node for node in called if node.func in drawn]
    assert all(node.args for node in made)


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").rglob("*.py")), ids=name_of)
def test_the_rules_know_no_other_room(path: Path) -> None:
    own = {"voice_helper.rules", "voice_helper.prompts", "voice_helper.errors"}
    ours = [name for name in imports(path) if reaches(name, {"voice_helper"})]
    assert [name for name in ours if not reaches(name, own)] == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "walkthrough").rglob("*.py")), ids=name_of)
def test_the_walk_through_knows_no_other_room(path: Path) -> None:
    own = {"voice_helper.walkthrough", "voice_helper.errors"}
    ours = [name for name in imports(path) if reaches(name, {"voice_helper"})]
    assert [name for name in ours if not reaches(name, own)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_fetching_a_model_reaches_the_network(path: Path) -> None:
    if name_of(path) not in MAY_REACH_THE_NETWORK:
        assert [name for name in imports(path) if reaches(name, NETWORK)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_address_stands_in_code(path: Path) -> None:
    assert [text for text in literals(path) if re.search(r"https?://\w", text)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_sentence_stands_in_code(path: Path) -> None:
    spoken = [text for text in literals(path) if "(?" not in text]  # that is a pattern
    assert [text for text in spoken if longest_run_of_words(text) >= 5] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_every_fault_has_its_line_and_every_slot_is_filled() -> None:
    known = error_lines()
    for module, key, slots in raised():
        assert key in known, f"{module} raises {key}, which errors.toml doesn't know"
        text = "".join(wordings(known[key]))
        wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert slots is None or wanted <= slots, f"{module} raises {key} without {wanted - slots}"


def test_every_line_of_the_faults_is_used() -> None:
    used = {text for path in MODULES for text in literals(path)}
    assert sorted(set(error_lines()) - used) == []


@pytest.mark.parametrize("path", PROMPT_FILES, ids=name_of)
def test_every_line_says_who_hears_it_and_when(path: Path) -> None:
    for place, entry in lines(path):
        assert entry.get("to") in {"helper", "applicant", "both"}, place
        assert entry.get("note"), place


@pytest.mark.parametrize("path", PROMPT_FILES, ids=name_of)
def test_every_line_is_short_enough_to_be_heard(path: Path) -> None:
    for place, entry in lines(path):
        for wording in wordings(entry):
            parts = sentences(wording)
            assert len(parts) <= MOST_SENTENCES, place
            assert all(len(part.split()) <= LONGEST_SENTENCE for part in parts), place


@pytest.mark.parametrize("path", sorted(ROOT.glob("prompts/*/rules.toml")), ids=name_of)
def test_every_answer_is_short_enough_to_be_heard(path: Path) -> None:
    for place, text in answers(path):
        parts = sentences(text)
        assert len(parts) <= MOST_SENTENCES, place
        assert all(len(part.split()) <= LONGEST_SENTENCE for part in parts), place


@pytest.mark.parametrize("path", GUIDE_FILES, ids=name_of)
def test_every_line_of_the_guide_is_short_enough_to_be_heard(path: Path) -> None:
    for key, text in heard(path):
        parts = sentences(text)
        assert len(parts) <= MOST_SENTENCES, text
        assert all(len(part.split()) <= LONGEST_SENTENCE for part in parts), text
        assert key not in INSTRUCTIONS or len(text.split()) <= LONGEST_INSTRUCTION, text


@pytest.mark.parametrize("path", GUIDE_FILES, ids=name_of)
def test_every_file_of_the_guide_opens_with_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("path", sorted(ROOT.glob("prompts/*/rules.toml")), ids=name_of)
def test_every_rule_names_a_source_with_title_and_address(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    named = {entry["source"] for entry in table.values() if "source" in entry}
    named |= {name for entry in table.values() for name in entry.get("sources", {}).values()}
    assert named
    for source in named:
        assert {"title", "address"} <= set(table["sources"][source]), source


@pytest.mark.parametrize("language", sorted(ROOT.glob("prompts/*")), ids=name_of)
def test_every_language_has_the_same_lines(language: Path) -> None:
    def places(folder: Path) -> dict[str, list[str]]:
        return {
            path.relative_to(folder).as_posix(): sorted(place for place, _ in lines(path))
            for path in PROMPT_FILES
            if path.is_relative_to(folder)
        }

    assert places(language) == places(ROOT / "prompts/en")
