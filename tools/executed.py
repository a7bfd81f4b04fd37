"""A page with cells as a notebook shows it: what they return stands below them, tables and figures.

``python -m tools.executed`` runs the cells of docs/python.md for the site, which then has the page
with what they showed. What was run before is not run again unless the page or thaw has changed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import chdir
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from matplotlib.figure import Figure

from sim.figures.base.save import drawing
from tools.cells import ROOT, cells, run_cell, run_script
from tools.made import FILES, PAGES, unless_made

PAGE: Final = ROOT / "docs" / "python.md"

_FRAME: Final = re.compile(r'\bsrcdoc="([^"]*)"')
"""A page within a page, which goes into a file of its own."""

_FENCE: Final = "`" * 8


class Executed(NamedTuple):
    """A page with what its cells show, and the files that it shows, by name."""

    text: str
    files: dict[str, bytes]


def executed(page: str, folder: Path, name: str) -> Executed:
    """Run the cells of a page and return it with all that they show.

    Parameters
    ----------
    page
        The page.
    folder
        The working folder of the cells.
    name
        Name of the page, with which names of its files begin.
    """
    files: dict[str, bytes] = {}

    def parts() -> Iterator[str]:
        session: dict[str, Any] = {"__name__": "__main__"}
        at = 0
        for cell in cells(page):
            yield page[at : cell.end]
            if cell.file:
                html = _text(run_script(cell, folder))
            else:
                printed, value = run_cell(cell, session)
                html = _text(printed) + _seen(value, f"{name}-{cell.line}", files)
            if html:
                yield f'\n\n{_FENCE}{{raw}} html\n<div class="shown">{html}</div>\n{_FENCE}'
            at = cell.after
        yield page[at:]

    with chdir(folder):
        return Executed("".join(parts()), files)


def _seen(value: Any, stem: str, files: dict[str, bytes]) -> str:
    """Return what a notebook shows of a value; pictures and pages within it become files."""
    if value is None:
        return ""
    if isinstance(value, Figure):
        picture = f"{stem}.png"
        files[picture] = drawing(value, "png")
        said = getattr(getattr(value, "said", None), "title", "") or "a figure"
        return f'<img src="executed/{picture}" alt="{escape(said)}">'
    if hasattr(value, "_repr_html_"):

        def framed(source: re.Match[str]) -> str:
            files[f"{stem}.html"] = unescape(source[1]).encode()
            return f'src="executed/{stem}.html"'

        return _FRAME.sub(framed, value._repr_html_())
    return _text(repr(value))


def _text(text: str) -> str:
    return f'<pre tabindex="0">{escape(text.rstrip())}</pre>' if text.strip() else ""


def make() -> None:
    """Run the page's cells in an empty folder, and put what they show where the site finds it."""
    with TemporaryDirectory(prefix="thaw-") as folder:
        text, files = executed(PAGE.read_text("utf-8"), Path(folder), PAGE.stem)
    place = FILES / "executed"
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for name, data in files.items():
        (place / name).write_bytes(data)
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / PAGE.name).write_text(text, "utf-8", newline="\n")


def main() -> int:
    """Make the page unless it is there; return the exit code."""
    os.environ["MPLBACKEND"] = "agg"
    unless_made(PAGES / f"{PAGE.stem}.of", [PAGE.read_text("utf-8")], make)
    return 0


if __name__ == "__main__":
    sys.exit(main())
