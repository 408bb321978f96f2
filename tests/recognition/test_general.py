from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.recognition.small_model import WORDS, small_general
from voice_helper import paths
from voice_helper.errors import ModelError
from voice_helper.recognition.general import pack, read_general, read_words, unpack

SHIPPED = paths.models_root() / "general-en.lm.xz"


def test_packed_model_is_read_back_with_rounded_probabilities() -> None:
    general, read = small_general(), unpack(pack(small_general()))
    assert read.words == WORDS
    assert np.array_equal(read.histories, general.histories)
    assert np.array_equal(read.followers, general.followers)
    assert np.allclose(read.bigrams, general.bigrams, atol=0.041)
    known = np.isfinite(general.unigrams)
    assert np.array_equal(np.isfinite(read.unigrams), known)
    sayable = known & (general.unigrams > -20)
    assert np.allclose(read.unigrams[sayable], general.unigrams[sayable], atol=0.041)


def test_sayable_words_leave_markers_out(tmp_path: Path) -> None:
    (tmp_path / "general.xz").write_bytes(pack(small_general()))
    words = read_words(tmp_path / "general.xz")
    assert words == {"can", "i", "see", "the", "code", "help"}


@pytest.mark.parametrize("cut", [0, 1, 50, -1])
def test_damaged_file_is_told(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "general.xz"
    path.write_bytes(pack(small_general())[:cut])
    with pytest.raises(ModelError, match="general-damaged"):
        read_general(path)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="general-damaged"):
        read_words(tmp_path / "none.xz")


def test_shipped_file_is_small_and_knows_everyday_words() -> None:
    assert SHIPPED.stat().st_size < 4_000_000
    assert {"helper", "pin", "code", "mit", "cpr", "sms"} <= read_words(SHIPPED)


def test_shipped_model_prefers_what_people_say() -> None:
    general = read_general(SHIPPED)
    numbers = {word: number for number, word in enumerate(general.words)}
    after = {
        int(follower): float(chance)
        for history, follower, chance in zip(
            general.histories, general.followers, general.bigrams, strict=True
        )
        if history == numbers["thank"]
    }
    assert max(after, key=after.__getitem__) == numbers["you"]
