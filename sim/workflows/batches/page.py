"""What came of a batch, to be read: how it ends, how much is eased, when, and the questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from sim.analysis.wording import class_words, interval_means, points
from sim.batch.batch import Batch
from sim.batch.manifest import read_manifest
from sim.outcomes.decades import MOTIVES
from sim.wording.cells import days_cell, interval, number, places, share
from sim.wording.words import capital, count, date
from sim.workflows.batches.answer import answer, spread_paragraphs
from sim.workflows.batches.asked import level_words, questions_asked, told_later
from sim.workflows.page import Block, Line, Paragraph, Remark, Table
from sim.workflows.told_first import told_first

__all__ = ["amounts", "batch_page", "design", "endings", "failures", "motives", "times"]

Row = Mapping[str, Any]

_FAILURES: Final = 3
"""Failures that are told one by one."""


def batch_page(batch: Batch, summary: Row) -> Iterator[Block]:
    """Yield what came of a batch, to be read.

    Parameters
    ----------
    batch
        The batch.
    summary
        Its summary (`sim.analysis.summary.summary`).
    """
    yield from told_first(batch.model.scenario)
    if summary["good"]:
        yield Paragraph(answer(summary))
        yield Line()
    yield from _heading(batch, summary)
    if summary["good"]:
        yield from endings(summary)
        yield from amounts(summary)
        yield from times(summary)
        yield from questions_asked(summary)
        yield from motives(summary)
        yield from spread_paragraphs(summary)
        yield Paragraph(points(batch.model.scenario.agents.executive.name))
        yield Paragraph(interval_means(summary["good"]))
    yield from failures(batch)


def design(summary: Row) -> str:
    """Return in a line how many futures there are, of which seed and design, from when to when."""
    about = summary["scenario"]
    first, last = (dt.date.fromisoformat(about[key]) for key in ("start", "end"))
    parts = [count(summary["replications"], "future"), f"seed {summary['seed']}"]
    if summary["antithetic"]:
        parts.append("in antithetic pairs")
    if summary["repeats"] > 1:
        parts.append(f"{summary['repeats']} for each draw of what is uncertain")
    parts.append(f"{date(first)} to {date(last)}")
    return ", ".join(parts)


def _heading(batch: Batch, summary: Row) -> Iterator[Block]:
    yield Line(summary["scenario"]["title"])
    yield Line(design(summary))
    if batch.found:
        yield Remark("These results were there already: nothing was simulated.")
    elif speed := _speed(batch):
        yield Remark(speed)
    if batch.precision is not None:
        precision = batch.precision
        how = "Precise enough" if precision.reached else "Not as precise as wanted"
        wide = summary["precision"]["shares"]
        reached = "" if wide is None else f"; the widest is {100.0 * wide:.1f}"
        yield Line(
            f"{how} after {precision.replications:,} futures: shares within "
            f"{100.0 * precision.until:g} percentage points were wanted{reached}."
        )
    yield Line()


def _speed(batch: Batch) -> str:
    """Say how long it took, as its manifest has it."""
    manifest = None if batch.folder is None else read_manifest(batch.folder)
    if manifest is None or manifest.seconds <= 0.0:
        return ""
    new = batch.n - manifest.before
    earlier = f"{manifest.before:,} of them before, the other {new:,} " if manifest.before else ""
    rate = new / manifest.seconds
    return f"Simulated {earlier}in {manifest.seconds:.1f} s, {rate:,.0f} a second"


def endings(summary: Row) -> Iterator[Block]:
    """Yield how often each end comes, then in how many futures something happens."""
    seen = [row for row in summary["classes"] if row["share"]]
    yield Table(
        [(class_words(row["class"]), share(row["share"]), interval(row, share)) for row in seen],
        ("how it ends", "share", level_words(summary)),
        right=(1, 2),
    )
    unseen = [row for row in summary["classes"] if not row["share"]]
    if unseen:
        names = "; ".join(class_words(row["class"]).lower() for row in unseen)
        most = max(row["high"] or 0.0 for row in unseen)
        yield Paragraph(f"Never seen, at most {share(most)} each: {names}")
        yield Line()
    flags = [row for row in summary["primary"] if row["statistic"] == "share"]
    if flags:
        yield Table(
            [
                (capital(row["meaning"]), share(row["estimate"]), interval(row, share))
                for row in flags
            ],
            ("in how many futures", "share", level_words(summary)),
            right=(1, 2),
        )


def amounts(summary: Row) -> Iterator[Block]:
    """Yield outcomes that are amounts: means with intervals, and quantiles."""
    cells = []
    for row in summary["primary"]:
        if row["statistic"] != "mean":
            continue
        unit = f", {row['unit']}" if row["unit"] else ""
        exact = partial(number, digits=places(row))
        quantiles = (number(q["estimate"]) for q in _quantiles(summary, row["outcome"]))
        name = f"{capital(row['meaning'])}{unit}"
        cells.append((name, exact(row["estimate"]), interval(row, exact), *quantiles))
    headers = ("how much", "mean", level_words(summary), "5 %", "median", "95 %")
    yield Table(cells, headers, right=range(1, 6))
    if any(not cell[2] for cell in cells) and summary["good"] > 1:
        yield Line("No interval: all futures gave the same, which tells nothing of the spread.")
        yield Line()


def times(summary: Row) -> Iterator[Block]:
    """Yield how many days pass until something happens, and how often it never does."""
    cells = []
    for row in summary["primary"]:
        if row["statistic"] != "never":
            continue
        quantiles = (days_cell(q["estimate"]) for q in _quantiles(summary, row["outcome"]))
        name = capital(row["meaning"])
        cells.append((name, share(row["estimate"]), interval(row, share), *quantiles))
    if cells:
        headers = ("how many days", "never", level_words(summary), "5 %", "median", "95 %")
        yield Table(cells, headers, right=range(1, 6))
        yield from told_later(cells)


def _quantiles(summary: Row, outcome: str) -> list[Row]:
    rows = {row["statistic"]: row for row in summary["primary"] if row["outcome"] == outcome}
    return [rows[name] for name in ("q05", "median", "q95")]


def motives(summary: Row) -> Iterator[Block]:
    """Say what accepted steps were for, decade by decade, of a long history."""
    if not summary["motives"]:
        return
    cells = [
        (
            row["decade"],
            f"{row['economic']['n']:,}",
            *(share(row[motive]["estimate"]) for motive in MOTIVES),
        )
        for row in summary["motives"]
    ]
    headers = ("motive of accepted steps", "futures with any", *MOTIVES.values())
    yield Table(cells, headers, right=range(1, 5))


def failures(batch: Batch) -> Iterator[Block]:
    """Yield which futures failed, and how to see why; nothing if none did."""
    failed = batch.failures
    if not failed.height:
        return
    are = "is" if failed.height == 1 else "are"
    yield Line(f"{failed.height:,} of {batch.n:,} futures failed and {are} left out above:")
    for row in failed.head(_FAILURES).iter_rows(named=True):
        message = str(row["message"]).splitlines()[0] if row["message"] else ""
        yield Line(f"  future {row['replication']}, while {row['stage']}: {message}")
        yield Line(f"    again: {row['command']}")
    if failed.height > _FAILURES:
        yield Line(f"  and {failed.height - _FAILURES:,} more in failures.parquet")
    yield Line()
