"""What relief is worth: banks come back slowly, its object fades, and it may be undone.

Where the simulator uses closed forms, these integrate what they are closed forms of.
"""

from math import exp, inf

from scipy.integrate import quad, solve_ivp


def relaxed(level: float, target: float, time_constant: float, years: float) -> float:
    """Return where a level is after a time, by integrating ``do/dt = -(o - target) / tau``.

    Parameters
    ----------
    level, target
        Level now and in the long run.
    time_constant
        tau, years, positive.
    years
        Time that passes, years, at least 0.

    Raises
    ------
    ValueError
        If the time constant is not positive or `years` negative.

    Notes
    -----
    Runge-Kutta of order 5(4): Dormand & Prince 1980, Journal of Computational and Applied
    Mathematics 6.
    """
    if not time_constant > 0.0 or not years >= 0.0:
        raise ValueError(f"need time constant ({time_constant}) > 0 and years ({years}) >= 0")
    if years == 0.0:
        return level
    path = solve_ivp(
        lambda _, o: -(o - target) / time_constant, (0.0, years), [level], rtol=1e-10, atol=1e-12
    )
    return float(path.y[0, -1])


def expected_worth(rate: float, hazard: float, horizon: float) -> float:
    """Return what a benefit that may end is worth, as a share of one that does not.

    Parameters
    ----------
    rate
        Discount rate of the receiver, 1/y, at least 0.
    hazard
        Hazard that the benefit ends, 1/y, at least 0.
    horizon
        Years that count, positive; may be infinite if `rate` is positive.

    Returns
    -------
    float
        The discounted time for which it lasts on average, over that of a benefit without end:
        the two integrals by quadrature.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Yaari 1965, Review of Economic Studies 32; as the shadow of reversal in bargaining: Fearon
    1998, International Organization 52.
    """
    if not min(rate, hazard) >= 0.0 or not horizon > 0.0 or (horizon == inf and rate == 0.0):
        raise ValueError(
            f"need rate ({rate}) and hazard ({hazard}) >= 0 and horizon ({horizon}) > 0, "
            "finite if nothing is discounted"
        )
    lasting, _ = quad(lambda t: exp(-rate * t) * exp(-hazard * t), 0.0, horizon)
    final, _ = quad(lambda t: exp(-rate * t), 0.0, horizon)
    return float(lasting / final)


def adapted(lasting: float, speed: float, years: float) -> float:
    """Return the share of a measure's bite that adaptation has left.

    Parameters
    ----------
    lasting
        Share that no adaptation removes, in [0, 1].
    speed
        Speed of adaptation, 1/y, at least 0.
    years
        Years since the start, at least 0.

    Returns
    -------
    float
        ``phi + (1 - phi) * exp(-a * t)``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    That sanctions bite hardest at first and fade: van Bergeijk & van Marrewijk 1995, Public
    Choice 84; Dizaji & van Bergeijk 2013, Journal of Peace Research 50.
    """
    if not 0.0 <= lasting <= 1.0 or not min(speed, years) >= 0.0:
        raise ValueError(
            f"need lasting share ({lasting}) in [0, 1], "
            f"and speed ({speed}) and years ({years}) >= 0"
        )
    return lasting + (1.0 - lasting) * exp(-speed * years)


def average_level(level: float, target: float, time_constant: float, horizon: float) -> float:
    """Return the average of a relaxing level over the years to come, by quadrature.

    Parameters
    ----------
    level, target
        Level now and in the long run.
    time_constant
        tau, years, positive.
    horizon
        Years that count, positive.

    Raises
    ------
    ValueError
        If the time constant or the horizon is not positive.
    """
    if not time_constant > 0.0 or not horizon > 0.0:
        raise ValueError(f"time constant ({time_constant}) and horizon ({horizon}) are positive")
    whole, _ = quad(
        lambda t: target + (level - target) * exp(-t / time_constant), 0.0, horizon, epsrel=1e-10
    )
    return float(whole / horizon)
