"""Learns which questions are alike, and writes ``prompts/<language>/likeness.json``.

A multinomial logistic regression over ``understanding.features``. It learns from the questions in
``prompts/`` and, in English, from the labelled ones in ``benchmarks/understanding`` except those
that are kept aside. Run it by ``make learn`` when a question, a phrase or a rule was changed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from benchmarks.understanding.measure import LEARNED, questions
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.understanding.examples import DOCUMENTED, OTHERS, examples_of
from voice_helper.understanding.features import features
from voice_helper.understanding.lexicon import Lexicon

DOCUMENTED_COUNT = 8
"""How often a documented question counts."""
UNKNOWN = "unknown"
FEWEST = 2
"""Questions that a feature must stand in; one alone teaches nothing about others."""
SHORT = 5
"""Words from which a question is still one without its first."""
STEPS = 300
RATE = 20.0
MOMENTUM = 0.9
DECAY = 1e-4
LEAST_WEIGHT = 0.08
BIAS_SCALE = 0.3

Matrix = npt.NDArray[np.float32]


def labelled(prompts: Prompts) -> Iterator[tuple[str, str, str]]:
    """Yield rule id, verdict and sentence of everything that is learned from."""
    for _ in range(DOCUMENTED_COUNT):
        yield from examples_of(prompts, DOCUMENTED)
    yield from examples_of(prompts, *OTHERS)
    if prompts.language == "en":
        for name in LEARNED:
            for question in questions(name):
                if question["verdict"] != "clarify":
                    rule = question["rule"] or UNKNOWN
                    yield rule, question["verdict"], question["text"]


def learned(prompts: Prompts, lexicon: Lexicon) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield rule id, verdict and words, also without an opening that noise often swallows."""
    openers = lexicon.grammar["openers"]
    for rule, verdict, sentence in labelled(prompts):
        words = lexicon.words(sentence)
        yield rule, verdict, words
        if len(words) > SHORT and words[0] in openers:
            yield rule, verdict, words[1:]


def fingerprint(prompts: Prompts) -> str:
    """Hash what the weights depend on."""
    told = [sorted(prompts.table("lexicon").items()), list(labelled(prompts))]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def learn(samples: Matrix, labels: Matrix) -> Matrix:
    """Fit the weights: features by classes."""
    weights = np.zeros((samples.shape[1], labels.shape[1]), np.float32)
    speed = np.zeros_like(weights)
    for _ in range(STEPS):
        scores = samples @ weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        slope = samples.T @ (scores - labels) / len(samples) + DECAY * weights
        speed = MOMENTUM * speed - RATE * slope
        weights += speed
    return weights


def main() -> None:
    """Learn for the language named, or for English."""
    language = sys.argv[1] if len(sys.argv) > 1 else "en"
    prompts = load_prompts(prompts_root() / language)
    lexicon = Lexicon.from_table(prompts.table("lexicon"))
    asked = list(learned(prompts, lexicon))
    found = [features(words, lexicon) for _, _, words in asked]
    counts = Counter(name for one in found for name in one)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    classes = sorted({(rule, verdict) for rule, verdict, _ in asked})
    columns = {name: number for number, name in enumerate(names)}
    samples = np.zeros((len(asked), len(names) + 1), np.float32)
    for row, one in enumerate(found):
        known = [columns[name] for name in one if name in columns]
        samples[row, known] = 1 / np.sqrt(len(one))
    samples[:, -1] = BIAS_SCALE
    labels = np.zeros((len(asked), len(classes)), np.float32)
    labels[range(len(asked)), [classes.index((rule, verdict)) for rule, verdict, _ in asked]] = 1
    weights = learn(samples, labels)
    kept = {
        name: [
            [number, round(float(weight), 2)]
            for number, weight in enumerate(weights[row])
            if abs(weight) >= LEAST_WEIGHT
        ]
        for name, row in columns.items()
    }
    told = {
        "fingerprint": fingerprint(prompts),
        "classes": classes,
        "bias": [round(float(weight), 3) for weight in BIAS_SCALE * weights[-1]],
        "weights": {name: entries for name, entries in kept.items() if entries},
    }
    path = prompts_root() / language / "likeness.json"
    path.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(asked)} questions, {len(names)} features, {len(classes)} classes")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
