"""Each item scored: what every forecaster said of it, and how far that was from what happened.

Yes or no: Brier and log score. The simulator's probability is k of n replications for the first
and (k + 1/2) / (n + 1) for the second, the mean under Jeffreys' prior, since n replications
without an event do not call it impossible. Every forecaster's log score takes probabilities no
closer than `FLOOR` to 0 and 1, or one certain mistake would decide everything.

Dates: CRPS of the time cut at the horizon, of min(T, H) where min(t, H) was observed. As
F(x) is then compared over [0, H] only, this is the threshold-weighted CRPS with that weight,
which is proper although nothing is known beyond the horizon (Gneiting & Ranjan 2011, Journal of
Business & Economic Statistics 29). Values: CRPS in the unit of the outcome. The simulator's
ensemble is a sample and gets the fair version; the distributions of other forecasters are known,
and are scored as they are. Of each it is noted whether what happened lay within its central
intervals of 50 and 90 %.

The PIT says at which share of the forecast the observation lies: of n replications with k below
it and t equal to it, (k + V (t + 1)) / (n + 1), V uniform on [0, 1] (randomised where there are
ties: Czado, Gneiting & Held 2009, Biometrics 65). If the observation is one more draw from the
same distribution this is uniform for every n. It is for diagnostics of many items together.

Of a single item the chance is told, in which nothing is random: the probability given to the
answer; of a date or a value that of lying as far out as it did, on either side, twice the smaller
of the shares (k + t + 1) / (n + 1) at most and at least it, 1 at most. A value that there is in no
replication was given no chance at all: it lies outside every interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from zlib import crc32

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.forecasts.prediction import Prediction
from sim.analysis.quantities import Schema, groups
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.statistics.intervals import quantile, share
from sim.statistics.resampling import SEED
from sim.statistics.scores import brier_score, crps_ensemble, log_score
from sim.validation.backtest.families import family
from sim.validation.backtest.forecasters import FORECASTERS, predictions
from sim.validation.backtest.items import Item, forecast
from sim.validation.backtest.references import is_renewal

__all__ = ["FLOOR", "SCHEMA", "WIDTHS", "framed", "scored"]

Floats = NDArray[np.float64]
Row = dict[str, Any]

FLOOR: Final = 0.001
"""Log scores take no probability to be closer to 0 or 1 than this."""

WIDTHS: Final = {"in50": 0.5, "in90": 0.9}
"""Central intervals of which it is noted whether they hold the answer."""

QUANTILES: Final[dict[str, float]] = {
    "median": 0.5,
    "q05": 0.05,
    "q25": 0.25,
    "q75": 0.75,
    "q95": 0.95,
}
"""Quantiles of a forecast of dates or values, by the names of their columns."""

SCHEMA: Final[Schema] = {
    "case": pl.String,
    "title": pl.String,
    "id": pl.String,
    "origin": pl.String,
    "kind": pl.String,
    "family": pl.String,
    "text": pl.String,
    "date": pl.Date,
    "answer": pl.Float64,
    **dict.fromkeys(("probability", "low", "high", *QUANTILES), pl.Float64),
    "pit": pl.Float64,
    "chance": pl.Float64,
    "n": pl.Int64,
    "left_out": pl.Float64,
    "base_rate": pl.Boolean,
    "renewal": pl.Boolean,
    "relief": pl.Boolean,
    **{
        f"{what}_{who}": pl.Boolean if what in WIDTHS else pl.Float64
        for who in FORECASTERS
        for what in ("p", "brier", "log", "crps", *WIDTHS)
    },
}
"""Columns of the table of items."""


def framed(rows: Iterable[Row | None], schema: Schema) -> pl.DataFrame:
    """Return a table of the rows that there are; what a row does not say is null."""
    whole = [[row.get(name) for name in schema] for row in rows if row is not None]
    return pl.DataFrame(whole, schema=schema, orient="row")


def scored(item: Item, batch: Batch, *, relief: bool = False, level: float = 0.95) -> Row:
    """Score what a batch and all other forecasters say of an item: a row of `SCHEMA`.

    Parameters
    ----------
    item
        The item.
    batch
        Replications of its scenario, of which at least one did not fail.
    relief
        Whether the item stands for relief of any kind in its case.
    level
        Level of confidence of the interval of a probability, in (0, 1).
    """
    row: Row = {
        "case": batch.name,
        "title": batch.title,
        "id": item.id,
        "origin": item.origin,
        "kind": item.kind,
        "family": family(item),
        "text": item.text,
        "date": item.date,
        "answer": item.answer,
        "renewal": is_renewal(item),
        "relief": relief,
    }
    members = forecast(item, batch)
    row |= {"n": members.size, "left_out": 1.0 - members.size / batch.rows}
    if item.kind == "yes_no":
        return row | _yes_no(item, batch, members, level)
    if item.kind == "value":
        assert item.answer is not None
        return row | _value(item, members, item.answer)
    return row | _dates(item, batch, members, level)


def _yes_no(item: Item, batch: Batch, members: Floats, level: float) -> Row:
    happened = int(item.answer == 1.0)
    probability = share(members, groups(batch), level)
    predicted = predictions(item, batch, members)
    row: Row = dict(zip(("probability", "low", "high"), probability, strict=True))
    row["chance"] = probability.value if happened else 1.0 - probability.value
    row["base_rate"] = predicted["climatology"].known
    for who, prediction in predicted.items():
        row[f"p_{who}"] = prediction.probability
        row[f"brier_{who}"] = brier_score([prediction.probability], [happened])
        row[f"log_{who}"] = log_score([_believed(who, prediction, members.size)], [happened])
    return row


def _believed(who: str, prediction: Prediction, n: int) -> float:
    """Return the probability that a log score takes."""
    p = prediction.probability
    if FORECASTERS[who].sample:
        p = (p * n + 0.5) / (n + 1)
    return min(max(p, FLOOR), 1.0 - FLOOR)


def _dates(item: Item, batch: Batch, members: Floats, level: float) -> Row:
    horizon = item.last
    seen = horizon if item.answer is None else item.answer
    predicted = predictions(item, batch, members)
    in_time = (members < horizon).astype(np.float64)
    probability = share(in_time, groups(batch), level)
    row = _distribution(item, members, seen)
    # Quantiles beyond the horizon are not known.
    row |= {name: None for name in QUANTILES if row[name] >= horizon}
    row |= dict(zip(("probability", "low", "high"), probability, strict=True))
    row["base_rate"] = predicted["climatology"].known
    for who, prediction in predicted.items():
        ordered = np.sort(np.minimum(prediction.times, horizon))
        row[f"p_{who}"] = prediction.probability
        row |= _against(who, ordered, seen, fair=FORECASTERS[who].sample)
    return row


def _against(who: str, ordered: Floats, seen: float, *, fair: bool) -> Row:
    """Return the CRPS of a distribution, and whether its intervals hold what was seen."""
    row: Row = {}
    for name, width in WIDTHS.items():
        low, high = (quantile(ordered, 0.5 + side * width / 2).value for side in (-1.0, 1.0))
        row[f"{name}_{who}"] = low <= seen <= high
    if ordered.size > 1:
        row[f"crps_{who}"] = crps_ensemble(ordered, seen, fair=fair)
    return row


def _value(item: Item, members: Floats, seen: float) -> Row:
    if not members.size:
        return {f"{name}_simulator": False for name in WIDTHS} | {"chance": 0.0}
    row = _distribution(item, members, seen)
    if item.until:  # quantiles beyond the horizon are not known
        row |= {name: None for name in QUANTILES if row[name] >= item.last * YEAR}
    return row | _against("simulator", np.sort(members), seen, fair=True)


def _distribution(item: Item, members: Floats, seen: float) -> Row:
    """Return what an ensemble says, and where in it the observation lies."""
    ordered = np.sort(members)
    row: Row = {name: quantile(ordered, p).value for name, p in QUANTILES.items()}
    row["pit"] = _pit(ordered, seen, f"{item.id}/{item.kind}")
    row["chance"] = _chance(ordered, seen)
    return row


def _ranks(ordered: Floats, seen: float) -> tuple[int, int]:
    """Return how many members lie below what was seen, and how many are equal to it."""
    below = int(np.searchsorted(ordered, seen, side="left"))
    return below, int(np.searchsorted(ordered, seen, side="right")) - below


def _chance(ordered: Floats, seen: float) -> float:
    """Return the probability of lying as far out as what was seen, on either side."""
    below, ties = _ranks(ordered, seen)
    above = ordered.size - below - ties
    return min(1.0, 2.0 * (min(below, above) + ties + 1) / (ordered.size + 1))


def _pit(ordered: Floats, seen: float, name: str) -> float:
    """Return the randomised PIT; V depends on the name of the item and on nothing else."""
    below, ties = _ranks(ordered, seen)
    chance = np.random.default_rng([SEED, crc32(name.encode())]).random()
    return float((below + chance * (ties + 1)) / (ordered.size + 1))
