"""A brief of a comparison: what differs beyond chance first, then all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.comparison.cells import apart, called, level, spanned
from sim.analysis.wording import class_words
from sim.batch.batch import Batch
from sim.figures.findings import batches as several
from sim.figures.findings import comparison as findings
from sim.outcomes.classes import CLASSES
from sim.wording.cells import share
from sim.wording.words import count, lower
from sim.workflows.briefs import rows
from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.charts import apart as apart_charts
from sim.workflows.briefs.charts import shares
from sim.workflows.briefs.curves import fans_chart
from sim.workflows.briefs.document import Brief, Chart, Part, Section
from sim.workflows.briefs.law_sheets import law_section
from sim.workflows.comparisons.report import at_a_glance, beyond_chance, comparison_report
from sim.workflows.comparisons.result import ComparisonResult
from sim.workflows.page import Line, Paragraph, Table

__all__ = ["brief_of_comparison"]

Row = Mapping[str, Any]

_MATTER: Final = 8
"""Differences that are drawn on the first screen."""

_FANS: Final = 6
"""Scenarios up to which each has a fan."""


def brief_of_comparison(result: ComparisonResult, prefix: str = "") -> Brief:
    """Return a brief of a comparison.

    Parameters
    ----------
    result
        The comparison.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    summary, batches = result.summary, result.baseline_first
    how = made(result.folder, summary["seed"])
    titles = {row["name"]: row["title"] for row in summary["scenarios"]}
    everything = [*comparison_report(summary, everything=True)]
    sections = [
        Section(f"{prefix}glance", "At a glance", [*_glance(summary, titles)]),
        Section(f"{prefix}ends", "How futures end", [_ends(batches, prefix)]),
        *_over_time(batches, prefix),
        Section(f"{prefix}all", "Every outcome, where they part, and regret", everything),
        law_section(batches[0].model, prefix),
        not_this(batches[0].model, compared=True, prefix=prefix),
        again(how, prefix),
    ]
    return Brief(
        kind="comparison",
        title=f"{count(len(titles), 'scenario')} in the same futures: "
        + "; ".join(titles.values()),
        question=_question(batches),
        answer=summary["answer"],
        first=[*_cautions(summary), *_differences(batches, summary, titles, prefix)],
        sections=sections,
        made=how,
        values=result.to_json(),
    )


def _question(batches: Sequence[Batch]) -> str:
    """Return what all scenarios ask, if they ask the same."""
    asked = {batch.model.scenario.question for batch in batches}
    return (asked.pop() or "") if len(asked) == 1 else ""


def _cautions(summary: Row) -> list[Part]:
    said = [*summary.get("conditioned", ()), *(f"Caution: {each}" for each in summary["cautions"])]
    return [*map(Paragraph, said)]


def _differences(
    batches: Sequence[Batch], summary: Row, titles: Mapping[str, str], prefix: str
) -> list[Part]:
    """Return the differences beyond chance, the largest first, drawn by their size."""
    beyond = beyond_chance(summary)
    baseline = titles[summary["baseline"]]
    if not beyond:
        return [Paragraph(f"No difference to {baseline} is beyond chance.")]
    drawn = [row for row in beyond if row["effect"] is not None][:_MATTER]
    points = [
        {
            "what": f"{titles[row['b']]}: {lower(called(row))}" if len(titles) > 2 else called(row),
            "who": titles[row["b"]],
            "value": row["effect"],
            **{end: _scaled(row, row[end]) for end in ("low", "high")},
            "said": f"{apart(row)} ({spanned(row)})",
        }
        for row in drawn
    ]
    table = Table(
        [(titles[row["b"]], called(row), apart(row), spanned(row)) for row in beyond],
        ("scenario", "outcome", "apart", f"{level(summary)} % interval"),
        right=(2, 3),
        labels=2,
        title=f"All {count(len(beyond), 'difference')} to {baseline} beyond chance",
    )
    if not points:
        return [table]
    more = (
        f"{len(drawn)} largest of {len(beyond)}" if len(beyond) > len(drawn) else f"{len(beyond)}"
    )
    chart = Chart(
        f"{prefix}differences",
        f"{findings.differences(batches)}.",
        f"The {more}{len(beyond)} differences to {baseline} beyond chance, as multiples of the "
        "usual spread of each outcome; the difference itself, with its interval, is in the table.",
        apart_charts.dots(points, "times the usual spread"),
        table,
    )
    return [chart]


def _scaled(row: Row, value: float | None) -> float | None:
    """Return an end of the interval of a difference as a multiple of the usual spread."""
    return None if value is None else value * row["effect"] / row["difference"]


def _glance(summary: Row, titles: Mapping[str, str]) -> list[Part]:
    return [
        at_a_glance(summary, list(titles.values())),
        Paragraph(
            f"In the same {summary['replications']:,} futures, seed {summary['seed']}; the "
            f"baseline is {titles[summary['baseline']]}."
        ),
        Paragraph(summary["interval"]),
    ]


def _ends(batches: Sequence[Batch], prefix: str) -> Part:
    """Return stacked bars of how futures end, with a table of shares."""
    found: list[dict[str, Any]] = []
    cells: dict[str, list[str]] = {}
    for batch in batches:
        n = max(batch.rows, 1)
        ended = batch.column("outcome").to_list()
        for rank, name in enumerate(CLASSES):
            part = ended.count(name) / n
            cells.setdefault(name, []).append(share(part))
            if part:
                found.append(
                    {
                        "scenario": batch.title,
                        "what": class_words(name),
                        "share": part,
                        "rank": rank,
                        "said": share(part),
                    }
                )
    seen = {row["what"] for row in found}
    order = [class_words(name) for name in CLASSES if class_words(name) in seen]
    if not found:
        return Line("No future is good in any of them.")
    return Chart(
        f"{prefix}classes",
        f"{several.classes(batches)}.",
        "Share of futures with each end.",
        shares.stacks(found, order),
        Table(
            [(class_words(name), *row) for name, row in cells.items() if class_words(name) in seen],
            ("how it ends", *(batch.title for batch in batches)),
            right=range(1, len(batches) + 1),
        ),
    )


def _over_time(batches: Sequence[Batch], prefix: str) -> list[Section]:
    if len(batches) > _FANS or len({batch.title for batch in batches}) < len(batches):
        return []
    groups = {batch.title: rows.fan_rows(batch, "legal") for batch in batches if batch.rows}
    if not groups:
        return []
    chart = fans_chart(f"{prefix}fans", several.fan(batches, "legal"), groups, "LP eased")
    return [Section(f"{prefix}time", "Relief over time", [chart])]
