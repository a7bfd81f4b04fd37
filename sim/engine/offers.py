"""The executive's menu: which tranches could be eased now, how, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.bargaining.frontier import Bundles, Floats
from sim.engine.model import Way
from sim.engine.run import Run

if TYPE_CHECKING:
    from sim.engine.values import Values

_DELIVERABLE = ("executive", "review")


@dataclass(frozen=True, slots=True)
class _Price:
    """What easing one LP of a kind of tranche means to both sides."""

    way: Way
    trust: float
    worth: float
    lasting: float
    economic: float
    wedge: float
    socialising: float
    persons: bool


class Menu:
    """Prices every tranche that the executive could ease.

    Attributes
    ----------
    ways
        How each bundle would be eased.
    bundles
        The bundles as columns.
    gains
        The executive's gain by motive, UP: economic, wedge, socialisation; one array each.
    """

    __slots__ = ("bundles", "gains", "run", "ways")

    def __init__(self, run: Run) -> None:
        self.run = run
        self.ways: list[Way] = []
        nothing = np.empty(0)
        self.bundles = Bundles(nothing, nothing, nothing, nothing, nothing)
        self.gains: tuple[Floats, Floats, Floats] = (nothing, nothing, nothing)

    def refresh(self, values: Values) -> list[int]:
        """Price all tranches anew; return the number of the tranche behind each bundle."""
        run = self.run
        register = run.register
        sender = run.model.executive
        alive, layers, on = register.alive, register.layers, register.on
        promised = run.promised_tranches
        kremlin = run.kremlin
        delisted = sum(
            relief is not None and run.model.classes[register.tranches[i].class_].persons
            for i, relief in enumerate(register.relief)
        )
        prices: dict[tuple[int, str], _Price | None] = {}
        numbers: list[int] = []
        rows: list[tuple[float, float, float, float, float, float, bool]] = []
        ways: list[Way] = []
        for i, tranche in enumerate(register.tranches):
            if not on[i] or tranche.sender != sender or i in promised:
                continue
            key = (layers[i] & alive, tranche.class_)
            try:
                price = prices[key]
            except KeyError:
                price = prices[key] = self._price(values, *key)
            if price is None:
                continue
            lp = tranche.lp
            worth = lp * price.worth
            if price.persons:
                listing = kremlin.listing(tranche.benefit, price.trust, tranche.loyalty, delisted)
                worth *= listing / price.trust if price.trust > 0.0 else 0.0
            numbers.append(i)
            ways.append(price.way)
            rows.append(
                (
                    lp,
                    lp * price.lasting,
                    worth,
                    lp * price.economic,
                    lp * price.wedge,
                    lp * price.socialising,
                    price.way.review is not None,
                )
            )
        table = np.array(rows, dtype=float).reshape(len(rows), 7).T
        econ, wedge, soc = table[3], table[4], table[5]
        self.bundles = Bundles(table[0], table[1], table[2], econ + wedge + soc, table[6])
        self.gains = (econ, wedge, soc)
        self.ways = ways
        return numbers

    def _price(self, values: Values, mask: int, class_: str) -> _Price | None:
        run = self.run
        entry = run.model.classes[class_]
        if entry.settlement_only and not run.settlement_held():
            return None
        way = self._choose(mask, entry.horizon)
        if way is None:
            return None
        share = values.adapted(class_)
        arrives = 1.0 - values.overcompliance.expected(class_, entry.horizon)
        hazard = way.route.hazard
        trust = run.kremlin.trust_in(hazard, run.remembered(), entry.horizon)
        executive = run.executive.p
        total = max(run.model.us_total, 1e-9)
        economic = executive.w_econ * entry.us_gain * share * arrives
        if entry.oil:
            economic += executive.w_oil * run.executive.oil_pressure(run.oil) * share / 10.0
        delivered = 1.0 - run.block_risk() if way.review is not None else 1.0
        return _Price(
            way=way,
            trust=trust,
            worth=share * arrives * trust * delivered,
            lasting=values.lasting(1.0, hazard),
            economic=economic,
            wedge=executive.w_wedge * executive.rivalry * 100.0 / total,
            socialising=executive.w_soc * executive.socialisation * 100.0 / total
            if entry.socialising
            else 0.0,
            persons=entry.persons,
        )

    def _choose(self, mask: int, horizon: float) -> Way | None:
        """The way in which the executive would ease what these authorities hold.

        In baby steps it uses the instruments of baby steps only; otherwise it would rather end
        than suspend. Of several it takes the one worth most to the target per leverage lost.
        """
        run = self.run
        small = run.talks.mode == "baby_steps"
        settled = run.settlement_held()
        best: Way | None = None
        best_ratio = -1.0
        for kind in ("suspend", "end"):
            way = run.model.way(mask, "suspend" if kind == "suspend" else "end")
            if way is None or way.needs_settlement and not settled:
                continue
            if way.deliverer not in _DELIVERABLE:
                if way.deliverer != "certification" or not run.model.scenario.law.certifiable:
                    continue
            if small and way.route.instrument not in run.talks.baby_instruments:
                continue
            hazard = way.route.hazard
            kept = run.kremlin.trust_in(hazard, run.remembered(), horizon)
            ratio = kept / max(run.lasting(hazard), 1e-9) if small else kept
            if ratio > best_ratio:
                best, best_ratio = way, ratio
        return best
