"""How soon it is known that a question is over, for questions that nothing was learned from.

    python -m benchmarks.endings

From words alone, without sound. A question's end is known after the pause that its words get; a
pause of 0.3 to 1.0 s after one of its words, drawn at random, cuts it if it is longer than what the
words so far get. Both shares are exact: no pause is drawn.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.pauses import LONGEST, SHORTEST
from benchmarks.understanding.measure import KEPT_ASIDE, questions
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.endpointing import Pauses
from voice_helper.session.parts import LateAdviser, unhurried
from voice_helper.understanding.examples import documented


def main() -> None:
    """Print a row for each set of questions."""
    prompts = load_prompts(prompts_root() / "en")
    likelihood = unhurried(prompts, LateAdviser(prompts))
    print(f"{'file':12} {'questions':>9} {'at once':>8} {'median':>8} {'95th':>8} {'cut':>7}")
    print(row("documented", [each.text for each in documented(prompts)], likelihood))
    for name in KEPT_ASIDE:
        print(row(name, [each.text for each in questions(name)], likelihood), flush=True)


def row(name: str, texts: list[str], likelihood: Callable[[str], float]) -> str:
    """Tell how long whole questions wait, and how often a pause cuts one."""
    pauses = Pauses()
    said = [words for text in texts if len(words := text.split()) > 1]
    waits = [pauses.after(likelihood(" ".join(words))) for words in said]
    cut = np.mean([cut_share(words, pauses, likelihood) for words in said])
    at_once = np.mean(np.array(waits) <= pauses.shortest)
    return (
        f"{name:12} {len(said):9} {at_once:8.1%} {np.median(waits):6.2f} s "
        f"{np.percentile(waits, 95):6.2f} s {cut:7.1%}"
    )


def cut_share(words: list[str], pauses: Pauses, likelihood: Callable[[str], float]) -> float:
    """Give how likely a pause after one of the words but the last cuts the question."""
    begun = [" ".join(words[:length]) for length in range(1, len(words))]
    waits = np.array([pauses.after(likelihood(part)) for part in begun])
    return float(np.clip((LONGEST - waits) / (LONGEST - SHORTEST), 0, 1).mean())


if __name__ == "__main__":
    main()
