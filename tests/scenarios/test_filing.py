"""The more a legislature files disapprovals, the less relief there is."""

from itertools import pairwise

import pytest

from tests.scenarios.worlds import compiled, happened, runs


def eased(name: str, base: float, n: int) -> float:
    """Mean LP that take effect under deals, on common luck."""
    records = runs(compiled(name, f"agents.congress.filing_base={base}"), n)
    assert len(records) == n
    return (
        sum(
            entry.numbers["lp"]
            for record in records
            for entry in happened(record, "eased")
            if entry.numbers["via"] == "bargain"
        )
        / n
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["all_at_once", "russia_2025"])
def test_more_filing_brings_no_more_relief(name):
    levels = [eased(name, base, 200) for base in (-8.0, -2.0, 1.0, 10.0)]
    # Chance may move a single deal; a level higher may not bring more than that.
    assert all(later <= before + 0.02 * levels[0] for before, later in pairwise(levels))
    assert levels[-1] < 0.8 * levels[0]
