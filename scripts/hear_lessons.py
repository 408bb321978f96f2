"""Hears questions as the recogniser does, and writes ``prompts/<language>/misheard.toml``.

Questions of ``prompts/<language>/asked`` are spoken by the tests' voices, most of them in noise,
and recognised by a model that wasn't made of them. What is heard wrongly, but names the same things
still, is learned from beside the questions themselves. Takes a second a question; run it, then
``make learn``, when the recogniser or many questions have changed.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from scripts.lessons import MISHEARD
from tests.speech import FIVE_VOICES, hiss, say, with_noise
from voice_helper import paths
from voice_helper.events import Heard
from voice_helper.prompts import load_prompts
from voice_helper.recognition.manifest import load_manifest
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.sentences import PromptedSentences
from voice_helper.recognition.store import ModelStore, model_store
from voice_helper.recognition.vosk_recogniser import VoskRecogniser
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding.examples import ASKED, Example, asked_in
from voice_helper.understanding.lexicon import Kind, Lexicon

HEADER = (
    "# What the recogniser made of questions, most of them in noise; nobody hears it.\n"
    "# Written by scripts/hear_lessons.py; make learn learns from it.\n\n"
)
BABBLE = Path(__file__).parents[2] / "shared" / "audio" / "noise" / "babble.flac"
SHORTEST, LONGEST = 3, 24
"""Words of a question that is spoken."""
CLEAN = 0.3
"""Share of questions that are spoken without noise."""
RATIOS_DB = (9.0, 12.0, 15.0, 20.0)
ALIKE = 0.5
"""Share of words in order that what is heard must have in common with what was said."""


def main() -> None:
    """Hear one half of the questions with a model that was made of the other."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("count", nargs="?", type=int, default=4000)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    folder = paths.prompts_root() / options.language
    lexicon = Lexicon.from_table(load_prompts(folder).table("lexicon"))
    chance = random.Random(5)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as work:
        recogniser, left = _half_taught(options.language, Path(work), chance)
        spoken = chance.sample(left, min(options.count, len(left)))
        heard = list(_heard(recogniser, spoken, lexicon, chance))
    (folder / f"{MISHEARD}.toml").write_text(HEADER + "\n".join(heard), encoding="utf-8")
    print(f"{len(heard)} of {len(spoken)} questions were heard otherwise, and are kept.")


def _half_taught(
    language: str, work: Path, chance: random.Random
) -> tuple[VoskRecogniser, list[Example]]:
    """Give a recogniser, and the questions that its language model was not made of."""
    shutil.copytree(paths.prompts_root() / language, work / language)
    left: list[Example] = []
    for path in (work / language / ASKED).glob("*.toml"):
        kept = []
        for example in asked_in(load_prompts(work / language), ASKED + path.stem):
            (left if chance.random() < 0.5 else kept).append(example)
        if kept:
            path.write_text("\n".join(map(group, kept)), encoding="utf-8")
    files = model_store().where(language)
    if files is None:
        raise SystemExit("The model isn't there. Run: make model")
    shutil.copytree(files, work / files.name)
    store = ModelStore(load_manifest(paths.manifest_path()), [work], PromptedSentences(work))
    wanted = [one for one in left if SHORTEST <= len(one.text.split()) <= LONGEST]
    return open_vosk(store.ready(language), load_prompts(work / language)), wanted


def _heard(
    recogniser: VoskRecogniser,
    spoken: Sequence[Example],
    lexicon: Lexicon,
    chance: random.Random,
) -> Iterator[str]:
    noises = [hiss(20.0, seed=7), *([read_wav(BABBLE, 3600.0)] if BABBLE.exists() else ())]
    for number, example in enumerate(spoken):
        sound = say(example.text, chance.choice(FIVE_VOICES))
        if chance.random() >= CLEAN:
            noise: Sound = chance.choice(noises)
            sound = with_noise(sound, noise, chance.choice(RATIOS_DB), seed=number)
        heard = recogniser.hear_whole(sound.samples.tobytes())
        if isinstance(heard, Heard) and is_fit(example.text, heard.words, lexicon):
            yield group(replace(example, text=heard.words))
        if number % 100 == 0:
            print(f"{number} of {len(spoken)} questions are spoken.", flush=True)


def is_fit(said: str, heard: str, lexicon: Lexicon) -> bool:
    """Tell whether what was heard is other words for the same: much in common, the same things."""
    before, after = lexicon.words(said), lexicon.words(heard)
    is_like = SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE
    return before != after and is_like and _things(before, lexicon) == _things(after, lexicon)


def _things(words: Sequence[str], lexicon: Lexicon) -> set[str]:
    return {part.name for part in lexicon.parts(words) if part.kind is Kind.THING}


def group(example: Example) -> str:
    """Give an example as a group of a file of questions."""
    entries = {
        "verdict": example.verdict,
        "rule": example.rule,
        "asker": example.asker.value,
        "also": sorted(example.also),
        "also_verdict": sorted(example.also_verdict),
        "texts": [example.text],
    }
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items())
    return "[[group]]\n" + "".join(lines)


if __name__ == "__main__":
    main()
