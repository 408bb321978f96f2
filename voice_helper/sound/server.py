"""The sound server, PulseAudio or PipeWire in its place: what it knows and PortAudio doesn't.

PortAudio sees it as one device that is always there: behind it microphones and loudspeakers come
and go, and a stream whose device has gone is moved elsewhere without a word, even to what a
loudspeaker plays. So we ask the server itself, and tell it which device we mean.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from voice_helper.errors import SoundError
from voice_helper.sound.guard import fail_while_hanging, guarded

PATIENCE = 1.0
"""Seconds that the server may take to answer; more is frozen."""
FRESH = 0.3
"""Seconds for which an answer counts."""
LIBRARY = "pulsectl"
DUMMY = "auto_null"
"""What stands in where a server has no loudspeaker at all."""
TARGETS = {"input": "PULSE_SOURCE", "output": "PULSE_SINK"}
"""The environment variables that tell the server which device the next stream is for."""


@dataclass(frozen=True)
class Node:
    """A microphone or a loudspeaker as the server has it."""

    key: str
    """The server's own name for it."""
    name: str
    """What people call it."""
    rate: int
    """Samples a second."""
    channels: int
    """1 or more."""
    form: str = ""
    """``headset``, ``internal`` and the like, where the server knows."""
    is_suspended: bool = False
    """Whether it does nothing: nobody uses it, or another program has taken it."""
    is_muted: bool = False
    """Whether somebody has switched its sound off."""
    volume: float = 1.0
    """0 to 1, or more."""


@dataclass(frozen=True)
class Survey:
    """What is plugged in."""

    nodes: dict[str, tuple[Node, ...]]
    """For 'input' and 'output': each device, the system's own choice first."""
    used: dict[str, frozenset[str]]
    """For both: the server's names of the devices that this program's streams are on."""


class Server:
    """The server that the environment names; asked by any thread, one at a time."""

    def __init__(self) -> None:
        """Connect when it is first asked."""
        self._lock = threading.Lock()
        self._address: tuple[str | None, ...] = ()
        self._connection: Any = None
        self._was_there = False
        self._found: Survey | None = None
        self._asked = float("-inf")
        self.met = float("-inf")
        """The moment, of time.monotonic, at which it was connected to."""

    def survey(self) -> Survey | None:
        """Tell what is plugged in; None where there never was a server.

        SoundError: it has stopped, or doesn't answer.
        """
        with self._lock:
            address = tuple(os.environ.get(name) for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"))
            if address != self._address:
                self._address, self._was_there = address, False
                self._forget()
            if time.monotonic() - self._asked > FRESH:
                fail_while_hanging(LIBRARY)
                self._ask()
            return self._found

    def is_answering(self) -> bool:
        """Tell whether there is a server, and it answers."""
        try:
            return self.survey() is not None
        except SoundError:
            return False

    def _ask(self) -> None:
        pulsectl = _library()
        if pulsectl is None:
            return
        try:
            self._found = guarded(
                lambda: self._answer(pulsectl),
                SoundError("sound-system-hangs"),
                PATIENCE,
                LIBRARY,
            )
        except SoundError:
            self._connection = None  # the call that hangs still uses it
            self._forget()
            raise
        except Exception as fault:  # whatever pulsectl or its C library raise: it has gone
            was_connected = self._connection is not None
            self._forget()
            if was_connected:
                self._ask()  # it may have begun anew
                return
            if self._was_there:
                raise SoundError("sound-system-gone") from fault
        self._asked = time.monotonic()

    def _answer(self, pulsectl: Any) -> Survey:
        if self._connection is None:
            connection = pulsectl.Pulse("voice-helper", connect=False)
            connection.connect(autospawn=True)
            self._connection, self._was_there = connection, True
            self.met = time.monotonic()
        return _surveyed(self._connection)

    def _forget(self) -> None:
        connection, self._connection = self._connection, None
        self._found, self._asked = None, float("-inf")
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.close()


def _surveyed(connection: Any) -> Survey:
    known = connection.server_info()
    sources = [each for each in connection.source_list() if not each.monitor_of_sink_name]
    sinks = [each for each in connection.sink_list() if each.name != DUMMY]
    mine = str(os.getpid())
    heard = {each.source for each in connection.source_output_list() if _owner(each) == mine}
    played = {each.sink for each in connection.sink_input_list() if _owner(each) == mine}
    return Survey(
        {
            "input": _nodes(sources, known.default_source_name),
            "output": _nodes(sinks, known.default_sink_name),
        },
        {
            "input": frozenset(each.name for each in sources if each.index in heard),
            "output": frozenset(each.name for each in sinks if each.index in played),
        },
    )


def _owner(stream: Any) -> str:
    return str(stream.proplist.get("application.process.id", ""))


def _nodes(found: list[Any], preferred: str) -> tuple[Node, ...]:
    counted = Counter(each.description for each in found)
    nodes = [
        Node(
            key=each.name,
            name=each.description if counted[each.description] == 1 else each.name,
            rate=int(each.sample_spec.rate),
            channels=int(each.channel_count),
            form=each.proplist.get("device.form_factor", ""),
            is_suspended=each.state == "suspended",
            is_muted=bool(each.mute),
            volume=float(each.volume.value_flat),
        )
        for each in found
    ]
    return tuple(sorted(nodes, key=lambda node: node.key != preferred))


def _library() -> Any:
    """Give pulsectl; None where there is none, or no libpulse below it."""
    try:
        import pulsectl  # noqa: PLC0415  (not on Windows and macOS)
    except (ImportError, OSError):
        return None
    return pulsectl


SERVER = Server()
"""The one of this program."""
