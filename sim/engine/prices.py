"""What every tranche on the menu is worth to both sides now (R1-R3, R6, R7)."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from sim.bargaining.packed import floats, ints, same, sort
from sim.engine.clock import YEAR
from sim.engine.menu import Menu
from sim.engine.reluctance import Overcompliance
from sim.engine.run import Run
from sim.engine.table import ClassTable

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class Motives(NamedTuple):
    """Why the executive would ease a bundle: its gain from one tranche of it, UP."""

    economic: float
    wedge: float
    socialisation: float


class Columns:
    """The columns of the class table that prices are made of, as packed rows."""

    __slots__ = ("blank", "fades", "market", "oil", "phi", "socialising", "us_gain")

    def __init__(self, table: ClassTable) -> None:
        self.phi = floats(list(table.phi))
        self.fades = floats(list(table.fades))
        self.us_gain = floats(list(table.us_gain))
        self.market = floats(list(table.market))
        self.oil = floats(list(table.oil))
        self.socialising = floats(list(table.socialising))
        self.blank = floats([0.0] * len(table.names))


class Prices:
    """Prices of the menu in one state of the world.

    Attributes
    ----------
    bundles
        The menu as the search for packages takes it.
    """

    __slots__ = (
        "_columns", "_delisted", "_economic", "_gain_of", "_lasting_of", "_late", "_layout",
        "_social", "_wedge", "_worth_of", "bundles",
    )  # fmt: skip

    def __init__(
        self,
        run: Run,
        menu: Menu,
        overcompliance: Overcompliance,
        block_risk: float,
        columns: Columns,
    ) -> None:
        self._columns = columns
        self._layout = layout = menu.layout
        self._delisted = menu.delisted
        p = run.executive.p
        speed = run.model.scenario.values.adaptation / YEAR
        fading = exp(-speed * run.now)
        each = 100.0 / max(run.model.us_total, 1e-9)
        self._wedge = wedge = p.w_wedge * p.rivalry * each
        self._social = social = p.w_soc * p.socialisation * each
        # A class: what arrives of one LP, and what easing one gains the executive.
        arriving, gains = columns.blank[:], columns.blank[:]
        self._economic = economic = columns.blank[:]
        w_econ: float = p.w_econ
        dear = p.w_oil * run.executive.oil_pressure(run.oil) / 10.0
        crisis = run.world.shocks.crisis_gain if run.crisis else 0.0
        settled, swing, left = overcompliance.settled, overcompliance.swing, overcompliance.left()
        phi, fades, us_gain = columns.phi, columns.fades, columns.us_gain
        for c in layout.classes:
            share = phi[c] + fades[c] * fading
            if crisis:
                share *= 1.0 + crisis * columns.market[c]
            arrives = share * (settled[c] - swing[c] * left)
            earned = arrives * us_gain[c] * w_econ
            if dear:
                earned += dear * share * columns.oil[c]
            arriving[c], economic[c] = arrives, earned
            gains[c] = earned + wedge + social * columns.socialising[c]
        # A kind: what easing one LP gives up and brings to both sides.
        lasts = floats(run.lasting(layout.hazards))
        passes = 1.0 - block_risk
        self._lasting_of = lasting_of = layout.coded[:]
        self._worth_of = worth_of = layout.coded[:]
        self._gain_of = gain_of = layout.coded[:]
        hazard, coded = layout.hazard, layout.coded
        for k, class_ in enumerate(layout.class_):
            lasting_of[k] = lasts[hazard[k]]
            worth_of[k] = arriving[class_] * passes if coded[k] > 0.0 else arriving[class_]
            gain_of[k] = gains[class_]
        # A bundle.
        lp = layout.lp
        if menu.delisted not in layout.valued:
            self._value(run)
        valued = layout.valued[menu.delisted]
        lasting, worth, gain = lp[:], lp[:], lp[:]
        for b, kind in enumerate(layout.kind):
            lasting[b] *= lasting_of[kind]
            worth[b] = valued[b] * worth_of[kind]
            gain[b] *= gain_of[kind]
        self._late: dict[int, float] = {}
        if menu.late:
            self._adapt(run, menu.late, worth, gain, speed, fading)
        self.bundles = layout.stock.priced(lasting, worth, gain)

    def equals(self, other: Prices) -> bool:
        """Whether everything on the menu has the same price and comes of the same motives."""
        return (
            same(self._worth_of, other._worth_of)
            and same(self._gain_of, other._gain_of)
            and same(self._lasting_of, other._lasting_of)
            and self._layout is other._layout
            and self._delisted == other._delisted
            and same(self._economic, other._economic)
            and (self._wedge, self._social) == (other._wedge, other._social)
            and self._late == other._late
        )

    def ranking(self, per_lasting: float, per_lp: float, per_gain: float) -> vec[i64]:
        """`sim.bargaining.combinations.ranking`, worked out by kind.

        Bundles whose kinds and units are worth the same are exactly equals here, whatever they
        weigh: rounding has no part in their order.
        """
        layout, bundles = self._layout, self.bundles
        rates = self._worth_of[:]
        for k, worth in enumerate(self._worth_of):
            cost = per_lasting * self._lasting_of[k] + per_lp - per_gain * self._gain_of[k]
            rates[k] = worth / cost if cost > 1e-9 else 0.0
        density = layout.unit[self._delisted][:]
        found: list[int] = []
        for b, kind in enumerate(layout.kind):
            rate = rates[kind]
            if rate == 0.0 or (self._late and b in self._late):
                cost = per_lasting * bundles.lasting[b] + per_lp * bundles.lp[b]
                cost -= per_gain * bundles.gain[b]
                density[b] = bundles.worth[b] / max(cost, 1e-9)
            else:
                density[b] *= rate
            if bundles.worth[b] > 0.0:
                found.append(b)
        return sort(ints(found), density, falling=True)

    def _value(self, run: Run) -> None:
        """Work out what the target thinks of one LP of each: delistings may be unwelcome (R7)."""
        layout, delisted = self._layout, self._delisted
        unit = [layout.kinds[k].trust for k in layout.kind]
        tranches = run.register.tranches
        for b in layout.listed:
            tranche = tranches[layout.numbers[b][0]]
            unit[b] = run.kremlin.listing(tranche.benefit, unit[b], 1.0 - tranche.loyalty, delisted)
        layout.set_unit(delisted, unit)

    def _adapt(
        self,
        run: Run,
        late: list[tuple[int, float]],
        worths: vec[float],
        gains: vec[float],
        speed: float,
        fading: float,
    ) -> None:
        """Price what came later: the target has had less time to adapt to it."""
        layout, phi, fades = self._layout, self._columns.phi, self._columns.fades
        for b, since in late:
            c = layout.class_[layout.kind[b]]
            left = phi[c] + fades[c] * exp(-speed * (run.now - since))
            ratio = left / (phi[c] + fades[c] * fading)
            worths[b] *= ratio
            gains[b] += (ratio - 1.0) * self._economic[c] * layout.lp[b]
            self._late[b] = ratio

    def motives(self, bundle: i64) -> Motives:
        """The executive's gain from easing one tranche of a bundle, by motive."""
        layout = self._layout
        c, lp = layout.class_[layout.kind[bundle]], layout.lp[bundle]
        economic = self._economic[c] * self._late.get(bundle, 1.0)
        socialising = self._social * self._columns.socialising[c]
        return Motives(economic * lp, self._wedge * lp, socialising * lp)
