"""Rows of CSV in which no spreadsheet takes a text for a formula, dates and numbers in full."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

__all__ = ["write_rows"]

_FORMULA: Final = frozenset("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula; numbers are no texts here."""

_MARK: Final = "utf-8-sig"
"""UTF-8 behind a mark by which a spreadsheet knows it."""


def write_rows(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    marked: bool = False,
) -> None:
    """Write rows of CSV, in UTF-8.

    Parameters
    ----------
    path
        The file.
    header
        Names of the columns; none if empty.
    rows
        Their cells: texts, numbers in full precision, dates, yes or no; None for an empty one.
    marked
        Whether to begin with the mark by which spreadsheets know UTF-8.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    with path.open("w", encoding=_MARK if marked else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if header:
            writer.writerow(map(_cell, header))
        writer.writerows(tuple(map(_cell, row)) for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _FORMULA else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if isinstance(value, float) and not math.isfinite(value) else value
