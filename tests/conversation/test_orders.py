from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conversation.talk import EXPECTATION, Talk, said, says
from voice_helper.actions import End, Listen, SetVoice, Tone
from voice_helper.answer import Source
from voice_helper.conversation.orders import Orders
from voice_helper.events import DeviceLost, Heard, KeyPressed, Noise, Silence
from voice_helper.prompts import Prompts


@pytest.fixture
def talk(prompts: Prompts) -> Talk:
    return Talk(prompts)


def test_repeat_says_the_opening_again(talk: Talk) -> None:
    opening = talk.text
    assert talk.hears("repeat") == opening


def test_repeat_says_the_answer_again_as_often_as_wanted(talk: Talk) -> None:
    answer = talk.hears("may my helper see my pin")
    assert talk.hears("repeat") == answer
    assert talk.hears("repeat") == answer


@pytest.mark.parametrize(
    "event", [Noise(), DeviceLost("microphone"), KeyPressed("x"), Heard("help"), Heard("gibber")]
)
def test_anything_that_is_said_can_be_repeated(talk: Talk, event: object) -> None:
    talk.happens(event)  # type: ignore[arg-type]
    before = talk.text
    assert before in talk.hears("repeat")


def test_repeat_after_slower_says_the_answer_again(talk: Talk) -> None:
    answer = talk.hears("may my helper see my pin")
    talk.hears("slower")
    assert answer in talk.hears("repeat")


def test_slower_speaks_more_slowly_from_that_very_line_on(talk: Talk) -> None:
    actions = talk.happens(Heard("slower"))
    assert actions[:2] == (Tone("heard"), SetVoice(139, 0.8))
    assert "slowly" in talk.text


def test_a_change_of_pace_that_cut_an_answer_off_says_it_again(talk: Talk) -> None:
    answer = talk.hears("may my helper see my pin")
    talk.happens(KeyPressed("-"), while_speaking=True)
    assert says(talk.actions)[1:] == [answer]


def test_acknowledgements_grow_shorter(talk: Talk) -> None:
    first = talk.hears("faster")
    assert len(talk.hears("faster")) < len(first)


@pytest.mark.parametrize(
    ("word", "most"), [("slower", 80), ("faster", 450), ("louder", 1.0), ("softer", 0.2)]
)
def test_the_voice_stays_within_its_limits_and_says_so(talk: Talk, word: str, most: float) -> None:
    talk.hears(*[word] * 12)
    assert "can't speak any" in talk.text
    voice = next(action for action in talk.actions if isinstance(action, SetVoice))
    assert most in (voice.rate, voice.volume)


def test_help_names_a_person_and_grows_shorter(talk: Talk) -> None:
    first = talk.hears("help")
    assert "MitID Support" in first
    assert "+45 33 98 00 10" in first
    again = talk.hears("help")
    assert "+45 33 98 00 10" in again
    assert len(again) < len(first)


def test_how_do_you_know_before_any_answer_says_to_ask_first(talk: Talk) -> None:
    assert "Ask me" in talk.hears("how do you know")


def test_how_do_you_know_tells_the_title_of_the_source(talk: Talk) -> None:
    talk.hears("may my helper see my pin")
    source = talk.state.source
    assert source is not None
    assert source.title in talk.hears("how do you know")


def test_how_do_you_know_speaks_the_date_as_a_month(talk: Talk) -> None:
    talk.state = replace(talk.state, source=Source("A page", "an address", "2026-02"))
    assert "A page. I know it as of February 2026." in talk.hears("how do you know")


def test_stop_cuts_speech_without_a_word(talk: Talk) -> None:
    actions = talk.happens(KeyPressed("space"), while_speaking=True)
    assert actions == (Tone("listening"), Listen(EXPECTATION))


def test_more_goes_on_with_what_was_cut(talk: Talk) -> None:
    opening = talk.text
    talk.happens(KeyPressed("escape"), while_speaking=True)
    assert talk.hears("more") == opening


def test_stop_says_a_word_where_nothing_was_being_said(talk: Talk) -> None:
    assert "stopped" in talk.hears("stop")


def test_goodbye_is_said_and_ends_it(talk: Talk) -> None:
    actions = talk.happens(Heard("goodbye"))
    assert says(actions) == ["Goodbye."]
    assert actions[-1] == End()


def test_a_command_resets_the_ladder(talk: Talk) -> None:
    talk.hears("gibber", "gibber")
    talk.hears("help")
    assert talk.state.misses == 0


def test_a_command_without_meaning_here_says_so(talk: Talk) -> None:
    orders: Orders = talk.conversation._orders
    _, actions = orders.carry_out(talk.state, "where-am-i")
    assert "works in the guide" in says(actions)[0]


def test_silence_is_no_part_of_what_is_repeated_until_it_is_spoken(talk: Talk) -> None:
    before = said(talk.state)
    talk.happens(Silence(8.0))
    assert said(talk.state) == before


def test_every_command_of_the_language_does_something(talk: Talk, prompts: Prompts) -> None:
    for name, entry in prompts.table("commands").items():
        if name == "courtesy":
            continue
        fresh = Talk(prompts)
        fresh.hears(entry["phrases"][0])
        assert "does nothing" not in fresh.text, name
        assert "heard" in fresh.tones or name in {"stop", "goodbye", "yes", "no", "dont-know"}, name
