"""Opening the real recogniser with everything that a language's prompts say about hearing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from voice_helper.prompts import Prompts
from voice_helper.recognition.closed_set import Decoys
from voice_helper.recognition.endpointing import Pauses
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.vosk_recogniser import Hearing, VoskRecogniser
from voice_helper.understanding.endings import Endings


def open_vosk(
    folder: Path,
    prompts: Prompts,
    likelihood: Callable[[str], float] | None = None,
    pauses: Pauses | None = None,
) -> VoskRecogniser:
    """Load the model in ``folder``, which ``ModelStore.ready`` gave.

    ``likelihood`` tells, 0 to 1, how likely nothing follows words in normal spelling; else the
    prompts do. Takes under a second. ModelError if the model or Vosk can't be loaded, PromptsError
    if prompts are wrong.
    """
    decoys = prompts.table("decoys")
    hearing = Hearing(
        spelling=load_spelling(prompts),
        likelihood=likelihood or Endings.of(prompts).likelihood,
        pauses=pauses or Pauses(),
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
