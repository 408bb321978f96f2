"""The real command line, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.needs import missing
from voice_helper.errors import ModelError
from voice_helper.recognition.store import model_store

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
HIDING = "import sys; sys.modules.update(dict.fromkeys({hidden!r})); "
BEGUN = "import os, voice_helper.cli; os.close({writing}); "
MAIN = "from voice_helper.cli import main; sys.exit(main())"


def command(*words: str | bytes, hidden: Sequence[str] = (), first: str = "") -> list[str | bytes]:
    """Give the command; it can't import ``hidden`` modules, and begins with the code ``first``."""
    if not hidden and not first:
        return [sys.executable, "-m", "voice_helper", *words]
    return [sys.executable, "-c", HIDING.format(hidden=list(hidden)) + first + MAIN, *words]


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Give the environment of a child, which finds the checkout from any folder.

    What ``changes`` says to be None isn't set.
    """
    merged = {**os.environ, "PYTHONUTF8": "1", **(changes or {})}
    known = {name: value for name, value in merged.items() if value is not None}
    paths = [known.get("PYTHONPATH"), str(ROOT)]
    return {**known, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def run(
    *words: str | bytes,
    given: bytes | str | None = None,
    env: Mapping[str, str | None] | None = None,
    hidden: Sequence[str] = (),
    folder: Path | None = None,
    patience: float = PATIENCE,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; ``given`` is what it reads, nothing by default."""
    done = subprocess.run(
        command(*words, hidden=hidden),
        input=given.encode() if isinstance(given, str) else given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        env=environment(env),
        cwd=folder,
        timeout=patience,
        check=False,
    )
    texts = (stream.decode("utf-8", errors="replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, *texts)


def interrupted(
    *words: str,
    lines: int = 0,
    after: float | None = 0.0,
    env: Mapping[str, str | None] | None = None,
    folder: Path | None = None,
    first: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run a command, POSIX only, whose standard input stays open and empty; Ctrl-C it.

    That comes ``after`` seconds from when it has begun and printed ``lines``; never if it is None.
    """
    reading, writing = os.pipe()
    with subprocess.Popen(
        command(*words, first=BEGUN.format(writing=writing) + first),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(env),
        cwd=folder,
        text=True,
        pass_fds=[writing],
    ) as process:
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        out = "".join(process.stdout.readline() for _ in range(lines))
        if after is not None:
            time.sleep(after)
            process.send_signal(signal.SIGINT)
        out += process.stdout.read()
        fault = process.stderr.read()
        status = process.wait(PATIENCE)
    return subprocess.CompletedProcess(process.args, status, out, fault)


def need_model() -> Path:
    """Give the folder of the real model, ready to load; go on only if it is here."""
    try:
        return model_store().ready("en")
    except ModelError as fault:
        missing(f"the recognition model ({fault.key})")


def is_one_plain_sentence(text: str) -> bool:
    """Tell whether a text is one line of a few words for people, and nothing of a traceback."""
    lines = text.strip().splitlines()
    return len(lines) == 1 and 3 < len(lines[0].split()) < 45 and "Traceback" not in text
