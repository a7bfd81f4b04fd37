"""The forecasters of a backtest: their names and looks, and which cases are drawn one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from sim.batch.batch import Batch
from sim.figures.base import style
from sim.figures.base.style import ScenarioLook
from sim.figures.findings.names import called
from sim.validation.backtest import forecasters
from sim.validation.backtest.forecasters import HEADLINE
from sim.validation.backtest.groups import CASE

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

FORECASTERS: Final[dict[str, str]] = {
    name: who.title for name, who in forecasters.FORECASTERS.items()
}
"""What the forecasters of a backtest are called on figures, in their order."""

AGAINST: Final = tuple(name for name in FORECASTERS if name != HEADLINE)
"""The forecasters that the headline is measured against."""

LABELS: Final[dict[str, str]] = {name: who.label for name, who in forecasters.FORECASTERS.items()}
"""What they are called in a few letters."""

SCORES: Final[dict[str, str]] = {
    "brier": "Brier score",
    "log": "Log score",
    "crps": "CRPS",
}
"""What scores are called."""

_FIRST: Final = "simulator"
"""Who looks as a single scenario does on all figures."""

MOST: Final = 12
"""Cases that are drawn one by one at most."""


def look(forecaster: str) -> ScenarioLook:
    """Return how a forecaster is drawn: each differs in shade, marker and dashes."""
    others = [name for name in FORECASTERS if name != _FIRST]
    return style.scenario_look([_FIRST, *others].index(forecaster))


def cases(batches: Sequence[Batch], letters: int) -> dict[str, str]:
    """Return what cases are called, by the names of their batches, in at most so many letters."""
    names = called(batches, letters)
    return {batch.name: name for batch, name in zip(batches, names, strict=True)}


def foremost(backtest: Backtest, batches: Sequence[Batch]) -> tuple[list[Batch], str]:
    """Return the cases that are drawn one by one, and what to say of the choice.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.

    Returns
    -------
    tuple
        All of them if they are no more than `MOST`; else so many with the worst mean Brier score,
        in the order of the batches. Words that go on after a heading, empty for all.
    """
    if len(batches) <= MOST:
        return list(batches), ""
    scores = backtest.scores.filter(
        pl.col("by") == CASE, pl.col("score") == "brier", pl.col("forecaster") == HEADLINE
    )
    worst = scores.sort("mean", descending=True, maintain_order=True)["group"].to_list()
    known = set(worst)
    order = [*worst, *(batch.name for batch in batches if batch.name not in known)]
    chosen = set(order[:MOST])
    return (
        [batch for batch in batches if batch.name in chosen],
        f" · the {MOST} of {len(batches)} cases with the worst Brier score",
    )
