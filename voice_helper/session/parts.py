"""The real parts of a session: voice, loudspeaker, tones, microphone, recogniser."""

from __future__ import annotations

from pathlib import Path

from voice_helper.conversation import open_questions
from voice_helper.prompts import Prompts
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.recognition.spelling import load_spelling
from voice_helper.recognition.store import model_store
from voice_helper.recognition.vosk_recogniser import Hearing, VoskRecogniser
from voice_helper.session.ear import Ear
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.tones import tone
from voice_helper.understanding import Understanding
from voice_helper.voice.pronunciation import Pronunciation
from voice_helper.voice.spoken import SpokenVoice
from voice_helper.voice.voice import Voice


class RoomSpeaker:
    """A voice and tones that share one loudspeaker."""

    def __init__(self, voice: Voice, loudspeaker: Loudspeaker) -> None:
        """Speak with ``voice``, which plays through ``loudspeaker``, and play tones there too."""
        self._voice = voice
        self._loudspeaker = loudspeaker

    @property
    def voice(self) -> Voice:
        """Give what speaks."""
        return self._voice

    def tone(self, kind: str) -> None:
        """Play an earcon to its end; SoundError where there is no loudspeaker."""
        self._loudspeaker.play(tone(kind))

    def stop(self) -> None:
        """Cut off what sounds, from any thread."""
        self._voice.stop()
        self._loudspeaker.stop()

    def wake(self) -> None:
        """Open the loudspeaker; SoundError while there is none."""
        self._loudspeaker.wake()


def open_speaker(prompts: Prompts) -> RoomSpeaker:
    """Give voice and tones; VoiceError where there is no synthesiser. No device is opened."""
    loudspeaker = Loudspeaker()
    pronunciation = Pronunciation.from_table(prompts.tables.get("pronunciation", {}))
    voice = SpokenVoice(loudspeaker, prompts.language, pronunciation=pronunciation)
    return RoomSpeaker(voice, loudspeaker)


def open_voice(prompts: Prompts) -> Voice:
    """Give the voice alone; VoiceError where there is no synthesiser."""
    return open_speaker(prompts).voice


def open_ear(prompts: Prompts, understanding: Understanding) -> Ear:
    """Give an ear at the system's microphone; it loads the model in its own thread."""
    return Ear(Microphone, lambda: recogniser_of(ready_model(prompts), prompts, understanding))


def open_recogniser(prompts: Prompts) -> Recogniser:
    """Give a recogniser for open questions; ModelError where there is no ready model."""
    understanding = Understanding(prompts)
    recogniser = recogniser_of(ready_model(prompts), prompts, understanding)
    recogniser.expect(open_questions(prompts))
    return recogniser


def ready_model(prompts: Prompts) -> Path:
    """Give the folder of the ready model; ModelError where there is none."""
    return model_store().ready(prompts.language)


def recogniser_of(folder: Path, prompts: Prompts, understanding: Understanding) -> Recogniser:
    """Load the model in ``folder``; takes about a second. ModelError if it is damaged."""
    hearing = Hearing(load_spelling(prompts), understanding.is_complete)
    return VoskRecogniser(folder, hearing)
