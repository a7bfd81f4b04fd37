"""A brief of a run: one future over time with its story, what it turned on, what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.engine.state.record import Record
from sim.figures.findings import run as findings
from sim.story import tell
from sim.story.telling import Line as Told
from sim.wording.words import date
from sim.workflows.briefs import rows
from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.charts import over_time
from sim.workflows.briefs.document import Brief, Chart, Section, Timeline
from sim.workflows.briefs.law_sheets import law_section
from sim.workflows.page import Line, Table
from sim.workflows.runs.page import as_story, run_page
from sim.workflows.told_first import told_first

__all__ = ["brief_of_run"]

_EPOCH = dt.date(1970, 1, 1)


def brief_of_run(
    record: Record,
    row: Mapping[str, Any],
    folder: Path | None,
    values: Mapping[str, Any],
    prefix: str = "",
) -> Brief:
    """Return a brief of a run.

    Parameters
    ----------
    record
        All that it left behind.
    row
        What became of it (`sim.outcomes.row.outcome_row`).
    folder
        Where it is kept; None if it is only in memory.
    values
        The run as ``--json`` has it.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    scenario = record.model.scenario
    how = made(folder, record.seed)
    timeline = _timeline(record, prefix)
    design = (
        f"One future of many: number {record.replication} under seed {record.seed}, "
        f"{date(scenario.start)} to {date(scenario.end)}"
    )
    came = [*run_page(record, row, everything=False)]
    return Brief(
        kind="run",
        title=scenario.title,
        question=scenario.question or "",
        answer=f"In this future: {timeline.chart.finding} One future is no forecast.",
        first=[*told_first(scenario), Line(design), timeline],
        sections=[
            Section(f"{prefix}came", "What came of it", came),
            law_section(record.model, prefix),
            not_this(record.model, prefix=prefix),
            again(how, prefix),
        ],
        made=how,
        values=values,
    )


def _timeline(record: Record, prefix: str) -> Timeline:
    scenario = record.model.scenario
    lines = tell(record)
    found = rows.future_rows(record)
    order = list(dict.fromkeys(each["who"] for each in found))
    events = [_event(line) for line in lines if line.kind != "routine"]
    chart = Chart(
        f"{prefix}timeline",
        f"{findings.timeline(record)}.",
        "Relief in law by sender, and the events of the story below it. LP: 100 is all that is in "
        "force on the first day.",
        over_time.future(found, order, events, (scenario.start - _EPOCH).days * 86_400_000),
        Table(
            [(each["when"], each["who"], each["said"]) for each in _changes(found)],
            ("from", "sender", "LP eased in law"),
            right=(2,),
            labels=2,
        ),
    )
    return Timeline(
        chart,
        as_story(lines).lines,
        [(line.date - scenario.start).days for line in lines],
        [str(line.date) for line in lines],
        str(scenario.start),
        str(scenario.end),
    )


def _event(line: Told) -> dict[str, str]:
    lane = line.tone if line.tone in ("relief", "pressure") else "law and talks"
    tone = line.tone if line.tone in ("relief", "pressure") else "law"
    return {
        "date": str(line.date),
        "when": date(line.date),
        "what": line.text,
        "lane": lane,
        "tone": tone,
    }


def _changes(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return only rows in which what a sender has eased is another than before."""
    last: dict[str, float] = {}
    kept = []
    for each in sorted(found, key=lambda each: each["date"]):
        if last.get(each["who"]) != each["value"]:
            kept.append(each)
        last[each["who"]] = each["value"]
    return kept
