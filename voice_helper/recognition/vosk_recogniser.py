"""The recogniser: Vosk, gated by voice activity, ended by our own endpointing."""

from __future__ import annotations

import importlib
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voice_helper.errors import ModelError
from voice_helper.events import Heard, Noise
from voice_helper.recognition.attuning import AttunedDecoder
from voice_helper.recognition.closed_set import ClosedSet, Decoys, closed_set
from voice_helper.recognition.endpointing import Endpointer, Pauses, Phase
from voice_helper.recognition.joining import joined
from voice_helper.recognition.readings import (
    Reading,
    confidence,
    distinct_texts,
    parse_readings,
)
from voice_helper.recognition.recogniser import RATE
from voice_helper.recognition.spelling import Spelling
from voice_helper.recognition.spelling_out import SpellingEar, SpellingRule
from voice_helper.recognition.voice_activity import VoiceActivity
from voice_helper.understanding.expectation import Expectation, Expecting

_ALTERNATIVES = 10
_LEAD_SECONDS = 0.4
"""Sound from before the onset that the decoder hears as well."""
_TAIL_SECONDS = 0.3
"""Quiet that is added when a recording ends at once after its last word."""
_QUIET_LOGGING = -1
WORN_SECONDS = 10.0
"""Seconds of speech after which a decoder is worn: it keeps all of the graph that it has gone."""
_INTERRUPTION_SECONDS = 2.0
"""What cuts speech off is shorter; no more than this is heard again."""
_STILL_SPOKEN_SECONDS = 0.1
"""After so much quiet nothing more belongs to a phrase that cuts speech off."""
_MAY_GO_ON = 0.2
"""The likelihood that nothing follows what is no phrase, or 'I am finished' in a secret step."""


@dataclass(frozen=True)
class Hearing:
    """How utterances are heard; everything has a sensible default."""

    spelling: Spelling = Spelling({})  # noqa: RUF009 - frozen
    """Words outside the lexicon, and how they are spelled with words inside it."""
    likelihood: Callable[[str], float] = lambda words: 0.0  # noqa: ARG005
    """How likely, 0 to 1, nothing follows words in normal spelling."""
    pauses: Pauses = Pauses()  # noqa: RUF009 - frozen
    """How long pauses may be for somebody who speaks neither fast nor haltingly."""
    decoys: Decoys = Decoys()  # noqa: RUF009 - frozen
    """What may be heard instead of a command."""
    secret_decoys: Decoys = Decoys()  # noqa: RUF009 - frozen
    """What may be heard instead of a phrase while a secret step is open."""
    spelling_rule: SpellingRule = SpellingRule()  # noqa: RUF009 - frozen
    """When it is spelling that is heard during a secret step."""
    murmurs: frozenset[str] = frozenset()
    """Words that noise is taken for."""
    clear_murmur: float = 0.95
    """Words that are all murmurs, heard with less confidence, are noise."""
    least_confidence: float = 0.5
    """Below this a closed set's phrase counts as noise."""
    click_seconds: float = 0.3
    """A sound without words that is shorter than this is nothing at all."""


class VoskRecogniser:
    """Hears utterances with the compiled model of one folder."""

    def __init__(self, folder: Path, hearing: Hearing | None = None) -> None:
        """Load the model that ``ModelStore.ready`` gave; ModelError if it can't be loaded."""
        self._hearing = hearing or Hearing()
        self._vosk = _load_vosk()
        self._model = _load_model(self._vosk, folder)
        self._decoders: dict[tuple[str, ...], Any] = {}
        self._activity = VoiceActivity(RATE)
        self._endpointer = Endpointer(self._hearing.pauses, RATE)
        self._lead: deque[bytes] = deque()
        self._rest = b""
        self._closed: ClosedSet | None = None
        self._expectation = Expectation(Expecting.QUESTIONS, ())
        self._last_partial = ""
        self._begun: Heard | None = None
        self._interruption = bytearray()
        self._spelling = SpellingEar(self._hearing.spelling_rule)
        self._taken = 0
        self._worn = 0.0
        self._decoder = self._open_decoder()

    @property
    def is_begun(self) -> bool:
        """Whether an utterance has begun that isn't over yet."""
        return self._endpointer.phase is Phase.SPEAKING

    @property
    def partial(self) -> str:
        """The words so far in normal spelling; nothing during a secret step."""
        return "" if self._is_secret else self._last_partial

    @property
    def _is_secret(self) -> bool:
        return self._expectation.kind is Expecting.SECRET_STEP

    @property
    def _is_interrupting(self) -> bool:
        return self._expectation.kind is Expecting.INTERRUPTION

    def expect(self, expectation: Expectation) -> None:
        """Expect open questions, or one of a closed set of phrases."""
        self.reset()
        if expectation != self._expectation:
            self._spelling.forget()
        self._expectation = expectation
        pauses = self._hearing.pauses.with_patience(expectation.patience)
        self._endpointer = Endpointer(pauses, RATE)
        if expectation.kind is Expecting.QUESTIONS:
            self._closed = None
            self._decoder = self._open_decoder()
        else:
            hearing = self._hearing
            is_open = expectation.kind is Expecting.COMMANDS
            decoys = hearing.decoys if is_open else hearing.secret_decoys
            self._closed = closed_set(expectation.phrases, decoys, hearing.spelling, self._knows)
            self._decoder = self._closed_decoder(self._closed)

    def grammar(self) -> tuple[str, ...] | None:
        """Give everything the closed set may be heard as; None while any words may be heard."""
        return self._closed.grammar if self._closed else None

    def reset(self) -> None:
        """Forget what was begun; the room's noise stays known."""
        self._endpointer.reset()
        self._activity.begin_utterance()
        self._lead.clear()
        self._rest = b""
        self._interruption.clear()
        self._forget_words()

    def accept(self, block: bytes) -> Heard | Noise | None:
        """Take sound of any length; give the utterance that it completes, if any."""
        self._taken += len(block)
        sound = self._rest + block
        size = 2 * self._activity.frame
        whole = len(sound) // size * size
        self._rest = sound[whole:]
        fed = bytearray()
        for at in range(0, whole, size):
            frame = sound[at : at + size]
            if self._take_frame(frame, fed) is Phase.ENDED:
                self._rest = sound[at + size :]
                break
        if fed:
            self._feed(bytes(fed))
        self._judge()
        return self._conclude() if self._endpointer.phase is Phase.ENDED else None

    def finish(self) -> Heard | Noise | None:
        """Give the utterance that was begun, if any."""
        if self._endpointer.phase is not Phase.SPEAKING:
            self.reset()
            return None
        self._feed(self._rest)
        return self._ended(joined(self._begun, self._final()))

    def hear_whole(self, sound: bytes) -> Heard | Noise:
        """Take a whole recording as one utterance; Noise if there are no words in it."""
        self.reset()
        self._spelling.forget()
        self._feed(sound + bytes(int(_TAIL_SECONDS * RATE) * 2))
        self._taken += len(sound)
        heard = self._final()
        self.reset()
        return heard

    def _knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def _take_frame(self, frame: bytes, fed: bytearray) -> Phase:
        is_speech = self._activity.is_speech(np.frombuffer(frame, dtype="<i2"))
        before = self._endpointer.phase
        phase = self._endpointer.hear(len(frame) // 2, is_speech=is_speech)
        if phase is Phase.QUIET:
            if not is_speech:  # a click that came to nothing is no measure of who speaks
                self._activity.begin_utterance()
            self._lead.append(frame)
            if len(self._lead) * len(frame) > _LEAD_SECONDS * RATE * 2:
                self._lead.popleft()
            return phase
        if before is not Phase.SPEAKING:
            self._renew()
            fed.extend(b"".join(self._lead))
            self._lead.clear()
        fed.extend(frame)
        return phase

    def _judge(self) -> None:
        if not self._endpointer.wants_words and not self._is_interrupting:
            return
        words = self._read_partial()
        if self._may_interrupt(words):
            self._endpointer.end_settled(words)
            return
        if self._begun is not None:
            words = f"{self._begun.words} {words}".strip()
        likelihood = self._likelihood(words) if words else 0.0
        self._endpointer.judge(words, likelihood=likelihood)

    def _may_interrupt(self, words: str) -> bool:
        return bool(self._is_interrupting and self._closed and self._closed.phrase_in(words))

    def _likelihood(self, words: str) -> float:
        """Tell how likely nothing follows; a phrase of a secret step is given time to go on."""
        if self._closed is None:
            return self._hearing.likelihood(words)
        phrase = self._closed.phrase_in(words)
        may_go_on = phrase is None or (self._is_secret and " " in phrase)
        return _MAY_GO_ON if may_go_on else 1.0

    def _conclude(self) -> Heard | Noise | None:
        is_early = self._may_interrupt(self._last_partial) and self._is_still_spoken
        outcome = joined(self._begun, self._final())
        if is_early and isinstance(outcome, Noise):
            self._hear_again()
            return None
        if self._closed is None and isinstance(outcome, Heard):
            likelihood = self._hearing.likelihood(outcome.words)
            if self._endpointer.is_too_early(likelihood):
                self._go_on(outcome)
                return None
        return self._ended(outcome)

    def _ended(self, outcome: Heard | Noise) -> Heard | Noise | None:
        spoken = self._endpointer.spoken
        rest = self._rest
        self.reset()
        self._rest = rest
        if outcome == Noise() and spoken < self._hearing.click_seconds:
            return None
        return outcome

    @property
    def _is_still_spoken(self) -> bool:
        is_short = len(self._interruption) <= _INTERRUPTION_SECONDS * RATE * 2
        return is_short and self._endpointer.quiet < _STILL_SPOKEN_SECONDS

    def _hear_again(self) -> None:
        """Hear on: the phrase that seemed to be over was the beginning of something else."""
        self._forget_words()
        self._decoder.AcceptWaveform(bytes(self._interruption))
        self._endpointer.go_on()

    def _go_on(self, begun: Heard) -> None:
        """Keep what was heard as the beginning of more: its last words were only guessed."""
        self._forget_words()
        self._begun = begun
        self._endpointer.go_on()

    def _final(self) -> Heard | Noise:
        keep = self._closed.blurred if self._closed and self._is_secret else str
        return self._outcome(parse_readings(self._decoder.FinalResult(), keep))

    def _outcome(self, readings: tuple[Reading, ...]) -> Heard | Noise:
        spelling = self._hearing.spelling
        texts = distinct_texts(readings, spelling)
        if not texts or not readings[0].words:
            return Noise()
        sure = confidence(readings, spelling)
        if self._closed is None:
            is_murmur = self._hearing.murmurs.issuperset(texts[0].split())
            is_clear = sure >= self._hearing.clear_murmur
            return Noise() if is_murmur and not is_clear else Heard(texts[0], sure, texts[1:])
        phrase = self._closed.phrase_in(texts[0])
        if phrase is None or sure < self._hearing.least_confidence:
            return Noise(is_spelling=self._is_spelling(readings))
        self._spelling.forget()
        return Heard(phrase, sure)

    def _is_spelling(self, readings: Sequence[Reading]) -> bool:
        return self._is_secret and self._spelling.hear(readings, self._taken / 2 / RATE)

    def _feed(self, sound: bytes) -> None:
        if sound:
            self._worn += len(sound) / 2 / RATE
            self._decoder.AcceptWaveform(sound)
        if self._is_interrupting:
            self._interruption.extend(sound)

    def _renew(self) -> None:
        """Take a new decoder for open questions, before an utterance, where the old one is worn."""
        if self._closed is None and self._worn > WORN_SECONDS:
            self._worn = 0.0
            del self._decoders[()]
            self._decoder = None  # it is freed before another one is made
            self._decoder = self._open_decoder()

    def _read_partial(self) -> str:
        heard = _text(self._decoder.PartialResult())
        if self._closed and self._is_secret:
            heard = " ".join(map(self._closed.blurred, heard.split()))
        self._last_partial = self._hearing.spelling.fold(heard)
        return self._last_partial

    def _forget_words(self) -> None:
        self._begun = None
        self._decoder.Reset()
        self._last_partial = ""

    def _open_decoder(self) -> Any:
        return self._decoder_for(())

    def _closed_decoder(self, closed: ClosedSet) -> Any:
        return self._decoder_for(closed.grammar, closed.as_json())

    def _decoder_for(self, key: tuple[str, ...], *grammar: str) -> Any:
        """Keep one decoder for each grammar: they share the model and cost little."""
        if key not in self._decoders:
            decoder = self._vosk.KaldiRecognizer(self._model, RATE, *grammar)
            decoder.SetMaxAlternatives(_ALTERNATIVES)
            decoder.SetWords(True)
            self._decoders[key] = decoder if grammar else AttunedDecoder(decoder, RATE)
        return self._decoders[key]


def _load_vosk() -> Any:
    try:
        vosk = importlib.import_module("vosk")
    except (ImportError, OSError) as fault:
        raise ModelError("recogniser-missing", why=fault) from fault
    vosk.SetLogLevel(_QUIET_LOGGING)
    return vosk


def _load_model(vosk: Any, folder: Path) -> Any:
    if not (folder / "graph" / "Gr.fst").is_file():  # else Vosk itself writes to standard error
        raise ModelError("model-not-loaded", folder=folder)
    try:
        return vosk.Model(str(folder))
    except Exception as fault:  # Vosk raises nothing narrower
        raise ModelError("model-not-loaded", folder=folder) from fault


def _text(partial: str) -> str:
    return str(json.loads(partial).get("partial", ""))
