from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"


def test_a_test_can_reach_nobody() -> None:
    with pytest.raises(PermissionError, match="only tests marked network"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)


def test_a_test_can_ask_for_no_address() -> None:
    with pytest.raises(PermissionError, match="only tests marked network"):
        socket.getaddrinfo("example.org", 443)


def test_a_program_that_a_test_starts_can_reach_nobody() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REACH_OUT], capture_output=True, text=True, check=False
    )
    assert "only tests marked network" in done.stderr


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no Unix sockets here")
def test_sockets_in_the_file_system_stay_open(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "socket"))
        server.listen()
        client.connect(str(tmp_path / "socket"))
