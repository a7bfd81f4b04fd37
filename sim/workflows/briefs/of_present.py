"""A brief of conditioned scenarios: what the record moves, what surprises, what it teaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from shlex import quote
from typing import Any, Final

from sim.analysis.recorded import (
    assumption_words,
    assumptions_moved,
    by_surprise,
    conditions,
    entry_words,
)
from sim.figures.findings import present as findings
from sim.wording.cells import number
from sim.wording.rounding import compact, percent, share_with_range
from sim.wording.words import day
from sim.workflows.briefs import rows
from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.charts import apart, shares
from sim.workflows.briefs.charts.look import BLUE, GREY, RED
from sim.workflows.briefs.curves import fans_chart
from sim.workflows.briefs.document import Brief, Chart, Part, Section
from sim.workflows.briefs.law_sheets import law_section
from sim.workflows.page import Block, Facts, Line, Paragraph, Table
from sim.workflows.presents.report import (
    assumptions_told,
    questions_told,
    ratios,
    record_told,
    said_first,
    trust,
)
from sim.workflows.presents.result import Present

__all__ = ["brief_of_present"]

Row = Mapping[str, Any]

_FANS: Final = 3
"""Scenarios whose fans are drawn."""

_MOST: Final = 12
"""Rows of a chart."""


def brief_of_present(result: Present, prefix: str = "") -> Brief:
    """Return a brief of conditioned scenarios.

    Parameters
    ----------
    result
        The scenarios.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    values, scenarios = result.values, result.values["scenarios"]
    how = made(result.folder, values["seed"])
    until = day(values["record"]["until"])
    every = [_Alone(result, k, f"{prefix}{k}-" if k else prefix) for k in range(len(scenarios))]
    sections = [
        Section(f"{prefix}asked", "What is asked", [*_parts(every, _asked)]),
        Section(f"{prefix}record", "The record, and what surprises", [*_parts(every, _record)]),
        Section(f"{prefix}learnt", "What the record speaks for", [*_parts(every, _learnt)]),
        Section(f"{prefix}time", "What is in force over time", [*_parts(every[:_FANS], _fans)]),
        Section(
            f"{prefix}trust", "How far it can be trusted", [*ratios(scenarios), *trust(scenarios)]
        ),
        law_section(result.batches[1].model, prefix),
        not_this(result.batches[1].model, prefix=prefix),
        _again(result, again(how, prefix)),
    ]
    titles = "; ".join(one["title"] for one in scenarios)
    return Brief(
        kind="now",
        title=f"{titles}, conditioned on what has happened to {until}",
        question=_question(result),
        answer=result.sentence,
        first=[*said_first(values), *_parts(every, _moved)],
        sections=sections,
        made=how,
        values=result.to_json(),
    )


class _Alone:
    """One of the scenarios, as if it were the only one.

    Parameters
    ----------
    result
        All of them.
    k
        Its place.
    prefix
        Before the names of its charts.
    """

    def __init__(self, result: Present, k: int, prefix: str) -> None:
        self.one: Row = result.values["scenarios"][k]
        self.values = {**result.values, "scenarios": [self.one]}
        self.batches = result.of(self.one["name"])
        self.prefix = prefix


def _question(result: Present) -> str:
    """Return what all scenarios ask, if they ask the same."""
    asked = {batch.model.scenario.question for batch in result.batches}
    return (asked.pop() or "") if len(asked) == 1 else ""


def _parts(every: Sequence[_Alone], of: Callable[[_Alone], Iterator[Part]]) -> Iterator[Part]:
    """Yield parts of each scenario, below its title if there are several."""
    for alone in every:
        if len(every) > 1:
            yield Line(alone.one["title"])
        yield from of(alone)


def _moved(alone: _Alone) -> Iterator[Part]:
    """Yield the questions without the record and with it, as a chart."""
    words = dict(zip(conditions(alone.one), _looks(alone.values), strict=False))
    points = [
        {
            "question": row["text"] if row["by"] is not None else f"{row['text']} (by the end)",
            "kind": kind,
            "said": share_with_range(row[word]["probability"], row[word]["low"], row[word]["high"]),
            "probability": row[word]["probability"],
            **dict.fromkeys(("low", "high", "to")),
            **(_to(row) if word == "after" else {}),
        }
        for row in alone.one["questions"]
        for word, kind in words.items()
        if row[word]["probability"] is not None
    ]
    table = next((one for one in _asked(alone) if isinstance(one, Table)), None)
    if not points or table is None:
        return
    yield Chart(
        f"{alone.prefix}before-after",
        f"{findings.before_after(alone.values, alone.batches)}.",
        "Probability of yes in simulated futures: without the record, and with it, which has its "
        "interval.",
        shares.answers(points, _looks(alone.values)),
        table,
    )


def _to(row: Row) -> dict[str, Any]:
    """Return the interval of what a question is answered with the record, and whence it moved."""
    after = row["after"]
    return {"low": after["low"], "high": after["high"], "to": row["before"]["probability"]}


def _looks(values: Row) -> dict[str, tuple[str, str]]:
    """Return how probabilities are drawn, in the order of `sim.analysis.recorded.CONDITIONS`."""
    return {
        "without the record": (GREY, "circle"),
        "with it": (BLUE, "circle"),
        f"tempered to {values['temper']:g}": (RED, "diamond"),
    }


def _asked(alone: _Alone) -> Iterator[Block]:
    yield from questions_told(alone.one, alone.values)


def _record(alone: _Alone) -> Iterator[Part]:
    """Yield the record: how each entry surprises, drawn and as a table."""
    table, *rest = record_told(alone.one, everything=True)
    assert isinstance(table, Table)
    points = [
        {
            "what": entry_words(row),
            "who": "steered" if row["steered"] else "weighed",
            "value": row["bits"],
            "low": 0.0,
            "high": row["bits"],
            "said": f"{number(row['bits'], 1)} bits, {percent(row['probability'])} likely",
        }
        for row in by_surprise(alone.one["facts"])[:_MOST]
    ]
    yield Chart(
        f"{alone.prefix}surprise",
        f"{findings.surprise(alone.values, alone.batches)}.",
        f"Surprise of each entry, the largest first{_at_most(alone.one['facts'])}.",
        apart.dots(points, "bits"),
        table,
    )
    yield from rest


def _at_most(found: Sequence[Row]) -> str:
    return f" ({_MOST} of {len(found)})" if len(found) > _MOST else ""


def _learnt(alone: _Alone) -> Iterator[Part]:
    """Yield the assumptions that move, drawn, and all of them as a table."""
    told = [*assumptions_told(alone.one, everything=True)]
    table = next((block for block in told if isinstance(block, Table)), None)
    moved = assumptions_moved(alone.one)
    if table is None:
        yield Paragraph("Nothing is uncertain in this scenario.")
    elif not moved:
        yield Paragraph(f"{findings.learnt(alone.values, alone.batches)}.")
        yield from told
    else:
        points = [
            {
                "what": assumption_words(row),
                **{word: _in_sds(row, word) for word in ("before", "after")},
            }
            for row in moved[:_MOST]
        ]
        yield Chart(
            f"{alone.prefix}assumptions",
            f"{findings.learnt(alone.values, alone.batches)}.",
            "Median and middle nine tenths of those that move beyond chance, in standard "
            f"deviations from the mean that was assumed{_at_most(moved)}; of a choice, its share.",
            apart.from_assumed(points, "standard deviations"),
            table,
        )


def _in_sds(row: Row, word: str) -> dict[str, Any]:
    """Return an assumption in standard deviations from the mean that was assumed."""
    mean, sd = row["before"]["mean"], row["before"]["sd"]
    at = {key: (value - mean) / sd for key, value in row[word].items()}
    if findings.is_share(row):
        return {"value": at["mean"], "low": None, "high": None, "said": percent(row[word]["mean"])}
    return {
        "value": at["median"],
        "low": at["q05"],
        "high": at["q95"],
        "said": "{} ({} to {})".format(
            *(compact(row[word][key]) for key in ("median", "q05", "q95"))
        ),
    }


def _fans(alone: _Alone) -> Iterator[Part]:
    """Yield the fan of what is in force, without the record and below it with it."""
    groups = {
        word: rows.fan_rows(batch, findings.IN_FORCE)
        for word, batch in zip(
            ("without the record", "with the record"), alone.batches, strict=False
        )
        if batch.rows
    }
    if groups:
        finding = findings.fans(alone.values, alone.batches)
        yield fans_chart(f"{alone.prefix}fans", finding, groups, "LP in force")


def _again(result: Present, section: Section) -> Section:
    """Return how to make it again, and how to go on from it."""
    if result.folder is None:
        return section
    place = result.folder.resolve().name
    calls = [
        (one["title"], f"thaw batch {quote(f'{place}/{file}')}")
        for one, file in zip(result.values["scenarios"], result.texts, strict=True)
    ]
    said = Line("From the present on, other commands go by the conditioned scenario:")
    return replace(section, parts=[*section.parts, said, Facts(calls)])
