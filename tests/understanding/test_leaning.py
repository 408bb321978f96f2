from __future__ import annotations

import pytest

from voice_helper.prompts import Prompts
from voice_helper.understanding.leaning import Context, Leaning
from voice_helper.understanding.lexicon import Lexicon

ASKED_BACK = Context(("can", "i", "type", "the", "code"), ("message-code", "pin", "one-time-code"))
ANSWERED = Context(("may", "my", "daughter", "type", "my", "phone", "number"))


@pytest.fixture(scope="module")
def leaning(prompts: Prompts) -> Leaning:
    return Leaning(prompts, Lexicon.from_table(prompts.table("lexicon")))


def whole(leaning: Leaning, text: str, context: Context) -> str:
    return " ".join(leaning.whole(tuple(text.split()), context))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the first", "can i type the code from the text message"),
        ("two", "can i type the pin that the applicant chose"),
        ("the last one", "can i type the six digits of the code device"),
        ("the pin", "can i type the pin"),
        ("her pin", "can i type her pin"),
        ("it is the pin", "can i type the pin"),
        ("is it the pin", "can i type the pin"),
        ("i think it is her pin", "can i type her pin"),
        ("i mean the one from the text message", "can i type the code from the text message"),
    ],
)
def test_what_was_asked_back_is_put_into_the_question(
    leaning: Leaning, said: str, meant: str
) -> None:
    assert whole(leaning, said, ASKED_BACK) == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        (
            "can she type the code from the text message",
            "and the one on the letter",
            "can she type the code on the letter",
        ),
        ("may he hold my phone", "and the one on the letter", "and the one on the letter"),
        ("my helper saw my pin", "how do i change it", "how do i change my pin"),
        ("what is a code display", "where do i order it", "where do i order a code display"),
        ("my helper saw my pin", "what time is it", "what time is it"),
        ("my helper saw my pin", "how does she change it", "how does she change it"),
        ("can i type the code", "how do i change it", "how do i change it"),
    ],
)
def test_one_and_it_stand_for_what_was_named(
    leaning: Leaning, before: str, said: str, meant: str
) -> None:
    assert whole(leaning, said, Context(tuple(before.split()))) == meant


def test_what_is_no_word_leans_on_nothing(leaning: Leaning) -> None:
    assert leaning.whole((), ANSWERED) == ()


def test_whoever_asks_back_what_something_is_has_not_chosen_it(leaning: Leaning) -> None:
    assert whole(leaning, "what is a pin", ASKED_BACK) == "what is a pin"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("and my user id", "may my daughter type my user id"),
        ("what about email", "may my daughter type email"),
        ("what about my son", "may my son type my phone number"),
        ("why not", "may my daughter type my phone number"),
        ("who me", "may my daughter type my phone number"),
        ("her email", "may my daughter type her email"),
        ("what the pin", "may my daughter type what the pin"),
    ],
)
def test_a_follow_up_changes_what_it_names(leaning: Leaning, said: str, meant: str) -> None:
    assert whole(leaning, said, ANSWERED) == meant


@pytest.mark.parametrize(
    "said",
    [
        "can i see her pin",
        "what do we need to have ready",
        "and then what happens",
        "thank you",
        "what is mitid",
        "and what is a pin",
        "who runs mitid",
        "is mitid compulsory",
        "when did nemid close",
    ],
)
def test_a_whole_question_leans_on_nothing(leaning: Leaning, said: str) -> None:
    assert whole(leaning, said, ANSWERED) == said
    assert whole(leaning, said, Context()) == said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("can i type her pin no sorry her phone number", "can i type her phone number"),
        (
            "can i type her phone number i mean her pin",
            "can i type her phone number i mean her pin",
        ),
        ("can i see no sorry can i type her pin", "can i type her pin"),
    ],
)
def test_what_is_taken_back_is_left_out(leaning: Leaning, said: str, meant: str) -> None:
    assert " ".join(leaning.corrected(tuple(said.split()))) == meant
