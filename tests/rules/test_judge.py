from __future__ import annotations

from dataclasses import replace

import pytest

from voice_helper.rules.act import Act, Deed, Guess, Question, Role, Thing
from voice_helper.rules.judge import (
    DOUBTFUL,
    ELSEWHERE,
    HARDLY_DOUBTFUL,
    LEAST_DOUBTFUL,
    OUTSIDE,
    OUTSIDE_OF_A_TEXT,
    SURE,
    SURER,
    SURER_OF_A_SECRET,
    SUREST,
    rule_on,
)
from voice_helper.rules.ruling import Verdict
from voice_helper.rules.table import MEANT

TYPE_PHONE = Act(Deed.ENTER, Thing.PHONE_NUMBER, Role.HELPER, Role.APPLICANT)
TYPE_PIN = Act(Deed.ENTER, Thing.PIN, Role.HELPER, Role.APPLICANT)
TYPE_CODE = Act(Deed.ENTER, Thing.CODE, Role.HELPER, Role.APPLICANT)
LIKE_ALLOWED = Guess("enter-contact-details", "allowed", 0.97, 0.01)


def test_the_strictest_of_several_acts_speaks_and_tells_what_is_allowed() -> None:
    ruling = rule_on(Question(acts=(TYPE_PHONE, TYPE_PIN)))
    assert (ruling.verdict, ruling.rule) == (Verdict.NOT_ALLOWED, "personal-codes")
    assert ruling.also_allowed == "enter-contact-details"


def test_a_bare_code_is_asked_back() -> None:
    ruling = rule_on(Question(acts=(TYPE_CODE,)))
    assert ruling.verdict is Verdict.CLARIFY
    assert 2 <= len(ruling.options) <= 3


@pytest.mark.parametrize("guess", [None, LIKE_ALLOWED])
def test_nothing_is_allowed_beside_a_secret_that_went_unread(guess: Guess | None) -> None:
    question = Question(acts=(TYPE_PHONE,), has_unread_secret=True, guess=guess)
    assert rule_on(question).verdict is Verdict.CLARIFY


@pytest.mark.parametrize("guess", [None, LIKE_ALLOWED])
def test_nothing_is_allowed_beside_a_thing_that_nothing_is_known_of(guess: Guess | None) -> None:
    question = Question(acts=(TYPE_PHONE,), has_open_thing=True, guess=guess)
    assert rule_on(question).verdict is Verdict.CLARIFY


@pytest.mark.parametrize("thing", [Thing.PASSPORT, Thing.FACE])
def test_what_may_be_scanned_may_not_be_kept(thing: Thing) -> None:
    keep = Act(Deed.KEEP, thing, Role.HELPER, Role.APPLICANT)
    guess = Guess("scan-passport", "allowed", 0.99, 0.0)
    assert rule_on(Question(acts=(keep,), guess=guess)).verdict is Verdict.CLARIFY


def test_nothing_is_allowed_to_somebody_who_is_not_here() -> None:
    absent = Question(acts=(TYPE_PHONE,), guess=LIKE_ALLOWED, obstacle="be-together")
    ruling = rule_on(absent)
    assert (ruling.verdict, ruling.rule) == (Verdict.NOT_ALLOWED, "be-together")
    assert rule_on(replace(absent, acts=(TYPE_CODE,), guess=None)) == ruling
    with_pin = replace(absent, acts=(TYPE_PHONE, TYPE_PIN), guess=None)
    assert rule_on(with_pin).also_allowed is None


def test_a_question_put_together_of_two_outvotes_no_forbidden_act() -> None:
    guess = Guess("enter-contact-details", "allowed", 0.99, 0.0)
    mentions = frozenset({Thing.PHONE_NUMBER})
    asked = Question(acts=(TYPE_PIN, TYPE_PHONE), mentions=mentions, guess=guess)
    assert rule_on(asked).verdict is Verdict.ALLOWED
    assert rule_on(replace(asked, is_joined=True)).verdict is Verdict.CLARIFY


def test_a_spoken_secret_is_answered_first() -> None:
    ruling = rule_on(Question(acts=(TYPE_PHONE,), tells_secret=True, guess=LIKE_ALLOWED))
    assert (ruling.verdict, ruling.wording) == (Verdict.NOT_ALLOWED, "spoken-secret")


@pytest.mark.parametrize("rule", MEANT)
def test_what_is_like_an_allowed_act_without_a_doubt_is_ruled_by_the_table(rule: str) -> None:
    ruling = rule_on(Question(guess=Guess(rule, "allowed", 0.97, 0.01)))
    assert (ruling.verdict, ruling.rule) == (Verdict.ALLOWED, rule)


def test_a_forbidden_act_is_never_allowed_by_likeness() -> None:
    ruling = rule_on(Question(acts=(TYPE_PIN,), guess=LIKE_ALLOWED))
    assert ruling.verdict is Verdict.CLARIFY
    unsure = rule_on(Question(acts=(TYPE_PIN,), guess=replace(LIKE_ALLOWED, likelihood=0.5)))
    assert unsure.verdict is Verdict.NOT_ALLOWED


@pytest.mark.parametrize("flaw", [{"likelihood": SURE - 0.01}, {"doubt": DOUBTFUL}])
def test_an_allowed_act_is_asked_back_where_there_is_a_doubt(flaw: dict[str, float]) -> None:
    assert rule_on(Question(acts=(TYPE_PHONE,), guess=LIKE_ALLOWED)).verdict is Verdict.ALLOWED
    doubtful = replace(LIKE_ALLOWED, **flaw)
    assert rule_on(Question(acts=(TYPE_PHONE,), guess=doubtful)).verdict is Verdict.CLARIFY


@pytest.mark.parametrize("flaw", [{"likelihood": SURER - 0.01}, {"doubt": HARDLY_DOUBTFUL}])
def test_an_act_beside_a_forbidden_one_is_asked_back_where_there_is_the_least_doubt(
    flaw: dict[str, float],
) -> None:
    sure = replace(LIKE_ALLOWED, likelihood=SURER)
    named = frozenset({Thing.PHONE_NUMBER})
    question = Question(acts=(TYPE_PHONE, TYPE_PIN), mentions=named, guess=sure)
    assert rule_on(question).verdict is Verdict.ALLOWED
    doubtful = replace(question, guess=replace(sure, **flaw))
    assert rule_on(doubtful).verdict is Verdict.CLARIFY


@pytest.mark.parametrize(
    ("first", "least"),
    [
        (TYPE_PIN, SURER_OF_A_SECRET),
        (Act(Deed.USE, Thing.MITID, Role.HELPER, Role.APPLICANT), SUREST),
    ],
)
def test_the_more_is_forbidden_the_surer_a_likeness_must_be(first: Act, least: float) -> None:
    guess = Guess("enter-contact-details", "allowed", least, LEAST_DOUBTFUL / 2)
    named = frozenset({Thing.PHONE_NUMBER})
    question = Question(acts=(first,), mentions=named, guess=guess)
    assert rule_on(question).verdict is Verdict.ALLOWED
    for flaw in ({"likelihood": least - 0.001}, {"doubt": LEAST_DOUBTFUL}):
        worse = replace(question, guess=replace(guess, **flaw))
        assert rule_on(worse).verdict is Verdict.CLARIFY


def test_what_may_be_another_matter_is_not_told_about() -> None:
    guess = Guess("get-ready", "information", 0.6, 0.0, OUTSIDE)
    assert rule_on(Question(guess=guess)).verdict is Verdict.UNKNOWN
    assert rule_on(Question(guess=replace(guess, outside=OUTSIDE - 0.01))).rule == "get-ready"


def test_what_the_rule_has_a_text_on_is_told_about_sooner() -> None:
    guess = Guess("get-ready", "information", 0.6, 0.0, OUTSIDE)
    assert rule_on(Question(guess=guess, has_text=True)).rule == "get-ready"
    likelier = replace(guess, outside=OUTSIDE_OF_A_TEXT)
    assert rule_on(Question(guess=likelier, has_text=True)).verdict is Verdict.UNKNOWN


def test_what_is_like_a_refused_question_is_refused_whatever_the_acts() -> None:
    guess = Guess("personal-codes", "not-allowed", 0.9, 0.9)
    ruling = rule_on(Question(acts=(TYPE_PHONE,), guess=guess))
    assert (ruling.verdict, ruling.rule) == (Verdict.NOT_ALLOWED, "personal-codes")


def test_an_unsure_guess_yields_to_a_forbidden_act() -> None:
    guess = Guess("biometrics", "information", 0.4, 0.3)
    assert rule_on(Question(acts=(TYPE_PIN,), guess=guess)).verdict is Verdict.NOT_ALLOWED


def test_information_yields_to_a_forbidden_act_on_a_personal_code_where_there_is_doubt() -> None:
    guess = Guess("forgotten", "information", 0.9, 0.2)
    ruling = rule_on(Question(acts=(TYPE_PIN,), guess=guess))
    assert (ruling.verdict, ruling.rule) == (Verdict.NOT_ALLOWED, "personal-codes")
    sure = replace(guess, doubt=0.05)
    assert rule_on(Question(acts=(TYPE_PIN,), guess=sure)).verdict is Verdict.INFORMATION


def test_what_somebody_does_to_their_own_is_not_refused_where_it_is_known_who_asks() -> None:
    own = Act(Deed.ENTER, Thing.PIN, Role.APPLICANT, Role.APPLICANT)
    refused = Guess("personal-codes", "not-allowed", 0.9, 0.9)
    known = Question(acts=(own,), guess=refused, is_asker_known=True)
    assert rule_on(known).verdict is Verdict.LOOK_AWAY
    assert rule_on(replace(known, is_asker_known=False)).verdict is Verdict.NOT_ALLOWED


def test_the_text_on_a_phone_that_was_named_is_chosen() -> None:
    guess = Guess("phone-requirements", "information", 0.9)
    assert rule_on(Question(guess=guess, phone="too-old")).wording == "too-old"


def test_nothing_is_told_on_what_may_well_be_another_matter() -> None:
    guess = Guess("get-ready", "information", 0.7)
    assert rule_on(Question(guess=guess)).verdict is Verdict.INFORMATION
    assert rule_on(Question(guess=replace(guess, outside=0.3))).verdict is Verdict.UNKNOWN


def test_a_phone_that_is_named_is_no_other_matter() -> None:
    guess = Guess("phone-requirements", "information", 0.6, outside=0.4)
    assert rule_on(Question(guess=guess)).verdict is Verdict.UNKNOWN
    named = rule_on(Question(guess=guess, phone="maybe"))
    assert (named.rule, named.wording) == ("phone-requirements", "maybe")


def test_a_phone_that_is_named_is_told_about_unless_it_is_likely_another_matter() -> None:
    guess = Guess("", "unknown", ELSEWHERE - 0.01)
    assert rule_on(Question(guess=guess)).verdict is Verdict.UNKNOWN
    named = rule_on(Question(guess=guess, phone="maybe"))
    assert (named.verdict, named.wording) == (Verdict.INFORMATION, "maybe")
    likely = replace(guess, likelihood=ELSEWHERE)
    assert rule_on(Question(guess=likely, phone="maybe")).verdict is Verdict.UNKNOWN
    forbidden = Act(Deed.SEE, Thing.PIN, Role.HELPER, Role.APPLICANT)
    beside = Question(acts=(forbidden,), guess=guess, phone="maybe")
    assert rule_on(beside).rule != "phone-requirements"


def test_an_empty_question_is_unknown() -> None:
    assert rule_on(Question()).verdict is Verdict.UNKNOWN
