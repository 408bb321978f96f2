"""The real routes: what they guard, whom they address, what they never say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.walkthrough.tables import walkthrough_of
from voice_helper.prompts import Prompts
from voice_helper.walkthrough.route import Route
from voice_helper.walkthrough.step import END, Actor, Secrecy, Step
from voice_helper.walkthrough.walkthrough import ROUTES

GUARDED = {  # from the LOOK AWAY marks of official-guidance.md, section 4, by hand
    "own-phone": [("choose-user-id", "user-id"), ("choose-pin", "pin")],
    "helper-phone": [
        ("choose-user-id", "user-id"),
        ("type-user-id", "user-id"),
        ("choose-pin", "pin"),
    ],
    "foreign-passport": [
        ("choose-user-id", "user-id"),
        ("type-user-id", "user-id"),
        ("choose-pin", "pin"),
    ],
    "citizen-service": [
        ("think-user-id", "user-id"),
        ("receive-code", "activation-code"),
        ("use-code", "activation-code"),
    ],
    "activation-code": [("type-activation-code", "activation-code"), ("choose-pin", "pin")],
    "code-display": [
        ("activate-display", "activation-code"),
        ("choose-password", "password"),
        ("type-user-id", "user-id"),
        ("type-password", "password"),
    ],
    "audio-code-reader": [
        ("activate-reader", "activation-code"),
        ("choose-password", "password"),
        ("type-user-id", "user-id"),
        ("type-password", "password"),
    ],
}
PRIVATE = {  # what the same section marks PRIVATE, and the temporary PIN by caution
    "own-phone": {"type-temporary-pin", "biometrics"},
    "helper-phone": {"type-temporary-pin", "biometrics", "notifications"},
    "foreign-passport": {
        "get-p-code", "type-number", "type-temporary-pin", "biometrics", "notifications",
    },
    "citizen-service": {"show-documents"},
    "activation-code": {"type-temporary-pin", "biometrics", "notifications"},
    "code-display": {"order-identity", "read-code", "type-code"},
    "audio-code-reader": {"order-identity", "hear-code", "type-code"},
}  # fmt: skip
OWN_TO_A_HELPER = re.compile(
    r"\byour (?!own\b)(PIN|user ID|password|passport|activation code|CPR|MitID|face|glasses)",
    re.IGNORECASE,
)
THIRD_PERSON = re.compile(r"\b(applicant|helper)\b", re.IGNORECASE)
PLACELESS = re.compile(r"\b(here|there|over there|this one|that one)\b", re.IGNORECASE)
ALOUD = re.compile(r"\b(say|tell|speak|spell|read out|aloud)\b", re.IGNORECASE)


@pytest.fixture(scope="module", params=ROUTES)
def route(request: pytest.FixtureRequest, prompts: Prompts) -> Route:
    return walkthrough_of(prompts).routes[request.param]


def by_actor(route: Route, actor: Actor) -> Iterator[Step]:
    return (step for step in route.steps if step.actor is actor)


def test_what_the_guidance_marks_look_away_is_guarded_and_nothing_else(route: Route) -> None:
    guarded = [step for step in route.steps if step.secrecy is Secrecy.SECRET]
    assert [(step.id, step.secret) for step in guarded] == GUARDED[route.id]


def test_what_the_guidance_marks_private_is_private_and_nothing_else(route: Route) -> None:
    private = {step.id for step in route.steps if step.secrecy is Secrecy.PRIVATE}
    assert private == PRIVATE[route.id]


def test_a_step_that_speaks_of_a_secret_being_typed_is_not_open(route: Route) -> None:
    typed = re.compile(r"\b(type|choose|enter)\b[^.]*\b(PIN|user ID|password|activation code)\b")
    for step in route.steps:
        if typed.search(step.say) and "Citizen" not in step.say and "Borger" not in step.say:
            assert step.secrecy is not Secrecy.OPEN, step.id


def test_a_guarded_step_asks_for_nothing_to_be_said(route: Route) -> None:
    for step in route.steps:
        if step.secrecy is Secrecy.SECRET:
            assert not ALOUD.search(step.say.replace("staff read it", "")), step.id


def test_what_a_screen_reader_could_speak_is_audible(route: Route) -> None:
    for step in route.steps:
        if "A screen reader speaks" in step.sense:
            assert step.is_audible, step.id


def test_a_helper_hears_nothing_of_the_applicants_as_their_own(route: Route) -> None:
    for step in by_actor(route, Actor.HELPER):
        assert not OWN_TO_A_HELPER.search(step.say), step.id


def test_both_are_never_told_of_something_as_yours(route: Route) -> None:
    for step in by_actor(route, Actor.BOTH):
        assert not re.search(r"\byours?\b(?! MitID)", step.say), step.id


def test_an_applicant_is_not_spoken_of_as_somebody_else(route: Route) -> None:
    for step in by_actor(route, Actor.APPLICANT):
        assert "applicant" not in step.say, step.id
    for step in route.steps:
        assert not THIRD_PERSON.search(step.alone), step.id


def test_who_is_alone_hears_of_nobody_else(route: Route) -> None:
    if route.needs_helper:
        return
    for step in route.steps:
        words = step.alone or step.say
        assert not THIRD_PERSON.search(words), step.id
        assert "One of you" not in words, step.id


def test_places_are_named(route: Route) -> None:
    for step in route.steps:
        assert not PLACELESS.search(step.say), step.id
        assert not PLACELESS.search(step.alone), step.id


def test_every_step_but_a_question_is_an_instruction(route: Route) -> None:
    for step in route.steps:
        assert ("?" in step.say) == bool(step.choices), step.id
        assert step.say[0].isupper(), step.id
        assert step.say[-1] in ".?", step.id


def test_what_can_go_wrong_is_a_clause_and_a_sentence(route: Route) -> None:
    for trouble in (each for step in route.steps for each in step.troubles):
        assert trouble.when[0].islower() or trouble.when.startswith("MitID"), trouble
        assert trouble.when[-1] not in ".?", trouble
        assert trouble.then[0].isupper(), trouble
        assert trouble.then[-1] == ".", trouble


def test_what_can_go_wrong_is_told_to_nobody_in_particular(route: Route) -> None:
    for step in route.steps:
        for trouble in step.troubles:
            words = f"{trouble.when} {trouble.then}"
            assert step.actor is Actor.BOTH or not re.search(r"\byou", words), trouble


def test_what_can_be_felt_is_told_to_the_applicant(route: Route) -> None:
    for step in route.steps:
        assert "applicant" not in step.sense, step.id


def test_a_route_takes_a_sensible_time(route: Route) -> None:
    assert 10 < sum(step.minutes for step in route.ahead(route.first)) < 120


def test_every_route_can_be_walked_to_its_end_along_each_branch(route: Route) -> None:
    for step in route.steps:
        ahead = route.ahead(step)
        assert ahead[0] is step
        assert ahead[-1].next == END


def test_every_step_has_its_source(route: Route, prompts: Prompts) -> None:
    sources = prompts.table("rules")["sources"]
    for step in route.steps:
        assert {"title", "address"} <= set(sources[step.source]), step.id


def test_every_route_warns_of_approving_for_a_caller_or_leads_to_one_that_does(
    route: Route,
) -> None:
    assert "Never approve" in route.closing or route.id == "citizen-service"
