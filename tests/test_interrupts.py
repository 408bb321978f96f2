from __future__ import annotations

import signal
import threading

import pytest

from voice_helper.interrupts import interrupts_wait
from voice_helper.voice.espeak import EspeakSynthesiser


def test_ctrl_c_waits_for_the_end_of_the_block() -> None:
    reached: list[bool] = []

    def work() -> None:
        with interrupts_wait():
            signal.raise_signal(signal.SIGINT)
            reached.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached


def test_ctrl_c_works_as_usual_afterwards() -> None:
    with interrupts_wait():
        pass
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_another_thread_goes_on_without_it() -> None:
    done: list[bool] = []

    def work() -> None:
        with interrupts_wait():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_ctrl_c_while_a_sentence_is_synthesised_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    espeak = EspeakSynthesiser()
    collect = espeak._collect

    def interrupted(*given: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return collect(*given)

    callback = type(espeak._callback)(interrupted)
    monkeypatch.setattr(espeak, "_callback", callback)
    with pytest.raises(KeyboardInterrupt):
        espeak.synthesise("Please look away.", "gmw/en", 160)
