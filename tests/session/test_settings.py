from __future__ import annotations

import json
from pathlib import Path

import pytest

from voice_helper.session.settings import Settings


def test_a_chosen_device_is_remembered_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "voice-helper" / "devices.json"
    Settings(path).choose("microphone", "Headset æøå")
    assert Settings(path).name_of("microphone") == "Headset æøå"
    assert Settings(path).name_of("loudspeaker") is None
    assert json.loads(path.read_text(encoding="utf-8")) == {"microphone": "Headset æøå"}
    Settings(path).choose("microphone", None)
    assert Settings(path).name_of("microphone") is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"microphone": 5}', '"microphone"', "\0"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "devices.json"
    path.write_text(text, encoding="utf-8")
    assert Settings(path).name_of("microphone") is None


def test_a_folder_that_cannot_be_written_keeps_the_choice_until_the_end(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = Settings(blocked / "devices.json")
    settings.choose("loudspeaker", "Headset")
    assert settings.name_of("loudspeaker") == "Headset"
