"""From clauses to the acts that are asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from voice_helper.rules.act import Act, Deed, Role, Thing
from voice_helper.rules.table import MAKING, SECRETS
from voice_helper.understanding.clause import Clause, Object
from voice_helper.understanding.roles import Asker, to_act

_STANDS_ALONE = frozenset({Deed.LOG_IN, Deed.APPROVE, Deed.ACT_FOR, Deed.HELP_FROM_AFAR})
"""Deeds that need no thing to be a whole act."""
_REQUESTS = frozenset({Deed.ADVISE, Deed.TELL, Deed.FIND_OUT, Deed.HELP, Deed.KNOW})
"""Deeds that 'you' can be asked to do."""
_EYES = frozenset({Deed.LOOK_AWAY, Deed.WATCH})
_MOMENTS = MAKING | {Deed.SEE, Deed.KNOW} | _EYES
"""Deeds that are a moment to look away where eyes are spoken of."""


def join_advice(
    words: Sequence[str], clauses: Iterable[Clause], advice_on: Collection[str]
) -> tuple[Clause, ...]:
    """Read 'explain how to make a password' as advice on a password, not as making one.

    ``advice_on`` are the words that stand between advice and what it is on.
    """
    result: list[Clause] = []
    for clause in clauses:
        before = result[-1] if result else None
        if before is not None and _is_advised(words, before, clause, advice_on):
            result[-1] = replace(before, objects=clause.objects, end=clause.end)
        else:
            result.append(clause)
    return tuple(result)


def _is_advised(
    words: Sequence[str], before: Clause, clause: Clause, advice_on: Collection[str]
) -> bool:
    """Whether a clause only names what the advice before it is on."""
    if before.deed is not Deed.ADVISE or before.objects:
        return False
    if clause.deed not in {Deed.ADVISE, Deed.CREATE, Deed.FIND_OUT, Deed.USE}:
        return False
    is_on = any(word in advice_on for word in words[before.start : clause.start])
    return is_on and (clause.subject == before.subject or clause.subject != "i")


def acts_of(clauses: Iterable[Clause], asker: Asker) -> list[Act]:
    """Give every act that the clauses ask about, in order."""
    found = tuple(
        clause for clause in clauses if not clause.is_ruled_out and not _is_request(clause)
    )
    acts = [
        (clause, to_act(clause, thing, asker)) for clause in found for thing in _things_of(clause)
    ]
    if any(act.deed in _EYES for _, act in acts):
        return _seen_from_looking_away(acts)
    if any(act.thing is not Thing.UNSAID for _, act in acts):
        acts = [(clause, act) for clause, act in acts if _is_whole(act)]
    return [act for _, act in _moments(acts)]


def _is_request(clause: Clause) -> bool:
    """Whether the assistant itself is asked to explain or find something ('can you tell me')."""
    is_harmless = not any(found.thing in SECRETS for found in clause.objects)
    return clause.subject == "you" and clause.deed in _REQUESTS and is_harmless


def _things_of(clause: Clause) -> tuple[Object | None, ...]:
    return clause.objects or (None,)


def _is_whole(act: Act) -> bool:
    """Tell whether an act says what it is done to, as far as it needs to."""
    return act.thing is not Thing.UNSAID or act.deed in _STANDS_ALONE


def _moments(acts: list[tuple[Clause, Act]]) -> list[tuple[Clause, Act]]:
    """Read 'while she types it' as the moment of the act before, not as a question of its own."""
    whole = [
        (clause, act)
        for clause, act in acts
        if not clause.is_meanwhile or act.deed in _STANDS_ALONE
    ]
    if any(act.thing in SECRETS for _, act in acts) or not whole:
        return acts
    return whole


def _seen_from_looking_away(acts: list[tuple[Clause, Act]]) -> list[Act]:
    """Where looking away is asked about, what is done with a secret is the moment to look away."""
    result: list[Act] = []
    for clause, act in acts:
        if act.thing is Thing.UNSAID and act.deed not in _STANDS_ALONE:
            continue
        is_first_person = clause.subject == "i" and act.actor is Role.HELPER
        is_moment = act.deed in _EYES or (
            act.thing in SECRETS and act.deed in _MOMENTS and not is_first_person
        )
        is_shown = act.deed is Deed.TELL and (clause.is_passive or clause.subject is None)
        is_moment = is_moment or (act.thing in SECRETS and is_shown)
        result.append(replace(act, deed=Deed.LOOK_AWAY) if is_moment else act)
    return result or [act for _, act in acts if act.deed in _EYES]
