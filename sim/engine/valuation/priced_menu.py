"""The sender's menu at prices of the day: which tranches, by which way, what they are worth."""

from __future__ import annotations

from collections.abc import Collection
from math import fsum
from typing import TYPE_CHECKING

from sim.bargaining.bundles import Bundles, Sums
from sim.catalogue.forms import DELIVERERS
from sim.engine.model.menu_cache import Ways
from sim.engine.model.parts import ReliefOption
from sim.engine.state.alignment import signal
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.menu import Menu
from sim.engine.valuation.overcompliance import Overcompliance
from sim.engine.valuation.prices import Prices

if TYPE_CHECKING:
    from mypy_extensions import i64


class PricedMenu:
    """What could be eased, with its prices.

    Tranches on the menu are numbered through, as in `Bundles`: that is their place.

    Parameters
    ----------
    run, table
        The replication, and the table at which it is.
    ways
        What is to be taken as open, see `Menu`; by default what is open now.
    overcompliance
        Overcompliance, if it is kept elsewhere already.

    Attributes
    ----------
    overcompliance
        Overcompliance by class.
    """

    __slots__ = ("_menu", "_prices", "overcompliance", "run", "table")

    def __init__(
        self,
        run: Run,
        table: Table,
        ways: Ways | None = None,
        overcompliance: Overcompliance | None = None,
    ) -> None:
        self.run = run
        self.table = table
        self.overcompliance = Overcompliance(run) if overcompliance is None else overcompliance
        self._menu = Menu(run, table, ways)
        self._prices: Prices  # there is none before the first update

    def update(self) -> None:
        """Bring menu and prices up to date."""
        raise NotImplementedError

    def bundles(self) -> Bundles:
        """The tranches that may be eased at present."""
        self.update()
        return self._prices.bundles

    def tranche(self, place: int) -> int:
        """The register's number of a tranche on the present menu."""
        bundles = self._prices.bundles
        b = bundles.of(place)
        return self._menu.layout.numbers[b][place - bundles.first[b]]

    def places(self, numbers: Collection[int]) -> tuple[int, ...]:
        """Where tranches with these numbers in the register stand on the menu, if they do."""
        first = self.bundles().first
        return tuple(
            [
                first[b] + j
                for b, bundle in enumerate(self._menu.layout.numbers)
                for j, i in enumerate(bundle)
                if i in numbers
            ]
        )

    def way(self, place: int) -> ReliefOption:
        """How a tranche on the present menu would be eased."""
        layout = self._menu.layout
        return self._menu.means.ways[layout.kind[self._prices.bundles.of(place)]]

    def named(self, places: tuple[int, ...]) -> tuple[dict[str, int], list[str]]:
        """Measures of these tranches with how many of each, and the instruments that ease them."""
        bundles, layout, ways = self._prices.bundles, self._menu.layout, self._menu.means.ways
        measure_of = self.run.register.measures
        measures: dict[str, int] = {}
        instruments: list[str] = []
        first: i64 = 0
        after: i64 = 0  # what comes next is most often of the same bundle
        numbers: list[int] = []
        for place in places:
            if not first <= place < after:
                b = bundles.of(place)
                first, after = bundles.first[b], bundles.first[b + 1]
                numbers = layout.numbers[b]
                name = ways[layout.kind[b]].route.instrument
                if name not in instruments:
                    instruments.append(name)
            measure = measure_of[numbers[place - first]]
            measures[measure] = measures.get(measure, 0) + 1
        instruments.sort()
        return measures, instruments

    def coded(self, places: tuple[int, ...]) -> bool:
        """Whether the legislature would review the relief of any of these tranches."""
        if not self._menu.means.reviewed:
            return False
        bundles = self._prices.bundles
        for place in places:
            if bundles.coded[bundles.of(place)] > 0.0:
                return True
        return False

    def motives(self, places: tuple[int, ...]) -> tuple[float, float, float]:
        """Gain from easing these tranches by motive, UP: economic, wedge, socialisation."""
        bundles = self._prices.bundles
        each = [self._prices.motives(bundles.of(place)) for place in places]
        wedge = fsum([m[1] for m in each])
        if places and self.run.rules.signals:
            wedge = signal(self.run, self.table)
        return fsum([m[0] for m in each]), wedge, fsum([m[2] for m in each])

    def worth(self, places: tuple[int, ...]) -> float:
        """Worth of these tranches to the target, LP."""
        bundles = self._prices.bundles
        return fsum([bundles.worth[bundles.of(place)] for place in places])

    def relief_by_option(self, places: tuple[int, ...]) -> list[tuple[ReliefOption, list[int]]]:
        """The register's numbers of these tranches, by the way in which they would be eased."""
        by_option: dict[int, tuple[ReliefOption, list[int]]] = {}
        for place in places:
            way = self.way(place)
            by_option.setdefault(id(way), (way, []))[1].append(self.tranche(place))
        return list(by_option.values())

    def cheapest(
        self,
        lp: float,
        *,
        without: Collection[int] = (),
        alone: bool = False,
        classes: Collection[str] = (),
        measures: Collection[str] = (),
    ) -> list[int]:
        """Tranches of at most so many LP, those worth most to the target per leverage lost first.

        Parameters
        ----------
        lp
            Most LP.
        without
            The register's numbers of tranches that are not to be used.
        alone
            Only what the sender can do at once, without review or conditions.
        classes, measures
            Only what is of one of these classes or part of one of these measures; anything if
            none is named.
        """
        tranches = self.run.register.tranches
        named = bool(classes or measures)
        bundles = self.bundles()
        chosen: list[int] = []
        rest = lp + 1e-9
        for b in self._prices.ranking(1.0, 0.0, 0.0):
            first = bundles.first[b]
            if alone and not DELIVERERS[self.way(first).deliverer].alone:
                continue
            for place in range(first, first + bundles.count[b]):
                if bundles.lp[b] > rest:
                    break
                if named or without:
                    number = self.tranche(place)
                    tranche = tranches[number]
                    if number in without or (
                        named and tranche.class_ not in classes and tranche.measure not in measures
                    ):
                        continue
                chosen.append(place)
                rest -= bundles.lp[b]
        return chosen

    def sums(self, places: tuple[int, ...], total: Sums) -> Sums:
        """What is added up already, and these tranches on top of it."""
        bundles = self.bundles()
        more = bundles.sums(places)
        found = Sums()
        found.lp, found.lasting = total.lp + more.lp, total.lasting + more.lasting
        found.worth, found.gain = total.worth + more.worth, total.gain + more.gain
        found.coded = total.coded + more.coded
        return found
