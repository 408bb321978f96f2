from __future__ import annotations

import json
import math

import pytest

from voice_helper.recognition.readings import confidence, distinct_texts, parse_readings
from voice_helper.recognition.spelling import Spelling

SPELLING = Spelling({("mit", "i", "d"): ("mitid",), ("meet", "i", "d"): ("mitid",)})


def result(*readings: tuple[float, str]) -> str:
    return json.dumps(
        {
            "alternatives": [
                {
                    "confidence": score,
                    "text": text,
                    "result": [
                        {"word": word, "start": place, "end": place + 0.9}
                        for place, word in enumerate(text.split())
                    ],
                }
                for score, text in readings
            ]
        }
    )


def test_shares_are_the_readings_probabilities() -> None:
    readings = parse_readings(result((100.0 - math.log(3), "may"), (100.0, "my")))
    assert [reading.text for reading in readings] == ["my", "may"]
    assert [reading.share for reading in readings] == pytest.approx([0.75, 0.25])


def test_lone_reading_is_sure() -> None:
    assert confidence(parse_readings(result((9.0, "help me"))), SPELLING) == pytest.approx(1.0)


def test_word_that_other_readings_lack_lowers_confidence() -> None:
    readings = parse_readings(result((1.0, "see the pin"), (1.0, "see the bin")))
    assert confidence(readings, SPELLING) == pytest.approx(2.5 / 3)


def test_same_word_elsewhere_is_no_support() -> None:
    readings = parse_readings(result((1.0, "pin see"), (1.0, "see pin")))
    assert confidence(readings, SPELLING) == pytest.approx(0.5)


def test_spellings_of_one_word_support_each_other() -> None:
    readings = parse_readings(result((1.0, "mit i d"), (1.0, "meet i d")))
    assert confidence(readings, SPELLING) == pytest.approx(1.0)
    assert distinct_texts(readings, SPELLING) == ("mitid",)


def test_empty_reading_is_left_out_of_the_texts() -> None:
    readings = parse_readings(result((2.0, ""), (1.0, "help")))
    assert distinct_texts(readings, SPELLING) == ("help",)
    assert confidence(readings, SPELLING) == 0.0


@pytest.mark.parametrize("given", ["{}", '{"alternatives": []}'])
def test_nothing_heard_gives_no_readings(given: str) -> None:
    assert parse_readings(given) == ()
