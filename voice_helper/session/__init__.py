"""Where core and edge meet: feeds events in, carries actions out, owns threads and clock."""

from voice_helper.session.session import Session

__all__ = ["Session"]
