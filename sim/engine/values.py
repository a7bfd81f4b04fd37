"""What relief and concessions are worth now, and the packages open to both sides."""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from sim.bargaining.beliefs import good_faith
from sim.bargaining.discounting import annuity
from sim.bargaining.frontier import Frontier, Prefixes
from sim.bargaining.leverage import leverage
from sim.bargaining.packages import Bundles, ConcessionSets, Limits, Package, Terms
from sim.engine.offers import Menu
from sim.engine.parts import Way
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
        "_demands", "_frontier", "_key", "_menu", "_sets", "_terms", "overcompliance", "run",
    )  # fmt: skip

    def __init__(self, run: Run) -> None:
        self.run = run
        self.overcompliance = Overcompliance(run)
        self._menu = Menu(run)
        self._key: tuple[int, int] = (-1, -1)
        self._frontier: Frontier | None = None
        self._demands: Prefixes | None = None

    # -- packages ----------------------------------------------------------------------

    def frontier(self) -> Frontier:
        """Packages within the limits of the executive's mode."""
        self._update()
        if self._frontier is None:
            talks = self.run.talks
            small = talks.mode == "baby_steps"
            self._frontier = Frontier(
                self._menu.bundles,
                self._sets,
                self._terms,
                Limits(talks.max_lp, talks.max_tranches, talks.search_breadth)
                if small
                else Limits(breadth=min(talks.search_breadth, 6), whole_order=True),
            )
        return self._frontier

    def demands(self) -> Prefixes:
        """Packages of any size that the target may ask for.

        Without what the legislature reviews, while the target believes that it ties the
        executive's hands (R5).
        """
        self._update()
        if self._demands is None:
            bundles = self._menu.bundles
            if self.run.table.constraint_believed:
                worth = np.where(bundles.coded > 0.0, 0.0, bundles.worth)
                bundles = Bundles(bundles.lp, bundles.lasting, worth, bundles.gain, bundles.coded)
            self._demands = Prefixes(bundles, self._sets, self._terms)
        return self._demands

    def most(self) -> float:
        """The most that the target could get, LP: all that is worth something, for nothing."""
        self._update()
        worth = self._menu.bundles.worth
        return float(worth[worth > 0.0].sum()) - self._terms.maximalism

    def within_limits(self) -> float:
        """A bound on what the target could get within the executive's limits, LP.

        The largest tranches for nothing, whatever they weigh: cheap, and often enough to see
        that there is no point in searching.
        """
        self._update()
        talks = self.run.talks
        worth = self._menu.bundles.worth
        if talks.mode == "baby_steps" and len(worth) > talks.max_tranches:
            worth = np.partition(worth, -talks.max_tranches)[-talks.max_tranches :]
        return float(worth[worth > 0.0].sum()) - self._terms.maximalism

    def bundles(self) -> Bundles:
        """The tranches that may be eased at present."""
        self._update()
        return self._menu.bundles

    def tranche(self, bundle: int) -> int:
        """Number of the tranche behind a bundle of the present frontier."""
        return self._menu.numbers[bundle]

    def way(self, bundle: int) -> Way:
        """How the tranche behind a bundle would be eased."""
        return self._menu.way(bundle)

    def measures(self, bundles: Sequence[int]) -> dict[str, int]:
        """Measures behind these bundles, and how many tranches of each."""
        numbers, tranches = self._menu.numbers, self.run.register.tranches
        found: dict[str, int] = {}
        for b in bundles:
            name = tranches[numbers[b]].measure
            found[name] = found.get(name, 0) + 1
        return found

    def instruments(self, bundles: Sequence[int]) -> list[str]:
        """Instruments by which these bundles would be eased."""
        return self._menu.instruments(bundles)

    def motives(self, bundles: Sequence[int]) -> tuple[float, float, float]:
        """Gain from easing these bundles by motive, UP: economic, wedge, socialisation."""
        chosen = list(bundles)
        econ, wedge, soc = self._menu.gains
        return float(econ[chosen].sum()), float(wedge[chosen].sum()), float(soc[chosen].sum())

    def worth(self, bundles: Sequence[int]) -> float:
        """Worth of these bundles to the target, LP."""
        return float(self._menu.bundles.worth[list(bundles)].sum())

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
        order = run.model.order
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
        if chosen:
            other -= self._terms.maximalism
        return Package(
            tuple(chosen), tuple(order[name] for name in concessions), float(own), float(other),
            float(lp),
        )  # fmt: skip

    # -- bookkeeping -------------------------------------------------------------------

    def _update(self) -> None:
        run = self.run
        key = (run.register.version, run.stamp)
        if key == self._key:
            return
        self._key = key
        self.overcompliance.refresh()
        self._menu.refresh(self.overcompliance)
        self._terms = self._executive_terms()
        self._sets = self._concession_sets().undominated(self._terms.audience)
        self._frontier = None
        self._demands = None

    def _concession_sets(self) -> ConcessionSets:
        """Every set of concessions that may be asked for, the empty one first.

        The worth of each is `Executive.worth` for all of them at once.
        """
        run = self.run
        model = run.model
        free = tuple([i for name, i in model.order.items() if self.available(name)])
        entries = model.offerings
        executive = run.executive
        years, r = run.years_left(), executive.p.discount
        rate = r + entries.rate * (run.compliance.war_offset + run.war)
        np.maximum(rate, 1e-12, out=rate)  # in the limit of nothing to fear, all is kept
        kept = -np.expm1(-rate * years) / (rate * annuity(r, years))
        kept = np.where(entries.one_off > 0.0, 1.0, kept)
        worth = entries.us_value * kept * good_faith(executive.dealer)
        cost = run.kremlin.p.cost_scale * (entries.cost + entries.cost_war * run.war)
        members, incidence = model.concession_sets(free)
        return ConcessionSets(members, incidence @ worth, incidence @ cost)

    def available(self, name: str) -> bool:
        """Whether a concession can be given now: not in force, not promised, not too soon."""
        run = self.run
        if name in run.live or name in run.promised:
            return False
        gap = run.model.concessions[name].gap_days
        return not gap or run.now - run.last_given.get(name, -1e9) >= gap

    def _executive_terms(self) -> Terms:
        run = self.run
        p = run.executive.p
        congress = run.congress
        size = max(run.talks.max_lp, 1.0)
        opposition = congress.p.presidential_opposition
        gate = congress.gate_probability(congress.p.stance)
        return Terms(
            remaining=max(run.register.lp_on[run.model.executive], 0.0),
            initial=max(run.model.us_total, 1e-9),
            power=p.leverage_power,
            w_lev=p.w_lev,
            audience=p.w_aud * (0.4 + run.war) * p.hawks,
            filing_base=congress.p.filing_base,
            filing_slope=congress.p.filing_slope,
            blocked=(run.enactment(0.0, opposition), run.enactment(size, opposition), size)
            if self._menu.reviewed
            else (0.0, 0.0, 1.0),
            fight_blocked=p.fight_blocked,
            fight_bill=p.fight_bill * (1.0 - (1.0 - gate) ** 12),
            blame=p.blame * run.executive.credibility(),
            reviewed=max(self._menu.reviewed_lp, 1e-9),
            maximalism=0.0 if run.talks.mode == "road_map" else run.kremlin.p.m0,
        )

    def leverage(self) -> float:
        """The executive's leverage, 0 to 100."""
        run = self.run
        remaining = max(run.register.lp_on[run.model.executive], 0.0)
        initial = max(run.model.us_total, 1e-9)
        return leverage(remaining, initial, run.executive.p.leverage_power)
