"""Opening the real recogniser with everything that a language's prompts say about hearing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voice_helper.prompts import Prompts
from voice_helper.recognition.closed_set import Decoys
from voice_helper.recognition.endpointing import Patience
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.vosk_recogniser import Hearing, VoskRecogniser


def open_vosk(
    folder: Path,
    prompts: Prompts,
    is_complete: Callable[[str], bool] | None = None,
    patience: Patience | None = None,
) -> VoskRecogniser:
    """Load the model in ``folder``, which ``ModelStore.ready`` gave.

    ``is_complete`` says of words in normal spelling whether they are a whole utterance. Takes under
    a second. ModelError if the model or Vosk can't be loaded, PromptsError if prompts are wrong.
    """
    decoys = prompts.table("decoys")
    hearing = Hearing(
        spelling=load_spelling(prompts),
        is_complete=is_complete or _never,
        patience=patience or Patience(),
        decoys=Decoys(tuple(decoys["words"]), tuple(decoys["fillers"])),
        secret_decoys=secret_decoys(prompts),
        murmurs=frozenset(decoys["murmurs"]),
    )
    return VoskRecogniser(folder, hearing)


def secret_decoys(prompts: Prompts) -> Decoys:
    """Read what may be heard instead of a phrase while a secret step is open."""
    table = prompts.table("decoys")["secret-step"]
    words = (*table["words"], *table["near-misses"])
    return Decoys(words, tuple(table["fillers"]), tuple(table["sounds-like"]))


def _never(words: str) -> bool:  # noqa: ARG001 - every utterance may go on
    return False
