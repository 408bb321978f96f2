from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import environment

THREADS = Path("/proc/self/task")
MULTIPLIES = f"""
import {{first}}
import pathlib
import numpy
numpy.ones((200, 200)) @ numpy.ones((200, 200))
print(len(list(pathlib.Path({str(THREADS)!r}).iterdir())))
"""


def threads(first: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", MULTIPLIES.format(first=first)],
        env=environment({"OPENBLAS_NUM_THREADS": None}),
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.skipif(not THREADS.exists(), reason="only Linux lists a process's threads")
def test_small_products_are_left_to_one_thread() -> None:
    if threads("numpy") == 1:
        pytest.skip("NumPy uses one thread here anyway")
    assert threads("voice_helper") == 1
