"""Every documented question, asked aloud by several voices through the real model."""

from __future__ import annotations

import pytest

from tests.speech import FIVE_VOICES, TestVoice, hiss, say, with_noise
from voice_helper.answer import Adviser, Answer
from voice_helper.events import Heard
from voice_helper.prompts import Prompts
from voice_helper.recognition.vosk_recogniser import VoskRecogniser
from voice_helper.rules.ruling import Verdict
from voice_helper.sound.wav import Sound
from voice_helper.understanding import Expectation, Expecting
from voice_helper.understanding.examples import Example, documented

pytestmark = [pytest.mark.speech, pytest.mark.slow]

CLEAN = 0.93
"""Share that must be answered rightly, of a part; ``benchmarks.spoken`` measures the whole."""
NOISY = 0.85
NOISE_DB = 12.0
PARTS = 8
"""Into how many tests the questions are dealt, so that all cores have work."""


def reply_to(sound: Sound, recogniser: VoskRecogniser, adviser: Adviser) -> Answer | None:
    heard = recogniser.hear_whole(sound.as_bytes())
    if not isinstance(heard, Heard):
        return None
    reply = adviser.reply(heard.words, confidence=heard.confidence, alternatives=heard.alternatives)
    return reply if isinstance(reply, Answer) else None


def dealt(prompts: Prompts, part: int) -> list[tuple[Example, TestVoice]]:
    """Give a part of the questions, each with the voice whose turn it is."""
    asked = list(documented(prompts))[part::PARTS]
    return [
        (example, FIVE_VOICES[(number + part) % len(FIVE_VOICES)])
        for number, example in enumerate(asked)
    ]


@pytest.mark.parametrize(("is_noisy", "share"), [(False, CLEAN), (True, NOISY)])
@pytest.mark.parametrize("part", range(PARTS))
def test_documented_questions_are_answered_when_spoken(
    loaded: VoskRecogniser, prompts: Prompts, part: int, is_noisy: bool, share: float
) -> None:
    adviser, noise = Adviser(prompts), hiss(20.0)
    loaded.expect(Expectation(Expecting.QUESTIONS, ()))
    asked = dealt(prompts, part)
    wrong: list[str] = []
    for number, (example, voice) in enumerate(asked):
        sentence, verdict = example.text, example.verdict
        sound = say(sentence, voice)
        if is_noisy:
            sound = with_noise(sound, noise, NOISE_DB, seed=number)
        reply = reply_to(sound, loaded, adviser)
        if reply is not None and reply.verdict is Verdict.ALLOWED:
            assert verdict == Verdict.ALLOWED.value, f"wrongly allowed: {sentence} ({voice})"
        if reply is None or reply.verdict.value != verdict:
            wrong.append(f"{sentence} ({voice}): {reply and (reply.verdict.value, reply.heard)}")
    assert len(wrong) <= (1 - share) * len(asked), "\n".join(wrong)
