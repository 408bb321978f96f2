from __future__ import annotations

import importlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice_helper import interrupts
from voice_helper.errors import VoiceError
from voice_helper.interrupts import check, heed, interrupts_wait
from voice_helper.voice.espeak import EspeakSynthesiser


@pytest.fixture(autouse=True)
def _heeded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(interrupts, "_come", [])
    usual = signal.getsignal(signal.SIGINT)
    heed("SIGINT")
    yield
    signal.signal(signal.SIGINT, usual)


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def in_a_thread(work: object) -> None:
    thread = threading.Thread(target=work)  # type: ignore[arg-type]
    thread.start()
    thread.join()


def test_ctrl_c_is_raised_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()


def test_without_ctrl_c_nothing_is_raised() -> None:
    with interrupts_wait():
        check()
    check()


def test_ctrl_c_waits_for_the_end_of_the_block() -> None:
    reached: list[bool] = []

    def work() -> None:
        with interrupts_wait():
            ctrl_c()
            reached.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached


def test_ctrl_c_waits_for_the_end_of_the_outer_block() -> None:
    reached: list[bool] = []

    def work() -> None:
        with interrupts_wait():
            with interrupts_wait():
                ctrl_c()
            check()
            reached.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached


def test_a_fault_in_the_block_hides_no_ctrl_c() -> None:
    def work() -> None:
        with interrupts_wait():
            ctrl_c()
            raise VoiceError("nothing-to-say")

    with pytest.raises(KeyboardInterrupt):
        work()


def test_ctrl_c_works_as_usual_after_the_block() -> None:
    with interrupts_wait():
        pass
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()


def test_another_thread_goes_on_without_it() -> None:
    done: list[bool] = []

    def work() -> None:
        with interrupts_wait():
            check()
            done.append(True)

    with pytest.raises(KeyboardInterrupt):
        ctrl_c()
    in_a_thread(work)
    assert done == [True]


def test_another_threads_block_holds_nothing_back() -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def work() -> None:
        with interrupts_wait():
            has_begun.set()
            may_end.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    has_begun.wait(10)
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()
    may_end.set()
    thread.join()


def test_ctrl_c_that_a_finaliser_swallows_is_raised_by_the_next_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Last:
        def __del__(self) -> None:
            ctrl_c()

    swallowed: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda fault: swallowed.append(fault.exc_type))
    Last()
    assert swallowed == [KeyboardInterrupt]
    with pytest.raises(KeyboardInterrupt):
        check()


def test_ctrl_c_waits_while_a_module_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import signal\nsignal.raise_signal(signal.SIGINT)\nis_whole = True\n"
    (tmp_path / "half_imported.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert importlib.import_module("half_imported").is_whole
    with pytest.raises(KeyboardInterrupt):
        check()


def test_what_the_system_ignores_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    heed("SIGINT", "SIGNOTHING")
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_ctrl_c_while_a_sentence_is_synthesised_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    espeak = EspeakSynthesiser()
    collect = espeak._collect

    def interrupted(*given: object) -> int:
        ctrl_c()
        return collect(*given)

    callback = type(espeak._callback)(interrupted)
    monkeypatch.setattr(espeak, "_callback", callback)
    with pytest.raises(KeyboardInterrupt):
        espeak.synthesise("Please look away.", "gmw/en", 160)
