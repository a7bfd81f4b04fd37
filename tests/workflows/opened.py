"""Workbooks, opened without the library that wrote them: cells with their types and formats."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Opened(NamedTuple):
    """A cell: its type (``s`` text, ``n`` number, ``b`` yes or no), content and format."""

    type: str
    text: str
    shown: str


class Page(NamedTuple):
    """A sheet."""

    cells: dict[str, Opened]
    formulas: int
    frozen: bool
    filtered: bool
    widths: list[float]


def workbook(path: Path) -> dict[str, Page]:
    """Read every sheet of a workbook, by name."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [sheet.attrib["name"] for sheet in book.iter(f"{_MAIN}sheet")]
        formats = _formats(archive)
        return {
            name: _page(archive.read(f"xl/worksheets/sheet{n}.xml"), formats)
            for n, name in enumerate(names, 1)
        }


def created(path: Path) -> str:
    """The day that a workbook says it was made on."""
    with zipfile.ZipFile(path) as archive:
        found = re.search(rb"<dcterms:created[^>]*>([^<]*)<", archive.read("docProps/core.xml"))
    assert found is not None
    return found[1].decode()


def _formats(archive: zipfile.ZipFile) -> list[str]:
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    named = {
        one.attrib["numFmtId"]: one.attrib["formatCode"] for one in styles.iter(f"{_MAIN}numFmt")
    }
    known = styles.find(f"{_MAIN}cellXfs")
    assert known is not None
    return [named.get(one.attrib["numFmtId"], one.attrib["numFmtId"]) for one in known]


def _page(text: bytes, formats: list[str]) -> Page:
    sheet = ElementTree.fromstring(text)
    cells = {}
    for cell in sheet.iter(f"{_MAIN}c"):
        kind = {"inlineStr": "s", "b": "b"}.get(cell.attrib.get("t", "n"), "n")
        shown = formats[int(cell.attrib.get("s", 0))]
        cells[cell.attrib["r"]] = Opened(kind, "".join(cell.itertext()), shown)
    pane = sheet.find(f".//{_MAIN}pane")
    return Page(
        cells,
        len(list(sheet.iter(f"{_MAIN}f"))),
        pane is not None and pane.attrib.get("ySplit") == "1",
        sheet.find(f"{_MAIN}autoFilter") is not None,
        [
            float(column.attrib["width"])
            for column in sheet.iter(f"{_MAIN}col")
            for _ in range(int(column.attrib["min"]), int(column.attrib["max"]) + 1)
        ],
    )
