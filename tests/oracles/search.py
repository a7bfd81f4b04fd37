"""Which package to offer: the best for the partner among those that one can live with.

A package is a set of indivisible bundles (tranches of measures). Its giver loses the direct
cost of each bundle and a convex cost `phi` of their total weight: the last sticks are the
dearest, and so is relief that outruns what was got for it. Two problems:

- `best_package`: the giver proposes. Largest worth to the partner that leaves the giver its
  aspiration.
- `cheapest_package`: the receiver proposes. Least cost to the giver that brings the receiver
  what it aims at.

Both are knapsack problems with a convex cost. `tests.oracles.relaxation` finds prices that
order the bundles and bound what any package can reach; `tests.oracles.branching` searches in
that order until the package in hand is proved to be within a small gap of the best.
"""

from collections.abc import Callable, Sequence
from math import inf, isfinite
from typing import NamedTuple

from tests.oracles.branching import Knapsack, Search

DEFAULT_GAP = 0.02
DEFAULT_MAX_NODES = 4096  # eleven bundles have 2048 sets
_ROUNDING = 1e-9  # of sums of points, in points


class Package(NamedTuple):
    """A set of bundles, seen from both sides."""

    indices: tuple[int, ...]
    """Which bundles, in ascending order."""
    receiver_value: float
    """Worth to the side that receives relief: the sum of the bundles' values."""
    giver_utility: float
    """Utility of the side that gives it: base less direct costs less phi of the weight."""
    giver_cost: float
    """Direct costs plus phi of the weight."""
    weight: float
    """Total weight, LP."""
    certified: bool
    """Whether no other package can be better by more than the gap asked for."""
    nodes: int
    """Sets that the search looked at."""


def best_package(
    values: Sequence[float],
    costs: Sequence[float],
    weights: Sequence[float],
    phi: Callable[[float], float],
    *,
    base: float,
    aspiration: float,
    max_weight: float = inf,
    max_count: int | None = None,
    gap: float = DEFAULT_GAP,
    max_nodes: int = DEFAULT_MAX_NODES,
) -> Package | None:
    """Return the package best for the partner that keeps the giver's aspiration.

    Maximises ``sum(values)`` subject to ``base - sum(costs) - phi(sum(weights)) >=
    aspiration`` and the limits on weight and count.

    Parameters
    ----------
    values : sequence of float
        Worth of each bundle to the partner; one of no worth to the partner is taken only if
        it is a gain to the giver that pays for another.
    costs : sequence of float
        Direct cost of each bundle to the giver; negative for a gain.
    weights : sequence of float
        LP of each bundle, at least 0.
    phi : callable
        Convex, non-decreasing cost to the giver of the total weight; called only for weights
        that a package within the limits can have.
    base : float
        The giver's utility before it gives anything: what it gets.
    aspiration : float
        The least utility it accepts.
    max_weight : float
        Most LP in a package.
    max_count : int, optional
        Most bundles in a package; None for no limit.
    gap : float
        Share of the best value that the package may miss, in [0, 1).
    max_nodes : int
        Sets to look at before giving up the certificate; the default is always enough for
        eleven bundles.

    Returns
    -------
    Package or None
        None if no package, not even the empty one, meets the constraints. With more bundles
        than `max_nodes` covers and a base that only gains can lift to the aspiration, None
        means that none was found.

    Raises
    ------
    ValueError
        If the sequences differ in length or an argument is out of range.

    Examples
    --------
    >>> best_package([4, 3, 2], [2, 1, 1], [1, 1, 1], lambda w: w * w / 10,
    ...              base=3, aspiration=0).indices
    (1, 2)
    """
    return _solve(
        values,
        costs,
        weights,
        phi,
        base=base,
        limit=base - aspiration,
        dual=False,
        max_weight=max_weight,
        max_count=max_count,
        gap=gap,
        max_nodes=max_nodes,
    )


def cheapest_package(
    values: Sequence[float],
    costs: Sequence[float],
    weights: Sequence[float],
    phi: Callable[[float], float],
    *,
    need: float,
    base: float = 0.0,
    max_weight: float = inf,
    max_count: int | None = None,
    gap: float = DEFAULT_GAP,
    max_nodes: int = DEFAULT_MAX_NODES,
) -> Package | None:
    """Return the package cheapest for the giver that brings the receiver what it needs.

    Minimises ``sum(costs) + phi(sum(weights))`` subject to ``sum(values) >= need`` and the
    limits on weight and count.

    Parameters
    ----------
    values, costs, weights, phi, max_weight, max_count, gap, max_nodes
        As `best_package`; the gap is a share of the least cost.
    need : float
        Least sum of values that the receiver asks for.
    base : float
        The giver's utility before it gives anything, only reported in `giver_utility`.

    Returns
    -------
    Package or None
        None if no package within the limits brings that much.

    Raises
    ------
    ValueError
        If the sequences differ in length or an argument is out of range.
    """
    return _solve(
        values,
        costs,
        weights,
        phi,
        base=base,
        limit=need,
        dual=True,
        max_weight=max_weight,
        max_count=max_count,
        gap=gap,
        max_nodes=max_nodes,
    )


def _solve(
    values: Sequence[float],
    costs: Sequence[float],
    weights: Sequence[float],
    phi: Callable[[float], float],
    *,
    base: float,
    limit: float,
    dual: bool,
    max_weight: float,
    max_count: int | None,
    gap: float,
    max_nodes: int,
) -> Package | None:
    n = len(values)
    if len(costs) != n or len(weights) != n:
        raise ValueError(
            f"values ({n}), costs ({len(costs)}) and weights ({len(weights)}) differ in length"
        )
    if n and not min(weights) >= 0.0:
        raise ValueError(f"weights must not be negative, found {min(weights)}")
    if not max_weight >= 0.0 or (max_count is not None and max_count < 0):
        raise ValueError(f"limits must not be negative: weight ({max_weight}), count ({max_count})")
    if not 0.0 <= gap < 1.0 or max_nodes < 1:
        raise ValueError(f"need gap ({gap}) in [0, 1) and max_nodes ({max_nodes}) >= 1")
    if not isfinite(limit):
        raise ValueError(f"what is asked for must be finite, found {limit}")
    # A bundle worth nothing to the receiver that costs its giver can be left out: without it
    # every package is at least as good and meets the same constraints.
    ceiling = max_weight * (1.0 + _ROUNDING)
    useful = [i for i in range(n) if weights[i] <= ceiling and (values[i] > 0.0 or costs[i] < 0.0)]
    problem = Knapsack(
        values=[values[i] for i in useful],
        costs=[costs[i] for i in useful],
        weights=[weights[i] for i in useful],
        phi=phi,
        limit=limit - _ROUNDING if dual else limit + _ROUNDING,
        dual=dual,
        max_weight=ceiling,
        most=min(max_weight, sum(weights[i] for i in useful)),
        max_count=len(useful) if max_count is None else min(max_count, len(useful)),
    )
    search = Search(problem, gap, max_nodes)
    certified = search.run()
    if search.chosen is None:
        return None
    chosen = tuple(sorted(useful[i] for i in search.chosen))
    weight = sum(weights[i] for i in chosen)
    cost = sum(costs[i] for i in chosen) + phi(min(weight, problem.most))
    value = sum(values[i] for i in chosen)
    return Package(chosen, value, base - cost, cost, weight, certified, search.nodes)
