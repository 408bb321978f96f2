"""``voice-helper check``: what works, and how to mend what doesn't."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from voice_helper.cli import DONE, FAILED
from voice_helper.cli.choosing import settings_of
from voice_helper.cli.output import explain, say, tell
from voice_helper.errors import SoundError, VoiceHelperError
from voice_helper.prompts import Prompts
from voice_helper.recognition.store import model_store
from voice_helper.session.parts import open_voice
from voice_helper.sound.devices import SIDES, Wish, listed
from voice_helper.sound.loudspeaker import Loudspeaker
from voice_helper.sound.microphone import Microphone
from voice_helper.sound.trial import Trial


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """Try each part, a line each; 0 only when the main job can run by voice.

    Then the sound itself: whether the loudspeaker can be heard, and how a voice comes in.
    """
    settings = settings_of(options)
    wishes = {kind: Wish(settings.name_of(kind), others_will_do=True) for kind in SIDES}
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("check-microphone", lambda: _microphone(wishes["microphone"])),
        ("check-loudspeaker", lambda: _loudspeaker(wishes["loudspeaker"])),
        ("check-model", lambda: _model(prompts)),
        ("check-voice", lambda: _voice(prompts)),
    )
    works = [_try(name, part, prompts) for name, part in parts]
    if all(works[:2]):
        _name_others(prompts)
        _test(prompts, wishes)
    tell(prompts, "check-ready" if all(works) else "check-not-ready")
    return DONE if all(works) else FAILED


def _name_others(prompts: Prompts) -> None:
    """Name all microphones and loudspeakers, where there is a choice."""
    for kind, side in SIDES.items():
        names = [device.name for device in listed(side)]
        if len(names) > 1:
            what = prompts.line("cli", f"check-{kind}")
            tell(prompts, "check-others", what=what, names="; ".join(names))


def _test(prompts: Prompts, wishes: dict[str, Wish]) -> None:
    """Play a tone and listen for it; then listen to somebody's hello."""

    def line(key: str) -> None:
        say(prompts.line("conversation", key))

    names = {kind: wish.name for kind, wish in wishes.items()}
    try:
        with (
            Microphone(names["microphone"], others_will_do=True) as microphone,
            Loudspeaker(names["loudspeaker"], others_will_do=True) as loudspeaker,
        ):
            trial = Trial(microphone, loudspeaker)
            line("test-tone-begins")
            outcome = trial.tone()
            line(f"test-tone-{outcome}")
            if outcome not in ("dead", "muted-microphone"):
                tell(prompts, "check-hello")
                line(f"test-voice-{trial.voice()}")
    except SoundError as fault:
        say(explain(fault, prompts.language))


def _try(name: str, part: Callable[[], str], prompts: Prompts) -> bool:
    what = prompts.line("cli", name)
    try:
        detail = part()
    except VoiceHelperError as fault:
        why = explain(fault, prompts.language)
        tell(prompts, "check-broken", what=what, why=why)
        return False
    key = "check-works" if detail else "check-works-plain"
    tell(prompts, key, what=what, detail=detail)
    return True


def _microphone(wish: Wish) -> str:
    """Open the microphone, for which it has to give its first block."""
    with Microphone(wish.name, others_will_do=True) as microphone:
        return microphone.device.name if microphone.device else ""


def _loudspeaker(wish: Wish) -> str:
    with Loudspeaker(wish.name, others_will_do=True) as loudspeaker:
        loudspeaker.wake()
        return loudspeaker.device.name if loudspeaker.device else ""


def _model(prompts: Prompts) -> str:
    return model_store().ready(prompts.language).name


def _voice(prompts: Prompts) -> str:
    """Speak into a file: the synthesiser works, whether or not there is a loudspeaker."""
    with TemporaryDirectory() as folder:
        open_voice(prompts).save(prompts.line("cli", "check-voice"), Path(folder) / "voice.wav")
    return ""
