"""Which microphone and loudspeaker are used: named on the command line, or remembered."""

from __future__ import annotations

import argparse

from voice_helper.paths import chosen_devices
from voice_helper.session.settings import Settings
from voice_helper.sound.devices import SIDES, Wish, find

ANY = "any"
"""Stands for the system's own choice on the command line."""


def settings_of(options: argparse.Namespace) -> Settings:
    """Give what is chosen, and remember what ``options`` name.

    SoundError where that isn't there: it tells which names there are.
    """
    settings = Settings(chosen_devices())
    for kind, side in SIDES.items():
        name = getattr(options, kind)
        if name == ANY:
            settings.choose(kind, None)
        elif name is not None:
            settings.choose(kind, find(side, Wish(name)).name)
    return settings
