"""The verification cases: exact answers that the parts must give, one test per case.

Every expected number is a literal, worked out apart from the code. Closed forms must agree
within 1e-6; where a case states fewer digits, within half of its last one.
"""

from datetime import date

import pytest

from sim.catalogue.loading import load_catalogue
from sim.law import clocks
from sim.statistics import scores


def close(value: float, digits: int = 6) -> object:
    """Compare within 1e-6, or within half a unit of the last of fewer `digits`."""
    return pytest.approx(value, rel=0.0, abs=1e-6 if digits >= 6 else 0.5 * 10.0**-digits)


def test_case_22_review_under_section_216() -> None:
    procedure = load_catalogue("russia").procedures["delist_reviewed"]
    assert clocks.review_ends(procedure, date(2027, 3, 1)) == date(2027, 3, 31)
    assert clocks.review_ends(procedure, date(2027, 7, 15)) == date(2027, 9, 13)


def test_case_23_window_of_an_emergency() -> None:
    assert clocks.renewal_window(date(2027, 4, 15))[0] == date(2027, 1, 15)
    assert clocks.renewal_window(date(2027, 3, 6))[0] == date(2026, 12, 6)


def test_case_30_scores() -> None:
    forecasts, outcomes = (0.9, 0.7, 0.2), (1, 0, 0)
    assert scores.brier_score(forecasts, outcomes) == close(0.18)
    assert scores.log_score(forecasts, outcomes) == close(0.510826)
    assert scores.crps_ensemble((0.0, 1.0), 0.5) == close(0.25)
    assert scores.crps_ensemble((0.0, 1.0), 0.5, fair=True) == close(0.0)
