"""Distributions fitted to draws have their moments, and draw them again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta as beta_of

from sim.engine.model.uncertain import quantile
from sim.scenario.distributions import Beta, Choice, LogNormal, Normal, Triangular, Uniform
from sim.validation.patterns.marginals import fitted

PRIOR = Uniform(dist="uniform", low=2.0, high=12.0)


@given(
    st.lists(st.floats(2.001, 11.999), min_size=2, max_size=30).filter(lambda v: np.ptp(v) > 0.1)
)
def test_a_beta_within_the_prior_has_the_mean_and_spread_of_the_draws(values):
    draws = np.array(values)
    found = fitted(PRIOR, draws)
    assert isinstance(found, Beta)
    assert (found.low, found.high) == (2.0, 12.0)
    made = beta_of(found.a, found.b, loc=2.0, scale=10.0)
    assert made.mean() == pytest.approx(draws.mean(), abs=0.02)
    # Nothing narrower can be written.
    narrowest = beta_of(*(share * 1000.0 / max(found.a, found.b) for share in (found.a, found.b)))
    spread = max(draws.std(), 10.0 * narrowest.std())
    assert made.std() == pytest.approx(spread, rel=0.02, abs=0.01)


def test_draws_closer_together_than_can_be_written_keep_their_mean():
    found = fitted(PRIOR, np.array([9.5, 9.375]))
    assert isinstance(found, Beta)
    assert max(found.a, found.b) == 1000.0
    assert beta_of(found.a, found.b, 2.0, 10.0).mean() == pytest.approx(9.4375, abs=1e-3)


def test_what_was_drawn_from_a_distribution_gives_it_back():
    points = (np.arange(2000) + 0.5) / 2000
    for prior in (
        Normal(dist="normal", mean=3.0, sd=0.5),
        LogNormal(dist="lognormal", median=2.0, sigma=0.4),
        Beta(dist="beta", a=2.0, b=5.0, low=-1.0, high=1.0),
    ):
        found = fitted(prior, np.array([quantile(prior, u) for u in points]))
        for name, value in prior.model_dump(exclude={"dist"}).items():
            assert getattr(found, name) == pytest.approx(value, rel=0.01)


def test_a_choice_keeps_its_values_and_counts_them():
    prior = Choice(dist="choice", values=(1.0, 2.0, 4.0))
    found = fitted(prior, np.array([1.0, 4.0, 4.0]))
    assert isinstance(found, Choice)
    assert (found.values, found.weights) == ((1.0, 2.0, 4.0), (1.0, 0.0, 2.0))


def test_draws_without_spread_are_one_value():
    prior = Triangular(dist="triangular", low=0.0, mode=1.0, high=4.0)
    assert fitted(prior, np.array([2.0, 2.0])) == Choice(dist="choice", values=(2.0,))


def test_draws_on_the_two_ends_alone_have_a_distribution_too():
    found = fitted(PRIOR, np.array([2.0, 12.0, 12.0, 2.0]))
    assert isinstance(found, Beta)
    assert found.a > 0.0
    assert found.b > 0.0
