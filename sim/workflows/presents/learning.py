"""What a record teaches: how it surprises, which assumptions it speaks for, which scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, inf, log, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.batch.particles import Cloud
from sim.engine.kernel.streams import Chance
from sim.engine.model.uncertain import draw
from sim.scenario.facts import Facts
from sim.scenario.schema import Scenario
from sim.statistics.weights import bits, effective
from sim.workflows.presents.sifting import Sifting

__all__ = ["FEWEST", "evidence", "fact_that_did_it", "facts_of", "log_ratio", "parameters"]

Floats = NDArray[np.float64]
Row = dict[str, Any]

FEWEST: Final = 200
"""Independent futures that a record must leave."""

_QUANTILES: Final = {"q05": 0.05, "median": 0.5, "q95": 0.95}


def facts_of(sifting: Sifting, cloud: Cloud) -> list[Row]:
    """Return how each entry of a record fared, in its order.

    Returns
    -------
    list of dict
        ``id``, ``what``, ``kind`` (``fact``, ``absent`` or ``complete``), ``first``, ``last``
        (when it counts), ``confidence``, ``source``, ``steered``, ``probability`` given all that
        is older, ``bits`` by which it surprises, ``effective`` (futures left after it).
    """
    facts, steered = sifting.facts, sifting.evidence.steered
    calendar = sifting.model.calendar
    logs, left = [0.0] * len(facts.ids), [float(sifting.n)] * len(facts.ids)
    for step in cloud.steps:
        logs[step.fact] += step.probability
        left[step.fact] = step.effective
    rows = []
    for number, (entry, kind) in enumerate(_entries(facts)):
        ready = sifting.evidence.ready[number]
        probability = exp(logs[number]) if logs[number] > -inf else 0.0
        rows.append(
            {
                "id": entry.id,
                "what": entry.what if kind != "complete" else "",
                "kind": kind,
                "events": list(entry.event.kinds),
                "date": str(entry.date) if kind == "fact" else None,
                "first": str(calendar.date(ready.first)),
                "last": str(calendar.date(ready.last - 1.0)),
                "confidence": entry.confidence,
                "source": entry.source,
                "steered": number in steered,
                "probability": probability,
                "bits": bits(probability),
                "effective": left[number],
            }
        )
    return rows


def _entries(facts: Facts) -> list[tuple[Any, str]]:
    return [
        *[(entry, "fact") for entry in facts.facts],
        *[(entry, "absent") for entry in facts.absent],
        *[(entry, "complete") for entry in facts.complete],
    ]


def fact_that_did_it(sifting: Sifting, cloud: Cloud) -> str:
    """Return the id of the entry of a record that left fewest of the futures before it."""
    shares: dict[int, float] = {}
    before = float(sifting.n)
    for step in cloud.steps:
        shares[step.fact] = shares.get(step.fact, 1.0) * (step.effective / max(before, 1e-9))
        before = step.effective
    return sifting.facts.ids[min(shares, key=lambda fact: shares[fact])]


def evidence(sifting: Sifting, cloud: Cloud) -> Row:
    """Return how likely a scenario made the whole record.

    Returns
    -------
    dict
        ``log`` (natural) of that probability, ``error``, its standard error, by the roots of the
        futures (Lee & Whiteley 2018); ``effective`` futures by roots, ``pareto_k``, the largest
        shape of the tail of their weights, or None if these were alike; ``passes`` of the
        simulation, ``resampled``, the days between them, ``failed`` futures.
    """
    logs = [step.probability for step in cloud.steps]
    left = cloud.effective
    return {
        "log": float(np.sum(logs)) if logs else 0.0,
        "error": sqrt(max(1.0 / left - 1.0 / sifting.n, 0.0)) if left > 0.0 else None,
        "effective": left,
        "pareto_k": max(cloud.tails, default=None),
        "passes": len(cloud.days) + 1,
        "resampled": [str(sifting.model.calendar.date(day)) for day in cloud.days],
        "failed": cloud.failed,
    }


def parameters(scenario: Scenario, sifting: Sifting, cloud: Cloud) -> list[Row]:
    """Return what a record says of the uncertain parameters, those that it moves most first.

    Returns
    -------
    list of dict
        ``path``; ``before`` and ``after``, each with ``mean``, ``sd``, ``q05``, ``median``,
        ``q95``; ``shift`` of the mean in standard deviations, and ``error``, its standard error
        by the independent futures that are left. Of a choice there is a row for each ``value``,
        whose mean is its share. None if nothing is uncertain.
    """
    chance = Chance(sifting.plan.seed, 0, sifting.n)
    drawn = [draw(scenario, chance, root) for root in range(sifting.n)]
    after = cloud.by_root
    before = np.full(sifting.n, 1.0 / sifting.n)
    error = 1.0 / sqrt(max(effective(after), 1.0))
    rows = []
    for path in drawn[0]:
        for value, column in _columns([each[path] for each in drawn]).items():
            was, is_ = _described(column, before), _described(column, after)
            if was["sd"] <= 0.0:
                continue
            shift = (is_["mean"] - was["mean"]) / was["sd"]
            rows.append(
                {
                    "path": path,
                    "value": value,
                    "before": was,
                    "after": is_,
                    "shift": shift,
                    "error": error,
                }
            )
    return sorted(rows, key=lambda row: -abs(row["shift"]))


def _columns(values: Sequence[Any]) -> Mapping[str | None, Floats]:
    """Return values as numbers, or for each of those of a choice whether it is that."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return {None: np.array(values, dtype=np.float64)}
    names = sorted({str(value) for value in values})
    texts = np.array([str(value) for value in values])
    return {name: (texts == name).astype(np.float64) for name in names[1:] or names}


def _described(values: Floats, weights: Floats) -> dict[str, float]:
    """Return mean, spread and quantiles of weighted values."""
    mean = float(values @ weights)
    order = np.argsort(values, kind="stable")
    ends = np.cumsum(weights[order])
    found = {
        name: float(values[order][min(int(np.searchsorted(ends, p)), values.size - 1)])
        for name, p in _QUANTILES.items()
    }
    sd = sqrt(max(float(((values - mean) ** 2) @ weights), 0.0))
    return {"mean": mean, "sd": sd, **found}


def log_ratio(one: Row, other: Row) -> tuple[float, float]:
    """Return the decimal logarithm of an evidence ratio, and its standard error."""
    errors = [float(each["error"] or 0.0) for each in (one, other)]
    ratio = (float(one["log"]) - float(other["log"])) / log(10.0)
    return ratio, sqrt(errors[0] ** 2 + errors[1] ** 2) / log(10.0)
