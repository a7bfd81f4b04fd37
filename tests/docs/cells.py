"""A page with cells, as its reader works through it: what turns out otherwise than it is shown."""

from pathlib import Path
from typing import Any

from tests.docs.pages import matches
from tools.cells import cells, run_cell, run_script


def work_through(page: str, folder: Path) -> list[str]:
    """Run what a page says, the working folder being `folder`; return what turned out otherwise."""
    session: dict[str, Any] = {"__name__": "__main__"}
    wrong = []
    for cell in cells(page):
        shown = run_script(cell, folder) if cell.file else str(run_cell(cell, session))
        if not matches(cell.expected, shown):
            wrong.append(f"line {cell.line}:\n{cell.code}shows\n{shown}")
    return wrong
