"""Whether sound faults are told, mended, and leave the conversation where it was.

    python -m benchmarks.faults [COUNT] [SEED]   # over virtual devices: needs pulseaudio, the model

In real time, on the real command: a fault comes at a random moment, while it speaks or listens, in
the midst of questions, of a route or of a secret step; it lasts a few seconds. 'Noticed' is the
time from the fault until the line that tells it sounds, or is printed where no loudspeaker is left;
'resumed' the time from the device's return until that is told aloud. Then a phrase is spoken into
the microphone: the answer must be printed, come from the loudspeaker and show the same place.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.losses.room import MICROPHONES, SPEAKERS, Room
from benchmarks.losses.talk import Talk, talk
from tests.speech import FLITE, say

COUNT = 27
"""Faults: each kind three times."""
AT_ONCE = 3
"""Rooms in which something happens at the same time."""
NOTICED, RESUMED = 2.0, 3.0
"""Seconds that the two may take."""
PATIENCE = 8.0
"""Seconds after which something counts as never done."""
TRIES = 3
"""How often it may be spoken to until it answers, where all that is spoken reaches it."""
MOST_SPOKEN = 9
"""How often it is spoken to in all: a busy machine loses some of what is spoken."""
QUIET = 0.6
"""Seconds without sound after which it has said what it had to say."""
TOLD = ("microphone", "loudspeaker", "I now ", "asleep")
"""Words of which every line that tells of a device has one."""
BACK = ("is back", "I now ", "asleep")
"""The same for lines that tell that all is well again."""
SECRET = "I am about to make my PIN"


@dataclass(frozen=True)
class Fault:
    """One way in which sound fails, and how it is mended."""

    name: str
    devices: tuple[str, ...]
    """What is plugged in."""
    break_: Callable[[Room, Talk], None]
    mend: Callable[[Room, Talk], None]
    is_told: bool = True
    """Whether it can be told before it is mended."""
    has_loudspeaker: bool = True
    """Whether a loudspeaker is left that can tell it."""


@dataclass
class Result:
    """What came of one fault."""

    fault: str
    place: str
    noticed: float | None = None
    resumed: float | None = None
    is_silent: bool = False
    """Whether nothing was told, or nothing could be heard or said any more."""
    is_lost: bool = False
    """Whether it was somewhere else in the conversation."""
    remarks: list[str] = field(default_factory=list)

    @property
    def is_recovered(self) -> bool:
        return not (self.is_silent or self.is_lost)


ONE = (SPEAKERS[0], MICROPHONES[0])
ALL = (*SPEAKERS, *MICROPHONES)


def _unplug(*names: str) -> Callable[[Room, Talk], None]:
    return lambda room, _: [room.unplug(name) for name in names] and None


def _plug(*names: str) -> Callable[[Room, Talk], None]:
    def plug(room: Room, _: Talk) -> None:
        for name in names:
            room.plug(name)
            room.prefer(name)  # a desktop prefers again what it preferred before

    return plug


def _prefer(*names: str) -> Callable[[Room, Talk], None]:
    return lambda room, _: [room.prefer(name) for name in names] and None


def _seize(name: str, *, is_seized: bool) -> Callable[[Room, Talk], None]:
    return lambda room, _: room.seize(name, is_seized=is_seized)


FAULTS = (
    Fault("microphone unplugged", ONE, _unplug(ONE[1]), _plug(ONE[1])),
    Fault("loudspeaker unplugged", ONE, _unplug(ONE[0]), _plug(ONE[0]), has_loudspeaker=False),
    Fault("headset unplugged, others left", ALL, _unplug(*ONE), _plug(*ONE)),
    Fault("system's choice switched", ALL, _prefer("speakers", "builtin_mic"), _prefer(*ONE)),
    Fault(
        "sound server killed",
        ONE,
        lambda room, _: room.kill(),
        lambda room, _: room.start(),
        has_loudspeaker=False,
    ),
    Fault(
        "sound server frozen",
        ONE,
        lambda room, _: room.freeze(),
        lambda room, _: room.thaw(),
        has_loudspeaker=False,
    ),
    Fault(
        "program suspended",
        ONE,
        lambda _, running: running.suspend(is_suspended=True),
        lambda _, running: running.suspend(is_suspended=False),
        is_told=False,
    ),
    Fault(
        "microphone seized", ONE, _seize(ONE[1], is_seized=True), _seize(ONE[1], is_seized=False)
    ),
    Fault(
        "loudspeaker seized",
        ONE,
        _seize(ONE[0], is_seized=True),
        _seize(ONE[0], is_seized=False),
        has_loudspeaker=False,
    ),
)


@dataclass(frozen=True)
class Place:
    """A place in the conversation, how to get there, and what shows that it is kept."""

    name: str
    words: tuple[str, ...]
    """What the command is started with."""
    typed: tuple[str, ...]
    """What is typed to get there."""
    probe: str
    """What is spoken afterwards."""
    shows: str
    """What the answer has to contain."""
    waits_for: str = ""
    """The line after which the place is reached."""


ROUTE = ("yes", "yes", "next", "next")
PLACES = (
    Place("questions", (), (), "when must the helper look away", "The helper must look away"),
    Place("route", ("guide", "own-phone"), ROUTE, "where am I", "This is step 3 of"),
    Place("secret, cue", ("guide", "own-phone"), (*ROUTE, SECRET), "repeat", "Next is the PIN"),
    Place(
        "secret, open",
        ("guide", "own-phone"),
        (*ROUTE, SECRET),
        "repeat",
        "Next is the PIN",
        "my helper has turned away.",
    ),
)


def main() -> None:
    """Print a line a fault, then the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    results: list[Result] = []
    with ThreadPoolExecutor(AT_ONCE) as rooms:
        for result in rooms.map(lambda number: tried(number, seed), range(count)):
            results.append(result)
            print(_line(len(results), result), flush=True)
    _print_table(results)


def tried(number: int, seed: int) -> Result:
    """Let the ``number``-th fault happen."""
    fault = FAULTS[number % len(FAULTS)]
    place = PLACES[(number // len(FAULTS) + number) % len(PLACES)]
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311  (nothing secret)
    return run(fault, place, chance)


def run(fault: Fault, place: Place, chance: random.Random) -> Result:
    """Let one fault happen in a place, and tell what came of it."""
    result = Result(fault.name, place.name)
    room = Room(fault.devices)
    try:
        room.start()
        with talk(room, *place.words) as running:
            _go_to(place, room, running, chance)
            _happen(fault, room, running, result, chance)
            if not result.is_silent:
                _probe(place, room, running, result)
    finally:
        room.close()
    return result


def _go_to(place: Place, room: Room, running: Talk, chance: random.Random) -> None:
    """Bring the conversation to a place, and to a random moment there."""
    assert running.wait(0.0, lambda line: "Voice Helper" in line, 60.0), running.lines
    time.sleep(0.8)
    running.type("escape")
    for _ in range(4):
        running.type("+")
        time.sleep(0.1)
        running.type("escape")
    for line in place.typed:
        time.sleep(0.3)
        running.type("escape")
        running.type(line)
    if place.waits_for:
        assert running.wait(0.0, lambda line: place.waits_for in line, 60.0), running.lines
        _wait_for_quiet(room)
        running.type("my helper has turned away")
    time.sleep(chance.uniform(0.5, 6.0))  # in the midst of a line, or while it listens


def _happen(fault: Fault, room: Room, running: Talk, result: Result, chance: random.Random) -> None:
    """Break, hold, mend; note what was told and when."""
    broken = time.monotonic()
    fault.break_(room, running)
    broken_by = time.monotonic()
    if fault.is_told:
        told = running.wait(broken, lambda line: _has(line, TOLD), PATIENCE)
        if told is not None and fault.has_loudspeaker:
            told = _heard(room, told)
        if told is None:
            result.is_silent = True
            result.remarks.append("the fault isn't told")
        else:
            result.noticed = max(0.0, told - broken)
    time.sleep(max(0.0, broken_by + chance.uniform(3.5, 5.5) - time.monotonic()))
    mending = time.monotonic()
    fault.mend(room, running)
    mended = time.monotonic()
    back = running.wait(mending, lambda line: _has(line, BACK), PATIENCE)
    back = back and _heard(room, back)
    if back is None:
        result.is_silent = True
        result.remarks.append("the return isn't told")
    else:
        result.resumed = max(0.0, back - mended)


def _heard(room: Room, since: float) -> float | None:
    """Give the moment at which a line that was printed at ``since`` begins to sound."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        sounds = room.first_sound_after(since)
        if sounds is not None:
            return sounds
        time.sleep(0.02)
    return None


def _probe(place: Place, room: Room, running: Talk, result: Result) -> None:
    """Speak, and look whether it answers, aloud, from the same place."""
    time.sleep(2.0)
    running.type("escape")  # else it says all again that was cut off
    tries = spoken = 0
    while tries < TRIES and spoken < MOST_SPOKEN:
        _wait_for_quiet(room)
        time.sleep(0.3)
        asked = time.monotonic()
        is_whole = room.speak(say(place.probe, FLITE[0]))
        tries, spoken = tries + is_whole, spoken + 1
        answered = running.wait(asked, lambda line: not _has(line, TOLD), PATIENCE)
        if answered is None:
            result.remarks.append("not heard at once" if is_whole else "spoken with gaps")
            continue
        shown = running.wait(asked, lambda line: place.shows in line, 3.0)
        if shown is None:
            result.remarks.append(running.lines[-1][1][:70])
            continue
        if _heard(room, shown) is None:
            result.is_silent = True
            result.remarks.append("the answer isn't heard")
        return
    result.is_silent = answered is None
    result.is_lost = answered is not None


def _wait_for_quiet(room: Room) -> None:
    deadline = time.monotonic() + 40.0
    while time.monotonic() - room.last_sound < QUIET and time.monotonic() < deadline:
        time.sleep(0.02)


def _has(line: str, words: tuple[str, ...]) -> bool:
    return any(word in line for word in words)


def _line(number: int, result: Result) -> str:
    outcome = "recovered" if result.is_recovered else "SILENT" if result.is_silent else "LOST"
    noticed = "-" if result.noticed is None else f"{result.noticed:.2f}"
    resumed = "-" if result.resumed is None else f"{result.resumed:.2f}"
    name = f"{result.fault}, {result.place}"
    return f"{number:4} {name:50} {noticed:>6} {resumed:>6} {outcome} {'; '.join(result.remarks)}"


def _print_table(results: list[Result]) -> None:
    print(f"{'fault':34} {'tries':>5} {'ok':>4} {'noticed: median, worst':>24} {'resumed':>14}")
    for name in dict.fromkeys(result.fault for result in results):
        of_it = [result for result in results if result.fault == name]
        recovered = sum(result.is_recovered for result in of_it)
        noticed = _spread([result.noticed for result in of_it])
        resumed = _spread([result.resumed for result in of_it])
        print(f"{name:34} {len(of_it):5} {recovered:4} {noticed:>24} {resumed:>14}")
    print(f"recovered {sum(result.is_recovered for result in results)} of {len(results)}")
    print(f"place lost {sum(result.is_lost for result in results)}")
    print(f"silent states {sum(result.is_silent for result in results)}")
    late = [r for r in results if r.noticed is not None and r.noticed > NOTICED]
    print(f"noticed later than {NOTICED:.0f} s: {len(late)}")
    slow = [r for r in results if r.resumed is None or r.resumed > RESUMED]
    print(f"resumed later than {RESUMED:.0f} s, or never told: {len(slow)}")


def _spread(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{statistics.median(known):.2f} {max(known):.2f}" if known else "-"


if __name__ == "__main__":
    main()
