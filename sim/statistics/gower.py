"""How unlike two things are that are described by numbers and words, some of them unknown."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Final, TypeAlias

__all__ = ["LEAST_KNOWN", "Value", "difference", "gower"]

Value: TypeAlias = float | str | bool | None
"""What is known of a feature: a number, a word, a yes or no; None if nothing is."""

LEAST_KNOWN: Final = 2.0 / 3.0
"""Share of all weight that must be known of both: below it nothing is said of their distance."""

_SPECK: Final = 1e-9
"""What sums of weights may lack that are a share exactly."""


def difference(first: Value, second: Value, scale: float | None) -> float | None:
    """Return how far apart two values of one feature are, in [0, 1].

    Parameters
    ----------
    first, second
        The values.
    scale
        The difference of numbers that counts as 1, as does any larger one, positive; None for
        words, of which two are the same or not.

    Returns
    -------
    float or None
        None if either is unknown.
    """
    if first is None or second is None:
        return None
    if scale is None:
        return float(first != second)
    return min(1.0, abs(float(first) - float(second)) / scale)


def gower(
    first: Sequence[Value],
    second: Sequence[Value],
    scales: Sequence[float | None],
    weights: Sequence[float],
    least: float = LEAST_KNOWN,
) -> float | None:
    """Return Gower's distance: the weighted mean of the differences that are known.

    Parameters
    ----------
    first, second
        Values of the same features, in the same order, shape (n,).
    scales
        See `difference`, shape (n,).
    weights
        Weights of the features, not negative, some above 0, shape (n,).
    least
        Share of all weight that must be known of both, in (0, 1].

    Returns
    -------
    float or None
        In [0, 1]: 0 of a thing and itself, the same both ways. None if less than `least` is known.

    Raises
    ------
    ValueError
        If the sequences are not of one length.

    Notes
    -----
    ``d(a, b) = sum w_i d_i(a_i, b_i) / sum w_i`` over the features that both have, with
    ``d_i = min(1, |a_i - b_i| / scale_i)`` of numbers and 0 or 1 of words (Gower 1971,
    Biometrics 27: one minus his coefficient of similarity). His scale is the range in the sample;
    one that is given once for all keeps the distance of two from hanging on a third. Where all is
    known it is a metric. Where something is missing it is none: of a and c that share no feature
    that differs from b's, each may be at 0 from b and yet far from the other.
    """
    rows = list(zip(first, second, scales, weights, strict=True))
    known = [
        (weight, apart)
        for a, b, scale, weight in rows
        if (apart := difference(a, b, scale)) is not None
    ]
    total = fsum([weight for weight, _ in known])
    if total <= 0.0 or total < (least - _SPECK) * fsum([weight for *_, weight in rows]):
        return None
    return min(1.0, fsum([weight * apart for weight, apart in known]) / total)
