"""What can happen to a conversation: values that enter it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """An utterance whose words were recognised or typed."""

    words: str
    """Lower-case words, one space between them."""
    confidence: float = 1.0
    """0 to 1; 1 for typed words."""
    alternatives: tuple[str, ...] = ()
    """Other readings of the same sound, likeliest first, without ``words`` itself."""
    is_typed: bool = False
    """Whether it was typed, and so is surely meant for the program."""


@dataclass(frozen=True)
class Noise:
    """Somebody or something sounded, and it fits nothing that was expected."""

    is_spelling: bool = False
    """Whether it sounded like a run of digits or letters; no word of it is kept."""


@dataclass(frozen=True)
class Silence:
    """Nothing was heard."""

    seconds: float
    """How long, since listening began or speech last ended."""


@dataclass(frozen=True)
class Clock:
    """What a clock says; it asks for nothing."""

    seconds: float
    """Seconds since the conversation began."""


@dataclass(frozen=True)
class SpeechEnded:
    """What was to be said has been said to its end."""


@dataclass(frozen=True)
class KeyPressed:
    """A key was pressed."""

    name: str
    """The key: a single character, or a word such as ``escape`` or ``enter``."""


@dataclass(frozen=True)
class DeviceLost:
    """A sound device stopped working."""

    device: str
    """``microphone`` or ``loudspeaker``."""


@dataclass(frozen=True)
class DeviceBack:
    """A sound device works again."""

    device: str
    """``microphone`` or ``loudspeaker``."""


@dataclass(frozen=True)
class DeviceChanged:
    """Another sound device is used from now on."""

    device: str
    """``microphone`` or ``loudspeaker``."""
    name: str
    """What people call the one that is used now."""


@dataclass(frozen=True)
class Woken:
    """The program was stopped for a while, as by a closed lid, and goes on."""

    seconds: float
    """How long it was stopped."""


@dataclass(frozen=True)
class SoundTold:
    """What became of a sound order."""

    key: str
    """The line of ``conversation.toml`` that tells it."""
    slots: tuple[tuple[str, str], ...] = ()
    """The values for its slots."""
    next_order: str = ""
    """The order that follows it of itself, if any."""


Trouble = DeviceLost | DeviceBack | DeviceChanged | Woken
"""What happens to the sound, whatever is being said: it is told at once."""
Event = Heard | Noise | Silence | Clock | SpeechEnded | KeyPressed | SoundTold | Trouble
