from __future__ import annotations

import json
import re

import pytest

from voice_helper.prompts import Prompts
from voice_helper.recognition.closed_set import ClosedSet, Decoys, closed_set
from voice_helper.recognition.opening import secret_decoys
from voice_helper.recognition.spelling import Spelling, load_spelling
from voice_helper.recognition.spelling_out import OTHER, SOUND_ALIKE
from voice_helper.recognition.store import vocabulary

KNOWN = vocabulary("en")
DIGITS = {
    "oh", "zero", "nought", "nil", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "double", "triple", "hundred", "thousand", "million",
}  # fmt: skip
BIG = {"hundred", "thousand", "million"}
NAMES = {"john", "mary", "york", "peter", "anna", "david", "michael", "lars", "christian", "george"}
NUMBER_SOUNDS = {
    "won", "to", "too", "tu", "tree", "for", "fore", "sicks", "sex", "ate", "nein", "tenth", "once",
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "none",
}  # fmt: skip
LETTER_SOUNDS = {
    "be", "bee", "sea", "see", "seize", "dee", "gee", "jay", "kay", "el", "em", "en", "owe", "pea",
    "pee", "queue", "cue", "are", "tea", "tee", "you", "ewe", "ex", "why", "eye", "aye", "zee",
}  # fmt: skip
LETTERS_IN_PHRASES = {"i", "see", "you", "are"}
"""'Nobody can see me'; 'are you finished' must not be heard as a phrase."""
ALWAYS = ("help", "repeat", "stop", "back")
STAGES = ("turned-away", "nobody-sees", "finished")
ENDING = "finished"


def phrases(prompts: Prompts, stage: str) -> tuple[str, ...]:
    table = prompts.table("secret-step")
    return tuple(phrase for name in (stage, *ALWAYS) for phrase in table[name]["phrases"])


def secret_step(prompts: Prompts, stage: str = ENDING) -> ClosedSet:
    said, spelling = phrases(prompts, stage), load_spelling(prompts)
    return closed_set(said, secret_decoys(prompts), spelling, KNOWN.__contains__)


def words_of(made: ClosedSet) -> set[str]:
    return {word for entry in made.grammar for word in entry.split()}


@pytest.mark.parametrize("stage", STAGES)
def test_every_phrase_of_a_secret_step_can_be_heard_whole(prompts: Prompts, stage: str) -> None:
    made = secret_step(prompts, stage)
    assert set(made.spoken) == set(phrases(prompts, stage))
    assert all(made.phrase_in(phrase) == phrase for phrase in phrases(prompts, stage))


@pytest.mark.parametrize("stage", STAGES)
def test_what_opens_or_ends_a_secret_step_has_two_words_or_more(
    prompts: Prompts, stage: str
) -> None:
    table = prompts.table("secret-step")
    assert all(" " in phrase for phrase in table[stage]["phrases"])
    assert all(entry["note"] for entry in table.values())


def test_fillers_around_a_phrase_are_left_out(prompts: Prompts) -> None:
    assert secret_step(prompts).phrase_in("okay now i am finished thanks") == "i am finished"


@pytest.mark.parametrize(
    "words",
    ["", "turned away", "i have turned", "i am not finished", "okay", "help i see", "finished"],
)
def test_anything_else_does_not_count(prompts: Prompts, words: str) -> None:
    assert secret_step(prompts).phrase_in(words) is None


@pytest.mark.parametrize("stage", STAGES)
def test_secret_step_knows_no_digits_letters_or_names(prompts: Prompts, stage: str) -> None:
    words = words_of(secret_step(prompts, stage))
    assert words & (DIGITS | NAMES | NUMBER_SOUNDS) == set()
    assert {word for word in words if len(word) == 1} | words & LETTER_SOUNDS <= LETTERS_IN_PHRASES
    assert not any(re.search(r"\d", word) for word in words)


def test_every_sound_alike_stands_for_several_digits(prompts: Prompts) -> None:
    table = prompts.table("decoys")["secret-step"]["sounds-like"]
    for word, meant in table.items():
        assert len(DIGITS.intersection(meant)) >= 2, word
        assert len(set(meant)) >= 5, word
    named = {digit for meant in table.values() for digit in DIGITS.intersection(meant)}
    assert DIGITS - named == {"oh", "nought", "nil", "ten", "double", "triple"} | BIG


@pytest.mark.parametrize("stage", STAGES)
def test_all_that_is_kept_of_a_word_is_of_a_phrase_or_a_mark(prompts: Prompts, stage: str) -> None:
    made = secret_step(prompts, stage)
    said = {word for phrase in phrases(prompts, stage) for word in phrase.split()}
    kept = {made.blurred(word) for word in words_of(made) | DIGITS | NAMES}
    assert kept <= said | made.fillers | {SOUND_ALIKE, OTHER}
    assert {made.blurred(word) for word in made.sound_alikes} == {SOUND_ALIKE}


def test_word_of_a_phrase_is_no_sound_alike() -> None:
    decoys = Decoys(("water",), (), ("fine", "say"))
    made = closed_set(("say it",), decoys, Spelling({}), lambda _: True)
    assert made.sound_alikes == {"fine"}


def test_every_word_of_the_decoys_is_in_the_lexicon(prompts: Prompts) -> None:
    table, secret = prompts.table("decoys"), secret_decoys(prompts)
    assert set(table["words"]) | set(table["fillers"]) <= KNOWN
    entries = (*secret.words, *secret.fillers, *secret.sound_alikes)
    assert {word for entry in entries for word in entry.split()} <= KNOWN


def test_unknown_words_are_left_out_and_unknown_is_a_choice() -> None:
    decoys = Decoys(("zzyzx", "water"))
    made = closed_set(("help",), decoys, Spelling({}), {"help", "water"}.__contains__)
    assert made.grammar == ("help", "water")
    assert set(json.loads(made.as_json())) == {"help", "water", "[unk]"}


def test_among_sound_alikes_nothing_may_swallow_a_run_of_them() -> None:
    decoys = Decoys(("water",), (), ("fine", "row"))
    made = closed_set(("help",), decoys, Spelling({}), lambda _: True)
    entries = json.loads(made.as_json())
    assert "[unk]" not in entries
    assert "fine row fine" in entries
