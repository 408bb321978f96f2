from __future__ import annotations

from dataclasses import replace

import pytest

from voice_helper.rules.act import Act, Deed, Guess, Question, Role, Thing
from voice_helper.rules.judge import rule_on
from voice_helper.rules.ruling import Verdict

TYPE_PHONE = Act(Deed.ENTER, Thing.PHONE_NUMBER, Role.HELPER, Role.APPLICANT)
TYPE_PIN = Act(Deed.ENTER, Thing.PIN, Role.HELPER, Role.APPLICANT)
TYPE_CODE = Act(Deed.ENTER, Thing.CODE, Role.HELPER, Role.APPLICANT)
ASKS = frozenset({"permission"})


def test_the_strictest_of_several_acts_speaks_and_tells_what_is_allowed() -> None:
    ruling = rule_on(Question(acts=(TYPE_PHONE, TYPE_PIN), topics=ASKS))
    assert (ruling.verdict, ruling.rule) == (Verdict.NOT_ALLOWED, "personal-codes")
    assert ruling.also_allowed == "enter-contact-details"


def test_a_bare_code_is_asked_back() -> None:
    ruling = rule_on(Question(acts=(TYPE_CODE,), topics=ASKS))
    assert ruling.verdict is Verdict.CLARIFY
    assert 2 <= len(ruling.options) <= 3


def test_nothing_is_allowed_beside_a_secret_that_went_unread() -> None:
    question = Question(acts=(TYPE_PHONE,), topics=ASKS, has_unread_secret=True)
    assert rule_on(question).verdict is Verdict.CLARIFY


def test_a_spoken_secret_is_answered_first() -> None:
    ruling = rule_on(Question(acts=(TYPE_PHONE,), topics=ASKS, tells_secret=True))
    assert (ruling.verdict, ruling.wording) == (Verdict.NOT_ALLOWED, "spoken-secret")


@pytest.mark.parametrize("rule", ["enter-contact-details", "find-information"])
def test_a_guess_never_makes_anything_allowed(rule: str) -> None:
    guess = Guess(rule, "allowed", 1.0)
    assert rule_on(Question(guess=guess, length=5)).verdict is not Verdict.ALLOWED
    forbidden = rule_on(Question(acts=(TYPE_PIN,), topics=ASKS, guess=guess, length=5))
    assert forbidden.verdict is not Verdict.ALLOWED


def test_a_guess_at_information_never_softens_a_forbidden_act() -> None:
    guess = Guess("biometrics", "information", 1.0)
    ruling = rule_on(Question(acts=(TYPE_PIN,), topics=ASKS, guess=guess, length=5))
    assert ruling.verdict is Verdict.NOT_ALLOWED


def test_a_sure_guess_that_it_is_forbidden_stops_an_allowed_act() -> None:
    guess = Guess("personal-codes", "not-allowed", 0.9)
    ruling = rule_on(Question(acts=(TYPE_PHONE,), topics=ASKS, guess=guess, length=5))
    assert ruling.verdict is Verdict.NOT_ALLOWED


@pytest.mark.parametrize("verdict", ["information", "unknown", "look-away"])
def test_an_allowed_act_must_also_be_asked_about_like_one(verdict: str) -> None:
    question = Question(acts=(TYPE_PHONE,), topics=ASKS, length=5)
    assert rule_on(question).verdict is Verdict.ALLOWED
    unlike = replace(question, guess=Guess("get-ready", verdict, 0.1))
    assert rule_on(unlike).verdict is Verdict.CLARIFY


def test_other_matters_are_unknown_unless_mitid_is_named() -> None:
    see_pin = Act(Deed.SEE, Thing.PIN, Role.HELPER, Role.APPLICANT)
    elsewhere = ASKS | {"elsewhere"}
    assert rule_on(Question(acts=(see_pin,), topics=elsewhere)).verdict is Verdict.UNKNOWN
    named = rule_on(Question(acts=(see_pin,), topics=elsewhere | {"named"}))
    assert named.verdict is Verdict.NOT_ALLOWED


def test_an_empty_question_is_unknown() -> None:
    assert rule_on(Question()).verdict is Verdict.UNKNOWN
