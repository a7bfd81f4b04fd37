"""The parts of a compiled model: tranches, ways of relief, concessions, sums at the start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from sim.bargaining.arrays import floats, ints
from sim.bargaining.combinations import subsets
from sim.catalogue.forms import Deliverer
from sim.catalogue.schema import Concession, Procedure
from sim.law.routes import Route


class Tranche(NamedTuple):
    """The part of a measure that one step eases.

    Attributes
    ----------
    measure
        Id of the measure.
    sender, class_
        Ids of its sender and class.
    lp
        Weight, LP: all tranches in force at the start add up to 100.
    benefit
        Size relative to the average tranche of the measure.
    loyalty
        Loyalty of the listed persons, in [0, 1]; 1 for other measures.
    persons
        Whether it lists persons.
    since
        Day from which it is in force; not positive for what was there at the start.
    """

    measure: str
    sender: str
    class_: str
    lp: float
    benefit: float = 1.0
    loyalty: float = 1.0
    persons: bool = False
    since: float = 0.0


tranche: Final = partial(tuple.__new__, Tranche)
"""A tranche from a row of all its values, without a call in between."""


@dataclass(frozen=True, slots=True)
class ReliefOption:
    """A route of relief with what the engine needs of it.

    Attributes
    ----------
    route
        The route.
    delay
        Least and most days from decision, or from the end of a review, to effect.
    review
        Procedure whose review clock applies, if any.
    lead
        Days of consultation before it.
    conditions
        What must be fulfilled before it may be taken, beyond findings of whoever acts.
    needs
        Mask of these.
    mask
        The authorities that it eases.
    ended
        Those of them that it ends, where others are only suspended.
    again
        Those that it ends and the executive may put back by an act of its own. What was certified
        away takes a new finding, what was repealed a new law: neither is among them.
    """

    route: Route
    mask: int
    delay: tuple[float, float]
    review: Procedure | None
    lead: float
    conditions: tuple[str, ...]
    needs: int
    ended: int
    again: int

    @property
    def deliverer(self) -> Deliverer:
        """Who must act."""
        return self.route.deliverer


class ConcessionTable:
    """The concessions with what is needed of them at every turn: rows with one entry each.

    Attributes
    ----------
    value
        Worth to the executive if kept for sure, UP.
    violated
        Rate of violation at W = .5, 1/y.
    one_off
        1 if it is had at once, else 0.
    cost, cost_war
        Cost to the target, LP: a constant, and what is added per unit of war intensity.
    """

    __slots__ = ("_sets", "cost", "cost_war", "one_off", "value", "violated")

    def __init__(self, entries: list[Concession]) -> None:
        self.value = floats([float(entry.value) for entry in entries])
        self.violated = floats([float(entry.violation_rate) for entry in entries])
        self.one_off = floats([float(entry.kind == "one_off") for entry in entries])
        self.cost = floats([float(entry.cost * entry.cost_war[0]) for entry in entries])
        self.cost_war = floats([float(entry.cost * entry.cost_war[1]) for entry in entries])
        self._sets: dict[tuple[tuple[int, ...], int], OfferSets] = {}

    def sets(self, free: tuple[int, ...], most: int) -> OfferSets:
        """Sets of at most so many of some concessions, kept once worked out."""
        key = (free, most)
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = OfferSets(free, most)
        return found


class OfferSets:
    """Sets of concessions, the empty one first.

    Attributes
    ----------
    subsets, members
        The sets, by place among those that can be had, and by number of the concession.
    order
        All of them, as they were sorted last.
    """

    __slots__ = ("members", "order", "subsets")

    def __init__(self, free: tuple[int, ...], most: int) -> None:
        self.subsets = subsets((False,) * len(free), most)
        self.members = [tuple([free[p] for p in chosen]) for chosen in self.subsets.places]
        self.order = ints(list(range(len(self.members))))


@dataclass(frozen=True, slots=True)
class Accounts:
    """Sums over the tranches at the start.

    Attributes
    ----------
    lp_on
        LP in force by sender.
    allied
        LP of the executive's allies by class, in the order of the class table.
    allied_whole
        LP of allied measures that count as a layer of every class.
    secondary
        LP of secondary sanctions.
    """

    lp_on: dict[str, float]
    allied: list[float]
    allied_whole: float
    secondary: float
