"""Scenarios conditioned on a small record, made once for all tests that a process runs."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.workflows.presents.conditioning import now
from sim.workflows.presents.result import Present
from tests.scenarios.worlds import SCENARIOS

VERIDIA = SCENARIOS / "examples" / "veridia.yaml"

UNTIL = "2030-12-31"

RECORD = f"""
title: What has happened in Veridia
until: {UNTIL}
within: 200
facts:
  - {{id: offer, date: 2030-06-01, what: An offer of the President, event: {{kind: offer}}}}
absent:
  - {{id: list, what: New names on the list, event: {{kind: designation}}}}
"""

WORLD = """
title: Veridia, conditioned
extends: {file}
end: 2031-12-31
questions:
  - {{id: timber, text: Is the timber embargo eased by the end of 2031?,
     event: {{kind: eased, subject: TIMBER}}, by: 2031-12-31}}
  - {{id: deal, text: When is the first deal struck?, event: {{kind: deal}}}}
uncertain:
  agents.executive.designation_stalled: {{dist: uniform, low: 0.3, high: 2}}
  agents.executive.designation_talking: {{dist: uniform, low: 0.3, high: 2}}
"""

_PLACE = TemporaryDirectory(prefix="thaw-presents-")


def written(name: str, text: str) -> Path:
    """Write a file beside the results."""
    path = Path(_PLACE.name, name)
    path.write_text(text, "utf-8")
    return path


@cache
def present() -> Present:
    """Veridia with an offer and without a designation in the first year."""
    world = written("world.yaml", WORLD.format(file=VERIDIA))
    record = written("record.yaml", RECORD)
    out = Path(_PLACE.name, "now")
    return now(world, record, n=400, futures=24, seed=1, jobs=1, out=out)


def with_rows(**changes: Any) -> dict[str, Any]:
    """What came of it as plain values, with other rows of its scenario."""
    values: dict[str, Any] = json.loads(json.dumps(present().values))
    values["scenarios"][0].update(changes)
    return values


def several(many: int) -> Present:
    """Several scenarios, all of which came to the same."""
    one = present()
    (row,) = one.values["scenarios"]
    rows = [
        {
            **row,
            "name": f"world_{k}",
            "title": f"Veridia {'with a rather long title ' * k}at {k}",
            "evidence": {**row["evidence"], "log": row["evidence"]["log"] - k},
        }
        for k in range(many)
    ]
    return replace(
        one,
        values={**one.values, "scenarios": rows},
        batches=tuple(each.called(f"veridia {k}") for k in range(many) for each in one.batches),
        texts={f"world_{k}_now.yaml": text for k in range(many) for text in one.texts.values()},
    )
