"""Sensitivity: models whose variance shares are known."""

from math import pi

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.analysis.sensitivity import ishigami, ishigami_indices, sobol

Floats = NDArray[np.float64]


def test_a_sum_has_shares_by_variance_and_no_interactions() -> None:
    def weighted(x: Floats) -> Floats:
        total: Floats = 3.0 * x[0] + 4.0 * x[1]
        return total

    # On ranges of lengths 1 and 2 the variances are as 9 to 64.
    found = sobol(weighted, [(0.0, 1.0), (5.0, 7.0)], n=1024, seed=3)
    for shares in found:
        assert shares == (pytest.approx(9 / 73, abs=0.01), pytest.approx(64 / 73, abs=0.01))


def test_a_product_about_zero_is_nothing_but_interaction() -> None:
    found = sobol(lambda x: x[0] * x[1], [(-1.0, 1.0), (-1.0, 1.0)], n=1024, seed=3)
    assert found.first == (pytest.approx(0.0, abs=0.02), pytest.approx(0.0, abs=0.02))
    assert found.total == (pytest.approx(1.0, abs=0.02), pytest.approx(1.0, abs=0.02))


def test_the_same_seed_gives_the_same_indices() -> None:
    once, again, other = (sobol(ishigami, [(-pi, pi)] * 3, n=256, seed=seed) for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_ishigami_by_hand() -> None:
    points = np.array([[pi / 2, 0.0], [pi / 2, pi / 2], [1.0, 3.0]])
    # 1 + 7 + .1, and 0 + 7 + 0
    assert ishigami(points) == pytest.approx([8.1, 7.0])


def test_ishigami_moments_by_quadrature() -> None:
    """The total variance and the share of x2, on a grid that integrates both exactly."""
    a, b, n = 5.0, 0.2, 64
    angles = -pi + 2 * pi * (np.arange(n) + 0.5) / n
    nodes, shares = np.polynomial.legendre.leggauss(20)
    x1, x2, x3 = np.meshgrid(angles, angles, pi * nodes, indexing="ij")
    y = ishigami(np.stack([x1.ravel(), x2.ravel(), x3.ravel()]), a, b).reshape(x1.shape)
    over_3 = y @ (shares / 2)
    variance = float(((y**2) @ (shares / 2)).mean() - over_3.mean() ** 2)
    exact = ishigami_indices(a, b)
    assert float(over_3.mean(axis=0).var()) / variance == pytest.approx(exact.first[1])
    assert float(over_3.mean(axis=1).var()) / variance == pytest.approx(exact.first[0])


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match="100"):
        sobol(ishigami, [(-pi, pi)] * 3, n=100, seed=1)
    with pytest.raises(ValueError, match=r"1\.0 to 1\.0"):
        sobol(ishigami, [(1.0, 1.0)] * 3, n=64, seed=1)
    with pytest.raises(ValueError, match=r"does not vary.*2\.0"):
        sobol(lambda x: np.full(x.shape[1], 2.0), [(0.0, 1.0)] * 2, n=64, seed=1)
    with pytest.raises(ValueError, match=r"\(2, 4\)"):
        ishigami(np.zeros((2, 4)))
