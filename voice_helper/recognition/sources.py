"""Getting a model's archive: from an address, by npm, a file in hand. All network use is here."""

from __future__ import annotations

import errno
import http.client
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from voice_helper.errors import ModelError
from voice_helper.recognition.manifest import AddressSource, PackageSource, Source

CONNECT_SECONDS = 10.0
"""How long an address may stay silent before the next source is tried."""
PACKAGE_SECONDS = 900.0
"""How long npm may take altogether."""

_PIECE = 1 << 16
_TENTHS = 10


class Progress(Protocol):
    """Takes lines of ``prompts/<language>/models.toml`` as things go on."""

    def __call__(self, key: str, **slots: object) -> None:
        """Tell the line ``key``, its slots filled."""


Opener = Callable[[urllib.request.Request, float], http.client.HTTPResponse]


@dataclass(frozen=True)
class SourceFailed(Exception):  # noqa: N818 - an outcome that leads to the next source
    """A source has nothing to give just now."""

    key: str
    """The line of models.toml that says why."""
    code: int = 0
    """The number that an address answered with, if it did."""


def obtain(source: Source, part: Path, progress: Progress, open_address: Opener) -> Path:
    """Bring a source's archive to the folder of ``part`` and give its path.

    What an interrupted download left in ``part`` is continued. SourceFailed if it can't be had;
    ModelError if the disk is full.
    """
    if isinstance(source, PackageSource):
        return _pack(source, part.parent, progress)
    return _download(source, part, progress, open_address)


def open_address(request: urllib.request.Request, seconds: float) -> http.client.HTTPResponse:
    """Open an address of the web; OSError if it doesn't answer within ``seconds``."""
    if not request.full_url.startswith("https://"):
        raise urllib.error.URLError("https only")
    response: http.client.HTTPResponse = urllib.request.urlopen(  # noqa: S310 - https only, above
        request, timeout=seconds
    )
    return response


def raise_if_full(fault: OSError, folder: Path) -> None:
    """Raise ModelError if ``fault`` says that there is no room on the disk of ``folder``."""
    if fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        raise ModelError("models-disk-full", folder=folder) from fault


def _download(source: AddressSource, part: Path, progress: Progress, open_address: Opener) -> Path:
    progress("source-address", address=source.address)
    have = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "voice-helper"} | ({"Range": f"bytes={have}-"} if have else {})
    request = urllib.request.Request(source.address, headers=headers)  # noqa: S310 - see open_address
    try:
        with open_address(request, CONNECT_SECONDS) as response:
            is_continued = response.status == http.HTTPStatus.PARTIAL_CONTENT
            _keep(response, part, have if is_continued else 0, progress)
    except urllib.error.HTTPError as fault:
        if fault.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return part
        raise SourceFailed("source-refused", fault.code) from fault
    except (OSError, http.client.HTTPException) as fault:
        if isinstance(fault, OSError):
            raise_if_full(fault, part.parent)
        raise SourceFailed("source-silent") from fault
    return part


def _keep(response: http.client.HTTPResponse, part: Path, have: int, progress: Progress) -> None:
    total = have + int(response.headers.get("Content-Length") or 0)
    told = have * _TENTHS // total if total else _TENTHS
    with part.open("ab" if have else "wb") as file:
        while piece := response.read(_PIECE):
            file.write(piece)
            have += len(piece)
            while told < have * _TENTHS // max(total, 1) and told < _TENTHS:
                told += 1
                progress("tenth", percent=told * _TENTHS)
    if total and have < total:
        raise SourceFailed("source-broke-off")


def _pack(source: PackageSource, folder: Path, progress: Progress) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SourceFailed("npm-missing")
    progress("source-package", package=source.package)
    with tempfile.TemporaryDirectory(prefix=".npm-", dir=folder) as packed:
        command = [npm, "pack", source.package, "--pack-destination", packed, "--ignore-scripts"]
        command += ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--silent"]
        try:
            done = subprocess.run(
                command,
                check=False,
                cwd=packed,
                timeout=PACKAGE_SECONDS,
                stdin=subprocess.DEVNULL,
                capture_output=True,
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise SourceFailed("npm-failed") from fault
        archives = sorted(Path(packed).glob("*.tgz"))
        if done.returncode or not archives:
            raise_if_full(_full_disk(done.stderr), folder)
            raise SourceFailed("npm-failed")
        progress("source-package-done")
        return archives[0].replace(folder / ".package.tgz")


def _full_disk(said: bytes) -> OSError:
    return OSError(errno.ENOSPC if b"ENOSPC" in said else 0, "npm")
