"""What holds for every question there can be: any acts, any guess, any flags."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.understanding.measure import FILES, questions
from voice_helper.paths import prompts_root
from voice_helper.prompts import Prompts, load_prompts
from voice_helper.rules.act import Act, Deed, Guess, Question, Role, Thing
from voice_helper.rules.judge import DOUBTFUL, HARDLY_DOUBTFUL, SURE, rule_on, rule_on_act
from voice_helper.rules.ruling import STRICT, Ruling, Verdict
from voice_helper.rules.table import MEANT, SECRETS, things_of
from voice_helper.understanding.examples import examples_of

TEXTS = load_prompts(prompts_root() / "en").table("rules")
NO_RULE = [("", "clarify"), ("", "unknown")]
KINDS = [
    *NO_RULE,
    *(
        (rule, verdict.value)
        for rule, entry in TEXTS.items()
        for verdict in Verdict
        if verdict.value in entry
        and "source" in entry
        and (verdict is not Verdict.ALLOWED or rule in MEANT)
    ),
]
"""Every rule and verdict that a question can have: the rule has a text for it."""
NOT_ALLOWING = [kind for kind in KINDS if kind[1] != Verdict.ALLOWED.value]
SPOKEN_SECRET = Ruling(Verdict.NOT_ALLOWED, "personal-codes", "spoken-secret")

shares = st.one_of(
    st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.02, 0.05, 0.06, 0.5, 0.94, 0.95, 1.0])
)
acts = st.builds(
    Act, st.sampled_from(Deed), st.sampled_from(Thing), st.sampled_from(Role), st.sampled_from(Role)
)


@st.composite
def guesses(draw: st.DrawFn, kinds: list[tuple[str, str]] = KINDS) -> Guess:
    wanted = draw(st.sampled_from(sorted({verdict for _, verdict in kinds})))
    rule, verdict = draw(st.sampled_from([kind for kind in kinds if kind[1] == wanted]))
    return Guess(rule, verdict, draw(shares), draw(shares))


sure_guesses = st.builds(
    lambda rule, likelihood, doubt: Guess(rule, Verdict.ALLOWED.value, likelihood, doubt),
    st.sampled_from(sorted(MEANT)),
    st.floats(2 * SURE - 1, 1),
    st.floats(0, 2 * DOUBTFUL),
)
"""Likenesses to something allowed, at either side of where it counts."""


def asked(guess: st.SearchStrategy[Guess | None]) -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        acts=st.lists(acts, max_size=2).map(tuple),
        mentions=st.frozensets(st.sampled_from(Thing), max_size=3),
        topics=st.frozensets(st.sampled_from(["repeat-code", "settings"])),
        length=st.integers(0, 120),
        has_unread_secret=st.booleans(),
        has_open_thing=st.sampled_from([False, False, True]),
        guess=guess,
        phone=st.sampled_from([None, "too-old", "maybe", "new"]),
        tells_secret=st.sampled_from([False, False, False, True]),
        obstacle=st.sampled_from([None, None, "be-together", "get-mitid-for-another"]),
        is_joined=st.booleans(),
    )


anything = asked(st.one_of(st.none(), guesses(), sure_guesses))
"""Any question; such as are like something allowed come up often."""
many = settings(max_examples=200)


def is_strict(act: Act) -> bool:
    ruling = rule_on_act(act)
    return ruling is not None and ruling.verdict in STRICT


def leniency(question: Question) -> int:
    """Rank a question's ruling: 0 keeps somebody from something, 2 allows, 1 does neither."""
    verdict = rule_on(question).verdict
    return 0 if verdict in STRICT else 1 + (verdict is Verdict.ALLOWED)


def test_every_kind_of_labelled_question_is_among_those_that_are_tried(prompts: Prompts) -> None:
    examples = chain(examples_of(prompts), *map(questions, FILES))
    assert {(one.rule, one.verdict) for one in examples} <= set(KINDS)


def test_what_is_meant_by_a_likeness_to_something_allowed_is_allowed_by_that_rule() -> None:
    for rule, act in MEANT.items():
        ruling = rule_on_act(act)
        assert ruling is not None
        assert (ruling.rule, ruling.verdict) == (rule, Verdict.ALLOWED)


@many
@given(sure_guesses)
def test_a_likeness_alone_allows_only_where_it_is_sure_and_without_doubt(guess: Guess) -> None:
    is_sure = guess.likelihood >= SURE and guess.doubt < DOUBTFUL
    assert (rule_on(Question(guess=guess)).verdict is Verdict.ALLOWED) is is_sure


@many
@given(st.one_of(anything, asked(sure_guesses), asked(st.none())))
def test_allowed_is_only_what_the_table_allows_and_no_other_reading_speaks_against(
    question: Question,
) -> None:
    ruling = rule_on(question)
    if ruling.verdict is not Verdict.ALLOWED:
        return
    assert not question.tells_secret
    assert not question.has_open_thing
    assert question.obstacle is None or ruling.rule == "find-information"
    guess = question.guess
    is_spoken_against = question.has_unread_secret or any(map(is_strict, question.acts))
    if guess is None:
        assert ruling in [rule_on_act(act) for act in question.acts]
        assert not is_spoken_against
    else:
        assert ruling == rule_on_act(MEANT[guess.rule])
        assert guess.verdict == Verdict.ALLOWED.value
        assert guess.likelihood >= SURE
        assert guess.doubt < (HARDLY_DOUBTFUL if is_spoken_against else DOUBTFUL)
        assert not is_spoken_against or question.mentions & things_of(guess.rule)
        assert not (is_spoken_against and question.is_joined)


@many
@given(anything, acts, st.sampled_from(sorted(SECRETS)), st.sampled_from(sorted(Deed)))
def test_what_is_done_to_anothers_secret_is_allowed_by_nothing_that_goes_unnamed(
    question: Question, act: Act, secret: Thing, deed: Deed
) -> None:
    on_secret = replace(act, thing=secret, deed=deed)
    assume(deed is not Deed.ADVISE and not on_secret.is_own)
    named = frozenset().union(*map(things_of, MEANT)) - SECRETS
    silent = replace(question, acts=(*question.acts, on_secret), mentions=question.mentions - named)
    ruling = rule_on(silent)
    assert ruling.verdict is not Verdict.ALLOWED or ruling.rule == "advise-strong-secrets"


def test_nothing_that_may_be_typed_scanned_or_looked_up_is_a_secret() -> None:
    assert all(rule == "advise-strong-secrets" or not things_of(rule) & SECRETS for rule in MEANT)


@many
@given(anything)
def test_every_ruling_has_its_text(question: Question) -> None:
    ruling = rule_on(question)
    if ruling.rule is not None:
        assert TEXTS[ruling.rule][ruling.wording]
        assert "source" in TEXTS[ruling.rule]
    elif ruling.verdict is Verdict.CLARIFY:
        assert TEXTS["clarify"][ruling.wording]
        assert 2 <= len(ruling.options) <= 3
        assert all(TEXTS["clarify"]["names"][option] for option in ruling.options)
        assert {TEXTS["clarify"]["rules"][option] for option in ruling.options} <= set(TEXTS)
    else:
        assert ruling.verdict is Verdict.UNKNOWN
        assert TEXTS["unknown"][ruling.wording]
    if ruling.also_allowed is not None:
        assert ruling.verdict in STRICT
        assert TEXTS["also"][ruling.also_allowed]


@many
@given(asked(guesses(NOT_ALLOWING)))
def test_what_is_like_anything_but_something_allowed_is_never_allowed(question: Question) -> None:
    assert rule_on(question).verdict is not Verdict.ALLOWED


@many
@given(anything, shares, shares)
def test_more_doubt_or_less_likelihood_never_makes_anything_more_allowed(
    question: Question, likelihood: float, doubt: float
) -> None:
    guess = question.guess
    assume(guess is not None)
    assert guess is not None
    worse = replace(
        guess, likelihood=min(guess.likelihood, likelihood), doubt=max(guess.doubt, doubt)
    )
    assert leniency(replace(question, guess=worse)) <= leniency(question)


@many
@given(anything, st.lists(acts, min_size=1, max_size=3))
def test_further_acts_never_make_a_strict_question_allowed(
    question: Question, further: list[Act]
) -> None:
    assume(leniency(question) == 0)
    more = replace(question, acts=(*question.acts, *further))
    assert rule_on(more).verdict is not Verdict.ALLOWED


@many
@given(anything)
def test_a_secret_that_went_unread_never_makes_anything_more_allowed(question: Question) -> None:
    unread = replace(question, has_unread_secret=True)
    assert leniency(unread) <= leniency(replace(question, has_unread_secret=False))


@many
@given(anything)
def test_a_secret_that_is_told_is_answered_before_all_else(question: Question) -> None:
    assert rule_on(replace(question, tells_secret=True)) == SPOKEN_SECRET
