"""Statistics of batches against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.kernel.clock import YEAR
from sim.statistics.precision import wilson_interval
from sim.validation.patterns.columns import misfits
from sim.validation.patterns.samples import PatternError, Quotient, Values, sample
from sim.validation.patterns.statistics import by_point, measured
from tests.validation.patterns.made import batch, pattern


def measure(statistic, columns, **more):
    return measured(pattern(statistic).statistic, batch(columns, **more))


def test_a_ratio_is_of_sums_and_not_a_mean_of_ratios():
    columns = {"laws": [1, 0, 2], "bills": [10, 0, 5]}
    found = measure({"type": "ratio", "of": ["laws"], "among": ["bills"]}, columns)
    assert found.value == pytest.approx(3 / 15)
    assert found.n == 2  # the second says nothing
    assert found.low < found.value < found.high


def test_sums_of_several_columns_are_added():
    columns = {"acts_renewed": [3, 4], "acts_lapsed": [1, 0]}
    statistic = {"type": "ratio", "of": ["acts_renewed"], "among": ["acts_renewed", "acts_lapsed"]}
    assert measure(statistic, columns).value == pytest.approx(7 / 8)


def test_where_all_events_are_of_the_kind_the_interval_is_wilsons():
    columns = {"acts_renewed": [5] * 8, "acts_lapsed": [0] * 8}
    statistic = {"type": "ratio", "of": ["acts_renewed"], "among": ["acts_renewed", "acts_lapsed"]}
    found = measure(statistic, columns)
    assert (found.value, found.low, found.high) == (1.0, *wilson_interval(40, 40))


def test_a_bootstrap_is_the_same_each_time_and_about_right():
    rng = np.random.default_rng(1)
    columns = {"laws": rng.binomial(4, 0.3, 400), "bills": [4] * 400}
    statistic = {"type": "ratio", "of": ["laws"], "among": ["bills"]}
    found = measure(statistic, columns)
    assert found == measure(statistic, columns)
    half = 1.96 * np.sqrt(0.3 * 0.7 / 1600)
    assert found.high - found.low == pytest.approx(2 * half, rel=0.15)


def test_replications_that_share_parameters_are_resampled_together():
    columns = {"laws": [0, 0, 0, 0, 4, 4, 4, 4] * 10, "bills": [4] * 80}
    statistic = {"type": "ratio", "of": ["laws"], "among": ["bills"]}
    alone, together = measure(statistic, columns), measure(statistic, columns, repeats=4)
    assert alone.value == together.value == 0.5
    width = alone.high - alone.low
    assert together.high - together.low == pytest.approx(2 * width, rel=0.25)


def test_nothing_to_measure():
    ratio = {"type": "ratio", "of": ["laws"], "among": ["bills"]}
    assert measure(ratio, {"laws": [0, 0], "bills": [0, 0]}) == (0, None, None, None)
    median = {"type": "median", "column": "step_lp"}
    assert measure(median, {"step_lp": [None, None]}) == (0, None, None, None)


def test_a_share_of_yes_has_wilsons_interval():
    found = measure({"type": "share", "column": "truce"}, {"truce": [True, False, True, True]})
    assert found == (4, 0.75, *wilson_interval(3, 4))


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ({"at_least": 2}, 0.5),
        ({"at_most": 1}, 0.5),
        ({"equals": 0}, 0.25),
        ({"at_least": 1, "at_most": 2}, 0.5),
    ],
)
def test_a_share_within_bounds(condition, value):
    found = measure({"type": "share", "column": "deals", **condition}, {"deals": [0, 1, 2, 5]})
    assert found.value == value


def test_a_share_leaves_out_what_is_missing():
    columns = {"opening_demand_share": [0.9, None, 0.2]}
    found = measure({"type": "share", "column": "opening_demand_share", "at_least": 0.5}, columns)
    assert (found.n, found.value) == (2, 0.5)


def test_a_share_of_a_class():
    columns = {"outcome": ["partial", "status_quo", "partial"]}
    found = measure({"type": "share", "column": "outcome", "equals": "partial"}, columns)
    assert found.value == pytest.approx(2 / 3)


def test_where_leaves_out_replications_and_a_null_never_holds():
    columns = {"deals": [1, 1, 0, 4], "days_to_half": [10.0, None, 30.0, 40.0]}
    statistic = {"type": "mean", "column": "deals", "where": {"days_to_half": {"at_most": 35}}}
    found = measure(statistic, columns)
    assert (found.n, found.value) == (2, 0.5)


def test_a_mean_weighted_by_another_column():
    columns = {"steps_light": [1.0, 0.5, None], "steps": [1, 3, 0]}
    found = measure({"type": "mean", "column": "steps_light", "weight": "steps"}, columns)
    assert (found.n, found.value) == (2, 2.5 / 4)


def test_a_mean_has_students_interval():
    found = measure({"type": "mean", "column": "deals"}, {"deals": [1, 2, 3]})
    assert found.value == 2.0
    assert found.high - 2.0 == pytest.approx(4.302653 / np.sqrt(3))


def test_scales():
    made = batch({"step_lp": [5.0] * 10, "deals": [8] * 10})
    of_leverage = pattern({"type": "median", "column": "step_lp", "scale": "executive"})
    a_year = pattern({"type": "mean", "column": "deals", "scale": "year"})
    assert measured(of_leverage.statistic, made).value == pytest.approx(
        5.0 / made.model.leverage_at_start
    )
    years = made.model.calendar.horizon / YEAR
    assert measured(a_year.statistic, made).value == pytest.approx(8.0 / years)


def test_a_median_and_a_quantile_are_values_that_occur():
    columns = {"step_lp": [4.0, None, 1.0, 2.0, 3.0]}
    assert measure({"type": "median", "column": "step_lp"}, columns).value == 2.0
    assert measure({"type": "quantile", "column": "step_lp", "q": 0.75}, columns).value == 3.0


def test_survival_counts_what_is_censored_as_later():
    columns = {"days_to_half": [100.0, YEAR, YEAR + 1.0, None]}
    found = measure({"type": "survival", "column": "days_to_half", "years": 1}, columns)
    assert found == (4, 0.5, *wilson_interval(2, 4))


def test_never_counts_and_never_within_years():
    found = measure({"type": "none", "column": "acts_lapsed"}, {"acts_lapsed": [0, 0, 1]})
    assert found.value == pytest.approx(2 / 3)
    columns = {"days_to_relief": [10.0, None, 900.0]}
    found = measure({"type": "none", "column": "days_to_relief", "years": 1}, columns)
    assert found.value == pytest.approx(2 / 3)


# By design points


def test_each_point_has_its_own_value():
    point = np.array([0, 0, 2, 2, 2])
    quotient = Quotient(np.array([1.0, 0, 1, 1, 0]), np.array([1.0, 1, 1, 1, 1]))
    assert by_point(quotient, point, 3) == pytest.approx([0.5, np.nan, 2 / 3], nan_ok=True)
    values = Values(np.array([5.0, np.nan, 3, 1, 2]), 0.5)
    assert by_point(values, point, 3) == pytest.approx([5.0, np.nan, 2.0], nan_ok=True)


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=40),
    st.sampled_from(
        [
            {"type": "ratio", "of": ["deals"], "among": ["demands"]},
            {"type": "mean", "column": "deals", "weight": "demands"},
            {"type": "mean", "column": "deals"},
            {"type": "share", "column": "deals", "at_least": 2},
            {"type": "quantile", "column": "deals", "q": 0.3},
        ]
    ),
)
def test_one_point_of_all_rows_is_the_whole_batch(deals, statistic):
    made = batch({"deals": deals, "demands": [d % 3 for d in deals]})
    asked = pattern(statistic).statistic
    (value,) = by_point(sample(asked, made), np.zeros(len(deals), dtype=np.int64), 1)
    whole = measured(asked, made).value
    assert np.isnan(value) if whole is None else value == pytest.approx(whole)


# What a batch does not have


@pytest.mark.parametrize(
    ("statistic", "message"),
    [
        ({"type": "mean", "column": "deal"}, "no column 'deal'"),
        ({"type": "mean", "column": "outcome"}, "holds names"),
        ({"type": "share", "column": "deals"}, "what of 'deals'"),
        ({"type": "share", "column": "outcome", "at_least": 3}, "has no order"),
        ({"type": "share", "column": "outcome", "equals": 3}, "never equals that"),
        ({"type": "share", "column": "truce", "equals": "yes"}, "never equals that"),
        ({"type": "mean", "column": "deals", "where": {"deals": {}}}, "what of 'deals'"),
        ({"type": "mean", "column": "deals", "where": {"deal": {"equals": 1}}}, "no column"),
        ({"type": "survival", "column": "deals", "years": 1}, "no column of days"),
        ({"type": "survival", "column": "ceasefire_days", "years": 1}, "no column of days"),
        ({"type": "survival", "column": "days_to_half", "years": 5}, "ends after 3.9 years"),
    ],
)
def test_what_the_outcomes_do_not_have_is_refused(statistic, message):
    made = batch({"deals": [1]})
    asked = pattern(statistic).statistic
    (first, *_) = misfits(asked, made.model)
    assert message in first.message
    with pytest.raises(PatternError, match=message[:10]):
        measured(asked, made)
