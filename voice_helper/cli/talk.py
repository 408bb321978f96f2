"""``voice-helper`` without a command: the main job, by voice or by keyboard."""

from __future__ import annotations

import argparse
import os
import select
import sys
from collections.abc import Callable

from voice_helper.cli import DONE
from voice_helper.cli.choosing import settings_of
from voice_helper.cli.models import have_model
from voice_helper.cli.output import explain
from voice_helper.conversation import Conversation
from voice_helper.conversation.attention import MOST_NAME_WORDS
from voice_helper.conversation.wishes import Wishes
from voice_helper.errors import InputError, ModelError, SoundError, VoiceHelperError
from voice_helper.interrupts import heed
from voice_helper.prompts import Prompts
from voice_helper.session import Session
from voice_helper.session.desk import Desk, NoDesk, SoundDesk
from voice_helper.session.ear import Hearing, NoEar
from voice_helper.session.keyboard import open_keyboard
from voice_helper.session.mouth import Mouth
from voice_helper.session.parts import LateAdviser, RoomSpeaker, open_ear, open_speaker
from voice_helper.session.printer import Printer
from voice_helper.session.settings import Settings
from voice_helper.sound.devices import microphones
from voice_helper.sound.headset import has_headset
from voice_helper.sound.microphone import Microphone
from voice_helper.understanding import Patience

UNTIL_INPUT = 1.0
"""Seconds to wait whether anything is written to standard input, where it is no terminal."""
PIECE = 4096
"""Bytes of it that are read to find out."""


def run(options: argparse.Namespace, prompts: Prompts) -> int:
    """Talk until goodbye; without microphone and keyboard, show the demo instead."""
    return talk(options, prompts)


def talk(options: argparse.Namespace, prompts: Prompts, route: str | None = None) -> int:
    """Talk until goodbye; ``route`` begins with the guide, '' with its whole interview.

    SoundError where ``options`` name a microphone or loudspeaker that isn't there.
    """
    settings = settings_of(options)
    heed("SIGTERM", "SIGHUP")  # so that the terminal is put right
    printer = Printer()
    try:
        return _talk(options, prompts, printer, settings, route)
    except KeyboardInterrupt:
        printer.line(prompts.line("conversation", "goodbye"))
        return DONE


def _talk(
    options: argparse.Namespace,
    prompts: Prompts,
    printer: Printer,
    settings: Settings,
    route: str | None,
) -> int:
    wishes = wishes_of(options, has_headset=has_headset())
    can_sound, has_microphone = _look_for_microphone(prompts, printer)
    typed = b"" if has_microphone else _first_typed()
    if typed is None:
        return _show_demo(prompts, printer)
    speaker = _speaker(prompts, printer, settings)
    mouth = Mouth(printer, speaker)
    microphone = Microphone(settings.name_of("microphone"), others_will_do=True)
    can_hear = can_sound and (not has_microphone or _has_model(prompts, mouth))
    adviser = LateAdviser(prompts)
    ear: Hearing = open_ear(prompts, adviser, microphone) if can_hear else NoEar()
    conversation = Conversation.of(prompts, adviser)
    keyboard = open_keyboard(printer, typed)
    desk: SoundDesk = (
        Desk(prompts, microphone, speaker.loudspeaker, settings) if speaker else NoDesk()
    )
    session = Session(conversation, mouth, ear, keyboard, _explainer(prompts), desk)
    session.run(prompts.line("conversation", "goodbye"), route, wishes)
    return DONE


def _show_demo(prompts: Prompts, printer: Printer) -> int:
    from voice_helper.cli import demo  # noqa: PLC0415  (would delay the first word)

    printer.line(prompts.line("cli", "neither-nor"))
    return demo.show(demo.FOLDER, prompts)


def _look_for_microphone(prompts: Prompts, printer: Printer) -> tuple[bool, bool]:
    """Tell whether sound can be had at all, and whether there is a microphone."""
    try:
        return True, bool(microphones())
    except SoundError as fault:
        printer.line(explain(fault, prompts.language))
        return False, False


def _explainer(prompts: Prompts) -> Callable[[VoiceHelperError], str]:
    return lambda fault: explain(fault, prompts.language)


def _first_typed() -> bytes | None:
    """Give what stands in standard input already; None where nothing can ever be typed."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if sys.stdin.isatty() or os.name == "nt":
        return b""
    ready, _, _ = select.select([sys.stdin], [], [], UNTIL_INPUT)
    return (os.read(sys.stdin.fileno(), PIECE) or None) if ready else b""


def _speaker(prompts: Prompts, printer: Printer, settings: Settings) -> RoomSpeaker | None:
    try:
        return open_speaker(prompts, settings.name_of("loudspeaker"))
    except VoiceHelperError as fault:
        printer.line(explain(fault, prompts.language))
        return None


def _has_model(prompts: Prompts, mouth: Mouth) -> bool:
    """Fetch the model the first time; False where that can't be, which is told."""
    try:
        have_model(prompts, mouth.print, mouth.say)
    except ModelError as fault:
        mouth.say(explain(fault, prompts.language))
        mouth.say(prompts.line("cli", "going-on-typed"))
        return False
    return True


def wishes_of(options: argparse.Namespace, *, has_headset: bool) -> Wishes:
    """Give how the program should listen; ``has_headset`` is what the devices look like.

    InputError for a name that could never be recognised.
    """
    name = " ".join((options.name or "").lower().split())
    if name and not _can_be_heard(name, options.language):
        raise InputError("name-not-heard", name=name)
    return Wishes(
        Patience(options.patience or Patience.NORMAL),
        name,
        has_headset if options.headset is None else options.headset,
    )


def _can_be_heard(name: str, language: str) -> bool:
    from voice_helper.recognition.store import vocabulary  # noqa: PLC0415  (slow, hardly needed)

    words = name.split()
    return len(words) <= MOST_NAME_WORDS and vocabulary(language).issuperset(words)
