"""The sentences that people are expected to say: what the recogniser's language model learns from.

Only used when the language model is compiled; answering needs none of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from hassil.expression import Alternative, Group, ListReference, TextChunk
from hassil.parse_expression import parse_sentence

from voice_helper.prompts import Prompts
from voice_helper.understanding.commands import COURTESY
from voice_helper.understanding.examples import examples_of

_SAMPLES = 250
"""Sentences drawn from each template."""
_TEMPLATE_WEIGHT = 12.0
"""Weight of all sentences of one template together."""
EXAMPLE_WEIGHT = 2.0
"""Weight of a question that was written down."""
_COMMAND_WEIGHT = 3.0
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
ROUTES = "routes/"
"""What the names of route files begin with."""


def training_sentences(prompts: Prompts) -> Iterator[tuple[str, float]]:
    """Yield sentences in normal spelling, each with its weight above 0; the same each time."""
    for example in examples_of(prompts):
        yield as_spoken(example.text), EXAMPLE_WEIGHT
    for name, entry in prompts.table("commands").items():
        if name != COURTESY:
            yield from ((phrase, _COMMAND_WEIGHT) for phrase in entry["phrases"])
    for phrase in guide_phrases(prompts):
        yield phrase, _COMMAND_WEIGHT
    for phrases in prompts.table("ordinals")["phrases"]:
        yield from ((phrase, _COMMAND_WEIGHT) for phrase in phrases)
    for templates in prompts.table("templates")["sentences"].values():
        for template in templates:
            found = sample(template, prompts.table("templates")["lists"])
            yield from ((sentence, _TEMPLATE_WEIGHT / len(found)) for sentence in found)


def as_spoken(text: str) -> str:
    """Give the words of a written text as a recogniser writes them: no capitals, no marks."""
    return " ".join(_WORD.findall(text.lower().replace("\u2019", "'")))


def guide_phrases(prompts: Prompts) -> tuple[str, ...]:
    """Give every answer to a question of the guide, and what announces a secret step."""
    tables = [table for name, table in prompts.tables.items() if name.startswith(ROUTES)]
    tables += [prompts.table("secrets"), prompts.table("interview")]
    return tuple(dict.fromkeys(phrase for table in tables for phrase in _phrases_in(table)))


def _phrases_in(value: Any) -> Iterator[str]:
    """Give all that stands under a key ``phrases``, however deep."""
    if isinstance(value, Mapping):
        yield from value.get("phrases", ())
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _phrases_in(inner)


def sample(template: str, lists: Mapping[str, Sequence[str]], most: int = _SAMPLES) -> list[str]:
    """Draw up to ``most`` different sentences of a template, the same each time."""
    drawer = random.Random(template)  # noqa: S311
    expression = parse_sentence(template).expression
    drawn = (" ".join(_draw(expression, lists, drawer).split()) for _ in range(3 * most))
    return list(islice(dict.fromkeys(drawn), most))


def _draw(item: Any, lists: Mapping[str, Sequence[str]], drawer: random.Random) -> str:
    """Draw one wording of a part of a template."""
    match item:
        case TextChunk():
            return item.text
        case ListReference():
            return drawer.choice(lists[item.list_name])
        case Alternative():
            return _draw(drawer.choice(item.items), lists, drawer)
        case Group():
            return "".join(_draw(part, lists, drawer) for part in item.items)
    return ""
