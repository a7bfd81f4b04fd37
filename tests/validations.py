"""Made-up backtests, checks and calibrations of realistic size, for tests of their figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl

from sim.batch.batch import DAYS, OBSERVED, Batch
from sim.engine.kernel.clock import YEAR
from sim.scenario.events import EventFilter, Observed
from sim.statistics.precision import wilson_interval
from sim.validation.backtest import FORECASTERS, Backtest
from sim.validation.backtest.forecasters import HEADLINE, MODELS
from sim.validation.backtest.groups import CASE
from sim.validation.patterns.calibration import Calibration
from sim.validation.patterns.check import Check
from sim.validation.patterns.levers import LEVERS
from tests.batches import small_batch
from tests.scenarios.worlds import elsewhere

CASES = {"renewals": 100, "china": 4, "rusal": 7, "iran": 9, "jackson_vanik": 23}
"""Cases and their items of yes or no."""

DATES = {"china": 8, "rusal": 2, "iran": 3}
"""Cases and their dated items."""


@cache
def cases() -> tuple[Batch, ...]:
    """A batch for each case, with a record of dated items and their columns."""
    return tuple(_case(name, DATES.get(name, 0)) for name in CASES)


def _case(name: str, dates: int) -> Batch:
    batch = small_batch("hold", 40)
    rng = np.random.default_rng(len(name))
    start, horizon = batch.model.scenario.start, batch.model.calendar.horizon
    entries, columns = [], []
    for k in range(dates):
        entry = Observed(
            id=f"step_{k}",
            date=start + dt.timedelta(days=120 + 150 * k),
            what=f"Step {k}: the first export licences for goods that are not strategic, or so",
            event=EventFilter(kind="eased" if k % 2 else "new_president"),
        )
        times = rng.exponential(500.0 + 200.0 * k, 40)
        days = [float(t) if t < horizon else None for t in times]
        entries.append(entry)
        columns += [
            pl.Series(f"{OBSERVED}{entry.id}", [day is not None for day in days]),
            pl.Series(f"{OBSERVED}{entry.id}{DAYS}", days, dtype=pl.Float64),
        ]
    scenario = batch.model.scenario.model_copy(
        update={"observed": tuple(entries), "title": f"The case of {name}", "questions": ()}
    )
    return replace(
        batch,
        name=name,
        model=elsewhere(batch.model, scenario=scenario),
        outcomes=batch.outcomes.with_columns(columns),
    )


REFERENCES = tuple(name for name in FORECASTERS if name not in MODELS)
SLOPES = {"simulator": (0.83, 0.61, 1.04, 0.05), "climatology": (1.2, 0.7, 1.9, -0.1)}
"""Slope, its interval, and intercept of those who have one."""


@cache
def backtest() -> Backtest:
    """A backtest of `cases`."""
    items = pl.DataFrame(list(_items()), infer_schema_length=None)
    return Backtest(
        items=items,
        scores=pl.DataFrame(list(_scores()), infer_schema_length=None),
        areas=pl.DataFrame(),
        coverage=pl.DataFrame(),
        rules=pl.DataFrame(),
        by=CASE,
        skill=pl.DataFrame(list(_skill()), infer_schema_length=None),
        reliability=pl.DataFrame(list(_bins(items)), infer_schema_length=None),
        slopes=pl.DataFrame(
            [(name, *SLOPES.get(name, (None,) * 4)) for name in FORECASTERS],
            schema=["forecaster", "slope", "low", "high", "intercept"],
            orient="row",
        ),
        joint=pl.DataFrame(
            [(case, n, 0.31 if n > 50 else 0.0004, 0.29, 0.33) for case, n in CASES.items()],
            schema=["case", "n_items", "probability", "low", "high"],
            orient="row",
        ),
        paths=pl.DataFrame(
            [("china", 0.42, 0.87)], schema=["case", "share_in_50", "share_in_90"], orient="row"
        ),
    )


def _items() -> Iterator[dict[str, object]]:
    rng = np.random.default_rng(7)
    blank = dict.fromkeys(
        ("median", "q05", "q25", "q75", "q95", "pit", "in50_simulator", "in90_simulator")
    )
    for case, n in CASES.items():
        for k in range(n):
            renewal = case in ("renewals", "jackson_vanik") and k < 0.95 * n
            p = float(rng.beta(60, 2) if renewal else rng.uniform())
            name = f"order_{k % 5}_{2014 + k // 5}" if renewal else f"asked{'abcdefghi'[k % 9]}"
            text = (
                f"The emergency of order {k % 5} is continued in {2014 + k // 5}"
                if renewal
                else f"Does the {case} thing number {k} come about, which takes some words to ask?"
            )
            yield {
                "case": case,
                "title": f"The case of {case}",
                "id": name,
                "kind": "yes_no",
                "family": "renewals" if renewal else "relief",
                "origin": "observed" if renewal else "question",
                "text": text,
                "date": dt.date(2014 + k // 5, 3, 6),
                "answer": float(rng.uniform() < p),
                "n": 2000,
                "probability": p,
                "low": max(0.0, p - 0.02),
                "high": min(1.0, p + 0.02),
                **{f"p_{name}": p for name in MODELS},
                **{f"p_{name}": 0.5 for name in REFERENCES},
                "p_persistence": float(renewal),
                "p_climatology": 0.9,
                **blank,
            }
        for k in range(DATES.get(case, 0)):
            yield {
                "case": case,
                "title": f"The case of {case}",
                "id": f"step_{k}",
                "kind": "date",
                "family": "relief",
                "origin": "observed",
                "text": f"Step {k}",
                "date": dt.date(2025, 3, 6),
                "answer": (120 + 150 * k) / YEAR,
                "probability": 0.8,
                "low": 0.7,
                "high": 0.9,
                **blank,
                "pit": float(rng.beta(2, 3)),
                "in50_simulator": bool(k % 2),
                "in90_simulator": k != 2,
            }


def _scores() -> Iterator[dict[str, object]]:
    rng = np.random.default_rng(4)
    for score, group, size in _groups():
        for name in FORECASTERS:
            mean = float(rng.uniform(0.1, 0.4))
            ends = {"low": 0.8 * mean, "high": 1.3 * mean} if group == "all" else NO_ENDS
            head = {"by": _by(group), "group": group, "score": score, "forecaster": name}
            yield {**head, "mean": mean, **ends, **size}


def _skill() -> Iterator[dict[str, object]]:
    rng = np.random.default_rng(3)
    for score, group, size in _groups():
        for reference in REFERENCES:
            value = -4.0 if group == "iran" else float(rng.normal(0.2, 0.4))
            none = group == "china" and reference == "persistence"
            width = 0.3 if group != "all" else 0.1
            yield {
                "by": _by(group),
                "group": group,
                "score": score,
                "forecaster": HEADLINE,
                "reference": reference,
                "skill": None if none else value,
                "skill_low": None if none else value - width,
                "skill_high": None if none else min(1.0, value + width),
                **size,
            }


NO_ENDS = {"low": None, "high": None}


def _groups() -> Iterator[tuple[str, str, dict[str, int]]]:
    """Scores, groups that have them, and their items and cases."""
    for score in ("brier", "log", "crps"):
        for group in (*CASES, "all"):
            if score != "crps" or group not in ("renewals", "jackson_vanik"):
                cases = len(CASES) if group == "all" else 1
                yield score, group, {"n": CASES.get(group, 143), "cases": cases}


def _by(group: str) -> str:
    return "all" if group == "all" else CASE


def _bins(items: pl.DataFrame) -> Iterator[dict[str, object]]:
    scored = items.filter(pl.col("kind") == "yes_no")
    answers = scored["answer"].to_numpy()
    for name in FORECASTERS:
        p = scored[f"p_{name}"].to_numpy()
        number = np.minimum((p * 10).astype(int), 9)
        for k in range(10):
            inside = number == k
            n, hits = int(inside.sum()), int(answers[inside].sum())
            if n:
                low, high = wilson_interval(hits, n)
                yield {
                    "forecaster": name,
                    "low": k / 10,
                    "high": (k + 1) / 10,
                    "n": n,
                    "forecast": float(p[inside].mean()),
                    "frequency": hits / n,
                    "frequency_low": low,
                    "frequency_high": high,
                }


@cache
def check() -> Check:
    """A check of twelve patterns with fourteen rule switches."""
    rng = np.random.default_rng(11)
    rows, cells = [], []
    for k in range(12):
        low, high = ((0.94, 0.985), (51.0, 62.0), (0.0, 0.06), (0.85, 1.0))[k % 4]
        at = float(rng.uniform(-0.4, 1.4)) if k != 5 else 7.0
        value = low + at * (high - low)
        half = 0.15 * (high - low)
        met = low <= value <= high
        nothing = k == 8
        rows.append(
            {
                "id": f"pattern-{k}",
                "fact": _FACTS[k % 3],
                "use": "calibration" if k < 7 else "validation",
                "scenario": "russia_2025",
                "statistic": "ratio of emergencies_continued to emergencies_continued + "
                "emergencies_lapsed",
                "n": 0 if nothing else 400,
                "value": None if nothing else value,
                "low": None if nothing else value - half,
                "high": None if nothing else value + half,
                "band_low": low,
                "band_high": high,
                "verdict": "not measured" if nothing else "pass" if met else "miss",
                "clear": bool(k % 3),
                "basis": "known",
            }
        )
        for j in range(14):
            flips = not nothing and rng.uniform() < 0.15
            verdict = rows[-1]["verdict"]
            after = {"pass": "miss", "miss": "pass"}[verdict] if flips else verdict
            cells.append(
                {
                    "ablation": f"presidential-rule-{j}",
                    "what": f"What rule {j} does to the sides, in so many words (R{j})",
                    "pattern": f"pattern-{k}",
                    "value": None if nothing else value * 1.1,
                    "low": None,
                    "high": None,
                    "verdict": after,
                    "changed": ("breaks" if verdict == "pass" else "mends") if flips else "",
                    "intact": None if nothing else value,
                }
            )
    ordered = sorted(cells, key=lambda cell: cell["ablation"])
    return Check(
        patterns=pl.DataFrame(rows, infer_schema_length=None),
        ablations=pl.DataFrame(ordered, infer_schema_length=None),
        levers=pl.DataFrame(schema=LEVERS),
    )


_FACTS = (
    "An American sanctions emergency is continued at its anniversary.",
    "Relief that is bargained for comes in small steps, as a share of the leverage of the United "
    "States.",
    "A disapproval of modest relief gets a majority of the Senate.",
)


@cache
def calibration() -> Calibration:
    """A calibration of five parameters from six hundred draws."""
    rng = np.random.default_rng(5)
    paths = (
        "agents.target.jv",
        "agents.executive.leverage_weight",
        "agents.council.hold_out",
        "catalogue.instruments.licence.hazard",
        "world.war.mean",
    )
    values = {path: rng.uniform(0.0, 1.0 + k, 600) for k, path in enumerate(paths)}
    first, second = values[paths[0]], values[paths[1]]
    distance = np.hypot(first - 0.4, 0.4 * (second - 1.2)) + rng.uniform(0.0, 0.2, 600)
    kept = distance <= np.sort(distance)[59]
    return Calibration(
        draws=pl.DataFrame(
            {"point": np.arange(600), **values, "distance": distance, "accepted": kept}
        ),
        parameters=pl.DataFrame(
            {
                "path": paths,
                "contraction": [1.0 - v[kept].var() / v.var() for v in values.values()],
                **{
                    f"{stage}_{name}": [float(np.quantile(v[rows], p)) for v in values.values()]
                    for stage, rows in (("prior", slice(None)), ("posterior", kept))
                    for name, p in (("q05", 0.05), ("median", 0.5), ("q95", 0.95))
                },
            }
        ),
        patterns=pl.DataFrame(list(_fitted())),
        values=pl.DataFrame(),
        correlations=pl.DataFrame(),
        posterior={},
        points=600,
        repeats=20,
        failed=0,
    )


def _fitted() -> Iterator[dict[str, object]]:
    rng = np.random.default_rng(2)
    for k in range(5):
        low, high = ((0.94, 0.985), (51.0, 62.0), (0.0, 0.06))[k % 3]
        spread = {"default": 1.0, "prior": 2.0, "fitted": 0.4, "posterior": 0.5}
        values = {
            name: low + float(rng.normal(0.5, sd)) * (high - low) for name, sd in spread.items()
        }
        met = {f"{name}_met": low <= value <= high for name, value in values.items()}
        yield {"id": f"pattern-{k}", "band_low": low, "band_high": high, **values, **met}
