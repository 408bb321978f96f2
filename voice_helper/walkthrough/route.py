"""One way to MitID, from the first step to the last."""

from __future__ import annotations

from dataclasses import dataclass

from voice_helper.walkthrough.step import END, Step


@dataclass(frozen=True)
class Route:
    """Steps in order; questions among them may branch, and branches only lead onwards."""

    id: str
    """One of the route ids of the interface, such as ``own-phone``."""
    title: str
    """What it is called when spoken: 'at home, with your own phone'."""
    opening: str
    """The first words of it: what it leads to, and what to have at hand."""
    closing: str
    """The last words of it: what is done now, and what comes next."""
    needs: tuple[str, ...]
    """What to have at hand, by the keys of ``interview.toml``'s things."""
    needs_helper: bool
    """Whether it can't be done without somebody who sees."""
    steps: tuple[Step, ...]
    """In the order of the file; the first is where it begins."""

    @property
    def first(self) -> Step:
        """Give the step it begins with."""
        return self.steps[0]

    def step(self, name: str) -> Step:
        """Give the step of that id; KeyError if there is none."""
        for step in self.steps:
            if step.id == name:
                return step
        raise KeyError(name)

    def ahead(self, step: Step) -> tuple[Step, ...]:
        """Give what is left from ``step`` on, itself included, along the longest way."""
        following = [self.ahead(self.step(name)) for name in exits(step) if name != END]
        return (step, *max(following, key=len, default=()))


def exits(step: Step) -> tuple[str, ...]:
    """Give every step that may follow, `END` among them, each once."""
    after = [choice.next for choice in step.choices] or [step.next]
    return tuple(dict.fromkeys(after))
