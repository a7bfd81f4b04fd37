"""A backtest: every item of every case scored, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import polars as pl

from sim.analysis.quantities import Schema
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.validation.backtest import joint, path, reliability, scoring, skill
from sim.validation.backtest.items import items_of


class BacktestError(ThawError):
    """Batches that cannot be held against what happened."""


@dataclass(frozen=True)
class Backtest:
    """What was simulated, held against what happened.

    A case is a batch of a scenario with a record, called by the batch's name. Nulls stand for
    what does not apply or is not known.

    Attributes
    ----------
    items
        A row per item, in the order of the cases and of their files. ``case``, ``title`` (of the
        scenario), ``id``, ``origin`` (observed, question), ``kind`` (yes_no, date, value),
        ``text``, ``date``, ``answer`` (1 or 0; years from the start, null for never; the value);
        ``probability`` that it happens, ``low``, ``high``; ``median``, ``q05``, ``q25``,
        ``q75``, ``q95`` (years from the start for dates, null beyond the horizon), ``pit``,
        ``chance`` (given to what happened, or to what lies as far out), ``in50``, ``in90``; ``n``
        replications that say something of it, ``left_out``, the share
        of those that do not; ``base_rate``, whether climatology knows one; and for each of the
        `FORECASTERS` ``p_``, ``brier_``, ``log_`` and ``crps_``.
    scores
        Means: ``case`` (or ``all``), ``kind``, ``score`` (brier, log, crps), ``forecaster``,
        ``mean``, ``n``.
    skill
        ``case`` (or ``all``), ``score``, ``reference``, ``skill``, ``low``, ``high``, ``n``.
    reliability
        ``forecaster``, ``low``, ``high`` (of the bin), ``n``, ``forecast`` (mean within it),
        ``frequency``, ``frequency_low``, ``frequency_high``.
    slopes
        ``forecaster``, ``slope``, ``low``, ``high``, ``intercept``.
    joint
        ``case``, ``n_items``, ``probability`` of all items of yes or no in one run, ``low``,
        ``high``.
    paths
        ``case``, ``share_in_50``, ``share_in_90``: share of the time that the LP eased according
        to the record lie within the simulated bands.
    level
        Level of confidence of all intervals.
    """

    items: pl.DataFrame
    scores: pl.DataFrame
    skill: pl.DataFrame
    reliability: pl.DataFrame
    slopes: pl.DataFrame
    joint: pl.DataFrame
    paths: pl.DataFrame
    level: float = 0.95

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables by name."""
        return {
            field.name: value
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), pl.DataFrame)
        }


def backtest(batches: Sequence[Batch], level: float = 0.95) -> Backtest:
    """Hold batches against what happened.

    Parameters
    ----------
    batches
        One of each case, with names that differ. Replications that failed are left out; see
        their `failures`.
    level
        Level of confidence of all intervals, in (0, 1).

    Raises
    ------
    InputError
        If a scenario has nothing to score, or names an outcome that there is not.
    BacktestError
        If two cases have one name, or every replication of one has failed.
    """
    names = [batch.name for batch in batches]
    for batch in batches:
        if names.count(batch.name) > 1:
            raise BacktestError(f"two cases are called {batch.name}")
        if not batch.rows:
            raise BacktestError(f"{batch.name}: all of its replications failed")
    cases = [(batch, items_of(batch.model, batch.name)) for batch in batches]
    items = _frame(
        (scoring.scored(item, batch, level) for batch, listed in cases for item in listed),
        scoring.SCHEMA,
    )
    return Backtest(
        items=items,
        scores=skill.means(items),
        skill=skill.skill(items, level),
        reliability=reliability.reliability(items, level),
        slopes=reliability.slopes(items, level),
        joint=_frame((joint.joint(batch, listed, level) for batch, listed in cases), joint.SCHEMA),
        paths=_frame((path.path_row(batch) for batch in batches), path.SCHEMA),
        level=level,
    )


def _frame(rows: Iterable[dict[str, Any] | None], schema: Schema) -> pl.DataFrame:
    """Return a table of the rows that there are; what a row does not say is null."""
    whole = [[row.get(name) for name in schema] for row in rows if row is not None]
    return pl.DataFrame(whole, schema=schema, orient="row")
