"""From words to a command, a question, or 'not understood'."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.prompts import Prompts
from voice_helper.rules.act import Guess, Question
from voice_helper.rules.ruling import Verdict
from voice_helper.rules.table import SECRETS
from voice_helper.understanding.acts import acts_of, join_advice
from voice_helper.understanding.choosing import Chooser
from voice_helper.understanding.clause import Clause, Object, Parse, objects_in
from voice_helper.understanding.commands import Command, Commands, without_courtesy
from voice_helper.understanding.conjuncts import Conjuncts
from voice_helper.understanding.leaning import Context, Leaning
from voice_helper.understanding.lexicon import Kind, Lexicon
from voice_helper.understanding.likeness import Likeness
from voice_helper.understanding.obstacles import Obstacles
from voice_helper.understanding.phones import Phones
from voice_helper.understanding.roles import Asker, infer_asker
from voice_helper.understanding.secrets import tells_secret
from voice_helper.understanding.vectors import Vectors
from voice_helper.understanding.words import MOST_WORDS, without_repeats

_SHORT = 3
"""Fewer words say nothing by themselves."""
_NAMING = frozenset({Kind.OWNER, Kind.DETERMINER})
"""What the name of a thing follows; a person's name seldom does."""


@dataclass(frozen=True)
class Read:
    """A question that was understood."""

    question: Question
    """What the rules are asked."""
    context: Context
    """What the next turn may lean on."""


@dataclass(frozen=True)
class NotUnderstood:
    """Words in which nothing was found that this assistant knows."""

    is_too_long: bool = False
    """Whether it was longer than any question."""


class Understanding:
    """Reads utterances of one language."""

    def __init__(self, prompts: Prompts) -> None:
        """Take lexicon, commands, phones and what was learned from the prompts."""
        self._lexicon = Lexicon.from_table(prompts.table("lexicon"))
        self._commands = Commands(prompts.table("commands"), self._lexicon.spelling)
        self._phones = Phones(prompts.table("phones"))
        self._obstacles = Obstacles(prompts.table("obstacles"), self._lexicon)
        vectors = Vectors(prompts.table("vectors"))
        self._likeness = Likeness(prompts.table("likeness"), vectors, self._lexicon)
        self._conjuncts = Conjuncts(self._lexicon, self._likeness)
        self._texts = prompts.table("rules")
        self._leaning = Leaning(prompts, self._lexicon)
        self._chooser = Chooser.from_table(
            prompts.table("choosing"),
            self._lexicon.spelling,
            self._commands.courtesy,
            self._lexicon.grammar["digits"],
        )

    @property
    def commands(self) -> Commands:
        """The phrases that always work."""
        return self._commands

    @property
    def chooser(self) -> Chooser:
        """Finds the answers to the program's own questions."""
        return self._chooser

    def read(
        self, text: str, asker: Asker = Asker.UNKNOWN, context: Context | None = None
    ) -> Command | Read | NotUnderstood:
        """Read one utterance; ``context`` is that of the turn before."""
        words = self._lexicon.words(text)
        if len(words) > MOST_WORDS:
            return NotUnderstood(is_too_long=True)
        as_said = self._lexicon.spelling.words(text)
        command = self._commands.find(as_said) or self._commands.find(words)
        if command is not None:
            return command
        words = without_courtesy(words, self._commands.around_questions)
        before = context or Context()
        whole = self._leaning.whole(words, before)
        question = self._question(whole, as_said, asker)
        if not _says_something(question):
            return NotUnderstood()
        question = replace(question, is_joined=whole not in {words, before.words})
        return Read(question, Context() if question.tells_secret else Context(whole))

    def _question(self, words: tuple[str, ...], as_said: tuple[str, ...], asker: Asker) -> Question:
        meant = self._leaning.corrected(words)
        parse = Parse(meant, tuple(self._lexicon.parts(meant)), self._lexicon.grammar["light"])
        objects = parse.objects()
        clauses = join_advice(meant, parse.clauses(), self._lexicon.grammar["advice_on"])
        guess = self._guess(words, meant, asker)
        told = infer_asker(clauses, objects) if asker is Asker.UNKNOWN else asker
        topics = self._lexicon.topics_of(words) | self._lexicon.topics_of(as_said)
        return Question(
            acts=tuple(acts_of(clauses, told)),
            mentions=frozenset(found.thing for found in objects),
            topics=topics,
            length=len(words),
            has_unread_secret=self._has_unread_secret(meant, objects, clauses),
            has_open_thing=self._has_unknown_thing(meant) or self._conjuncts.is_open(meant, asker),
            guess=guess,
            is_asker_known=asker is not Asker.UNKNOWN,
            has_text=guess is not None and not topics.isdisjoint(self._texts.get(guess.rule, ())),
            phone=self._phones.verdict(words),
            tells_secret=self._tells_secret(words),
            obstacle=self._obstacles.rule(words) or self._obstacles.rule(as_said),
        )

    def _tells_secret(self, words: tuple[str, ...]) -> bool:
        objects = objects_in(words, self._lexicon)
        return tells_secret(words, objects, self._lexicon.grammar)

    def _has_unread_secret(
        self, words: tuple[str, ...], objects: tuple[Object, ...], clauses: tuple[Clause, ...]
    ) -> bool:
        """Whether a secret is named that no clause took up: then nothing may be allowed."""
        read = {found.start for clause in clauses for found in clause.objects}
        named = {found.start for found in objects if found.thing in SECRETS}
        covered = {place for found in objects for place in range(found.start, found.end)}
        secret = self._lexicon.grammar["secret_words"]
        loose = any(word in secret for place, word in enumerate(words) if place not in covered)
        return loose or bool(named - read)

    def _has_unknown_thing(self, words: tuple[str, ...]) -> bool:
        """Whether 'my' or 'the' stands before a word that nothing is known of."""
        known = self._likeness.knows
        return any(
            part.kind in _NAMING and part.end < len(words) and not known(words[part.end])
            for part in self._lexicon.parts(words)
        )

    def _guess(self, words: tuple[str, ...], meant: tuple[str, ...], asker: Asker) -> Guess | None:
        """Guess by all words; what is left of them after a correction can make it surer.

        A word that is stammered counts once: said again and again it would outweigh the others.
        """
        words, meant = without_repeats(words), without_repeats(meant)
        guess = self._likeness.guess(words, asker)
        if guess is None or guess.verdict != Verdict.ALLOWED.value:
            return guess
        other = self._likeness.guess(meant, asker) if meant != words else None
        if other is not None and (other.rule, other.verdict) == (guess.rule, guess.verdict):
            guess = replace(guess, likelihood=max(guess.likelihood, other.likelihood))
        return replace(guess, doubt=max(guess.doubt, self._conjuncts.doubt(words, asker)))


def _says_something(question: Question) -> bool:
    """Whether it is anything that this assistant could be asked."""
    if question.tells_secret or question.acts:
        return True
    if question.length < _SHORT:  # a scrap, which is like something by chance
        return False
    is_like_some = question.guess is not None and question.guess.verdict != Verdict.UNKNOWN.value
    return is_like_some or bool(question.mentions)
