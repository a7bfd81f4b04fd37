"""Why an event happened, and the story of one future of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.batch.branch import future_of
from sim.errors import InputError
from sim.results.manifest import is_kind
from sim.scenario.assumed import assumed
from sim.scenario.loading import Loaded
from sim.workflows.opening import load_assumed
from sim.workflows.page import Report
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.events import of_event
from sim.workflows.runs.futures import record_of_run
from sim.workflows.scenarios import Source, compiled

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.workflows.runs.run import Run

__all__ = ["explain"]


def explain(
    source: Run | Batch | Source,
    event: int | None = None,
    *,
    seed: int | None = None,
    replication: int | None = None,
    like: str | None = None,
    set: Sequence[str] | None = None,
    fix: Sequence[str] | None = None,
    tell: Reporter = SILENT,
) -> Report:
    """Tell one future of a batch, or why an event happened.

    The future is made anew: the same scenario, seed and number give the same events.

    Parameters
    ----------
    source
        A scenario, by name or file or as it was loaded; a run or a batch, or a folder of one.
    event
        Number of the event; without it those worth asking about are listed.
    seed
        Master seed; 0, or that of the results, if None.
    replication
        Number of the future; 0, or that of the results, if None. Of a batch, without an event, its
        story is told; without either, the futures worth asking about are listed.
    like
        How to choose the future of a batch: ``median``, ``best:OUTCOME``, ``worst:OUTCOME`` or
        ``surprising``.
    set
        Fields to override, such as ``"agents.target.jv=0.5"``.
    fix
        Uncertain parameters of a scenario to hold at their defaults; ``all`` for all of them.
    tell
        Is told what is to be known of the scenario.

    Raises
    ------
    InputError
        If something is wrong with what is named, or does not go together.
    ThawError
        If this version of thaw makes other events of it.
    """
    if isinstance(source, (str, Path)) and not is_kind(Path(source), "batch"):
        if like is not None:
            raise InputError.of("--like", message=f"{source} is no folder of a batch")
        if Path(source).is_dir():
            return of_event(record_of_run(Path(source), seed, replication, set, tell), event)
        source = load_assumed(Path(source), set, tell, fix or ())
    if isinstance(source, Loaded):
        return of_event(future_of(compiled(assumed(source)), seed or 0, replication or 0), event)
    from sim.workflows.runs import of_batches  # reads tables, which the others do without

    return of_batches.explain_given(
        source, event, seed=seed, replication=replication, like=like, overrides=set
    )
