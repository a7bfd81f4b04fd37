"""Concession tactics: how much a side still asks for as its deadline comes nearer.

Time-dependent tactics are one family of curves. With ``beta < 1`` a side holds out and
gives way near its deadline (Boulware), with ``beta > 1`` it gives way early (conceder).
"""

from collections.abc import Callable
from math import exp, log, pow
from typing import Literal


def aspiration(
    t_days: float, deadline_days: float, beta: float, reservation: float, maximum: float
) -> float:
    """Return the utility a side insists on at `t_days` into the talks.

    Parameters
    ----------
    t_days : float
        Days since the talks began, at least 0; beyond the deadline nothing changes any more.
    deadline_days : float
        The side's own deadline, d, positive.
    beta : float
        Shape of its concessions, positive: below 1 late, above 1 early.
    reservation : float
        What it settles for at its deadline, in points of its utility.
    maximum : float
        What it asks for at the start, same points.

    Returns
    -------
    float
        ``RV + (Amax - RV) * (1 - (min(t, T) / T) ** (1 / beta))``.

    Raises
    ------
    ValueError
        If `t_days` is negative, or the deadline or `beta` is not positive.

    Notes
    -----
    Polynomial family of Faratin, Sierra & Jennings 1998, Robotics and Autonomous Systems 24.
    """
    return aspirations(deadline_days, beta, reservation, maximum)(t_days)


def aspirations(
    deadline_days: float, beta: float, reservation: float, maximum: float
) -> Callable[[float], float]:
    """Return `aspiration` as a function of the days since the talks began.

    Parameters
    ----------
    deadline_days, beta, reservation, maximum : float
        As for `aspiration`.

    Returns
    -------
    callable
        The utility insisted on after so many days.

    Raises
    ------
    ValueError
        If the deadline or `beta` is not positive; when it is called, if the days are negative.
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


def time_dependent_concession(
    x: float,
    kappa: float,
    beta: float,
    family: Literal["polynomial", "exponential"] = "polynomial",
) -> float:
    """Return the share of the way that a side has conceded at the time share `x`.

    Parameters
    ----------
    x : float
        Time as a share of the deadline, at least 0; counted as 1 beyond it.
    kappa : float
        Share conceded at once: in [0, 1], and positive for the exponential family.
    beta : float
        Shape, positive: below 1 late (Boulware), above 1 early (conceder).
    family : {"polynomial", "exponential"}
        Which curve joins `kappa` at the start to 1 at the deadline.

    Returns
    -------
    float
        A share in [`kappa`, 1].

    Raises
    ------
    ValueError
        If an argument is out of range or the family is not known.

    Notes
    -----
    Faratin, Sierra & Jennings 1998: ``kappa + (1 - kappa) * x ** (1 / beta)`` and
    ``exp((1 - x) ** beta * ln(kappa))``.
    """
    if not x >= 0.0 or not 0.0 <= kappa <= 1.0 or not beta > 0.0:
        raise ValueError(
            f"need time share ({x}) >= 0, kappa ({kappa}) in [0, 1] and beta ({beta}) > 0"
        )
    x = min(x, 1.0)
    if family == "polynomial":
        rise: float = x ** (1.0 / beta)
        return kappa + (1.0 - kappa) * rise
    if family == "exponential":
        if kappa == 0.0:
            raise ValueError("the exponential family needs a positive kappa (found 0)")
        rest: float = (1.0 - x) ** beta
        return exp(rest * log(kappa))
    raise ValueError(f"unknown family {family!r}: 'polynomial' or 'exponential'")


def crossing_time(beta_1: float, beta_2: float) -> float:
    """Return when two time-dependent sides meet, as a share of their common deadline.

    Both concede along the polynomial family with ``kappa = 0``; they agree when what they
    have conceded adds up to the whole.

    Parameters
    ----------
    beta_1, beta_2 : float
        Shapes of the two sides, positive.

    Returns
    -------
    float
        The root in (0, 1) of ``x ** (1 / beta_1) + x ** (1 / beta_2) = 1``. Side i keeps
        ``1 - x ** (1 / beta_i)``.

    Raises
    ------
    ValueError
        If a shape is not positive.

    Notes
    -----
    Faratin, Sierra & Jennings 1998; the root by Brent's method.
    """
    if not beta_1 > 0.0 or not beta_2 > 0.0:
        raise ValueError(f"both shapes must be positive (found {beta_1} and {beta_2})")
    from scipy.optimize import brentq

    def excess(x: float) -> float:
        first: float = x ** (1.0 / beta_1)
        second: float = x ** (1.0 / beta_2)
        return first + second - 1.0

    return float(brentq(excess, 0.0, 1.0, xtol=1e-14, rtol=1e-14))
