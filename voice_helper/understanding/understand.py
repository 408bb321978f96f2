"""From words to a command, a question, or 'not understood'."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_helper.prompts import Prompts
from voice_helper.rules.act import Act, Question, Thing
from voice_helper.rules.table import SECRETS
from voice_helper.rules.topical import rejects
from voice_helper.rules.topics import FACT
from voice_helper.understanding.acts import acts_of, is_whole, join_advice
from voice_helper.understanding.choosing import Chooser
from voice_helper.understanding.clause import Clause, Parse
from voice_helper.understanding.commands import Command, Commands
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.likeness import Likeness
from voice_helper.understanding.phones import Phones
from voice_helper.understanding.roles import Asker, infer_asker
from voice_helper.understanding.secrets import tells_secret
from voice_helper.understanding.words import MOST_WORDS, split_at

_WHOLE = 0.5
"""Likelihood from which a question is taken to be whole."""
_FOLLOW_UP = 6
"""Words that a follow-up has at most."""
_PART_REFUSED = 0.6
"""Likelihood from which a part of a question keeps the whole from being allowed."""
_SHORT = 3
"""A question of so many words may still go on; a part of fewer says nothing by itself."""


@dataclass(frozen=True)
class Context:
    """What the next turn may lean on; kept in memory for one turn."""

    acts: tuple[Act, ...] = ()
    """The acts that were asked about last."""
    topics: frozenset[str] = frozenset()
    """The topics that were touched last."""
    options: tuple[str, ...] = ()
    """Names of the things that were offered when asking back, in the order spoken."""


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
        """Take lexicon, commands and phones from the prompts."""
        self._lexicon = Lexicon.from_table(prompts.table("lexicon"))
        self._commands = Commands(prompts.table("commands"), self._lexicon.spelling)
        self._phones = Phones(prompts.table("phones"))
        self._ordinals = prompts.table("ordinals")
        self._likeness = Likeness(prompts.table("likeness"), self._lexicon)
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
        question = self._question(words, asker)
        question = self._corrected(words, asker, question)
        question = self._lean_on(context or Context(), words, question)
        if _is_empty(question):
            return NotUnderstood()
        return Read(question, Context(question.acts, question.topics))

    def is_complete(self, text: str) -> bool:
        """Tell whether the words so far can stand as a whole utterance."""
        reading = self.read(text)
        if isinstance(reading, Read):
            return _is_whole_question(reading.question)
        return isinstance(reading, Command)

    def _question(self, words: tuple[str, ...], asker: Asker) -> Question:
        parts = tuple(self._lexicon.parts(words))
        parse = Parse(words, parts, self._lexicon.grammar["light"])
        objects = parse.objects()
        clauses = join_advice(words, parse.clauses(), self._lexicon.grammar["advice_on"])
        if asker is Asker.UNKNOWN:
            asker = infer_asker(clauses, objects)
        mentions = frozenset(found.thing for found in objects)
        topics = self._lexicon.topics_of(words) | frozenset(thing.value for thing in mentions)
        acts = acts_of(clauses, asker)
        topics |= self._frames(words, clauses)
        return Question(
            acts=tuple(acts),
            topics=topics,
            mentions=mentions,
            length=len(words),
            foreign=self._lexicon.foreign(words),
            has_unread_secret=self._has_unread_secret(words, parse, clauses),
            guess=self._likeness.guess(words),
            has_refused_part=self._has_refused_part(words),
            phone=self._phones.verdict(words),
            tells_secret=tells_secret(words, objects, self._lexicon.grammar),
        )

    def _frames(self, words: tuple[str, ...], clauses: tuple[Clause, ...]) -> frozenset[str]:
        """Name the deeds as topics, and the frame that a question word in front makes."""
        deeds = frozenset(clause.deed.value for clause in clauses)
        is_fact = words[:1] and words[0] in self._lexicon.grammar["question_words"]
        return deeds | {FACT} if is_fact else deeds

    def _has_unread_secret(
        self, words: tuple[str, ...], parse: Parse, clauses: tuple[Clause, ...]
    ) -> bool:
        """Whether a secret is named that no clause took up: then nothing may be allowed."""
        read = {found.start for clause in clauses for found in clause.objects}
        named = {found.start for found in parse.objects() if found.thing in SECRETS}
        covered = {place for found in parse.objects() for place in range(found.start, found.end)}
        secret = self._lexicon.grammar["secret_words"]
        loose = any(word in secret for place, word in enumerate(words) if place not in covered)
        return loose or bool(named - read)

    def _has_refused_part(self, words: tuple[str, ...]) -> bool:
        """Whether a part between 'and', 'while' and their like is like what is refused."""
        parts = split_at(words, self._lexicon.grammar["coordinators"])
        guesses = [self._likeness.guess(part) for part in parts if len(part) >= _SHORT]
        if len(guesses) < 2:
            return False
        return any(guess is not None and rejects(guess, _PART_REFUSED) for guess in guesses)

    def _corrected(self, words: tuple[str, ...], asker: Asker, question: Question) -> Question:
        """Let 'her PIN, no sorry, her phone number' ask about the phone number only."""
        text = f" {' '.join(words)} "
        for marker in sorted(self._lexicon.grammar["corrections"], key=len, reverse=True):
            first, found, second = text.partition(f" {marker} ")
            if found:
                taken_back = self._question(tuple(first.split()), asker)
                meant = self._question(tuple(second.split()), asker)
                if meant.mentions and not meant.acts:
                    return self._lean_on(Context(taken_back.acts), tuple(second.split()), meant)
        return question

    def _lean_on(self, context: Context, words: tuple[str, ...], question: Question) -> Question:
        """Let a short utterance without a deed speak about the acts of the turn before."""
        thing = self._chosen(context, words)
        if thing is None and self._is_follow_up(words, question):
            thing = next(iter(question.mentions))
        if thing is None or not context.acts or question.tells_secret:
            return question
        acts = tuple(dict.fromkeys(replace(act, thing=thing) for act in context.acts))
        return replace(question, acts=acts, topics=question.topics | context.topics, guess=None)

    def _is_follow_up(self, words: tuple[str, ...], question: Question) -> bool:
        """Whether it is a thing and little else: 'and her user ID', 'what about email'."""
        opens = any(
            words[: len(opening)] == opening
            for opening in map(tuple, map(str.split, self._ordinals["follow_ups"]))
        )
        is_short = len(words) <= _FOLLOW_UP and (opens or FACT not in question.topics)
        return is_short and len(question.mentions) == 1 and not question.acts

    def _chosen(self, context: Context, words: tuple[str, ...]) -> Thing | None:
        for place, phrases in enumerate(self._ordinals["phrases"]):
            if place < len(context.options) and " ".join(words) in phrases:
                return Thing(context.options[place])
        return None


def _is_empty(question: Question) -> bool:
    """Whether nothing in the words is known."""
    found = question.acts or question.topics or question.guess
    return not found and not question.tells_secret


def _is_whole_question(question: Question) -> bool:
    guess = question.guess
    is_like_one = guess is not None and guess.likelihood >= _WHOLE and question.length > _SHORT
    return is_like_one or any(map(is_whole, question.acts))
