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
    *,
    half_hazard: float = HALF_HAZARD,
    ceiling: float = CEILING,
) -> float:
    """Return the level towards which overcompliance of a class relaxes.

    Parameters
    ----------
    o_min : float
        Level with nothing left to fear, in [0, 1].
    w_ally, w_snap, w_sec : float
        Weights of the allies' layers, of the risk of reversal, of secondary sanctions.
    ally_share : float
        Share of the allies' layers of this class still on, in [0, 1].
    hazard : float
        Hazard of reversal of the relief given, 1/y, at least 0.
    secondary_on : bool
        Whether secondary sanctions threaten third parties.
    half_hazard : float
        Hazard at which the fear of reversal is half of its greatest, 1/y, positive.
    ceiling : float
        Highest level possible: some trade always goes on.

    Returns
    -------
    float
        A share in [0, `ceiling`].

    Raises
    ------
    ValueError
        If `ally_share` is outside [0, 1] or a hazard is out of range.

    Notes
    -----
    The form is the model's own; that relief did not reach the banks after January 2016 is
    in Nephew 2017, The Art of Sanctions, and Batmanghelidj & Hellman 2018 (ELN).
    """
    if not 0.0 <= ally_share <= 1.0:
        raise ValueError(f"share of allied layers ({ally_share}) must lie in [0, 1]")
    if not 0.0 <= hazard < inf or not half_hazard > 0.0:
        raise ValueError(
            f"hazard ({hazard}) must be finite and not negative, "
            f"and the half hazard ({half_hazard}) positive"
        )
    level = o_min + w_ally * ally_share + w_snap * hazard / (hazard + half_hazard)
    if secondary_on:
        level += w_sec
    return min(max(level, 0.0), ceiling)


def relax(o: float, target: float, tau_years: float, dt_years: float) -> float:
    """Return the level after `dt_years` of relaxing from `o` towards `target`.

    Parameters
    ----------
    o, target : float
        Level now and level in the long run, shares.
    tau_years : float
        Time constant, y, at least 0; with 0 the target is reached at once.
    dt_years : float
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
    o, target : float
        Level now and level in the long run, shares.
    tau_years : float
        Time constant, y, at least 0.
    horizon_years : float
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
