"""Rounding of shares: one rule for tables and figures."""

from __future__ import annotations

import pytest

from sim.analysis.rounding import percent, percent_range
from sim.plots import wording


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0.0 %"), (1.0, "100.0 %"), (0.475, "47.5 %"), (0.485, "48.5 %"), (19 / 200, "9.5 %"),
        (45 / 200, "22.5 %"), (0.605, "60.5 %"), (0.2225, "22.3 %"), (0.1235, "12.4 %"),
        (0.0004, "<0.1 %"), (0.0005, "0.1 %"), (0.9996, ">99.9 %"), (1 / 3, "33.3 %"),
    ],
)  # fmt: skip
def test_halves_are_rounded_up_and_nothing_becomes_nought_or_all(share: float, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize("n", [7, 40, 200, 1000, 20_000])
def test_figures_say_what_tables_say(n: int) -> None:
    for k in range(0, n + 1, max(1, n // 50)):
        assert wording.percent(k / n, n) == percent(k / n)


def test_a_range_has_its_unit_once() -> None:
    assert percent_range(0.441, 0.529) == "44.1 to 52.9 %"
