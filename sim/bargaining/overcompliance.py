"""Overcompliance: banks and firms stay away after a measure has been lifted in law.

Each class of measures has a level of overcompliance in [0, 0.95], the share of the legal
relief that does not arrive. It relaxes exponentially towards a target that depends on what
allies still do, on how easily the relief can be undone and on secondary sanctions. The law
allows; the compliance department decides, and slowly.
"""

from math import exp, expm1, inf
from typing import Final

HALF_HAZARD: Final = 0.3
"""Hazard of reversal at which the fear of it is half of its greatest, 1/y."""

CEILING: Final = 0.95
"""Highest level of overcompliance: some trade always goes on."""


def target(
    o_min: float,
    w_ally: float,
    ally_share: float,
    w_snap: float,
    hazard: float,
    w_sec: float,
    secondary_on: bool,
) -> float:
    """Return the level towards which overcompliance of a class relaxes.

    Parameters
    ----------
    o_min
        Level with nothing left to fear, in [0, 1].
    w_ally, w_snap, w_sec
        Weights of the allies' layers, of the risk of reversal, of secondary sanctions.
    ally_share
        Share of the allies' layers of this class still on, in [0, 1].
    hazard
        Hazard of reversal of the relief given, 1/y, at least 0.
    secondary_on
        Whether secondary sanctions threaten third parties.

    Returns
    -------
    float
        A share in [0, `CEILING`].

    Raises
    ------
    ValueError
        If `ally_share` is outside [0, 1], or the hazard negative or infinite.

    Notes
    -----
    The form is the model's own; that relief did not reach the banks after January 2016 is
    in Nephew 2017, The Art of Sanctions, and Batmanghelidj & Hellman 2018 (ELN).
    """
    if not 0.0 <= ally_share <= 1.0:
        raise ValueError(f"share of allied layers ({ally_share}) must lie in [0, 1]")
    if not 0.0 <= hazard < inf:
        raise ValueError(f"hazard ({hazard}) must be finite and not negative")
    level = o_min + w_sec if secondary_on else o_min
    level += w_ally * ally_share
    level += w_snap * hazard / (hazard + HALF_HAZARD)
    return min(max(level, 0.0), CEILING)


def relax(o: float, target: float, tau_years: float, dt_years: float) -> float:
    """Return the level after `dt_years` of relaxing from `o` towards `target`.

    Parameters
    ----------
    o, target
        Level now and level in the long run, shares.
    tau_years
        Time constant, y, at least 0; with 0 the target is reached at once.
    dt_years
        Time that passes, y, at least 0.

    Returns
    -------
    float
        ``target + (o - target) * exp(-dt / tau)``, between `o` and `target`.

    Raises
    ------
    ValueError
        If `tau_years` or `dt_years` is negative.

    Notes
    -----
    Solution of ``do/dt = -(o - target) / tau``.
    """
    if not tau_years >= 0.0 or not dt_years >= 0.0:
        raise ValueError(
            f"time constant ({tau_years}) and time step ({dt_years}) must not be negative"
        )
    if dt_years == 0.0:
        return o
    if tau_years == 0.0:
        return target
    return target + (o - target) * exp(-dt_years / tau_years)


def mean_over(o: float, target: float, tau_years: float, horizon_years: float) -> float:
    """Return the average level over the coming `horizon_years`.

    What a receiver expects of relief is not the level of overcompliance on the day, nor
    that of the long run, but the average over the years it counts.

    Parameters
    ----------
    o, target
        Level now and level in the long run, shares.
    tau_years
        Time constant, y, at least 0.
    horizon_years
        Length of the average, y, at least 0; may be `math.inf`.

    Returns
    -------
    float
        ``target + (o - target) * tau / H * (1 - exp(-H / tau))``; `o` for no horizon.

    Raises
    ------
    ValueError
        If `tau_years` or `horizon_years` is negative.
    """
    if not tau_years >= 0.0 or not horizon_years >= 0.0:
        raise ValueError(
            f"time constant ({tau_years}) and horizon ({horizon_years}) must not be negative"
        )
    if horizon_years == 0.0:
        return o
    if tau_years == 0.0 or horizon_years == inf:
        return target
    x = horizon_years / tau_years
    # x is 0 if the horizon is too short for floating point.
    return target - (o - target) * expm1(-x) / x if x > 0.0 else o
