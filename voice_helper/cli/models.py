"""The recognition model for the commands: where it is, and fetching it the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from voice_helper import paths
from voice_helper.cli.output import say
from voice_helper.prompts import Prompts
from voice_helper.recognition.manifest import load_manifest

if TYPE_CHECKING:
    from voice_helper.recognition.sources import Progress

Tell = Callable[[str], object]

FILE = "models"
MEGABYTE = 1_000_000


def have_model(prompts: Prompts, tell: Tell = say, announce: Tell | None = None) -> None:
    """Fetch the model unless it is here; whether it is whole is seen when it is loaded.

    ``tell`` prints progress, ``announce`` also speaks where it starts and ends. ModelError says
    why there is none.
    """
    model = load_manifest(paths.manifest_path()).model(prompts.language)
    if any((folder / model.name).is_dir() for folder in paths.model_folders()):
        return
    from voice_helper.recognition.store import model_store  # noqa: PLC0415  (slow to import)

    announce = announce or tell
    megabytes = round(model.size / MEGABYTE)
    announce(prompts.line("cli", "first-fetch", megabytes=megabytes))
    model_store().fetch(prompts.language, progress_to(prompts, tell))
    announce(prompts.line("cli", "fetch-done"))


def progress_to(prompts: Prompts, tell: Tell) -> Progress:
    """Give what puts the store's progress into plain lines for ``tell``."""

    def progress(key: str, **slots: object) -> None:
        tell(prompts.entry(FILE, key).wording().format(**slots))

    return progress
