"""From a question to a ruling."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.rules.act import Act, Deed, Guess, Question, Thing
from voice_helper.rules.ruling import Ruling, Verdict
from voice_helper.rules.table import CONTACTS, MAKING, MESSAGES, RISKY, RULES, SECRETS, VAGUE
from voice_helper.rules.topics import (
    ELSEWHERE,
    EXPLAINING,
    FACT,
    NAMED,
    OVERRIDING,
    PERMISSION,
    TOPIC_RULES,
    TopicRule,
)

_STRICT = frozenset({Verdict.NOT_ALLOWED, Verdict.LOOK_AWAY})
_UNHELPFUL = frozenset({Verdict.UNKNOWN.value, Verdict.ALLOWED.value})
"""Verdicts of which a guess alone makes no answer."""
_UNKNOWN = Ruling(Verdict.UNKNOWN, None, "unknown")
_WHICH_CODE = Ruling(Verdict.CLARIFY, None, "which-code", ("message-code", "pin", "one-time-code"))
_WHICH_NUMBER = Ruling(
    Verdict.CLARIFY, None, "which-number", ("phone-number", "message-code", "pin")
)
_WHICH_THING = Ruling(Verdict.CLARIFY, None, "which-thing", ("phone-number", "message-code", "pin"))
_LIKELY = 0.12
"""Likelihood from which a guess goes before what only general words say."""
_SURE = 0.3
"""Likelihood from which a guess goes before an act."""
_CERTAIN = 0.4
"""Likelihood from which a guess goes before what telling words say."""
_FOREIGN_SHARE = 3
"""One unknown word in so many is too many for a guess."""
_SCRAP = 3
"""Utterances of fewer words are answered only where those words are telling."""
_MOST_FOREIGN = 2
"""Unknown words up to which a vague or general answer is still to the point."""


@dataclass(frozen=True)
class _Topical:
    """What the topics of a question say."""

    ruling: Ruling
    """The ruling by topic."""
    is_particular: bool
    """Whether it is sure: by telling words, or by a likeness beyond doubt."""
    guess: Guess | None = None
    """The guess that decided; None where the words did."""


def rule_on(question: Question) -> Ruling:
    """Rule on a question: the strictest of its acts speaks, else its topic, else nobody knows."""
    if question.tells_secret:
        return Ruling(Verdict.NOT_ALLOWED, "personal-codes", "spoken-secret")
    if ELSEWHERE in question.topics and NAMED not in question.topics:
        return _UNKNOWN
    by_topic = _rule_on_topics(question)
    rulings = _rule_on_acts(question)
    if not rulings:
        return _rule_without_acts(question, by_topic)
    strictest = rulings[0]
    is_open = strictest.verdict is Verdict.ALLOWED and not _is_all_read(question)
    if not is_open and by_topic is not None and _yields(strictest, by_topic, question):
        return by_topic.ruling
    if is_open or (strictest.verdict is Verdict.ALLOWED and not _is_like_allowed(question)):
        return _WHICH_THING
    return _with_allowed_part(strictest, rulings)


def _rule_without_acts(question: Question, by_topic: _Topical | None) -> Ruling:
    """Rule where no act is covered: a secret is refused, a vague word asked back."""
    is_weak = by_topic is None or by_topic.ruling.rule in {"personal-codes", None}
    if _asks_permission(question) and question.mentions & SECRETS and is_weak:
        return Ruling(Verdict.NOT_ALLOWED, "personal-codes", "not-allowed")
    asked_back = _ask_about_mentions(question)
    if by_topic is not None and (by_topic.is_particular or asked_back is None):
        return by_topic.ruling
    return asked_back or _UNKNOWN


def rule_on_act(act: Act) -> Ruling | None:
    """Rule on one act; None where no clause covers it."""
    for rule in RULES:
        if rule.matches(act):
            return Ruling(rule.verdict, rule.id, rule.wording or rule.verdict.value)
    return None


def _rule_on_acts(question: Question) -> list[Ruling]:
    """Rule on every act; the strictest first, and among equals the one named first in the table."""
    rulings = [rule_on_act(act) or _ask_back(act, question) for act in question.acts]
    order = {rule.id: place for place, rule in reversed(list(enumerate(RULES)))}
    return sorted(
        (ruling for ruling in rulings if ruling is not None),
        key=lambda ruling: (ruling.verdict.strictness, order.get(ruling.rule or "", 0)),
    )


def _ask_back(act: Act, question: Question) -> Ruling | None:
    """Ask which thing is meant where the word can mean a secret as well as something else."""
    if question.foreign > _MOST_FOREIGN:
        return None
    if act.thing in VAGUE:
        return _which(act.thing)
    if act.thing is Thing.UNSAID and act.deed in MAKING and question.foreign == 0:
        return _WHICH_THING
    return None


def _ask_about_mentions(question: Question) -> Ruling | None:
    vague = sorted(question.mentions & {Thing.CODE, Thing.NUMBER})
    if vague and question.foreign == 0 and question.length > 1:
        return _which(vague[0])
    return None


def _is_all_read(question: Question) -> bool:
    """Whether every act on something that matters is ruled, and no secret went unread."""
    unruled = {act.thing for act in question.acts if act.deed in RISKY and rule_on_act(act) is None}
    return not question.has_unread_secret and not unruled & (CONTACTS | MESSAGES)


def _is_like_allowed(question: Question) -> bool:
    """Whether an allowed act is also asked about as allowed acts are: the second gate."""
    return question.guess is None or question.guess.verdict == Verdict.ALLOWED.value


def _which(thing: Thing) -> Ruling:
    return _WHICH_NUMBER if thing is Thing.NUMBER else _WHICH_CODE


def _yields(strictest: Ruling, by_topic: _Topical, question: Question) -> bool:
    """Whether the topic says more to the point than the acts do; never does it make 'allowed'."""
    verdict = by_topic.ruling.verdict
    if by_topic.ruling.rule == strictest.rule and verdict in _STRICT:
        return False
    match strictest.verdict:
        case Verdict.NOT_ALLOWED | Verdict.LOOK_AWAY:
            is_own = any(act.is_own for act in question.acts)
            is_strict = verdict in _STRICT and by_topic.is_particular and not is_own
            return is_strict or _is_harmless(by_topic, question)
        case Verdict.ALLOWED:
            is_how = strictest.rule in EXPLAINING and not _asks_permission(question)
            is_strict = verdict in _STRICT and _likelihood(by_topic) >= _CERTAIN
            return is_strict or (is_how and verdict is Verdict.INFORMATION)
        case Verdict.INFORMATION:
            return verdict is Verdict.INFORMATION
        case _:
            is_answer = by_topic.guess is None or verdict is Verdict.INFORMATION
            return by_topic.is_particular and is_answer


def _likelihood(by_topic: _Topical) -> float:
    return by_topic.guess.likelihood if by_topic.guess is not None else 1.0


def _is_harmless(by_topic: _Topical, question: Question) -> bool:
    """Whether what is told on the topic may stand in place of a 'no'."""
    asks_permission = _asks_permission(question)
    rule = by_topic.ruling.rule
    if by_topic.ruling.verdict is not Verdict.INFORMATION or not by_topic.is_particular:
        return rule in OVERRIDING["unless-permission"] and not asks_permission
    if rule in OVERRIDING["always"]:
        return by_topic.guess is None or not asks_permission
    if rule in OVERRIDING["unless-permission"]:
        return not asks_permission
    is_explained = rule in EXPLAINING and FACT in question.topics
    return not asks_permission and (is_explained or not question.mentions & SECRETS)


def _with_allowed_part(strictest: Ruling, rulings: list[Ruling]) -> Ruling:
    if strictest.verdict not in _STRICT:
        return strictest
    allowed = next((other.rule for other in rulings if other.verdict is Verdict.ALLOWED), None)
    return replace(strictest, also_allowed=allowed)


def _rule_on_topics(question: Question) -> _Topical | None:
    """Rule by topics: by telling words, else by what the question is like, else by general ones."""
    by_words = _rule_on_words(question)
    guess = question.guess
    if guess is None or question.length < _SCRAP or _is_mostly_foreign(question):
        return by_words
    if by_words is not None and by_words.ruling.rule == guess.rule:
        is_sure = by_words.is_particular or guess.likelihood >= _SURE
        return replace(by_words, is_particular=is_sure)
    if guess.likelihood < _needed(guess, by_words, question):
        return by_words
    return _Topical(_as_guessed(guess), guess.likelihood >= _SURE, guess)


def _is_mostly_foreign(question: Question) -> bool:
    """Whether so many words are unknown that what the others are like is beside the point."""
    return _FOREIGN_SHARE * question.foreign > question.length


def _needed(guess: Guess, by_words: _Topical | None, question: Question) -> float:
    """How likely a guess must be to go before what the words say."""
    if by_words is None:
        return _LIKELY
    is_strict = guess.verdict in {verdict.value for verdict in _STRICT}
    if is_strict and _asks_permission(question):
        return _SURE
    if by_words.is_particular or guess.verdict in _UNHELPFUL:
        return _CERTAIN
    return _SURE if is_strict else _LIKELY


def _as_guessed(guess: Guess) -> Ruling:
    """Rule as such questions are ruled; that something is allowed is never guessed."""
    verdict = Verdict(guess.verdict)
    if verdict is Verdict.UNKNOWN:
        return _UNKNOWN
    if verdict is Verdict.ALLOWED:
        return _WHICH_THING
    return Ruling(verdict, guess.rule, guess.verdict)


def _rule_on_words(question: Question) -> _Topical | None:
    if question.phone is not None and "phone" in question.topics:
        ruling = Ruling(Verdict.INFORMATION, "phone-requirements", question.phone)
        return _Topical(ruling, is_particular=True)
    for rule in TOPIC_RULES:
        if rule.matches(question.topics) and _is_to_the_point(rule, question):
            ruling = Ruling(_topic_verdict(rule, question), rule.id, rule.wording)
            return _Topical(ruling, is_particular=not rule.is_general)
    return None


def _is_to_the_point(rule: TopicRule, question: Question) -> bool:
    is_scrap = question.length < _SCRAP
    return not rule.is_general or (question.foreign <= _MOST_FOREIGN and not is_scrap)


def _topic_verdict(rule: TopicRule, question: Question) -> Verdict:
    if rule.id == "look-away":
        return Verdict.LOOK_AWAY
    asks = _asks_permission(question)
    gives = {Deed.TELL.value, Deed.APPROVE.value} & question.topics
    if rule.id == "suspicious-contact" and asks and gives:
        return Verdict.NOT_ALLOWED
    return Verdict.INFORMATION


def _asks_permission(question: Question) -> bool:
    return PERMISSION in question.topics and FACT not in question.topics
