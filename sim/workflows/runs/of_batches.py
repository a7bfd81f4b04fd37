"""Futures of a batch: which of them to look at, and their stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any, Final

from sim.analysis.comparison.parting import again
from sim.analysis.selection import Choice, choose
from sim.analysis.wording import class_words
from sim.batch.batch import Batch
from sim.batch.reader import open_batch
from sim.engine.state.record import Record
from sim.errors import InputError, Problem, ThawError
from sim.outcomes.row import outcome_row
from sim.results.json_values import to_json
from sim.workflows.page import Block, Line, Page, Paragraph, Report, Table
from sim.workflows.runs.events import of_event
from sim.workflows.runs.page import run_page, story_of
from sim.workflows.runs.run import Run
from sim.workflows.runs.values import answers_of, events_of
from sim.workflows.told_first import told_first

__all__ = ["explain_given", "record_of"]

_FAILURES: Final = 5
"""Failed replications that are listed."""

_WAYS: Final = ("median", "best:legal_end", "worst:legal_end", "surprising")
"""Futures of a batch that are worth asking about."""


def explain_given(
    source: Run | Batch | str | Path,
    event: int | None,
    *,
    seed: int | None,
    replication: int | None,
    like: str | None,
    overrides: Sequence[str] | None,
) -> Report:
    """Explain a run in memory, or a future of a batch; see `sim.explain`."""
    if isinstance(source, Run):
        return of_event(source.record, event)
    batch = source if isinstance(source, Batch) else open_batch(Path(source))
    place = str(batch.folder or batch.name) if isinstance(source, Batch) else str(source)
    _check(batch, place, event, seed, replication, like, overrides)
    if replication is None and like is None:
        return _choices(batch)
    choice = _chosen(batch, replication, like)
    record = record_of(batch, choice.replication)
    if event is not None:
        return of_event(record, event)
    return _told(batch, place, choice, record)


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
        raise InputError.of("--replication", found=str(replication), allowed=allowed)
    return Choice(replication, "")


def record_of(batch: Batch, replication: int) -> Record:
    """Simulate a replication of a batch again.

    Raises
    ------
    ThawError
        If it failed in the batch, or this version makes another future of it.
    """
    failed = batch.failures.filter(batch.failures["replication"] == replication)
    if failed.height:
        row = failed.row(0, named=True)
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        raise ThawError(f"future {replication} failed while {row['stage']}: {message}")
    record = again(batch, replication)
    before, now = _row_of(batch, replication), outcome_row(record)
    if any(before[name] != value for name, value in now.items() if name in before):
        raise ThawError(
            f"{batch.folder}: this version of thaw makes another future of replication "
            f"{replication} than the batch holds: compute the batch again in another folder (--out)"
        )
    return record


def _row_of(batch: Batch, replication: int) -> dict[str, Any]:
    """Return the outcomes of a replication of a batch, by name."""
    rows = batch.outcomes.filter(batch.column("replication") == replication)
    return rows.row(0, named=True)


def _choices(batch: Batch) -> Report:
    """List the futures worth asking about."""
    choices = [(way, choose(batch, way)) for way in _WAYS] if batch.rows else []
    rows = [_row_of(batch, choice.replication) for _, choice in choices]
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
            *told_first(record.model.scenario),
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
