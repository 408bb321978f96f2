"""The hands-free loop: one thread takes events, steps the conversation, carries actions out."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import replace

from voice_helper.actions import Action, End, Listen, LookAway, Say, SetVoice, SoundOrder, Tone
from voice_helper.conversation import Conversation, State
from voice_helper.conversation.keys import TYPE, TYPING, command_of
from voice_helper.conversation.wishes import Wishes
from voice_helper.errors import VoiceHelperError
from voice_helper.events import (
    Clock,
    DeviceBack,
    DeviceLost,
    Event,
    Heard,
    KeyPressed,
    SpeechEnded,
)
from voice_helper.session.desk import NoDesk, SoundDesk
from voice_helper.session.ear import Hearing
from voice_helper.session.inbox import Inbox
from voice_helper.session.keyboard import Keyboard
from voice_helper.session.mouth import Mouth
from voice_helper.session.news import News
from voice_helper.understanding import Expectation

HEARD = Tone("heard")


class Session:
    """One conversation with people in a room."""

    def __init__(  # noqa: PLR0913, PLR0917  (the parts of a room, each of them a fake in tests)
        self,
        conversation: Conversation,
        mouth: Mouth,
        ear: Hearing,
        keyboard: Keyboard,
        explain: Callable[[VoiceHelperError], str],
        desk: SoundDesk | None = None,
    ) -> None:
        """Join the parts; ``explain(fault)`` gives the sentence of a fault."""
        self._desk = desk or NoDesk()
        self._conversation = conversation
        self._inbox = Inbox()
        self._mouth = mouth
        self._inbox.stop = self._mouth.stop
        self._ear = ear
        self._keyboard = keyboard
        self._explain = explain
        self._faults: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._state = State()
        self._has_ended = False
        self._began = time.monotonic()
        self._interruption: Expectation | None = None
        self._news = News()
        self._is_typing = False
        self._can_type = True

    def run(self, goodbye: str, route: str | None = None, wishes: Wishes | None = None) -> None:
        """Talk until goodbye; Ctrl-C prints ``goodbye`` and ends it at any moment.

        ``route`` begins with the guide, as `Conversation.begin` has it; ``wishes`` as well.
        """
        self._inbox.open()
        try:
            self._begin(route, wishes)
            self._end_where_nobody_is_left()
            while not self._has_ended:
                event = self._inbox.get()
                if event is None:
                    self._can_type = False
                else:
                    self._take(event)
                self._end_where_nobody_is_left()
        except KeyboardInterrupt:
            self._mouth.stop()
            self._mouth.print(goodbye)
        finally:
            self._desk.close()
            self._ear.close()
            self._keyboard.close()
            self._mouth.close()

    def _begin(self, route: str | None, wishes: Wishes | None) -> None:
        missing = set() if self._ear.start(self._heard, self._hear_fault) else {"microphone"}
        self._ear.tell_beginnings(self._somebody_speaks)
        if not self._mouth.start(self._inbox.post):
            missing.add("loudspeaker")
        self._state, actions = self._conversation.begin(frozenset(missing), route, wishes)
        self._keyboard.let_letters_act(do_act="microphone" not in missing)
        self._keyboard.start(self._typed, self._inbox.post_end)
        self._desk.start(self._inbox.post, self._mouth.look)
        self._carry_out(actions)

    def _somebody_speaks(self) -> None:
        """Expect to answer soon."""
        if self._interruption is None:
            self._mouth.wake()

    def _heard(self, event: Event) -> None:
        """Take what the ear gives, in its thread; while it speaks only what cuts it short."""
        interruption = self._interruption
        if interruption is None or isinstance(event, DeviceLost | DeviceBack):
            self._inbox.post(event)
        elif isinstance(event, Heard):
            self._inbox.post_cutting(event)
        else:
            self._ear.listen(interruption)

    def _typed(self, event: Event) -> None:
        """Take what the keyboard gives, in its thread: nobody listens while a line is typed."""
        self._is_typing = isinstance(event, KeyPressed) and event.name in {TYPE, TYPING}
        if self._is_typing:
            self._ear.pause()
        if isinstance(event, Heard):
            event = replace(event, is_typed=True)
        if isinstance(event, KeyPressed) and self._cuts(event):
            self._inbox.post_cutting(event)
        else:
            self._inbox.post(event)

    def _cuts(self, key: KeyPressed) -> bool:
        """Tell whether a key cuts speech off: every one that is pressed, but of lines only stop."""
        return self._keyboard.is_immediate or command_of(key.name) == "stop"

    def _take(self, event: Event) -> None:
        self._tell_faults()
        actions = self._step(event)
        actions = (*self._news.before(event, actions), *actions)
        if isinstance(event, DeviceLost | DeviceBack):
            self._keyboard.let_letters_act(do_act="microphone" not in self._state.missing)
        self._carry_out(actions)

    def _carry_out(self, actions: tuple[Action, ...]) -> None:
        last = max((at for at, action in enumerate(actions) if isinstance(action, Say)), default=-1)
        for at, action in enumerate(actions):
            if self._inbox.is_cut and not isinstance(action, LookAway | SetVoice | End):
                continue  # what cut it off has actions of its own, and they end with listening
            if action == HEARD and isinstance(actions[at + 1], Say):
                continue  # the answer itself tells it, and comes sooner without
            if not self._do(action):
                return
            if at == last:
                self._carry_out(self._step(SpeechEnded()))

    def _step(self, event: Event) -> tuple[Action, ...]:
        """Let the conversation know the time, then what has happened."""
        self._state, _ = self._conversation.step(self._state, Clock(time.monotonic() - self._began))
        self._state, actions = self._conversation.step(self._state, event)
        return actions

    def _say_line(self, line: Say) -> bool:
        """Say a line; news counts as told once it has been said to its end."""
        self._news.begins(line)
        is_said = self._say(line.text)
        if is_said:
            self._news.ends(line)
        return is_said

    def _say(self, text: str) -> bool:
        """Say a line; what may cut it short is listened for meanwhile."""
        interruption = self._conversation.interrupting(self._state)
        if interruption is None or self._is_typing:
            self._ear.pause()
            return self._mouth.say(text)
        self._interruption = interruption
        self._ear.listen(interruption)
        try:
            return self._mouth.say(text)
        finally:
            self._interruption = None
            self._ear.pause()

    def _do(self, action: Action) -> bool:
        """Carry one action out; False when something has cut it off."""
        match action:
            case Say():
                return self._say_line(action)
            case Tone():
                self._sound(action)
            case LookAway():
                self._keyboard.let_typing_show(do_show=action.state == "over")
            case SetVoice():
                self._mouth.configure(action.rate, action.volume)
            case Listen():
                if not self._is_typing:
                    self._ear.listen(action.expectation)
            case SoundOrder():
                self._order(action)
            case End():
                self._has_ended = True
        return True

    def _sound(self, tone: Tone) -> None:
        """Play a tone; that it listens only once it does, unless something comes before."""
        if tone.kind == "listening":
            self._ear.wait_until_ready(lambda: self._inbox.is_cut)
        if not self._inbox.is_cut:
            self._mouth.tone(tone.kind)

    def _order(self, order: SoundOrder) -> None:
        """Have a sound order carried out; what became of it is told next, unless it was cut off."""
        self._ear.pause()
        told = self._desk.carry_out(order, lambda: self._inbox.is_cut)
        if not self._inbox.is_cut:
            self._inbox.post(told)

    def _hear_fault(self, fault: VoiceHelperError) -> None:
        self._faults.put(self._explain(fault))

    def _tell_faults(self) -> None:
        while not self._faults.empty():
            self._mouth.say(self._faults.get())

    def _end_where_nobody_is_left(self) -> None:
        """End where nothing can come in any more, or nothing can be heard or read."""
        is_deaf = not self._can_type and "microphone" in self._state.missing
        if (is_deaf or not self._mouth.is_heard) and not self._has_ended:
            self._take(KeyPressed("end"))
            self._has_ended = True
