"""What every tranche on the menu is worth to both sides now (R1-R3, R6, R7)."""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from sim.bargaining.packages import Bundles
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

    __slots__ = ("_economic", "_late", "_menu", "_socialising", "_wedge", "bundles")

    def __init__(self, run: Run, menu: Menu, overcompliance: Overcompliance) -> None:
        self._menu = menu
        layout, table = menu.layout, run.model.table
        p = run.executive.p
        speed = run.model.scenario.values.adaptation / YEAR
        fading = exp(-speed * run.now)
        crisis = run.world.shocks.crisis_gain if run.crisis else 0.0
        dear = p.w_oil * run.executive.oil_pressure(run.oil) / 10.0
        each = 100.0 / max(run.model.us_total, 1e-9)
        self._wedge = wedge = p.w_wedge * p.rivalry * each
        # A class: what arrives of one LP, and what easing one gains the executive.
        arriving: dict[int, float] = {}
        self._economic: dict[int, float] = {}
        self._socialising: dict[int, float] = {}
        gains: dict[int, float] = {}
        for c in dict.fromkeys([kind.class_ for kind in layout.kinds]):
            share = table.phi[c] + table.fades[c] * fading
            if crisis:
                share *= 1.0 + crisis * table.market[c]
            arriving[c] = arrives = share * overcompliance.arrives(c)
            economic = arrives * table.us_gain[c] * p.w_econ
            if dear:
                economic += dear * share * table.oil[c]
            socialising = p.w_soc * p.socialisation * each * table.socialising[c]
            self._economic[c], self._socialising[c] = economic, socialising
            gains[c] = economic + wedge + socialising
        # A kind: how far the target trusts the instrument, and how much leverage goes.
        block = -1.0
        lasts: dict[float, float] = {}
        worth_of: list[float] = []
        lasting_of: list[float] = []
        gain_of: list[float] = []
        coded_of: list[float] = []
        for _, c, hazard, coded, trust in layout.kinds:
            worth = arriving[c] * trust
            if coded:
                if block < 0.0:
                    block = run.block_risk()
                worth *= 1.0 - block
            if hazard not in lasts:
                lasts[hazard] = run.lasting(hazard)
            worth_of.append(worth)
            lasting_of.append(lasts[hazard])
            gain_of.append(gains[c])
            coded_of.append(coded)
        # A bundle.
        kind, lp = layout.kind, layout.lp
        worths = [worth_of[k] * w for k, w in zip(kind, lp, strict=True)]
        gains_each = [gain_of[k] * w for k, w in zip(kind, lp, strict=True)]
        self._late: dict[int, float] = {}
        if layout.listed:
            self._list(run, worths)
        if menu.late:
            self._adapt(run, worths, gains_each, speed, fading)
        self.bundles = Bundles(
            lp=lp,
            lasting=[lasting_of[k] * w for k, w in zip(kind, lp, strict=True)],
            worth=worths,
            gain=gains_each,
            coded=[coded_of[k] for k in kind],
            count=[len(numbers) for numbers in layout.numbers],
        )

    def _list(self, run: Run, worths: list[float]) -> None:
        """Price the delisting of persons, which may well be unwelcome (R7)."""
        layout, tranches = self._menu.layout, run.register.tranches
        listing, delisted = run.kremlin.listing, self._menu.delisted
        for b in layout.listed:
            tranche = tranches[layout.numbers[b][0]]
            trust = layout.kinds[layout.kind[b]].trust
            worths[b] *= listing(tranche.benefit, trust, 1.0 - tranche.loyalty, delisted) / trust

    def _adapt(
        self, run: Run, worths: list[float], gains: list[float], speed: float, fading: float
    ) -> None:
        """Price what came later: the target has had less time to adapt to it."""
        layout, table = self._menu.layout, run.model.table
        for b, since in self._menu.late:
            c = layout.kinds[layout.kind[b]].class_
            left = table.phi[c] + table.fades[c] * exp(-speed * (run.now - since))
            ratio = left / (table.phi[c] + table.fades[c] * fading)
            worths[b] *= ratio
            gains[b] += (ratio - 1.0) * self._economic[c] * layout.lp[b]
            self._late[b] = ratio

    def motives(self, bundle: int) -> Motives:
        """The executive's gain from easing one tranche of a bundle, by motive."""
        layout = self._menu.layout
        c, lp = layout.kinds[layout.kind[bundle]].class_, layout.lp[bundle]
        economic = self._economic[c] * self._late.get(bundle, 1.0)
        return Motives(economic * lp, self._wedge * lp, self._socialising[c] * lp)
