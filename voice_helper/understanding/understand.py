"""From words to a command, a question, or 'not understood'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from voice_helper.prompts import Prompts
from voice_helper.rules.act import Act, Deed, Question, Role, Thing
from voice_helper.rules.table import MAKING, SECRETS
from voice_helper.rules.topics import FACT
from voice_helper.understanding.clause import Clause, Object, Parse
from voice_helper.understanding.commands import Command, Commands
from voice_helper.understanding.lexicon import Lexicon
from voice_helper.understanding.likeness import Likeness
from voice_helper.understanding.phones import Phones
from voice_helper.understanding.roles import Asker, infer_asker, to_act
from voice_helper.understanding.secrets import tells_secret
from voice_helper.understanding.words import MOST_WORDS

_STANDS_ALONE = frozenset({Deed.LOG_IN, Deed.APPROVE, Deed.ACT_FOR, Deed.HELP_FROM_AFAR})
"""Deeds that need no thing to be a whole act."""
_WHOLE = 0.5
"""Likelihood from which a question is taken to be whole."""
_SHORT = 3
"""A question of so many words may still go on."""
_REQUESTS = frozenset({Deed.ADVISE, Deed.TELL, Deed.FIND_OUT, Deed.HELP, Deed.KNOW})
"""Deeds that 'you' can be asked to do."""
_EYES = frozenset({Deed.LOOK_AWAY, Deed.WATCH})
_MOMENTS = MAKING | {Deed.SEE, Deed.KNOW} | _EYES
"""Deeds that are a moment to look away where eyes are spoken of."""


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

    @property
    def commands(self) -> Commands:
        """The phrases that always work."""
        return self._commands

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
        clauses = self._advice(words, tuple(parse.clauses()))
        if asker is Asker.UNKNOWN:
            asker = infer_asker(clauses, objects)
        mentions = frozenset(found.thing for found in objects)
        topics = self._lexicon.topics_of(words) | frozenset(thing.value for thing in mentions)
        acts = _acts(clauses, asker)
        topics |= self._frames(words, clauses)
        return Question(
            acts=tuple(acts),
            topics=topics,
            mentions=mentions,
            length=len(words),
            foreign=self._lexicon.foreign(words),
            has_unread_secret=self._has_unread_secret(words, parse, clauses),
            guess=self._likeness.guess(words),
            phone=self._phones.verdict(words),
            tells_secret=tells_secret(words, objects, self._lexicon.grammar),
        )

    def _frames(self, words: tuple[str, ...], clauses: tuple[Clause, ...]) -> frozenset[str]:
        """Name the deeds as topics, and the frame that a question word in front makes."""
        deeds = frozenset(clause.deed.value for clause in clauses)
        is_fact = words[:1] and words[0] in self._lexicon.grammar["question_words"]
        return deeds | {FACT} if is_fact else deeds

    def _advice(self, words: tuple[str, ...], clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """Read 'explain how to make a password' as advice on a password, not as making one."""
        result: list[Clause] = []
        for clause in clauses:
            before = result[-1] if result else None
            if before is not None and self._is_advised(words, before, clause):
                result[-1] = replace(before, objects=clause.objects, end=clause.end)
            else:
                result.append(clause)
        return tuple(result)

    def _is_advised(self, words: tuple[str, ...], before: Clause, clause: Clause) -> bool:
        """Whether a clause only names what the advice before it is on."""
        if before.deed is not Deed.ADVISE or before.objects:
            return False
        if clause.deed not in {Deed.ADVISE, Deed.CREATE, Deed.FIND_OUT, Deed.USE}:
            return False
        between = words[before.start : clause.start]
        is_on = any(word in self._lexicon.grammar["advice_on"] for word in between)
        return is_on and _same_subject(before, clause)

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

    def _corrected(self, words: tuple[str, ...], asker: Asker, question: Question) -> Question:
        """Let 'her PIN, no sorry, her phone number' ask about the phone number only."""
        text = f" {' '.join(words)} "
        for marker in self._lexicon.grammar["corrections"]:
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
        if thing is None and len(question.mentions) == 1 and not question.acts:
            thing = next(iter(question.mentions))
        if thing is None or not context.acts or question.tells_secret:
            return question
        acts = tuple(dict.fromkeys(replace(act, thing=thing) for act in context.acts))
        return replace(question, acts=acts, topics=question.topics | context.topics, guess=None)

    def _chosen(self, context: Context, words: tuple[str, ...]) -> Thing | None:
        for place, phrases in enumerate(self._ordinals["phrases"]):
            if place < len(context.options) and " ".join(words) in phrases:
                return Thing(context.options[place])
        return None


def _acts(clauses: Iterable[Clause], asker: Asker) -> list[Act]:
    found = tuple(
        clause for clause in clauses if not clause.is_ruled_out and not _is_request(clause)
    )
    acts = [
        (clause, to_act(clause, thing, asker)) for clause in found for thing in _things_of(clause)
    ]
    if any(act.deed in _EYES for _, act in acts):
        return _seen_from_looking_away(acts)
    if any(act.thing is not Thing.UNSAID for _, act in acts):
        acts = [(clause, act) for clause, act in acts if _is_whole(act)]
    return [act for _, act in _moments(acts)]


def _is_empty(question: Question) -> bool:
    """Whether nothing in the words is known."""
    found = question.acts or question.topics or question.guess
    return not found and not question.tells_secret


def _is_whole_question(question: Question) -> bool:
    guess = question.guess
    is_like_one = guess is not None and guess.likelihood >= _WHOLE and question.length > _SHORT
    return is_like_one or any(
        act.thing is not Thing.UNSAID or act.deed in _STANDS_ALONE | _EYES for act in question.acts
    )


def _is_request(clause: Clause) -> bool:
    """Whether the assistant itself is asked to explain or find something ('can you tell me')."""
    is_harmless = not any(found.thing in SECRETS for found in clause.objects)
    return clause.subject == "you" and clause.deed in _REQUESTS and is_harmless


def _same_subject(before: Clause, clause: Clause) -> bool:
    return clause.subject == before.subject or clause.subject != "i"


def _things_of(clause: Clause) -> tuple[Object | None, ...]:
    return clause.objects or (None,)


def _is_whole(act: Act) -> bool:
    return act.thing is not Thing.UNSAID or act.deed in _STANDS_ALONE


def _moments(acts: list[tuple[Clause, Act]]) -> list[tuple[Clause, Act]]:
    """Read 'while she types it' as the moment of the act before, not as a question of its own."""
    whole = [
        (clause, act)
        for clause, act in acts
        if not clause.is_meanwhile or act.deed in _STANDS_ALONE
    ]
    if any(act.thing in SECRETS for _, act in acts) or not whole:
        return acts
    return whole


def _seen_from_looking_away(acts: list[tuple[Clause, Act]]) -> list[Act]:
    """Where looking away is asked about, what is done with a secret is the moment to look away."""
    result: list[Act] = []
    for clause, act in acts:
        if act.thing is Thing.UNSAID and act.deed not in _STANDS_ALONE:
            continue
        is_first_person = clause.subject == "i" and act.actor is Role.HELPER
        is_moment = act.deed in _EYES or (
            act.thing in SECRETS and act.deed in _MOMENTS and not is_first_person
        )
        is_shown = act.deed is Deed.TELL and (clause.is_passive or clause.subject is None)
        is_moment = is_moment or (act.thing in SECRETS and is_shown)
        result.append(replace(act, deed=Deed.LOOK_AWAY) if is_moment else act)
    return result or [act for _, act in acts if act.deed in _EYES]
