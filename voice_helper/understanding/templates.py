"""The sentences that people are expected to say: what the recogniser's language model learns from.

Only used when the language model is compiled; answering needs none of it.
"""

from __future__ import annotations

import random
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
"""Weight of all sentences of one template together; a written example weighs 1."""
_EXAMPLE_WEIGHT = 2.0
_COMMAND_WEIGHT = 3.0


def training_sentences(prompts: Prompts) -> Iterator[tuple[str, float]]:
    """Yield sentences in normal spelling, each with its weight above 0; the same each time."""
    for _, _, sentence in examples_of(prompts):
        yield sentence, _EXAMPLE_WEIGHT
    for name, entry in prompts.table("commands").items():
        if name != COURTESY:
            yield from ((phrase, _COMMAND_WEIGHT) for phrase in entry["phrases"])
    for phrases in prompts.table("ordinals")["phrases"]:
        yield from ((phrase, _COMMAND_WEIGHT) for phrase in phrases)
    for templates in prompts.table("templates")["sentences"].values():
        for template in templates:
            found = sample(template, prompts.table("templates")["lists"])
            yield from ((sentence, _TEMPLATE_WEIGHT / len(found)) for sentence in found)


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
