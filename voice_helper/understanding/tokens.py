"""An utterance as the network reads it: who asks, then each word with its part in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voice_helper.understanding.lexicon import Kind, Lexicon
from voice_helper.understanding.roles import THIRD, Asker

MOST = 80
"""Words that are read; an utterance that is longer is read at both ends."""
PLAIN = "-"
"""The tag of a word that the lexicon doesn't hold."""
_NAMED = frozenset({Kind.PERSON, Kind.DEED, Kind.THING, Kind.OWNER})


@dataclass(frozen=True)
class Token:
    """A word and its part in the sentence."""

    word: str
    """The word in the lexicon's spelling; who asks, in angle brackets, in front."""
    tag: str
    """The concept it stands for, and whether it opens its phrase; PLAIN without one."""


def tokens(words: Sequence[str], lexicon: Lexicon, asker: Asker = Asker.UNKNOWN) -> list[Token]:
    """Give the tokens of an utterance, the asker's first."""
    tags = [PLAIN] * len(words)
    for part in lexicon.parts(words):
        tag = part.kind.value
        if part.kind in _NAMED:
            tag += f":{'third' if part.name in THIRD else part.name}"
        tags[part.start : part.end] = [f"{tag}/on"] * (part.end - part.start)
        tags[part.start] = tag
    told = [Token(word, tag) for word, tag in zip(words, tags, strict=True)]
    if len(told) > MOST:
        told = [*told[: MOST // 2], *told[-MOST // 2 :]]
    return [Token(f"<{asker.value}>", PLAIN), *told]
