"""From a question to a ruling.

Two readings of a question meet here: the acts that a grammar found in it, ruled by the table, and
what it is like among all questions that people ask. Where they differ the stricter one counts.
'Allowed' is what the table allows, where the likeness is without a doubt; where the grammar finds
something forbidden too ('not her PIN, only the phone number'), what is allowed must be named.
Nothing but finding information is allowed where somebody isn't there or isn't willing, and nothing
at all beside a thing that may be anything.
"""

from __future__ import annotations

from dataclasses import replace

from voice_helper.rules.act import Act, Deed, Guess, Question
from voice_helper.rules.asking import UNKNOWN, WHICH_THING, ask_about, ask_back
from voice_helper.rules.ruling import STRICT, Ruling, Verdict
from voice_helper.rules.table import MEANT, RULES, SCANNED, SECRETS, things_of

SURE = 0.95
"""Likelihood from which a question is like what is allowed."""
DOUBTFUL = 0.06
"""Likelihood of a strict verdict from which nothing is allowed."""
SURER = 0.975
"""Likelihood where the grammar found a forbidden act, which it often misreads, or lost a secret."""
HARDLY_DOUBTFUL = 0.02
"""Likelihood of a strict verdict there, from which nothing is allowed."""
SURER_OF_A_SECRET = 0.98
"""Likelihood where the first act that the grammar found is a forbidden one on a secret."""
SUREST = 0.985
"""Likelihood where the grammar found a forbidden act, and none on what is allowed."""
LEAST_DOUBTFUL = 0.01
"""Likelihood of a strict verdict there, from which nothing is allowed."""
FORBIDDING = 0.7
"""Likelihood of something allowed below which a forbidden act that the grammar found counts."""
SUSPECT = 0.1
"""Likelihood of a strict verdict from which information yields to an act on a personal code."""
OUTSIDE = 0.12
"""Likelihood that it is another matter from which nothing is told."""
OUTSIDE_OF_A_TEXT = 0.3
"""The same where the guessed rule has a text on just what is asked about."""
ELSEWHERE = 0.7
"""Likelihood of another matter below which a phone that is named is asked about for MitID."""
PLAIN = 0.5
"""Likelihood below which a guess yields to a plain act on something secret."""


def rule_on(question: Question) -> Ruling:
    """Rule on a question: the strictest of its readings speaks; else nobody knows.

    Where somebody isn't in the room, or doesn't want it, information may be found, no more.
    """
    ruling = _rule_on_words(question)
    if question.obstacle is None:
        return ruling
    is_open = ruling.verdict in {Verdict.ALLOWED, Verdict.CLARIFY}
    if is_open and ruling.rule != "find-information":
        return Ruling(Verdict.NOT_ALLOWED, question.obstacle, Verdict.NOT_ALLOWED.value)
    return replace(ruling, also_allowed=None)


def _rule_on_words(question: Question) -> Ruling:
    if question.tells_secret:
        return Ruling(Verdict.NOT_ALLOWED, "personal-codes", "spoken-secret")
    rulings = _rule_on_acts(question)
    guess = question.guess
    if guess is None:
        return _by_acts_alone(rulings, question)
    if guess.verdict == Verdict.ALLOWED.value:
        return _allow(guess, rulings, question)
    strictest = rulings[0] if rulings and rulings[0].verdict in STRICT else None
    if strictest is not None and (
        guess.likelihood < PLAIN or _is_ones_own(guess, question) or _passes_over(guess, strictest)
    ):
        return _with_allowed_part(strictest, rulings)
    if strictest is None and _may_be_on_a_phone(guess, question):
        return Ruling(Verdict.INFORMATION, _PHONES, question.phone or "")
    return _with_allowed_part(_as_guessed(guess, question), rulings)


def _may_be_on_a_phone(guess: Guess, question: Question) -> bool:
    """Whether a phone is named in what is hardly another matter."""
    is_unlikely = guess.verdict == Verdict.UNKNOWN.value and guess.likelihood < ELSEWHERE
    return is_unlikely and question.phone is not None


def _is_ones_own(guess: Guess, question: Question) -> bool:
    """Whether somebody who said who they are asks about their own: a guess never refuses that."""
    is_own = all(act.is_own for act in question.acts)
    return question.is_asker_known and is_own and guess.verdict == Verdict.NOT_ALLOWED.value


def _passes_over(guess: Guess, ruling: Ruling) -> bool:
    """Whether information would be told on what may well be a forbidden act on a personal code."""
    is_information = guess.verdict == Verdict.INFORMATION.value
    return is_information and ruling.rule == "personal-codes" and guess.doubt >= SUSPECT


def rule_on_act(act: Act) -> Ruling | None:
    """Rule on one act; None where no clause covers it."""
    for rule in RULES:
        if rule.matches(act):
            return Ruling(rule.verdict, rule.id, rule.wording or rule.verdict.value)
    return None


def _rule_on_acts(question: Question) -> list[Ruling]:
    """Rule on every act; the strictest first, and among equals the one named first in the table."""
    rulings = [rule_on_act(act) or ask_back(act) for act in question.acts]
    order = {rule.id: place for place, rule in reversed(list(enumerate(RULES)))}
    return sorted(
        (ruling for ruling in rulings if ruling is not None),
        key=lambda ruling: (ruling.verdict.strictness, order.get(ruling.rule or "", 0)),
    )


def _by_acts_alone(rulings: list[Ruling], question: Question) -> Ruling:
    if not rulings:
        return UNKNOWN
    is_unread = question.has_unread_secret or question.has_open_thing
    if rulings[0].verdict is Verdict.ALLOWED and is_unread:
        return WHICH_THING
    return _with_allowed_part(rulings[0], rulings)


def _allow(guess: Guess, rulings: list[Ruling], question: Question) -> Ruling:
    """Rule on what is like an allowed act: allowed only where nothing speaks against it."""
    is_sure = guess.likelihood >= SURE and guess.doubt < DOUBTFUL
    is_forbidden = bool(rulings) and rulings[0].verdict in STRICT
    if is_forbidden and guess.likelihood < FORBIDDING:
        return _with_allowed_part(rulings[0], rulings)
    is_spoken_against = is_forbidden or question.has_unread_secret
    is_misread = not question.is_joined and _is_surer(guess, question, is_forbidden=is_forbidden)
    is_settled = is_sure and not question.has_open_thing and not _is_kept(question)
    if not is_settled or (is_spoken_against and not is_misread):
        return ask_about(question.mentions)
    return rule_on_act(MEANT[guess.rule]) or UNKNOWN


def _is_surer(guess: Guess, question: Question, *, is_forbidden: bool) -> bool:
    """Whether something allowed is named, so surely that what speaks against it is misread."""
    things = things_of(guess.rule)
    if question.acts and _is_on_secret(question.acts[0]):
        least, most = SURER_OF_A_SECRET, LEAST_DOUBTFUL
    elif is_forbidden and all(act.thing not in things for act in question.acts):
        least, most = SUREST, LEAST_DOUBTFUL
    else:
        least, most = SURER, HARDLY_DOUBTFUL
    is_surer = guess.likelihood >= least and guess.doubt < most
    return is_surer and not question.mentions.isdisjoint(things)


def _is_on_secret(act: Act) -> bool:
    """Whether it is plainly a forbidden act on somebody's secret."""
    ruling = rule_on_act(act)
    return act.thing in SECRETS and ruling is not None and ruling.verdict in STRICT


def _is_kept(question: Question) -> bool:
    """Whether something is kept that may only be scanned."""
    return any(act.deed is Deed.KEEP and act.thing in SCANNED for act in question.acts)


def _as_guessed(guess: Guess, question: Question) -> Ruling:
    """Rule as most such questions are ruled; that something is allowed is never guessed."""
    match Verdict(guess.verdict):
        case Verdict.UNKNOWN:
            return UNKNOWN
        case Verdict.CLARIFY:
            return ask_about(question.mentions)
        case Verdict.ALLOWED:
            return WHICH_THING
        case Verdict.INFORMATION if _is_outside(guess, question):
            return UNKNOWN
        case verdict:
            return Ruling(verdict, guess.rule, _wording(guess, question))


def _is_outside(guess: Guess, question: Question) -> bool:
    """Whether information may be on another matter altogether."""
    least = OUTSIDE_OF_A_TEXT if question.has_text else OUTSIDE
    return guess.outside >= least and not _phone(guess, question)


def _phone(guess: Guess, question: Question) -> str | None:
    """Give the wording on a phone that is named, where it is asked whether phones will do."""
    return question.phone if guess.rule == _PHONES else None


def _wording(guess: Guess, question: Question) -> str:
    """Choose between a rule's texts by who and which phone it is about."""
    if (phone := _phone(guess, question)) is not None:
        return phone
    is_own = guess.verdict == Verdict.INFORMATION.value and any(act.is_own for act in question.acts)
    return "own" if is_own and guess.rule in _OWN else guess.verdict


_PHONES = "phone-requirements"
_OWN = frozenset({"personal-codes", "keep-authenticator"})
"""Rules with a text for the person whose things they are."""


def _with_allowed_part(strictest: Ruling, rulings: list[Ruling]) -> Ruling:
    if strictest.verdict not in STRICT:
        return strictest
    allowed = next((other.rule for other in rulings if other.verdict is Verdict.ALLOWED), None)
    return replace(strictest, also_allowed=allowed)
