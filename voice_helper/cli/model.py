"""``voice-helper model``: list, fetch and verify the recognition models."""

from __future__ import annotations

import argparse
from pathlib import Path

from voice_helper.cli import DONE, FAILED
from voice_helper.cli.models import progress_to
from voice_helper.cli.output import complain, say, tell
from voice_helper.errors import InputError, ModelError
from voice_helper.prompts import Prompts
from voice_helper.recognition.store import ModelStore, model_store


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """List, fetch or verify."""
    if options.source is not None and options.what != "fetch":
        raise InputError("from-without-fetch")
    store = model_store()
    match options.what:
        case "list":
            return _list(store, prompts)
        case "verify":
            return _verify(store, prompts)
        case _:
            return _fetch(store, prompts, options.source)


def _list(store: ModelStore, prompts: Prompts) -> int:
    for model in store.manifest.models:
        folder = store.where(model.language)
        key = "model-missing" if folder is None else "model-ready"
        tell(prompts, key, name=model.name, language=model.language, folder=folder)
    return DONE


def _fetch(store: ModelStore, prompts: Prompts, source: str | None) -> int:
    """Fetch, unless the model is here and whole; a damaged one is fetched anew."""
    progress = progress_to(prompts, say)
    if source is None:
        try:
            folder = store.ready(prompts.language, progress)
        except ModelError as fault:
            if fault.key not in {"no-model", "model-damaged"}:
                raise
        else:
            tell(prompts, "fetch-there-already", folder=folder)
            return DONE
    store.fetch(prompts.language, progress, Path(source) if source else None)
    tell(prompts, "fetch-done")
    return DONE


def _verify(store: ModelStore, prompts: Prompts) -> int:
    model = store.manifest.model(prompts.language)
    faults = store.verify(prompts.language)
    for fault in faults:
        complain("model-damaged", prompts.language, file=fault.path, fault=fault.fault)
    if faults:
        return FAILED
    tell(prompts, "model-verified", name=model.name, count=len(model.files))
    return DONE
