"""One picture of all: accuracy and latency over the signal-to-noise ratio."""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.listeners.questions import CLEAN, Condition
from benchmarks.listeners.score import Score, percentile
from benchmarks.understanding.peers import NotInstalledError

Scores: TypeAlias = Mapping[tuple[str, Condition], Score]

COLOURS = ("#000000", "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00")
"""Told apart by the colour-blind too."""
MARKS = "osv^D*"
ROWS = ("right verdicts, %", "wrong words, %", "question's end to words, s")
SECONDS = (0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10)
CLEAN_AT = 6.0
"""Decibels beyond the faintest noise where the clean sound stands."""


def drawing() -> Any:
    """Load what draws; NotInstalledError if it isn't there."""
    try:
        importlib.import_module("matplotlib").use("Agg")
        return importlib.import_module("matplotlib.pyplot")
    except ImportError as fault:
        raise NotInstalledError('pip install -e ".[bench]" brings matplotlib') from fault


def save(plt: Any, scores: Scores, title: str, path: Path) -> None:
    """Draw a column for each noise, and save it as PNG."""
    noises = list(dict.fromkeys(each.noise for _, each in scores if each.noise != CLEAN))
    figure, axes = plt.subplots(
        len(ROWS), max(len(noises), 1), figsize=(11, 11), sharex="col", sharey="row", squeeze=False
    )
    for column, noise in enumerate(noises):
        _draw(axes[:, column], scores, noise)
        axes[0, column].set_title(noise)
        axes[-1, column].set_xlabel("speech above noise, dB")
    for axis, label in zip(axes[:, 0], ROWS, strict=True):
        axis.set_ylabel(label)
    figure.suptitle(f"{title}\ntime: solid median, dotted 95th percentile; never: not drawn")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="lower center", ncols=len(MARKS))
    figure.tight_layout(rect=(0, 0.04, 1, 1))
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def points(scores: Scores, name: str, noise: str) -> list[tuple[float, Score]]:
    """Give one recogniser's scores by the place in the picture, in decibels; clean comes last."""
    mine = {at: score for (who, at), score in scores.items() if who == name and not at.is_live}
    loud = sorted((at.snr_db, score) for at, score in mine.items() if at.noise == noise)
    clean = [score for at, score in mine.items() if at.noise == CLEAN]
    last = max((snr for snr, _ in loud), default=0.0) + CLEAN_AT
    return [*loud, *((last, score) for score in clean)]


def _draw(axes: Any, scores: Scores, noise: str) -> None:
    for number, name in enumerate(dict.fromkeys(name for name, _ in scores)):
        found = points(scores, name, noise)
        at = [place for place, _ in found]
        style = {"color": COLOURS[number % len(COLOURS)], "marker": MARKS[number % len(MARKS)]}
        rows = (
            [100 * score.right_share for _, score in found],
            [100 * score.error_rate for _, score in found],
            [_shown(score, 50) for _, score in found],
        )
        for axis, row in zip(axes, rows, strict=True):
            axis.plot(at, row, label=name, **style)
            axis.set_xticks(at, [*(f"{place:g}" for place in at[:-1]), CLEAN])
            axis.grid(visible=True, alpha=0.3)
        slow = [_shown(score, 95) for _, score in found]
        axes[-1].plot(at, slow, linestyle=":", alpha=0.6, **style)
        axes[-1].set_yscale("log")
        axes[-1].set_yticks(SECONDS, [f"{each:g}" for each in SECONDS])
        axes[-1].minorticks_off()


def _shown(score: Score, share: float) -> float:
    """Give seconds; what never ends isn't drawn."""
    seconds = percentile(score.together, share)
    return math.nan if math.isinf(seconds) else seconds
