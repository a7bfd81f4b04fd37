"""The table of the library is what its cases say."""

from __future__ import annotations

from sim.analysis.likeness.table import TABLE, shipped_cases
from sim.scenario.shipped import CASES, cases, folder
from tools.case_table import table


def test_the_table_is_up_to_date() -> None:
    """If not: ``python -m tools.case_table``."""
    assert (folder() / CASES / TABLE).read_text("utf-8") == table()


def test_the_table_has_every_case_whole() -> None:
    found = shipped_cases()
    assert [path.stem for path in found] == list(cases())
    for path, case in found.items():
        assert path.stem == case.name
        assert None not in case.features.values()
