"""Why an event happened, and the story of one future of a batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any, Final

from sim import story
from sim.analysis.selection import Choice, choose
from sim.analysis.wording import class_words
from sim.batch.batch import Batch
from sim.batch.reader import open_batch
from sim.engine import replication as engine
from sim.engine.state.record import Record
from sim.errors import InputError, Problem
from sim.outcomes.row import outcome_row
from sim.results.json_values import to_json
from sim.results.manifest import is_kind
from sim.scenario.loading import Loaded
from sim.story import Explanation, Step
from sim.wording.words import date
from sim.workflows.opening import load
from sim.workflows.page import Block, Line, Page, Paragraph, Report, Table
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.futures import record_of, record_of_run, row_of
from sim.workflows.runs.page import run_page, story_of
from sim.workflows.runs.playing import answers_of, events_of
from sim.workflows.runs.run import Run
from sim.workflows.scenarios import Source, compiled

__all__ = ["explain"]

_FOLLOWED: Final = 40
"""Consequences that are told before the rest is counted."""

_FAILURES: Final = 5
"""Failed replications that are listed."""

_WAYS: Final = ("median", "best:legal_end", "worst:legal_end", "surprising")
"""Futures of a batch that are worth asking about."""


def explain(
    source: Run | Batch | Source,
    event: int | None = None,
    *,
    seed: int | None = None,
    replication: int | None = None,
    like: str | None = None,
    set: Sequence[str] | None = None,
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
    tell
        Is told what is to be known of the scenario.

    Raises
    ------
    InputError
        If something is wrong with what is named, or does not go together.
    ThawError
        If this version of thaw makes other events of it.
    """
    if isinstance(source, Run):
        return _of_event(source.record, event)
    if isinstance(source, Batch) or (
        not isinstance(source, Loaded) and is_kind(Path(source), "batch")
    ):
        batch = source if isinstance(source, Batch) else open_batch(Path(source))
        place = str(batch.folder or batch.name) if isinstance(source, Batch) else str(source)
        _check(batch, place, event, seed, replication, like, set)
        if replication is None and like is None:
            return _choices(batch)
        choice = _chosen(batch, replication, like)
        record = record_of(batch, choice.replication)
        if event is not None:
            return _of_event(record, event)
        return _told(batch, place, choice, record)
    if like is not None:
        raise InputError([Problem("--like", message=f"{source} is no folder of a batch")])
    if isinstance(source, Loaded):
        record = engine.simulate(compiled(source), seed or 0, replication or 0)
    elif Path(source).is_dir():
        record = record_of_run(Path(source), seed, replication, set, tell)
    else:
        loaded = load(Path(source), set, tell)
        record = engine.simulate(compiled(loaded), seed or 0, replication or 0)
    return _of_event(record, event)


def _check(
    batch: Batch,
    place: str,
    event: int | None,
    seed: int | None,
    replication: int | None,
    like: str | None,
    overrides: Sequence[str] | None,
) -> None:
    """Refuse what does not go with a batch."""
    problems = []
    if seed not in (None, batch.seed):
        problems.append(Problem("--seed", found=str(seed), allowed=f"{batch.seed}, of the batch"))
    if overrides:
        hint = f"thaw run {quote(str(Path(place) / 'scenario.yaml'))} --set ..."
        problems.append(Problem("--set", message="a batch is as it is", hint=hint))
    if replication is not None and like is not None:
        problems.append(Problem("--like", message="either --replication or --like, not both"))
    if event is not None and replication is None and like is None:
        problems.append(Problem("--event", message="of which future? take --replication or --like"))
    if problems:
        raise InputError(problems)


def _chosen(batch: Batch, replication: int | None, like: str | None) -> Choice:
    """Return the replication that is meant."""
    if like is not None:
        return choose(batch, like)
    assert replication is not None
    if not 0 <= replication < batch.n:
        allowed = f"a number from 0 to {batch.n - 1}"
        raise InputError([Problem("--replication", found=str(replication), allowed=allowed)])
    return Choice(replication, "")


# -- an event --------------------------------------------------------------------------------


def _of_event(record: Record, event: int | None) -> Report:
    """Explain an event, or list those worth asking about."""
    if event is None:
        steps = story.candidates(record)
        rows = [(str(step.event), date(step.date), step.text) for step in steps]
        table = Table(rows, ("event", "date", "what happened"), right=(0,), whole=(1,))
        page = Page([Line("Events worth asking about (--event N):"), table])
        return Report(page, {"candidates": [_values(step) for step in steps]})
    last = len(record.entries) - 1
    if not 0 <= event <= last:
        raise InputError(
            [Problem("--event", found=str(event), allowed=f"a number from 0 to {last}")]
        )
    why = story.explain(record, event)
    return Report(
        Page(_chain(why)),
        {
            "event": _values(why.event),
            "root": why.root,
            "odds": why.odds,
            "causes": [_values(step) for step in why.causes],
            "followed": [_values(step) for step in why.followed],
        },
    )


def _values(step: Step) -> dict[str, object]:
    return {
        "event": step.event,
        "date": str(step.date),
        "kind": step.kind,
        "text": step.text,
        "steps_away": step.depth,
    }


def _chain(why: Explanation) -> Iterator[Block]:
    yield Line("Why it happened")
    if why.root:
        yield Paragraph(why.root, indent=2)
    for step in why.causes:
        yield _step(step, indent=2)
    yield _step(why.event, mark="→ ")
    if why.odds:
        yield Paragraph(why.odds, indent=2)
    yield Line()
    if not why.followed:
        yield Line("Nothing followed from it.")
        return
    yield Line("What followed")
    for step in why.followed[:_FOLLOWED]:
        yield _step(step, indent=2 * step.depth)
    if len(why.followed) > _FOLLOWED:
        yield Line(f"  and {len(why.followed) - _FOLLOWED} events more")


def _step(step: Step, *, indent: int = 0, mark: str = "") -> Paragraph:
    day = f"{mark}{date(step.date)}  "
    return Paragraph(f"{day}{step.text} [{step.event}]", indent=indent, hang=len(day))


# -- a future of a batch ---------------------------------------------------------------------


def _choices(batch: Batch) -> Report:
    """List the futures worth asking about."""
    choices = [(way, choose(batch, way)) for way in _WAYS] if batch.rows else []
    rows = [row_of(batch, choice.replication) for _, choice in choices]
    failed = batch.failures.select("replication", "stage", "message").to_dicts()
    candidates = [
        {"like": way, **choice._asdict(), "outcome": row["outcome"]}
        for (way, choice), row in zip(choices, rows, strict=True)
    ]
    values = {"replications": batch.n, "candidates": candidates, "failed": failed}
    cells = [
        (
            way,
            str(choice.replication),
            class_words(str(row["outcome"])).lower(),
            f"{row['legal_end'] + 0.0:.1f}",
            choice.why,
        )
        for (way, choice), row in zip(choices, rows, strict=True)
    ]
    return Report(Page(_choice_blocks(batch, cells, failed)), values)


def _choice_blocks(
    batch: Batch, cells: Sequence[tuple[str, ...]], failed: Sequence[Mapping[str, Any]]
) -> Iterator[Block]:
    yield Line(f"{batch.title}: {batch.n:,} futures, seed {batch.seed}")
    yield Line("Futures worth asking about (--replication N, or --like):")
    headers = ("like", "number", "outcome", "relief at the end, LP", "why")
    yield Table(cells, headers, right=(1, 3), whole=(0,))
    for row in failed[:_FAILURES]:
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        yield Line(f"future {row['replication']} failed while {row['stage']}: {message}")
    if len(failed) > _FAILURES:
        yield Line(f"and {len(failed) - _FAILURES:,} more failed")


def _told(batch: Batch, place: str, choice: Choice, record: Record) -> Report:
    """Tell the story of a replication, what came of it, and how to see it again."""
    row = outcome_row(record)
    again = f"thaw explain {quote(place)} --replication {choice.replication}"
    why = f" ({choice.why})" if choice.why else ""
    page = Page(
        [
            Line(f"Future {choice.replication} of {batch.n:,}{why}"),
            Line(),
            story_of(record, numbered=True),
            Line(),
            *run_page(record, row),
            Line(),
            Paragraph(f"Again: {again}"),
            Paragraph("Why an event happened: add --event with the number at the end of its line."),
        ]
    )
    values = {
        "replication": choice.replication,
        "why": choice.why or None,
        "seed": batch.seed,
        "drawn": to_json(record.drawn),
        "outcome": row["outcome"],
        "summary": to_json(row),
        "questions": answers_of(record),
        "events": events_of(record),
        "again": again,
    }
    return Report(page, values)
