"""Makes ``general-en.lm.xz``; for developers, run once: see README.md in this folder.

    python -m pip install pocketsphinx==5.1.1
    python models/make_general.py WORDS_TXT [BIGRAMS]

WORDS_TXT is the acoustic model's ``graph/words.txt``. pocketsphinx is needed here only.
"""

from __future__ import annotations

import hashlib
import math
import multiprocessing
import sys
import tempfile
from pathlib import Path

import numpy as np
import pocketsphinx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from voice_helper.recognition.general import SENTENCE_END, SENTENCE_START, General, pack

BASE = math.log(1.0001)
"""pocketsphinx counts in logarithms to the base 1.0001."""
TARGET = Path(__file__).with_name("general-en.lm.xz")
UNSAYABLE = ("<", "#", "!", "[")


def open_source() -> pocketsphinx.NGramModel:
    """Open the conversational trigram that comes with pocketsphinx."""
    path = pocketsphinx.get_model_path("en-us/en-us.lm.bin")
    return pocketsphinx.NGramModel(pocketsphinx.Config(), pocketsphinx.LogMath(), path)


def write_listing(path: str) -> None:
    """List the n-grams; the figures in it are wrong and the process crashes at the end."""
    open_source().write(path)


def listed() -> tuple[list[str], list[tuple[str, str]]]:
    """Give the words and the pairs that the source holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "listing")
        child = multiprocessing.Process(target=write_listing, args=(str(path),))
        child.start()
        child.join()
        words: list[str] = []
        pairs: list[tuple[str, str]] = []
        section = 0
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("\\"):
                    section = int(line[1]) if line[1].isdigit() else 0
                    continue
                parts = line.split()
                if section == 1 and len(parts) >= 2:
                    words.append(parts[1])
                elif section == 2 and len(parts) >= 3:
                    pairs.append((parts[1], parts[2]))
                elif section > 2:
                    break
    return words, pairs


def main(words_txt: Path, keep: int) -> None:
    """Write the packed file and print what the manifest needs of it."""
    numbers = {
        word: int(number)
        for word, number in (line.split() for line in words_txt.open(encoding="utf-8"))
    }
    source = open_source()
    words, pairs = listed()
    known = {w for w in words if w in numbers and not w.startswith(UNSAYABLE)} | {SENTENCE_END}
    unigrams = np.full(max(numbers.values()) + 1, -np.inf)
    for word in known:
        unigrams[numbers[word]] = source.prob([word]) * BASE
    unigrams[numbers[SENTENCE_START]] = unigrams[numbers[SENTENCE_END]]
    pairs = [(h, w) for h, w in pairs if w in known and (h in known or h == SENTENCE_START)]
    histories = np.array([numbers[h] for h, _ in pairs])
    followers = np.array([numbers[w] for _, w in pairs])
    bigrams = np.array([source.prob([w, h]) for h, w in pairs]) * BASE
    gain = np.exp(unigrams[histories] + bigrams) * (bigrams - unigrams[followers])
    best = np.sort(np.argsort(-gain)[:keep])
    listing = [""] * len(unigrams)
    for word, number in numbers.items():
        listing[number] = word
    order = np.lexsort((followers[best], histories[best]))
    best = best[order]
    general = General(tuple(listing), unigrams, histories[best], followers[best], bigrams[best])
    packed = pack(general)
    TARGET.write_bytes(packed)
    print(f"{len(known)} words, {len(pairs)} pairs, {len(best)} kept")
    print(f"size = {len(packed)}\nsha256 = {hashlib.sha256(packed).hexdigest()!r}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500_000)
