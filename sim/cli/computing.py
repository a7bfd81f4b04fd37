"""Plans and batches for `compare` and `backtest`, told of on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.batch.batch import Batch
from sim.batch.plan import Plan
from sim.cli.output.progress import ConsoleReporter
from sim.workflows import computing
from sim.workflows.computing import InterruptedBatch
from sim.workflows.reporter import Counting

__all__ = ["InterruptedBatch", "computed", "plan_of"]


def plan_of(path: Path, overrides: Sequence[str] | None) -> Plan:
    """Plan a batch, see `sim.workflows.computing.plan_of`."""
    return computing.plan_of(path, overrides, tell=ConsoleReporter())


def computed(
    plan: Plan, folder: Path, count: Counting, *, jobs: int | None, resume: bool, quiet: bool
) -> Batch:
    """Compute a batch, see `sim.workflows.computing.computed`."""
    tell = ConsoleReporter(quiet)
    return computing.computed(plan, folder, count, jobs=jobs, resume=resume, tell=tell)
