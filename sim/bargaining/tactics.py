"""Concession tactics: how much a side still asks for as its deadline comes nearer.

Time-dependent tactics are one family of curves. With ``beta < 1`` a side holds out and
gives way near its deadline (Boulware), with ``beta > 1`` it gives way early (conceder).
"""

from math import pow


class Aspirations:
    """The utility a side insists on, as a function of the days since the talks began.

    It is ``RV + (Amax - RV) * (1 - (min(t, T) / T) ** (1 / beta))`` after t days.

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

    Raises
    ------
    ValueError
        If the deadline or `beta` is not positive.

    Notes
    -----
    Polynomial family of Faratin, Sierra & Jennings 1998, Robotics and Autonomous Systems 24.
    """

    __slots__ = ("_deadline", "_most", "_power", "_reservation")

    def __init__(
        self, deadline_days: float, beta: float, reservation: float, maximum: float
    ) -> None:
        if not deadline_days > 0.0 or not beta > 0.0:
            raise ValueError(f"deadline ({deadline_days} d) and beta ({beta}) must be positive")
        self._deadline = deadline_days
        self._power = 1.0 / beta
        self._reservation = reservation
        self._most = maximum - reservation

    def after(self, t_days: float) -> float:
        """Return what it insists on after so many days; they must not be negative."""
        if not t_days >= 0.0:
            raise ValueError(f"time in the talks ({t_days} d) must not be negative")
        if t_days >= self._deadline:
            return self._reservation
        conceded = pow(t_days / self._deadline, self._power)
        return self._reservation + self._most * (1.0 - conceded)
