"""How networks are trained: round after round, sentences of like length side by side."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

BATCH = 64
Sample = TypeVar("Sample")


@dataclass(frozen=True)
class Course:
    """How long and how fast a network learns."""

    rounds: int
    """Times that everything is shown."""
    rate: float
    """The highest rate of learning."""
    chance: random.Random
    """What the order is drawn with."""


def train(
    network: nn.Module,
    samples: Callable[[], Sequence[Sample]],
    length: Callable[[Sample], int],
    loss: Callable[[Sequence[Sample]], Tensor],
    course: Course,
) -> None:
    """Train a network so that the ``loss`` of a batch gets small.

    ``samples()`` gives what a round learns from, each time as many; ``length`` is that of a sample
    in words.
    """
    optimiser = torch.optim.AdamW(network.parameters(), course.rate, weight_decay=0.02)
    network.train()
    pace = None
    for _ in range(course.rounds):
        found = batches(samples(), length, course.chance)
        pace = pace or torch.optim.lr_scheduler.OneCycleLR(
            optimiser, course.rate, course.rounds * len(found) + 1, pct_start=0.15
        )
        for batch in found:
            cost = loss(batch)
            optimiser.zero_grad()
            cost.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            pace.step()
    network.eval()


def batches(
    samples: Sequence[Sample], length: Callable[[Sample], int], chance: random.Random
) -> list[list[Sample]]:
    """Give all samples by chance, in batches of like length: those need little filling."""
    order = list(samples)
    chance.shuffle(order)
    pool = 20 * BATCH
    for start in range(0, len(order), pool):
        order[start : start + pool] = sorted(order[start : start + pool], key=length)
    found = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    chance.shuffle(found)
    return found
