"""Does what the conversation wants done with the sound devices: tests, names and chooses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from voice_helper.actions import SoundOrder
from voice_helper.errors import SoundError
from voice_helper.events import Event, SoundTold
from voice_helper.prompts import Prompts
from voice_helper.session.settings import Settings
from voice_helper.session.watch import Part, Watch
from voice_helper.sound import devices
from voice_helper.sound.devices import SIDES, Device
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.trial import Trial


class Choosable(Part, Protocol):
    """A microphone or a loudspeaker that can be told which device to use."""

    def use(self, name: str | None) -> None:
        """Use ``name`` from now on; None for the system's own choice."""
        ...


class SoundDesk(Protocol):
    """What the session asks of it."""

    def start(self, post: Callable[[Event], None], look: Callable[[], None]) -> None:
        """Begin to watch over the devices; ``look`` is called every now and then."""
        ...

    def carry_out(self, order: SoundOrder, is_cut: Callable[[], bool]) -> SoundTold:
        """Carry an order out, and give what became of it; sooner where ``is_cut()``."""
        ...

    def close(self) -> None:
        """Watch no more."""
        ...


class Desk:
    """The real one."""

    def __init__(
        self, prompts: Prompts, microphone: Microphone, loudspeaker: Loudspeaker, settings: Settings
    ) -> None:
        """Work with both devices, and remember in ``settings`` which are chosen."""
        self._prompts = prompts
        self._parts: dict[str, Choosable] = {"microphone": microphone, "loudspeaker": loudspeaker}
        self._trial = Trial(microphone, loudspeaker)
        self._settings = settings
        self._watch = Watch(self._parts)
        for kind in SIDES:
            name = settings.name_of(kind)
            if name is not None:
                self._watch.expect(kind, name)

    def start(self, post: Callable[[Event], None], look: Callable[[], None]) -> None:
        """Begin to watch over the devices."""
        self._watch.start(post, look)

    def carry_out(self, order: SoundOrder, is_cut: Callable[[], bool]) -> SoundTold:
        """Carry an order out, and give what became of it."""
        try:
            match order.what:
                case "test-tone":
                    return self._test_tone()
                case "test-voice":
                    return SoundTold(f"test-voice-{self._trial.voice(is_cut)}")
                case "list":
                    return self._list(order.device)
                case "use":
                    return self._use(order)
                case _:
                    return self._use_any()
        except SoundError:
            return SoundTold("test-impossible")

    def close(self) -> None:
        """Watch no more."""
        self._watch.close()

    def _test_tone(self) -> SoundTold:
        if self._parts["microphone"].device is None:
            return SoundTold("test-impossible")
        outcome = self._trial.tone()
        is_deaf = outcome in ("dead", "muted-microphone")
        return SoundTold(f"test-tone-{outcome}", (), "" if is_deaf else "test-voice")

    def _list(self, kind: str) -> SoundTold:
        found = devices.listed(SIDES[kind])
        if not found:
            return SoundTold(f"listed-no-{kind}")
        names = [
            self._prompts.line("conversation", "listed-device", number=number, name=device.name)
            for number, device in enumerate(found, 1)
        ]
        current = self._parts[kind].device
        slots = (("names", " ".join(names)), ("name", (current or found[0]).name))
        return SoundTold(f"listed-{kind}s", slots)

    def _use(self, order: SoundOrder) -> SoundTold:
        chosen: dict[str, Device] = {}
        for kind in (order.device,) if order.device else SIDES:
            found = devices.listed(SIDES[kind])
            meant = _numbered(order.name, found) or devices.called(order.name, found)
            if meant:
                chosen[kind] = meant[0]
        for kind, device in chosen.items():
            self._parts[kind].use(device.name)
            self._settings.choose(kind, device.name)
            self._watch.expect(kind, device.name)
        match list(chosen.items()):
            case []:
                return SoundTold("chosen-none")
            case [(kind, device)]:
                return SoundTold(f"chosen-{kind}", (("name", device.name),))
        return SoundTold("chosen-both", tuple((k, each.name) for k, each in chosen.items()))

    def _use_any(self) -> SoundTold:
        for kind, part in self._parts.items():
            part.use(None)
            self._settings.choose(kind, None)
        return SoundTold("chosen-any")


class NoDesk:
    """Where there are no devices: nothing can be tested, named or chosen."""

    def start(self, post: Callable[[Event], None], look: Callable[[], None]) -> None:
        """Watch over nothing."""

    def carry_out(
        self,
        order: SoundOrder,  # noqa: ARG002  (none can be carried out)
        is_cut: Callable[[], bool],  # noqa: ARG002  (it takes no time)
    ) -> SoundTold:
        """Say that it can't be done."""
        return SoundTold("test-impossible")

    def close(self) -> None:
        """Watch no more."""


def _numbered(name: str, found: tuple[Device, ...]) -> tuple[Device, ...]:
    return found[int(name) - 1 : int(name)] if name.isdecimal() and int(name) else ()
