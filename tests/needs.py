"""What tests need of the machine: skipped visibly where it is missing, failed where CI=true."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test because the machine lacks something; fail where nothing may be lacking."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and nothing may be missing where CI=true")
    pytest.skip(f"{what} is missing: run make test, which installs it or says how to")


def need_programs(*programs: str) -> None:
    """Go on only if the machine has these programs."""
    for program in programs:
        if shutil.which(program) is None:
            missing(program)
