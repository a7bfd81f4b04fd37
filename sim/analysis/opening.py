"""What there is to agree on at the outset: the best packages for both sides, and the fair one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.bargaining.frontier import Frontier
from sim.bargaining.package import Package
from sim.engine.kernel.clock import Order
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.replication import offers_of, start_processes
from sim.engine.state.state import Run

_SLIGHTLY = 1e-9
"""Utilities closer than this are equal: what rounding may add when sums are reordered."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The bargaining problem at the outset; no agreement is worth 0 to both sides.

    Attributes
    ----------
    frontier
        Packages such that none is better for one side without being worse for the other, from
        the one best for the target to the one best for the executive.
    nash
        Of these, the one with the largest product of both sides' gains (Nash 1950,
        Econometrica 18); None if none is a gain to both.
    """

    frontier: tuple[Package, ...]
    nash: Package | None

    @property
    def gains(self) -> tuple[Package, ...]:
        """Packages of the frontier that are a gain to both sides."""
        return _gains(self.frontier)


def opening(model: Model) -> Opening | None:
    """The packages that the two sides could agree on at the start of a scenario.

    As the executive sees the first day, before any uncertain event: within the limits of its
    mode, at the start's war and beliefs.

    Parameters
    ----------
    model
        The compiled model.

    Returns
    -------
    Opening or None
        None if the scenario's talks are not about single packages: none are held, or a whole
        road-map is taken or left.
    """
    if model.scenario.talks.mode in ("hold", "road_map"):
        return None
    # The seed makes no difference: nothing is drawn on the first day that the menu depends on.
    run = Run(model, Chance(0, 0, 1), 0)
    offers = offers_of(run)
    start_processes(run, offers, [])
    run.clock.let_pass(0.0, Order.WATCH)
    efficient = pareto(offers[0].frontier())
    return Opening(efficient, max(_gains(efficient), key=lambda p: p.own * p.other, default=None))


def pareto(frontier: Frontier) -> tuple[Package, ...]:
    """The Pareto-efficient packages, from the one best for the target to that for the sender.

    Each is found by asking for the package best for the target among those better for the
    sender than the last (the epsilon-constraint method: Haimes, Lasdon & Wismer 1971, IEEE
    Transactions on Systems, Man, and Cybernetics 1). Utilities within 1e-9 count as equal.
    """
    front: list[Package] = []
    floor = float("-inf")
    while (best := frontier.best_for_target(floor)) is not None and best.own >= floor:
        # Of those just as good for the target, the one best for the sender.
        efficient = frontier.best_for_sender(best.other - _SLIGHTLY)
        # Where packages that are worth the same are told apart by rule, it may be no better.
        if efficient is None or efficient.own < best.own:
            efficient = best
        front.append(efficient)
        floor = efficient.own + _SLIGHTLY
    # What a search that is not exact has missed at first may be found later, and be better.
    kept: list[Package] = []
    for package in reversed(front):
        if not kept or package.other > kept[-1].other:
            kept.append(package)
    return tuple(reversed(kept))


def _gains(packages: Iterable[Package]) -> tuple[Package, ...]:
    return tuple(p for p in packages if p.own > 0.0 and p.other > 0.0)
