from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_helper.prompts import Prompts
from voice_helper.rules.act import Deed, Role, Thing
from voice_helper.understanding import Asker, Command, NotUnderstood, Read, Understanding

TELLING = [
    *("can", "i", "see", "type", "her", "my", "pin", "password", "it", "code", "hers", "'s"),
    *("not", "to", "for", "mother", "the", "and", "while", "she", "is"),
]


@pytest.fixture(scope="module")
def understanding(prompts: Prompts) -> Understanding:
    return Understanding(prompts)


def only_act(understanding: Understanding, text: str) -> tuple[Deed, Thing, Role, Role]:
    reading = understanding.read(text)
    assert isinstance(reading, Read)
    (act,) = reading.question.acts
    return act.deed, act.thing, act.actor, act.owner


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("can i type her phone number", (Deed.ENTER, Thing.PHONE_NUMBER, "helper", "applicant")),
        ("may my daughter see my pin", (Deed.SEE, Thing.PIN, "helper", "applicant")),
        ("can my mother type her own pin", (Deed.ENTER, Thing.PIN, "applicant", "applicant")),
        ("i am about to make my pin", (Deed.CREATE, Thing.PIN, "applicant", "applicant")),
        ("can i keep my mother's chip", (Deed.KEEP, Thing.CHIP, "helper", "applicant")),
        ("may her pin be typed in by me", (Deed.ENTER, Thing.PIN, "helper", "applicant")),
        ("can my brother see her pin", (Deed.SEE, Thing.PIN, "helper", "applicant")),
    ],
)
def test_an_act_is_read_with_actor_thing_and_owner(
    understanding: Understanding, text: str, act: tuple[Deed, Thing, str, str]
) -> None:
    deed, thing, actor, owner = act
    assert only_act(understanding, text) == (deed, thing, Role(actor), Role(owner))


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("can i type her phone number and her pin", {Thing.PHONE_NUMBER, Thing.PIN}),
        ("her phone number can i type it", {Thing.PHONE_NUMBER}),
        ("can i explain and then check hers her password", {Thing.PASSWORD}),
        ("can i type the code from the text message", {Thing.MESSAGE_CODE}),
        ("can i type the activation code from the text message", {Thing.ACTIVATION_CODE}),
        ("can i type her mitid password", {Thing.PASSWORD}),
    ],
)
def test_things_are_read_whole(understanding: Understanding, text: str, things: set[Thing]) -> None:
    reading = understanding.read(text)
    assert isinstance(reading, Read)
    assert {act.thing for act in reading.question.acts} == things


def test_who_asks_decides_whose_it_is(understanding: Understanding) -> None:
    for asker, actor in ((Asker.HELPER, Role.HELPER), (Asker.APPLICANT, Role.APPLICANT)):
        reading = understanding.read("may i see the pin", asker)
        assert isinstance(reading, Read)
        assert reading.question.acts[0].actor is actor


def test_what_is_ruled_out_is_no_act(understanding: Understanding) -> None:
    reading = understanding.read("can i type her phone number without seeing her pin")
    assert isinstance(reading, Read)
    assert {act.thing for act in reading.question.acts} == {Thing.PHONE_NUMBER}


def test_a_correction_takes_back_what_came_before(understanding: Understanding) -> None:
    reading = understanding.read("can i type her pin no sorry her phone number")
    assert isinstance(reading, Read)
    assert {act.thing for act in reading.question.acts} == {Thing.PHONE_NUMBER}


def test_the_next_turn_leans_on_the_last(understanding: Understanding) -> None:
    first = understanding.read("can i type her phone number")
    assert isinstance(first, Read)
    then = understanding.read("and her user id", context=first.context)
    assert isinstance(then, Read)
    assert [(act.deed, act.thing) for act in then.question.acts] == [(Deed.ENTER, Thing.USER_ID)]


@pytest.mark.parametrize("text", ["repeat", "please repeat that", "Stop!", "could you slow down"])
def test_commands_are_found_through_courtesy(understanding: Understanding, text: str) -> None:
    assert isinstance(understanding.read(text), Command)


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x00", "\u0436\u0443\u043a", "xyzzy plugh", "\u2603 \u2603"]
)
def test_nothing_is_read_into_nothing(understanding: Understanding, text: str) -> None:
    assert isinstance(understanding.read(text), NotUnderstood)


def test_a_speech_is_no_question(understanding: Understanding) -> None:
    reading = understanding.read("can i type her phone number " * 400)
    assert reading == NotUnderstood(is_too_long=True)


@settings(max_examples=300)
@given(text=st.text(max_size=300))
def test_any_text_is_read_without_a_fault(understanding: Understanding, text: str) -> None:
    assert isinstance(understanding.read(text), (Command, Read, NotUnderstood))


@given(words=st.lists(st.sampled_from(TELLING), max_size=14))
def test_any_order_of_telling_words_is_read_without_a_fault(
    understanding: Understanding, words: list[str]
) -> None:
    assert isinstance(understanding.read(" ".join(words)), (Command, Read, NotUnderstood))
