"""Rounding of shares: one rule for tables and figures."""

from __future__ import annotations

import pytest

from sim.wording.rounding import (
    between,
    compact,
    level,
    percent,
    percent_range,
    three_digits,
    with_range,
)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.475, "47.5 %"),
        (0.485, "48.5 %"),
        (19 / 200, "9.5 %"),
        (45 / 200, "22.5 %"),
        (0.605, "60.5 %"),
        (0.2225, "22.3 %"),
        (0.1235, "12.4 %"),
        (0.0004, "<0.1 %"),
        (0.0005, "0.1 %"),
        (0.9996, ">99.9 %"),
        (1 / 3, "33.3 %"),
        (0.334, "33.4 %"),
    ],
)
def test_halves_are_rounded_up_and_nothing_becomes_nought_or_all(share: float, said: str) -> None:
    assert percent(share) == said


def test_a_range_has_its_unit_once() -> None:
    assert percent_range(0.441, 0.529) == "44.1 to 52.9 %"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1834.0, "1,830"),
        (0.304, "0.304"),
        (-0.0912, "−0.0912"),
        (0.0, "0"),
        (-0.0, "0"),
        (9.996, "10"),
        (999.6, "1,000"),
        (25.0, "25"),
        (2.5e6, "2,500,000"),
    ],
)
def test_numbers_have_three_digits_and_no_exponent(value: float, said: str) -> None:
    assert three_digits(value) == said


def test_an_interval_stands_behind_its_number() -> None:
    assert with_range(1834.0, 842.3, 2812.0) == "1,830 (842 to 2,810)"
    assert with_range(1.5, None, None) == "1.5"
    assert between(-1.0, None) == "at least −1"
    assert between(None, 2.0) == "at most 2"


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (0.12345, "0.123"), (-1234.5, "−1,234")])
def test_a_compact_number_has_three_digits(value: float, text: str) -> None:
    assert compact(value) == text


def test_a_level_is_a_percentage_without_noise() -> None:
    assert [level(share) for share in (0.95, 1.0 - 0.95, 0.999)] == ["95 %", "5 %", "99.9 %"]
