"""Prints how well spoken questions are recognised: our language model beside Vosk's own grammar.

    python -m benchmarks.recognition [QUESTIONS]

Word error rate clean and with a kitchen at 12 dB, right verdicts on what was heard and wrong
'allowed' ones, processor time by length of sound, memory. The
questions are those that are kept aside (understanding/evening.toml), spoken by five synthetic
voices; the sentences that both models know are those of prompts/.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vosk

from benchmarks.understanding.measure import questions as labelled
from tests.speech import FIVE_VOICES, hiss, say, with_noise
from voice_helper import paths
from voice_helper.answer import Adviser, Answer
from voice_helper.prompts import load_prompts
from voice_helper.recognition.general import read_words
from voice_helper.recognition.sentences import prompted_sentences
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.store import model_store
from voice_helper.rules.ruling import Verdict
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding.examples import Example
from voice_helper.understanding.templates import as_spoken

ROOT = Path(__file__).resolve().parents[1]
KITCHEN = ROOT.parent / "shared" / "audio" / "noise" / "kitchen.flac"
RATE = 16000
SNR_DB = 12.0
MOST_GRAMMAR_SENTENCES = 4000
LENGTHS = range(4, 17)
"""Words in a question; longer ones are several sentences."""
SPELLING = load_spelling(load_prompts(paths.prompts_root() / "en"))


@dataclass
class Score:
    """What one model made of the questions."""

    errors: int = 0
    words: int = 0
    best_errors: int = 0
    """Errors of the best of ten readings."""
    asked: int = 0
    right: int = 0
    """Questions whose verdict, by the words that were heard, is right."""
    wrong_allowed: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    def row(self) -> str:
        wrong, best = 100 * self.errors / self.words, 100 * self.best_errors / self.words
        return (
            f"{wrong:8.1f} % {best:8.1f} % {100 * self.right / self.asked:8.1f} %"
            f"{self.wrong_allowed:9} {self.processor / self.seconds:8.3f}"
        )


def questions(count: int, name: str = "evening") -> list[Example]:
    """Draw questions of a file that aren't several sentences, the same ones each time."""
    fitting = [each for each in labelled(name) if len(each.text.split()) in LENGTHS]
    random.Random(5).shuffle(fitting)  # noqa: S311 - the same ones each time
    return fitting[:count]


def errors(wanted: str, heard: str) -> int:
    """Count words to be changed, added or left out."""
    one, other = wanted.split(), heard.split()
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        before, row = row, [at]
        for place, rival in enumerate(other, 1):
            change = before[place - 1] + (word != rival)
            row.append(min(before[place] + 1, row[place - 1] + 1, change))
    return row[-1]


def grammar() -> str:
    known = read_words(paths.models_root() / "general-en.lm.xz")
    sentences = dict.fromkeys(sentence for sentence, _ in prompted_sentences().sentences("en"))
    usable = [s for s in sentences if known.issuperset(s.split())]
    random.Random(5).shuffle(usable)  # noqa: S311 - the same ones each time
    return json.dumps([*usable[:MOST_GRAMMAR_SENTENCES], "[unk]"])


def sounds(asked: list[Example], noise: Sound | None) -> Iterator[tuple[Example, Sound]]:
    for voice in FIVE_VOICES:
        for seed, example in enumerate(asked):
            sound = say(example.text, voice)
            yield example, sound if noise is None else with_noise(sound, noise, SNR_DB, seed)


def readings(decoder: Any, sound: Sound) -> list[str]:
    decoder.AcceptWaveform(sound.as_bytes())
    found = json.loads(decoder.FinalResult())["alternatives"]
    return [SPELLING.fold(entry["text"].replace("[unk]", " ")) for entry in found]


def verdict(adviser: Adviser, found: list[str]) -> str:
    """Give the verdict on what was heard, the other readings beside the likeliest."""
    reply = adviser.reply(found[0], alternatives=tuple(found[1:]))
    return reply.verdict.value if isinstance(reply, Answer) else Verdict.UNKNOWN.value


def measure(name: str, asked: list[Example], noise: Sound | None) -> None:
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(model_store().ready("en")))
    extra = (grammar(),) if name == "Vosk's grammar" else ()
    decoder = vosk.KaldiRecognizer(model, RATE, *extra)
    decoder.SetMaxAlternatives(10)
    score, adviser = Score(), Adviser(load_prompts(paths.prompts_root() / "en"))
    for example, sound in sounds(asked, noise):
        wanted = SPELLING.fold(as_spoken(example.text))
        began = time.process_time()
        found = readings(decoder, sound)
        score.processor += time.process_time() - began
        score.seconds += sound.seconds
        score.words += len(wanted.split())
        score.errors += errors(wanted, found[0])
        given = verdict(adviser, found)
        score.asked += 1
        score.right += given in {example.verdict, *example.also_verdict}
        score.wrong_allowed += given == "allowed" != example.verdict
        score.best_errors += min(errors(wanted, reading) for reading in found)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    where = "clean" if noise is None else f"{SNR_DB:.0f} dB"
    print(f"{name:16} {where:8} {score.row()} {megabytes:8.0f} MB", flush=True)


def main(count: int) -> None:
    asked = questions(count)
    noise = read_wav(KITCHEN, longest=3600) if KITCHEN.exists() else hiss(60.0)
    print(f"{len(asked)} questions, {len(FIVE_VOICES)} voices")
    print(
        "language model   sound    wrong words best of ten   verdict  allowed processor    memory",
        flush=True,
    )
    for name in ("ours", "Vosk's grammar"):
        for laid_over in (None, noise):
            child = multiprocessing.get_context("spawn").Process(
                target=measure, args=(name, asked, laid_over)
            )
            child.start()
            child.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
