"""From a question to a ruling."""

from __future__ import annotations

from voice_helper.rules.act import Act, Deed, Question, Thing
from voice_helper.rules.ruling import Ruling, Verdict
from voice_helper.rules.table import LEARNING, MAKING, RULES, VAGUE
from voice_helper.rules.topics import TOPIC_RULES

_UNKNOWN = Ruling(Verdict.UNKNOWN, None, "unknown")


def rule_on(question: Question) -> Ruling:
    """Rule on a question: the strictest of its acts speaks, else its topic, else nobody knows."""
    if question.tells_secret:
        return Ruling(Verdict.NOT_ALLOWED, "personal-codes", "spoken-secret")
    by_topic = _rule_on_topics(question)
    rulings = [ruling for act in question.acts if (ruling := rule_on_act(act))]
    if not rulings:
        return by_topic or _UNKNOWN
    strictest = min(rulings, key=lambda ruling: ruling.verdict.strictness)
    if by_topic is not None and _yields(strictest, by_topic):
        return by_topic
    return _with_allowed_part(strictest, rulings)


def rule_on_act(act: Act) -> Ruling | None:
    """Rule on one act; None where no clause covers it."""
    for rule in RULES:
        if rule.matches(act):
            return Ruling(rule.verdict, rule.id, rule.wording or rule.verdict.value)
    return _ask_back(act)


def _ask_back(act: Act) -> Ruling | None:
    """Ask which thing is meant where the word can mean a secret as well as something else."""
    if act.thing is Thing.NUMBER:
        return Ruling(Verdict.CLARIFY, None, "which-number", ("phone-number", "message-code", "pin"))
    if act.thing in VAGUE:
        return Ruling(Verdict.CLARIFY, None, "which-code", ("message-code", "pin", "one-time-code"))
    if act.thing is Thing.UNSAID and act.deed in MAKING | LEARNING - {Deed.KEEP}:
        return Ruling(Verdict.CLARIFY, None, "which-thing", ("phone-number", "message-code", "pin"))
    return None


def _yields(strictest: Ruling, by_topic: Ruling) -> bool:
    """Whether a topic tells more than the acts do; a stricter verdict never yields to it."""
    if by_topic.rule == "suspicious-contact":
        return True
    return strictest.verdict in {Verdict.INFORMATION, Verdict.CLARIFY} or (
        strictest.rule == "find-information"
    )


def _with_allowed_part(strictest: Ruling, rulings: list[Ruling]) -> Ruling:
    if strictest.verdict not in {Verdict.NOT_ALLOWED, Verdict.LOOK_AWAY}:
        return strictest
    allowed = next((other.rule for other in rulings if other.verdict is Verdict.ALLOWED), None)
    return Ruling(
        strictest.verdict, strictest.rule, strictest.wording, strictest.options, allowed
    )


def _rule_on_topics(question: Question) -> Ruling | None:
    if question.phone is not None and "phone" in question.topics:
        return Ruling(Verdict.INFORMATION, "phone-requirements", question.phone)
    for rule in TOPIC_RULES:
        if rule.matches(question.topics):
            return Ruling(_topic_verdict(rule.id, question), rule.id, rule.wording)
    return None


def _topic_verdict(rule: str, question: Question) -> Verdict:
    if rule == "look-away":
        return Verdict.LOOK_AWAY
    if rule == "suspicious-contact" and question.acts:
        return Verdict.NOT_ALLOWED
    return Verdict.INFORMATION
