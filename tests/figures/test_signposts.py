"""Signposts: bits with intervals, two shares of yes, and what is caused beside what is not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from numpy.testing import assert_allclose

from sim.analysis.signposts.effects import Effect
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.signposts.signs import signs
from sim.batch.gathering import Observed
from sim.batch.observing import Window
from sim.errors import ThawError
from sim.figures.watching.signposts import signposts
from sim.outcomes.observables import Observable
from sim.statistics.intervals import share
from tests.batches import small_batch
from tests.legibility import assert_in_words, assert_legible, panels, wording

N = 200
WHAT = (
    Observable("crisis"),
    Observable("continued", "EO14024"),
    Observable("eased", "US_OTHER_IMPORTS"),
    Observable("package_proposed", "", "EU"),
    Observable("report", "US_CYBER"),
)


@cache
def found(shift: float = 0.4) -> Signposts:
    batch = small_batch("russia_2025", 4)
    rng = np.random.default_rng(7)
    came = rng.random((N, len(WHAT))) < [0.2, 0.9, 0.1, 0.5, 0.03]
    yes = rng.random(N) < 0.3 + shift * came[:, 0]
    answers = (False,) * len(WHAT)
    day = np.where(yes, 300.0, np.inf)
    seen = Observed(np.arange(N), WHAT, came, answers, day, 0)
    every = signs(seen, np.ones(N, dtype=np.bool_), 90.0)
    return Signposts(
        batch=batch,
        question=batch.model.scenario.questions[0],
        window=Window(0.0, 90.0),
        open=tuple(range(N)),
        decided=0,
        failed=0,
        yes=share(yes.astype(np.float64)),
        signs=tuple(every),
        effects={WHAT[0]: Effect(0.02, -0.03, 0.07, N, 1.0, 1.0)},
    )


def test_marks_stand_where_the_numbers_are() -> None:
    of = found()
    bits, answers, differences = panels(signposts(of))
    told = [sign.information for sign in of.signs]
    marks = [line for line in bits.lines if line.get_marker() == "o"]
    assert_allclose([line.get_xdata()[0] for line in marks], [one.bits for one in told])
    whiskers = [
        c.get_segments()[0][:, 0] for c in bits.collections if isinstance(c, LineCollection)
    ]
    assert_allclose(np.sort(whiskers), [[one.low, one.high] for one in told], atol=1e-12)
    bars = [line.get_xdata() for line in answers.lines if len(line.get_xdata()) == 2]
    shares = [[sign.no.value, sign.yes.value] for sign in of.signs]
    assert [list(map(float, bar)) for bar in bars if list(bar) in shares] == shares
    associated = [line for line in differences.lines if line.get_marker() == "D"]
    assert_allclose(
        [line.get_xdata()[0] for line in associated],
        [100.0 * sign.difference.value for sign in of.signs],
    )
    (caused,) = [line for line in differences.lines if line.get_marker() == "s"]
    assert caused.get_xdata()[0] == pytest.approx(2.0)


def test_it_can_be_read() -> None:
    figure = signposts(found())
    assert_legible(figure)
    assert_in_words(figure)
    said = " ".join(wording(figure).split())
    assert "An emergency is continued for a year" in said
    assert "(by 15 Apr 2025)" in said
    assert f"caused: paired, of {N} futures" in said
    assert "The council begins to discuss a new package (European Union)" in said
    assert "Of 5 observables from 13 Mar 2025 to 10 Jun 2025, one says something" in said


def test_many_rows_and_few_can_be_read() -> None:
    of = found()
    one = replace(of.signs[0], what=WHAT[4])
    assert_legible(signposts(replace(of, signs=(one,) * 16), top=16))
    assert_legible(signposts(replace(of, signs=of.signs[:1])))
    nothing = found(0.0)
    assert not nothing.telling
    assert "none says anything" in wording(signposts(nothing))


def test_where_there_is_nothing_that_is_said() -> None:
    with pytest.raises(ThawError, match="nothing to draw"):
        signposts(replace(found(), signs=()))
