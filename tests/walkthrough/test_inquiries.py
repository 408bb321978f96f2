"""The real interview, its things, and the secrets: what they say, and what is understood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.walkthrough.tables import walkthrough_of
from voice_helper.prompts import Prompts
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.store import vocabulary
from voice_helper.understanding.choosing import Chooser
from voice_helper.understanding.understand import Understanding
from voice_helper.walkthrough.interview import MOST_QUESTIONS, Inquiry, Interview
from voice_helper.walkthrough.secret import Secret
from voice_helper.walkthrough.steps import COMMON, DONT_KNOW
from voice_helper.walkthrough.walkthrough import ROUTES, Walkthrough

SECRETS = {"pin", "user-id", "password", "activation-code"}
BENT = [
    ("helper", "i am not quite alone", None),
    ("helper", "nobody else is here", None),
    ("helper", "yes my daughter is here", "somebody"),
    ("papers", "i have a danish passport", "danish-passport"),
    ("papers", "well it is a danish passport i think", "danish-passport"),
    ("papers", "i certainly do not own a danish passport", None),
    ("papers", "i do not have a passport", "none"),
    ("papers", "i have a german passport", "foreign-document"),
    ("papers", "my passport is polish", None),
    ("papers", "not danish", "foreign-document"),
    ("papers", "i got an audio code reader by post", "audio-code-reader"),
    ("papers", "either a code display or an audio code reader", None),
    ("phone", "i can use my own phone", "own-phone"),
    ("phone", "my daughter has a new phone", None),
    ("phone", "it is my daughter's phone", "helper-phone"),
    ("phone", "not my own phone", "helper-phone"),
    ("phone", "i do not have a phone", "none"),
    ("phone", "an old phone with keys", "old-phone"),
]
ANNOUNCED = [
    ("i am about to make my pin", "pin"),
    ("i want to choose my pin now", "pin"),
    ("now i make my pin code", "pin"),
    ("i am about to type my user id", "user-id"),
    ("my mother is about to type her user id", "user-id"),
    ("she is about to make her password", "password"),
    ("i am about to type my access code", "password"),
    ("i am about to enter my activation code", "activation-code"),
]


@pytest.fixture(scope="module")
def walkthrough(prompts: Prompts) -> Walkthrough:
    return walkthrough_of(prompts)


@pytest.fixture(scope="module")
def interview(walkthrough: Walkthrough) -> Interview:
    return walkthrough.interview


@pytest.fixture(scope="module")
def chooser(prompts: Prompts) -> Chooser:
    return Understanding(prompts).chooser


def inquiry_of(interview: Interview, name: str) -> Inquiry:
    return next(each for each in interview.inquiries if each.id == name)


def ways(interview: Interview, inquiry: Inquiry) -> Iterator[tuple[str, ...]]:
    """Give every way through the interview, as the questions that are asked."""
    for reply in inquiry.replies:
        if reply.next:
            for way in ways(interview, inquiry_of(interview, reply.next)):
                yield (inquiry.id, *way)
        else:
            yield (inquiry.id,)


def taught(walkthrough: Walkthrough) -> Iterator[str]:
    """Give every phrase that the recogniser must be able to hear."""
    interview = walkthrough.interview
    for secret in walkthrough.secrets.values():
        yield from secret.phrases
    for thing in interview.things:
        yield from thing.phrases
    for reply in (reply for inquiry in interview.inquiries for reply in inquiry.replies):
        yield from reply.phrases
    for route in walkthrough.routes.values():
        for choice in (choice for step in route.steps for choice in step.choices):
            yield from choice.phrases


def test_at_most_four_questions_are_asked_with_the_one_about_things(interview: Interview) -> None:
    first = inquiry_of(interview, interview.first)
    assert max(len(way) for way in ways(interview, first)) + 1 <= MOST_QUESTIONS


def test_a_helper_is_settled_by_the_first_question(interview: Interview) -> None:
    first = inquiry_of(interview, interview.first)
    assert all(reply.has_helper is not None for reply in first.replies)


def test_who_does_not_know_about_a_helper_is_treated_as_if_somebody_were_there(
    interview: Interview,
) -> None:
    first = inquiry_of(interview, interview.first)
    assert next(reply for reply in first.replies if reply.name == DONT_KNOW).has_helper


def test_who_does_not_know_is_told_what_that_leads_to(interview: Interview) -> None:
    for inquiry in interview.inquiries:
        reply = next(reply for reply in inquiry.replies if reply.name == DONT_KNOW)
        assert reply.advice
        assert reply.next or reply.route


def test_every_route_is_found_by_the_interview(interview: Interview) -> None:
    found = {reply.route for inquiry in interview.inquiries for reply in inquiry.replies}
    assert found - {""} == set(ROUTES)


def test_every_thing_is_needed_by_a_route(walkthrough: Walkthrough) -> None:
    needed = {need for route in walkthrough.routes.values() for need in route.needs}
    assert needed == {thing.id for thing in walkthrough.interview.things}


def test_every_answer_is_understood_as_itself(interview: Interview, chooser: Chooser) -> None:
    for inquiry in interview.inquiries:
        choices = {reply.name: reply.phrases for reply in inquiry.replies}
        for name, phrases in choices.items():
            for phrase in phrases:
                assert chooser.choose(phrase, choices, within=True) == name, phrase


def test_an_answer_among_other_words_is_never_another_one(
    interview: Interview, chooser: Chooser
) -> None:
    for inquiry in interview.inquiries:
        choices = {reply.name: reply.phrases for reply in inquiry.replies}
        for name, phrases in choices.items():
            for phrase in phrases:
                found = chooser.choose(f"i think {phrase} you know", choices, within=True)
                assert found in {name, None}, phrase


def test_a_negated_answer_is_not_the_answer(interview: Interview, chooser: Chooser) -> None:
    for inquiry in interview.inquiries:
        choices = {reply.name: reply.phrases for reply in inquiry.replies}
        for name, phrases in choices.items():
            for phrase in phrases:
                words = f"i certainly do not say {phrase}"
                assert chooser.choose(words, choices, within=True) is None, (name, phrase)


@pytest.mark.parametrize(("question", "words", "answer"), BENT)
def test_what_people_say_in_other_words_is_understood_or_asked_again(
    interview: Interview, chooser: Chooser, question: str, words: str, answer: str | None
) -> None:
    choices = {reply.name: reply.phrases for reply in inquiry_of(interview, question).replies}
    assert chooser.choose(words, choices, within=True) == answer


def test_the_choices_within_routes_are_understood_as_themselves(
    walkthrough: Walkthrough, chooser: Chooser
) -> None:
    for step in (step for route in walkthrough.routes.values() for step in route.steps):
        choices = {choice.name: choice.phrases for choice in step.choices}
        for name, phrases in choices.items():
            for phrase in phrases:
                assert chooser.choose(phrase, choices, within=True) == name, phrase


def test_no_answer_of_its_own_is_called_like_a_common_one(interview: Interview) -> None:
    for inquiry in interview.inquiries:
        own = {reply.name for reply in inquiry.replies if reply.phrases}
        assert own.isdisjoint(COMMON)


def test_the_secrets_are_those_that_the_helper_looks_away_from(walkthrough: Walkthrough) -> None:
    assert set(walkthrough.secrets) == SECRETS


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_secret_is_announced_in_many_ways(walkthrough: Walkthrough, name: str) -> None:
    assert len(walkthrough.secrets[name].phrases) >= 12


@pytest.mark.parametrize(("words", "name"), ANNOUNCED)
def test_an_announcement_names_its_secret(
    walkthrough: Walkthrough, chooser: Chooser, words: str, name: str
) -> None:
    phrases = {secret.id: secret.phrases for secret in walkthrough.secrets.values()}
    assert chooser.choose(words, phrases) == name


def test_every_announcement_names_its_own_secret_and_is_no_command(
    walkthrough: Walkthrough, chooser: Chooser, prompts: Prompts
) -> None:
    phrases = {secret.id: secret.phrases for secret in walkthrough.secrets.values()}
    commands = set(Understanding(prompts).commands.phrases())
    for secret in walkthrough.secrets.values():
        for phrase in secret.phrases:
            assert chooser.choose(phrase, phrases) == secret.id, phrase
            assert phrase not in commands


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_the_purpose_of_a_secret_is_one_sentence_to_both(
    walkthrough: Walkthrough, name: str
) -> None:
    secret: Secret = walkthrough.secrets[name]
    assert secret.purpose.count(".") == 1
    assert "your" not in secret.purpose
    assert "helper" not in secret.purpose  # it is heard by an applicant without one, too
    assert secret.name.startswith("your ")


def test_every_phrase_is_made_of_words_that_the_recogniser_knows(
    walkthrough: Walkthrough, prompts: Prompts
) -> None:
    known, spelling = vocabulary("en"), load_spelling(prompts)
    said = {word for phrase in taught(walkthrough) for way in spelling.spellings(phrase)
            for word in way.split()}  # fmt: skip
    assert said - known == set()
