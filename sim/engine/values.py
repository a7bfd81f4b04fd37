"""What relief and concessions are worth now, and the packages open to both sides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import nlargest
from math import expm1, fsum

from sim.bargaining.beliefs import good_faith
from sim.bargaining.discounting import annuity
from sim.bargaining.frontier import Frontier
from sim.bargaining.leverage import leverage
from sim.bargaining.packages import Bundles, ConcessionSets, Limits, Package, Terms
from sim.bargaining.prefixes import Prefixes
from sim.engine.menu import Menu
from sim.engine.parts import Way
from sim.engine.prices import Prices
from sim.engine.reluctance import Overcompliance
from sim.engine.run import Run


class Values:
    """Prices relief and concessions for one replication, and keeps them until something changes.

    Tranches on the menu are numbered through, as in `Bundles`.

    Attributes
    ----------
    overcompliance
        Overcompliance by class.
    """

    __slots__ = (
        "_demands", "_frontier", "_key", "_menu", "_prices", "_sets", "_terms", "overcompliance",
        "run",
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
                self._prices.bundles,
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
            every = self._prices.bundles
            if self.run.table.constraint_believed:
                worth = [
                    0.0 if coded else w for w, coded in zip(every.worth, every.coded, strict=True)
                ]
                every = Bundles(
                    every.lp, every.lasting, worth, every.gain, every.coded, every.count
                )
            self._demands = Prefixes(every, self._sets, self._terms)
        return self._demands

    def most(self) -> float:
        """The most that the target could get, LP: all that is worth something, for nothing."""
        bundles = self.bundles()
        counted = zip(bundles.worth, bundles.count, strict=True)
        return fsum([w * count for w, count in counted if w > 0.0]) - self._terms.maximalism

    def within_limits(self) -> float:
        """A bound on what the target could get within the executive's limits, LP.

        The largest tranches for nothing, whatever they weigh: cheap, and often enough to see
        that there is no point in searching.
        """
        talks = self.run.talks
        if talks.mode != "baby_steps":
            return self.most()
        bundles = self.bundles()
        worths = [
            w
            for w, count in zip(bundles.worth, bundles.count, strict=True)
            if w > 0.0
            for _ in range(min(count, talks.max_tranches))
        ]
        return fsum(nlargest(talks.max_tranches, worths)) - self._terms.maximalism

    def bundles(self) -> Bundles:
        """The tranches that may be eased at present."""
        self._update()
        return self._prices.bundles

    def tranche(self, place: int) -> int:
        """The register's number of a tranche on the present menu."""
        bundles = self._prices.bundles
        b = bundles.of[place]
        return self._menu.layout.numbers[b][place - bundles.first[b]]

    def way(self, place: int) -> Way:
        """How a tranche on the present menu would be eased."""
        layout = self._menu.layout
        return layout.kinds[layout.kind[self._prices.bundles.of[place]]].way

    def measures(self, places: Sequence[int]) -> dict[str, int]:
        """Measures of these tranches, and how many tranches of each."""
        tranches = self.run.register.tranches
        found: dict[str, int] = {}
        for place in places:
            name = tranches[self.tranche(place)].measure
            found[name] = found.get(name, 0) + 1
        return found

    def instruments(self, places: Sequence[int]) -> list[str]:
        """Instruments by which these tranches would be eased."""
        return sorted({self.way(place).route.instrument for place in places})

    def coded(self, places: Sequence[int]) -> bool:
        """Whether the legislature would review the relief of any of these tranches."""
        bundles = self._prices.bundles
        return any(bundles.coded[bundles.of[place]] for place in places)

    def motives(self, places: Sequence[int]) -> tuple[float, float, float]:
        """Gain from easing these tranches by motive, UP: economic, wedge, socialisation."""
        of = self._prices.bundles.of
        each = [self._prices.motives(of[place]) for place in places]
        return fsum(m[0] for m in each), fsum(m[1] for m in each), fsum(m[2] for m in each)

    def worth(self, places: Sequence[int]) -> float:
        """Worth of these tranches to the target, LP."""
        bundles = self._prices.bundles
        return fsum(bundles.worth[bundles.of[place]] for place in places)

    def lots(self, places: Sequence[int]) -> list[tuple[Way, list[int]]]:
        """The register's numbers of these tranches, by the way in which they would be eased."""
        lots: dict[int, tuple[Way, list[int]]] = {}
        for place in places:
            way = self.way(place)
            lots.setdefault(id(way), (way, []))[1].append(self.tranche(place))
        return list(lots.values())

    def cheapest(
        self, lp: float, *, without: Collection[int] = (), alone: bool = False
    ) -> list[int]:
        """Tranches of at most so many LP, those worth most to the target per leverage lost first.

        Parameters
        ----------
        lp
            Most LP.
        without
            Tranches that are not to be used.
        alone
            Only what the executive can do at once, without review or conditions.
        """
        bundles = self.bundles()
        ranked = sorted(
            (-w / max(lasting, 1e-9), b)
            for b, (w, lasting) in enumerate(zip(bundles.worth, bundles.lasting, strict=True))
            if w > 0.0
        )
        chosen: list[int] = []
        rest = lp + 1e-9
        for _, b in ranked:
            first = bundles.first[b]
            if alone and self.way(first).deliverer != "executive":
                continue
            for place in range(first, first + bundles.count[b]):
                if bundles.lp[b] <= rest and place not in without:
                    chosen.append(place)
                    rest -= bundles.lp[b]
        return chosen

    def package(self, places: Sequence[int], concessions: Sequence[str]) -> Package:
        """What these tranches against these concessions are worth to both sides."""
        sums = self.bundles().sums(places)
        run, terms = self.run, self._terms
        order = run.model.order
        entries = [run.model.concessions[name] for name in concessions]
        horizon, offset = run.years_left(), run.compliance.war_offset
        value = fsum(run.executive.worth(entry, run.war, offset, horizon) for entry in entries)
        price = fsum(run.kremlin.cost(entry, run.war) for entry in entries)
        own = terms.net(sums) + value - terms.audience * max(sums.lp - price, 0.0)
        other = sums.worth - price
        if places:
            other -= terms.maximalism
        return Package(
            tuple(places), tuple(order[name] for name in concessions), own, other, sums.lp
        )

    # -- bookkeeping -------------------------------------------------------------------

    def _update(self) -> None:
        run = self.run
        key = (run.register.version, run.stamp)
        if key == self._key:
            return
        self._key = key
        self.overcompliance.refresh()
        self._menu.refresh()
        self._prices = Prices(run, self._menu, self.overcompliance)
        self._terms = self._executive_terms()
        self._sets = self._concession_sets().undominated(self._terms.audience)
        self._frontier = None
        self._demands = None

    def _concession_sets(self) -> ConcessionSets:
        """Every set of concessions that may be asked for, the empty one first.

        The worth and the cost of each are `Executive.worth` and `Kremlin.cost`, spelled out
        because they are asked for at every turn.
        """
        run = self.run
        model = run.model
        free = tuple([i for name, i in model.order.items() if self.available(name)])
        executive = run.executive
        years, r = run.years_left(), executive.p.discount
        faith, whole = good_faith(executive.dealer), annuity(r, years)
        fear = run.compliance.war_offset + run.war
        scale = run.kremlin.p.cost_scale
        worth, price = [0.0] * len(model.order), [0.0] * len(model.order)
        for i in free:
            entry = model.offerings[i]
            value = entry.us_value * faith
            if not entry.one_off:
                rate = max(r + entry.rate * fear, 1e-12)  # in the limit of nothing to fear
                value *= -expm1(-rate * years) / (rate * whole)
            worth[i] = value
            price[i] = scale * (entry.cost + entry.cost_war * run.war)
        sets = model.concession_sets(free)
        values, costs = [0.0], [0.0]
        for number, i in sets.extends:
            values.append(values[number] + worth[i])
            costs.append(costs[number] + price[i])
        return ConcessionSets(sets.members, values, costs)

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
        bundles = self._prices.bundles
        reviewed = fsum(
            [
                lp * count
                for lp, count, coded in zip(bundles.lp, bundles.count, bundles.coded, strict=True)
                if coded
            ]
        )
        return Terms(
            remaining=max(run.register.lp_on[run.model.executive], 0.0),
            initial=max(run.model.us_total, 1e-9),
            power=p.leverage_power,
            w_lev=p.w_lev,
            audience=p.w_aud * (0.4 + run.war) * p.hawks,
            filing_base=congress.p.filing_base,
            filing_slope=congress.p.filing_slope,
            blocked=(run.enactment(0.0, opposition), run.enactment(size, opposition), size)
            if reviewed
            else (0.0, 0.0, 1.0),
            fight_blocked=p.fight_blocked,
            fight_bill=p.fight_bill * (1.0 - (1.0 - gate) ** 12),
            blame=p.blame * run.executive.credibility(),
            reviewed=max(reviewed, 1e-9),
            maximalism=0.0 if run.talks.mode == "road_map" else run.kremlin.p.m0,
        )

    def leverage(self) -> float:
        """The executive's leverage, 0 to 100."""
        run = self.run
        remaining = max(run.register.lp_on[run.model.executive], 0.0)
        initial = max(run.model.us_total, 1e-9)
        return leverage(remaining, initial, run.executive.p.leverage_power)
