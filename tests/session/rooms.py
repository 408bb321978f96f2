"""A session whose room is made of public fakes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from tests.conversation.talk import conversation_of
from voice_helper.cli.output import explain
from voice_helper.conversation.wishes import Wishes
from voice_helper.errors import SoundError, VoiceHelperError
from voice_helper.events import Event
from voice_helper.prompts import Prompts
from voice_helper.session import Session
from voice_helper.session.desk import SoundDesk
from voice_helper.session.ear import Hearing, NoEar
from voice_helper.session.keyboard import Keyboard, Post, ScriptedKeyboard
from voice_helper.session.mouth import Mouth
from voice_helper.understanding import Expectation
from voice_helper.voice.fake import RecordingVoice

SOON = 5.0


def eventually(condition: Callable[[], bool], seconds: float = SOON) -> bool:
    """Wait until the condition holds; False when it doesn't within ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


class PrintedLines:
    """A printer that remembers."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_read = True
        self.rings = 0

    def line(self, text: str) -> bool:
        if self.is_read:
            self.lines.append(text)
        return self.is_read

    def echo(self, text: str) -> None:
        pass

    def ring(self) -> None:
        self.rings += 1

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class FakeSpeaker:
    """A voice that remembers, and tones; ``fault`` is raised instead while it is set."""

    def __init__(self, *, is_paced: bool = False) -> None:
        self.voice = RecordingVoice(is_paced)
        self.tones: list[str] = []
        self.wakings = 0
        self.fault: SoundError | None = None

    def tone(self, kind: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.tones.append(kind)

    def stop(self) -> None:
        self.voice.stop()

    def wake(self) -> None:
        self.wakings += 1
        if self.fault is not None:
            raise self.fault

    def look(self) -> None:
        self.wake()

    def lose(self) -> None:
        self.fault = self.voice.fault = SoundError("no-loudspeaker")

    def restore(self) -> None:
        self.fault = self.voice.fault = None


class FakeEar:
    """Hears, each time it is asked to listen, the next of its events."""

    def __init__(self, events: Iterable[Event] = (), *, has_microphone: bool = True) -> None:
        self._events = list(events)
        self._has_microphone = has_microphone
        self._post: Callable[[Event], None] = lambda _: None
        self.listened: list[Expectation] = []
        self.is_listening = False
        self.is_closed = False

    def start(
        self, post: Callable[[Event], None], fault: Callable[[VoiceHelperError], None]
    ) -> bool:
        self._post = post
        return self._has_microphone

    def tell_beginnings(self, begun: Callable[[], None]) -> None:
        self.begun = begun

    def wait_until_ready(self, is_cut: Callable[[], bool]) -> None:
        pass

    def listen(self, expectation: Expectation) -> None:
        self.listened.append(expectation)
        self.is_listening = True
        if self._events:
            self._post(self._events.pop(0))

    def pause(self) -> None:
        self.is_listening = False

    def post(self, event: Event) -> None:
        self._post(event)

    def close(self) -> None:
        self.is_closed = True


class Fingers:
    """A keyboard that is pressed from a test."""

    def __init__(self) -> None:
        self._post: Post = lambda _: None
        self._ended: Callable[[], None] = lambda: None
        self.letters_act = True
        self.shows = True
        self.is_immediate = True
        self.is_closed = False

    def start(self, post: Post, ended: Callable[[], None]) -> None:
        self._post, self._ended = post, ended

    def let_letters_act(self, *, do_act: bool) -> None:
        self.letters_act = do_act

    def let_typing_show(self, *, do_show: bool) -> None:
        self.shows = do_show

    def close(self) -> None:
        self.is_closed = True

    def press(self, event: Event) -> None:
        self._post(event)

    def end(self) -> None:
        self._ended()


class Room:
    """A session, run in a thread."""

    def __init__(  # noqa: PLR0913 - each has its default
        self,
        prompts: Prompts,
        *,
        ear: Hearing | None = None,
        keyboard: Keyboard | None = None,
        speaker: FakeSpeaker | None = None,
        wishes: Wishes | None = None,
        desk: SoundDesk | None = None,
    ) -> None:
        self.printed = PrintedLines()
        self.speaker = speaker
        self.session = Session(
            conversation_of(prompts),
            Mouth(self.printed, speaker),
            ear or NoEar(),
            keyboard or ScriptedKeyboard(()),
            explain,
            desk,
        )
        self._thread = threading.Thread(
            target=self.session.run, args=("Goodbye.", None, wishes), daemon=True
        )

    def begin(self) -> Room:
        self._thread.start()
        return self

    def has_ended(self, seconds: float = SOON) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()
