from __future__ import annotations

from voice_helper.prompts import Prompts
from voice_helper.session.parts import UNHURRIED, LateAdviser, unhurried
from voice_helper.understanding.endings import Endings


def test_what_would_be_allowed_is_waited_for_longer_since_more_may_follow(
    prompts: Prompts,
) -> None:
    likelihood, endings = unhurried(prompts, LateAdviser(prompts)), Endings.of(prompts)
    allowed, refused = "may my helper type in my phone number", "may my helper see my pin"
    assert endings.likelihood(allowed) > UNHURRIED
    assert likelihood(allowed) == UNHURRIED
    assert likelihood(refused) == endings.likelihood(refused) > UNHURRIED
    assert likelihood("may my helper type") == endings.likelihood("may my helper type")
