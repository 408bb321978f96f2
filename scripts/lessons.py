"""What the networks learn from: every question, and for likeness each time a little otherwise."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.understanding.measure import LEARNED, questions
from voice_helper.prompts import Prompts
from voice_helper.understanding.examples import Example, asked_in, documented, examples_of
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.roles import Asker
from voice_helper.understanding.templates import EXAMPLE_WEIGHT, training_sentences
from voice_helper.understanding.tokens import Token, tokens
from voice_helper.understanding.words import Spelling

AGAIN = 6
"""How often more a question counts that must simply be right."""
TURNED = 0.08
"""Share of questions about an act that are shown with a 'not' more or less: the act is the same."""
CLIPPED = 0.1
"""Share of questions that are shown without their first word or two, as noise swallows them."""
MISTYPED = 0.06
"""Share of questions that are shown with a slip of the finger in one of their words."""
TOLD = 0.4
"""Share of questions that are shown with the one who asks."""
PART = 0.2
"""Share of allowed questions of several parts that are shown as one part, which isn't strict."""
ACTS = frozenset({"allowed", "not-allowed", "look-away"})
CLIPPABLE = 6
LONG = 5
TOPICS = "topics"
"""The part of the lexicon that the networks don't see."""
MISHEARD = "misheard"
"""The file of questions as the recogniser heard them."""
NEGATIONS = ("not", "never")
MODALS = frozenset(
    {"can", "may", "should", "could", "am", "is", "do", "does", "would", "must", "are"}
)


@dataclass(frozen=True)
class Said:
    """A sentence whose end is learned."""

    words: tuple[str, ...]
    """Its words, one at least."""
    weight: float
    """How much it counts; a question of the prompts counts 1."""


@dataclass(frozen=True)
class Sample:
    """A question as it is trained on."""

    told: Sequence[Token]
    """Its tokens, the asker's first."""
    example: Example
    """Where it comes from."""
    is_part: bool = False
    """Whether it is but a part of it, of which no more is known than that it isn't strict."""


def learned(prompts: Prompts) -> Iterator[Example]:
    """Yield all questions that are learned from."""
    yield from examples_of(prompts)
    yield from said_in_secret(prompts)
    if MISHEARD in prompts.tables:
        yield from asked_in(prompts, MISHEARD)
    measured = LEARNED if prompts.language == "en" else ()
    for _ in range(AGAIN):
        yield from documented(prompts)
        for name in measured:
            yield from questions(name)


def said_in_secret(prompts: Prompts) -> Iterator[Example]:
    """Yield what is said in a secret step: anywhere else it is no question."""
    for entry in prompts.table("secret-step").values():
        for phrase in entry["phrases"]:
            yield Example(phrase, "unknown", "")


def fingerprint(prompts: Prompts) -> str:
    """Hash what the weights depend on."""
    words = sorted(
        (name, part) for name, part in prompts.table("lexicon").items() if name != TOPICS
    )
    asked = [(one.text, one.verdict, one.rule, sorted(one.also)) for one in learned(prompts)]
    return hashlib.sha256(json.dumps([words, asked], sort_keys=True).encode()).hexdigest()


def said(prompts: Prompts) -> list[Said]:
    """Give every sentence whose end is learned: all that is expected, heard rightly or not."""
    spelling = Spelling.from_grammar(prompts.table("lexicon")["grammar"])
    sentences = [(text, weight / EXAMPLE_WEIGHT) for text, weight in training_sentences(prompts)]
    if MISHEARD in prompts.tables:
        sentences += [(each.text, 1.0) for each in asked_in(prompts, MISHEARD)]
    found = [Said(spelling.words(text), weight) for text, weight in sentences]
    return [each for each in found if each.words]


def endings_fingerprint(prompts: Prompts) -> str:
    """Hash what is known of endings."""
    told = sorted([each.words, each.weight] for each in said(prompts))
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def shown(
    words: Sequence[str], example: Example, lexicon: Lexicon, chance: random.Random
) -> Sample:
    """Give a question as it is shown this time."""
    is_cut = example.verdict == "allowed" and chance.random() < PART
    if is_cut and (parts := lexicon.clauses(words)):
        return Sample(tokens(chance.choice(parts), lexicon), example, is_part=True)
    if chance.random() < MISTYPED:
        words = lexicon.words(mistyped(example.text, chance))
    if len(words) >= CLIPPABLE and chance.random() < CLIPPED:
        words = words[chance.choice((1, 1, 2)) :]
    if example.verdict in ACTS and chance.random() < TURNED:
        words = turned(words, chance)
    is_told = example.asker is not Asker.UNKNOWN and chance.random() < TOLD
    asker = example.asker if is_told else Asker.UNKNOWN
    return Sample(tokens(words, lexicon, asker), example)


def mistyped(text: str, chance: random.Random) -> str:
    """Swap two neighbouring letters of one of the longer words."""
    words = text.split()
    places = [place for place, word in enumerate(words) if len(word) >= LONG]
    if places:
        place = chance.choice(places)
        word = words[place]
        at = chance.randrange(len(word) - 1)
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def turned(words: Sequence[str], chance: random.Random) -> Sequence[str]:
    """Take a 'not' out, or put one in behind a verb that can bear it."""
    nots = [place for place, word in enumerate(words) if word in NEGATIONS]
    if nots:
        place = chance.choice(nots)
        return [*words[:place], *words[place + 1 :]]
    verbs = [place for place, word in enumerate(words) if word in MODALS]
    if not verbs:
        return words
    place = chance.choice(verbs) + 1
    return [*words[:place], "not", *words[place:]]
