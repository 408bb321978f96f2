from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recognition.small_model import SmallModel, make_small_model
from voice_helper.recognition.vosk_recogniser import VoskRecogniser


@pytest.fixture
def recogniser(loaded: VoskRecogniser) -> Iterator[VoskRecogniser]:
    """Give the real recogniser with nothing begun."""
    loaded.reset()
    yield loaded
    loaded.reset()


@pytest.fixture
def small(tmp_path: Path) -> SmallModel:
    """Give a tiny model with a manifest, to be fetched in many ways."""
    return make_small_model(tmp_path)
