from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.commands import command, environment, run
from voice_helper.walkthrough.walkthrough import ROUTES

NEXT = ["yes", "yes", *["next"] * 16]
PLACES = {"interview": NEXT[:1], "step": NEXT[:4], "cue": NEXT}
PLACES["secret"] = [*NEXT, "my helper has turned away", "karen4821"]


@pytest.mark.parametrize("place", PLACES)
def test_killed_anywhere_it_begins_with_who_is_looking_and_has_stored_nothing(
    place: str, tmp_path: Path
) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    with subprocess.Popen(
        command("simulate", "guide", "own-phone"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(home),
        cwd=tmp_path,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n".join([*PLACES[place], "!silence 1", ""]))
        process.stdin.flush()
        wait_until_read(process)
        process.kill()
    assert list(tmp_path.iterdir()) == []
    again = run("guide", "own-phone", given="yes\n", env=home, folder=tmp_path)
    assert again.returncode == 0
    said = [line for line in again.stdout.splitlines() if line.startswith("Both of you")]
    assert "I don't know where you were. Let's begin with who is looking." in said[0]
    assert "4821" not in again.stdout


def wait_until_read(process: subprocess.Popen[str]) -> None:
    """Wait until the lines have been taken: nothing more is written for half a second."""
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(1.5)


def test_the_map_is_a_mermaid_flowchart_with_every_route() -> None:
    done = run("guide", "--map")
    assert done.returncode == 0
    assert done.stdout.startswith("flowchart")
    assert all(route in done.stdout for route in ROUTES)
