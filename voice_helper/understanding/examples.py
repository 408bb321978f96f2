"""The documented questions: what people ask, by rule id and verdict."""

from __future__ import annotations

from collections.abc import Iterator

from voice_helper.prompts import Prompts

DOCUMENTED = "questions"
"""The file whose every question is tested, typed and spoken."""
OTHERS = ("wordings", "wordings_acts", "wordings_topics")
"""Files of further questions that understanding and recognition learn from."""


def examples_of(prompts: Prompts, *files: str) -> Iterator[tuple[str, str, str]]:
    """Yield rule id, verdict and sentence of every question in ``files``, or in all of them."""
    for file in files or (DOCUMENTED, *OTHERS):
        for rule, verdicts in prompts.table(file).items():
            for verdict, sentences in verdicts.items():
                for sentence in sentences:
                    yield rule, verdict, sentence
