"""The questions of a batch, to be read: the blend first, then what is pooled in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.analysis.forecasts.rates import rate_words
from sim.analysis.questions import BLENDED
from sim.wording import rounding
from sim.wording.cells import LATER, date_cell, interval, share
from sim.workflows.page import Block, Line, Paragraph, Table

__all__ = ["level_words", "questions_asked", "told_later"]

Row = Mapping[str, Any]

_NARROW: Final = 72
"""Columns under which a block for each question reads better than two tables."""


def questions_asked(summary: Row) -> Iterator[Block]:
    """Yield the questions of a batch: blended, simulated and by base rate; dates as blended.

    Parameters
    ----------
    summary
        The summary of a batch (`sim.analysis.summary.summary`), of one good future at least.
    """
    rows = summary["questions"]
    if "branch" in summary or "conditioned" in summary:
        yield from _of_branches(rows, summary)
        return
    if rows:
        yield Table(
            [
                (
                    row["text"] if row["by"] is not None else f"{row['text']} (by the end)",
                    share(row["blended"]),
                    _simulated(row),
                    rate_words(row["base_rate"], row["base_n"], row["base_cases"]),
                )
                for row in rows
            ],
            ("question", "blended", "simulated", "base rate"),
            right=(1,),
            blocks_below=_NARROW,
        )
    dates = [
        (row["text"], *(date_cell(row[f"{BLENDED}{name}"]) for name in ("q05", "median", "q95")))
        for row in rows
        if row["by"] is None
    ]
    if dates:
        yield Table(dates, ("when, blended", "5 %", "median", "95 %"), right=range(1, 4))
        yield from told_later(dates)
    if rows or summary["relief"]:
        yield Paragraph(
            "Blended is the headline: simulated and base rate pooled, with weights that fit the "
            "cases of the library (one half each where it has none). Simulated: in how many "
            "futures, with the "
            f"{level_words(summary)}. Base rate: how often it happened in cases like this one "
            "(thaw like names the nearest), or as published; where none is known, one half is "
            "pooled."
        )
        yield Line()


def _of_branches(rows: Sequence[Row], summary: Row) -> Iterator[Block]:
    """Yield the questions as futures answer them that branch off another one."""
    if not rows:
        return
    asked = [row["text"] if row["by"] else f"{row['text']} (by the end)" for row in rows]
    answers = [(text, _simulated(row)) for text, row in zip(asked, rows, strict=True)]
    yield Table(answers, ("question", "simulated"), blocks_below=_NARROW)
    names = ("q05", "median", "q95")
    dates = [(row["text"], *(date_cell(row[k]) for k in names)) for row in rows if not row["by"]]
    if dates:
        yield Table(dates, ("when, simulated", "5 %", "median", "95 %"), right=range(1, 4))
        yield from told_later(dates)
    yield Paragraph(
        f"Simulated: in how many futures, with the {level_words(summary)}. No base rate is pooled: "
        "those are of past cases from their first day, and know nothing of what had happened by "
        "the moment from which these futures go on."
    )
    yield Line()


def _simulated(row: Row) -> str:
    """Return the share of futures, with its interval if it has one."""
    ends = interval(row, share).removesuffix(" %")
    return f"{share(row['probability'])} ({ends})" if ends else share(row["probability"])


def told_later(cells: Sequence[Sequence[str]]) -> Iterator[Block]:
    """Yield what is said below a table of times if some lie after the end."""
    if any(LATER in row for row in cells):
        yield Line(f"{LATER.capitalize()}: after the end of the scenario, or never.")
        yield Line()


def level_words(summary: Row) -> str:
    """Return what an interval of a summary is called: ``95 % interval``."""
    return f"{rounding.level(summary['level'])} interval"
