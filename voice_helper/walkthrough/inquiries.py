"""From interview.toml and secrets.toml to the interview, its things, and the secrets."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from voice_helper.walkthrough.entry import Entry, as_entry
from voice_helper.walkthrough.interview import MOST_QUESTIONS, Inquiry, Interview, Reply, Thing
from voice_helper.walkthrough.secret import Secret
from voice_helper.walkthrough.steps import (
    DONT_KNOW,
    LONGEST_INSTRUCTION,
    LONGEST_NAME,
    check_answers,
)
from voice_helper.walkthrough.ways import circle, longest, reached

_LEFT_FOR_THINGS = 1
"""Questions of the interview that the conversation puts itself: whether something is missing."""
_LONGEST_THING = 12
"""Words, since it is named in a list."""


def read_things(head: Entry) -> tuple[Thing, ...]:
    """Read what may have to be at hand; PromptsError if it is wrong."""
    things = tuple(_thing(entry) for entry in head.inner("thing", "thing"))
    _each_once(head, [thing.id for thing in things])
    return things


def read_secrets(head: Entry) -> dict[str, Secret]:
    """Read secrets.toml, a table for each secret; PromptsError if it is wrong."""
    entries = (as_entry(head.file, f"{name}", table) for name, table in head.table.items())
    secrets = {entry.where: _secret(entry) for entry in entries}
    _each_once(head, list(chain.from_iterable(each.phrases for each in secrets.values())))
    return secrets


def read_interview(head: Entry, routes: Collection[str]) -> Interview:
    """Read interview.toml; PromptsError if it is wrong, or leads to no route of ``routes``."""
    head.only("inquiry", "thing")
    inquiries = tuple(_inquiry(entry, routes) for entry in head.inner("inquiry", "inquiry"))
    if not inquiries:
        raise head.fault("walk-empty", key="inquiry")
    _each_once(head, [inquiry.id for inquiry in inquiries])
    interview = Interview(inquiries[0].id, inquiries, read_things(head))
    _check_ways(head, interview)
    return interview


def _thing(entry: Entry) -> Thing:
    entry.only("id", "name", "phrases", "if-missing", "stops")
    thing = Thing(
        id=entry.name(),
        name=entry.spoken("name", _LONGEST_THING, needed=True),
        phrases=entry.phrases(),
        if_missing=entry.spoken("if-missing", needed=True),
        stops=entry.flag("stops"),
    )
    if not thing.phrases:
        raise entry.fault("walk-empty", key="phrases")
    return thing


def _secret(entry: Entry) -> Secret:
    entry.only("name", "purpose", "instruction", "is-audible", "phrases")
    secret = Secret(
        id=entry.where,
        name=entry.spoken("name", LONGEST_NAME, needed=True),
        purpose=entry.spoken("purpose", needed=True),
        instruction=entry.spoken("instruction", LONGEST_INSTRUCTION, needed=True),
        is_audible=entry.flag("is-audible"),
        phrases=entry.phrases(),
    )
    if not secret.phrases:
        raise entry.fault("walk-empty", key="phrases")
    return secret


def _inquiry(entry: Entry, routes: Collection[str]) -> Inquiry:
    entry.only("id", "ask", "again", "reply")
    replies = tuple(_reply(each, routes) for each in entry.inner("reply", f"{entry.where}.reply"))
    check_answers(entry, ((reply.name, reply.phrases) for reply in replies))
    return Inquiry(
        id=entry.name(),
        ask=entry.spoken("ask", needed=True),
        again=entry.spoken("again", needed=True),
        replies=replies,
    )


def _reply(entry: Entry, routes: Collection[str]) -> Reply:
    entry.only("name", "phrases", "next", "route", "advice", "has-helper")
    reply = Reply(
        name=entry.name("name"),
        phrases=entry.phrases(),
        next=entry.text("next"),
        route=entry.text("route"),
        advice=entry.spoken("advice"),
        has_helper=entry.maybe("has-helper"),
    )
    if reply.next and reply.route:
        raise entry.fault("walk-two-ways")
    if reply.route and reply.route not in routes:
        raise entry.fault("walk-leads-nowhere", key="route", value=reply.route)
    leads_on = reply.next or reply.route
    if not leads_on and (reply.name == DONT_KNOW or not reply.advice):
        raise entry.fault("walk-leads-to-nothing")
    return reply


def _check_ways(head: Entry, interview: Interview) -> None:
    ways = {
        inquiry.id: tuple(reply.next for reply in inquiry.replies if reply.next)
        for inquiry in interview.inquiries
    }
    for place, following in ways.items():
        for name in following:
            if name not in ways:
                at = head.at(f"inquiry.{place}")
                raise at.fault("walk-leads-nowhere", key="next", value=name)
    if found := circle(ways):
        raise head.at(f"inquiry.{found[0]}").fault("walk-circle", way=", ".join(found[1:]))
    if lonely := [name for name in ways if name not in reached(interview.first, ways)]:
        raise head.at(f"inquiry.{lonely[0]}").fault("walk-unreached")
    count, most = longest(interview.first, ways), MOST_QUESTIONS - _LEFT_FOR_THINGS
    if count > most:
        raise head.fault("walk-too-many-questions", count=count, most=most)


def _each_once(head: Entry, values: list[str]) -> None:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise head.fault("walk-twice", value=value)
