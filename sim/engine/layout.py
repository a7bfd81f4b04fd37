"""Tranches that could be eased, sorted by what easing them means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.packages import Bundles
from sim.bargaining.packed import floats, ints
from sim.engine.parts import Tranche, Way

if TYPE_CHECKING:
    from librt.vecs import vec


class Kind:
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

    __slots__ = ("class_", "coded", "hazard", "trust", "way")

    def __init__(self, way: Way, class_: int, hazard: float, coded: float, trust: float) -> None:
        self.way = way
        self.class_ = class_
        self.hazard = hazard
        self.coded = coded
        self.trust = trust


class Layout:
    """Tranches that could be eased, sorted.

    What easing one LP of a kind means is worked out once for all of the kind. Tranches of a
    kind that are alike in everything make a *bundle*.

    Parameters
    ----------
    kinds
        The kinds.
    kind, lp, numbers
        By bundle: number of its kind, LP of a tranche, numbers of its tranches.
    listed
        Bundles of listed persons.

    Attributes
    ----------
    class_, hazard, coded
        By kind: number of the class, place of the hazard in `hazards`, 1 if the legislature
        would review it.
    classes, hazards
        Classes and hazards (1/y) that occur.
    reviewed
        LP that the legislature would review.
    stock
        The bundles, without prices.
    unit, valued
        By the number of persons delisted, and by bundle: worth to the target of one LP of relief
        that arrives, and the same of a tranche.
    """

    __slots__ = (
        "class_", "classes", "coded", "hazard", "hazards", "kind", "kinds", "listed",
        "lp", "numbers", "reviewed", "stock", "unit", "valued",
    )  # fmt: skip

    def __init__(
        self,
        kinds: list[Kind],
        kind: list[int],
        lp: list[float],
        numbers: list[list[int]],
        listed: list[int],
    ) -> None:
        self.kinds = kinds
        self.numbers = numbers
        self.listed = listed
        self.kind = ints(kind)
        self.lp = floats(lp)
        self.classes: list[int] = []
        self.hazards: list[float] = []
        class_, hazard, coded = list[int](), list[int](), list[float]()
        for each in kinds:
            if each.class_ not in self.classes:
                self.classes.append(each.class_)
            if each.hazard not in self.hazards:
                self.hazards.append(each.hazard)
            class_.append(each.class_)
            hazard.append(self.hazards.index(each.hazard))
            coded.append(each.coded)
        self.class_ = ints(class_)
        self.hazard = ints(hazard)
        self.coded = floats(coded)
        count = [len(each) for each in numbers]
        self.stock = Bundles(
            self.lp, self.lp, self.lp, self.lp, floats([coded[k] for k in kind]), count
        )
        self.reviewed = 0.0
        for b, reviewed in enumerate(self.stock.reviewed):
            self.reviewed += reviewed * count[b]
        self.unit: dict[int, vec[float]] = {}
        self.valued: dict[int, vec[float]] = {}

    def extended(self, late: list[tuple[int, Tranche, Kind]]) -> Layout:
        """The same with further bundles, of one tranche each."""
        kinds, kind, lp = list(self.kinds), list(self.kind), list(self.lp)
        numbers, listed = list(self.numbers), list(self.listed)
        for i, tranche, sort in late:
            if tranche.persons:
                listed.append(len(lp))
            kind.append(len(kinds))
            kinds.append(sort)
            lp.append(tranche.lp)
            numbers.append([i])
        new = Layout(kinds, kind, lp, numbers, listed)
        if len(listed) == len(self.listed):
            for delisted, unit in self.unit.items():
                new.set_unit(delisted, list(unit) + [sort.trust for _, _, sort in late])
        return new

    def set_unit(self, delisted: int, unit: list[float]) -> None:
        """Keep what one LP of each bundle is worth once so many persons have been delisted."""
        self.unit[delisted] = floats(unit)
        self.valued[delisted] = floats([self.lp[b] * each for b, each in enumerate(unit)])


class Outlook:
    """What follows from how both sides look at instruments, kept once worked out.

    Attributes
    ----------
    kinds
        By authorities and class; None if it cannot be eased.
    layouts
        By the authorities that hold each of the executive's tranches.
    """

    __slots__ = ("kinds", "layouts")

    def __init__(self) -> None:
        self.kinds: dict[tuple[int, str], Kind | None] = {}
        self.layouts: dict[tuple[int, ...], Layout] = {}


Outlooks = dict[tuple[object, ...], Outlook]
