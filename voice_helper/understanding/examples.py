"""What people ask: the documented questions, and many more that understanding learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voice_helper.prompts import Prompts
from voice_helper.understanding.roles import Asker

DOCUMENTED = "questions"
"""The file whose every question is tested, typed and spoken."""
ASKED = "asked/"
"""What the names of the files of further questions begin with."""


@dataclass(frozen=True)
class Example:
    """A question, and how it is to be ruled."""

    text: str
    """The question, as it may be typed or said."""
    verdict: str
    """The verdict that it has."""
    rule: str
    """Id of the rule that settles it; empty for ``clarify`` and ``unknown``."""
    also: frozenset[str] = frozenset()
    """Ids of rules that are as good."""
    also_verdict: frozenset[str] = frozenset()
    """Verdicts that are defensible too."""
    asker: Asker = Asker.UNKNOWN
    """Who asks."""


def documented(prompts: Prompts) -> Iterator[Example]:
    """Yield the documented questions."""
    for rule, verdicts in prompts.table(DOCUMENTED).items():
        for verdict, texts in verdicts.items():
            for text in texts:
                yield Example(text, verdict, "" if rule == "unknown" else rule)


def examples_of(prompts: Prompts) -> Iterator[Example]:
    """Yield the documented questions, then all others that understanding learns from."""
    yield from documented(prompts)
    for name in prompts.tables:
        if name.startswith(ASKED):
            yield from asked_in(prompts, name)


def asked_in(prompts: Prompts, name: str) -> Iterator[Example]:
    """Yield the labelled questions of one file."""
    for group in prompts.table(name)["group"]:
        also = frozenset(group.get("also", ()))
        also_verdict = frozenset(group.get("also_verdict", ()))
        asker = Asker(group["asker"])
        for text in group["texts"]:
            yield Example(text, group["verdict"], group["rule"], also, also_verdict, asker)
