"""Scenarios against scenarios."""

from __future__ import annotations

import pytest

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.matrix import matrix
from sim.analysis.quantities import UnknownOutcomeError
from tests.analysis.synthetic import synthetic

EACH = [
    synthetic({"legal_end": values, "outcome": names}, name=name)
    for name, values, names in (
        ("a", [1.0, 2.0, 4.0], ["partial", "partial", "partial"]),
        ("b", [2.0, 2.0, 2.0], ["partial", "escalation", "partial"]),
        ("c", [0.0, 1.0, 5.0], ["escalation"] * 3),
    )
]
EVERY = compare(EACH, outcomes=["legal_end", "outcome"], every_pair=True)


def test_rows_minus_columns() -> None:
    found = matrix(EVERY, "legal_end")
    assert found["scenario"].to_list() == ["a", "b", "c"]
    cells = [found[name].to_list() for name in ("a", "b", "c")]
    third = pytest.approx(1 / 3)
    assert cells[0] == [0.0, pytest.approx(-1 / 3), pytest.approx(-1 / 3)]
    assert cells[1] == [third, 0.0, pytest.approx(0.0)]
    assert cells[2] == [third, pytest.approx(0.0), 0.0]


def test_probabilities_that_the_row_is_larger() -> None:
    found = matrix(EVERY, "legal_end", cell="better")
    # a against b: less, equal, more; a against c: more, more, less.
    assert found["b"].to_list()[0] == found["a"].to_list()[1] == 0.5
    assert found["c"].to_list()[0] == pytest.approx(2 / 3)
    assert found["a"].to_list()[2] == pytest.approx(1 / 3)
    assert found["a"].to_list()[0] == 0.5


def test_what_is_the_same_both_ways() -> None:
    for cell, diagonal in (("p", 1.0), ("p_holm", 1.0), ("variance_reduction", None)):
        found = matrix(EVERY, "legal_end", cell=cell)  # type: ignore[arg-type]
        for i, one in enumerate("abc"):
            assert found[one].to_list()[i] == diagonal
            for j, two in enumerate("abc"):
                assert found[one].to_list()[j] == found[two].to_list()[i]


def test_classes_and_comparisons_with_the_baseline_alone() -> None:
    few = compare(EACH, outcomes=["outcome"], baseline=1)
    found = matrix(few, "outcome", "escalation")
    assert found["b"].to_list() == pytest.approx([-1 / 3, 0.0, 2 / 3])
    assert found["a"].to_list()[2] is None


def test_unknown_cells() -> None:
    with pytest.raises(UnknownOutcomeError, match="'deals'"):
        matrix(EVERY, "deals")
    with pytest.raises(UnknownOutcomeError, match="'outcome=comprehensive'"):
        matrix(EVERY, "outcome", "comprehensive")
