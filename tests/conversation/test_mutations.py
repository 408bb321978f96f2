"""Each invariant is guarded by lines of code: without the line, the invariant's check fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conversation.invariants import CHECKS
from tests.conversation.judging import KEEPS_IN_A_LOG, RAISES

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
MOST_CONVERSATIONS = 1000


@dataclass(frozen=True)
class Mutation:
    """A guarding line, and what stands there instead."""

    file: str
    """Below ``voice_helper/``."""
    guard: str
    """What stands in it exactly once."""
    instead: str
    """What the copy has."""
    breaks: str
    """The invariant that must break."""
    why: str
    """What the line guards, as the test's name."""


SECRET = "no_secret_before_the_cue_is_heard_and_confirmed"
HANDFUL = "a_secret_step_expects_only_its_handful"
KEPT = "nothing_heard_in_a_secret_step_is_kept"
ALLOWED = "allowed_is_said_only_where_a_rule_allows"
ENDS = "every_turn_ends_listening_or_with_the_end"
SPEAKS = "every_state_speaks_when_spoken_to"
REPEAT = "everything_said_is_said_again_on_request"
HELP = "help_names_a_person_everywhere"
ON = "every_state_has_a_way_on"
BACK = "every_state_has_a_way_back"
OUT = "every_state_can_be_ended"
SAME = "the_same_events_give_the_same_actions"
LEFT = "a_secret_step_ends_by_its_phrase_or_begins_again"
FAULT = "a_fault_in_a_secret_step_leads_to_its_cue"
WHOM = "every_line_of_the_guide_opens_with_whom_it_is_for"
PLACE = "a_question_in_the_middle_keeps_the_place"

GUARDING = "conversation/guarding.py"
CONVERSATION = "conversation/conversation.py"
TROUBLES = "conversation/troubles.py"
EXPECTING = "conversation/expecting.py"
GUIDE = "conversation/guide.py"
WALKING = "conversation/walking.py"

MUTATIONS = (
    Mutation(GUARDING, "if not place.is_cue_heard:", "if False:", SECRET, "unheard-cue"),
    Mutation(
        GUARDING,
        " and set(place.lines) <= set(state.speaking)",
        "",
        SECRET,
        "cue-that-was-cut",
    ),
    Mutation(
        GUARDING,
        "quiet = replace(state, speaking=(), was_cut=True)",
        "quiet = replace(state, was_cut=True)",
        SECRET,
        "cue-that-was-stopped",
    ),
    Mutation(
        CONVERSATION,
        "return replace(state, speaking=()), (self._turns.listen(state),)",
        "return state, (self._turns.listen(state),)",
        SECRET,
        "cue-that-typing-cut",
    ),
    Mutation(
        GUARDING,
        "choose(words, self._phrases(names))",
        "choose(words, self._phrases(names), within=True)",
        SECRET,
        "whole-phrase",
    ),
    Mutation(
        EXPECTING,
        'return ("turned-away", *IN_EVERY_STAGE)',
        'return ("turned-away", "nobody-sees", *IN_EVERY_STAGE)',
        SECRET,
        "helper-who-is-there",
    ),
    Mutation(
        WALKING,
        "if step.secrecy is Secrecy.SECRET:",
        "if False:",
        SECRET,
        "guard-of-secret-steps",
    ),
    Mutation(EXPECTING, "if isinstance(place, Guarding):", "if False:", HANDFUL, "handful"),
    Mutation(
        EXPECTING,
        "phrases = self._phrases(SECRET_STEP, guard_words(place.stage, state))",
        "phrases = self.open.phrases",
        HANDFUL,
        "handful-alone",
    ),
    Mutation(
        GUARDING,
        "return self.noise(state, is_spelling=self._counsel.chooser.spells(words))",
        "return self.noise(replace(state, told=((words, 1),)), is_spelling=False)",
        KEPT,
        "words-in-the-state",
    ),
    Mutation(
        GUARDING,
        "return self.noise(state, is_spelling=self._counsel.chooser.spells(words))",
        "return self._turns.spoken(state, (Say(words),))",
        KEPT,
        "words-in-an-action",
    ),
    Mutation(
        GUARDING,
        "return self.noise(state, is_spelling=self._counsel.chooser.spells(words))",
        "__import__('logging').info(words); return self.noise(state, is_spelling=False)",
        KEEPS_IN_A_LOG,
        "words-in-a-log",
    ),
    Mutation(
        GUARDING,
        "return self.noise(state, is_spelling=self._counsel.chooser.spells(words))",
        "raise ValueError(words)",
        RAISES,
        "words-in-an-exception",
    ),
    Mutation(
        "rules/judge.py",
        "return Ruling(verdict, guess.rule, _wording(guess, question))",
        'return Ruling(Verdict.ALLOWED, "find-information", "allowed")',
        ALLOWED,
        "allowed-is-never-guessed",
    ),
    Mutation(
        "rules/judge.py",
        "if rule.matches(act):",
        "if act.deed in rule.deeds and rule.verdict is Verdict.ALLOWED:",
        ALLOWED,
        "rule-for-the-thing",
    ),
    Mutation(
        "conversation/turns.py",
        "return state, (*before, self.listen(state))",
        "return state, before",
        ENDS,
        "listening",
    ),
    Mutation(
        GUARDING, "if after.misses % REMIND_EVERY == 0:", "if False:", SPEAKS, "reminder-in-secret"
    ),
    Mutation(
        "conversation/repair.py",
        'return _reminded(after, lines, "silence-prompt")',
        "return after, ()",
        SPEAKS,
        "reminder",
    ),
    Mutation(
        "conversation/turns.py",
        "said=_repeatable(state, says)",
        "said=state.said",
        REPEAT,
        "what-repeat-says",
    ),
    Mutation(
        GUARDING,
        "after, actions = self._turns.spoken(state.having_told(key), (line, *cue))\n"
        "        return replace(after, said=(line, *place.lines)), actions",
        "after, actions = self._turns.spoken(state.having_told(key), (line, *cue))\n"
        "        return replace(after, said=place.lines), actions",
        REPEAT,
        "what-repeat-says-in-secret",
    ),
    Mutation(
        GUARDING,
        '"help": lambda now: self._told(now, "secret-help")',
        '"help": lambda now: self._told(now, "keep-it-to-yourself")',
        HELP,
        "help-in-secret",
    ),
    Mutation("conversation/orders.py", '"help": self._help', '"help": self._stop', HELP, "help"),
    Mutation(WALKING, '"next": self._next', '"next": self._where', ON, "next"),
    Mutation(GUARDING, '"finished": self._finished', '"finished": self.again', ON, "finished"),
    Mutation(
        WALKING,
        "back = Walking(place.route, place.trail[-1], place.trail[:-1])",
        "back = place",
        BACK,
        "one-step-back",
    ),
    Mutation(GUARDING, '"back": self.again', '"back": self._stop', BACK, "back-in-secret"),
    Mutation("conversation/confirming.py", '{"yes": self._yes', '{"yes": self._no', OUT, "goodbye"),
    Mutation(
        GUARDING,
        "if after.misses % REMIND_EVERY == 0:",
        'self.heard_so_far = getattr(self, "heard_so_far", 0) + 1\n'
        "        if self.heard_so_far % REMIND_EVERY == 0:",
        SAME,
        "no-memory-beside-the-state",
    ),
    Mutation(
        GUARDING,
        'return self._told(state, "secret-goodbye")',
        "return self.end(state)",
        LEFT,
        "goodbye-in-secret",
    ),
    Mutation(
        CONVERSATION,
        "return self._guide.guard.end(state)",
        "return self._orders.goodbye(state, ())",
        LEFT,
        "warning-at-the-end",
    ),
    Mutation(
        GUIDE,
        "if isinstance(state.place, Guarding) and name not in PACES:",
        "if False:",
        LEFT,
        "commands-in-secret",
    ),
    Mutation(
        GUARDING,
        "anew = Guarding(place.secret, place.back_to)",
        "anew = place",
        LEFT,
        "again-from-the-cue",
    ),
    Mutation(
        GUARDING,
        "after = replace(state, place=place.back_to).having_told(key)",
        "after = state.having_told(key)",
        LEFT,
        "over-is-over",
    ),
    Mutation(
        TROUBLES, "if isinstance(state.place, Guarding):", "if False:", FAULT, "cue-after-fault"
    ),
    Mutation(
        TROUBLES,
        "in_one_breath = replace(say, priority=Priority.NORMAL)",
        "in_one_breath = say",
        FAULT,
        "cue-in-one-breath-with-the-fault",
    ),
    Mutation(
        "conversation/turns.py",
        "aloud = self.lines.addressed(state, *says)",
        "aloud = says",
        WHOM,
        "opening",
    ),
    Mutation(
        "conversation/company.py",
        "{Listener.APPLICANT: self.applicant, Listener.HELPER: self.helper}",
        "{Listener.APPLICANT: self.helper, Listener.HELPER: self.applicant}",
        WHOM,
        "right-name",
    ),
    Mutation(
        CONVERSATION, "if not isinstance(state.place, Asking):", "if False:", PLACE, "kept-place"
    ),
    Mutation(
        "understanding/choosing.py",
        " or self._is_question(words)",
        "",
        PLACE,
        "question-that-holds-an-answer",
    ),
)


def mutated(mutation: Mutation, folder: Path) -> Path:
    """Copy the package with one line changed; the prompts are the real ones."""
    shutil.copytree(
        ROOT / "voice_helper",
        folder / "voice_helper",
        ignore=shutil.ignore_patterns("__pycache__", "data"),
    )
    (folder / "prompts").symlink_to(ROOT / "prompts")
    path = folder / "voice_helper" / mutation.file
    source = path.read_text(encoding="utf-8")
    assert source.count(mutation.guard) == 1, f"{mutation.file} has no single {mutation.guard!r}"
    path.write_text(source.replace(mutation.guard, mutation.instead), encoding="utf-8")
    return folder


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.why)
def test_without_its_guard_the_invariant_breaks(mutation: Mutation, tmp_path: Path) -> None:
    folder = mutated(mutation, tmp_path)
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    words = [sys.executable, "-m", "tests.conversation.mutant"]
    done = subprocess.run(
        [*words, mutation.breaks, str(MOST_CONVERSATIONS)],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_invariant_has_a_mutation() -> None:
    known = {check.__name__ for check in CHECKS} | {RAISES, KEEPS_IN_A_LOG}
    assert {mutation.breaks for mutation in MUTATIONS} == known
