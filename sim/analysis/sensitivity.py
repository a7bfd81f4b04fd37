"""Which uncertain parameters move an outcome: variance shares, and a model to test them on.

The first-order index of a parameter is the share of the outcome's variance that knowing it
would remove; its total index also counts what it does together with others.
"""

from collections.abc import Callable, Sequence
from math import pi
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SobolIndices(NamedTuple):
    """Variance shares, one per parameter."""

    first: tuple[float, ...]
    """Share of the variance due to the parameter alone."""
    total: tuple[float, ...]
    """Share due to the parameter alone and together with others."""


class _Uniform(NamedTuple):
    """What scipy asks of a distribution, without what its own ones cost to set up."""

    low: float
    high: float

    def ppf(self, q: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Return the quantiles at `q`."""
        x: NDArray[np.float64] = self.low + (self.high - self.low) * q
        return x


def sobol(
    func: "Callable[[NDArray[np.float64]], NDArray[np.float64]]",
    bounds: Sequence[tuple[float, float]],
    n: int,
    seed: int,
) -> SobolIndices:
    """Return Sobol' indices of a function of independent uniform parameters.

    Parameters
    ----------
    func : callable
        Takes parameters of shape (d, m), each column one point, and returns shape (m,).
    bounds : sequence of (float, float)
        Low and high end of each of the d parameters.
    n : int
        Points of the base sample, a power of 2; `func` is called for ``n * (d + 2)``.
    seed : int
        Seed of the scrambled Sobol' points.

    Returns
    -------
    SobolIndices
        Estimates, which may be slightly negative or add up to slightly more than one.

    Raises
    ------
    ValueError
        If `n` is not a power of 2, a range is empty, or the outcome does not vary at all.

    Notes
    -----
    Saltelli et al. 2010, Computer Physics Communications 181, in `scipy.stats`.
    """
    if n < 2 or n & (n - 1):
        raise ValueError(f"n ({n}) must be a power of 2")
    for low, high in bounds:
        if not low < high:
            raise ValueError(f"a parameter's range is empty: {low} to {high}")
    import numpy as np
    from scipy.stats import sobol_indices

    seen: list[tuple[float, float]] = []

    def watched(x: "NDArray[np.float64]") -> "NDArray[np.float64]":
        y = np.asarray(func(x), dtype=np.float64)
        seen.append((float(y.min()), float(y.max())))
        # scipy wants one row per outcome.
        return y.reshape(1, -1)

    # Its type stubs want numbers from ppf, scipy itself arrays.
    dists: list[Any] = [_Uniform(low, high) for low, high in bounds]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = sobol_indices(func=watched, n=n, dists=dists, rng=np.random.default_rng(seed))
    if min(low for low, _ in seen) == max(high for _, high in seen):
        raise ValueError(f"the outcome does not vary: it is {seen[0][0]} everywhere")
    first = np.ravel(found.first_order)
    total = np.ravel(found.total_order)
    return SobolIndices(tuple(map(float, first)), tuple(map(float, total)))


def ishigami(x: "NDArray[np.float64]", a: float = 7.0, b: float = 0.1) -> "NDArray[np.float64]":
    """Return the Ishigami function, a test model with a known answer.

    Parameters
    ----------
    x : ndarray, shape (3, m)
        Points in [-pi, pi].
    a, b : float
        Its two constants.

    Returns
    -------
    ndarray, shape (m,)
        ``sin(x1) + a * sin(x2) ** 2 + b * x3 ** 4 * sin(x1)``.

    Raises
    ------
    ValueError
        If `x` has not three rows.

    Notes
    -----
    Ishigami & Homma 1990, ISUMA '90. For ``a = 7, b = 0.1`` the first-order indices are
    (.313905, .442411, 0), the total ones (.557589, .442411, .243684): see `ishigami_indices`.
    """
    import numpy as np

    if x.ndim != 2 or x.shape[0] != 3:
        raise ValueError(f"points need the shape (3, m), found {x.shape}")
    y: NDArray[np.float64] = (1.0 + b * x[2] ** 4) * np.sin(x[0]) + a * np.sin(x[1]) ** 2
    return y


def ishigami_indices(a: float = 7.0, b: float = 0.1) -> SobolIndices:
    """Return the exact Sobol' indices of the Ishigami function.

    Parameters
    ----------
    a, b : float
        Its two constants, at least one effect of which is not 0.

    Returns
    -------
    SobolIndices
        First-order and total indices of the three parameters, uniform on [-pi, pi].
    """
    alone_1 = 0.5 * (1.0 + b * pi**4 / 5.0) ** 2
    alone_2 = a * a / 8.0
    together = b * b * pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    variance = alone_1 + alone_2 + together
    return SobolIndices(
        (alone_1 / variance, alone_2 / variance, 0.0),
        ((alone_1 + together) / variance, alone_2 / variance, together / variance),
    )
