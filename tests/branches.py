"""Futures that branch off another one, made once for all tests that a process runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.workflows.branches.branching import branch
from sim.workflows.branches.result import Branched
from tests.scenarios.worlds import SCENARIOS

_PLACE = TemporaryDirectory(prefix="thaw-branches-")


@cache
def branched(events: str = "first:100", *changes: str) -> Branched:
    """Veridia, branched off in its second year."""
    out = Path(_PLACE.name, "-".join([events, *changes]).replace("/", "_"))
    veridia = SCENARIOS / "examples" / "veridia.yaml"
    return branch(veridia, "2031-02-01", n=30, seed=1, set=changes, events=events, jobs=1, out=out)
