"""Bars of outcome classes: shares, counts and intervals of all classes, in their order."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from numpy.testing import assert_allclose

from sim.analysis.wording import class_words
from sim.errors import ThawError
from sim.figures.batch.classes import classes
from sim.outcomes.classes import CLASSES
from sim.statistics.precision import wilson_interval
from tests.batches import small_batch
from tests.legibility import (
    assert_legible,
    bar_sizes,
    boxes,
    broken,
    panels,
    with_outcomes,
    wording,
)

FOUND = ["partial"] * 6 + ["status_quo"] * 3 + ["escalation"]


def test_bars_are_the_shares_of_all_classes_in_order() -> None:
    figure = classes(with_outcomes(small_batch("examples/veridia", 30), {"outcome": FOUND}))
    (axes,) = panels(figure)
    expected = {"partial": 0.6, "status_quo": 0.3, "escalation": 0.1}
    assert_allclose(bar_sizes(axes), [expected.get(name, 0.0) for name in CLASSES])
    for text in (
        "60.0 %  (6)",
        "30.0 %  (3)",
        "10.0 %  (1)",
        "0.0 %  (0)",
        "10 futures",
        "Interval (95 %, Wilson)",
        "Partial is the most frequent end: 60.0 % (31.3 to 83.2 %); next, status quo: 30.0 %",
    ):
        assert text in wording(figure)
    names = [text for text, _ in sorted(boxes(figure), key=lambda x: -x[1].y0)]
    looks = [class_words(name) for name in CLASSES]
    assert [text for text in names if text in looks] == looks


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_whiskers_are_wilson_intervals_of_the_level_said(level: float) -> None:
    figure = classes(with_outcomes(small_batch("examples/veridia", 30), {"outcome": FOUND}), level)
    (axes,) = panels(figure)
    (whiskers,) = [c for c in axes.collections if isinstance(c, LineCollection)]
    drawn = [sorted(segment[:, 0]) for segment in whiskers.get_segments()]
    assert_allclose(
        drawn, [wilson_interval(FOUND.count(name), 10, level) for name in CLASSES], atol=1e-12
    )
    assert f"Interval ({100 * level:g} %, Wilson)" in wording(figure)


def test_groups_of_replications_widen_the_intervals() -> None:
    # Two members of a pair always end alike: ten futures tell as much as five.
    found = [name for name in FOUND[:5] for _ in range(2)][:6] + ["status_quo"] * 4
    batch = with_outcomes(small_batch("examples/veridia", 30), {"outcome": found})

    def width(antithetic: bool) -> float:
        (axes,) = panels(classes(replace(batch, antithetic=antithetic)))
        (whiskers,) = [c for c in axes.collections if isinstance(c, LineCollection)]
        return float(np.ptp(whiskers.get_segments()[CLASSES.index("partial")][:, 0]))

    assert width(antithetic=True) > 1.2 * width(antithetic=False)


@pytest.mark.parametrize("n", [1, 2, 30])
def test_it_can_be_read(n: int) -> None:
    assert_legible(classes(small_batch("examples/veridia", n)))


def test_a_batch_of_failures_is_refused() -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        classes(broken())


def test_pairs_have_an_interval_of_their_own_name() -> None:
    batch = small_batch("examples/veridia", 8)
    assert "Wilson)" in wording(classes(batch))
    assert "Tango)" in wording(classes(replace(batch, antithetic=True)))
    assert "Wilson)" in wording(classes(replace(batch, antithetic=True, repeats=2)))
