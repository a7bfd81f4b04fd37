"""Two sides that give way by the clock: how far each has come, and when they meet."""

from scipy.optimize import brentq


def conceded(x: float, beta: float) -> float:
    """Return the share of the way that a side has conceded.

    Parameters
    ----------
    x
        Time as a share of its deadline, at least 0; counted as 1 beyond it.
    beta
        Shape, positive: below 1 late (Boulware), above 1 early (conceder).

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Polynomial family of Faratin, Sierra & Jennings 1998, Robotics and Autonomous Systems 24.
    """
    if not x >= 0.0 or not beta > 0.0:
        raise ValueError(f"need time ({x}) >= 0 and a shape ({beta}) > 0")
    share: float = min(x, 1.0) ** (1.0 / beta)
    return share


def meeting_time(
    beta_1: float, beta_2: float, deadline_1: float = 1.0, deadline_2: float = 1.0
) -> float:
    """Return when two sides that share a pie agree.

    Each asks for the whole at first and for nothing at its deadline. They agree when what they
    have conceded adds up to the whole; side 1 then keeps what it has not conceded.

    Parameters
    ----------
    beta_1, beta_2
        Shapes, positive.
    deadline_1, deadline_2
        Deadlines, positive, in one unit of time.

    Returns
    -------
    float
        The time t at which ``(t / T1) ** (1 / beta_1) + (t / T2) ** (1 / beta_2) = 1``.

    Raises
    ------
    ValueError
        If an argument is not positive.

    Notes
    -----
    Faratin, Sierra & Jennings 1998; the root by Brent's method.
    """
    if not min(beta_1, beta_2, deadline_1, deadline_2) > 0.0:
        raise ValueError(
            f"shapes ({beta_1}, {beta_2}) and deadlines ({deadline_1}, {deadline_2}) "
            "must be positive"
        )

    def excess(t: float) -> float:
        return conceded(t / deadline_1, beta_1) + conceded(t / deadline_2, beta_2) - 1.0

    return float(brentq(excess, 0.0, min(deadline_1, deadline_2), xtol=1e-14, rtol=1e-14))
