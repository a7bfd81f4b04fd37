"""Tranches that could be eased, sorted by what easing them means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.bargaining.arrays import ints, longer, longer_ints, zeros
from sim.bargaining.bundles import Bundles
from sim.engine.model.parts import ReliefOption, Tranche

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64

ChoiceInputs = tuple[float, float, float, float, bool]
"""What a choice between ways is made from: the target's memory and discount rate, the years that
the executive looks ahead, its discount rate, and whether it counts how long relief lasts."""

UNKNOWN: Final[ChoiceInputs] = (0.0, 0.0, 0.0, 0.0, False)
"""None of them, for nobody looks no years ahead."""


class RouteChoice:
    """A choice between several ways to ease tranches of a class.

    Attributes
    ----------
    class_
        Number of the class.
    instruments
        By way: the instrument by which relief would count.
    taste, hazards, pick
        What it was made from last, of whoever chose and of the law, and the way that was picked.
    """

    __slots__ = ("class_", "hazards", "instruments", "pick", "taste")

    def __init__(self, class_: int, instruments: list[str]) -> None:
        self.class_ = class_
        self.instruments = instruments
        self.taste = UNKNOWN
        self.hazards: dict[str, float] = {}
        self.pick = 0


class ReliefGroup:
    """Tranches that rest on the same authorities and are of one class.

    Attributes
    ----------
    class_
        Number of the class.
    ways
        The ways in which they could be eased.
    choice
        The choice to be made if there are several.
    instruments, coded
        By way: the instrument by which it counts, and 1 if the legislature would review it, else 0.
    """

    __slots__ = ("choice", "class_", "coded", "instruments", "ways")

    def __init__(self, class_: int, ways: tuple[ReliefOption, ...], choice: RouteChoice) -> None:
        self.class_ = class_
        self.ways = ways
        self.choice = choice
        self.instruments: list[str] = [way.route.instrument for way in ways]
        self.coded: list[float] = [0.0 if way.review is None else 1.0 for way in ways]


class Layout:
    """Tranches that could be eased, sorted; those alike in everything make a *bundle*.

    Parameters
    ----------
    kinds
        The kinds.
    kind, lp, numbers
        By bundle: number of its kind, LP of a tranche, numbers of its tranches.
    base
        The layout that it extends, if it does: its kinds come first.

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
        "_base",
        "_means",
        "benefit",
        "class_",
        "classes",
        "contested",
        "disloyalty",
        "kind",
        "kinds",
        "listed",
        "lp",
        "numbers",
        "order",
    )

    def __init__(
        self,
        kinds: list[ReliefGroup],
        kind: vec[i64],
        lp: vec[float],
        numbers: list[list[int]],
        base: Layout | None = None,
    ) -> None:
        self.kinds = kinds
        self.kind = kind
        self.lp = lp
        self.numbers = numbers
        self._base = base
        known = 0
        self.classes: list[int] = []
        self.contested: list[int] = []
        if base is not None:
            known = len(base.kinds)
            self.classes, self.contested = base.classes[:], base.contested[:]
        class_: list[int] = []
        for k in range(known, len(kinds)):
            each = kinds[k]
            class_.append(each.class_)
            if each.class_ not in self.classes:
                self.classes.append(each.class_)
            if len(each.ways) > 1:
                self.contested.append(k)
        self.class_: vec[i64]
        self.class_ = ints(class_) if base is None else longer_ints(base.class_, class_)
        # An extension begins from the order of its base, which has been ranked already.
        further = list(range(0 if base is None else len(base.lp), len(lp)))
        self.order: vec[i64]
        self.order = ints(further) if base is None else longer_ints(base.order, further)
        self.listed: list[int] = []
        self.benefit: list[float] = []
        self.disloyalty: list[float] = []
        self._means: dict[tuple[int, ...], ReliefPlan] = {}

    def list_persons(self, bundle: int, tranche: Tranche) -> None:
        """Note that a bundle is of listed persons."""
        self.listed.append(bundle)
        self.benefit.append(tranche.benefit)
        self.disloyalty.append(1.0 - tranche.loyalty)

    def extended(self, late: list[tuple[int, Tranche, ReliefGroup]]) -> Layout:
        """The same with further bundles, of one tranche each."""
        first, known = len(self.lp), len(self.kinds)
        new = Layout(
            self.kinds + [kind for _, _, kind in late],
            longer_ints(self.kind, [known + k for k in range(len(late))]),
            longer(self.lp, [tranche.lp for _, tranche, _ in late]),
            self.numbers + [[i] for i, _, _ in late],
            self,
        )
        new.listed = self.listed[:]
        new.benefit, new.disloyalty = self.benefit[:], self.disloyalty[:]
        for k, (_, tranche, _) in enumerate(late):
            if tranche.persons:
                new.list_persons(first + k, tranche)
        return new

    def means(self, picks: tuple[int, ...]) -> ReliefPlan:
        """What easing comes to when of the contested kinds these ways are picked."""
        found = self._means.get(picks)
        if found is None:
            base = self._base
            like = None if base is None else base._means.get(picks[: len(base.contested)])
            found = self._means[picks] = ReliefPlan(self, picks, like)
        return found


class Extension:
    """The layout of what was imposed after the start, kept as long as it stays so.

    Parameters
    ----------
    base
        Any layout.
    """

    __slots__ = ("_base", "_by", "_layout")

    def __init__(self, base: Layout) -> None:
        self._base = self._layout = base
        self._by: list[tuple[int, ReliefGroup]] = []

    def of(self, base: Layout, late: list[tuple[int, Tranche, ReliefGroup]]) -> Layout:
        """Extend a layout as `Layout.extended` does, unless that is what was done last.

        In a replication a tranche keeps its number: that and how it could be eased say all. What
        has come since is added to what was done last.
        """
        by = self._by
        if base is not self._base or len(late) < len(by):
            return self._anew(base, late)
        for k, (number, known) in enumerate(by):
            i, _, kind = late[k]
            if i != number or kind is not known:
                return self._anew(base, late)
        if len(late) > len(by):
            more = late[len(by) :]
            self._layout = self._layout.extended(more)
            self._by = by + [(i, kind) for i, _, kind in more]
        return self._layout

    def _anew(self, base: Layout, late: list[tuple[int, Tranche, ReliefGroup]]) -> Layout:
        self._base, self._layout = base, base.extended(late)
        self._by = [(i, kind) for i, _, kind in late]
        return self._layout


class ReliefPlan:
    """How the bundles of a layout would be eased.

    Parameters
    ----------
    layout, picks
        The layout, and the ways picked of its contested kinds.
    like
        The same plan of the layout that it extends, if there is one.

    Attributes
    ----------
    ways, coded
        By kind: the way, and 1 if the legislature would review it.
    instruments, place
        Instruments that occur, and by kind the place of its instrument among them.
    stock
        The bundles, without prices.
    reviewed
        LP that the legislature would review.
    """

    __slots__ = ("coded", "instruments", "place", "reviewed", "stock", "ways")

    def __init__(
        self, layout: Layout, picks: tuple[int, ...], like: ReliefPlan | None = None
    ) -> None:
        kinds = layout.kinds
        pick = [0] * len(kinds)
        for n, k in enumerate(layout.contested):
            pick[k] = picks[n]
        known = 0
        self.instruments: list[str] = []
        self.ways: list[ReliefOption] = []
        if like is None:
            self.coded = zeros(len(kinds))
            self.place = layout.class_[:]
        else:
            known = len(like.ways)
            self.instruments, self.ways = like.instruments[:], like.ways[:]
            more = [0.0] * (len(kinds) - known)
            self.coded = longer(like.coded, more)
            self.place = longer_ints(like.place, [0] * len(more))
        coded, place = self.coded, self.place
        for k in range(known, len(kinds)):
            kind, number = kinds[k], pick[k]
            self.ways.append(kind.ways[number])
            coded[k] = kind.coded[number]
            instrument = kind.instruments[number]
            if instrument not in self.instruments:
                self.instruments.append(instrument)
            place[k] = self.instruments.index(instrument)
        lp = layout.lp
        count = [len(each) for each in layout.numbers]
        reviewed = layout.lp[:]
        for b, k in enumerate(layout.kind):
            reviewed[b] = coded[k]
        self.stock = Bundles(lp, lp, lp, lp, reviewed, count)
        self.reviewed = 0.0
        for b, each in enumerate(self.stock.reviewed):
            self.reviewed += each * float(count[b])
