"""A test model whose variance shares are known (Ishigami & Homma 1990, ISUMA '90)."""

from __future__ import annotations

from math import pi
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Shares(NamedTuple):
    """Variance shares, one per parameter: of it alone, and together with others."""

    first: tuple[float, ...]
    total: tuple[float, ...]


def ishigami(x: NDArray[np.float64], a: float = 7.0, b: float = 0.1) -> NDArray[np.float64]:
    """Return ``sin(x1) + a * sin(x2) ** 2 + b * x3 ** 4 * sin(x1)`` at points, shape (3, m)."""
    y: NDArray[np.float64] = (1.0 + b * x[2] ** 4) * np.sin(x[0]) + a * np.sin(x[1]) ** 2
    return y


def ishigami_indices(a: float = 7.0, b: float = 0.1) -> Shares:
    """Return the exact Sobol' indices of parameters that are uniform on [-pi, pi].

    For ``a = 7, b = 0.1`` they are (.313905, .442411, 0) and (.557589, .442411, .243684).
    """
    alone_1 = 0.5 * (1.0 + b * pi**4 / 5.0) ** 2
    alone_2 = a * a / 8.0
    together = b * b * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = alone_1 + alone_2 + together
    return Shares(
        (alone_1 / variance, alone_2 / variance, 0.0),
        ((alone_1 + together) / variance, alone_2 / variance, together / variance),
    )
