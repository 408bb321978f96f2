"""Prints how well typed questions are understood: one row a file, and with --failures each miss."""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from voice_helper.answer import Adviser, Answer
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding import Asker

HERE = Path(__file__).parent
LEARNED = (
    "seed", "tune", "fresh", "adversarial", "out-of-scope",
    "everyday", "looking-away", "near-misses", "facts", "manners", "contrasts",
)  # fmt: skip
"""What the likeness learns from."""
KEPT_ASIDE = ("held-out", "afternoon", "kept-aside")
"""What nothing learns from or is tuned on."""
FILES = LEARNED + KEPT_ASIDE


def questions(name: str) -> list[Mapping[str, Any]]:
    """Read a file of labelled questions."""
    text = (HERE / f"{name}.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["question"])


def ask(adviser: Adviser, question: Mapping[str, Any]) -> tuple[str, str]:
    """Give verdict and rule for a labelled question; a command counts as unknown."""
    asker = Asker(question["asker"]) if question.get("pass_as") else Asker.UNKNOWN
    reply = adviser.reply(question["text"], asker=asker)
    return (reply.verdict.value, reply.rule or "") if isinstance(reply, Answer) else ("unknown", "")


def is_right(question: Mapping[str, Any], verdict: str, rule: str) -> tuple[bool, bool]:
    """Tell whether the verdict, and whether the rule, is one that the label accepts."""
    verdicts = {question["verdict"], *question.get("also_verdict", [])}
    rules = {question["rule"], *question.get("also", [])}
    if verdict != question["verdict"]:
        rules.add("")
    return verdict in verdicts, rule in rules


def failures(adviser: Adviser, name: str) -> Iterator[str]:
    """Describe each question whose verdict or rule is off."""
    for question in questions(name):
        verdict, rule = ask(adviser, question)
        if not all(is_right(question, verdict, rule)):
            wanted = f"{question['verdict']}/{question['rule']}"
            yield f"  {verdict}/{rule} for {wanted}: {question['text']}"


def row(adviser: Adviser, name: str) -> str:
    """Count right verdicts and rules, wrong 'allowed' and refused allowed acts of a file."""
    asked = questions(name)
    started = time.perf_counter()
    replies = [(question, *ask(adviser, question)) for question in asked]
    each = (time.perf_counter() - started) / len(asked) * 1000
    right = [is_right(*reply) for reply in replies]
    wrong_yes = sum(v == "allowed" and q["verdict"] != "allowed" for q, v, _ in replies)
    allowed = [v for q, v, _ in replies if q["verdict"] == "allowed"]
    refused = sum(verdict in {"not-allowed", "look-away"} for verdict in allowed)
    share = [sum(column) / len(asked) for column in zip(*right, strict=True)]
    return (
        f"{name:14}{len(asked):10}{share[0]:10.1%}{share[1]:10.1%}{wrong_yes:15}"
        f"{refused:6} of {len(allowed):3}{each:10.2f}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    adviser = Adviser(load_prompts(prompts_root() / "en"))
    print(
        f"{'file':14}{'questions':>10}{'verdict':>10}{'rule':>10}{'wrong allowed':>15}"
        f"{'refused':>13}{'ms each':>10}"
    )
    for name in options.files:
        print(row(adviser, name))
        if options.failures:
            print(*failures(adviser, name), sep="\n")


if __name__ == "__main__":
    main()
