"""A brief of what to watch: what each public event tells of a question, and what it does."""

from __future__ import annotations

from sim.wording.rounding import signed
from sim.wording.words import date
from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.charts import apart as apart_charts
from sim.workflows.briefs.document import Brief, Chart, Part, Section
from sim.workflows.briefs.law_sheets import law_section
from sim.workflows.page import Paragraph, Table
from sim.workflows.told_first import told_first
from sim.workflows.watching.result import Watched

__all__ = ["brief_of_watch"]


def brief_of_watch(result: Watched, prefix: str = "") -> Brief:
    """Return a brief of what to watch.

    Parameters
    ----------
    result
        What was found.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    batch, asked = result.signposts.batch, result.signposts.question
    how = made(result.folder, batch.seed)
    window = f"From {date(result.first)} to {date(result.last)}."
    return Brief(
        kind="watch",
        title=batch.title,
        question=asked.text,
        answer=result.sentence,
        first=[
            *told_first(batch.model.scenario),
            Paragraph(window),
            *_drawn(result, prefix),
        ],
        sections=[
            Section(f"{prefix}signposts", "What to watch, and what it tells", [*result.page()]),
            law_section(batch.model, prefix),
            not_this(batch.model, prefix=prefix),
            again(how, prefix),
        ],
        made=how,
        values=result.to_json(),
    )


def _drawn(result: Watched, prefix: str) -> list[Part]:
    """Return what seeing tells and what bringing about does, of those that are shown."""
    found = result.signposts
    rows = [result.rows[found.signs.index(sign)] for sign in found.shown(result.top)]
    points = [
        {
            "what": row["what"],
            "who": who,
            **{end: _points(row[f"{key}{at}"]) for end, at in _ENDS},
            "said": f"{signed(_points(row[key]) or 0.0)} percentage points",
        }
        for row in rows
        for who, key in (("associated", "associated"), ("causes", "causes"))
        if row[key] is not None
    ]
    if not points:
        return []
    return [
        Chart(
            f"{prefix}signposts-chart",
            f"{result.sentence}",
            "Associated: by how much more often the answer is yes where it is seen, percentage "
            "points. Causes: the same where it is made to happen, in the same futures.",
            apart_charts.dots(points, "percentage points"),
            Table(
                [(point["what"], point["who"], point["said"]) for point in points],
                ("what", "which", "difference"),
            ),
        )
    ]


_ENDS = (("value", ""), ("low", "_low"), ("high", "_high"))


def _points(value: float | None) -> float | None:
    return None if value is None else 100.0 * value
