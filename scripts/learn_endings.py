"""Learns after which words a question is over, and writes ``prompts/<language>/endings.json``.

A logistic regression over ``understanding.endings.ending_features``: every question that is learned
from is an ending as a whole, and none after each of its words but the last. Part of ``make learn``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.understanding.measure import LEARNED, questions
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.understanding.endings import ending_features
from voice_helper.understanding.templates import training_sentences
from voice_helper.understanding.words import Spelling

FEWEST = 4
"""Times that a feature must come up; rarer ones tell little and weigh much."""
PROMPTED = 1.5
"""By what the weight of what stands in the prompts is multiplied."""
STEPS = 300
RATE = 0.5
DECAY = 0.3
LEAST_WEIGHT = 0.15

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def learned(prompts: Prompts) -> list[tuple[str, float]]:
    """Give each sentence that is learned from, and how often it counts."""
    sentences = [(text, PROMPTED * weight) for text, weight in training_sentences(prompts)]
    if prompts.language == "en":
        sentences += [(each.text, 1.0) for name in LEARNED for each in questions(name)]
    return sentences


def fingerprint(prompts: Prompts) -> str:
    """Hash what the weights depend on."""
    told = [prompts.table("lexicon")["grammar"], learned(prompts)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def fit(rows: Places, columns: Places, is_end: Numbers, counts: Numbers) -> tuple[Numbers, float]:
    """Fit weights and bias; row ``rows[i]`` has the feature ``columns[i]``."""
    weights, bias = np.zeros(columns.max() + 1), -2.0
    squares, bias_squares = np.full_like(weights, 1e-8), 1e-8
    for _ in range(STEPS):
        scores = np.bincount(rows, weights=weights[columns], minlength=len(is_end)) + bias
        slopes = counts * (1 / (1 + np.exp(-scores)) - is_end)
        slope = np.bincount(columns, weights=slopes[rows], minlength=len(weights))
        slope += DECAY * weights
        squares += slope**2
        weights -= RATE * slope / np.sqrt(squares)
        bias_squares += slopes.sum() ** 2
        bias -= RATE * slopes.sum() / np.sqrt(bias_squares)
    return weights, float(bias)


def beginnings(words: Sequence[str]) -> list[Sequence[str]]:
    """Give the words so far after each word."""
    return [words[: length + 1] for length in range(len(words))]


def main() -> None:
    """Learn for the language named, or for English."""
    language = sys.argv[1] if len(sys.argv) > 1 else "en"
    prompts = load_prompts(prompts_root() / language)
    spelling = Spelling.from_grammar(prompts.table("lexicon")["grammar"])
    said = [(spelling.words(text), count) for text, count in learned(prompts)]
    found = [ending_features(part) for words, _ in said for part in beginnings(words)]
    is_end = np.array([at == len(words) for words, _ in said for at in range(1, len(words) + 1)])
    counts = np.array([count for words, count in said for _ in words])
    times = Counter(feature for features in found for feature in features)
    names = sorted(feature for feature, time in times.items() if time >= FEWEST)
    place = {name: number for number, name in enumerate(names)}
    pairs = [(row, place[f]) for row, features in enumerate(found) for f in features if f in place]
    rows, columns = np.array(pairs).T
    weights, bias = fit(rows, columns, is_end.astype(float), counts)
    kept = {
        name: round(float(weight), 2)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= LEAST_WEIGHT
    }
    told = {"fingerprint": fingerprint(prompts), "bias": round(bias, 3), "weights": kept}
    path = prompts_root() / language / "endings.json"
    path.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(said)} sentences, {len(kept)} of {len(names)} features")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
