"""How often each name, or yes and no, comes about: bars of an outcome that is not a number."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.quantities import categories as categories_of
from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.figures.base import style
from sim.figures.base.bars import Bar
from sim.figures.batch.classes import bars_page, class_bars
from sim.figures.findings import batch as findings
from sim.statistics.intervals import share


def categories(batch: Batch, outcome: str, level: float) -> Figure:
    """Draw how often an outcome that is a name, or yes or no, takes each of its values.

    Parameters
    ----------
    batch
        The batch.
    outcome
        Name of a column of names or of yes and no.
    level
        Level of the intervals, in (0, 1).
    """
    (column,) = chosen_columns(batch, [outcome])
    rows = class_bars(batch, level) if outcome == "outcome" else _bars(batch, outcome, level)
    found = findings.histogram(batch, outcome, level)
    return bars_page(batch, f"How often: {column.meaning}", rows, 3, level, found)


def _bars(batch: Batch, outcome: str, level: float) -> list[Bar]:
    series, member = batch.column(outcome), groups(batch)
    kinds: dict[str, object] = {"yes": True, "no": False}
    if chosen_columns(batch, [outcome])[0].type == "str":
        kinds = {name: name for name in categories_of(outcome, [series])}
    rows = []
    for name, value in kinds.items():
        hits = np.nan_to_num(numbers(series == value))
        rows.append(Bar(name, "", int(hits.sum()), share(hits, member, level), "#7FB2D3"))
    if series.null_count():
        hits = numbers(series.is_null())
        estimate = share(hits, member, level)
        rows.append(Bar("no such thing", "", int(hits.sum()), estimate, style.PALE, "////"))
    return rows
