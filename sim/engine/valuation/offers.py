"""What relief and concessions are worth now, and the packages open to both sides."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import TYPE_CHECKING

from sim.bargaining.arrays import without
from sim.bargaining.bundles import Sums
from sim.bargaining.combinations import largest
from sim.bargaining.concession_sets import ConcessionSets
from sim.bargaining.demand import TargetDemand
from sim.bargaining.frontier import Frontier
from sim.bargaining.leverage import leverage
from sim.bargaining.package import Package
from sim.bargaining.sender_cost import SenderCost
from sim.bargaining.ties import RuledFrontier
from sim.engine.model.menu_cache import Ways
from sim.engine.state.alignment import signal
from sim.engine.state.course import Step
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.concessions import concession_sets, price_now, worth_now
from sim.engine.valuation.limits import limits_of, match
from sim.engine.valuation.overcompliance import Overcompliance
from sim.engine.valuation.priced_menu import PricedMenu
from sim.engine.valuation.prices import Prices
from sim.engine.valuation.ratification import block_risk, enactments
from sim.engine.valuation.terms import sender_terms
from sim.events import packages
from sim.scenario.world import Talks

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class Offers(PricedMenu):
    """Prices relief and concessions for one replication, and keeps them until something changes.

    Whatever might move a price has all of them worked out anew. If they turn out to be what they
    were, all that was built on them stays: early cutoff, as in a build system (Mokhov, Mitchell &
    Peyton Jones 2018, Proceedings of the ACM on Programming Languages 2).
    """

    __slots__ = (
        "_believed",
        "_closure",
        "_demands",
        "_described",
        "_frontier",
        "_known",
        "_most",
        "_order",
        "_prospects",
        "_sets",
        "_stamp",
        "_step",
        "_talks",
        "_terms",
        "_unreviewed",
        "_version",
        "_within",
    )

    def __init__(
        self,
        run: Run,
        table: Table,
        ways: Ways | None = None,
        overcompliance: Overcompliance | None = None,
    ) -> None:
        super().__init__(run, table, ways, overcompliance)
        self._prospects: dict[Ways, Offers] = {}
        self._version = self._stamp = self._closure = -1
        self._unreviewed: Frontier | None = None
        self._frontier: Frontier | None = None
        self._demands: TargetDemand | None = None
        self._order: vec[i64] | None = None
        self._most: float | None = None
        self._within: float | None = None
        # By identity; each package is kept beside, so that its identity is not given away again.
        self._described: dict[int, tuple[Package, packages.Package]] = {}
        # Of these there is nothing before the first update.
        self._known = False
        self._terms: SenderCost
        self._sets: ConcessionSets
        self._talks: Talks
        self._step: Step | None
        self._believed: bool

    def prospect(self, settled: bool, instruments: tuple[str, ...]) -> Offers:
        """The same prices for what would be open later, or in a part of a plan.

        Parameters
        ----------
        settled
            Whether a settlement will have held by then.
        instruments
            The only instruments to be used; all if none is named.
        """
        met = self.run.conditions_met()
        if settled:
            met |= self.run.model.by_settlement
        ways: Ways = settled, met, instruments or None
        found = self._prospects.get(ways)
        if found is None:
            found = self._prospects[ways] = Offers(self.run, self.table, ways, self.overcompliance)
        return found

    # -- packages ----------------------------------------------------------------------

    def frontier(self) -> Frontier:
        """Packages within the limits of the sender's mode."""
        self.update()
        if self._frontier is None:
            self._frontier = self._searched(self._ranked())
        return self._frontier

    def demandable(self) -> Frontier:
        """Packages within these limits that the target may ask for, see `demands`."""
        if not self.table.constraint_believed:
            return self.frontier()
        self.update()
        if self._unreviewed is None:
            reviewed = self._prices.bundles.coded
            self._unreviewed = self._searched(without(self._ranked(), reviewed))
        return self._unreviewed

    def _searched(self, order: vec[i64]) -> Frontier:
        bundles, sets, terms = self._prices.bundles, self._sets, self._terms
        limits = limits_of(self.table)
        if self.run.rules.wishes:
            return RuledFrontier(bundles, sets, terms, limits, order)
        return Frontier(bundles, sets, terms, limits, order)

    def demands(self) -> TargetDemand:
        """Packages of any size that the target may ask for.

        Without what the legislature reviews, while the target believes that it ties the
        executive's hands (R5).
        """
        self.update()
        if self._demands is None:
            bundles, order = self._prices.bundles, self._ranked()
            if self.table.constraint_believed:
                order = without(order, bundles.coded)
            self._demands = TargetDemand(bundles, self._sets, self._terms, order)
        return self._demands

    def most(self) -> float:
        """The most that the target could get, LP: all that is worth something, for nothing."""
        self.update()
        if self._most is None:
            bundles = self._prices.bundles
            total = 0.0
            for b, worth in enumerate(bundles.worth):
                if worth > 0.0:
                    total += worth * float(bundles.count[b])
            self._most = total - self._terms.maximalism
        return self._most

    def within_limits(self) -> float:
        """A bound on what the target could get within the sender's limits, LP.

        The largest tranches for nothing, whatever they weigh: cheap, and often enough to see
        that there is no point in searching.
        """
        self.update()
        if self._within is None:
            self._within = self._bound()
        return self._within

    def _bound(self) -> float:
        limits, costs = self.table.limits(), self._sets.cost
        if limits is None or match(self.table) * costs[len(costs) - 1] > limits.lp:
            return self.most()
        bundles = self._prices.bundles
        total = 0.0
        for b in largest(bundles, self._ranked(), limits.tranches, [0] * len(bundles)):
            total += bundles.worth[b]
        return total - self._terms.maximalism

    def package(self, places: tuple[int, ...], concessions: Sequence[str]) -> Package:
        """What these tranches against these concessions are worth to both sides."""
        sums = self.bundles().sums(places)
        run, table, terms = self.run, self.table, self._terms
        order = table.pair.order
        entries = [table.pair.entries[name] for name in concessions]
        value = fsum(worth_now(run, table, entry) for entry in entries)
        if run.rules.signals:
            value += signal(run, table)
        price = fsum(price_now(run, table, name) for name in concessions)
        own = terms.own(terms.net(sums), value, sums.lp, price)
        other = sums.worth - price
        if places and concessions:  # in a gift there is nothing to dislike
            other -= terms.maximalism
        return Package(places, tuple([order[name] for name in concessions]), own, other, sums.lp)

    def both(self, sums: Sums, value: float, price: float) -> tuple[float, float]:
        """Utility of relief against concessions to the executive (UP) and the target (LP).

        Parameters
        ----------
        sums
            What the tranches add up to.
        value, price
            What the concessions are worth to the executive (UP), and cost the target (LP).
        """
        self.update()
        own = self._terms.own(self._terms.net(sums), value, sums.lp, price)
        return own, sums.worth - price

    def described(self, package: Package) -> packages.Package:
        """A package in words and numbers, for the log; the same dict as long as it stays so."""
        known = self._described.get(id(package))
        if known is not None:
            return known[1]
        in_force = 0.0
        for lp in self.run.register.lp_on.values():
            in_force += lp
        if in_force < 1e-9:
            in_force = 1e-9
        measures, instruments = self.named(package.tranches)
        names = self.run.model.concession_names
        found: packages.Package = {
            "lp": package.lp,
            "share": package.lp / in_force,
            "measures": measures,
            "tranches": len(package.tranches),
            "instruments": instruments,
            "concessions": [names[c] for c in package.concessions],
            "utility_executive": package.own,
            "utility_target": package.other,
            **self.table.marked,
        }
        self._described[id(package)] = package, found
        return found

    # -- bookkeeping -------------------------------------------------------------------

    def update(self) -> None:
        """Bring prices up to date, and forget what was built on them if any has moved."""
        run, table = self.run, self.table
        version, stamp, closure = run.register.version, run.stamp, table.closure
        if stamp == self._stamp and version == self._version and closure == self._closure:
            return
        self._stamp, self._version, self._closure = stamp, version, closure
        self._described = {}
        self.overcompliance.refresh()
        self._menu.refresh()
        reviewed, limits = self._menu.means.reviewed, table.limits()
        low = high = usual = 0.0
        step = table.talks.max_lp if limits is None else limits.lp
        size = max(step, 1.0)
        if reviewed:
            opposition = table.ratifier.presidential_opposition
            sizes = 0.0, size, min(step, max(table.pair.leverage_at_start, 1e-9))
            low, high, usual = enactments(run, table, sizes, opposition)
        terms = sender_terms(run, table, reviewed, (low, high, size))
        risk = block_risk(run, table, usual) if reviewed else 0.0
        prices = Prices(run, table, self._menu, self.overcompliance, risk)
        sets = concession_sets(run, table, terms.audience).undominated(terms.audience)
        believed = table.constraint_believed
        # What moves most is compared first.
        if (
            self._known
            and prices.equals(self._prices)
            and terms == self._terms
            and sets.equals(self._sets)
            and table.talks is self._talks
            and limits == self._step
            and believed == self._believed
        ):
            return
        self._known = True
        self._talks, self._step, self._believed = table.talks, limits, believed
        self._terms, self._sets, self._prices = terms, sets, prices
        self._frontier = self._unreviewed = None
        self._demands = self._order = None
        self._most = self._within = None

    def _ranked(self) -> vec[i64]:
        """Bundles by worth to the target over cost to the sender."""
        if self._order is None:
            terms = self._terms
            self._order = self._prices.ranking(terms.marginal(), terms.audience, 1.0)
        return self._order

    def leverage(self) -> float:
        """The sender's leverage, 0 to 100."""
        run, table = self.run, self.table
        remaining = max(run.register.lp_on[table.pair.sender], 0.0)
        initial = max(table.pair.leverage_at_start, 1e-9)
        return leverage(remaining, initial, table.sender.leverage_power)
