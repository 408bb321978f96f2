"""The sentences people are expected to say: for the recogniser's language model, help and tests."""

from __future__ import annotations

from collections.abc import Iterator

from voice_helper.prompts import Prompts


def training_sentences(prompts: Prompts) -> Iterator[tuple[str, float]]:
    """Yield sentences in normal spelling, each with its weight."""
    for entry in prompts.table("rules").values():
        yield from ((example, 1.0) for example in entry.get("examples", ()))
