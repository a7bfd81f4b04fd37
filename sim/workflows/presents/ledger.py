"""The ledger of forecasts: what was said when, of which question, on which record."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sim.results.errors import writing
from sim.results.files import write

__all__ = ["LEDGER", "entered"]

LEDGER: Final = "forecasts.jsonl"
"""The file, beside folders of results."""


def entered(file: Path, rows: Iterable[Mapping[str, Any]], today: dt.date) -> int:
    """Enter forecasts into a ledger that are not in it yet.

    Parameters
    ----------
    file
        The ledger; it need not be there.
    rows
        Forecasts: ``scenario``, ``file``, ``question``, ``text``, ``by``, ``until`` (the last day
        of the record), ``probability``, ``low``, ``high``, ``before`` (without the record),
        ``hash``.
    today
        The day on which they are made.

    Returns
    -------
    int
        How many are new.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    with writing(file.parent):
        text = file.read_text("utf-8") if file.exists() else ""
        known = set()
        for line in text.splitlines():
            try:
                row = json.loads(line)
                known.add((row["hash"], row["question"]))
            except (ValueError, KeyError, TypeError):
                continue  # what others wrote there stays as it is
        new = [row for row in rows if (row["hash"], row["question"]) not in known]
        lines = [json.dumps({"date": str(today), **row}, ensure_ascii=False) for row in new]
        if lines:
            text += "" if not text or text.endswith("\n") else "\n"
            write(file, f"{text}{chr(10).join(lines)}\n".encode())
    return len(new)
