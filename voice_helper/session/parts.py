"""The real parts of a session: voice, loudspeaker, tones, microphone, recogniser."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from voice_helper.answer import Adviser, Answer
from voice_helper.conversation import open_questions
from voice_helper.errors import VoiceHelperError
from voice_helper.prompts import Prompts
from voice_helper.recognition.recogniser import Recogniser
from voice_helper.rules.ruling import Verdict
from voice_helper.session.ear import Ear
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.tones import tone
from voice_helper.understanding import Asker, Chooser, Command, Context
from voice_helper.understanding.endings import Endings
from voice_helper.voice.pronunciation import Pronunciation
from voice_helper.voice.spoken import SpokenVoice
from voice_helper.voice.voice import Voice

UNHURRIED = 0.55
"""The likelihood that nothing follows words which would be allowed, at most."""


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

    def look(self) -> None:
        """Look whether the loudspeaker is still there; SoundError if not."""
        self._loudspeaker.look()

    @property
    def loudspeaker(self) -> Loudspeaker:
        """Give what it plays through."""
        return self._loudspeaker


def open_speaker(prompts: Prompts, name: str | None = None) -> RoomSpeaker:
    """Give voice and tones at the loudspeaker ``name``, or at another one while it isn't there.

    VoiceError where there is no synthesiser. No device is opened.
    """
    loudspeaker = Loudspeaker(name, others_will_do=True)
    pronunciation = Pronunciation.from_table(prompts.tables.get("pronunciation", {}))
    voice = SpokenVoice(loudspeaker, prompts.language, pronunciation=pronunciation)
    return RoomSpeaker(voice, loudspeaker)


def open_voice(prompts: Prompts, name: str | None = None) -> Voice:
    """Give the voice alone, at the loudspeaker ``name`` as `open_speaker` has it."""
    return open_speaker(prompts, name).voice


class LateAdviser:
    """An adviser that is built in a thread of its own, while the first words are spoken."""

    def __init__(self, prompts: Prompts) -> None:
        """Begin to build it."""
        self._prompts = prompts
        self._built: list[Adviser] = []
        self._thread = threading.Thread(target=self._build, name="adviser", daemon=True)
        self._thread.start()

    @property
    def adviser(self) -> Adviser:
        """Wait until it is built; PromptsError if the prompts are wrong."""
        self._thread.join()
        return self._built[0] if self._built else Adviser(self._prompts)

    @property
    def chooser(self) -> Chooser:
        """What finds the answers to the program's own questions."""
        return self.adviser.chooser

    def reply(
        self,
        words: str,
        *,
        asker: Asker = Asker.UNKNOWN,
        context: Context | None = None,
        confidence: float = 1.0,
        alternatives: tuple[str, ...] = (),
    ) -> Command | Answer:
        """Answer as `Adviser.reply` does."""
        return self.adviser.reply(
            words, asker=asker, context=context, confidence=confidence, alternatives=alternatives
        )

    def _build(self) -> None:
        with contextlib.suppress(VoiceHelperError):  # raised again where it is asked for
            self._built.append(Adviser(self._prompts))


def open_ear(prompts: Prompts, adviser: LateAdviser, microphone: Microphone) -> Ear:
    """Give an ear at ``microphone``; it loads the model in its own thread."""
    return Ear(lambda: microphone, lambda: open_recogniser(prompts, unhurried(prompts, adviser)))


def unhurried(prompts: Prompts, adviser: LateAdviser) -> Callable[[str], float]:
    """Give how likely nothing follows words, less surely where the answer would be 'allowed'.

    'May my helper type in my phone number' may yet go on with 'and my PIN'.
    """
    endings = Endings.of(prompts)

    def likelihood(words: str) -> float:
        found = endings.likelihood(words)
        if found <= UNHURRIED:
            return found
        reply = adviser.reply(words)
        is_allowed = isinstance(reply, Answer) and reply.verdict is Verdict.ALLOWED
        return UNHURRIED if is_allowed else found

    return likelihood


def open_recogniser(
    prompts: Prompts, likelihood: Callable[[str], float] | None = None
) -> Recogniser:
    """Give a recogniser for open questions, with the model that is ready.

    ``likelihood`` as `open_vosk` has it. It takes about a second. ModelError where there is no
    model, or a damaged one.
    """
    from voice_helper.recognition.opening import open_vosk  # noqa: PLC0415  (slow)
    from voice_helper.recognition.store import model_store  # noqa: PLC0415  (slow)

    folder = model_store().ready(prompts.language)
    recogniser = open_vosk(folder, prompts, likelihood)
    recogniser.expect(open_questions(prompts))
    return recogniser
