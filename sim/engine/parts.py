"""The parts of a compiled model: tranches, ways of relief, concessions, sums at the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from sim.bargaining.packages import Bundles
from sim.catalogue.schema import Procedure
from sim.law.routes import Deliverer, Route


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


@dataclass(frozen=True, slots=True)
class Way:
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
    needs_settlement
        Whether it presupposes a settlement.
    mask
        The authorities that it eases.
    """

    route: Route
    mask: int
    delay: tuple[float, float]
    review: Procedure | None
    lead: float
    needs_settlement: bool

    @property
    def deliverer(self) -> Deliverer:
        """Who must act."""
        return self.route.deliverer


class Kind(NamedTuple):
    """Tranches that rest on the same authorities and are of one class: what easing them means.

    Attributes
    ----------
    way
        How they would be eased.
    class_
        Number of the class.
    hazard
        Hazard of reversal, 1/y.
    coded
        1 if the legislature would review it, else 0.
    trust
        Worth to the target of relief with that hazard, as a share of final relief.
    """

    way: Way
    class_: int
    hazard: float
    coded: float
    trust: float


@dataclass(slots=True)
class Layout:
    """Tranches that could be eased, sorted.

    What easing one LP of a kind means is worked out once for all of the kind. Tranches of a
    kind that are alike in everything make a *bundle*. Once all are in, the layout is closed.

    Attributes
    ----------
    kinds
        The kinds.
    kind, lp, numbers
        By bundle: number of its kind, LP of a tranche, numbers of its tranches.
    listed
        Bundles of listed persons.
    classes, hazards
        Classes and hazards (1/y) of the kinds.
    cells
        Kinds of which one LP is worth the same to the executive: number of the class, place of
        the hazard in `hazards`, whether the legislature would review it.
    cell
        By bundle: number of its cell.
    reviewed
        LP that the legislature would review.
    stock
        The bundles, without prices.
    unit, valued
        By the number of persons delisted, and by bundle: worth to the target of one LP of relief
        that arrives, and the same of a tranche.
    """

    kinds: list[Kind] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    lp: list[float] = field(default_factory=list)
    numbers: list[list[int]] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    hazards: list[float] = field(default_factory=list)
    cells: list[tuple[int, int, bool]] = field(default_factory=list)
    cell: list[int] = field(default_factory=list)
    reviewed: float = 0.0
    stock: Bundles = field(default_factory=lambda: Bundles([], [], [], [], []), compare=False)
    unit: dict[int, list[float]] = field(default_factory=dict, compare=False)
    valued: dict[int, list[float]] = field(default_factory=dict, compare=False)
    _cell_of: list[int] = field(default_factory=list, compare=False)
    _measures: list[str] = field(default_factory=list, compare=False)

    def add_kind(self, kind: Kind) -> int:
        """Add a kind; return its number."""
        place = _place(self.hazards, kind.hazard)
        _place(self.classes, kind.class_)
        self._cell_of.append(_place(self.cells, (kind.class_, place, kind.coded > 0.0)))
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def add_bundle(self, i: int, tranche: Tranche, kind: int) -> int:
        """Add a bundle that begins with tranche number `i`; return its number."""
        bundle = len(self.lp)
        if tranche.persons:
            self.listed.append(bundle)
        self.kind.append(kind)
        self.cell.append(self._cell_of[kind])
        self.lp.append(tranche.lp)
        self.numbers.append([i])
        return bundle

    def close(self) -> None:
        """Lay the bundles out; none is added any more."""
        lp, kinds = self.lp, self.kinds
        coded = [kinds[k].coded for k in self.kind]
        count = [len(numbers) for numbers in self.numbers]
        self.stock = Bundles(lp, lp, lp, lp, coded, count)
        self.reviewed = 0.0
        for b, reviewed in enumerate(self.stock.reviewed):
            self.reviewed += reviewed * count[b]

    def extended(self, late: list[tuple[int, Tranche, Kind]]) -> Layout:
        """The same with further bundles, of one tranche each."""
        new = Layout(
            list(self.kinds), list(self.kind), list(self.lp), list(self.numbers),
            list(self.listed), list(self.classes), list(self.hazards), list(self.cells),
            list(self.cell),
        )  # fmt: skip
        new._cell_of = list(self._cell_of)
        for i, tranche, kind in late:
            new.add_bundle(i, tranche, new.add_kind(kind))
        new.close()
        if len(new.listed) == len(self.listed):
            units = [kind.trust for _, _, kind in late]
            for delisted, unit in self.unit.items():
                new.set_unit(delisted, unit + units)
        return new

    def set_unit(self, delisted: int, unit: list[float]) -> None:
        """Keep what one LP of each bundle is worth once so many persons have been delisted."""
        self.unit[delisted] = unit
        self.valued[delisted] = [lp * unit[b] for b, lp in enumerate(self.lp)]

    def measures(self, tranches: Sequence[Tranche]) -> list[str]:
        """The measure of each tranche, bundle by bundle (kept once worked out).

        Parameters
        ----------
        tranches
            All tranches of the register.
        """
        if not self._measures:
            self._measures = [tranches[i].measure for numbers in self.numbers for i in numbers]
        return self._measures


T = TypeVar("T")


def _place(entries: list[T], entry: T) -> int:
    """The place of an entry in a list, to which it is added if it is new."""
    if entry not in entries:
        entries.append(entry)
    return entries.index(entry)


@dataclass(slots=True)
class Outlook:
    """What follows from how both sides look at instruments, kept once worked out.

    Attributes
    ----------
    kinds
        By authorities and class; None if it cannot be eased.
    layouts
        By the authorities that hold each of the executive's tranches.
    """

    kinds: dict[tuple[int, str], Kind | None] = field(default_factory=dict)
    layouts: dict[tuple[int, ...], Layout] = field(default_factory=dict)


Outlooks = dict[tuple[object, ...], Outlook]


class Offering(NamedTuple):
    """A concession with what is needed of it at every turn.

    Attributes
    ----------
    us_value
        Worth to the executive if kept for sure, UP.
    rate
        Rate of violation at W = .5, 1/y.
    one_off
        Whether it is had at once.
    cost, cost_war
        Cost to the target, LP: a constant, and what is added per unit of war intensity.
    """

    us_value: float
    rate: float
    one_off: bool
    cost: float
    cost_war: float


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
