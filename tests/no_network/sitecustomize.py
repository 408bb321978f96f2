"""Blocks the network in this process and, by PYTHONPATH, in the Python programs that tests start.

Sockets of the machine's own file system (AF_UNIX) stay: sound servers use them.
"""

from __future__ import annotations

import os
import sys

VARIABLE = "VOICE_HELPER_TESTS_MAY_CONNECT"
"""Set while a test that is marked ``network`` runs."""

_REACHING_OUT = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.bind"}
)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _REACHING_OUT or os.environ.get(VARIABLE):
        return
    if event != "socket.getaddrinfo" and isinstance(arguments[-1], str | bytes):
        return  # the address of a Unix socket is a path
    message = f"{event} {arguments[-1]!r}: only tests marked network may connect"
    raise PermissionError(message)


sys.addaudithook(_refuse)
