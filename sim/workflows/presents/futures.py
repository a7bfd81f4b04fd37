"""Futures of a scenario without the record and with it, and what they answer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.analysis.questions import questions
from sim.batch.batch import Batch
from sim.batch.plan import Plan
from sim.batch.pool import Workers
from sim.results.folder import RESULTS
from sim.scenario.facts import Conditioned
from sim.scenario.resolved import resolved, yaml_text
from sim.workflows.comparisons.batches import compute_all
from sim.workflows.comparisons.sources import Source
from sim.workflows.presents.plan import PresentPlan, Sought
from sim.workflows.reporter import Reporter

__all__ = ["asked", "conditioned_text", "futures_of"]


def conditioned_text(one: Sought, said: dict[str, Any]) -> str:
    """Return a conditioned scenario as a file that needs no other."""
    heading = f"{one.loaded.scenario.title}, conditioned on {said['record']}"
    return yaml_text({**resolved(one.loaded), "conditioned": said}, heading)


def _plan_of(one: Sought, said: dict[str, Any], name: str, futures: int) -> Plan:
    """Return the plan of the futures from the present on."""
    conditioned = Conditioned.model_validate_json(json.dumps(said))
    scenario = one.loaded.scenario.model_copy(update={"conditioned": conditioned})
    return replace(
        one.sifting.plan,
        name=name,
        scenario=scenario,
        resolved=conditioned_text(one, said),
        n=futures,
    )


def futures_of(
    plan: PresentPlan,
    values: dict[str, Any],
    folder: Path,
    workers: Workers,
    resume: bool,
    tell: Reporter,
) -> list[list[Batch]]:
    """Return the futures without the record, with it, and with its weights tempered."""
    listed = []
    for one, said in zip(plan.sought, values["scenarios"], strict=True):
        before = replace(one.sifting.plan, n=plan.futures)
        after = _plan_of(one, said["conditioned"], f"{one.name}_now", plan.futures)
        group = [Source(one.name, one.file, before), Source(f"{one.name}_now", one.file, after)]
        if said["tempered"] is not None:
            name = f"{one.name}_tempered"
            tempered = _plan_of(one, said["tempered"], name, plan.futures)
            group.append(Source(name, one.file, tempered))
        listed.append(group)
    root = RESULTS if folder.parent == RESULTS else folder
    flat = [source for group in listed for source in group]
    batches = compute_all(flat, root, workers=workers, resume=resume, tell=tell)
    size = len(listed[0])
    return [batches[at : at + size] for at in range(0, len(batches), size)]


def asked(batches: Sequence[Batch], until: dt.date) -> list[dict[str, Any]]:
    """Return what is asked that was not known by a day, before and after."""
    words = ("before", "after", "tempered")
    tables = [{row["id"]: row for row in questions(batch).to_dicts()} for batch in batches]
    rows = []
    for row in tables[0].values():
        if row["by"] is not None and row["by"] <= until:
            continue
        found: dict[str, Any] = {"id": row["id"], "text": row["text"], "by": row["by"]}
        for word, table in zip(words, tables, strict=False):
            keys = ("probability", "low", "high", "q05", "median", "q95")
            found[word] = {key: table[row["id"]][key] for key in keys}
        rows.append(found)
    return rows
