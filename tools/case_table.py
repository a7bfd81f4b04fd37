"""The table of the cases that come with thaw, from which ``thaw like`` takes them.

``python -m tools.case_table`` writes it, as does ``make pages``; a test says when it is stale.
"""

from __future__ import annotations

import json

from sim.analysis.likeness.table import TABLE
from sim.scenario.shipped import CASES, cases, folder
from sim.workflows.likeness.library import coded_cases
from sim.workflows.reporter import SILENT


def table() -> str:
    """Return the table as the cases are now: JSON, a line for each."""
    rows = [
        json.dumps(case.to_plain(), ensure_ascii=False)
        for case in coded_cases(cases(), SILENT).values()
    ]
    return "[\n" + ",\n".join(rows) + "\n]\n"


if __name__ == "__main__":
    (folder() / CASES / TABLE).write_text(table(), "utf-8", newline="\n")
