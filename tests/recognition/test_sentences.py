from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from voice_helper import paths
from voice_helper.recognition.sentences import PromptedSentences


@pytest.mark.parametrize("file", ["commands.toml", "routes/own-phone.toml"])
def test_a_change_in_any_prompts_file_changes_the_fingerprint(file: str, tmp_path: Path) -> None:
    shutil.copytree(paths.prompts_root(), tmp_path / "prompts")
    sentences = PromptedSentences(tmp_path / "prompts")
    before = sentences.fingerprint("en")
    assert sentences.fingerprint("en") == before
    with (tmp_path / "prompts" / "en" / file).open("a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    assert sentences.fingerprint("en") != before
