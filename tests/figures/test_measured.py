"""One outcome read from a batch: what is missing, what is estimated, in which bins it falls."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sim.analysis.quantities import UnknownOutcomeError
from sim.figures.batch.measured import edges, measured
from sim.statistics.intervals import mean, quantile
from tests.batches import small_batch
from tests.legibility import with_outcomes


def test_mean_and_median_are_those_of_the_futures_that_have_a_value() -> None:
    batch = with_outcomes(
        small_batch("examples/veridia", 30), {"step_lp": [4.0, None, 1.0, 7.0, None]}
    )
    found = measured(batch, "step_lp", 0.95)
    assert found.values.tolist() == [4.0, 1.0, 7.0]
    assert (found.n, found.without, found.until) == (5, 2, False)
    interval = mean(np.array([4.0, 1.0, 7.0])).interval(0.95, (0.0, np.inf))
    assert interval is not None
    assert found.middle["mean"] == (4.0, *interval)
    assert found.middle["median"] == quantile(np.array([1.0, 4.0, 7.0]), 0.5, None, 0.95)
    assert found.axis.endswith(", LP")


def test_a_time_that_never_comes_is_later_than_all_others() -> None:
    batch = with_outcomes(
        small_batch("examples/veridia", 30), {"days_to_relief": [10.0, None, None, 20.0, None]}
    )
    found = measured(batch, "days_to_relief", 0.95)
    assert set(found.middle) == {"median"}
    assert found.middle["median"].value == float("inf")
    assert found.summary("median").startswith("median after the end")
    assert found.missing == "not by the end"
    assert found.axis.endswith("days from the start")


def test_an_estimate_is_said_with_its_unit_and_interval() -> None:
    many = with_outcomes(
        small_batch("examples/veridia", 30), {"legal_end": [2.0, 4.0] * 10, "deals": [1] * 20}
    )
    assert measured(many, "legal_end", 0.95).summary("mean") == "mean 3.0 LP (2.5 to 3.5)"
    assert measured(many, "deals", 0.95).summary("mean") == "mean 1.0 in every future"
    one = measured(with_outcomes(many, {"legal_end": [2.0]}), "legal_end", 0.95)
    assert one.summary("mean") == "mean 2.0 LP (too few futures for an interval)"


def test_an_outcome_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownOutcomeError, match="did you mean 'legal_end'"):
        measured(small_batch("examples/veridia", 2), "legal_ned", 0.95)


# -- bins ----------------------------------------------------------------------------------


def test_counts_have_a_bin_each_if_they_are_few() -> None:
    assert edges(np.array([0.0, 2.0]), whole=True).tolist() == [-0.5, 0.5, 1.5, 2.5]


def test_many_counts_share_bins_of_as_many_numbers() -> None:
    widths = np.diff(edges(np.arange(100.0), whole=True))
    assert set(widths.tolist()) == {3.0}


def test_equal_values_have_one_bin_around_them() -> None:
    for value in (0.0, 5.0, -3.0):
        low, high = edges(np.full(7, value), whole=False)
        assert low < value < high


def test_times_are_divided_evenly_from_the_start_to_the_end() -> None:
    at = edges(np.array([300.0, 400.0, 1000.0]), whole=False, end=1200.0)
    assert (at[0], at[-1]) == (0.0, 1200.0)
    assert_allclose(np.diff(at), 1200.0 / (len(at) - 1))


def test_a_share_of_all_is_not_in_a_bin_beyond_it() -> None:
    assert edges(np.linspace(0.0, 1.0, 11), whole=False)[-1] == 1.0


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=1, max_size=60),
    st.booleans(),
)
def test_every_value_falls_into_a_bin_and_there_are_not_too_many(
    values: list[float], whole: bool
) -> None:
    given_ = np.array([float(round(x)) for x in values] if whole else values)
    at = edges(given_, whole)
    assert (np.diff(at) > 0.0).all()
    counts, _ = np.histogram(given_, at)
    assert counts.sum() == given_.size
    assert len(counts) <= 42
