"""Cells of a page as a notebook runs them, one after the other, and scripts.

A fenced block ``python`` is a cell: it sees what the cells before it left, and shows what it prints
and, if its last line is an expression, its value, as a notebook does. A fenced block ``text``
right below is what it shows, shortened by ``...``; without one it must show nothing. A fenced block
``python file=NAME`` is a script of its own, and what is below it is what it prints.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]

FENCE: Final = re.compile(r"^```(\S*)[ ]*([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A fenced block: its language, what stands behind it, and what is in it."""


class Cell(NamedTuple):
    """A cell or a script of a page.

    Attributes
    ----------
    code
        What it says.
    file
        The file that it goes into; nothing of a cell.
    expected
        What the page shows below it.
    line
        Its line in the page.
    end
        Where it ends in the page.
    after
        Where what is shown below it ends; the same if nothing is.
    """

    code: str
    file: str
    expected: str
    line: int
    end: int
    after: int


class Shown(NamedTuple):
    """What a cell prints, and the value of its last line; None if it has none."""

    printed: str
    value: Any

    def __str__(self) -> str:
        return self.printed if self.value is None else f"{self.printed}{self.value!r}\n"


def cells(page: str) -> Iterator[Cell]:
    """Yield the cells and scripts of a page in their order."""
    fences = list(FENCE.finditer(page))
    for fence, after in zip(fences, [*fences[1:], None], strict=True):
        language, info, code = fence.groups()
        if language != "python":
            continue
        shown = after is not None and after[1] == "text"
        if after is None or not shown or page[fence.end() : after.start()].strip():
            after = None
        end, line = fence.end(), page.count("\n", 0, fence.start(3))
        expected, last = ("", end) if after is None else (after[3], after.end())
        yield Cell(code, info.removeprefix("file="), expected, line, end, last)


def run_cell(cell: Cell, session: dict[str, Any]) -> Shown:
    """Run a cell in a session, the names that the cells before it left."""
    tree = ast.parse("\n" * cell.line + cell.code)  # so that errors name the line of the page
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed, value = StringIO(), None
    with redirect_stdout(printed):
        exec(compile(tree, "<page>", "exec"), session)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<page>", "eval"), session)
    return Shown(printed.getvalue(), value)


def run_script(cell: Cell, folder: Path) -> str:
    """Return what a script prints; its exit code before it if that is not 0."""
    (folder / cell.file).write_text(cell.code, "utf-8")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, cell.file],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return (f"exit code {done.returncode}\n" if done.returncode else "") + done.stdout
