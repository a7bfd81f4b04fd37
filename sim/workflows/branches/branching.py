"""Many futures that go on from a moment of another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

from sim.batch.batch import Batch
from sim.batch.branch import Branch
from sim.batch.plan import Plan, batch_folder
from sim.batch.pool import Workers, sharing
from sim.engine.branching import Decision, What, why_not
from sim.errors import InputError
from sim.results.json_values import to_json
from sim.results.limits import MOST
from sim.results.readme import options
from sim.workflows.batches.computing import branch_call, computed
from sim.workflows.batches.summing_up import events_kept, kept_summary
from sim.workflows.branches.changes import changes_of
from sim.workflows.branches.parent import Parent, parent_of
from sim.workflows.branches.result import Branched
from sim.workflows.comparisons.partings import parting_summary
from sim.workflows.days import parse_date
from sim.workflows.door import whole
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.run import Run
from sim.workflows.scenarios import Source, overrides

__all__ = ["branch"]

_LOOKED_AT: Final = 50
"""Futures in which it is looked where a change makes them part."""

_EVENTS: Final = "first:100"


def branch(
    source: Run | Batch | Source,
    on: str | dt.date | None = None,
    event: int | None = None,
    n: int = 1000,
    *,
    seed: int | None = None,
    replication: int | None = None,
    set: Mapping[str, object] | Sequence[str] | str = (),
    decide: str | None = None,
    fix: Sequence[str] = (),
    events: str = _EVENTS,
    jobs: int | None = None,
    resume: bool = False,
    out: str | Path | None = None,
    workers: Workers | None = None,
    tell: Reporter = SILENT,
) -> Branched:
    """Simulate many futures that go on from a moment of another one.

    Up to the moment all are that future, event by event. From then on each has luck of its own:
    what was drawn before and had not come yet is drawn anew, conditional on that. Two calls that
    differ in `set` and `decide` only share their luck, future by future.

    Parameters
    ----------
    source
        The future: a scenario, by name or file or as it was loaded, with `seed` and `replication`;
        a run; a batch with `replication`; or a folder of one of these.
    on
        The day with which they branch off: what happens on it is open.
    event
        Instead: number of the event right after which they do.
    n
        Futures.
    seed, replication
        Which future of the scenario or batch; 0, or those of what was kept, if None.
    set
        Fields that are set from then on, as `sim.load_scenario` takes them: those that an
        intervention may set.
    decide
        What is decided when it next comes up: ``accept`` or ``refuse`` (an offer or demand),
        ``renew`` or ``lapse`` (an emergency, or an act of the council), ``veto`` (a bill or
        resolution of the legislature). With an id, of that only: ``lapse:EO14024``,
        ``accept:EU``.
    fix
        Uncertain parameters of a scenario to hold at their defaults; ``all`` for all of them.
    events
        Which futures keep their events: ``first:K``, ``all`` or ``none``.
    out
        Where to keep them; below ``results`` if None, where the same call finds them again.
    jobs, resume
        See `sim.simulate_batch`.
    workers
        Who simulates, and stays for what comes after; else those that `jobs` says.
    tell
        Is told how far it is.

    Returns
    -------
    Branched
        A batch, which all that takes batches takes, with what it branched off.

    Raises
    ------
    InputError
        If something is wrong with what is named: the future, the moment, a field, a decision that
        cannot come up; or the folder holds something else.
    BatchError
        If it cannot be computed or kept.
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    """
    count, kept = whole("n", n, 1, MOST), events_kept(events)
    texts, decision = overrides(set), _decision(decide)
    if (on is None) == (event is None):
        message = "give the moment by one of them: the day, or the number of the event before it"
        raise InputError.of("--on, --event", message=message)
    parent = parent_of(source, seed, replication, fix, tell)
    node = _node(parent, on, event)
    first = parent.model.calendar.date(node.day)
    changes = changes_of(texts, parent.model.scenario, parent.catalogue, first)
    node = node.model_copy(update={"changes": changes})
    if decision is not None:
        node = node.model_copy(update={"decide": decision.what, "about": decision.on})
        chance = node.parent(parent.design.seed)
        if why := why_not(parent.model, chance, node.node, decision):
            raise InputError.of("--decide", found=str(decide), message=why)
    plan = Plan(
        _name(parent, node, first),
        parent.model.scenario,
        parent.catalogue,
        seed=parent.design.seed,
        n=count,
        events=kept,
        branch=node,
    )
    folder = batch_folder(plan) if out is None else Path(out)
    call = _call(source, plan, fix, events)
    with sharing(workers, None, jobs) as shared, tell.counting(plan.n) as counting:
        batch = computed(
            plan, folder, counting, workers=shared, resume=resume, call=call, tell=tell
        )
    return Branched(
        batches=(batch,),
        folder=folder,
        found=batch.found,
        values=kept_summary(batch, folder),
        file=Path(str(source)) if isinstance(source, (str, Path)) else folder / "scenario.yaml",
        parent=parent.record,
        branch=node,
        parting=_parting(batch, node),
    )


def _decision(text: str | None) -> Decision | None:
    if text is None:
        return None
    word, _, on = text.partition(":")
    for what in get_args(What):
        if word == what:
            return Decision(what, on)
    allowed = ", ".join(get_args(What))
    hint = "with a colon and an id after it, of that only: lapse:EO14024"
    raise InputError.of("--decide", found=repr(text[:40]), allowed=allowed, hint=hint)


def _node(parent: Parent, on: str | dt.date | None, event: int | None) -> Branch:
    """Return the moment that is meant."""
    record, design = parent.record, parent.design
    day, number, kind = 0.0, -1, ""
    if on is not None:
        scenario = record.model.scenario
        date = parse_date(on, "--on") if isinstance(on, str) else on
        if not scenario.start <= date <= scenario.end:
            allowed = f"a day of the scenario, from {scenario.start} to {scenario.end}"
            raise InputError.of("--on", found=str(date), allowed=allowed)
        day = record.model.calendar.day(date)
    else:
        last = len(record.entries) - 2  # after the end there is nothing
        if event is None or not 0 <= event <= last:
            allowed = f"the number of an event, from 0 to {last}"
            raise InputError.of("--event", found=str(event), allowed=allowed)
        entry = record.entries[event]
        day, number, kind = entry.day, event, entry.kind
    return Branch(
        replication=parent.replication,
        antithetic=design.antithetic,
        repeats=design.repeats,
        day=day,
        event=number,
        kind=kind,
    )


def _name(parent: Parent, node: Branch, first: dt.date) -> str:
    """Return a short name that tells branches of one future apart."""
    after = f" after {node.event}" if node.event >= 0 else ""
    words = [f"{path}={value}" for path, value in node.changes]
    words += [f"{node.decide} {node.about}".strip()] if node.decide is not None else []
    return ", ".join([f"{parent.name} from {first}{after}", *words])


def _call(source: object, plan: Plan, fix: Sequence[str], events: str) -> list[str]:
    """Return the command that computes it; nothing if no command can name its source."""
    if not isinstance(source, (str, Path)):
        return []
    more = options(fix=list(fix), events=None if events == _EVENTS else events)
    return [*branch_call(plan, str(source)), *more]


def _parting(batch: Batch, node: Branch) -> dict[str, object] | None:
    """Return where the futures part from those without the change; None if there is none."""
    if node == node.unchanged or not batch.rows:
        return None
    without = replace(batch, branch=node.unchanged, name="unchanged")
    found: dict[str, object] = to_json(
        parting_summary(without, batch.called("changed"), _LOOKED_AT)
    )
    return found
