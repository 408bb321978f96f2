"""Prints how well spoken questions are answered: synthetic voices, clean and in noise.

Questions come from ``benchmarks/understanding``; the sound goes through the real recogniser, and
every answer is judged as if it had been typed. Real recordings of talk and digits that are not for
us are added where ``../shared/audio`` is there: none should be answered.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.understanding.measure import is_right, questions
from tests.speech import ESPEAK, FESTIVAL, FIVE_VOICES, FLITE, TestVoice, hiss, say, with_noise
from voice_helper.answer import Adviser, Answer
from voice_helper.events import Heard
from voice_helper.paths import prompts_root
from voice_helper.prompts import load_prompts
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.store import model_store
from voice_helper.recognition.vosk_recogniser import VoskRecogniser
from voice_helper.rules.ruling import Verdict
from voice_helper.sound.wav import Sound, read_wav
from voice_helper.understanding.examples import Example, documented

RECORDINGS = Path(__file__).parents[2] / "shared" / "audio"
DOCUMENTED_NAME = "documented"
"""Names the questions of ``prompts/en/questions.toml``."""
OTHER_VOICES = (ESPEAK[2], ESPEAK[3], FLITE[3], FESTIVAL[1])
"""Voices that no threshold was chosen with."""


@dataclass
class Score:
    """Counts over spoken questions."""

    asked: int = 0
    right_verdicts: int = 0
    right_rules: int = 0
    wrong_allowed: int = 0
    sound_seconds: float = 0.0
    work_seconds: float = 0.0

    def row(self, name: str) -> str:
        """Describe the counts in a line."""
        asked = max(self.asked, 1)
        return (
            f"{name:34}{self.asked:7}{self.right_verdicts / asked:10.1%}"
            f"{self.right_rules / asked:10.1%}{self.wrong_allowed:15}"
            f"{self.work_seconds / max(self.sound_seconds, 0.001):12.3f}"
        )


class Listener:
    """The recogniser and the adviser, one after the other."""

    def __init__(self) -> None:
        """Load the model and the prompts."""
        prompts = load_prompts(prompts_root() / "en")
        self.adviser = Adviser(prompts)
        self.recogniser: VoskRecogniser = open_vosk(model_store().ready("en"), prompts)

    def answer(self, sound: Sound) -> tuple[str, str, str]:
        """Give verdict, rule and words for a recording."""
        heard = self.recogniser.hear_whole(sound.samples.tobytes())
        if not isinstance(heard, Heard):
            return "unknown", "", ""
        reply = self.adviser.reply(
            heard.words,
            confidence=heard.confidence,
            alternatives=heard.alternatives,
        )
        if isinstance(reply, Answer):
            return reply.verdict.value, reply.rule or "", heard.words
        return "unknown", "", heard.words


def asked_in(name: str) -> list[Example]:
    """Give the questions of a file, or the documented ones."""
    if name != DOCUMENTED_NAME:
        return questions(name)
    return list(documented(load_prompts(prompts_root() / "en")))


def run(
    listener: Listener,
    asked: Sequence[Example],
    voices: Sequence[TestVoice],
    noise: Sound | None,
    snr_db: float,
) -> tuple[Score, list[str]]:
    """Ask every question in every voice."""
    score, failures = Score(), []
    for number, (question, voice) in enumerate((q, v) for q in asked for v in voices):
        sound = say(question.text, voice)
        if noise is not None:
            sound = with_noise(sound, noise, snr_db, seed=number)
        started = time.perf_counter()
        verdict, rule, heard = listener.answer(sound)
        score.work_seconds += time.perf_counter() - started
        score.sound_seconds += sound.seconds
        is_verdict, is_rule = is_right(question, verdict, rule)
        score.asked += 1
        score.right_verdicts += is_verdict
        score.right_rules += is_rule
        is_wrong = verdict == Verdict.ALLOWED.value and question.verdict != verdict
        score.wrong_allowed += is_wrong
        if is_wrong or not is_verdict:
            mark = "WRONG ALLOWED " if is_wrong else ""
            failures.append(
                f"  {mark}{verdict}/{rule} for {question.verdict}/{question.rule}, {voice}: "
                f"'{heard}' for '{question.text}'"
            )
    return score, failures


def strangers(listener: Listener) -> Iterator[str]:
    """Count recordings of talk that is not for us which were answered all the same."""
    for folder in ("strangers", "digits"):
        paths = sorted((RECORDINGS / folder).glob("*.flac"))
        if not paths:
            yield f"{folder}: no recordings in ../shared/audio, not measured"
            continue
        answers = [listener.answer(read_wav(path)) for path in paths]
        answered = [answer for answer in answers if answer[0] != Verdict.UNKNOWN.value]
        share = len(answered) / len(paths)
        yield f"{folder}: {len(answered)} of {len(paths)} answered ({share:.1%})"
        yield from (f"  {verdict}/{rule}: '{heard}'" for verdict, rule, heard in answered)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=["seed"])
    parser.add_argument("--every", type=int, default=1, help="ask each N-th question only")
    parser.add_argument("--snr", type=float, nargs="*", default=[12.0])
    parser.add_argument("--other-voices", action="store_true")
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    listener = Listener()
    voices = OTHER_VOICES if options.other_voices else FIVE_VOICES
    conditions: list[tuple[str, Sound | None, float]] = [("clean", None, 0.0)]
    conditions += [(f"white noise, {snr:g} dB", hiss(20.0), snr) for snr in options.snr]
    kitchen = RECORDINGS / "noise" / "kitchen.flac"
    if kitchen.exists():
        noise = read_wav(kitchen, 3600.0)
        conditions += [(f"kitchen, {snr:g} dB", noise, snr) for snr in options.snr]
    print(
        f"{'questions, condition':34}{'asked':>7}{'verdict':>10}{'rule':>10}{'wrong allowed':>15}"
        f"{'real time':>12}"
    )
    for name in options.files:
        asked = asked_in(name)[:: options.every]
        for label, noise_or_none, snr in conditions:
            score, failures = run(listener, asked, voices, noise_or_none, snr)
            print(score.row(f"{name}, {label}"), flush=True)
            if options.failures:
                print(*failures, sep="\n", flush=True)
    print(*strangers(listener), sep="\n")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
