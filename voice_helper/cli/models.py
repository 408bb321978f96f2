"""The recognition model for the commands: where it is, and fetching it the first time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voice_helper.cli.output import say
from voice_helper.errors import ModelError
from voice_helper.prompts import Prompts
from voice_helper.recognition.sources import Progress
from voice_helper.recognition.store import model_store

Tell = Callable[[str], object]

FILE = "models"
MEGABYTE = 1_000_000


def have_model(prompts: Prompts, tell: Tell = say, announce: Tell | None = None) -> Path:
    """Give the folder of the ready model; fetch it the first time.

    ``tell`` prints progress, ``announce`` also speaks where it starts and ends. ModelError says
    why there is none.
    """
    store = model_store()
    progress = progress_to(prompts, tell)
    try:
        return store.ready(prompts.language, progress)
    except ModelError as fault:
        if fault.key != "no-model":
            raise
    announce = announce or tell
    megabytes = round(store.manifest.model(prompts.language).size / MEGABYTE)
    announce(prompts.line("cli", "first-fetch", megabytes=megabytes))
    folder = store.fetch(prompts.language, progress)
    announce(prompts.line("cli", "fetch-done"))
    return folder


def progress_to(prompts: Prompts, tell: Tell) -> Progress:
    """Give what puts the store's progress into plain lines for ``tell``."""

    def progress(key: str, **slots: object) -> None:
        tell(prompts.entry(FILE, key).wording().format(**slots))

    return progress
