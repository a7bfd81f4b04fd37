"""Prices that bound the best package from above.

A package has points P (worth to the receiver), direct costs C and weight W (LP given); it
costs its giver ``C + phi(W)`` with a convex, non-decreasing `phi`. Charge every bundle a
price for what it uses and let each bundle earn its keep: its *reduced value* is

    points * p_i - cost * c_i - weight * w_i

with the prices of points, of direct cost and of weight. By Lagrangian duality no package of
at most k bundles beats a constant plus the k largest positive reduced values, whatever the
prices, as long as weight is charged at the slope of a line that supports `phi` (Fisher 1981,
Management Science 27). Good prices make a tight bound and a good order in which to try the
bundles: those are the two uses made of them.
"""

from collections.abc import Callable, Sequence
from math import inf
from typing import NamedTuple

# Step of the difference quotients of phi. Coarse on purpose: rounding over such a step is
# far below the slack that `anchor_at` adds for it.
_STEP = 1e-4
_MOST_TRIALS = 12  # of a search for one price; about five are the rule


class Anchor(NamedTuple):
    """The lines that support phi at one weight."""

    weight: float
    """Where the lines touch, LP, moved on by the step (see `anchor_at`)."""
    level: float
    """phi there, points of the giver."""
    low: float
    """Least slope, points per LP."""
    high: float
    """Greatest slope; infinite at the largest weight allowed."""


class Prices(NamedTuple):
    """Prices of points, direct cost and weight, with the bound they prove."""

    points: float
    cost: float
    weight: float
    constant: float
    """The bound before the reduced values are added."""
    bound: float
    """No package has a higher score."""
    response: float
    """Total weight of the bundles worth their price, LP."""


def anchor_at(phi: Callable[[float], float], weight: float, most: float) -> Anchor:
    """Return the supporting lines of `phi` at `weight`, for weights in [0, `most`].

    Parameters
    ----------
    phi : callable
        Convex and non-decreasing cost of the total weight; called only within [0, `most`].
    weight : float
        Where the lines touch, LP.
    most : float
        Largest weight that a package can have, LP, finite.

    Returns
    -------
    Anchor
        Its slopes are difference quotients. A line with such a slope may exceed `phi` within
        one step of the anchor, but by no more than slope times step; moving the anchor's
        weight on by the step lowers the line by as much, so that the bound is rigorous.
    """
    step = _STEP * (1.0 + weight)
    level = phi(weight)
    high = (phi(weight + step) - level) / step if weight + step <= most else inf
    if weight >= step:
        low = (level - phi(weight - step)) / step
    else:
        low = high if high < inf else 0.0
    return Anchor(weight + step, level, low, max(low, high))


def lowest(
    tangent: Callable[[float], tuple[float, float]], low: float, high: float, enough: float
) -> tuple[float, float]:
    """Minimise a convex piecewise linear function by intersecting its tangents.

    Parameters
    ----------
    tangent : callable
        Returns the value and a slope of the function at a point.
    low, high : float
        Ends of the range; `high` may be infinite.
    enough : float
        Stop as soon as a value is no larger than this.

    Returns
    -------
    tuple of float
        The best point met, and the value there.

    Notes
    -----
    Each trial lies where the tangents from the two sides meet, which is the minimum of what
    is known so far (Kelley 1960, SIAM Journal 8); on few pieces that ends at the exact
    minimum. Before there are two sides, steps grow fourfold.
    """
    left, (value_left, slope_left) = low, tangent(low)
    best = (left, value_left)
    if slope_left >= 0.0:
        return best
    right, value_right, slope_right = high, inf, 0.0
    step = 1.0
    for _ in range(_MOST_TRIALS):
        if best[1] <= enough:
            break
        if slope_right > 0.0:
            x = (value_left - value_right + slope_right * right - slope_left * left) / (
                slope_right - slope_left
            )
            if not left < x < right:
                break
        else:
            x = min(left + step, high)
            step *= 4.0
            if x <= left:
                break
        value, slope = tangent(x)
        if value < best[1]:
            best = (x, value)
        if slope > 0.0:
            right, value_right, slope_right = x, value, slope
        elif slope < 0.0:
            left, value_left, slope_left = x, value, slope
        else:
            break
    return best


class Relaxation:
    """The bound of one search as a function of the prices.

    Parameters
    ----------
    points, costs, weights : sequence of float
        What each bundle brings the receiver, costs the giver, and weighs.
    count : int
        Most bundles in a package.
    limit : float
        The most that a package may cost its giver, or the least points it must have.
    dual : bool
        False to score packages by their points under a limit on cost; true to score them by
        minus their cost with a least number of points.
    """

    __slots__ = ("_bundles", "_count", "_dual", "_limit")

    def __init__(
        self,
        points: Sequence[float],
        costs: Sequence[float],
        weights: Sequence[float],
        count: int,
        limit: float,
        dual: bool,
    ) -> None:
        self._bundles = list(zip(points, costs, weights, strict=True))
        self._count = count
        self._limit = limit
        self._dual = dual

    def prices(self, anchor: Anchor, enough: float) -> Prices:
        """Return good prices at `anchor`: first of the constraint, then of weight.

        Parameters
        ----------
        anchor : Anchor
            The supporting lines of phi to choose from.
        enough : float
            A bound that needs no improvement.

        Returns
        -------
        Prices
            The bound holds however good the prices are.
        """
        # Weight may be charged `extra` above the least slope of phi: at a kink, as much as
        # the slopes differ; at the largest weight allowed, anything.
        spread = anchor.high - anchor.low

        def search(
            price: float, extra: float, to_price: float, to_extra: float, most: float
        ) -> tuple[float, float, float]:
            """Return the best prices on a ray, and the bound there."""

            def tangent(t: float) -> tuple[float, float]:
                value, spare, room, _ = self._respond(
                    anchor, price + t * to_price, extra + t * to_extra
                )
                # The slope in a price is what the response leaves of the resource.
                return value, spare * to_price + room * to_extra

            t, value = lowest(tangent, 0.0, most, enough)
            return price + t * to_price, extra + t * to_extra, value

        price, extra, bound = search(0.0, 0.0, 1.0, 0.0, inf)
        if bound > enough and spread > 1e-6 * anchor.low + 1e-9:
            if self._dual:
                # Charge for weight as well, then see what points should fetch.
                _, extra, _ = search(price, 0.0, 0.0, 1.0, spread)
                other = search(0.0, extra, 1.0, 0.0, inf)
            else:
                # Charge as much for weight as is allowed, then a mixture of the two.
                steep = (0.0, 1.0) if spread == inf else (1.0, spread)
                one, two, _ = search(0.0, 0.0, *steep, inf)
                other = search(price, 0.0, one - price, two, 1.0)
            if other[2] < bound:
                price, extra, bound = other
            else:
                extra = 0.0
        theta = extra + (anchor.low if self._dual else price * anchor.low)
        points, cost = (price, 1.0) if self._dual else (1.0, price)
        constant = self._constant(anchor, price, theta)
        return Prices(points, cost, theta, constant, bound, self._respond(anchor, price, extra)[3])

    def _constant(self, anchor: Anchor, price: float, theta: float) -> float:
        if self._dual:
            return -price * self._limit - anchor.level + theta * anchor.weight
        return price * (self._limit - anchor.level) + theta * anchor.weight

    def _respond(
        self, anchor: Anchor, price: float, extra: float
    ) -> tuple[float, float, float, float]:
        """Return the bound, what is left of the constraint and of weight, and the weight.

        The response to prices is the set of bundles worth their price, at most `count`.
        """
        low = anchor.low
        pay, charge = (price, 1.0) if self._dual else (1.0, price)
        theta = extra + charge * low
        wanted = [
            (d, bundle)
            for bundle in self._bundles
            if (d := pay * bundle[0] - charge * bundle[1] - theta * bundle[2]) > 0.0
        ]
        if len(wanted) > self._count:
            wanted.sort(reverse=True)
            del wanted[self._count :]
        value = self._constant(anchor, price, theta)
        points = cost = weight = 0.0
        for d, (p, c, w) in wanted:
            value += d
            points += p
            cost += c
            weight += w
        room = anchor.weight - weight
        if self._dual:
            return value, points - self._limit, room, weight
        return value, self._limit - anchor.level - cost + low * room, room, weight
