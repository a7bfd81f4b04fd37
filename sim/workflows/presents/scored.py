"""A ledger of forecasts, scored as far as answers are known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from sim.documents.source import read_text
from sim.errors import InputError, Problem
from sim.scenario.shipped import find
from sim.statistics.scores import brier_score, log_score
from sim.wording.cells import share
from sim.wording.words import count, date
from sim.workflows.opening import load
from sim.workflows.page import Block, Line, Page, Paragraph, Report, Table

__all__ = ["score_ledger"]

Row = dict[str, Any]

_TEXTS: Final = ("date", "scenario", "file", "question", "text", "by", "until")
_SHARES: Final = ("probability", "before")


def score_ledger(file: str | Path) -> Report:
    """Score the forecasts of a ledger whose answers are known.

    An answer is known once it stands in the scenario that the forecast is of: in the field
    `answer` of its question.

    Parameters
    ----------
    file
        The ledger, such as ``results/forecasts.jsonl``.

    Returns
    -------
    Report
        A row for each forecast, and Brier and log scores with the record and without it.

    Raises
    ------
    InputError
        If it is no ledger: each line that is none.
    """
    rows = _read(Path(file))
    for row in rows:
        row["answer"] = _answer(row["file"], row["question"])
    known = [row for row in rows if row["answer"] is not None]
    values: dict[str, Any] = {"forecasts": rows, "known": len(known), "scores": _scores(known)}
    return Report(Page(_blocks(rows, known, values["scores"])), values)


def _read(file: Path) -> list[Row]:
    """Read a ledger, in the order of its lines."""
    rows, problems = [], []
    for number, line in enumerate(read_text(file, str(file)).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            for key in _TEXTS:
                if not isinstance(row[key], str):
                    raise TypeError(key)
            for key in _SHARES:
                if not 0.0 <= float(row[key]) <= 1.0:
                    raise ValueError(key)
            dt.date.fromisoformat(row["by"])
            dt.date.fromisoformat(row["until"])
        except (ValueError, KeyError, TypeError) as error:
            what = str(error).strip("'\"")[:60]
            message = "no forecast: a line of a ledger is an object of JSON, as thaw now writes it"
            problems.append(Problem(str(file), number, 1, found=what, message=message))
            continue
        rows.append(row)
    if problems:
        raise InputError(problems)
    if not rows:
        raise InputError.of(str(file), message="there are no forecasts in it")
    return rows


@cache
def _answers(file: str) -> dict[str, bool]:
    """Return the answers that a scenario knows; none if it is not there any more."""
    try:
        scenario = load(find(file)).scenario
    except InputError:
        return {}
    return {q.id: q.answer for q in scenario.questions if isinstance(q.answer, bool)}


def _answer(file: str, question: str) -> bool | None:
    return _answers(file).get(question)


def _scores(known: Sequence[Row]) -> dict[str, Any] | None:
    """Return the scores of forecasts whose answers are known; None if there are none."""
    if not known:
        return None
    outcomes = [int(row["answer"]) for row in known]
    found = {}
    for word, key in (("with", "probability"), ("without", "before")):
        shares = [float(row[key]) for row in known]
        found[word] = {"brier": brier_score(shares, outcomes), "log": log_score(shares, outcomes)}
    return found


def _blocks(rows: Sequence[Row], known: Sequence[Row], scores: Any) -> Iterator[Block]:
    open_ = len(rows) - len(known)
    said = f"{count(len(rows), 'forecast')}, {len(known)} of them with a known answer."
    if scores is not None:
        one, other = scores["with"]["brier"], scores["without"]["brier"]
        said += f" Brier {one:.3f} with the record, {other:.3f} without it; one half always: 0.250."
    yield Paragraph(said)
    yield Line()
    yield Table(
        [
            (
                date(dt.date.fromisoformat(row["until"])),
                row["scenario"],
                row["text"],
                share(row["probability"]),
                share(row["before"]),
                {True: "yes", False: "no", None: "open"}[row["answer"]],
            )
            for row in rows
        ],
        ("known to", "scenario", "question", "with", "without", "answer"),
        right=(3, 4),
        labels=3,
        blocks_below=90,
    )
    if open_:
        yield Paragraph(
            f"{count(open_, 'answer')} not known: one is known once it stands in its scenario (the "
            "field `answer` of the question)."
        )
