from __future__ import annotations

import itertools
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scripts.print_acts import page
from voice_helper.prompts import Prompts
from voice_helper.rules.act import Act, Deed, Question, Role, Thing
from voice_helper.rules.judge import rule_on, rule_on_act
from voice_helper.rules.ruling import Verdict
from voice_helper.rules.table import LASTING_SECRETS, RULES, SECRETS

MAY_BE_ALLOWED = {
    "find-information",
    "enter-contact-details",
    "enter-message-code",
    "advise-strong-secrets",
    "scan-passport",
}
acts = st.builds(
    Act,
    deed=st.sampled_from(Deed),
    thing=st.sampled_from(Thing),
    actor=st.sampled_from(Role),
    owner=st.sampled_from(Role),
)


def every_act() -> itertools.product[tuple[Deed, Thing, Role, Role]]:
    return itertools.product(Deed, Thing, Role, Role)


def test_allowed_is_said_by_the_five_rules_that_permit_something_and_no_other() -> None:
    allowing = {rule.id for rule in RULES if rule.verdict is Verdict.ALLOWED}
    assert allowing == MAY_BE_ALLOWED


def test_every_allowed_act_has_a_rule_that_matches_it_with_that_verdict() -> None:
    for deed, thing, actor, owner in every_act():
        act = Act(deed, thing, actor, owner)
        ruling = rule_on_act(act)
        if ruling is not None and ruling.verdict is Verdict.ALLOWED:
            assert any(
                rule.id == ruling.rule and rule.verdict is Verdict.ALLOWED and rule.matches(act)
                for rule in RULES
            )


def test_nothing_done_to_a_secret_is_allowed_but_advice_on_making_one() -> None:
    for deed, thing, actor, owner in every_act():
        ruling = rule_on_act(Act(deed, thing, actor, owner))
        if thing in SECRETS and ruling is not None and ruling.verdict is Verdict.ALLOWED:
            assert (deed, thing in LASTING_SECRETS) == (Deed.ADVISE, True)


def test_every_act_on_a_secret_is_ruled() -> None:
    for deed, thing, actor, owner in every_act():
        if thing in SECRETS:
            assert rule_on_act(Act(deed, thing, actor, owner)) is not None


def test_what_a_helper_does_to_a_secret_is_forbidden_or_a_moment_to_look_away() -> None:
    for deed, thing in itertools.product(set(Deed) - {Deed.ADVISE}, SECRETS):
        ruling = rule_on_act(Act(deed, thing, Role.HELPER, Role.APPLICANT))
        assert ruling is not None
        assert ruling.verdict in {Verdict.NOT_ALLOWED, Verdict.LOOK_AWAY}


@given(st.lists(acts, max_size=4), acts)
def test_a_further_act_never_makes_a_forbidden_question_allowed(
    others: list[Act], forbidden: Act
) -> None:
    ruling = rule_on_act(forbidden)
    if ruling is None or ruling.verdict is not Verdict.NOT_ALLOWED:
        return
    asked = rule_on(Question(acts=(*others, forbidden)))
    assert asked.verdict is Verdict.NOT_ALLOWED


@given(st.lists(acts, max_size=4))
def test_the_same_question_has_the_same_ruling(asked: list[Act]) -> None:
    question = Question(acts=tuple(asked))
    assert rule_on(question) == rule_on(question)


def test_the_printed_table_of_acts_is_that_of_the_rules() -> None:
    printed = Path(__file__).parents[2] / "docs" / "acts.md"
    assert printed.read_text(encoding="utf-8") == page(), "run 'make learn'"


def test_every_rule_has_its_text_and_source_in_the_prompts(prompts: Prompts) -> None:
    texts = prompts.table("rules")
    wordings = {(rule.id, rule.wording or rule.verdict.value) for rule in RULES}
    for rule, wording in wordings:
        assert texts[rule][wording]
        assert texts[rule]["source"] in texts["sources"]
