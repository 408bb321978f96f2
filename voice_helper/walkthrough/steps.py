"""From a table of a route file to a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voice_helper.walkthrough.entry import Entry
from voice_helper.walkthrough.step import END, Actor, Choice, Secrecy, Step, Trouble

LONGEST_INSTRUCTION = 20
"""Words."""
LONGEST_NAME = 6
"""Words."""
MOST_MINUTES = 120.0
DONT_KNOW = "dont-know"
COMMON = ("yes", "no", DONT_KNOW)
"""The answers whose phrases are the same everywhere."""
_KEYS = (
    "id", "name", "actor", "say", "alone", "sense", "trouble", "secrecy", "secret", "is-audible",
    "minutes", "source", "choices", "next",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What steps may refer to."""

    sources: frozenset[str]
    """Keys of ``sources`` in rules.toml."""
    secrets: tuple[str, ...]
    """Keys of secrets.toml."""
    things: frozenset[str]
    """Ids of the things in interview.toml."""


def read_step(entry: Entry, following: str, known: Known) -> Step:
    """Read a step; ``following`` comes next where it doesn't say. PromptsError if it is wrong."""
    entry.only(*_KEYS)
    step = Step(
        id=entry.name(),
        name=entry.spoken("name", LONGEST_NAME, needed=True),
        actor=Actor(entry.one_of("actor", tuple(Actor))),
        say=entry.spoken("say", LONGEST_INSTRUCTION, needed=True),
        alone=entry.spoken("alone", LONGEST_INSTRUCTION),
        sense=entry.spoken("sense"),
        troubles=tuple(_trouble(each) for each in entry.inner("trouble", f"{entry.where}.trouble")),
        secrecy=Secrecy(entry.one_of("secrecy", tuple(Secrecy), Secrecy.OPEN)),
        secret=entry.text("secret"),
        is_audible=entry.flag("is-audible"),
        minutes=entry.minutes("minutes", MOST_MINUTES),
        source=entry.needed("source"),
        choices=tuple(_choice(each) for each in entry.inner("choices", f"{entry.where}.choices")),
        next=_next(entry, following),
    )
    _check(entry, step, known)
    return step


def check_answers(entry: Entry, answers: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Check names and phrases of the answers to a question, 'I don't know' among them."""
    names: set[str] = set()
    said: set[str] = set()
    for name, phrases in answers:
        if name in names:
            raise entry.fault("walk-twice", value=name)
        if name in COMMON and phrases:
            raise entry.fault("walk-common-phrases", answer=name)
        if name not in COMMON and not phrases:
            raise entry.fault("walk-no-phrases", answer=name)
        for phrase in phrases:
            if phrase in said:
                raise entry.fault("walk-twice", value=phrase)
        names.add(name)
        said.update(phrases)
    if DONT_KNOW not in names:
        raise entry.fault("walk-no-dont-know")


def _next(entry: Entry, following: str) -> str:
    """Give what comes next; empty where the answers to a question decide."""
    named = entry.text("next")
    if not entry.table.get("choices"):
        return named or following
    if named:
        raise entry.fault("walk-two-ways")
    return ""


def _trouble(entry: Entry) -> Trouble:
    entry.only("when", "then")
    return Trouble(entry.spoken("when", needed=True), entry.spoken("then", needed=True))


def _choice(entry: Entry) -> Choice:
    entry.only("name", "phrases", "next")
    return Choice(entry.name("name"), entry.phrases(), entry.needed("next"))


def _check(entry: Entry, step: Step, known: Known) -> None:
    if step.id == END:
        raise entry.fault("walk-bad-name", key="id", value=step.id)
    if step.source not in known.sources:
        raise entry.fault("walk-unknown-source", value=step.source)
    if step.choices:
        check_answers(entry, ((choice.name, choice.phrases) for choice in step.choices))
    if step.secrecy is Secrecy.SECRET:
        _check_secret(entry, step, known)
    elif step.secret:
        raise entry.fault("walk-cue-without-secret", value=step.secret)


def _check_secret(entry: Entry, step: Step, known: Known) -> None:
    if step.secret not in known.secrets:
        raise entry.fault("walk-no-cue", known=", ".join(known.secrets))
    if step.actor is not Actor.APPLICANT:
        raise entry.fault("walk-secret-actor")
    if step.choices:
        raise entry.fault("walk-secret-question")
