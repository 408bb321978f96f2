"""Which part in getting MitID a person has that was named by kinship, pronoun or role."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from voice_helper.rules.act import Act, Deed, Role, Thing
from voice_helper.understanding.clause import Clause, Object

THIRD = frozenset({"she", "he", "they"})
_FIXED = {
    "applicant": Role.APPLICANT,
    "helper": Role.HELPER,
    "anyone": Role.HELPER,
    "you": Role.HELPER,
    "we": Role.HELPER,
    "official": Role.OFFICIAL,
    "stranger": Role.STRANGER,
}
_ONES_OWN_BY_DEFAULT = frozenset({Thing.MITID, Thing.NEMID, Thing.SERVICE, Thing.UNSAID})
_TELLS_NOTHING = frozenset({Thing.PHONE, Thing.HELPERS_PHONE})
"""Things that both the helper and the applicant bring: 'my phone' may be either's."""
_ABOUT_ONES_OWN = frozenset(
    {Deed.GET, Deed.USE, Deed.LOG_IN, Deed.APPROVE, Deed.CREATE, Deed.CHANGE, Deed.KEEP}
)


class Asker(StrEnum):
    """Who asks, as far as it is known."""

    APPLICANT = "applicant"
    HELPER = "helper"
    UNKNOWN = "unknown"


def infer_asker(clauses: Sequence[Clause], objects: Sequence[Object]) -> Asker:
    """Tell from the words who asks: 'my PIN' beside 'she' is the applicant's, 'her PIN' isn't."""
    beneficiaries = {clause.beneficiary for clause in clauses}
    persons = beneficiaries | {clause.subject for clause in clauses}
    owners = {found.owner for found in objects if found.thing not in _TELLS_NOTHING}
    if "applicant" in persons | owners:
        return Asker.HELPER
    if _is_looked_away_from(clauses) or "helper" in persons | owners or "i" in beneficiaries:
        return Asker.APPLICANT
    if owners & THIRD and ("i" not in owners or "i" in persons):
        return Asker.HELPER
    if "i" in owners and not owners & THIRD:
        return Asker.APPLICANT
    return Asker.HELPER if beneficiaries & THIRD else Asker.UNKNOWN


def _is_looked_away_from(clauses: Sequence[Clause]) -> bool:
    """Whether somebody else's eyes are spoken of while the asker makes or types something."""
    eyes = {c.subject for c in clauses if c.deed in {Deed.LOOK_AWAY, Deed.WATCH}}
    makers = {c.subject for c in clauses if c.deed in {Deed.ENTER, Deed.CREATE, Deed.CHANGE}}
    return "i" in makers and bool(eyes & (THIRD | {"helper", "anyone"}))


def to_act(clause: Clause, found: Object | None, asker: Asker) -> Act:
    """Resolve the persons of a clause and one of its things to roles."""
    thing = found.thing if found is not None else Thing.UNSAID
    named = found.owner if found is not None else None
    owner_name = named or clause.beneficiary
    actor = _actor(clause, named, asker)
    if clause.is_own:
        own = Role.APPLICANT if actor is Role.UNKNOWN else actor
        return Act(clause.deed, thing, own, own)
    if owner_name is None and thing in _ONES_OWN_BY_DEFAULT and clause.deed in _ABOUT_ONES_OWN:
        return Act(clause.deed, thing, Role.APPLICANT, Role.APPLICANT)
    if _is_same_third(clause.subject, owner_name, asker):
        return Act(clause.deed, thing, Role.APPLICANT, Role.APPLICANT)
    return Act(clause.deed, thing, actor, _owner(owner_name, actor, clause, asker))


def _is_same_third(subject: str | None, owner: str | None, asker: Asker) -> bool:
    return subject in THIRD and subject == owner and asker is not Asker.APPLICANT


def _actor(clause: Clause, owner: str | None, asker: Asker) -> Role:
    subject = clause.subject
    if subject is None:
        if clause.is_passive:
            return Role.UNKNOWN
        subject = "i" if asker is not Asker.UNKNOWN or owner != "i" else None
    if subject is None:
        return Role.UNKNOWN
    if subject == "i":
        return _first_person(clause, owner, asker)
    if subject in THIRD:
        return _third_person(clause, subject, owner, asker)
    return _FIXED[subject]


def _first_person(clause: Clause, owner: str | None, asker: Asker) -> Role:
    if asker is Asker.UNKNOWN:
        return Role.APPLICANT if owner == "i" and clause.beneficiary is None else Role.HELPER
    return Role(asker.value)


def _third_person(clause: Clause, subject: str, owner: str | None, asker: Asker) -> Role:
    if asker is Asker.APPLICANT or owner == "i" or clause.beneficiary == "i":
        return Role.HELPER
    if owner == "applicant" or (owner in THIRD and owner != subject):
        return Role.HELPER
    return Role.APPLICANT if asker is Asker.HELPER else Role.UNKNOWN


def _owner(name: str | None, actor: Role, clause: Clause, asker: Asker) -> Role:
    if name == "i":
        return Role.APPLICANT if asker is Asker.UNKNOWN else Role(asker.value)
    if name == "helper":
        return Role.HELPER
    if name in THIRD and asker is Asker.APPLICANT:
        is_own = actor is Role.HELPER and clause.subject == name
        return Role.HELPER if is_own or actor is Role.APPLICANT else Role.APPLICANT
    return Role.APPLICANT
