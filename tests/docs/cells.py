"""The page for notebooks as its reader uses it: cells to run one after the other, and scripts.

A fenced block ``python`` is a cell: it sees what the cells before it left, and shows what it prints
and, if its last line is an expression, its value, as a notebook does. A fenced block ``text``
right below is what it shows, shortened by ``...``; without one it must show nothing. A fenced block
``python file=NAME`` is a script of its own, and what is below it is what it prints.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from tests.docs.pages import FENCE, ROOT, matches


class Cell(NamedTuple):
    """Code, the file it goes into ("" for a cell), what it is to show, and its line in the page."""

    code: str
    file: str
    expected: str
    line: int


def cells(page: str) -> Iterator[Cell]:
    """Cells and scripts of a page in their order."""
    fences = list(FENCE.finditer(page))
    for fence, after in zip(fences, [*fences[1:], None], strict=True):
        language, info, code = fence.groups()
        if language != "python":
            continue
        right_below = after is not None and not page[fence.end() : after.start()].strip()
        shown = after[3] if after is not None and right_below and after[1] == "text" else ""
        yield Cell(code, info.removeprefix("file="), shown, page.count("\n", 0, fence.start(3)))


def work_through(page: str, folder: Path) -> list[str]:
    """Run what a page says, the working folder being `folder`; return what turned out otherwise."""
    session: dict[str, Any] = {"__name__": "__main__"}
    wrong = []
    for cell in cells(page):
        shown = _script(cell, folder) if cell.file else _shown(cell, session)
        if not matches(cell.expected, shown):
            wrong.append(f"line {cell.line}:\n{cell.code}shows\n{shown}")
    return wrong


def _shown(cell: Cell, session: dict[str, Any]) -> str:
    """What a cell prints, and the value of its last line."""
    tree = ast.parse("\n" * cell.line + cell.code)  # so that errors name the line of the page
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, "<page>", "exec"), session)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<page>", "eval"), session)
            if value is not None:
                print(repr(value))
    return printed.getvalue()


def _script(cell: Cell, folder: Path) -> str:
    """What a script prints; the exit code before it if that is not 0, so that nothing matches."""
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
