"""Prints the whole space of acts with their verdicts, as Markdown: ``docs/acts.md``."""

from __future__ import annotations

from collections.abc import Iterator

from voice_helper.rules.act import Act, Deed, Role, Thing
from voice_helper.rules.judge import rule_on_act

HEADER = """# Every act, and what the rules say of it

Printed from `voice_helper/rules/table.py` by `make learn`; a test compares them. The first table is
for a helper and the applicant's things, the second for the applicant's own. **yes** is the only
'allowed' there is; *away*: only while the helper looks away; no: forbidden; info: told, neither
allowed nor forbidden; an empty place: no rule, so it is never allowed.
"""
MARKS = {
    "allowed": "**yes**",
    "look-away": "*away*",
    "not-allowed": "no",
    "information": "info",
}
VAGUE = {Thing.CODE, Thing.NUMBER, Thing.IT}


def table(actor: Role) -> Iterator[str]:
    """Yield the lines of the table for what ``actor`` does to the applicant's things."""
    deeds = list(Deed)
    yield "| | " + " | ".join(deed.value for deed in deeds) + " |"
    yield "|---" * (len(deeds) + 1) + "|"
    for thing in Thing:
        if thing not in VAGUE:
            marks = " | ".join(mark(Act(deed, thing, actor, Role.APPLICANT)) for deed in deeds)
            yield f"| {thing.value} | {marks} |"


def mark(act: Act) -> str:
    """Give the mark of an act's verdict."""
    ruling = rule_on_act(act)
    return MARKS[ruling.verdict.value] if ruling else ""


def page() -> str:
    """Give the whole page."""
    parts = [HEADER, "## The helper, to the applicant's things", "\n".join(table(Role.HELPER))]
    parts += ["## The applicant, to their own", "\n".join(table(Role.APPLICANT))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


if __name__ == "__main__":
    print(page(), end="")
