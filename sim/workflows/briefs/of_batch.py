"""A brief of a batch: the answer, a fan, the questions, how futures end, how long it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sim.analysis.wording import interval_means
from sim.batch.batch import Batch
from sim.figures.findings import batch as findings
from sim.wording.cells import number, share
from sim.wording.rounding import percent, percent_range
from sim.wording.words import count, date, the
from sim.workflows.batches.answer import answer, spread_paragraphs
from sim.workflows.batches.asked import level_words, questions_asked
from sim.workflows.batches.page import amounts, design, endings, failures, motives, times
from sim.workflows.batches.summing_up import SummedUp
from sim.workflows.branches.result import from_then_on
from sim.workflows.briefs import rows
from sim.workflows.briefs.caveats import again, made, not_this, units
from sim.workflows.briefs.charts import each, over_time, shares
from sim.workflows.briefs.curves import fan_chart, wait_chart
from sim.workflows.briefs.document import Brief, Chart, Part, Section
from sim.workflows.briefs.law_sheets import law_section
from sim.workflows.page import Block, Line, Paragraph, Table
from sim.workflows.told_first import told_first

__all__ = ["brief_of_batch"]

Row = Mapping[str, Any]

_EACH: Final = 300
"""Futures that are drawn one by one."""


def brief_of_batch(result: SummedUp, prefix: str = "") -> Brief:
    """Return a brief of a batch.

    Parameters
    ----------
    result
        The batch with its summary.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    batch, summary = result.batch, result.summary
    how = made(batch.folder, batch.seed)
    about = summary["scenario"]
    first: list[Part] = [*_branched(batch), Line(design(summary))]
    sections: list[Section] = []
    if summary["good"]:
        first.append(fan_chart(batch, f"{prefix}fan"))
        sections = [
            Section(f"{prefix}answer", "The answer, and what it rests on", [*_whole(summary)]),
            *_asked(batch, summary, prefix),
            Section(f"{prefix}ends", "How futures end", [*_ends(batch, summary, prefix)]),
            Section(f"{prefix}long", "How long it takes", [*_long(batch, summary, prefix)]),
            Section(f"{prefix}left", "What is left of the measures", [*_left(batch, prefix)]),
        ]
    else:
        first += failures(batch)
    sections += [
        law_section(batch.model, prefix),
        not_this(batch.model, prefix=prefix),
        again(how, prefix),
    ]
    return Brief(
        kind="batch",
        title=about["title"],
        question=about["question"] or "",
        answer=_headline(summary),
        first=first,
        sections=sections,
        made=how,
        values=result.to_json(),
    )


def _branched(batch: Batch) -> Iterator[Block]:
    """Say of branches what they branch off, and what is changed from then on."""
    branch = batch.branch
    yield from told_first(batch.model.scenario)
    if branch is None:
        return
    changed = "; ".join(from_then_on(branch))
    day = date(batch.model.calendar.date(branch.day))
    yield Paragraph(
        f"Branched off future {branch.replication} of seed {batch.seed} on {day}: until then all "
        f"are that future.{f' From then on: {changed}.' if changed else ''}"
    )


def _headline(summary: Row) -> str:
    """Say in a sentence how probable relief is, with the interval of what was simulated."""
    if not summary["good"]:
        return "All futures failed: there is nothing to report."
    if not summary["relief"]:
        return answer(summary)
    row = summary["relief"][-1]
    ends = ""
    if row["low"] is not None and row["high"] is not None:
        ends = f", {level_words(summary)} {percent_range(row['low'], row['high'])}"
    when = "by the end" if row["years"] is None else f"within {row['years']:g} years"
    return (
        f"Some sanction of {the(row['sender'])} is eased {when} with probability "
        f"{percent(row['blended'])}: simulated {percent(row['probability'])}{ends}, and base rate "
        f"{percent(row['base_rate'])}, pooled."
    )


def _whole(summary: Row) -> Iterator[Block]:
    yield Paragraph(answer(summary))
    yield from spread_paragraphs(summary)
    yield Paragraph(interval_means(summary["good"]))


def _asked(batch: Batch, summary: Row, prefix: str) -> Iterator[Section]:
    asked = summary["questions"]
    if not asked:
        return
    blocks = [*questions_asked(summary)]
    table = next(block for block in blocks if isinstance(block, Table))
    points = []
    for row in asked:
        text = row["text"] if row["by"] is not None else f"{row['text']} (by the end)"
        for kind, value, low, high in (
            ("base rate", row["base_rate"], None, None),
            ("simulated", row["probability"], row["low"], row["high"]),
            ("blended", None if row["base_rate"] is None else row["blended"], None, None),
        ):
            if value is None:
                continue
            ends = f" ({percent_range(low, high)})" if low is not None and high is not None else ""
            points.append(
                {
                    "question": text,
                    "kind": kind,
                    "probability": value,
                    "low": low,
                    "high": high,
                    "said": f"{share(value)}{ends}",
                }
            )
    chart = Chart(
        f"{prefix}questions",
        f"{findings.questions(batch)}.",
        "Probability of yes: blended (the headline), simulated with its interval, and base rate."
        if any(row["base_rate"] is not None for row in asked)
        else "Probability of yes as simulated, with its interval.",
        shares.answers(points),
        table,
    )
    rest = [block for block in blocks if block is not table]
    yield Section(f"{prefix}asked", "The questions", [chart, *rest])


def _ends(batch: Batch, summary: Row, prefix: str) -> Iterator[Part]:
    found = rows.class_rows(summary["classes"])
    table, *more = endings(summary)
    assert isinstance(table, Table)
    yield Chart(
        f"{prefix}classes",
        f"{findings.classes(batch)}.",
        f"Share of futures with each end, with the {level_words(summary)}.",
        shares.bars(found),
        table,
    )
    yield from more
    yield from amounts(summary)
    yield from motives(summary)
    points, order = rows.each_future(batch, _EACH)
    some = len(points)
    which = "All" if some == batch.rows else "The first"
    yield Chart(
        f"{prefix}each",
        f"{which} {count(some, 'future')}, one by one: when agreed relief begins, and how much is "
        "eased at the end.",
        "A future is a point. Draw a rectangle over some, or pick an end: the other part shows "
        "what was chosen.",
        each.futures(points, order, "years until agreed relief (to the end)", "LP eased"),
        Table(
            [
                (row["said"].partition(":")[0], row["said"].partition(": ")[2], row["end"])
                for row in points
            ],
            ("future", "agreed relief, and eased at the end", "ends"),
        ),
    )
    yield units(batch.model, gains=True)


def _long(batch: Batch, summary: Row, prefix: str) -> Iterator[Part]:
    yield wait_chart(batch, summary, f"{prefix}long-curves")
    yield from times(summary)


def _left(batch: Batch, prefix: str) -> Iterator[Part]:
    found = rows.left_rows(batch)
    order = list(dict.fromkeys(row["who"] for row in found))
    if not order:
        yield Paragraph("No measure is in force on the first day.")
        return
    ends = {row["who"]: row for row in found}
    starts = {row["who"]: row for row in reversed(found)}
    total = sum(row["value"] for row in ends.values())
    begun = sum(row["value"] for row in starts.values())
    yield Chart(
        f"{prefix}left-areas",
        f"Of {number(begun)} LP in force on the first day, {number(total)} are left at the end, "
        "on average.",
        "Measures of the first day by sender, mean over futures; what was imposed since is not in "
        "it. LP: 100 is all that is in force on the first day.",
        over_time.stacked(found, order, "LP in force"),
        Table(
            [(who, starts[who]["said"], ends[who]["said"]) for who in order],
            ("sender", "LP on the first day", "LP left at the end, mean"),
            right=(1, 2),
        ),
    )
