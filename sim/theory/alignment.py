"""What regular steps come to that each close a share of a gap, and fade."""

from math import exp


def after_steps(share: float, gap_years: float, fades_years: float, steps: int) -> float:
    """Return the level just after the last of so many steps at equal distances.

    Parameters
    ----------
    share
        Share s of the distance to 1 that a step closes, in [0, 1].
    gap_years
        Years between two steps, at least 0.
    fades_years
        Time in which the level falls to 1/e, years, above 0.
    steps
        Number n of steps, at least 0.

    Returns
    -------
    float
        ``s (1 - q ** n) / (1 - q)`` with ``q = (1 - s) exp(-gap / fades)``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    A first-order autoregression with a bounded state, solved as a geometric sum.
    """
    if not 0.0 <= share <= 1.0 or gap_years < 0.0 or fades_years <= 0.0 or steps < 0:
        raise ValueError("a share in [0, 1], times and steps at least 0, a time of fading above 0")
    kept = (1.0 - share) * exp(-gap_years / fades_years)
    return share * (steps if kept == 1.0 else (1.0 - kept**steps) / (1.0 - kept))
