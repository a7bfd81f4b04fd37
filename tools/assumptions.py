"""The ensemble of assumptions, held against the cases of the library: ``make assumptions``.

1. Sets of assumptions are drawn from ``scenarios/assumptions/base/ranges.yaml``, a Sobol sequence.
2. Each case is simulated under each set, once.
3. Sets that the cases rule out are dropped, the others weighted: for all, and without each case.
4. Each case is simulated under the ensemble that was weighted without it, for the pool.
5. What was found is written: the ensemble, how it came about, the forecasts. ``make pages`` then
   writes the generated part of docs/assumptions.md.

What takes long (2) is kept in ``build/assumptions`` and found again.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
import os
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

import sim
from sim.analysis.questions import questions
from sim.documents.reader import read_document
from sim.engine.kernel.sobol import points
from sim.engine.kernel.streams import Chance, stream_key
from sim.engine.model.compile import compile_model
from sim.engine.model.uncertain import quantile
from sim.engine.model.with_parameters import settled
from sim.engine.replication import replicate
from sim.outcomes.answers import answers as answers_of
from sim.scenario import ensemble as ensembles
from sim.scenario.assumed import left_open
from sim.scenario.distributions import Distribution
from sim.scenario.ensemble import WEIGHT, ensemble
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import CASES, cases, folder
from tools.ensemble.answers import Answers, answers, frequencies
from tools.ensemble.matching import CUTOFF, implausibility, not_ruled_out
from tools.ensemble.weighting import (
    effective,
    forecasts,
    left_out,
    log_score,
    weights,
)

Floats = NDArray[np.float64]

SEED: Final = 13
SETS: Final = 4096
FUTURES: Final = 1
"""Futures of each case under each set: many sets tell more than many futures of a few."""

DISCREPANCY: Final = 0.15
"""What a single set, at its best, leaves out of how often something happens in all cases.

Cases have assumptions of their own: the frequency over a population of them is no set's own. How
far off it may be is judged, not known.
"""

STRENGTHS: Final = (1.0, 3.0, 10.0, 30.0, 100.0)
"""Strengths of the penalty that are tried."""

AS_GOOD: Final = 0.005
"""Log scores, in nats, that differ by less are as good: the dearer penalty keeps more sets."""

LEAST: Final = 1e-4
"""Weight below which a set is left out of the files."""

AGAIN: Final = 500
"""Futures of each case under the ensemble that was weighted without it."""

PLACE: Final = folder() / ensembles.PLACE
PROVENANCE: Final = "provenance.json"
"""What was found, beside the ensemble."""
KEPT: Final = Path("build") / "assumptions"
FORECASTS: Final = folder() / CASES / "base" / "simulated.json"


def ranges() -> dict[str, tuple[Distribution, str]]:
    """Return the parameters with their ranges, and why these."""
    how: TypeAdapter[Distribution] = TypeAdapter(Distribution)
    found = {}
    for path, entry in read_document(PLACE / "base" / "ranges.yaml").data.items():
        assert isinstance(entry, Mapping)
        found[path] = (how.validate_json(json.dumps(entry["how"])), str(entry["why"]))
    return found


@cache
def design(sets: int) -> list[dict[str, Any]]:
    """Return sets of assumptions: points of a scrambled Sobol sequence, as values by path."""
    told = ranges()
    keys = [stream_key(SEED, path) for path in told]
    return [
        {
            path: _rounded(quantile(how, u))
            for (path, (how, _)), u in zip(told.items(), row, strict=True)
        }
        for row in points(keys, 0, sets).tolist()
    ]


def _rounded(value: Any) -> Any:
    """Return a value as it will stand in the file."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


# -- simulating --------------------------------------------------------------------------------


def simulated(name: str, sets: int, futures: int) -> dict[str, list[float]]:
    """Simulate a case under each set of assumptions.

    Returns
    -------
    dict
        For each question that is answered, the share of yes under each set.
    """
    loaded = load_scenario(cases()[name])
    model = compile_model(loaded.scenario, loaded.catalogue)
    asked = [q.id for q in loaded.scenario.questions if isinstance(q.answer, bool) and q.by]
    open_ = left_open(loaded, ranges())
    shares: dict[str, list[float]] = {question: [] for question in asked}
    # Luck of its own for each case: else sets would be weighted by the luck that cases share.
    seed = stream_key(SEED, f"case/{name}") % 2**63
    gc.disable()
    for number, drawn in enumerate(design(sets)):
        world = settled(model, {path: drawn[path] for path in open_})
        chance = Chance(seed, number * futures, futures)
        given = [answers_of(replicate(world, chance, number * futures + k)) for k in range(futures)]
        for question in asked:
            shares[question].append(sum(one[question].yes for one in given) / futures)
        if number % 64 == 0:
            gc.collect()
    gc.enable()
    return shares


def every_case(sets: int, futures: int, jobs: int) -> dict[str, dict[str, list[float]]]:
    """Simulate all cases, or find what was simulated of the same files by the same program."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found: dict[str, dict[str, list[float]]] = {}
    missing = {}
    for name, path in cases().items():
        kept = KEPT / f"{name}-{_digest(path, sets, futures)}.json"
        if kept.is_file():
            found[name] = json.loads(kept.read_text("utf-8"))
        else:
            missing[name] = kept
    work = partial(simulated, sets=sets, futures=futures)
    with ProcessPoolExecutor(jobs) as pool:
        for name, shares in zip(missing, pool.map(work, missing), strict=True):
            print(f"  {name}", flush=True)
            missing[name].write_text(json.dumps(shares), "utf-8")
            found[name] = shares
    return {name: found[name] for name in cases()}


def _digest(path: Path, sets: int, futures: int) -> str:
    """Return a hash of all that a simulation rests on: the program, the ranges, the case."""
    package = Path(sim.__file__).parent
    parts = [f"{sets} {futures} {SEED} own luck".encode()]
    for part in ("engine", "bargaining", "agents", "law", "scenario", "catalogue", "outcomes"):
        parts += [file.read_bytes() for file in sorted((package / part).rglob("*.py"))]
    parts += [(PLACE / "base" / "ranges.yaml").read_bytes(), path.read_bytes()]
    parts += [file.read_bytes() for file in sorted(path.parent.glob("base/battery.yaml"))]
    return hashlib.blake2b(b"\n".join(parts), digest_size=6).hexdigest()


# -- fitting -----------------------------------------------------------------------------------


def gathered(shares: Mapping[str, Mapping[str, list[float]]], futures: int) -> Answers:
    """Put what happened beside what was simulated."""
    happened = {}
    for name, by_question in shares.items():
        given = {q.id: q.answer for q in load_scenario(cases()[name]).scenario.questions}
        happened[name] = {question: bool(given[question]) for question in by_question}
    as_arrays = {
        name: {question: np.array(values) for question, values in row.items()}
        for name, row in shares.items()
    }
    return answers(happened, as_arrays, futures)


def chosen_strength(found: Answers, jobs: int) -> tuple[float, dict[float, tuple[float, float]]]:
    """Choose the strength of the penalty by leaving each case out.

    Returns
    -------
    strength
        The largest whose log score is within `AS_GOOD` of the best.
    tried
        Of each the log score and the Brier score, each case left out.
    """
    tried: dict[float, tuple[float, float]] = {}
    for strength in STRENGTHS:
        p = without(found, without_each(found, strength, jobs))
        brier = float(((p - found.happened) ** 2).mean())
        tried[strength] = (log_score(p, found.happened), brier)
        print(
            f"  strength {strength:g}: log {tried[strength][0]:.4f}, Brier {brier:.4f}", flush=True
        )
    best = min(tried, key=lambda strength: tried[strength][0])
    near = [s for s in STRENGTHS if tried[s][0] <= tried[best][0] + AS_GOOD]
    return max(near), tried


def without_each(found: Answers, strength: float, jobs: int) -> Floats:
    """Return the weights without each case, shape ``(cases, sets)``."""
    places = [range(first, len(found.cases), jobs) for first in range(jobs)]
    by_case = np.empty((len(found.cases), len(found.said)))
    with ProcessPoolExecutor(jobs) as pool:
        work = partial(left_out, *_arrays(found), strength)
        for place, part in zip(places, pool.map(work, places), strict=True):
            by_case[list(place)] = part
    return by_case


def without(found: Answers, by_case: Floats) -> Floats:
    """Return the forecast of each item by the weights that were found without its case."""
    p = np.empty(len(found.happened))
    for number, w in enumerate(by_case):
        inside = found.case == number
        p[inside] = forecasts(w, found.said[:, inside])
    return p


def _arrays(found: Answers) -> tuple[Floats, Floats, NDArray[np.int64]]:
    return found.said, found.happened, found.case


# -- writing -----------------------------------------------------------------------------------


def write_ensemble(
    drawn: list[dict[str, Any]], kept: Iterable[int], w: Floats, by_case: Mapping[str, Floats]
) -> None:
    """Write the sets that are left with their weights."""
    rows = [i for i in kept if max(w[i], *(one[i] for one in by_case.values())) >= LEAST]
    paths = list(drawn[0])
    text = io.StringIO()
    text.write("# Sets of assumptions with weights in millionths; written by `make assumptions`.\n")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([WEIGHT, *paths])
    for i in rows:
        lines.writerow([_parts(w[i]), *(_cell(drawn[i][path]) for path in paths)])
    (PLACE / "cases.csv").write_text(text.getvalue(), "utf-8", newline="\n")
    text = io.StringIO()
    text.write("# Their weights without each case, in millionths; written by `make assumptions`.\n")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(by_case)
    lines.writerows([_parts(one[i]) for one in by_case.values()] for i in rows)
    (PLACE / "cases_left_out.csv").write_text(text.getvalue(), "utf-8", newline="\n")


def _parts(weight: float) -> str:
    """Return a weight in millionths."""
    return str(round(1e6 * weight))


def _cell(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def write_forecasts(n: int, jobs: int) -> None:
    """Simulate each case under the ensemble that was weighted without it, and write the answers."""
    ensemble.cache_clear()
    rows = []
    for name, path in cases().items():
        batch = sim.simulate_batch(path, n=n, seed=SEED, events="none", jobs=jobs)
        table = questions(batch)
        given = {
            row["id"]: round((row["probability"] * row["n"] + 0.5) / (row["n"] + 1.0), 4)
            for row in table.iter_rows(named=True)
            if row["by"] is not None
        }
        rows.append(json.dumps({"name": name, "probabilities": given}))
    FORECASTS.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8", newline="\n")


def main() -> None:
    """Do all of it."""
    began, jobs = time.monotonic(), os.cpu_count() or 1
    print(f"{SETS} sets of assumptions, {len(cases())} cases, {FUTURES} futures each", flush=True)
    found = gathered(every_case(SETS, FUTURES, jobs), FUTURES)
    patterns = list(dict.fromkeys(found.question))
    simulated_, noise, observed, chance = frequencies(found, patterns)
    discrepancy = np.full(len(patterns), DISCREPANCY)
    away = implausibility(simulated_, noise, observed, chance, discrepancy)
    left = not_ruled_out(away)
    print(f"{int(left.sum())} sets are left after history matching", flush=True)
    kept = np.flatnonzero(left)
    within = Answers(
        found.cases, found.case, found.question, found.happened, found.said[kept], FUTURES
    )
    strength, tried = chosen_strength(within, jobs)
    w = weights(within.said, within.happened, strength)
    by_case = without_each(within, strength, jobs)
    print(f"strength {strength:g}; sets that tell as much: {effective(w):.0f}", flush=True)
    every = design(SETS)
    drawn = [every[i] for i in kept]
    write_ensemble(drawn, range(len(kept)), w, dict(zip(within.cases, by_case, strict=True)))
    summary = {
        "cases": len(found.cases),
        "sets": SETS,
        "futures": FUTURES,
        "left": int(left.sum()),
        "cutoff": CUTOFF,
        "discrepancy": DISCREPANCY,
        "strength": strength,
        "tried": {f"{key:g}": [round(value, 4) for value in both] for key, both in tried.items()},
        "effective": effective(w),
        "patterns": {
            question: {
                "observed": float(observed[i]),
                "all": float(simulated_[:, i].mean()),
                "left": float(simulated_[kept, i].mean()),
                "weighted": float(w @ simulated_[kept, i]),
                "ruled_out": int((away[:, i] > CUTOFF).sum()),
            }
            for i, question in enumerate(patterns)
        },
    }
    text = json.dumps(summary, indent=1) + "\n"
    (PLACE / PROVENANCE).write_text(text, "utf-8", newline="\n")
    print("each case under the ensemble that was weighted without it", flush=True)
    write_forecasts(AGAIN, jobs)
    print(f"{time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
