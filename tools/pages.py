"""Write all generated pages, or only see whether they are up to date.

``python -m tools.pages`` writes those that are not; with ``--check`` it names them and fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sim.events import reference as events
from sim.figures import reference as figures
from sim.outcomes import reference as names
from sim.scenario import reference as scenarios
from tools import architecture, cases, forecasts

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"

_FACES: Final = """\
# Packages

What every package says of itself and its modules. On the code host this page is a stub: the site
has it from the docstrings, and here they stand in `__init__.py`.
"""


def faces(_: str = "") -> str:
    """Return the page of packages: a section for each, which the site fills with its face."""
    parts = [_FACES]
    for init in sorted((DOCS.parent / "sim").glob("*/**/__init__.py")):
        name = ".".join(init.parent.relative_to(DOCS.parent).parts)
        parts.append(f"## {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n   :no-index:\n```\n")
    return "\n".join(parts)


PAGES: Final[dict[str, Callable[[str], str]]] = {
    "architecture.md": architecture.page,
    "cases.md": cases.page,
    "events.md": lambda _: events.page(),
    "forecasts.md": forecasts.page,
    "figures.md": lambda _: figures.page(),
    "packages.md": faces,
    "names.md": lambda _: names.page(),
    "scenarios.md": scenarios.place,
}
"""What each page should be, given what it is."""


def stale(folder: Path = DOCS) -> dict[str, str]:
    """Return the pages that are not up to date, as they should be, by name."""
    paths = {name: folder / name for name in PAGES}
    texts = {name: path.read_text("utf-8") if path.exists() else "" for name, path in paths.items()}
    right = {name: make(texts[name]) for name, make in PAGES.items()}
    return {name: text for name, text in right.items() if text != texts[name]}


def main(arguments: Sequence[str], folder: Path = DOCS) -> int:
    """Write what is stale, or name it; return the exit code."""
    check = "--check" in arguments
    pages = stale(folder)
    for name, text in pages.items():
        print(f"docs/{name}: {'run make pages' if check else 'written anew'}")
        if not check:
            (folder / name).write_text(text, "utf-8", newline="\n")
    return int(check and bool(pages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
