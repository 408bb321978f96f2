"""From words to an answer: understanding, rules and the rules' texts, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from voice_helper.prompts import Prompts
from voice_helper.rules.act import Question
from voice_helper.rules.judge import rule_on
from voice_helper.rules.ruling import Ruling, Verdict
from voice_helper.understanding import (
    Asker,
    Chooser,
    Command,
    Context,
    NotUnderstood,
    Read,
    Understanding,
)

_FORBIDDING = frozenset({Verdict.NOT_ALLOWED, Verdict.LOOK_AWAY})


_PLAUSIBLE = 0.2
"""Likelihood of a strict verdict from which another reading stops what the first one allows."""
_LEAST_WORDS = 4
"""Another reading with fewer words settles nothing."""
_LIKELY = 0.8
"""Likelihood that another reading must have of being what it is like, to settle anything."""
_UNSETTLED = frozenset({Verdict.UNKNOWN, Verdict.CLARIFY})
_HEARD_TWO_WAYS = Ruling(
    Verdict.CLARIFY, None, "two-readings", ("phone-number", "message-code", "pin")
)


@dataclass(frozen=True)
class Source:
    """Where a rule comes from."""

    title: str
    """The page's title."""
    address: str
    """Where it is found."""
    as_of: str | None
    """Since when it is known to hold, YYYY-MM; None where the page carries no date."""


@dataclass(frozen=True)
class Answer:
    """An answer, ready to be spoken."""

    heard: str
    """The words that were answered, normalised; empty where they held a secret."""
    verdict: Verdict
    """What holds for the act."""
    rule: str | None
    """Id of the rule that says so."""
    text: str
    """What is spoken and printed."""
    options: tuple[str, ...]
    """Rule ids that a CLARIFY offers."""
    source: Source | None
    """Where the rule comes from; None without a rule."""
    confidence: float
    """0 to 1: how surely the words were heard."""
    context: Context
    """What the next turn may lean on."""
    is_understood: bool = True
    """Whether anything was found in the words that this assistant knows."""

    def as_json(self, question: str | None) -> dict[str, Any]:
        """Give the object of the interface; ``question`` as it was typed, None for sound."""
        source = self.source and {
            "title": self.source.title,
            "address": self.source.address,
            "as_of": self.source.as_of,
        }
        return {
            "question": question,
            "heard": self.heard,
            "verdict": self.verdict.value,
            "rule": self.rule,
            "answer": self.text,
            "options": list(self.options),
            "source": source,
            "confidence": round(self.confidence, 3),
        }


class Adviser:
    """Answers questions in one language."""

    def __init__(self, prompts: Prompts) -> None:
        """Build the understanding of the prompts' language."""
        self._texts = prompts.table("rules")
        self._understanding = Understanding(prompts)

    @property
    def understanding(self) -> Understanding:
        """What reads the words."""
        return self._understanding

    @property
    def chooser(self) -> Chooser:
        """What finds the answers to the program's own questions."""
        return self._understanding.chooser

    def reply(
        self,
        words: str,
        *,
        asker: Asker = Asker.UNKNOWN,
        context: Context | None = None,
        confidence: float = 1.0,
        alternatives: tuple[str, ...] = (),
    ) -> Command | Answer:
        """Answer an utterance, or say which command it is.

        ``alternatives`` are other readings of the same sound: an 'allowed' that one of them
        may forbid is asked back instead, and one of them may settle what the first leaves open.
        """
        reading = self._understanding.read(words, asker, context)
        if isinstance(reading, Command):
            return reading
        others = (  # read only where they are needed: each takes its time
            (other, read)
            for other in alternatives
            if isinstance(read := self._understanding.read(other, asker, context), Read)
        )
        if isinstance(reading, NotUnderstood):
            answer = self._not_understood(words, reading, confidence)
            return self._rescued(others, confidence) or answer
        ruling = rule_on(reading.question)
        if ruling.verdict is Verdict.ALLOWED:
            if any(_may_be_forbidden(other.question) for _, other in others):
                ruling = _HEARD_TWO_WAYS
        elif ruling.verdict in _UNSETTLED:
            rescued = self._rescued(others, confidence)
            if rescued is not None:
                return rescued
        return self._compose(words, reading, ruling, confidence)

    def _rescued(self, others: Iterable[tuple[str, Read]], confidence: float) -> Answer | None:
        """Answer the likeliest other reading that is settled, if any; never by 'allowed'."""
        for words, reading in others:
            ruling = rule_on(reading.question)
            question = reading.question
            is_likely = question.guess is None or question.guess.likelihood >= _LIKELY
            is_clear = question.length >= _LEAST_WORDS and is_likely
            if is_clear and ruling.verdict not in _UNSETTLED | {Verdict.ALLOWED}:
                return self._compose(words, reading, replace(ruling, also_allowed=None), confidence)
        return None

    def _compose(self, words: str, reading: Read, ruling: Ruling, confidence: float) -> Answer:
        if ruling.verdict is Verdict.CLARIFY:
            return self._ask_back(words, reading, ruling, confidence)
        if ruling.rule is None:
            return self._plain(words, "unknown", confidence, reading.context)
        entry = self._texts[ruling.rule]
        key = _particular(entry, ruling, reading) or ruling.wording
        text = entry[key]
        if ruling.also_allowed is not None:
            also = self._texts["also"]
            text += also["between"] + also[ruling.also_allowed]
        is_secret = reading.question.tells_secret
        return Answer(
            heard="" if is_secret else words,
            verdict=ruling.verdict,
            rule=ruling.rule,
            text=text,
            options=(),
            source=self._source(entry.get("sources", {}).get(key, entry["source"])),
            confidence=confidence,
            context=Context() if is_secret else reading.context,
        )

    def _ask_back(self, words: str, reading: Read, ruling: Ruling, confidence: float) -> Answer:
        texts = self._texts["clarify"]
        names = [texts["names"][option] for option in ruling.options]
        spoken = texts["last"].join(
            [texts["between"].join(names[:-1]), names[-1]] if len(names) > 1 else names
        )
        return Answer(
            heard=words,
            verdict=Verdict.CLARIFY,
            rule=None,
            text=texts[ruling.wording].format(options=spoken),
            options=tuple(dict.fromkeys(texts["rules"][option] for option in ruling.options)),
            source=None,
            confidence=confidence,
            context=replace(reading.context, options=ruling.options),
        )

    def _not_understood(self, words: str, reading: NotUnderstood, confidence: float) -> Answer:
        wording = "too-long" if reading.is_too_long else "unknown"
        heard = "" if reading.is_too_long else words
        answer = self._plain(heard, wording, confidence, Context())
        return replace(answer, is_understood=False)

    def _plain(self, words: str, wording: str, confidence: float, context: Context) -> Answer:
        text = self._texts["unknown"][wording]
        return Answer(words, Verdict.UNKNOWN, None, text, (), None, confidence, context)

    def _source(self, name: str) -> Source:
        source: Mapping[str, Any] = self._texts["sources"][name]
        return Source(source["title"], source["address"], source.get("as_of"))


def _may_be_forbidden(question: Question) -> bool:
    is_like_it = question.guess is not None and question.guess.doubt >= _PLAUSIBLE
    return is_like_it or rule_on(question).verdict in _FORBIDDING


def _particular(entry: Mapping[str, Any], ruling: Ruling, reading: Read) -> str | None:
    """Give the key of the text on just what was asked about; None where there is none."""
    if ruling.wording != Verdict.INFORMATION.value:
        return None
    return next((key for key in entry if key in reading.question.topics), None)
