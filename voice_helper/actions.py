"""What a conversation wants done: values that leave it, carried out by the session in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voice_helper.understanding.expectation import Expectation


class Listener(StrEnum):
    """Whom a spoken line is for."""

    HELPER = "helper"
    APPLICANT = "applicant"
    BOTH = "both"


class Priority(StrEnum):
    """How a line stands towards others that are being spoken."""

    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True)
class Say:
    """Speak a line."""

    text: str
    """The line as it is spoken and printed."""
    to: Listener = Listener.BOTH
    """Whom it is for."""
    priority: Priority = Priority.NORMAL
    """URGENT lines cut others off; what was cut resumes."""


@dataclass(frozen=True)
class Tone:
    """Play an earcon."""

    kind: str
    """``listening``, ``heard``, ``trouble`` ...: a name that ``sound.tones`` knows."""


@dataclass(frozen=True)
class Listen:
    """Listen for an utterance."""

    expectation: Expectation
    """What makes sense now."""


@dataclass(frozen=True)
class LookAway:
    """The state of a secret step changes."""

    state: str
    """``ask``, ``confirmed`` or ``over``."""


@dataclass(frozen=True)
class SetVoice:
    """Speak otherwise from now on."""

    rate: int
    """Words a minute, 80 to 450."""
    volume: float
    """0 to 1."""


@dataclass(frozen=True)
class SoundOrder:
    """Do something with the sound devices, and tell what became of it (`events.SoundTold`)."""

    what: str
    """``test-tone``, ``test-voice``, ``list``, ``use`` or ``use-any``."""
    device: str = ""
    """``microphone``, ``loudspeaker``, or empty for both."""
    name: str = ""
    """Of 'use': the device's name, a part of it, or its number in the list."""


@dataclass(frozen=True)
class End:
    """The conversation is over."""


Action = Say | Tone | Listen | LookAway | SetVoice | SoundOrder | End
