from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_helper.answer import Adviser, Answer
from voice_helper.prompts import Prompts

DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@pytest.fixture(scope="module")
def adviser(prompts: Prompts) -> Adviser:
    return Adviser(prompts)


def answer(adviser: Adviser, text: str) -> Answer:
    reply = adviser.reply(text)
    assert isinstance(reply, Answer)
    return reply


@given(digits=st.lists(st.sampled_from(DIGITS), min_size=4, max_size=10))
def test_a_code_that_is_read_out_is_met_with_keep_it_to_yourself(
    adviser: Adviser, digits: list[str]
) -> None:
    for text in (" ".join(digits), "my pin is " + " ".join(digits)):
        reply = answer(adviser, text)
        assert reply.rule == "personal-codes"
        assert reply.heard == ""


@given(code=st.integers(min_value=1000, max_value=99_999_999))
def test_typed_digits_are_never_given_back(adviser: Adviser, code: int) -> None:
    reply = answer(adviser, f"Her PIN is {code}, can I keep it?")
    assert str(code) not in repr(reply)


@pytest.mark.parametrize(
    "text", ["her pin is 1951 can i keep it", "the code from her was 1951", "pin 1951"]
)
def test_a_code_that_looks_like_a_year_is_a_code(adviser: Adviser, text: str) -> None:
    reply = answer(adviser, text)
    assert reply.rule == "personal-codes"
    assert "1951" not in repr(reply)


@pytest.mark.parametrize(
    "text", ["my password is sunshine", "her user id is rosebud", "the code is four eight two"]
)
def test_the_content_of_a_secret_is_never_given_back(adviser: Adviser, text: str) -> None:
    reply = answer(adviser, text)
    assert reply.rule == "personal-codes"
    assert text.rsplit(maxsplit=1)[-1] not in repr(reply)


@pytest.mark.parametrize(
    "text",
    [
        "my password is very long",
        "her pin is not working",
        "is an iphone six s too old",
        "the activation code is going to be shown",
        "my phone number is two two three three four four five five",
        "my samsung is from 2015",
        "may i explain how strong passwords are built",
        "i have not made a password since 1998",
    ],
)
def test_talking_about_a_secret_is_not_telling_it(adviser: Adviser, text: str) -> None:
    assert answer(adviser, text).heard == text
