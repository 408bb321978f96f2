"""News of troubles that is still to be told: what cuts it off must not be why nobody hears it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.actions import Action, Say
from voice_helper.events import DeviceLost, Event, Trouble, Woken


@dataclass(frozen=True)
class _Piece:
    """One line of news."""

    line: Say
    """How it is told."""
    has_begun: bool = False
    """Whether its first word has been said."""


class News:
    """Keeps the latest line on the microphone, and on sleep, until it has been said to its end.

    A loudspeaker's end is printed, and that it is back is told by whatever sounds.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: dict[str, _Piece] = {}

    def before(self, event: Event, actions: tuple[Action, ...]) -> tuple[Say, ...]:
        """Give what is to be told before the ``actions`` that follow from an event.

        Whoever cuts news off doesn't want it; another trouble has it begun anew, but for the
        loudspeaker's end: it has been printed.
        """
        is_anew = isinstance(event, Trouble) and event != DeviceLost("loudspeaker")
        self._pieces = {
            about: _Piece(piece.line)
            for about, piece in self._pieces.items()
            if is_anew or not piece.has_begun
        }
        line = next((action for action in actions if isinstance(action, Say)), None)
        if not isinstance(event, Trouble) or line is None:
            return self._lines()
        about = "" if isinstance(event, Woken) else event.device
        self._pieces.pop(about, None)
        earlier = self._lines()
        if about != "loudspeaker":
            self._pieces[about] = _Piece(line)
        return earlier

    def begins(self, line: Say) -> None:
        """Note that a line, of news or not, is being said."""
        for about, piece in self._pieces.items():
            if piece.line == line:
                self._pieces[about] = replace(piece, has_begun=True)

    def ends(self, line: Say) -> None:
        """Note that a line has been said to its end."""
        self._pieces = {about: each for about, each in self._pieces.items() if each.line != line}

    def _lines(self) -> tuple[Say, ...]:
        return tuple(piece.line for piece in self._pieces.values())
