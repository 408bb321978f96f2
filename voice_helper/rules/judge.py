"""From a question to a ruling."""

from __future__ import annotations

from dataclasses import replace

from voice_helper.rules.act import Act, Deed, Guess, Question
from voice_helper.rules.asking import UNKNOWN, WHICH_THING, ask_about_mentions, ask_back
from voice_helper.rules.ruling import STRICT, Ruling, Verdict
from voice_helper.rules.table import CONTACTS, MESSAGES, RISKY, RULES, SECRETS
from voice_helper.rules.topical import (
    CERTAIN,
    EVEN,
    Topical,
    as_guessed,
    asks_permission,
    forbids,
    rejects,
    rule_on_topics,
)
from voice_helper.rules.topics import ADVICE, ELSEWHERE, EXPLAINING, FACT, NAMED, OVERRIDING

_OTHERS = "unknown"
"""The rule of a guess at questions that no rule answers."""
_LASTING = frozenset({Deed.NOTE, Deed.KEEP, Deed.ENTER, Deed.HANDLE, Deed.READ_OUT})
"""Deeds that nobody speaks of to report a mishap."""


def rule_on(question: Question) -> Ruling:
    """Rule on a question: the strictest of its acts speaks, else its topic, else nobody knows."""
    if question.tells_secret:
        return Ruling(Verdict.NOT_ALLOWED, "personal-codes", "spoken-secret")
    if _is_elsewhere(question):
        return UNKNOWN
    by_topic = rule_on_topics(question)
    rulings = _rule_on_acts(question)
    if not rulings:
        return _rule_without_acts(question, by_topic)
    strictest = rulings[0]
    if question.guess is not None and _is_rather(question.guess, strictest, question):
        return as_guessed(question.guess)
    return _weigh(strictest, by_topic, question) or _with_allowed_part(strictest, rulings)


def _weigh(strictest: Ruling, by_topic: Topical | None, question: Question) -> Ruling | None:
    """Give what goes before the strictest act: a topic, or the doubt whether it is allowed."""
    is_open = strictest.verdict is Verdict.ALLOWED and not _is_all_read(question)
    if not is_open and by_topic is not None and _yields(strictest, by_topic, question):
        return by_topic.ruling
    is_doubtful = strictest.verdict is Verdict.ALLOWED and not _is_like_allowed(question)
    return WHICH_THING if is_open or is_doubtful else None


def _is_elsewhere(question: Question) -> bool:
    """Whether it is about other matters: words say so, and neither MitID's name nor likeness."""
    guess = question.guess
    is_like_ours = guess is not None and (
        rejects(guess, EVEN) or (guess.rule != _OTHERS and guess.likelihood >= CERTAIN)
    )
    return ELSEWHERE in question.topics and NAMED not in question.topics and not is_like_ours


def _rule_without_acts(question: Question, by_topic: Topical | None) -> Ruling:
    """Rule where no act is covered: a secret is refused, a vague word asked back."""
    is_weak = by_topic is None or by_topic.ruling.rule in {"personal-codes", None}
    if asks_permission(question) and question.mentions & SECRETS and is_weak:
        return Ruling(Verdict.NOT_ALLOWED, "personal-codes", "not-allowed")
    asked_back = ask_about_mentions(question)
    if by_topic is not None and (by_topic.is_particular or asked_back is None):
        return by_topic.ruling
    return asked_back or UNKNOWN


def rule_on_act(act: Act) -> Ruling | None:
    """Rule on one act; None where no clause covers it."""
    for rule in RULES:
        if rule.matches(act):
            return Ruling(rule.verdict, rule.id, rule.wording or rule.verdict.value)
    return None


def _rule_on_acts(question: Question) -> list[Ruling]:
    """Rule on every act; the strictest first, and among equals the one named first in the table."""
    rulings = [rule_on_act(act) or ask_back(act, question) for act in question.acts]
    order = {rule.id: place for place, rule in reversed(list(enumerate(RULES)))}
    return sorted(
        (ruling for ruling in rulings if ruling is not None),
        key=lambda ruling: (ruling.verdict.strictness, order.get(ruling.rule or "", 0)),
    )


def _is_all_read(question: Question) -> bool:
    """Whether every act on something that matters is ruled, and no secret went unread."""
    is_advice = any(act.deed is Deed.ADVISE and act.thing in SECRETS for act in question.acts)
    if is_advice and not question.topics & ADVICE:
        return False
    unruled = {act.thing for act in question.acts if act.deed in RISKY and rule_on_act(act) is None}
    return not question.has_unread_secret and not unruled & (CONTACTS | MESSAGES)


def _is_like_allowed(question: Question) -> bool:
    """Whether an allowed act is also asked about as allowed acts are: the second gate."""
    if question.has_refused_part:
        return False
    guess = question.guess
    if guess is None:
        return True
    return guess.verdict == Verdict.ALLOWED.value and guess.verdict_likelihood > EVEN


def _is_rather(guess: Guess, strictest: Ruling, question: Question) -> bool:
    """Whether it is the other of the two strict verdicts: refused, or while looking away.

    A guess doesn't know who asks, so it never refuses what is done to one's own.
    """
    is_own = strictest.verdict is Verdict.LOOK_AWAY and any(act.is_own for act in question.acts)
    is_other = {strictest.verdict, Verdict(guess.verdict)} == STRICT
    return is_other and not is_own and rejects(guess, EVEN)


def _yields(strictest: Ruling, by_topic: Topical, question: Question) -> bool:
    """Whether the topic says more to the point than the acts do; never does it make 'allowed'."""
    verdict = by_topic.ruling.verdict
    if by_topic.ruling.rule == strictest.rule and verdict in STRICT:
        return False
    match strictest.verdict:
        case Verdict.NOT_ALLOWED | Verdict.LOOK_AWAY:
            is_own = any(act.is_own for act in question.acts)
            is_as_strict = verdict.strictness <= strictest.verdict.strictness
            is_strict = is_as_strict and by_topic.is_particular and not is_own
            return is_strict or _is_harmless(by_topic, question)
        case Verdict.ALLOWED:
            is_how = strictest.rule in EXPLAINING and not asks_permission(question)
            is_strict = verdict in STRICT and by_topic.likelihood >= CERTAIN
            return is_strict or (is_how and verdict is Verdict.INFORMATION)
        case Verdict.INFORMATION:
            is_strict = verdict in STRICT and by_topic.is_particular
            return is_strict or verdict is Verdict.INFORMATION
        case _:
            if verdict is Verdict.INFORMATION:
                return by_topic.is_particular or not asks_permission(question)
            return by_topic.is_particular and by_topic.guess is None


def _is_harmless(by_topic: Topical, question: Question) -> bool:
    """Whether what is told on the topic may stand in place of a 'no'."""
    if asks_permission(question):
        is_told = by_topic.is_particular and by_topic.guess is None
        return is_told and by_topic.ruling.rule in OVERRIDING["always"]
    rule, verdict = by_topic.ruling.rule, by_topic.ruling.verdict
    if forbids(question.guess):
        return False
    if rule in OVERRIDING["unless-permission"]:
        return not any(act.deed in _LASTING for act in question.acts)
    if verdict is not Verdict.INFORMATION or not by_topic.is_particular:
        return False
    is_explained = rule in EXPLAINING and FACT in question.topics
    is_dangerous_to_miss = rule in OVERRIDING["always"]
    return is_dangerous_to_miss or is_explained or not question.mentions & SECRETS


def _with_allowed_part(strictest: Ruling, rulings: list[Ruling]) -> Ruling:
    if strictest.verdict not in STRICT:
        return strictest
    allowed = next((other.rule for other in rulings if other.verdict is Verdict.ALLOWED), None)
    return replace(strictest, also_allowed=allowed)
