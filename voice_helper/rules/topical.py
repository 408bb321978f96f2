"""What the topics of a question say, told by its words or by what it is like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.rules.act import Deed, Guess, Question
from voice_helper.rules.asking import MOST_FOREIGN, UNKNOWN, WHICH_THING
from voice_helper.rules.ruling import STRICT, Ruling, Verdict
from voice_helper.rules.topics import FACT, PERMISSION, TOPIC_RULES, TopicRule

_UNHELPFUL = frozenset({Verdict.UNKNOWN.value, Verdict.ALLOWED.value})
"""Verdicts of which a guess alone makes no answer."""
_LIKELY = 0.08
"""Likelihood from which a guess goes before what only general words say."""
_STRICTLY = 0.15
"""Likelihood from which a guess that keeps somebody from something goes before any words."""
_SURE = 0.25
"""Likelihood from which a guess goes before an act."""
EVEN = 0.5
"""Likelihood of a verdict, by whichever rule, from which it counts."""
CERTAIN = 0.3
"""Likelihood from which a guess goes before what telling words say."""
_FOREIGN_SHARE = 3
"""One unknown word in so many is too many for a guess."""
_SCRAP = 3
"""Utterances of fewer words are answered only where those words are telling."""


_GIVING = (Deed.TELL, Deed.READ_OUT, Deed.APPROVE)
"""Deeds by which a caller gets what he is after."""


@dataclass(frozen=True)
class Topical:
    """What the topics of a question say."""

    ruling: Ruling
    """The ruling by topic."""
    is_particular: bool
    """Whether it is sure: by telling words, or by a likeness beyond doubt."""
    guess: Guess | None = None
    """The guess that decided; None where the words did."""

    @property
    def likelihood(self) -> float:
        """How likely it is, 0 to 1; 1 where the words decided."""
        return self.guess.likelihood if self.guess is not None else 1.0


def forbids(guess: Guess | None) -> bool:
    """Tell whether a question is likely enough to be one of those that are refused."""
    is_strict = guess is not None and guess.verdict in {verdict.value for verdict in STRICT}
    return is_strict and guess is not None and guess.likelihood >= _STRICTLY


def rejects(guess: Guess, likelihood: float) -> bool:
    """Tell whether a strict verdict, by whichever rule, is likelier than ``likelihood``."""
    return Verdict(guess.verdict) in STRICT and guess.verdict_likelihood > likelihood


def asks_permission(question: Question) -> bool:
    """Tell whether it is asked if something may be done, not how things are."""
    return PERMISSION in question.topics and FACT not in question.topics


def rule_on_topics(question: Question) -> Topical | None:
    """Rule by topics: by telling words, else by what the question is like, else by general ones."""
    by_words = _rule_on_words(question)
    guess = question.guess
    if guess is None or question.length < _SCRAP or _is_mostly_foreign(question):
        return by_words
    if by_words is not None and _agree(by_words.ruling, guess):
        is_sure = by_words.is_particular or guess.likelihood >= _SURE
        return replace(by_words, is_particular=is_sure)
    if guess.likelihood < _needed(guess, by_words) or _softens(guess, by_words):
        return by_words
    return Topical(as_guessed(guess), guess.likelihood >= _SURE, guess)


def _softens(guess: Guess, told: Topical | None) -> bool:
    """Whether telling words refuse what the guess does not: then the words count."""
    if told is None or not told.is_particular or told.ruling.verdict not in STRICT:
        return False
    return Verdict(guess.verdict) not in STRICT


def _agree(told: Ruling, guess: Guess) -> bool:
    """Whether words and guess say the same, or the guess at least nothing stricter."""
    is_as_lenient = told.verdict.value == guess.verdict or not forbids(guess)
    return told.rule == guess.rule and is_as_lenient


def _is_mostly_foreign(question: Question) -> bool:
    """Whether so many words are unknown that what the others are like is beside the point."""
    return _FOREIGN_SHARE * question.foreign > question.length


def _needed(guess: Guess, by_words: Topical | None) -> float:
    """How likely a guess must be to go before what the words say."""
    if by_words is None:
        return _LIKELY
    if Verdict(guess.verdict) in STRICT:
        return _STRICTLY if rejects(guess, EVEN) else CERTAIN
    if by_words.is_particular or guess.verdict in _UNHELPFUL:
        return CERTAIN
    return _LIKELY


def as_guessed(guess: Guess) -> Ruling:
    """Rule as such questions are ruled; that something is allowed is never guessed."""
    verdict = Verdict(guess.verdict)
    if verdict is Verdict.UNKNOWN:
        return UNKNOWN
    if verdict is Verdict.ALLOWED:
        return WHICH_THING
    return Ruling(verdict, guess.rule, guess.verdict)


def _rule_on_words(question: Question) -> Topical | None:
    if question.phone is not None and "phone" in question.topics:
        ruling = Ruling(Verdict.INFORMATION, "phone-requirements", question.phone)
        return Topical(ruling, is_particular=True)
    for rule in TOPIC_RULES:
        if rule.matches(question.topics) and _is_to_the_point(rule, question):
            verdict = _topic_verdict(rule, question)
            wording = verdict.value if verdict is Verdict.NOT_ALLOWED else rule.wording
            ruling = Ruling(verdict, rule.id, wording)
            return Topical(ruling, is_particular=not rule.is_general)
    return None


def _is_to_the_point(rule: TopicRule, question: Question) -> bool:
    is_scrap = question.length < _SCRAP
    return not rule.is_general or (question.foreign <= MOST_FOREIGN and not is_scrap)


def _topic_verdict(rule: TopicRule, question: Question) -> Verdict:
    if rule.id == "look-away":
        return Verdict.LOOK_AWAY
    asks = asks_permission(question)
    gives = {deed.value for deed in _GIVING} & question.topics
    if rule.id == "suspicious-contact" and asks and gives:
        return Verdict.NOT_ALLOWED
    return Verdict.INFORMATION
