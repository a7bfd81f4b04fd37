"""What drives outcomes: the indices and the split of the analysis, as bars."""

import pytest
from numpy.testing import assert_allclose

from sim.analysis.drivers import drivers as first_order
from sim.analysis.quantities import UnknownOutcomeError
from sim.analysis.spread import spread
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.drivers import OUTCOMES, drivers
from tests.batches import small_batch
from tests.figures import UNCERTAIN, assert_legible, bar_sizes, broken, panels, wording


def batch(n: int) -> Batch:
    return small_batch("examples/veridia", n, 0, UNCERTAIN)


def test_bars_are_the_first_order_indices_the_strongest_first() -> None:
    made = batch(60)
    figure = drivers(made, ["legal_end", "added"])
    _, one, _, two = panels(figure)
    for axes, outcome in ((one, "legal_end"), (two, "added")):
        expected = first_order(made, outcomes=[outcome])["first_order"].to_list()
        assert_allclose(bar_sizes(axes), expected)
        assert bar_sizes(axes) == sorted(bar_sizes(axes), reverse=True)
        assert axes.get_xlabel() == "share of the variance by this parameter alone"
    said = wording(figure)
    assert "agents.kremlin.jv" in said
    assert "intervals: 95 %" in said
    assert "legal_end, LP" in said


def test_the_bar_above_is_the_split_into_parameters_and_luck() -> None:
    made = batch(60)
    figure = drivers(made, ["legal_end"])
    top = panels(figure)[0]
    share = spread(made, outcomes=["legal_end"])["epistemic"][0]
    assert bar_sizes(top, "parameters") == pytest.approx([share])
    assert bar_sizes(top, "luck") == pytest.approx([1.0 - share])
    assert "one future a draw: the parameters' part is a lower bound" in wording(figure)


def test_panels_share_their_scale() -> None:
    figure = drivers(batch(60))
    scales = {axes.get_xlim() for axes in panels(figure)[1::2]}
    assert len(scales) == 1
    assert len(panels(figure)) == 2 * len(OUTCOMES)
    assert_legible(figure)


def test_an_outcome_that_does_not_vary_is_said_in_words() -> None:
    figure = drivers(batch(60), ["days_to_settlement", "legal_end"])
    assert "It does not vary, or futures are too few." in wording(figure)
    assert "not known" in wording(figure)
    assert_legible(figure)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_futures_are_no_crash(n: int) -> None:
    assert_legible(drivers(batch(n)))


def test_without_uncertain_parameters_the_figure_says_so() -> None:
    figure = drivers(small_batch("examples/veridia", 2))
    assert "No parameter of this batch is uncertain" in wording(figure)
    assert_legible(figure)


def test_failures_and_unknown_outcomes_are_refused_in_words() -> None:
    with pytest.raises(ThawError, match="all 3 replications failed"):
        drivers(broken())
    with pytest.raises(UnknownOutcomeError, match="did you mean 'added'"):
        drivers(batch(3), ["aded"])
