"""The product as others install it: a wheel, in an empty environment, far from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.needs import missing
from voice_helper import paths

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "may i see her pin"

pytestmark = [pytest.mark.network, pytest.mark.slow]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel by way of the source distribution, as a publisher does."""
    folder = tmp_path_factory.mktemp("dist")
    options = ["--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "build", *options], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own; gives the folder of its programs."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    done = subprocess.run(
        [programs / "python", "-m", "pip", "install", "--quiet", "--no-input", wheel],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        missing(f"a package index that pip can reach ({done.stderr.strip()[-200:]})")
    return programs


@pytest.fixture
def run(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Give a function that runs the installed program somewhere else, with nothing of ours."""
    monkeypatch.delenv("PYTHONPATH", raising=False)

    def run_program(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed / "voice-helper", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run_program


def test_the_wheel_holds_prompts_manifest_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    files = [path for path in ROOT.glob("prompts/**/*") if path.is_file()]
    prompts = {f"voice_helper/data/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert prompts <= set(names)
    shipped = {"manifest.toml", "general-en.lm.xz"}
    assert {f"voice_helper/data/models/{name}" for name in shipped} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_holds_no_fetched_model_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "fetched" in name or "test" in name.lower()]


def test_the_installed_program_answers_a_typed_question(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run("ask", "--json", QUESTION)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer["question"], answer["verdict"]) == (QUESTION, "not-allowed")


def test_the_installed_program_knows_which_models_there_are(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run("model", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_the_installed_program_hears_and_speaks(
    run: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not any(paths.fetched_models().glob("*/am")):
        missing("the recognition model")
    monkeypatch.setenv(paths.MODELS_VARIABLE, str(paths.fetched_models()))
    done = run("demo", "--to", "heard")
    assert (done.returncode, done.stderr) == (0, "")
    assert list((tmp_path / "heard").glob("*.wav"))
