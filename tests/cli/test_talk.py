from __future__ import annotations

import pytest

from voice_helper.cli.arguments import PATIENCE, parser_of
from voice_helper.cli.talk import wishes_of
from voice_helper.conversation.wishes import Wishes
from voice_helper.errors import InputError
from voice_helper.prompts import Prompts
from voice_helper.understanding import Patience


def test_every_step_of_patience_can_be_given_at_the_start() -> None:
    assert tuple(map(str, Patience)) == PATIENCE


@pytest.mark.parametrize("command", [[], ["guide"], ["guide", "own-phone"]])
def test_wishes_can_be_given_before_and_after_a_command(
    prompts: Prompts, command: list[str]
) -> None:
    wishes = ["--patience", "patient", "--name", "Rosie", "--headset"]
    wanted = Wishes(Patience.PATIENT, "rosie", has_headset=True)
    for words in ([*wishes, *command], [*command, *wishes]):
        assert wishes_of(parser_of(prompts).parse_args(words), has_headset=False) == wanted


@pytest.mark.parametrize(
    ("words", "has_headset", "wanted"),
    [([], False, False), ([], True, True), (["--no-headset"], True, False)],
)
def test_what_is_said_of_a_headset_counts_more_than_the_devices_names(
    prompts: Prompts, words: list[str], has_headset: bool, wanted: bool
) -> None:
    options = parser_of(prompts).parse_args(words)
    assert wishes_of(options, has_headset=has_headset).has_headset is wanted


@pytest.mark.parametrize("name", ["Xyzzyplugh", "rosie of the many long names"])
def test_a_name_that_could_never_be_heard_is_refused(prompts: Prompts, name: str) -> None:
    options = parser_of(prompts).parse_args(["--name", name])
    with pytest.raises(InputError) as fault:
        wishes_of(options, has_headset=False)
    assert fault.value.key == "name-not-heard"
