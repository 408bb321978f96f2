"""Where the files lie that belong to the product: in a checkout, or inside an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

MODELS_VARIABLE = "VOICE_HELPER_MODELS"
"""The environment variable that names the only folder for recognition models."""

_PACKAGE = Path(__file__).resolve().parent


def prompts_root() -> Path:
    """Give the folder that holds one folder of prompts for each language."""
    return _root() / "prompts"


def models_root() -> Path:
    """Give the folder of the files that are shipped about the models, the manifest among them."""
    return _root() / "models"


def manifest_path() -> Path:
    """Give the list of models: their sources, files, sizes and hashes."""
    return models_root() / "manifest.toml"


def model_folders() -> tuple[Path, ...]:
    """Give the folders to look for models in; the first one takes what is fetched."""
    named = os.environ.get(MODELS_VARIABLE)
    if named:
        return (Path(named).expanduser(),)
    own = user_data_path("voice-helper", appauthor=False) / "models"
    shared = models_root() / "fetched"
    if not _is_installed() and os.access(models_root(), os.W_OK):
        return (shared, own)
    return (own,)


def chosen_devices() -> Path:
    """Give the file that remembers which microphone and loudspeaker are chosen."""
    return user_config_path("voice-helper", appauthor=False) / "devices.json"


def fetched_models() -> Path:
    """Give the folder that fetched models go to; it need not exist yet."""
    return model_folders()[0]


def _root() -> Path:
    return _PACKAGE / "data" if _is_installed() else _PACKAGE.parent


def _is_installed() -> bool:
    return (_PACKAGE / "data").is_dir()
