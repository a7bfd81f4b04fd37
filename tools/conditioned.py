"""What remains, forecast at each year's end of the histories, for docs/validation.md.

    python -m tools.conditioned [NAME...]

For each record that comes with thaw and has a scenario whose questions are answered, the scenario
is conditioned at the end of each year, and the questions that are then still open are scored with
the record and without it. Results are kept below ``results/conditioned`` and found again.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from sim.analysis.questions import questions
from sim.batch.pool import Workers
from sim.batch.runner import run_batch
from sim.errors import InputError
from sim.scenario.facts import Conditioned
from sim.scenario.shipped import record_names
from sim.statistics import clusters
from sim.workflows.presents import learning
from sim.workflows.presents.plan import plan_now
from sim.workflows.presents.sifting import forget

FIRST: Final = 1000
MOST: Final = 8000
"""Pasts that are tried first, and at most."""

FUTURES: Final = 1000
"""Futures, without the record and with it."""

FOLDER: Final = Path("results/conditioned")


def year_ends(name: str, workers: Workers) -> Iterator[dict[str, Any]]:
    """Yield for each year's end what is scored, or why nothing is."""
    first = plan_now([name], n=FIRST).sought[0]
    scenario = first.loaded.scenario
    before = None
    for year in range(scenario.start.year, scenario.end.year + 1):
        day = dt.date(year, 12, 31)
        if not scenario.start <= day < scenario.end:
            continue
        try:
            sought = plan_now([name], None, day, n=FIRST).sought[0]
        except InputError:
            yield {"case": name, "day": str(day), "why": "the record says nothing yet"}
            continue
        asked = [
            q
            for q in scenario.questions
            if q.answer is not None and q.by is not None and q.by > day
        ]
        if not asked:
            return
        place = FOLDER / f"{name}-{year}"
        sifting = sought.sifting
        cloud = sifting.cloud(place, workers)
        if cloud.effective < learning.FEWEST:
            wanted = FIRST * 1.25 * learning.FEWEST / max(cloud.effective, 1e-9)
            if wanted <= MOST:
                sifting = replace(sifting, n=int(wanted))
                cloud = sifting.cloud(place, workers)
        forget(place)
        left = round(cloud.effective)
        if left < learning.FEWEST:
            fact = learning.fact_that_did_it(sifting, cloud)
            why = f"{left} of {sifting.n:,} are left, lost at {fact}"
            yield {"case": name, "day": str(day), "why": why}
            return  # a longer record leaves no more
        if before is None:
            before = shares(
                run_batch(replace(first.sifting.plan, n=FUTURES), None, workers=workers)
            )
        found = sifting.conditioned(cloud).model_dump(
            mode="json", by_alias=True, exclude_unset=True
        )
        conditioned = Conditioned.model_validate_json(json.dumps(found))
        world = scenario.model_copy(update={"conditioned": conditioned})
        plan = replace(sifting.plan, scenario=world, resolved="", n=FUTURES)
        after = shares(run_batch(plan, None, workers=workers))
        for q in asked:
            yield {
                "case": name,
                "day": str(day),
                "question": q.id,
                "answer": bool(q.answer),
                "before": before[q.id],
                "after": after[q.id],
                "left": left,
                "n": sifting.n,
            }


def shares(batch: Any) -> dict[str, float]:
    """Return in which share of futures each question is answered with yes."""
    return {row["id"]: row["probability"] for row in questions(batch).to_dicts()}


def kept(name: str, workers: Workers) -> list[dict[str, Any]]:
    """Return the rows of a record, computed or found."""
    file = FOLDER / f"{name}.json"
    if file.exists():
        found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
        return found
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = []
    for row in year_ends(name, workers):
        rows.append(row)
        file.with_suffix(".part").write_text(json.dumps(rows, indent=1), "utf-8")
    file.with_suffix(".part").replace(file)
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Return the table and the sum of it, in Markdown."""
    scored = [row for row in rows if "question" in row]
    lines = [
        "| record | year's ends | questions | Brier without | with the record | from then on |",
        "|:--|--:|--:|--:|--:|:--|",
    ]
    for name in dict.fromkeys(row["case"] for row in rows):
        mine = [row for row in scored if row["case"] == name]
        refused = next(
            (r for r in rows if r["case"] == name and "are left" in r.get("why", "")), None
        )
        ends = len({row["day"] for row in mine})
        one, other = (
            f"{loss(mine, word).mean():.3f}" if mine else "–" for word in ("before", "after")
        )
        why = "" if refused is None else f"refused at {refused['day']}: {refused['why']}"
        lines.append(f"| `{name}` | {ends} | {len(mine)} | {one} | {other} | {why} |")
    names = clusters.numbered([row["case"] for row in scored])
    losses = np.column_stack([loss(scored, "before"), loss(scored, "after")])
    losses = np.column_stack([losses, losses[:, 1] - losses[:, 0]])
    said = [
        f"{each.value:.3f}" + ("" if each.low is None else f" ({each.low:.3f} to {each.high:.3f})")
        for each in clusters.means(losses, names)
    ]
    return "\n".join(
        [
            *lines,
            "",
            f"Over {len(scored)} answers of {names.max() + 1} cases, Brier: without the record "
            f"{said[0]}, with it {said[1]}, difference {said[2]}; in brackets 95 % intervals, "
            "cases resampled.",
        ]
    )


def loss(rows: list[dict[str, Any]], word: str) -> Any:
    """Return the Brier scores of rows."""
    return np.array([(row[word] - row["answer"]) ** 2 for row in rows])


def main() -> None:
    """Compute what is missing, and print the table."""
    names = sys.argv[1:] or [name for name in record_names() if name != "russia_2025"]
    with Workers(None, None) as workers:
        rows = [row for name in names for row in kept(name, workers)]
    print(table(rows))


if __name__ == "__main__":
    main()
