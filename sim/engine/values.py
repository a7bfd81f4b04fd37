"""What relief is worth now: adaptation, overcompliance, memory; the packages open to both sides."""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import exp

import numpy as np

from sim.bargaining.frontier import (
    Bundles,
    ConcessionSets,
    Frontier,
    Limits,
    Package,
    Terms,
)
from sim.bargaining.leverage import leverage
from sim.engine.clock import YEAR
from sim.engine.model import Way
from sim.engine.offers import Menu
from sim.engine.reluctance import Overcompliance
from sim.engine.run import Run


class Values:
    """Prices relief and concessions for one replication, and keeps them until something changes.

    Attributes
    ----------
    overcompliance
        Overcompliance by class.
    """

    __slots__ = (
        "_bundles", "_frontier", "_key", "_menu", "_numbers", "_sets", "_terms", "_wide",
        "overcompliance", "run",
    )  # fmt: skip

    def __init__(self, run: Run) -> None:
        self.run = run
        self.overcompliance = Overcompliance(run)
        self._menu = Menu(run)
        self._key: tuple[int, int] = (-1, -1)
        self._frontier: Frontier | None = None
        self._wide: dict[bool, Frontier] = {}
        self._numbers: list[int] = []

    # -- packages ----------------------------------------------------------------------

    def frontier(self) -> Frontier:
        """Packages within the limits of the executive's mode."""
        self._update()
        if self._frontier is None:
            talks = self.run.talks
            small = talks.mode == "baby_steps"
            self._frontier = Frontier(
                self._bundles,
                self._sets,
                self._terms,
                Limits(
                    max_lp=talks.max_lp if small else float("inf"),
                    max_count=talks.max_tranches if small else 1_000,
                    breadth=talks.search_breadth,
                    whole_order=not small,
                ),
            )
        return self._frontier

    def wide(self, *, without_coded: bool = False) -> Frontier:
        """Packages of any size; without what Congress reviews if the target believes in it."""
        self._update()
        found = self._wide.get(without_coded)
        if found is None:
            bundles = self._bundles
            if without_coded:
                worth = np.where(bundles.coded > 0.0, 0.0, bundles.worth)
                bundles = Bundles(
                    bundles.lp, bundles.lasting, worth, bundles.gain, bundles.coded
                )
            limits = Limits(breadth=self.run.talks.search_breadth // 2, whole_order=True)
            found = Frontier(bundles, self._sets, self._terms, limits)
            self._wide[without_coded] = found
        return found

    def tranche(self, bundle: int) -> int:
        """Number of the tranche behind a bundle of the present frontier."""
        return self._numbers[bundle]

    def way(self, bundle: int) -> Way:
        """How the tranche behind a bundle would be eased."""
        return self._menu.ways[bundle]

    def motives(self, bundles: Sequence[int]) -> tuple[float, float, float]:
        """Gain from easing these bundles by motive, UP: economic, wedge, socialisation."""
        chosen = list(bundles)
        econ, wedge, soc = self._menu.gains
        return float(econ[chosen].sum()), float(wedge[chosen].sum()), float(soc[chosen].sum())

    def worth(self, bundles: Sequence[int]) -> float:
        """Worth of these bundles to the target, LP."""
        return float(self._bundles.worth[list(bundles)].sum())

    def lots(self, bundles: Sequence[int]) -> list[tuple[Way, list[int]]]:
        """Tranches behind these bundles, by the way in which they would be eased."""
        lots: dict[int, tuple[Way, list[int]]] = {}
        for bundle in bundles:
            way = self.way(bundle)
            lots.setdefault(id(way), (way, []))[1].append(self.tranche(bundle))
        return list(lots.values())

    def cheapest(
        self, lp: float, *, without: Container[int] = (), alone: bool = False
    ) -> list[int]:
        """Bundles of at most so many LP, those worth most to the target per leverage lost first.

        Parameters
        ----------
        lp
            Most LP.
        without
            Bundles that are not to be used.
        alone
            Only what the executive can do at once, without review or conditions.
        """
        bundles = self.bundles()
        density = bundles.worth / np.maximum(bundles.lasting, 1e-9)
        chosen: list[int] = []
        rest = lp + 1e-9
        for b in np.argsort(-density, kind="stable").tolist():
            if bundles.worth[b] <= 0.0:
                break
            if b in without or (alone and self.way(b).deliverer != "executive"):
                continue
            if bundles.lp[b] <= rest:
                chosen.append(b)
                rest -= float(bundles.lp[b])
        return chosen

    def package(self, bundles: Sequence[int], concessions: Sequence[str]) -> Package:
        """What these bundles against these concessions are worth to both sides."""
        columns = self.bundles()
        chosen = list(bundles)
        run = self.run
        order = list(run.model.concessions)
        entries = [run.model.concessions[name] for name in concessions]
        horizon, offset = run.years_left(), run.compliance.war_offset
        value = sum(run.executive.worth(entry, run.war, offset, horizon) for entry in entries)
        price = sum(run.kremlin.cost(entry, run.war) for entry in entries)
        lp = columns.lp[chosen].sum()
        sums = (lp, columns.lasting[chosen].sum(), (columns.lp * columns.coded)[chosen].sum())
        cost = self._terms.cost(*(np.atleast_1d(x) for x in sums))[0]
        own = columns.gain[chosen].sum() - cost + value
        own -= self._terms.audience * max(lp - price, 0.0)
        other = columns.worth[chosen].sum() - price
        if len(chosen):
            other -= self._terms.maximalism
        return Package(
            tuple(chosen), tuple(order.index(name) for name in concessions), float(own),
            float(other), float(lp),
        )  # fmt: skip

    def bundles(self) -> Bundles:
        """The tranches that may be eased at present."""
        self._update()
        return self._bundles

    # -- bookkeeping -------------------------------------------------------------------

    def _update(self) -> None:
        run = self.run
        key = (run.register.version, run.stamp)
        if key == self._key:
            return
        self.overcompliance.refresh()
        self._numbers = self._menu.refresh(self)
        self._bundles = self._menu.bundles
        self._sets = self._concession_sets()
        self._terms = self._executive_terms()
        self._frontier = None
        self._wide = {}
        self._key = key

    def adapted(self, class_: str) -> float:
        """Share of a class's value that is left: adaptation (R1) and market crises (R20)."""
        run = self.run
        entry = run.model.classes[class_]
        years = run.now / YEAR
        a = run.model.scenario.values.adaptation
        share = entry.phi + (1.0 - entry.phi) * exp(-a * years)
        if run.crisis and entry.market:
            share *= 1.0 + run.world.shocks.crisis_gain
        return share

    def _concession_sets(self) -> ConcessionSets:
        run = self.run
        names = [name for name in run.model.concessions if self.available(name)]
        horizon = run.years_left()
        offset = run.compliance.war_offset
        worth = [
            run.executive.worth(run.model.concessions[name], run.war, offset, horizon)
            for name in names
        ]
        cost = [run.kremlin.cost(run.model.concessions[name], run.war) for name in names]
        order = list(run.model.concessions)
        index = [order.index(name) for name in names]
        members: list[tuple[int, ...]] = [()]
        value, price = [0.0], [0.0]
        # Each: the set, its last member, what it is worth, what it costs.
        grown: list[tuple[tuple[int, ...], int, float, float]] = [((), -1, 0.0, 0.0)]
        for _ in range(run.talks.max_concessions):
            grown = [
                ((*chosen, index[i]), i, w + worth[i], c + cost[i])
                for chosen, last, w, c in grown
                for i in range(last + 1, len(names))
            ]
            members += [chosen for chosen, *_ in grown]
            value += [w for _, _, w, _ in grown]
            price += [c for *_, c in grown]
        return ConcessionSets(members, np.array(value), np.array(price))

    def available(self, name: str) -> bool:
        """Whether a concession can be given now: not in force, not promised, not too soon."""
        run = self.run
        if name in run.live or name in run.promised:
            return False
        gap = run.model.concessions[name].gap_days
        return run.now - run.last_given.get(name, -1e9) >= gap

    def _executive_terms(self) -> Terms:
        run = self.run
        p = run.executive.p
        congress = run.congress
        total = run.model.us_total
        size = max(run.talks.max_lp, 1.0)
        opposition = congress.p.presidential_opposition
        gate = congress.gate_probability(congress.p.stance)
        return Terms(
            remaining=run.register.lp_on[run.model.executive],
            initial=max(total, 1e-9),
            power=p.leverage_power,
            w_lev=p.w_lev,
            audience=p.w_aud * (0.4 + run.war) * p.hawks,
            filing_base=congress.p.filing_base,
            filing_slope=congress.p.filing_slope,
            blocked=(
                run.enactment(0.0, opposition),
                run.enactment(size, opposition),
                size,
            ),
            fight_blocked=p.fight_blocked,
            fight_bill=p.fight_bill * (1.0 - (1.0 - gate) ** 12),
            blame=p.blame * run.executive.credibility(),
            maximalism=0.0 if run.talks.mode == "road_map" else run.kremlin.p.m0,
        )

    def leverage(self) -> float:
        """The executive's leverage, 0 to 100."""
        run = self.run
        remaining = max(run.register.lp_on[run.model.executive], 0.0)
        initial = max(run.model.us_total, 1e-9)
        return leverage(remaining, initial, run.executive.p.leverage_power)

    def lasting(self, lp: float, hazard: float) -> float:
        """Leverage given up by easing so many LP with an instrument of this hazard, LP."""
        return lp * self.run.lasting(hazard)
