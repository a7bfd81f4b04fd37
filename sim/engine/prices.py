"""What every tranche on the menu is worth to both sides now (R1-R3, R6, R7)."""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from sim.engine.clock import YEAR
from sim.engine.menu import Menu
from sim.engine.reluctance import Overcompliance
from sim.engine.run import Run


class Motives(NamedTuple):
    """Why the executive would ease a bundle: its gain from one tranche of it, UP."""

    economic: float
    wedge: float
    socialisation: float


class Prices:
    """Prices of the menu in one state of the world.

    Attributes
    ----------
    bundles
        The menu as the search for packages takes it.
    """

    __slots__ = (
        "_cells", "_delisted", "_economic", "_late", "_layout", "_social", "_table", "_wedge",
        "bundles",
    )  # fmt: skip

    def __init__(
        self, run: Run, menu: Menu, overcompliance: Overcompliance, block_risk: float
    ) -> None:
        self._table = table = run.model.table
        self._layout = layout = menu.layout
        self._delisted = menu.delisted
        p = run.executive.p
        speed = run.model.scenario.values.adaptation / YEAR
        fading = exp(-speed * run.now)
        each = 100.0 / max(run.model.us_total, 1e-9)
        self._wedge = wedge = p.w_wedge * p.rivalry * each
        self._social = social = p.w_soc * p.socialisation * each
        # A class: what arrives of one LP, and what easing one gains the executive.
        arriving, gains = [0.0] * len(table.names), [0.0] * len(table.names)
        self._economic = economic = [0.0] * len(table.names)
        w_econ = p.w_econ
        dear = p.w_oil * run.executive.oil_pressure(run.oil) / 10.0
        crisis = run.world.shocks.crisis_gain if run.crisis else 0.0
        settled, swing, left = overcompliance.settled, overcompliance.swing, overcompliance.left()
        phi, fades, us_gain, socialising = table.phi, table.fades, table.us_gain, table.socialising
        for c in layout.classes:
            share = phi[c] + fades[c] * fading
            if crisis:
                share *= 1.0 + crisis * table.market[c]
            arrives = share * (settled[c] - swing[c] * left)
            earned = arrives * us_gain[c] * w_econ
            if dear:
                earned += dear * share * table.oil[c]
            arriving[c], economic[c] = arrives, earned
            gains[c] = earned + wedge + social * socialising[c]
        # A cell: what easing one LP gives up and brings to both sides.
        lasts = run.lasting(layout.hazards)
        passes = 1.0 - block_risk
        lasting_of: list[float] = []
        worth_of: list[float] = []
        gain_of: list[float] = []
        for c, hazard, coded in layout.cells:
            lasting_of.append(lasts[hazard])
            worth_of.append(arriving[c] * passes if coded else arriving[c])
            gain_of.append(gains[c])
        # A bundle.
        lp, cell = layout.lp, layout.cell
        valued = layout.valued.get(menu.delisted) or self._value(run)
        lasting: list[float] = []
        worth: list[float] = []
        gain: list[float] = []
        for b, k in enumerate(cell):
            lasting.append(lp[b] * lasting_of[k])
            worth.append(valued[b] * worth_of[k])
            gain.append(lp[b] * gain_of[k])
        self._late: dict[int, float] = {}
        if menu.late:
            self._adapt(run, menu.late, worth, gain, speed, fading)
        self.bundles = layout.stock.priced(lasting, worth, gain)
        self._cells = worth_of, lasting_of, gain_of

    def __eq__(self, other: object) -> bool:
        """Whether everything on the menu has the same price and comes of the same motives."""
        if not isinstance(other, Prices):
            return NotImplemented
        return self._basis() == other._basis()

    __hash__ = None  # type: ignore[assignment]

    def _basis(self) -> tuple[object, ...]:
        """What bundles, their order and motives follow from; what moves most comes first."""
        layout = self._layout
        return (
            self._cells, self._economic, self._wedge, self._social, self._late, self._delisted,
            layout.unit[self._delisted], layout,
        )  # fmt: skip

    def ranking(self, per_lasting: float, per_lp: float, per_gain: float) -> list[int]:
        """`sim.bargaining.frontier.ranking`, worked out by cell.

        Bundles of a cell that are valued alike are exactly equals here, whatever they weigh:
        rounding has no part in their order.
        """
        layout, bundles = self._layout, self.bundles
        worth_of, lasting_of, gain_of = self._cells
        rates: list[float] = []
        for k, worth in enumerate(worth_of):
            cost = per_lasting * lasting_of[k] + per_lp - per_gain * gain_of[k]
            rates.append(worth / cost if cost > 1e-9 else 0.0)
        unit, cell, worths = layout.unit[self._delisted], layout.cell, bundles.worth
        density: list[float] = []
        order: list[int] = []
        for b, k in enumerate(cell):
            rate = rates[k]
            if rate == 0.0 or b in self._late:
                cost = per_lasting * bundles.lasting[b] + per_lp * bundles.lp[b]
                cost -= per_gain * bundles.gain[b]
                density.append(worths[b] / max(cost, 1e-9))
            else:
                density.append(unit[b] * rate)
            if worths[b] > 0.0:
                order.append(b)
        order.sort(key=density.__getitem__, reverse=True)
        return order

    def _value(self, run: Run) -> list[float]:
        """LP by bundle as the target values them: delistings may well be unwelcome (R7)."""
        layout, delisted = self._layout, self._delisted
        unit = [layout.kinds[k].trust for k in layout.kind]
        listing, tranches = run.kremlin.listing, run.register.tranches
        for b in layout.listed:
            tranche = tranches[layout.numbers[b][0]]
            unit[b] = listing(tranche.benefit, unit[b], 1.0 - tranche.loyalty, delisted)
        layout.set_unit(delisted, unit)
        return layout.valued[delisted]

    def _adapt(
        self,
        run: Run,
        late: list[tuple[int, float]],
        worths: list[float],
        gains: list[float],
        speed: float,
        fading: float,
    ) -> None:
        """Price what came later: the target has had less time to adapt to it."""
        layout, table = self._layout, run.model.table
        for b, since in late:
            c = layout.kinds[layout.kind[b]].class_
            left = table.phi[c] + table.fades[c] * exp(-speed * (run.now - since))
            ratio = left / (table.phi[c] + table.fades[c] * fading)
            worths[b] *= ratio
            gains[b] += (ratio - 1.0) * self._economic[c] * layout.lp[b]
            self._late[b] = ratio

    def motives(self, bundle: int) -> Motives:
        """The executive's gain from easing one tranche of a bundle, by motive."""
        layout = self._layout
        c, lp = layout.kinds[layout.kind[bundle]].class_, layout.lp[bundle]
        economic = self._economic[c] * self._late.get(bundle, 1.0)
        socialising = self._social * self._table.socialising[c]
        return Motives(economic * lp, self._wedge * lp, socialising * lp)
