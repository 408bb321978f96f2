"""An act that somebody asks about: who does what, to which thing, and whose thing it is.

The names of the enums' values are the names of the concepts in ``prompts/<language>/lexicon.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The part a person plays in getting MitID."""

    HELPER = "helper"
    APPLICANT = "applicant"
    OFFICIAL = "official"
    STRANGER = "stranger"
    UNKNOWN = "unknown"


class Deed(StrEnum):
    """What is done."""

    SEE = "see"
    KNOW = "know"
    TELL = "tell"
    READ_OUT = "read-out"
    NOTE = "note"
    ENTER = "enter"
    CREATE = "create"
    CHANGE = "change"
    ADVISE = "advise"
    KEEP = "keep"
    HANDLE = "handle"
    USE = "use"
    LOG_IN = "log-in"
    APPROVE = "approve"
    ACT_FOR = "act-for"
    GET = "get"
    FIND_OUT = "find-out"
    HELP = "help"
    HELP_FROM_AFAR = "help-from-afar"
    SCAN = "scan"
    LOOK_AWAY = "look-away"
    WATCH = "watch"
    INSTALL = "install"


class Thing(StrEnum):
    """What it is done to."""

    PIN = "pin"
    USER_ID = "user-id"
    PASSWORD = "password"
    ACTIVATION_CODE = "activation-code"
    SECRETS = "secrets"
    ONE_TIME_CODE = "one-time-code"
    MESSAGE_CODE = "message-code"
    MESSAGE = "message"
    CPR_NUMBER = "cpr-number"
    P_CODE = "p-code"
    UNLOCK_CODE = "unlock-code"
    QR_CODE = "qr-code"
    SERIAL_NUMBER = "serial-number"
    CODE = "code"
    NUMBER = "number"
    PHONE_NUMBER = "phone-number"
    EMAIL_ADDRESS = "email-address"
    CONTACT_DETAILS = "contact-details"
    APP = "app"
    CODE_DISPLAY = "code-display"
    AUDIO_CODE_READER = "audio-code-reader"
    CHIP = "chip"
    AUTHENTICATOR = "authenticator"
    MITID = "mitid"
    NEMID = "nemid"
    PASSPORT = "passport"
    FACE = "face"
    HELPERS_PHONE = "helpers-phone"
    PHONE = "phone"
    INFORMATION = "information"
    SERVICE = "service"
    IT = "it"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Act:
    """One act, resolved as far as the words allow."""

    deed: Deed
    """What is done."""
    thing: Thing
    """What it is done to."""
    actor: Role
    """Who does it; UNKNOWN where the words leave it open."""
    owner: Role
    """Whose thing it is; the applicant's where nothing else is said."""

    @property
    def is_own(self) -> bool:
        """Whether somebody does it to what is their own."""
        return self.actor is self.owner and self.actor is not Role.UNKNOWN


@dataclass(frozen=True)
class Guess:
    """What a question is like, of all that people ask."""

    rule: str
    """Id of the rule that settles most such questions; empty where none does."""
    verdict: str
    """The verdict that they have."""
    likelihood: float
    """How likely that verdict is, by whichever rule, 0 to 1."""
    doubt: float = 0.0
    """How likely at most it is that the question is refused, or needs looking away, 0 to 1."""
    outside: float = 0.0
    """How likely it is that the question is none of this assistant's, 0 to 1."""


@dataclass(frozen=True)
class Question:
    """What was asked, as far as it matters for the rules."""

    acts: tuple[Act, ...] = ()
    """Every act that the grammar found in the words, in order."""
    mentions: frozenset[Thing] = field(default_factory=frozenset)
    """Every thing that was named, whether or not an act was."""
    topics: frozenset[str] = field(default_factory=frozenset)
    """Names of the topics that the words touch (``lexicon.toml``): which of a rule's texts fits."""
    length: int = 0
    """How many words it has."""
    has_unread_secret: bool = False
    """Whether a word for something secret stands in the words without being part of an act."""
    has_open_thing: bool = False
    """Whether a thing is named that may be anything: 'my kodeord', 'the code and the email'."""
    guess: Guess | None = None
    """What the words are like; None where nothing is known of that."""
    is_asker_known: bool = False
    """Whether somebody said who asks; else the words alone tell whose an act is."""
    has_text: bool = False
    """Whether the guessed rule has a text on just what is asked about."""
    phone: str | None = None
    """Verdict on a phone that was named: ``too-old``, ``maybe`` or ``new``; None without one."""
    tells_secret: bool = False
    """Whether a secret was spoken or typed; what it was is nowhere kept."""
    obstacle: str | None = None
    """Id of the rule that forbids any help: somebody isn't there, or doesn't want it; else None."""
    is_joined: bool = False
    """Whether the words were put together of two utterances: nobody is known to ask like that."""
