"""A comparison at a glance: a few outcomes in words down, scenarios across, and what stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.pairing import pair
from sim.analysis.quantities import UNTIL, Floats, numbers
from sim.analysis.wording import short
from sim.batch.batch import Batch
from sim.statistics.intervals import quantiles

__all__ = ["FEW", "glance"]

Row = Mapping[str, Any]

FEW: Final = 6
"""Scenarios up to which what stands out is told; of more, lines and columns are hard to follow."""

_MOST: Final = 8
"""Outcomes shown at a glance."""

_SHOWN: Final = (
    "legal_end",
    "effective_end",
    "added",
    "days_to_bargain",
    "escalated",
    "ceasefire_held",
    "reversed",
)
"""Outcomes shown unless others are asked for; one that holds nothing in any scenario is not."""


class _Shown(NamedTuple):
    """How an outcome is shown."""

    statistic: str
    first: str
    lowest: bool


_SHOWN_AS: Final = {
    "share": _Shown("share", "most often", False),
    "mean": _Shown("mean", "most", False),
    "days": _Shown("median", "first", True),
}
"""By the kind of quantity (`sim.analysis.quantities.Quantity`)."""


def glance(
    batches: Sequence[Batch], outcomes: Sequence[str] | None, level: float, regret: Row | None
) -> list[dict[str, Any]]:
    """Sum up a comparison in a few rows.

    Parameters
    ----------
    batches
        Those compared, the baseline first.
    outcomes
        Names of outcomes; a choice of the primary ones if None.
    level
        Level of confidence beyond which a difference stands out, in (0, 1).
    regret
        Regret of the scenarios as strategies, of which it says how often each is best.

    Returns
    -------
    list of dict
        ``outcome``, ``category``, ``statistic`` (``share``, ``mean`` or ``median``), ``unit``,
        ``words``; ``values``, one for each scenario: None for a median after the end;
        ``stands_out``, empty unless differences are beyond chance.
    """
    names = _names(batches, outcomes)
    differences = compare(
        batches, outcomes=names, every_pair=len(batches) <= FEW, level=level
    ).table.to_dicts()
    rows = []
    for (outcome, category), table in _by_outcome(differences).items():
        way = _SHOWN_AS[table[0]["kind"]]
        values = _values(batches, outcome, table, way)
        if not any(value != 0.0 for value in values):
            continue
        about = table[0]
        words = short(outcome, about["meaning"]) if category is None else about["meaning"]
        rows.append(
            {
                "outcome": outcome,
                "category": category,
                "statistic": way.statistic,
                "unit": about["unit"],
                "words": words,
                "values": values,
                "stands_out": _stands_out(table, values, way, 1.0 - level),
            }
        )
    rows = rows[:_MOST]
    if regret is not None and (outcomes is None or len(rows) < _MOST):
        rows.append(_best(batches, regret))
    return rows


def _names(batches: Sequence[Batch], outcomes: Sequence[str] | None) -> list[str]:
    """Return what is shown of what all batches have."""
    if outcomes:
        return list(dict.fromkeys(outcomes))
    return [name for name in _SHOWN if all(name in batch.names for batch in batches)]


def _by_outcome(table: Sequence[Row]) -> dict[tuple[str, str | None], list[Row]]:
    rows: dict[tuple[str, str | None], list[Row]] = {}
    for row in table:
        rows.setdefault((row["outcome"], row["category"]), []).append(row)
    return rows


def _values(
    batches: Sequence[Batch], outcome: str, table: Sequence[Row], way: _Shown
) -> list[float | None]:
    """Return what is shown of an outcome, for each scenario: of the same futures."""
    if way.statistic == "median" and outcome.startswith(UNTIL):
        rows = pair(batches).rows
        middles = []
        for batch, good in zip(batches, rows, strict=True):
            days: Floats = numbers(batch.column(outcome))[good]
            days = np.where(np.isnan(days), np.inf, days)
            middles.append(float(quantiles(days, (0.5,))[0]))
        return [None if middle == np.inf else middle for middle in middles]
    first = table[0]["a"]
    with_baseline = [row for row in table if row["a"] == first]
    return [with_baseline[0]["mean_a"], *(row["mean_b"] for row in with_baseline)]


def _stands_out(
    table: Sequence[Row], values: Sequence[float | None], way: _Shown, alpha: float
) -> str:
    """Return which scenario, or which few, have most beyond chance: ``all at once most``."""
    names = [table[0]["a"], *(row["b"] for row in table if row["a"] == table[0]["a"])]
    size = len(names)
    if len(table) < size * (size - 1) // 2:
        return ""
    beyond = {
        frozenset((row["a"], row["b"]))
        for row in table
        if row["p_holm"] is not None and row["p_holm"] < alpha and row["difference"]
    }
    means = {table[0]["a"]: table[0]["mean_a"], **{row["b"]: row["mean_b"] for row in table}}
    if any(mean is None for mean in means.values()):
        return ""
    order = sorted(names, key=lambda name: means[name] if way.lowest else -means[name])
    top = [order[0]]
    top += [name for name in order[1:] if frozenset((order[0], name)) not in beyond]
    if len(top) == size or any(
        frozenset((one, other)) not in beyond for one in top for other in order if other not in top
    ):
        return ""
    if way.lowest and not _in_order([values[names.index(name)] for name in order]):
        return ""  # medians that are not in the order of the means would seem to deny it
    who = " and ".join(name.replace("_", " ") for name in top)
    return f"{who} {way.first}" if len(top) == 1 else f"{who} {_THAN[way.first]}"


_THAN: Final = {"most often": "more often", "most": "more", "first": "earlier"}
"""Words for what several have before the others, by those for what one has."""


def _in_order(values: Sequence[float | None]) -> bool:
    medians = [np.inf if value is None else value for value in values]
    return all(one <= two for one, two in pairwise(medians))


def _best(batches: Sequence[Batch], regret: Row) -> dict[str, Any]:
    """Return in how many futures each scenario is best."""
    shares = {row["strategy"]: row["best"] for row in regret["strategies"]}
    whose = batches[0].model.scenario.agents.executive.name
    what = f"best for {whose}"
    if regret["outcome"] != "utility_executive":
        what = f"best ({regret['meaning']})"
    return {
        "outcome": regret["outcome"],
        "category": None,
        "statistic": "best",
        "unit": "",
        "words": f"{what}, or as good",
        "values": [shares[batch.name] for batch in batches],
        "stands_out": "",
    }
