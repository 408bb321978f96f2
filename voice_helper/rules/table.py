"""The rules on acts, in the order in which they are tried: the first that matches an act rules it.

'Allowed' stands in this table and nowhere else. The texts, sources and dates of the rules stand in
``prompts/<language>/rules.toml`` under the same ids; ``docs/acts.md`` is printed from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from voice_helper.rules.act import Act, Deed, Role, Thing
from voice_helper.rules.ruling import Verdict

Deeds: TypeAlias = frozenset[Deed]
Things: TypeAlias = frozenset[Thing]


class Whose(StrEnum):
    """Which acts a rule is about, by whose thing it is."""

    OWN = "own"
    NOT_OTHERS = "own or unsaid"
    OTHERS = "another's or unsaid"
    APPLICANTS = "the applicant's"
    HELPERS = "the helper's"
    ANY = "any"


@dataclass(frozen=True)
class Rule:
    """A clause: acts of these deeds on these things have this verdict."""

    id: str
    """One of the rule ids of the interface."""
    verdict: Verdict
    """What holds for the acts that match."""
    deeds: Deeds
    """Deeds that it covers."""
    things: Things
    """Things that it covers."""
    whose: Whose = Whose.ANY
    """Whose things it covers."""
    wording: str = ""
    """Key of the text in ``rules.toml``; the verdict's name where empty."""

    def matches(self, act: Act) -> bool:
        """Tell whether the clause covers the act."""
        return act.deed in self.deeds and act.thing in self.things and _fits(self.whose, act)


def _fits(whose: Whose, act: Act) -> bool:
    match whose:
        case Whose.OWN:
            return act.is_own
        case Whose.NOT_OTHERS:
            return act.is_own or act.actor is Role.UNKNOWN
        case Whose.OTHERS:
            return not act.is_own
        case Whose.APPLICANTS:
            return act.owner is Role.APPLICANT
        case Whose.HELPERS:
            return act.owner is Role.HELPER
        case Whose.ANY:
            return True


def _deeds(*deeds: Deed) -> Deeds:
    return frozenset(deeds)


def _things(*things: Thing) -> Things:
    return frozenset(things)


ALL_DEEDS: Deeds = frozenset(Deed)
ALL_THINGS: Things = frozenset(Thing)

SECRETS = _things(Thing.PIN, Thing.USER_ID, Thing.PASSWORD, Thing.ACTIVATION_CODE, Thing.SECRETS)
"""What nobody but the applicant may get to know."""
LASTING_SECRETS = SECRETS - _things(Thing.ACTIVATION_CODE)
"""Secrets that the applicant makes up."""
ONES_OWN_NUMBERS = _things(Thing.P_CODE, Thing.UNLOCK_CODE)
MESSAGES = _things(Thing.MESSAGE_CODE, Thing.MESSAGE)
CONTACTS = _things(Thing.PHONE_NUMBER, Thing.EMAIL_ADDRESS, Thing.CONTACT_DETAILS)
SCANNED = _things(Thing.PASSPORT, Thing.FACE)
"""What a helper may scan, and no rule says may be kept."""
DEVICES = _things(
    Thing.APP, Thing.CODE_DISPLAY, Thing.AUDIO_CODE_READER, Thing.CHIP, Thing.AUTHENTICATOR
)
TEACHABLE = DEVICES | _things(
    Thing.MITID, Thing.INFORMATION, Thing.NEMID, Thing.PHONE, Thing.PASSPORT
)
VAGUE = _things(Thing.CODE, Thing.NUMBER, Thing.IT)
"""Words that can mean several things, some of them secret."""

LEARNING = _deeds(Deed.SEE, Deed.KNOW, Deed.TELL, Deed.READ_OUT, Deed.NOTE, Deed.KEEP)
MAKING = _deeds(Deed.ENTER, Deed.CREATE, Deed.CHANGE)
TAKING = _deeds(
    Deed.KNOW,
    Deed.READ_OUT,
    Deed.KEEP,
    Deed.HANDLE,
    Deed.USE,
    Deed.ENTER,
    Deed.SEE,
    Deed.NOTE,
    Deed.CHANGE,
)
ACTING = _deeds(Deed.USE, Deed.LOG_IN, Deed.APPROVE, Deed.KEEP, Deed.HANDLE, Deed.ENTER, Deed.SEE)
RISKY = LEARNING | MAKING | ACTING

_LOOK_AWAY_BY_THING = (
    ("look-away-activation-code", Thing.ACTIVATION_CODE),
    ("look-away-user-id", Thing.USER_ID),
    ("look-away-pin", Thing.PIN),
    ("look-away-access-code", Thing.PASSWORD),
    ("look-away", Thing.SECRETS),
)

_NO, _AWAY, _YES, _INFO = (
    Verdict.NOT_ALLOWED,
    Verdict.LOOK_AWAY,
    Verdict.ALLOWED,
    Verdict.INFORMATION,
)

RULES: tuple[Rule, ...] = (
    Rule("be-together", _NO, _deeds(Deed.HELP_FROM_AFAR), ALL_THINGS),
    *(
        Rule(name, _AWAY, _deeds(Deed.LOOK_AWAY, Deed.WATCH), _things(thing))
        for name, thing in _LOOK_AWAY_BY_THING
    ),
    *(
        Rule(name, _AWAY, MAKING, _things(thing), Whose.NOT_OTHERS)
        for name, thing in _LOOK_AWAY_BY_THING
    ),
    Rule("look-away", _AWAY, _deeds(Deed.LOOK_AWAY), ALL_THINGS),
    Rule("look-away", _AWAY, _deeds(Deed.WATCH), _things(Thing.UNSAID)),
    Rule("advise-strong-secrets", _YES, _deeds(Deed.ADVISE), LASTING_SECRETS),
    Rule("personal-codes", _NO, _deeds(Deed.TELL, Deed.READ_OUT), SECRETS | ONES_OWN_NUMBERS),
    Rule("personal-codes", _INFO, ALL_DEEDS, SECRETS | ONES_OWN_NUMBERS, Whose.OWN, "own"),
    Rule("personal-codes", _NO, ALL_DEEDS, SECRETS | ONES_OWN_NUMBERS),
    Rule("one-time-code", _NO, _deeds(Deed.TELL, Deed.READ_OUT), _things(Thing.ONE_TIME_CODE)),
    Rule("one-time-code", _INFO, ALL_DEEDS, _things(Thing.ONE_TIME_CODE), Whose.OWN),
    Rule("one-time-code", _NO, ALL_DEEDS, _things(Thing.ONE_TIME_CODE)),
    Rule("cpr-number", _INFO, ALL_DEEDS, _things(Thing.CPR_NUMBER), Whose.OWN),
    Rule("cpr-number", _NO, RISKY, _things(Thing.CPR_NUMBER)),
    Rule(
        "enter-message-code",
        _YES,
        _deeds(Deed.ENTER, Deed.SEE, Deed.READ_OUT),
        MESSAGES,
        Whose.APPLICANTS,
    ),
    Rule(
        "enter-message-code",
        _YES,
        _deeds(Deed.KNOW, Deed.TELL),
        _things(Thing.MESSAGE_CODE),
        Whose.APPLICANTS,
    ),
    Rule(
        "enter-contact-details",
        _YES,
        _deeds(Deed.ENTER, Deed.TELL, Deed.READ_OUT),
        CONTACTS,
        Whose.APPLICANTS,
    ),
    Rule(
        "enter-contact-details",
        _YES,
        _deeds(Deed.KNOW, Deed.SEE, Deed.NOTE),
        _things(Thing.PHONE_NUMBER),
        Whose.APPLICANTS,
    ),
    Rule("use-mitid-of-another", _NO, _deeds(Deed.LOG_IN, Deed.APPROVE), DEVICES, Whose.OTHERS),
    Rule("keep-authenticator", _NO, TAKING, DEVICES, Whose.OTHERS),
    Rule("keep-authenticator", _NO, _deeds(Deed.TELL), DEVICES),
    Rule("use-mitid-of-another", _NO, _deeds(Deed.TELL), _things(Thing.MITID)),
    Rule("keep-authenticator", _INFO, TAKING, DEVICES, Whose.OWN, "own"),
    Rule(
        "keep-authenticator",
        _INFO,
        RISKY,
        _things(Thing.SERIAL_NUMBER),
        wording="serial-number",
    ),
    Rule(
        "own-nemid-only",
        _NO,
        TAKING | _deeds(Deed.LOG_IN, Deed.APPROVE),
        _things(Thing.NEMID),
        Whose.OTHERS,
    ),
    Rule("use-mitid-of-another", _NO, ACTING, _things(Thing.MITID), Whose.OTHERS),
    Rule("use-mitid-of-another", _INFO, ACTING, _things(Thing.MITID), Whose.OWN),
    Rule(
        "use-mitid-of-another",
        _NO,
        _deeds(Deed.LOG_IN, Deed.APPROVE),
        _things(Thing.UNSAID, Thing.SERVICE, Thing.IT),
        Whose.OTHERS,
    ),
    Rule("act-for-another", _INFO, ALL_DEEDS, _things(Thing.SERVICE), Whose.OTHERS),
    Rule("act-for-another", _INFO, _deeds(Deed.ACT_FOR), ALL_THINGS),
    Rule(
        "get-mitid-for-another",
        _NO,
        _deeds(Deed.GET, Deed.CREATE),
        _things(Thing.MITID),
        Whose.OTHERS,
    ),
    Rule("find-information", _YES, _deeds(Deed.ADVISE, Deed.FIND_OUT), TEACHABLE),
    Rule("find-information", _YES, _deeds(Deed.FIND_OUT), _things(Thing.UNSAID)),
    Rule(
        "find-information", _YES, TAKING | _deeds(Deed.TELL, Deed.GET), _things(Thing.INFORMATION)
    ),
    Rule(
        "get-mitid-for-another",
        _NO,
        _deeds(Deed.SCAN, Deed.USE),
        _things(Thing.FACE),
        Whose.HELPERS,
    ),
    Rule(
        "keep-authenticator", _NO, _deeds(Deed.SCAN, Deed.USE), _things(Thing.QR_CODE), Whose.OTHERS
    ),
    Rule("scan-passport", _YES, _deeds(Deed.SCAN), _things(Thing.PASSPORT, Thing.FACE, Thing.CHIP)),
    Rule("scan-passport", _YES, _deeds(Deed.SEE), _things(Thing.PASSPORT)),
    Rule("scan-passport", _YES, _deeds(Deed.HANDLE), _things(Thing.PASSPORT)),
    Rule("scan-passport", _YES, _deeds(Deed.SCAN, Deed.USE), _things(Thing.HELPERS_PHONE)),
    Rule("show-the-rules", _INFO, _deeds(Deed.HELP), _things(Thing.MITID, Thing.UNSAID)),
)
"""All clauses, strict ones before lenient ones for the same things."""

MEANT = {
    "find-information": Act(Deed.FIND_OUT, Thing.INFORMATION, Role.HELPER, Role.APPLICANT),
    "enter-contact-details": Act(Deed.ENTER, Thing.CONTACT_DETAILS, Role.HELPER, Role.APPLICANT),
    "enter-message-code": Act(Deed.ENTER, Thing.MESSAGE_CODE, Role.HELPER, Role.APPLICANT),
    "advise-strong-secrets": Act(Deed.ADVISE, Thing.SECRETS, Role.HELPER, Role.APPLICANT),
    "scan-passport": Act(Deed.SCAN, Thing.PASSPORT, Role.HELPER, Role.APPLICANT),
}
"""The act that a question is about which is like what a rule allows; the table rules on it."""


def things_of(rule_id: str) -> Things:
    """Give the things that the clauses of a rule are about which allow something."""
    clauses = (rule for rule in RULES if rule.id == rule_id and rule.verdict is Verdict.ALLOWED)
    return frozenset(thing for clause in clauses for thing in clause.things)
