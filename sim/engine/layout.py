"""Tranches that could be eased, sorted by what easing them means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.packages import Bundles
from sim.bargaining.packed import floats, ints, longer, longer_ints
from sim.engine.parts import Tranche, Way

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class Kind:
    """Tranches that rest on the same authorities and are of one class.

    Attributes
    ----------
    class_
        Number of the class.
    ways
        The ways in which they could be eased.
    hazard, coded
        By way: hazard of reversal, 1/y, and 1 if the legislature would review it, else 0.
    """

    __slots__ = ("class_", "coded", "hazard", "ways")

    def __init__(self, class_: int, ways: tuple[Way, ...]) -> None:
        self.class_ = class_
        self.ways = ways
        self.hazard: list[float] = [way.route.hazard for way in ways]
        self.coded: list[float] = [0.0 if way.review is None else 1.0 for way in ways]


class Layout:
    """Tranches that could be eased, sorted; those alike in everything make a *bundle*.

    Parameters
    ----------
    kinds
        The kinds.
    kind, lp, numbers
        By bundle: number of its kind, LP of a tranche, numbers of its tranches.

    Attributes
    ----------
    class_
        By kind: number of the class.
    classes
        Classes that occur.
    contested
        Kinds that could be eased in more than one way.
    listed, benefit, disloyalty
        Bundles of listed persons, their benefit, and what they lack in loyalty.
    order
        All bundles, as they were ranked last.
    """

    __slots__ = (
        "_means", "benefit", "class_", "classes", "contested", "disloyalty", "kind", "kinds",
        "listed", "lp", "numbers", "order",
    )  # fmt: skip

    def __init__(
        self, kinds: list[Kind], kind: vec[i64], lp: vec[float], numbers: list[list[int]]
    ) -> None:
        self.kinds = kinds
        self.kind = kind
        self.lp = lp
        self.numbers = numbers
        self.class_ = ints([each.class_ for each in kinds])
        self.classes: list[int] = []
        self.contested: list[int] = []
        for k, each in enumerate(kinds):
            if each.class_ not in self.classes:
                self.classes.append(each.class_)
            if len(each.ways) > 1:
                self.contested.append(k)
        self.order = ints(list(range(len(lp))))
        self.listed: list[int] = []
        self.benefit: list[float] = []
        self.disloyalty: list[float] = []
        self._means: dict[tuple[int, ...], Means] = {}

    def list_persons(self, bundle: int, tranche: Tranche) -> None:
        """Note that a bundle is of listed persons."""
        self.listed.append(bundle)
        self.benefit.append(tranche.benefit)
        self.disloyalty.append(1.0 - tranche.loyalty)

    def extended(self, late: list[tuple[int, Tranche, Kind]]) -> Layout:
        """The same with further bundles, of one tranche each."""
        first, known = len(self.lp), len(self.kinds)
        new = Layout(
            self.kinds + [kind for _, _, kind in late],
            longer_ints(self.kind, [known + k for k in range(len(late))]),
            longer(self.lp, [tranche.lp for _, tranche, _ in late]),
            self.numbers + [[i] for i, _, _ in late],
        )
        new.listed = self.listed[:]
        new.benefit, new.disloyalty = self.benefit[:], self.disloyalty[:]
        for k, (_, tranche, _) in enumerate(late):
            if tranche.persons:
                new.list_persons(first + k, tranche)
        return new

    def means(self, picks: tuple[int, ...]) -> Means:
        """What easing comes to when of the contested kinds these ways are picked."""
        found = self._means.get(picks)
        if found is None:
            found = self._means[picks] = Means(self, picks)
        return found


class Means:
    """How the bundles of a layout would be eased.

    Attributes
    ----------
    ways, hazard, coded
        By kind: the way, its hazard of reversal (1/y), 1 if the legislature would review it.
    hazards, place
        Hazards that occur, and by kind the place of its hazard among them.
    stock
        The bundles, without prices.
    reviewed
        LP that the legislature would review.
    """

    __slots__ = ("coded", "hazard", "hazards", "place", "reviewed", "stock", "ways")

    def __init__(self, layout: Layout, picks: tuple[int, ...]) -> None:
        kinds = layout.kinds
        pick = [0] * len(kinds)
        for k, number in zip(layout.contested, picks, strict=True):
            pick[k] = number
        hazard, coded, place = list[float](), list[float](), list[int]()
        self.hazards: list[float] = []
        self.ways: list[Way] = []
        for k, kind in enumerate(kinds):
            number = pick[k]
            each = kind.hazard[number]
            if each not in self.hazards:
                self.hazards.append(each)
            self.ways.append(kind.ways[number])
            hazard.append(each)
            coded.append(kind.coded[number])
            place.append(self.hazards.index(each))
        self.hazard, self.coded = floats(hazard), floats(coded)
        self.place = ints(place)
        lp = layout.lp
        count = [len(each) for each in layout.numbers]
        self.stock = Bundles(lp, lp, lp, lp, floats([coded[k] for k in layout.kind]), count)
        self.reviewed = 0.0
        for b, reviewed in enumerate(self.stock.reviewed):
            self.reviewed += reviewed * float(count[b])


class Outlook:
    """What follows from which ways of easing are open, kept once worked out.

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


Outlooks = dict[tuple[bool, tuple[str, ...] | None], Outlook]
"""By whether a settlement has held, and the instruments of baby steps if only these are open."""
