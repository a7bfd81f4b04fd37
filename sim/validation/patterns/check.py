"""Holding batches against patterns, and asking which rules they rest on.

Pattern-oriented validation: Grimm et al. 2005, Science 310; Railsback & Grimm 2019, Agent-Based and
Individual-Based Modeling, 2nd ed., ch. 18-20.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from sim.analysis.quantities import Schema
from sim.batch.batch import Batch
from sim.validation.patterns.columns import misfits
from sim.validation.patterns.levers import LEVERS, StatedLever, lever_row
from sim.validation.patterns.loading import Stated, World
from sim.validation.patterns.schema import Ablation, Band, Statistic
from sim.validation.patterns.statistics import Measured, measured

__all__ = ["ABLATIONS", "NOT_MEASURED", "PATTERNS", "Check", "Runner", "check", "needed"]

Runner = Callable[[World, int], Batch]
"""Computes so many replications of a world, all worlds on the same random numbers."""

PATTERNS: Final[Schema] = {
    "id": pl.String,
    "fact": pl.String,
    "use": pl.String,
    "scenario": pl.String,
    "statistic": pl.String,
    "n": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "band_low": pl.Float64,
    "band_high": pl.Float64,
    "verdict": pl.String,
    "clear": pl.Boolean,
    "basis": pl.String,
}

ABLATIONS: Final[Schema] = {
    "ablation": pl.String,
    "what": pl.String,
    "pattern": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "verdict": pl.String,
    "changed": pl.String,
    "intact": pl.Float64,
}

NOT_MEASURED: Final = "not measured"
"""Verdict where there was nothing to measure, such as a ratio of none to none."""

_ROUNDING: Final = 1e-9
"""How far, of its width, a value may lie beyond a band for rounding alone."""


@dataclass(frozen=True, slots=True)
class Check:
    """What became of some patterns.

    Attributes
    ----------
    patterns
        A row per pattern, in order: ``id``, ``fact``, ``use`` (``calibration`` or ``validation``),
        ``scenario``, ``statistic`` (its type and columns), ``n`` (replications that it rests
        on), ``value`` with its 95 % interval ``low`` to ``high`` (null where there is nothing to
        measure), the band ``band_low`` to ``band_high``, ``verdict`` (``pass`` if the value lies
        in the band, ``not measured`` if there is none, else ``miss``), ``clear`` (whether all of
        the interval says the same) and ``basis``.
    ablations
        A row per rule switch and pattern: ``ablation``, ``what`` (is switched off), ``pattern``,
        ``value``, ``low``, ``high`` and ``verdict`` without the rule; ``changed``: ``breaks`` if
        the pattern is met with the rule and missed without, ``mends`` if the other way round, else
        empty; ``intact``: the value with the rule, on the same replications.
    levers
        A row per lever: ``id``, ``claim``, ``scenario``, ``column``, ``n``, the column's mean
        ``before`` and ``after`` the change, their ``difference`` with its 95 % interval ``low`` to
        ``high``, the ``direction`` that it must have, ``verdict`` and ``basis``.
    """

    patterns: pl.DataFrame
    ablations: pl.DataFrame
    levers: pl.DataFrame


def check(
    patterns: Sequence[Stated],
    runner: Runner,
    ablations: Sequence[Ablation] = (),
    levers: Sequence[StatedLever] = (),
    *,
    n: int = 400,
    n_ablated: int = 100,
) -> Check:
    """Hold batches against patterns.

    Parameters
    ----------
    patterns
        The patterns.
    runner
        Computes batches; it is asked once for each world and number of replications.
    ablations
        Rules to switch off one at a time.
    levers
        Changes of assumptions, and what each must do.
    n, n_ablated
        Replications of a batch, and of one with a rule switched off: `n_ablated` at most `n`.

    Notes
    -----
    With a rule switched off a pattern is compared with itself on the first `n_ablated`
    replications of the intact world, whose random numbers are the same, so that it does not
    change for want of replications.
    """
    batches: dict[tuple[World, int], Batch] = {}
    few = min(n_ablated, n)

    def batch_of(world: World, size: int) -> Batch:
        if (world, size) not in batches:
            batches[world, size] = runner(world, size)
        return batches[world, size]

    rows, again = [], []
    for stated in patterns:
        batch = batch_of(stated.world, n)
        rows.append(_pattern_row(stated, measured(stated.pattern.statistic, batch)))
    for rule in ablations:
        for stated in patterns:
            if not stated.pattern.ablate:
                continue
            intact = measured(stated.pattern.statistic, _first(batch_of(stated.world, n), few))
            without = _if_there(stated.pattern.statistic, batch_of(stated.world.without(rule), few))
            again.append(_ablation_row(rule, stated, intact, without))
        # Nobody asks for them again, and there may be many.
        batches = {key: batch for key, batch in batches.items() if key[1] == n}
    moved = [
        lever_row(lever, batch_of(lever.before, n), batch_of(lever.after, n)) for lever in levers
    ]
    return Check(
        pl.DataFrame(rows, schema=PATTERNS, orient="row"),
        pl.DataFrame(again, schema=ABLATIONS, orient="row"),
        pl.DataFrame(moved, schema=LEVERS, orient="row"),
    )


def needed(
    patterns: Sequence[Stated],
    ablations: Sequence[Ablation] = (),
    levers: Sequence[StatedLever] = (),
    *,
    n: int = 400,
    n_ablated: int = 100,
) -> list[tuple[World, int]]:
    """Return what `check` will ask its runner for, in that order."""
    wanted = [(stated.world, n) for stated in patterns]
    wanted += [
        (stated.world.without(rule), min(n_ablated, n))
        for rule in ablations
        for stated in patterns
        if stated.pattern.ablate
    ]
    wanted += [(world, n) for lever in levers for world in (lever.before, lever.after)]
    return list(dict.fromkeys(wanted))


def verdict(value: float | None, band: Band) -> str:
    """Return ``pass`` if a value lies in a band, else ``miss``; `NOT_MEASURED` without a value."""
    if value is None:
        return NOT_MEASURED
    low, high = band
    slack = _ROUNDING * (high - low)
    return "pass" if low - slack <= value <= high + slack else "miss"


def clear(measurement: Measured, band: Band) -> bool:
    """Return whether an interval lies wholly on the side of the band on which its value does."""
    low, high = band
    slack = _ROUNDING * (high - low)
    if measurement.value is None or measurement.low is None or measurement.high is None:
        return False
    if verdict(measurement.value, band) == "pass":
        return low - slack <= measurement.low and measurement.high <= high + slack
    return measurement.high < low - slack or measurement.low > high + slack


def _if_there(statistic: Statistic, batch: Batch) -> Measured:
    """Measure a statistic, or nothing: without a rule there may be nobody whom a column is of."""
    if any(misfits(statistic, batch.model)):
        return Measured(0, None, None, None)
    return measured(statistic, batch)


def _first(batch: Batch, n: int) -> Batch:
    """Return the first replications of a batch, which is what a smaller one would have held."""
    outcomes = batch.outcomes.filter(pl.col("replication") < n)
    return replace(batch, n=min(n, batch.n), outcomes=outcomes)


def _pattern_row(stated: Stated, measurement: Measured) -> tuple[Any, ...]:
    pattern = stated.pattern
    return (
        pattern.id,
        pattern.fact,
        pattern.use,
        pattern.scenario,
        _in_words(pattern.statistic),
        *measurement,
        *pattern.band,
        verdict(measurement.value, pattern.band),
        clear(measurement, pattern.band),
        pattern.basis,
    )


def _ablation_row(
    rule: Ablation, stated: Stated, intact: Measured, without: Measured
) -> tuple[Any, ...]:
    band = stated.pattern.band
    before, after = verdict(intact.value, band), verdict(without.value, band)
    if before == after or NOT_MEASURED in (before, after):
        changed = ""  # nothing is known of what became of it
    else:
        changed = "breaks" if before == "pass" else "mends"
    return (
        rule.id,
        rule.what,
        stated.pattern.id,
        without.value,
        without.low,
        without.high,
        after,
        changed,
        intact.value,
    )


def _in_words(statistic: Any) -> str:
    """Return a statistic in a few words: ``ratio of laws to bills``."""
    fields = statistic.model_dump(exclude_defaults=True)
    kind = fields.pop("type")
    where = "".join(
        f", where {name} {_condition(condition)}"
        for name, condition in fields.pop("where", {}).items()
    )
    if kind == "ratio":
        return f"ratio of {' + '.join(fields['of'])} to {' + '.join(fields['among'])}{where}"
    column = fields.pop("column")
    return " ".join([f"{kind} of {column}", _condition(fields)]).strip() + where


def _condition(fields: dict[str, Any]) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in fields.items())
