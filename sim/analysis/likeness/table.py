"""The table of the cases that come with thaw: to read all of them takes a second."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from sim.analysis.likeness.cases import Case
from sim.scenario.shipped import CASES, cases, folder

__all__ = ["TABLE", "shipped_cases"]

TABLE: Final = "base/coded.json"
"""The table, within the folder of cases."""


def shipped_cases() -> dict[Path, Case]:
    """Return the cases that come with thaw, from their table, by file."""
    files = cases()
    rows = json.loads((folder() / CASES / TABLE).read_text("utf-8"))
    return {files[row["name"]]: Case.from_plain(row) for row in rows}
