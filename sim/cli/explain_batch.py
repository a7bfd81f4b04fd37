"""Which replication of a batch to explain, and its story."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from sim.analysis.wording import class_words
from sim.cli.console import print_json, print_table, say
from sim.cli.prose import paragraph
from sim.errors import InputError, Problem, ThawError

if TYPE_CHECKING:
    from sim.analysis.selection import Choice
    from sim.batch.batch import Batch
    from sim.engine.state.record import Record

__all__ = ["chosen", "list_choices", "print_replication", "record_of"]

_FAILURES = 5
"""Failed replications that are listed."""


def chosen(batch: Batch, replication: int | None, like: str | None) -> Choice:
    """The replication that is meant.

    Raises
    ------
    InputError
        If the batch has no such replication.
    ThawError
        If there is no such way to choose one.
    """
    from sim.analysis.selection import Choice, choose

    if like is not None:
        return choose(batch, like)
    assert replication is not None
    if not 0 <= replication < batch.n:
        raise InputError(
            [
                Problem(
                    "--replication",
                    found=str(replication),
                    allowed=f"a number from 0 to {batch.n - 1}",
                )
            ]
        )
    return Choice(replication, "")


def record_of(batch: Batch, replication: int) -> Record:
    """Simulate a replication of a batch again.

    Raises
    ------
    ThawError
        If it failed in the batch, or this version makes another future of it.
    """
    from sim.analysis.comparison.parting import again
    from sim.outcomes.row import outcome_row

    failed = batch.failures.filter(batch.failures["replication"] == replication)
    if failed.height:
        row = failed.row(0, named=True)
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        raise ThawError(f"future {replication} failed while {row['stage']}: {message}")
    record = again(batch, replication)
    kept, made = _row(batch, replication), outcome_row(record)
    if any(kept[name] != value for name, value in made.items() if name in kept):
        raise ThawError(
            f"{batch.folder}: this version of thaw makes another future of replication "
            f"{replication} than the batch holds: compute the batch again in another folder (--out)"
        )
    return record


def list_choices(batch: Batch, as_json: bool) -> None:
    """List replications worth asking about."""
    from sim.analysis.selection import choose

    ways = ("median", "best:legal_end", "worst:legal_end", "surprising")
    found = [(way, choose(batch, way)) for way in ways] if batch.rows else []
    failed = batch.failures.select("replication", "stage", "message").to_dicts()
    if as_json:
        print_json(
            {
                "replications": batch.n,
                "candidates": [
                    {
                        "like": way,
                        **choice._asdict(),
                        "outcome": _row(batch, choice.replication)["outcome"],
                    }
                    for way, choice in found
                ],
                "failed": failed,
            }
        )
        return
    say(f"{batch.title}: {batch.n:,} futures, seed {batch.seed}")
    say("Futures worth asking about (--replication N, or --like):")
    print_table(
        [
            (
                way,
                str(choice.replication),
                class_words(str(_row(batch, choice.replication)["outcome"])).lower(),
                f"{_row(batch, choice.replication)['legal_end'] + 0.0:.1f}",
                choice.why,
            )
            for way, choice in found
        ],
        ("like", "number", "outcome", "relief at the end, LP", "why"),
        right=(1, 3),
        whole=(0,),
    )
    for row in failed[:_FAILURES]:
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        say(f"future {row['replication']} failed while {row['stage']}: {message}")
    if len(failed) > _FAILURES:
        say(f"and {len(failed) - _FAILURES:,} more failed")


def _row(batch: Batch, replication: int) -> dict[str, Any]:
    rows = batch.outcomes.filter(batch.column("replication") == replication)
    return rows.row(0, named=True)


def print_replication(
    batch: Batch, folder: Path, choice: Choice, record: Record, as_json: bool
) -> None:
    """Tell the story of a replication, what came of it, and how to see it again."""
    from sim.cli.summary import answers_of, print_summary
    from sim.cli.telling import print_story
    from sim.outcomes.plain import plain
    from sim.outcomes.row import outcome_row
    from sim.results.record import event
    from sim.story import Tale, sentence, tell

    row = outcome_row(record)
    again = f"thaw explain {quote(str(folder))} --replication {choice.replication}"
    if as_json:
        tale = Tale(record)
        print_json(
            {
                "replication": choice.replication,
                "why": choice.why or None,
                "seed": batch.seed,
                "drawn": plain(record.drawn),
                "outcome": row["outcome"],
                "summary": plain(row),
                "questions": answers_of(record),
                "events": [
                    {**event(record, entry), "text": sentence(tale, entry)}
                    for entry in record.entries
                ],
                "again": again,
            }
        )
        return
    why = f" ({choice.why})" if choice.why else ""
    say(f"Future {choice.replication} of {batch.n:,}{why}")
    say()
    print_story(tell(record), numbered=True)
    say()
    print_summary(record, row)
    say()
    paragraph(f"Again: {again}")
    paragraph("Why an event happened: add --event with the number at the end of its line.")
