"""What drives outcomes: the indices and the split of the analysis, as bars."""

import pytest
from numpy.testing import assert_allclose

from sim.analysis.quantities import UnknownOutcomeError
from sim.analysis.uncertainty.drivers import drivers as first_order
from sim.analysis.uncertainty.spread import spread
from sim.analysis.wording import parameter_words
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.batch.drivers import OUTCOMES, drivers, has_drivers
from tests.batches import small_batch
from tests.legibility import (
    UNCERTAIN,
    assert_legible,
    bar_sizes,
    broken,
    panels,
    with_outcomes,
    wording,
)


def batch(n: int) -> Batch:
    return small_batch("examples/veridia", n, 0, UNCERTAIN)


def driven() -> Batch:
    """A batch of which one outcome follows both parameters, and one neither."""
    made = batch(60)
    jv, war = (made.column(name).to_numpy() for name in made.parameters)
    return with_outcomes(
        made,
        {
            "legal_end": (10.0 * jv + 45.0 * war).tolist(),
            "added": [float(k * k % 7) for k in range(60)],
        },
    )


def test_bars_are_the_first_order_indices_the_strongest_first() -> None:
    made = driven()
    figure = drivers(made, ["legal_end"])
    _, axes = panels(figure)
    table = first_order(made, outcomes=["legal_end"])
    assert table["low"].min() > 0.0
    assert_allclose(bar_sizes(axes), table["first_order"].to_list())
    assert bar_sizes(axes) == sorted(bar_sizes(axes), reverse=True)
    assert axes.get_xlabel() == "share of the variance by this parameter alone"
    said = wording(figure)
    words = parameter_words("agents.target.jv").removesuffix(" (agents.target.jv)")
    assert words[:20] in said.replace("\n", " ")
    assert "Interval (95 %, " in said
    assert "Relief at the end, LP" in said


def test_what_may_be_luck_has_no_bar_and_is_said_to_be_so() -> None:
    made = driven()
    figure = drivers(made, ["added"])
    top, below = panels(figure)
    assert spread(made, outcomes=["added"])["low"][0] == 0.0
    assert not bar_sizes(below)
    assert "With 60 futures no parameter's part can be told from luck" in wording(figure)
    assert not any("luck 1" in t.get_text() for t in top.texts)
    assert_legible(figure)


def test_the_bar_above_is_the_split_into_parameters_and_luck() -> None:
    made = batch(60)
    figure = drivers(made, ["legal_end"])
    top = panels(figure)[0]
    share = spread(made, outcomes=["legal_end"])["epistemic"][0]
    assert bar_sizes(top, "parameters") == pytest.approx([share])
    assert bar_sizes(top, "luck") == pytest.approx([1.0 - share])
    assert "one future a draw: the parameters' part is a lower bound" in wording(figure)


def test_panels_share_their_scale() -> None:
    figure = drivers(driven(), ["legal_end", "legal_end", "added"])
    scales = {axes.get_xlim() for axes in panels(figure)[1::2] if axes.axison}
    assert len(scales) == 1
    assert len(panels(drivers(batch(60)))) == 2 * len(OUTCOMES)
    assert_legible(figure)


def test_an_outcome_that_does_not_vary_is_said_in_words() -> None:
    figure = drivers(batch(60), ["acts_lapsed", "legal_end"])
    assert "It does not vary, or futures are too few." in wording(figure)
    assert_legible(figure)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_of_few_futures_nothing_is_drawn_but_said(n: int) -> None:
    assert not has_drivers(batch(n))
    with pytest.raises(ThawError, match=rf"so few futures \({n}\) nothing can be told from luck"):
        drivers(batch(n))


def test_of_more_futures_something_can_be_told() -> None:
    assert has_drivers(batch(60))


def test_without_uncertain_parameters_there_is_nothing_to_draw() -> None:
    with pytest.raises(ThawError, match="nothing in it is uncertain, all spread is luck"):
        drivers(small_batch("examples/veridia", 2))


def test_failures_and_unknown_outcomes_are_refused_in_words() -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        drivers(broken())
    with pytest.raises(UnknownOutcomeError, match="did you mean 'added'"):
        drivers(batch(3), ["aded"])
