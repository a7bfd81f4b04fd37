"""How often each name, or yes and no, comes about: bars of an outcome that is not a number."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.quantities import categories as categories_of
from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.plots.base import style
from sim.plots.base.bars import Bar, bars
from sim.plots.base.pages import page
from sim.plots.base.wording import of_shares
from sim.plots.batch.classes import class_bars
from sim.statistics.intervals import share

# Inches: one bar, the panel's place, below it.
_ROW, _TOP, _LEFT, _WIDTH, _BOTTOM = 0.46, 0.15, 3.95, 8.5, 0.6


def categories(batch: Batch, outcome: str, level: float) -> Figure:
    """How often an outcome that is a name, or yes or no, takes each of its values.

    Parameters
    ----------
    batch
        The batch.
    outcome
        Name of a column of names or of yes and no.
    level
        Level of the intervals, in (0, 1).
    """
    column = chosen_columns(batch, [outcome])[0]
    rows = class_bars(batch, level) if outcome == "outcome" else _bars(batch, outcome, level)
    height = _ROW * max(len(rows), 3)
    what = f"How often: {column.meaning} ({of_shares([batch])})"
    sheet = page([batch], what, _TOP + height + _BOTTOM, level)
    bars(sheet.panel(_LEFT, _TOP, _WIDTH, height), rows, batch.rows)
    return sheet.figure


def _bars(batch: Batch, outcome: str, level: float) -> list[Bar]:
    series, member = batch.column(outcome), groups(batch)
    kinds: dict[str, object] = {"yes": True, "no": False}
    if chosen_columns(batch, [outcome])[0].type == "str":
        kinds = {name: name for name in categories_of(outcome, [batch])}
    found = []
    for name, value in kinds.items():
        hits = np.nan_to_num(numbers(series == value))
        found.append(Bar(name, "", int(hits.sum()), share(hits, member, level), "#7FB2D3"))
    if series.null_count():
        hits = numbers(series.is_null())
        found.append(
            Bar(
                "no such thing", "", int(hits.sum()), share(hits, member, level), style.PALE, "////"
            )
        )
    return found
