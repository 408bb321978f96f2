from __future__ import annotations

from pathlib import Path

import pytest

from voice_helper import paths

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_brings_its_own_prompts_and_manifest() -> None:
    assert (paths.prompts_root() / "en").is_dir()
    assert paths.manifest_path() == ROOT / "models" / "manifest.toml"


def test_an_installed_wheel_brings_prompts_and_manifest_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.prompts_root() == tmp_path / "data" / "prompts"
    assert paths.manifest_path() == tmp_path / "data" / "models" / "manifest.toml"


def test_a_wheel_never_writes_models_into_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.MODELS_VARIABLE, raising=False)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert not any(folder.is_relative_to(tmp_path) for folder in paths.model_folders())


def test_a_checkout_keeps_models_beside_their_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.MODELS_VARIABLE, raising=False)
    assert paths.fetched_models() == ROOT / "models" / "fetched"


def test_a_checkout_that_may_not_be_written_uses_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.MODELS_VARIABLE, raising=False)
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert not paths.fetched_models().is_relative_to(ROOT)


def test_a_named_folder_is_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.MODELS_VARIABLE, str(tmp_path))
    assert paths.model_folders() == (tmp_path,)
