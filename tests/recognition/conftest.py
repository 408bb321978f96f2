from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import missing
from tests.recognition.small_model import SmallModel, make_small_model
from voice_helper.errors import ModelError
from voice_helper.prompts import Prompts
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.store import model_store
from voice_helper.recognition.vosk_recogniser import VoskRecogniser


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """Give the real model, compiled; ``make test`` has fetched it."""
    try:
        return model_store().ready("en")
    except ModelError as fault:
        if fault.key == "no-model":
            missing("the recognition model")
        raise


@pytest.fixture(scope="session")
def loaded(model_folder: Path, prompts: Prompts) -> VoskRecogniser:
    """Give the real recogniser, loaded once."""
    return open_vosk(model_folder, prompts)


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
