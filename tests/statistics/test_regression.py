"""What a regression predicts of replications that it has not seen."""

from __future__ import annotations

from math import pi

import numpy as np
import polars as pl
import pytest

from sim.statistics.regression import MOST, predicted, regressions
from tests.oracles.ishigami import ishigami

RNG = np.random.default_rng


def uniform(n: int, d: int, seed: int = 1) -> tuple[np.ndarray, pl.DataFrame]:
    x = RNG(seed).random((d, n))
    return x, pl.DataFrame({f"p{i}": row for i, row in enumerate(x)})


def test_leaving_each_out_in_turn_is_what_it_says() -> None:
    """The closed form against fitting n times."""
    x, theta = uniform(30, 1)
    y = 2.0 * x[0] + RNG(2).normal(size=30)
    (line, *_) = regressions(theta)
    errors, blind = [], []
    for i in range(30):
        rest = np.arange(30) != i
        weights = np.linalg.lstsq(line.basis[rest], y[rest], rcond=None)[0]
        errors.append((y[i] - line.basis[i] @ weights) ** 2)
        blind.append((y[i] - y[rest].mean()) ** 2)
    found = predicted(y, [line])
    assert found is not None
    assert found.share == pytest.approx(1.0 - sum(errors) / sum(blind))


def test_ever_richer_regressions_with_a_limit() -> None:
    _, theta = uniform(400, 3)
    # A constant and 3, 9 or 18 terms; then 3 products of each of 3 pairs.
    assert [fit.basis.shape[1] for fit in regressions(theta)] == [4, 10, 19, 28]
    assert [fit.basis.shape[1] for fit in regressions(theta.head(60))] == [4, 10]
    assert regressions(theta.head(15)) == []
    _, many = uniform(3000, 14)
    assert max(fit.basis.shape[1] for fit in regressions(many)) <= MOST
    for fit in regressions(theta):
        assert fit.basis.T @ fit.basis == pytest.approx(np.eye(fit.basis.shape[1]), abs=1e-9)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8])
def test_a_linear_model_with_known_parts(share: float) -> None:
    x, theta = uniform(4000, 3)
    signal = (x - 0.5).T @ np.array([1.0, 2.0, 0.0]) / np.sqrt(5 / 12)
    y = np.sqrt(share) * signal + np.sqrt(1 - share) * RNG(3).normal(size=4000)
    found = predicted(y, regressions(theta))
    assert found is not None
    assert found.share == pytest.approx(share, abs=0.03)
    assert found.low <= share <= found.high


def test_it_bounds_a_crooked_model_from_below() -> None:
    x = RNG(4).uniform(-pi, pi, (3, 4000))
    y = ishigami(x)
    y = y + np.sqrt(y.var()) * RNG(5).normal(size=4000)
    found = predicted(y, regressions(pl.DataFrame(x.T, schema=["a", "b", "c"])))
    assert found is not None
    assert 0.38 < found.share < 0.5
    assert found.low < found.share < found.high < 0.5


def test_on_average_it_does_not_exceed_the_truth() -> None:
    shares = []
    for seed in range(40):
        x, theta = uniform(150, 4, seed)
        y = x[0] + 2 * x[0] * x[1] + 0.6 * RNG(seed + 99).normal(size=150)
        true = float(np.var(x[0] + 2 * x[0] * x[1]) / np.var(y))
        found = predicted(y, regressions(theta))
        assert found is not None
        shares.append(found.share - true)
    assert np.mean(shares) < 0.0


def test_choices_and_switches() -> None:
    n = 1000
    rng = RNG(6)
    kind, on = rng.choice(["a", "b", "c"], n), rng.random(n) < 0.5
    y = 3.0 * (kind == "b") + 2.0 * (on & (kind == "c")) + rng.normal(size=n)
    theta = pl.DataFrame({"kind": kind, "on": on})
    fits = regressions(theta)
    assert [fit.basis.shape[1] for fit in fits] == [4, 6]
    explained = 3.0 * (kind == "b") + 2.0 * (on & (kind == "c"))
    found = predicted(y, fits)
    assert found is not None
    assert found.share == pytest.approx(explained.var() / y.var(), abs=0.05)


def test_a_parameter_that_never_varies_adds_nothing() -> None:
    x, theta = uniform(200, 1)
    y = x[0] + RNG(7).normal(size=200)
    alone = predicted(y, regressions(theta))
    beside = predicted(y, regressions(theta.with_columns(fixed=pl.lit("same"), one=pl.lit(1.0))))
    assert alone == beside
