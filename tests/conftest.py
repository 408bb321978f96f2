"""What all tests share: no network, no real sound devices, the prompts, the recordings."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.needs import missing
from tests.no_network import sitecustomize as no_network
from voice_helper import paths
from voice_helper.errors import ModelError
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.recognition.opening import open_vosk
from voice_helper.recognition.store import model_store
from voice_helper.recognition.vosk_recogniser import VoskRecogniser

try:
    import fcntl
except ImportError:  # Windows, where no test needs the machine to itself
    fcntl = None  # type: ignore[assignment]

settings.register_profile("loaded-machine", deadline=None)
settings.load_profile("loaded-machine")
ROOT = Path(__file__).resolve().parents[1]
SHARED_AUDIO = ROOT.parent / "shared" / "audio"
DEAR_TOGETHER = {"tests/test_wheel.py"}
NO_NETWORK = Path(no_network.__file__).parent


@pytest.fixture(scope="session")
def prompts() -> Prompts:
    """Give the English prompts."""
    return load_prompts(paths.prompts_root() / "en")


@pytest.fixture(scope="session")
def shared_audio() -> Path:
    """Give the folder of real recordings, which aren't part of the project."""
    if not SHARED_AUDIO.is_dir():
        pytest.skip("there are no recordings in ../shared/audio")
    return SHARED_AUDIO


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """Give the real model, compiled; ``make test`` has fetched it."""
    try:
        return model_store().ready("en")
    except ModelError as fault:
        if fault.key == "no-model":
            missing("the recognition model")
        raise


@pytest.fixture(scope="session")
def loaded(model_folder: Path, prompts: Prompts) -> VoskRecogniser:
    """Give the real recogniser, loaded once."""
    return open_vosk(model_folder, prompts)


@pytest.fixture(autouse=True)
def _only_marked_tests_connect(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if request.node.get_closest_marker("network"):
        monkeypatch.setenv(no_network.VARIABLE, "yes")
        return
    rest = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(NO_NETWORK), rest])))


@pytest.fixture(autouse=True)
def _only_virtual_devices_sound(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not request.node.get_closest_marker("devices"):
        monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
        monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")


def pytest_configure() -> None:
    """Undo that a background job ignores Ctrl-C, which the programs that tests start inherit."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run tests with devices before the others."""
    items.sort(key=lambda item: item.get_closest_marker("devices") is None)


class OneByOne(LoadScopeScheduling):
    """Hands a worker one test at a time, or a whole file where its tests share what is dear."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in DEAR_TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOne:
    """Choose who runs what, where there are several workers."""
    return OneByOne(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let a test with devices, which runs in real time, have the machine to itself."""
    if fcntl is None or "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    with _turn(item, alone=item.get_closest_marker("devices") is not None):
        return (yield)


@contextmanager
def _turn(item: pytest.Item, *, alone: bool) -> Iterator[None]:
    """Hold a lock that one test has alone or many share; a gate lets the lone one in."""
    folder = Path(item.config.cache.mkdir("turns")) if item.config.cache else ROOT
    with (folder / "gate").open("w") as gate, (folder / "room").open("w") as room:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield
