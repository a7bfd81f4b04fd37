"""Concession tactics: how much a side still asks for as its deadline comes nearer.

Time-dependent tactics are one family of curves. With ``beta < 1`` a side holds out and
gives way near its deadline (Boulware), with ``beta > 1`` it gives way early (conceder).
"""

from collections.abc import Callable
from math import pow


def aspirations(
    deadline_days: float, beta: float, reservation: float, maximum: float
) -> Callable[[float], float]:
    """Return the utility a side insists on, as a function of the days since the talks began.

    Parameters
    ----------
    deadline_days
        The side's own deadline, d, positive; beyond it nothing changes any more.
    beta
        Shape of its concessions, positive: below 1 late, above 1 early.
    reservation
        What it settles for at its deadline, in points of its utility.
    maximum
        What it asks for at the start, same points.

    Returns
    -------
    callable
        ``RV + (Amax - RV) * (1 - (min(t, T) / T) ** (1 / beta))`` after t days.

    Raises
    ------
    ValueError
        If the deadline or `beta` is not positive; when it is called, if the days are negative.

    Notes
    -----
    Polynomial family of Faratin, Sierra & Jennings 1998, Robotics and Autonomous Systems 24.
    """
    if not deadline_days > 0.0 or not beta > 0.0:
        raise ValueError(f"deadline ({deadline_days} d) and beta ({beta}) must be positive")
    power, most = 1.0 / beta, maximum - reservation

    def after(t_days: float) -> float:
        if not t_days >= 0.0:
            raise ValueError(f"time in the talks ({t_days} d) must not be negative")
        if t_days >= deadline_days:
            return reservation
        conceded = pow(t_days / deadline_days, power)
        return reservation + most * (1.0 - conceded)

    return after
