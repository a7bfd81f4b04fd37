"""Sheets, written: as files of CSV in a folder, or as one workbook; all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sim.results.csv_rows import write_rows
from sim.results.errors import writing
from sim.results.files import write, write_together
from sim.workflows.sheets.sheet import Cell, Sheet
from sim.workflows.sheets.workbook import check_sizes, write_workbook

__all__ = ["save_csv", "save_workbook", "write_csv"]


def save_workbook(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write sheets to a workbook, and return the file.

    Parameters
    ----------
    path
        The file, replaced if it is there.
    sheets
        The sheets in their order.

    Raises
    ------
    InputError
        If a sheet is larger than a workbook holds, or xlsxwriter is not installed.
    ResultsError
        If it cannot be written.
    """
    check_sizes(str(path), sheets)
    with writing(path):
        write(path, partial(write_workbook, sheets=sheets), durable=False)
    return path


def save_csv(folder: Path, sheets: Sequence[Sheet]) -> Path:
    """Write each sheet to a file of CSV in a folder, and return the folder.

    Parameters
    ----------
    folder
        Made if it is missing; files of these names in it are replaced, others stay.
    sheets
        The sheets.

    Raises
    ------
    ResultsError
        If they cannot be written.
    """
    files = {
        folder / f"{sheet.name.lower().replace(' ', '_')}.csv": partial(write_csv, sheet=sheet)
        for sheet in sheets
    }
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_together(files, durable=False)
    return folder


def write_csv(path: Path, sheet: Sheet) -> None:
    """Write a sheet as CSV, as spreadsheets read it.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    rows = (
        [cell.value if isinstance(cell, Cell) else cell for cell in row] for row in sheet.rows()
    )
    write_rows(path, [field.name for field in sheet.fields], rows, marked=True)
