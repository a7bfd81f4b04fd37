"""A backtest: every item of every case scored, and what they come to together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import polars as pl

from sim.analysis.likeness.coding import coded
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.validation.backtest import joint, path, reliability, scoring, skill
from sim.validation.backtest.coverage import coverage
from sim.validation.backtest.discrimination import discrimination, relief_item
from sim.validation.backtest.groups import KIND, groups_of
from sim.validation.backtest.items import items_of
from sim.validation.backtest.rules_off import rules_off
from sim.validation.backtest.scoring import framed, scored

__all__ = ["Backtest", "BacktestError", "backtest", "scored_items"]


class BacktestError(ThawError):
    """Batches that cannot be held against what happened."""


@dataclass(frozen=True)
class Backtest:
    """What was simulated, held against what happened.

    A case is a batch of a scenario with a record, called by the batch's name. Nulls stand for
    what does not apply or is not known. All intervals but those of `items` and `joint` are over
    cases, and there is none of fewer than `sim.statistics.clusters.FEWEST`.

    Attributes
    ----------
    items
        A row per item, in the order of the cases and of their files. ``case``, ``title`` (of the
        scenario), ``id``, ``origin`` (observed, question), ``kind`` (yes_no, date, value),
        ``family`` (of its question), ``text``, ``date``, ``answer`` (1 or 0; years from the
        start, null for never; the value); ``probability`` that it happens, ``low``, ``high``;
        ``median``, ``q05``, ``q25``, ``q75``, ``q95`` (years from the start for dates, null
        beyond the horizon), ``pit``, ``chance`` (given to what happened, or to what lies as far
        out); ``n`` replications that say something of it, ``left_out``, the share of those that
        do not; ``base_rate``, whether climatology knows one; ``renewal``; ``relief``, whether it
        stands for relief of any kind in its case; and for each of the `FORECASTERS` ``p_``,
        ``brier_``, ``log_``, ``crps_``, ``in50_`` and ``in90_`` (whether it lay within the
        central interval).
    scores
        Means: ``by`` and ``group`` (``all``; ``all but renewals``; those asked for; each case),
        ``score`` (brier, log, crps), ``forecaster``, ``mean``, ``low``, ``high``, ``n`` items,
        ``cases``.
    skill
        ``by``, ``group``, ``score``, ``forecaster``, ``reference``, ``difference`` of their mean
        scores, ``low``, ``high``, ``skill``, ``skill_low``, ``skill_high``, ``n``, ``cases``.
    areas
        Areas under the curve: ``by``, ``group``, ``of`` (items; relief), ``forecaster``,
        ``area``, ``low``, ``high``, ``n``, ``yes`` (items that came true), ``cases``.
    coverage
        ``kind`` (date, value), ``forecaster``, ``width`` of the interval, items ``inside``,
        ``n``, ``share``, ``low``, ``high``, ``cases``.
    reliability
        ``forecaster``, ``low``, ``high`` (of the bin), ``n``, ``cases``, ``forecast`` (mean
        within it), ``frequency``, ``frequency_low``, ``frequency_high``.
    slopes
        ``forecaster``, ``slope``, ``low``, ``high``, ``intercept``, ``intercept_low``,
        ``intercept_high``, ``n``, ``cases``.
    rules
        Rules switched off: ``rule``, ``what`` it says, ``score``, ``forecaster``, mean ``intact``
        and ``without``, ``difference``, ``low``, ``high``, ``n``, ``cases``.
    joint
        ``case``, ``n_items``, ``probability`` of all items of yes or no in one run, ``low``,
        ``high``.
    paths
        ``case``, ``share_in_50``, ``share_in_90``: share of the time that the LP eased according
        to the record lie within the simulated bands.
    by
        What items are grouped by.
    level
        Level of confidence of all intervals.
    """

    items: pl.DataFrame
    scores: pl.DataFrame
    skill: pl.DataFrame
    areas: pl.DataFrame
    coverage: pl.DataFrame
    reliability: pl.DataFrame
    slopes: pl.DataFrame
    rules: pl.DataFrame
    joint: pl.DataFrame
    paths: pl.DataFrame
    by: str = KIND
    level: float = 0.95

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables by name."""
        return {
            field.name: value
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), pl.DataFrame)
        }


def scored_items(batches: Sequence[Batch], level: float = 0.95) -> pl.DataFrame:
    """Return every item of some cases with its scores, see `Backtest`.

    Parameters
    ----------
    batches
        One of each case, with names that differ. Replications that failed are left out; see
        their `failures`.
    level
        Level of confidence of the intervals of probabilities, in (0, 1).

    Raises
    ------
    InputError
        If a scenario has nothing to score, or names an outcome that there is not.
    BacktestError
        If two cases have one name, or every replication of one has failed.
    """
    names = [batch.name for batch in batches]
    rows = []
    for batch in batches:
        if names.count(batch.name) > 1:
            raise BacktestError(f"two cases are called {batch.name}")
        if not batch.rows:
            raise BacktestError(f"{batch.name}: all of its replications failed")
        listed = items_of(batch.model, batch.name)
        relief = relief_item(listed)
        rows += [scored(item, batch, relief=item is relief, level=level) for item in listed]
    return framed(rows, scoring.SCHEMA)


def backtest(
    batches: Sequence[Batch],
    level: float = 0.95,
    *,
    by: str = KIND,
    without: Mapping[str, pl.DataFrame] | None = None,
) -> Backtest:
    """Hold batches against what happened.

    Parameters
    ----------
    batches
        See `scored_items`.
    level
        Level of confidence of all intervals, in (0, 1).
    by
        What items are grouped by: one of `sim.validation.backtest.groups.BY`.
    without
        Items of the same cases scored without a rule, by the rule's name.

    Raises
    ------
    InputError, BacktestError
        See `scored_items`.
    """
    items = scored_items(batches, level)
    groups = groups_of(items, {batch.name: coded(batch.model) for batch in batches}, by)
    joints = (joint.joint(batch, items_of(batch.model, batch.name), level) for batch in batches)
    return Backtest(
        items=items,
        scores=skill.scores(items, groups, level),
        skill=skill.skill(items, groups, level),
        areas=discrimination(items, groups, level),
        coverage=coverage(items, level),
        reliability=reliability.reliability(items, level),
        slopes=reliability.slopes(items, level),
        rules=rules_off(items, without or {}, level),
        joint=framed(joints, joint.SCHEMA),
        paths=framed((path.path_row(batch) for batch in batches), path.SCHEMA),
        by=by,
        level=level,
    )
