"""What the absence of a rule does to the scores: cases computed anew, on the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from sim.analysis.quantities import Schema
from sim.scenario.rules import RuleSwitches
from sim.statistics.clusters import means, numbered
from sim.validation.backtest.forecasters import MODELS
from sim.validation.backtest.skill import SCORES

__all__ = ["RULES", "RULES_OFF", "rules_off"]

RULES: Final = {name: str(field.description) for name, field in RuleSwitches.model_fields.items()}
"""What each rule that can be switched off says, by its name in a scenario's `rules`."""

RULES_OFF: Final[Schema] = {
    "rule": pl.String,
    "what": pl.String,
    "score": pl.String,
    "forecaster": pl.String,
    "intact": pl.Float64,
    "without": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "cases": pl.Int64,
}
"""Columns of the table of rules switched off."""

_KEYS: Final = ["case", "origin", "id", "kind"]


def rules_off(
    items: pl.DataFrame, without: Mapping[str, pl.DataFrame], level: float = 0.95
) -> pl.DataFrame:
    """Return what the absence of each rule does to the scores.

    Parameters
    ----------
    items
        Scored items with all rules, see `sim.validation.backtest.scoring.SCHEMA`.
    without
        The same items scored without a rule, by the rule's name.
    level
        Level of confidence of the intervals over cases, in (0, 1).

    Returns
    -------
    polars.DataFrame
        See `RULES_OFF`; of all that rests on simulated futures. The difference is the mean over
        items of the score without the rule less that with it: above 0 the rule makes forecasts
        better.
    """
    rows: list[tuple[Any, ...]] = []
    for rule, others in without.items():
        for score, kind in SCORES.items():
            for who in MODELS:
                name = f"{score}_{who}"
                both = (
                    items.filter(pl.col("kind") == kind)
                    .join(others.select(*_KEYS, name), on=_KEYS, suffix="_off")
                    .drop_nulls([name, f"{name}_off"])
                )
                if both.height:
                    intact, off = both[name].to_numpy(), both[f"{name}_off"].to_numpy()
                    cases = numbered(both["case"].to_list())
                    (found,) = means((off - intact)[:, None], cases, level)
                    middle = (float(intact.mean()), float(off.mean()))
                    size = (both.height, int(cases.max()) + 1)
                    rows.append((rule, RULES[rule], score, who, *middle, *found, *size))
    return pl.DataFrame(rows, schema=RULES_OFF, orient="row")
