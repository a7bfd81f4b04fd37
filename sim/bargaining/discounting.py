"""What a stream of benefits is worth now, and how long it can be trusted to last.

The thought behind it: a measure lifted by an act that can be undone with hazard ``h`` pays
only until it is undone. A hazard of ending adds to the discount rate, so relief that may be
snapped back is worth ``A(r + h, H) / A(r, H)`` of relief that is final.
"""

from collections.abc import Callable
from math import expm1, isnan
from typing import Final

_expm1: Final[Callable[[float], float]] = expm1

# Below this product of rate and horizon the second-order series is exact to the last bit,
# while k * H may underflow and the closed form would divide nothing by almost nothing.
_SERIES_BELOW: Final = 1e-9

_NEXT_TO_NOTHING: Final = 1e-12  # a rate, 1/y, that stands for none at all


def annuity(k: float, horizon: float, amount: float = 1.0) -> float:
    """Return the value of a stream of so much a year, discounted at `k`, over `horizon`.

    Parameters
    ----------
    k
        Discount rate plus hazard of ending, 1/y, at least 0.
    horizon
        Years, at least 0; `math.inf` is allowed when `k` is positive.
    amount
        What comes in a year.

    Returns
    -------
    float
        ``A(k, H) = (1 - exp(-k H)) / k`` times the amount; ``A(0, H) = H``.

    Raises
    ------
    ValueError
        If `k` or `horizon` is negative, or the value would be infinite.

    Notes
    -----
    The present value of a level annuity in continuous time (any text on finance).

    Examples
    --------
    >>> round(annuity(0.05, 4), 4)
    3.6254
    """
    if not k >= 0.0 or not horizon >= 0.0:
        raise ValueError(f"rate ({k}) and horizon ({horizon}) must not be negative")
    x = k * horizon
    if x < _SERIES_BELOW:
        return amount * (horizon * (1.0 - 0.5 * x))
    if isnan(x):
        raise ValueError("an endless stream has no value at rate 0: horizon (inf), rate (0)")
    return amount * -_expm1(-x) / k


def durability(r: float, hazard: float, horizon: float) -> float:
    """Return the worth of relief that ends with `hazard`, as a share of final relief.

    The same ratio values a standing concession that its giver breaks with that hazard.

    Parameters
    ----------
    r
        The receiver's discount rate, 1/y.
    hazard
        Hazard that the benefit is undone, 1/y, at least 0.
    horizon
        Years over which the receiver counts it; may be `math.inf` when ``r > 0``.

    Returns
    -------
    float
        ``D = A(r + h, H) / A(r, H)`` in [0, 1]; 1 in the limit of no horizon, and
        ``r / (r + h)`` for an endless one.

    Raises
    ------
    ValueError
        If an argument is negative, or `r` is 0 with an endless horizon.

    Notes
    -----
    A constant hazard of termination adds to the discount rate: Yaari 1965, Review of
    Economic Studies 32; as the shadow of reversal in bargaining: Fearon 1998, International
    Organization 52.
    """
    if not hazard >= 0.0:
        raise ValueError(f"hazard ({hazard}) must not be negative")
    return kept_share(r + hazard, horizon, annuity(r, horizon))


def kept_share(k: float, horizon: float, final: float) -> float:
    """Return `durability`, rounded as there, where the worth of final relief is known.

    Parameters
    ----------
    k
        Discount rate plus hazard of ending, 1/y.
    horizon
        Years over which the receiver counts it.
    final
        Worth of final relief, ``A(r, H)``, years.
    """
    if final == 0.0:
        return 1.0
    # Rounding may push the ratio of two almost equal annuities above one.
    return min(1.0, annuity(k, horizon) / final)


def share_of_final(k: float, horizon: float, final: float) -> float:
    """Return `durability` where the worth of final relief has been worked out already.

    It rounds in another order than `durability`. Some packages are worth exactly as much as
    others, and which of them is chosen hangs on that order: so it stays as it is.

    Parameters
    ----------
    k
        Discount rate plus hazard of ending, 1/y, at least 0.
    horizon
        Years over which the receiver counts it.
    final
        Worth of final relief, ``A(r, H)``, years, positive.
    """
    rate = k if k > _NEXT_TO_NOTHING else _NEXT_TO_NOTHING
    return -_expm1(-rate * horizon) / (rate * final)


def memory(jv: float, a0: float, b0: float, snapbacks: float, licence_years: float) -> float:
    """Return how many times over the receiver counts the hazard of reversal.

    A receiver who has seen reversals expects more of them. Its expectation is the mean of a
    gamma belief about the rate, relative to what it was at the start, times the weight `jv`
    of the Jackson-Vanik precedent. With ``jv = 0`` it fears no reversal, and a licence is
    worth as much as a termination.

    Parameters
    ----------
    jv
        Weight of the precedent, at least 0.
    a0, b0
        Reversals and licence-years that the belief at the start stands for, both positive.
    snapbacks
        Reversals seen since (an administrative lapse counts as a fraction), at least 0.
    licence_years
        Years of licences seen since, at least 0.

    Returns
    -------
    float
        ``J = jv * ((a0 + n) / (b0 + T)) / (a0 / b0)``, a pure number; the hazard counted is
        ``h * J``.

    Raises
    ------
    ValueError
        If `a0` or `b0` is not positive or another argument is negative.

    Notes
    -----
    Mean of the gamma posterior for a Poisson rate (DeGroot 1970, Optimal Statistical
    Decisions).
    """
    if not a0 > 0.0 or not b0 > 0.0:
        raise ValueError(f"prior reversals ({a0}) and licence-years ({b0}) must be positive")
    if not jv >= 0.0 or not snapbacks >= 0.0 or not licence_years >= 0.0:
        raise ValueError(
            f"weight ({jv}), snapbacks ({snapbacks}) and licence-years ({licence_years}) "
            "must not be negative"
        )
    return jv * ((a0 + snapbacks) / (b0 + licence_years)) / (a0 / b0)


def adapted(lasting: float, fading: float) -> float:
    """Return the share of a measure's bite that adaptation has left.

    Parameters
    ----------
    lasting
        Share that no adaptation removes, in [0, 1].
    fading
        How much of the rest is left, ``exp(-a * years)``, in [0, 1].

    Returns
    -------
    float
        ``phi + (1 - phi) * exp(-a * years)``.

    Notes
    -----
    That sanctions bite hardest at first and fade: van Bergeijk & van Marrewijk 1995, Public
    Choice 84; Dizaji & van Bergeijk 2013, Journal of Peace Research 50.
    """
    return lasting + (1.0 - lasting) * fading
