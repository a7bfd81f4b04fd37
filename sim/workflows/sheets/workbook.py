"""Sheets as a workbook (XLSX): typed cells, a head that stays, a filter, the same bytes again."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from math import ceil, isfinite
from pathlib import Path
from typing import Any, Final

from sim.errors import InputError
from sim.workflows.sheets.extras import extra
from sim.workflows.sheets.sheet import Cell, Field, Kind, Sheet, Value

__all__ = ["check_sizes", "check_workbook", "write_workbook"]

_MOST_ROWS: Final = 2**20 - 1
"""Rows of a sheet below its head: no spreadsheet holds more."""

_MOST_COLUMNS: Final = 2**14

_LONGEST: Final = 32_767
"""Letters of a cell: no spreadsheet holds more."""

_CREATED: Final = dt.datetime(2000, 1, 1)
"""The day that the file names: not that on which it was made, or no two would be the same."""

_FORMATS: Final[dict[Kind, dict[str, Any]]] = {
    "text": {"text_wrap": True, "align": "left", "indent": 1},
    "title": {"bold": True, "text_wrap": True, "align": "left", "indent": 1},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
    "flag": {"align": "left", "indent": 1},
    "name": {"num_format": "0", "align": "left", "indent": 1},
    "count": {"num_format": "#,##0"},
    "number": {"num_format": "0.00"},
    "points": {"num_format": "0.0"},
    "score": {"num_format": "0.000"},
    "share": {"num_format": "0.0%"},
}
_TOP: Final = {"valign": "top"}
_HEAD: Final = {"bold": True, "text_wrap": True, "bottom": 1}

_LINE: Final = 15
"""Height of a line, in points."""

_MOST_LINES, _LINES_OF_TABLE = 27, 4
"""Lines of a row that a spreadsheet can show, and those to which a row of a table is cut."""

_LOOKED_AT: Final = 200
"""Rows by which columns are fitted."""

_NARROWEST, _WIDEST, _PRINTED = 9, 60, 80
"""Letters that a column takes, and the first column of a sheet of text."""


_A4, _PRINTABLE = 9, 16
"""Number of the size of paper, and columns up to which a page is as wide as the sheet."""


_WORDS: Final = 0.95
"""How much of a column a letter of a text broken between words takes, of those of a number."""


def check_sizes(place: str, sheets: Iterable[Sheet]) -> None:
    """Refuse what no spreadsheet can hold, before anything is written.

    Parameters
    ----------
    place
        What was asked for: an option or a file.
    sheets
        The sheets.

    Raises
    ------
    InputError
        If a sheet has too many rows or columns.
    """
    for sheet in sheets:
        for size, most, what in (
            (sheet.height, _MOST_ROWS, "rows"),
            (sheet.width, _MOST_COLUMNS, "columns"),
        ):
            if size <= most:
                continue
            raise InputError.of(
                place,
                message=f"the table {sheet.name.lower()} has {size:,} {what}",
                allowed=f"at most {most:,} {what} in a workbook",
                hint="take --csv, or read the Parquet files with Python or R",
            )


def check_workbook(place: str, rows: int = 0) -> None:
    """Refuse a workbook that cannot be written, before anything is computed for it.

    Parameters
    ----------
    place
        What was asked for: an option or a file.
    rows
        Rows of its longest table, as far as that is known.

    Raises
    ------
    InputError
        If no workbook holds as many, or xlsxwriter is not installed.
    """
    check_sizes(place, [Sheet("Outcomes", (), tuple, rows, 1)])
    extra("xlsxwriter", "workbooks", place)


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets to a workbook.

    Texts are never formulas or links, whatever they begin with. Rows go to the disk as they come,
    so that a large batch takes no memory.

    Parameters
    ----------
    path
        The file.
    sheets
        The sheets in their order, see `check_sizes`.

    Raises
    ------
    InputError
        If xlsxwriter is not installed.
    OSError
        If it cannot be written.
    """
    library = extra("xlsxwriter", "workbooks", str(path))
    with tempfile.TemporaryDirectory() as scratch:
        book = library.Workbook(str(path), {"constant_memory": True, "tmpdir": scratch})
        book.set_properties({"created": _CREATED})
        formats = {kind: book.add_format({**how, **_TOP}) for kind, how in _FORMATS.items()}
        heads = {
            kind: book.add_format({"align": "right", **_without_number(how), **_HEAD})
            for kind, how in _FORMATS.items()
        }
        try:
            for sheet in sheets:
                _write_sheet(book.add_worksheet(sheet.name), sheet, formats, heads)
            book.close()
        except library.exceptions.FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        finally:
            for page in book.worksheets():
                page.row_data_fh.close()  # which an interrupt leaves open


def _without_number(how: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in how.items() if name != "num_format"}


def _write_sheet(page: Any, sheet: Sheet, formats: dict[Kind, Any], heads: dict[Kind, Any]) -> None:
    widths = _widths(sheet)
    for k, width in enumerate(widths):
        page.set_column(k, k, width)
    page.set_paper(_A4)
    page.set_landscape()
    if sheet.width <= _PRINTABLE:
        page.fit_to_pages(1, 0)
    first = 0
    if sheet.fields:
        first = 1
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, max(sheet.height, 1), sheet.width - 1)
        for k, field in enumerate(sheet.fields):
            page.write_string(0, k, field.name, heads[field.kind])
    else:
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{max(sheet.height, 1)}"})
    kinds = _kinds(sheet)
    for r, row in enumerate(sheet.rows(), first):
        lines = min(_lines(row, widths), _LINES_OF_TABLE if sheet.fields else _MOST_LINES)
        if lines > 1:
            page.set_row(r, _LINE * lines)
        for k, given in enumerate(row):
            value, kind = given if isinstance(given, Cell) else (given, kinds[k])
            _write_cell(page, r, k, value, formats[_kind(value, kind)])


def _kinds(sheet: Sheet) -> list[Kind]:
    return [field.kind for field in sheet.fields] or ["text"] * sheet.width


def _kind(value: Value, kind: Kind) -> Kind:
    """Return what a value is, where its column holds texts or it is a date."""
    if isinstance(value, dt.date):
        return "date"
    if kind != "text" or value is None or isinstance(value, str):
        return kind
    return "flag" if isinstance(value, bool) else "number"


def _write_cell(page: Any, row: int, column: int, value: Value, how: Any) -> None:
    """Write a value as what it is; nothing for what is not known or not finite."""
    if isinstance(value, str):
        if value:
            page.write_string(row, column, _sound(value), how)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, how)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), how)
    elif value is not None and isfinite(value):
        page.write_number(row, column, value, how)


def _sound(text: str) -> str:
    """Return a text as a cell can hold it: no halves of characters, not too long."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"


def _lines(row: Sequence[Value | Cell], widths: Sequence[int]) -> int:
    """Return how many lines the longest text of a row takes in its column."""
    texts = (cell.value if isinstance(cell, Cell) else cell for cell in row)
    needed = (
        ceil(len(text) * _WORDS / width)
        for text, width in zip(texts, widths, strict=False)
        if isinstance(text, str)
    )
    return max(needed, default=1)


# -- widths --------------------------------------------------------------------------------


def _widths(sheet: Sheet) -> list[int]:
    """Return how many letters each column takes: as wide as its texts are, within bounds."""
    rows = list(islice(sheet.rows(), _LOOKED_AT))
    if not sheet.fields:
        beside = [[_letters(cell, "text") for cell in row] for row in rows if len(row) > 1]
        widths = [max((row[k] for row in beside if k < len(row)), default=0) for k in _all(sheet)]
        return [_PRINTED, *(_within(width) for width in widths[1:])]
    found = [_head_width(field) for field in sheet.fields]
    for row in rows:
        for k, cell in enumerate(row):
            found[k] = max(found[k], _letters(cell, sheet.fields[k].kind))
    return [_within(width) for width in found]


def _all(sheet: Sheet) -> range:
    return range(sheet.width)


def _head_width(field: Field) -> int:
    """Return the letters of the longest word of a head, with room for the sign of the filter."""
    return max(map(len, field.name.split()), default=0) + 3


def _within(letters: int) -> int:
    return min(max(letters + 2, _NARROWEST), _WIDEST)


def _letters(cell: Value | Cell, kind: Kind) -> int:
    value = cell.value if isinstance(cell, Cell) else cell
    if isinstance(value, str):
        return max(map(len, value.split("\n")))
    return 0 if value is None else 11 if isinstance(value, dt.date) or kind == "name" else 9
