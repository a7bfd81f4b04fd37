"""Base rates of cases, by hand; as published; and one half."""

from __future__ import annotations

from math import exp, inf, log

import numpy as np
import pytest

from sim.analysis.forecasts.arrivals import Window
from sim.analysis.forecasts.rates import Rate, rate_of
from sim.analysis.forecasts.topics import Asked
from sim.analysis.likeness.cases import Case
from tests.forecasts.toy import case

YEAR = 365.25
RELIEF = [case("a", 300), case("b", 700), case("c", 1461), case("d", 2922), case("e")]
"""One by one within 1, 2, 4 and 8 years, and one without."""


def rate(topic: str, window: Window, cases: list[Case], apart: list[float] | None = None) -> Rate:
    distances = np.array([np.nan] * len(cases) if apart is None else apart)
    return rate_of(Asked("eased", topic, window), cases, distances)


def within(topic: str, first: float, last: float, cases: list[Case]) -> float:
    return rate(topic, Window(first, last), cases).probability


# -- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "share"),
    [
        (299 / YEAR, 0.0),
        (300 / YEAR, 0.2),
        (1.0, 0.2),
        (2.0, 0.4),
        (3.99, 0.4),
        (4.0, 0.6),
        (8.0, 0.8),
    ],
)
def test_relief_is_the_share_of_cases_that_have_had_it(years: float, share: float) -> None:
    assert within("relief", 0.0, years, RELIEF) == pytest.approx(share)


def test_after_eight_years_relief_comes_as_in_the_last_four() -> None:
    """From .6 to .8 in four years: half of those left are left after four more."""
    assert within("relief", 0.0, 12.0, RELIEF) == pytest.approx(0.9)


def test_cases_count_with_their_weights() -> None:
    """Of two cases at 0 and far away, and as many shared: 2 and 1 of 3."""
    two = [case("near", 300), case("far", 700)]
    found = rate("relief", Window(0.0, 1.0), two, [0.0, 5.0])
    assert found.probability == pytest.approx(2.0 / 3.0)
    assert found.n == pytest.approx(9.0 / 5.0)
    assert [(name, round(share, 6)) for name, share in found.cases] == [
        ("near", 0.666667),
        ("far", 0.333333),
    ]
    assert found.made_of == "near 66.7 %, far 33.3 %"
    assert found.in_words == "66.7 % (2 cases)"


def test_relief_on_one_day_in_several_cases_is_one_step() -> None:
    found = rate("relief", Window(0.0, 8.0, dated=True), [case("a", 400), case("b", 400)])
    assert found.prediction.times.max() == pytest.approx(400 / YEAR)
    assert found.prediction.probability == pytest.approx(1.0, abs=1e-5)


def test_dates_of_relief_are_those_of_the_cases() -> None:
    found = rate("relief", Window(0.0, 8.0, dated=True), RELIEF).prediction
    shares = [float(np.mean(found.times <= years + 1e-9)) for years in (300 / YEAR, 4.0, 8.0)]
    assert shares == pytest.approx([0.2, 0.6, 0.8])
    assert found.probability == pytest.approx(0.8)


def test_a_window_that_opens_later() -> None:
    """Of the three that are left after two years, two have it by the eighth."""
    assert within("relief", 2.0, 8.0, RELIEF) == pytest.approx(1.0 - 0.2 / 0.6)


# -- years that were asked for -----------------------------------------------------------------

MAIN = [
    case("a", answers={"main_4y": True, "main_8y": True}),
    case("b", answers={"main_8y": True}),
    case("c"),
    case("d"),
]


@pytest.mark.parametrize(
    ("years", "share"),
    [
        (2.0, 1.0 - 0.75**0.5),
        (4.0, 0.25),
        (6.0, 1.0 - (0.75 * 0.5) ** 0.5),
        (8.0, 0.5),
        (12.0, 1.0 - 0.5 * (0.5 / 0.75)),
    ],
)
def test_between_and_beyond_the_years_that_are_asked_for(years: float, share: float) -> None:
    assert within("main", 0.0, years, MAIN) == pytest.approx(share)


def test_a_topic_with_one_question_has_a_constant_hazard() -> None:
    cases = [case("a", answers={"reversed_5y": True}), case("b")]
    assert within("reversed", 0.0, 5.0, cases) == pytest.approx(0.5)
    assert within("reversed", 0.0, 2.5, cases) == pytest.approx(1.0 - 0.5**0.5)
    assert within("reversed", 5.0, 10.0, cases) == pytest.approx(0.5)
    twice = rate("reversed", Window(0.0, 5.0, at_least=2), cases).probability
    assert twice == pytest.approx(1.0 - 0.5 * (1.0 + log(2.0)))


def test_only_cases_that_answer_count() -> None:
    asked, not_asked = case("a", answers={"repealed_8y": True}), case("b")
    silent = {key: value for key, value in not_asked.answers.items() if key != "repealed_8y"}
    cases = [asked, Case("b", "B", not_asked.start, not_asked.features, silent)]
    found = rate("repeal", Window(0.0, 4.0), cases)
    assert found.names == ("a",)
    assert found.n == pytest.approx(1.0)


# -- what the library does not ask -------------------------------------------------------------


def test_what_has_no_topic_is_as_published() -> None:
    found = rate_of(Asked("law", "", Window(0.0, 2.0)), RELIEF, np.zeros(5))
    assert found.probability == pytest.approx(0.035)
    assert found.n is None
    assert found.made_of.startswith("published: CRS R47344")
    assert found.in_words == "3.5 % (published)"
    assert found.prediction.known


def test_what_no_case_answers_is_as_published() -> None:
    found = rate("repeal", Window(0.0, 2.0), [])
    assert found.source.startswith("GSDB")
    assert found.probability == pytest.approx(1.0 - 0.39**0.2)


def test_what_nobody_knows_is_one_half_however_many_it_takes() -> None:
    window = Window(1.0, 5.0, at_least=3)
    found = rate_of(Asked("veto", "", window), RELIEF, np.zeros(5))
    assert found.probability == pytest.approx(0.5)
    assert not found.known
    assert not found.prediction.known
    assert found.in_words == "none known"
    assert found.made_of == "nothing is known of such events: one half"
    dated = rate_of(Asked("veto", "", window._replace(dated=True)), RELIEF, np.zeros(5))
    assert float(np.median(dated.prediction.times)) == pytest.approx(5.0, abs=0.01)


def test_renewals_are_as_published() -> None:
    found = rate_of(Asked("continued", "", Window(0.0, 2.0, before=1)), RELIEF, np.zeros(5))
    assert found.probability == pytest.approx((148.5 / 155) ** 2)


def test_the_heaviest_are_named_and_the_others_counted() -> None:
    found = rate("relief", Window(0.0, 1.0), RELIEF)
    assert found.made_of == "a 20.0 %, b 20.0 %, c 20.0 % and 2 others"
    assert sum(share for _, share in found.cases) == pytest.approx(1.0)


def test_a_hazard_is_the_same_over_any_years() -> None:
    cases = [case("a", answers={"government_8y": True}), case("b")]
    found = rate("government", Window(0.0, 100.0, dated=True), cases)
    assert found.prediction.probability == pytest.approx(1.0 - exp(-100.0 * log(2.0) / 8.0))
    assert found.prediction.times.max() < inf
