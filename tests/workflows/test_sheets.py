"""Sheets: typed cells, no formulas, the same bytes again, all of it or nothing."""

from __future__ import annotations

import csv
import datetime as dt
import os
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from sim.errors import InputError, ThawError
from sim.workflows.page import Facts, IfItFits, Line, Page, Paragraph, Remark, Table
from sim.workflows.sheets.columns import field_of
from sim.workflows.sheets.keeping import save_csv, save_workbook
from sim.workflows.sheets.printed import printed_sheet
from sim.workflows.sheets.sheet import Cell, Field, Kind, Sheet, sheet_of
from sim.workflows.sheets.workbook import check_workbook
from tests.workflows.opened import created, workbook

FIELDS = (
    Field("what", "What it is"),
    Field("day", "When", "date"),
    Field("n", "How many", "count"),
    Field("share", "How often", "share"),
    Field("held", "Whether it held", "flag"),
)
ROWS = [
    ("=1+1", dt.date(2025, 3, 13), 1234, 0.1234567890123456, True),
    ("-2", None, None, None, False),
    ("@SUM(A1)", dt.date(1900, 3, 1), 0, 1.0, None),
    ("+1", None, -3, float("nan"), None),
    ("Zölle, \u201ea\u201c\nund b", None, 5, float("inf"), None),
]
SHEET = sheet_of("All of it", FIELDS, ROWS)


def test_cells_of_a_workbook_are_what_they_are(tmp_path: Path) -> None:
    page = workbook(save_workbook(tmp_path / "a.xlsx", [SHEET]))["All of it"]
    assert page.formulas == 0
    assert page.frozen
    assert page.filtered
    assert [page.cells[f"{letter}1"].text for letter in "ABCDE"] == [f.name for f in FIELDS]
    assert [page.cells[f"A{row}"] for row in (2, 3, 4, 5)] == [
        ("s", text, "0") for text in ("=1+1", "-2", "@SUM(A1)", "+1")
    ]
    assert page.cells["A6"].text == ROWS[4][0]
    assert page.cells["B2"] == ("n", "45729", "yyyy-mm-dd")
    assert page.cells["C2"] == ("n", "1234", "#,##0")
    assert page.cells["D2"].shown == "0.0%"
    assert float(page.cells["D2"].text) == pytest.approx(ROWS[0][3], rel=1e-15)
    assert page.cells["E2"] == ("b", "1", "0")
    assert page.cells["E3"].text == "0"
    # What is not known or not finite is empty.
    assert not {"B3", "C3", "D3", "E4", "D5", "D6"} & page.cells.keys()
    assert len(page.widths) == len(FIELDS)


def test_csv_is_as_spreadsheets_read_it(tmp_path: Path) -> None:
    folder = save_csv(tmp_path / "csv", [SHEET])
    (file,) = folder.iterdir()
    assert file.name == "all_of_it.csv"
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == [field.name for field in FIELDS]
    assert rows[1] == ["'=1+1", "2025-03-13", "1234", "0.1234567890123456", "TRUE"]
    assert float(rows[1][3]) == ROWS[0][3]
    assert [row[0] for row in rows[2:]] == ["'-2", "'@SUM(A1)", "'+1", ROWS[4][0]]
    assert rows[4][2:] == ["-3", "", ""]


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    first = save_workbook(tmp_path / "a.xlsx", [SHEET])
    time.sleep(2.1)  # a ZIP tells times two seconds apart
    second = save_workbook(tmp_path / "b.xlsx", [SHEET])
    assert first.read_bytes() == second.read_bytes()
    assert created(first).startswith("2000-01-01")


def test_a_cell_may_be_of_another_kind_than_its_column(tmp_path: Path) -> None:
    sheet = sheet_of("A", [Field("x", "It")], [(Cell(0.5, "share"),), (Cell(7, "name"),), ("a",)])
    cells = workbook(save_workbook(tmp_path / "a.xlsx", [sheet]))["A"].cells
    assert (cells["A2"].shown, cells["A3"].shown, cells["A4"].type) == ("0.0%", "1", "s")


@pytest.mark.parametrize(
    ("dtype", "unit", "kind"),
    [
        (pl.Boolean(), "", "flag"),
        (pl.Date(), "", "date"),
        (pl.Int64(), "LP", "count"),
        (pl.Float64(), "LP", "points"),
        (pl.Float64(), "d", "count"),
        (pl.Float64(), "", "number"),
        (pl.String(), "", "text"),
    ],
)
def test_columns_are_shown_by_type_and_unit(dtype: pl.DataType, unit: str, kind: Kind) -> None:
    assert field_of("x", dtype, "It", unit) == Field("x", "It", kind, unit)


def test_what_was_printed_is_a_sheet_of_text() -> None:
    table = Table([("a", "1")], ("what", "n"), title="How\nmany", note="A note.")
    other = Table([("b", "2")], ("what", "n"))
    page = Page(
        [
            Remark("found"),
            Paragraph("An answer."),
            table,
            IfItFits(other, (Line("narrow"),)),
            Facts([("p", "chance")]),
            Line(),
        ]
    )
    sheet = printed_sheet("Answer", page)
    said = [
        tuple(cell.value if isinstance(cell, Cell) else cell for cell in row)
        for row in sheet.rows()
    ]
    assert said == [
        ("An answer.",),
        ("How many",),
        ("what", "n"),
        ("a", "1"),
        ("",),
        ("A note.",),
        ("",),
        ("what", "n"),
        ("b", "2"),
        ("",),
        ("p: chance",),
    ]
    assert sheet.width == 2


# -- what cannot be written ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("height", "width", "said"),
    [(2**20, 3, "1,048,576 rows"), (5, 2**14 + 1, "16,385 columns")],
)
def test_what_no_spreadsheet_holds_is_refused(
    tmp_path: Path, height: int, width: int, said: str
) -> None:
    def never() -> list[tuple[str, ...]]:
        raise AssertionError("rows were read")

    with pytest.raises(InputError, match=f"the table much has {said}; allowed: at most") as error:
        save_workbook(tmp_path / "a.xlsx", [SHEET, Sheet("Much", (), never, height, width)])
    assert "take --csv" in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_many_futures_are_refused_before_they_are_simulated() -> None:
    check_workbook("--xlsx", 2**20 - 1)
    with pytest.raises(InputError, match="--xlsx: the table outcomes has 1,048,576 rows"):
        check_workbook("--xlsx", 2**20)


def test_without_its_library_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(InputError, match=r"pip install 'thaw-sim\[tables\]'"):
        check_workbook("--xlsx")
    with pytest.raises(InputError, match="need the library xlsxwriter"):
        save_workbook(tmp_path / "a.xlsx", [SHEET])
    assert list(tmp_path.iterdir()) == []
    save_csv(tmp_path, [SHEET])  # which needs none


@pytest.mark.parametrize("save", [save_csv, save_workbook])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, save: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(save)
    place = tmp_path / "a"
    save(place, [SHEET])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ThawError, match=r"cannot write results to .*: No space left"):
        save(place, [sheet_of("All of it", FIELDS, [])])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("save", [save_csv, save_workbook])
def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path, save: object) -> None:
    assert callable(save)

    def interrupted() -> list[tuple[str, ...]]:
        raise KeyboardInterrupt

    broken = Sheet("Broken", FIELDS, interrupted, 5, len(FIELDS))
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a", [SHEET, broken])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
