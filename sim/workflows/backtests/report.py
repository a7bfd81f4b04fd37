"""A backtest as a section of a page, and in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final

from sim.batch.batch import Batch
from sim.validation.backtest.forecasters import FORECASTERS, HEADLINE, RIVAL
from sim.validation.backtest.groups import ALL, EVERYTHING
from sim.validation.backtest.numbers import ranged
from sim.validation.backtest.results import Backtest
from sim.wording.cells import score_cell
from sim.wording.words import count
from sim.workflows.backtests.calibration import calibration
from sim.workflows.backtests.items import every_item, worst
from sim.workflows.backtests.one_by_one import each_case
from sim.workflows.backtests.tables import overview
from sim.workflows.markdown import markdown_table
from sim.workflows.page import Table

__all__ = ["backtest_sentence", "section", "told"]

MANY: Final = 12
"""Cases up to which each is told, and beyond which only groups are, unless all is asked for."""


def told(
    result: Backtest, batches: Sequence[Batch], *, everything: bool, items: bool
) -> Iterator[Table]:
    """Yield the tables of a backtest, but for those that would be empty.

    Parameters
    ----------
    result
        The backtest.
    batches
        One of each case.
    everything
        Whether to tell each case, however many there are.
    items
        Whether to tell every item of each case that is told.
    """
    each = everything or len(batches) <= MANY
    tables = [*overview(result, batches, each=each), *calibration(result)]
    if each:
        tables += each_case(result)
    tables.append(worst(result, batches))
    if each and items:
        tables += every_item(result, batches)
    yield from (table for table in tables if table.rows)


def section(result: Backtest, batches: Sequence[Batch], *, everything: bool = False) -> str:
    """Return a backtest in Markdown: the same of the same batches, on every machine.

    Parameters
    ----------
    result
        The backtest.
    batches
        One of each case.
    everything
        Whether to tell each case, however many there are.
    """
    seeds = sorted({batch.seed for batch in batches})
    least = min(batch.n for batch in batches)
    parts = [
        f"Seed {', '.join(map(str, seeds))}. Probabilities are shares of simulated futures: of "
        f"{least:,} of them, each is known to ± {98.0 / sqrt(least):.1f} points or better (95 %), "
        "given the model.",
        backtest_sentence(result),
    ]
    for table in told(result, batches, everything=everything, items=True):
        parts += [f"### {table.title}", markdown_table(table.headers, table.rows, table.right)]
        parts += [table.note] if table.note else []
    return "\n\n".join(parts)


def backtest_sentence(result: Backtest) -> str:
    """Return how the Brier score of the headline compares with those of the others."""
    items = count(result.items.height, "item")
    scores = result.scores.filter(by=EVERYTHING, group=ALL, score="brier")
    if not scores.height:
        return f"{items} scored, none of them of yes or no."
    rows = {row["forecaster"]: row for row in scores.iter_rows(named=True)}
    first = rows[HEADLINE]
    others = ", ".join(
        f"{who.label} {score_cell(rows[name]['mean'])}"
        for name, who in FORECASTERS.items()
        if name != HEADLINE
    )
    label = FORECASTERS[HEADLINE].label
    return (
        f"Brier score of {first['n']} of {items} in {count(first['cases'], 'case')}, smaller is "
        f"better: {label} {ranged(first, 'mean')}; {others}. {_against(result, label)}"
    )


def _against(result: Backtest, label: str) -> str:
    """Return by how much the headline is better or worse than its rival, item by item."""
    pair = {"forecaster": HEADLINE, "reference": RIVAL}
    (row,) = result.skill.filter(by=EVERYTHING, group=ALL, score="brier", **pair).to_dicts()
    difference, low, high = row["difference"], row["low"], row["high"]
    word, rival = "worse" if difference > 0.0 else "better", FORECASTERS[RIVAL].label
    said = f"The {label} is {score_cell(abs(difference))} {word} than {rival}"
    if low is None or high is None:
        return f"{said}; there are too few cases to say how sure that is."
    side = 1.0 if difference > 0.0 else -1.0
    first, last = (score_cell(side * end) for end in sorted((low, high), key=lambda x: side * x))
    chance = "" if low * high > 0.0 else ", which may be chance"
    return f"{said} ({first} to {last} over cases){chance}."
