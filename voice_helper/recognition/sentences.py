"""The domain's sentences as the language model wants them: known words only, weighted."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from voice_helper import paths
from voice_helper.prompts import load_prompts
from voice_helper.recognition.spelling import load_spelling

_FORMAT = "1"
"""Raised when the compiled folder's make-up changes."""
_SHAPING = (
    "voice_helper.recognition.language_model",
    "voice_helper.recognition.compiling",
    "voice_helper.understanding.templates",
)
_SPELLING_SHARE = 0.5
"""Each further spelling of a sentence counts this much of the one before."""


class Sentences(Protocol):
    """Where the domain's sentences come from."""

    def fingerprint(self, language: str) -> str:
        """Give a hash that changes when the sentences may have changed."""

    def sentences(self, language: str) -> Iterator[tuple[str, float]]:
        """Give each sentence in the recogniser's spelling, and its weight above 0."""


@dataclass(frozen=True)
class PromptedSentences:
    """Sentences made of a language's prompts."""

    prompts: Path
    """The folder that holds one folder of prompts for each language."""

    def fingerprint(self, language: str) -> str:
        """Hash the prompts and the code that shapes the language model of them."""
        digest = hashlib.sha256(_FORMAT.encode())
        for path in [*sorted((self.prompts / language).rglob("*.toml")), *_code()]:
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()

    def sentences(self, language: str) -> Iterator[tuple[str, float]]:
        """Expand the templates; PromptsError if a file is missing or wrong."""
        # hassil is slow to import, and only needed here
        from voice_helper.understanding.templates import training_sentences  # noqa: PLC0415

        prompts = load_prompts(self.prompts / language)
        spelling = load_spelling(prompts)
        for sentence, weight in training_sentences(prompts):
            for rank, spoken in enumerate(spelling.spellings(sentence)):
                yield spoken, weight * _SPELLING_SHARE**rank


def prompted_sentences() -> PromptedSentences:
    """Give the sentences of the product's own prompts."""
    return PromptedSentences(paths.prompts_root())


def _code() -> Iterator[Path]:
    for name in _SHAPING:
        found = importlib.util.find_spec(name)
        if found is not None and found.origin is not None:
            yield Path(found.origin)
