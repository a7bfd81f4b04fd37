"""A backtest as a section of a page, and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from sim.batch.batch import Batch
from sim.validation.backtest.results import Backtest
from sim.validation.backtest.scoring import FORECASTERS
from sim.validation.backtest.skill import ALL
from sim.wording.cells import score_cell
from sim.wording.words import count
from sim.workflows.backtests.items import every_item, worst
from sim.workflows.backtests.tables import forecaster, overview
from sim.workflows.page import markdown_table

__all__ = ["backtest_sentence", "section"]


def section(result: Backtest, batches: Sequence[Batch]) -> str:
    """Return a backtest in Markdown: the same of the same batches, on every machine.

    Parameters
    ----------
    result
        The backtest.
    batches
        One of each case.
    """
    seeds = sorted({batch.seed for batch in batches})
    least = min(batch.n for batch in batches)
    parts = [
        f"Seed {', '.join(map(str, seeds))}. Probabilities are shares of simulated futures: of "
        f"{least:,} of them, each is known to ± {98.0 / sqrt(least):.1f} points or better (95 %), "
        "given the model."
    ]
    for table in (*overview(result, batches), worst(result, batches), *every_item(result, batches)):
        parts += [f"### {table.title}", markdown_table(table.headers, table.rows, table.right)]
        parts += [table.note] if table.note else []
    return "\n\n".join(parts)


def backtest_sentence(result: Backtest) -> str:
    """Return how the simulator's Brier score compares with those of plain forecasters."""
    items = count(result.items.height, "item")
    scores = result.scores.filter(kind="yes_no", score="brier", case=ALL)
    if not scores.height:
        return f"{items} scored, none of them of yes or no."
    means = dict(scores.select("forecaster", "mean").iter_rows())
    simulator, *others = (f"{forecaster(who)} {score_cell(means.get(who))}" for who in FORECASTERS)
    return (
        f"Brier score of {max(scores['n'])} of {items}, smaller is better: {simulator}; "
        f"{', '.join(others)}."
    )
