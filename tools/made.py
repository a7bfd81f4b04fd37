"""What the site has beside the pages that are written: where it is put, and whether it is there.

Pages go to ``build/site.pages``, where `docs/conf.py` finds them in place of those of the same
name; files that they show or link go to ``build/site.files``, which the site has at its root.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

from tools.cells import ROOT

BUILD: Final = ROOT / "build"
PAGES: Final = BUILD / "site.pages"
FILES: Final = BUILD / "site.files"


@cache
def sources() -> str:
    """Return a hash of all that thaw is made of: its sources, its data and its scenarios."""
    folders = (ROOT / name for name in ("sim", "scenarios", "tools"))
    paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    total = hashlib.blake2b(digest_size=16)
    for path in paths:
        if path.suffix not in {".pyc", ".so", ".pyd"}:
            total.update(f"\n{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return total.hexdigest()


def unless_made(mark: Path, what: Iterable[str], make: Callable[[], None]) -> bool:
    """Make something unless it was made of the same before; return whether it was made.

    Parameters
    ----------
    mark
        A file that says of what it was made.
    what
        What it is made of, beside `sources`.
    make
        Makes it.
    """
    said = hashlib.blake2b("\n".join([sources(), *what]).encode(), digest_size=16).hexdigest()
    if mark.is_file() and mark.read_text("utf-8") == said:
        return False
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    make()
    mark.write_text(said, "utf-8", newline="\n")
    return True
