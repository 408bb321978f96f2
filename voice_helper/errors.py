"""The faults of voice-helper.

    VoiceHelperError        exit status 1
    ├── PromptsError        a file below prompts/ is missing or wrong
    ├── ModelError          the recognition model is missing, damaged or can't be fetched
    ├── SoundError          no microphone, no loudspeaker, no PortAudio
    │   └── DeviceLostError a device that worked has gone
    ├── VoiceError          the speech synthesiser is missing or refuses
    └── InputError          what the user handed in can't be used; exit status 2

An error carries a key of ``prompts/<language>/errors.toml`` and the values for its slots; the
sentence that people hear and read stands there. Ordinary outcomes (silence, not understood) are
values, never errors.
"""

from __future__ import annotations


class VoiceHelperError(Exception):
    """Root of all faults that are told to the user in one plain sentence."""

    exit_status = 1

    def __init__(self, key: str, /, **slots: object) -> None:
        """Remember the sentence's ``key`` in errors.toml and the values of its ``slots``."""
        super().__init__(key)
        self.key = key
        self.slots = slots


class PromptsError(VoiceHelperError):
    """A prompts file is missing, unreadable or breaks its rules."""


class ModelError(VoiceHelperError):
    """The recognition model is missing, damaged or can't be fetched."""


class SoundError(VoiceHelperError):
    """Sound can't be taken in or given out."""


class DeviceLostError(SoundError):
    """A microphone or loudspeaker that worked has gone."""


class VoiceError(VoiceHelperError):
    """The speech synthesiser is missing or refuses."""


class InputError(VoiceHelperError):
    """What the user handed in can't be used."""

    exit_status = 2
