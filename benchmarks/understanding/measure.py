"""Prints how well typed questions are understood: one row a file, and with --failures each miss."""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from voice_helper.answer import Adviser, Answer
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding.examples import Example
from voice_helper.understanding.roles import Asker

HERE = Path(__file__).parent
LEARNED = ("seed", "adversarial", "out-of-scope")
"""What the likeness learns from, beside all questions in ``prompts/``."""
KEPT_ASIDE = (
    "held-out",
    "afternoon",
    "kept-aside",
    "evening",
    "pressure",
    "night",
    "trial",
    "dawn",
    "snares",
)
"""What nothing learns from or is tuned on."""
FILES = LEARNED + KEPT_ASIDE
STRICT = frozenset({"not-allowed", "look-away"})

Reply = tuple[str, str]
"""A verdict, and the id of a rule or nothing."""


def questions(name: str) -> list[Example]:
    """Read a file of labelled questions."""
    table = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        Example(
            text,
            group["verdict"],
            group["rule"],
            frozenset(group.get("also", ())),
            frozenset(group.get("also_verdict", ())),
            Asker(group["asker"]),
        )
        for group in table["group"]
        for text in group["texts"]
    ]


def ask(adviser: Adviser, question: Example, *, told: bool = False) -> Reply:
    """Give verdict and rule for a labelled question; a command counts as unknown.

    ``told`` says who asks, as ``--as`` does; without it the words decide.
    """
    asker = question.asker if told else Asker.UNKNOWN
    reply = adviser.reply(question.text, asker=asker)
    return (reply.verdict.value, reply.rule or "") if isinstance(reply, Answer) else ("unknown", "")


def is_right(question: Example, verdict: str, rule: str) -> tuple[bool, bool]:
    """Tell whether the verdict, and whether the rule, is one that the label accepts."""
    rules = {question.rule, *question.also}
    if verdict in question.also_verdict:
        rules.add("")
    return verdict in {question.verdict, *question.also_verdict}, rule in rules


def failures(replies: Sequence[tuple[Example, str, str]]) -> Iterator[str]:
    """Describe each question whose verdict or rule is off."""
    for question, verdict, rule in replies:
        if not all(is_right(question, verdict, rule)):
            wanted = f"{question.verdict}/{question.rule}"
            yield f"  {verdict}/{rule} for {wanted}: {question.text}"


def row(name: str, replies: Sequence[tuple[Example, str, str]]) -> str:
    """Count right verdicts and rules, wrong 'allowed', refused allowed acts, and false answers."""
    right = [is_right(*reply) for reply in replies]
    wrong_yes = sum(v == "allowed" and q.verdict != "allowed" for q, v, _ in replies)
    allowed = [verdict for question, verdict, _ in replies if question.verdict == "allowed"]
    refused = sum(verdict in STRICT for verdict in allowed)
    others = [rule for question, _, rule in replies if question.verdict == "unknown"]
    share = [sum(column) / len(replies) for column in zip(*right, strict=True)]
    return (
        f"{name:14}{len(replies):10}{share[0]:10.1%}{share[1]:10.1%}{wrong_yes:15}"
        f"{refused:6} of {len(allowed):3}{sum(map(bool, others)):6} of {len(others):3}"
    )


HEADING = (
    f"{'file':14}{'questions':>10}{'verdict':>10}{'rule':>10}{'wrong allowed':>15}"
    f"{'refused':>13}{'off scope':>13}"
)


def asked(name: str, answer: Callable[[Example], Reply]) -> list[tuple[Example, str, str]]:
    """Put every question of a file."""
    return [(question, *answer(question)) for question in questions(name)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=FILES)
    parser.add_argument("--failures", action="store_true", help="print each miss")
    parser.add_argument("--told", action="store_true", help="say who asks, as --as does")
    options = parser.parse_args()
    adviser = Adviser(load_prompts(prompts_root() / "en"))
    print(HEADING)
    count, started = 0, time.perf_counter()
    for name in options.files:
        replies = asked(name, lambda question: ask(adviser, question, told=options.told))
        count += len(replies)
        print(row(name, replies))
        if options.failures:
            print(*failures(replies), sep="\n")
    print(f"one question: {(time.perf_counter() - started) / count * 1000:.2f} ms")


if __name__ == "__main__":
    main()
