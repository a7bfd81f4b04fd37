"""Rows that charts of a brief draw, from batches and futures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from sim.analysis.over_time import fan_of, left_by_sender, wait
from sim.analysis.wording import class_words
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.engine.state.record import Record
from sim.outcomes.classes import CLASSES
from sim.outcomes.trajectories import steps
from sim.wording.cells import number, share
from sim.wording.rounding import percent_range
from sim.wording.words import date

__all__ = [
    "Row",
    "class_rows",
    "each_future",
    "easing_senders",
    "fan_rows",
    "future_rows",
    "left_rows",
    "wait_rows",
]

Row = dict[str, Any]

_NAMES: Final = ("q05", "q25", "median", "q75", "q95")
_MOST: Final = 250
"""Moments at which a chart is drawn at most."""


def _day(start: dt.date, day: float) -> dt.date:
    return start + dt.timedelta(days=int(day))


def _few(n: int) -> Sequence[int]:
    """Return places of moments, the last among them, evenly spread if they are many."""
    every = max(1, -(-n // _MOST))
    return sorted({*range(0, n, every), n - 1})


def fan_rows(batch: Batch, series: str) -> list[Row]:
    """Return the median and the bands of a series at each day of the grid."""
    found = fan_of(batch, series).bands
    start = batch.model.scenario.start
    rows = []
    for k in _few(len(batch.grid)):
        values = [float(value) for value in found[:, k]]
        low, lower, middle, upper, high = map(number, values)
        day = _day(start, batch.grid[k])
        rows.append(
            {
                "date": str(day),
                "when": date(day),
                **dict(zip(_NAMES, values, strict=True)),
                "said": f"median {middle}; half {lower} to {upper}; nine of ten {low} to {high}",
            }
        )
    return rows


def left_rows(batch: Batch) -> list[Row]:
    """Return what is left of the measures of the first day, by sender, at each day of the grid."""
    start, senders = batch.model.scenario.start, batch.model.catalogue.senders
    rows = []
    for rank, (sender, values) in enumerate(left_by_sender(batch).items()):
        for k in _few(len(batch.grid)):
            day = _day(start, batch.grid[k])
            value = float(values[k])
            rows.append(_stacked(day, senders[sender].name, value, rank))
    return rows


def _stacked(day: dt.date, who: str, value: float, rank: int) -> Row:
    return {
        "date": str(day),
        "when": date(day),
        "who": who,
        "value": value,
        "rank": rank,
        "said": number(value),
    }


def wait_rows(batch: Batch, outcomes: Mapping[str, str], level: float) -> list[Row]:
    """Return in which share of futures something has happened by each day of the grid.

    Parameters
    ----------
    batch
        The batch.
    outcomes
        Columns ``days_to_...``, and what they are called.
    level
        Level of the pointwise intervals, in (0, 1).
    """
    start = batch.model.scenario.start
    rows = []
    for outcome, what in outcomes.items():
        curve = wait(batch, outcome, level)
        places = np.searchsorted(curve.days, batch.grid, side="right") - 1
        for k in _few(len(batch.grid)):
            at = places[k]
            by, low, high = (
                1.0 - float(values[at]) for values in (curve.survival, curve.high, curve.low)
            )
            day = _day(start, batch.grid[k])
            rows.append(
                {
                    "date": str(day),
                    "when": date(day),
                    "what": what,
                    "share": by,
                    "low": low,
                    "high": high,
                    "said": f"{share(by)} ({percent_range(low, high)})",
                }
            )
    return rows


def class_rows(classes: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return how futures end, for bars: rows of a summary with words, without what never came."""
    rows = []
    for row in classes:
        if not row["share"]:
            continue
        low, high = row["low"], row["high"]
        ends = f" ({percent_range(low, high)})" if low is not None and high is not None else ""
        rows.append(
            {
                "what": class_words(row["class"]),
                "share": row["share"],
                "low": low,
                "high": high,
                "edge": row["share"] if high is None else high,
                "label": share(row["share"]),
                "said": f"{share(row['share'])}{ends}",
            }
        )
    return rows


def each_future(batch: Batch, most: int) -> tuple[list[Row], list[str]]:
    """Return the first futures as points: when agreed relief begins, what is eased at the end.

    Returns
    -------
    list of dict
        ``x`` years until the first agreed relief, or until the end; ``y`` LP eased at the end.
    list of str
        How they end, in the order of classes.
    """
    wanted = ["replication", "days_to_bargain", "legal_end", "outcome"]
    horizon = batch.model.calendar.horizon
    rows = []
    for row in batch.select(wanted, most).iter_rows(named=True):
        days = row["days_to_bargain"]
        years = (horizon if days is None else days) / YEAR
        begins = "no agreed relief by the end" if days is None else f"after {years:.1f} years"
        rows.append(
            {
                "x": round(years, 4),
                "y": round(row["legal_end"], 4),
                "end": class_words(row["outcome"]),
                "said": f"future {row['replication']}: {begins}, {number(row['legal_end'])} LP",
            }
        )
    seen = {row["end"] for row in rows}
    return rows, [words for words in map(class_words, CLASSES) if words in seen]


def easing_senders(record: Record) -> dict[str, str]:
    """Return senders that ease anything in a future, with their names."""
    series = steps(record)
    senders = record.model.catalogue.senders
    return {
        name: sender.name
        for name, sender in senders.items()
        if series[f"legal_{name}"].values.any()
    }


def future_rows(record: Record) -> list[Row]:
    """Return LP eased in law by each sender whenever any of it changes, and at the end."""
    series = steps(record)
    start = record.model.scenario.start
    easing = easing_senders(record) or {record.model.executive: _name(record)}
    moments = sorted(
        {0.0, record.horizon, *(float(d) for name in easing for d in series[f"legal_{name}"].days)}
    )
    rows = []
    for rank, (name, called) in enumerate(easing.items()):
        days, lp = series[f"legal_{name}"]
        at = np.maximum(np.searchsorted(days, moments, side="right") - 1, 0)
        for moment, value in zip(moments, lp[at], strict=True):
            rows.append(_stacked(_day(start, moment), called, float(value), rank))
    return rows


def _name(record: Record) -> str:
    return record.model.catalogue.senders[record.model.executive].name
