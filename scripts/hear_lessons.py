"""Writes ``benchmarks/understanding/heard.toml``: questions as they are heard in noise.

One in so many questions of ``prompts/en/asked`` is spoken by a synthetic voice, laid under noise
and recognised with a language model that has never seen it. What comes out is learned from beside what
was said, as long as the same things are named in both.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.speech import FIVE_VOICES, hiss, say, with_noise
from voice_helper.events import Heard
from voice_helper.paths import manifest_path, model_folders, prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.manifest import load_manifest
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.sentences import PromptedSentences, prompted_sentences
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.store import ModelStore
from voice_helper.sound.wav import Sound
from voice_helper.understanding.clause import Parse
from voice_helper.understanding.examples import Example, examples_of
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.templates import as_spoken

TARGET = Path(__file__).parents[1] / "benchmarks" / "understanding" / "heard.toml"
LOUDNESS = (9.0, 12.0, 15.0, 20.0)
"""Decibels of speech over noise, in turn."""
LONGEST = 30
"""Words of a question that is still spoken."""
HEAD = "# Questions as heard in noise; made by scripts/hear_lessons.py, only to learn from.\n"


@dataclass(frozen=True)
class Untaught(PromptedSentences):
    """The product's sentences without some."""

    left_out: frozenset[str] = frozenset()
    """What is not taught, as it is spoken in the recogniser's spelling."""

    def fingerprint(self, language: str) -> str:
        """Tell apart by what is left out."""
        told = "".join(sorted(self.left_out))
        return f"{random.Random(told).getrandbits(64):016x}{super().fingerprint(language)}"  # noqa: S311

    def sentences(self, language: str) -> Iterator[tuple[str, float]]:
        """Leave them out."""
        for sentence, weight in super().sentences(language):
            if sentence not in self.left_out:
                yield sentence, weight


def chosen(examples: Sequence[Example], every: int) -> list[Example]:
    """Take one in so many, of those that are short enough."""
    return [one for one in examples if len(one.text.split()) <= LONGEST][::every]


def in_noise(example: Example, number: int, noise: Sound) -> Sound:
    """Speak a question in the voice and the noise whose turn it is."""
    sound = say(example.text, FIVE_VOICES[number % len(FIVE_VOICES)])
    return with_noise(sound, noise, LOUDNESS[number % len(LOUDNESS)], seed=number)


def group(example: Example) -> str:
    """Give an example as a group of the file."""
    lines = [
        "[[group]]",
        f"verdict = {json.dumps(example.verdict)}",
        f"rule = {json.dumps(example.rule)}",
        f"asker = {json.dumps(example.asker.value)}",
        f"also = {json.dumps(sorted(example.also))}",
        f"also_verdict = {json.dumps(sorted(example.also_verdict))}",
        f"texts = {json.dumps([example.text], ensure_ascii=False)}",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Speak, hear and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=5, help="take each N-th question only")
    options = parser.parse_args()
    prompts = load_prompts(prompts_root() / "en")
    lexicon, spelling = Lexicon.from_table(prompts.table("lexicon")), load_spelling(prompts)
    spoken = chosen(list(examples_of(prompts)), options.every)
    left_out = {way for one in spoken for way in spelling.spellings(as_spoken(one.text))}
    sentences = Untaught(prompted_sentences().prompts, frozenset(left_out))
    store = ModelStore(load_manifest(manifest_path()), model_folders(), sentences)
    recogniser = open_vosk(store.ready("en"), prompts)
    noise, kept = hiss(20.0), 0

    def things(text: str) -> frozenset[str]:
        words = lexicon.words(text)
        return frozenset(o.thing for o in Parse(words, tuple(lexicon.parts(words))).objects())

    with TARGET.open("w", encoding="utf-8") as target:
        target.write(HEAD)
        for number, one in enumerate(spoken):
            heard = recogniser.hear_whole(in_noise(one, number, noise).as_bytes())
            words = heard.words if isinstance(heard, Heard) else one.text
            is_new = lexicon.words(words) != lexicon.words(one.text)
            if is_new and things(words) == things(one.text):
                target.write("\n" + group(replace(one, text=words)))
                target.flush()
                kept += 1
            if number % 100 == 0:
                print(f"{number} of {len(spoken)} spoken, {kept} kept", flush=True)


if __name__ == "__main__":
    main()
