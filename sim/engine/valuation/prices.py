"""What every tranche on the menu is worth to both sides now (R1-R3, R6, R7)."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from sim.bargaining.arrays import above, floats, same, sort, zeros
from sim.bargaining.discounting import adapted, kept_share
from sim.engine.kernel.clock import YEAR
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.menu import Menu
from sim.engine.valuation.overcompliance import Overcompliance

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class Prices:
    """Prices of the menu in one state of the world.

    Attributes
    ----------
    bundles
        The menu as the search for packages takes it.
    """

    __slots__ = (
        "_again",
        "_classes",
        "_economic",
        "_gain_of",
        "_hazards",
        "_lasting_of",
        "_late",
        "_layout",
        "_means",
        "_social",
        "_unit",
        "_wedge",
        "_worth_of",
        "bundles",
    )

    def __init__(
        self, run: Run, table: Table, menu: Menu, overcompliance: Overcompliance, block_risk: float
    ) -> None:
        self._classes = classes_ = run.model.table
        self._layout = layout = menu.layout
        self._means = means = menu.means
        self._hazards, self._unit = menu.hazards, menu.unit
        sender = table.sender
        speed = run.model.parameters.values.adaptation / YEAR
        fading = exp(-speed * run.now)
        each = 100.0 / max(table.pair.leverage_at_start, 1e-9)
        # With R31 the wedge pays for the change of alignment, once for a package.
        per_lp = 0.0 if run.rules.signals else each
        self._wedge = wedge = sender.w_wedge * sender.rivalry * per_lp
        self._social = social = sender.w_soc * sender.socialisation * each
        # A class: what arrives of one LP, and what easing one gains the sender.
        classes = len(classes_.names)
        arriving, gains = zeros(classes), zeros(classes)
        self._economic = economic = zeros(classes)
        w_econ = sender.w_econ
        dear = sender.w_oil * sender.oil_pressure(run.oil) / 10.0
        crisis = run.world.shocks.crisis_gain if run.crisis else 0.0
        wishes = run.rules.wishes
        taste = sender.taste if wishes and not table.deals else 0.0
        visible, wish = classes_.visible, classes_.wish
        settled, swing, left = overcompliance.settled, overcompliance.swing, overcompliance.left()
        phi, gain = classes_.phi, classes_.gain
        for c in layout.classes:
            share = adapted(phi[c], fading)
            if crisis:
                share *= 1.0 + crisis * classes_.market[c]
            arrives = share * (settled[c] - swing[c] * left)
            earned = arrives * gain[c] * w_econ
            if dear:
                earned += dear * share * classes_.oil[c]
            arriving[c], economic[c] = arrives * wish[c], earned
            gains[c] = earned + wedge + social * classes_.socialising[c]
        # A kind: what easing one LP gives up and brings to both sides.
        lasts = floats(table.lasting(menu.hazards, table.years_left(run.now)))
        passes = 1.0 - block_risk
        faith = table.target.faith() if run.rules.signals else 1.0
        self._lasting_of = lasting_of = means.coded[:]
        self._worth_of = worth_of = means.coded[:]
        self._gain_of = gain_of = means.coded[:]
        place, coded = means.place, means.coded
        for k, class_ in enumerate(layout.class_):
            lasting_of[k] = lasts[place[k]]
            worth_of[k] = arriving[class_] * passes if coded[k] > 0.0 else arriving[class_]
            worth_of[k] *= faith
            gain_of[k] = gains[class_]
            if taste and not means.ways[k].ended:  # a first step that is seen and can be undone
                gain_of[k] += taste * visible[class_]
        # A bundle.
        lp = layout.lp
        valued = menu.valued
        lasting, worth, gain = lp[:], lp[:], lp[:]
        for b, kind in enumerate(layout.kind):
            lasting[b] *= lasting_of[kind]
            worth[b] = valued[b] * worth_of[kind]
            gain[b] *= gain_of[kind]
        self._late: dict[int, float] = {}
        self._again: dict[int, float] = {}
        if menu.late:
            self._adapt(run, menu.late, worth, gain, speed, fading)
            if wishes:
                self._foresee(run, table, menu.late, worth, lasting)
        self.bundles = means.stock.priced(lasting, worth, gain)

    def equals(self, other: Prices) -> bool:
        """Whether everything on the menu has the same price and comes of the same motives."""
        return (
            same(self._worth_of, other._worth_of)
            and same(self._gain_of, other._gain_of)
            and same(self._lasting_of, other._lasting_of)
            and self._means is other._means
            and same(self._unit, other._unit)
            and same(self._economic, other._economic)
            and (self._wedge, self._social) == (other._wedge, other._social)
            and self._late == other._late
            and self._again == other._again
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
        density = self._unit[:]
        late = len(density) - len(self._late)  # what came later stands last
        for b, kind in enumerate(layout.kind):
            rate = rates[kind]
            if rate == 0.0 or b >= late:
                cost = per_lasting * bundles.lasting[b] + per_lp * bundles.lp[b]
                cost -= per_gain * bundles.gain[b]
                density[b] = bundles.worth[b] / max(cost, 1e-9)
            else:
                density[b] *= rate
        return above(sort(layout.order, density, falling=True), bundles.worth, 0.0)

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
        layout, phi = self._layout, self._classes.phi
        for b, since in late:
            c = layout.class_[layout.kind[b]]
            left = adapted(phi[c], exp(-speed * (run.now - since)))
            ratio = left / adapted(phi[c], fading)
            worths[b] *= ratio
            gains[b] += (ratio - 1.0) * self._economic[c] * layout.lp[b]
            self._late[b] = ratio

    def _foresee(
        self,
        run: Run,
        table: Table,
        late: list[tuple[int, float]],
        worths: vec[float],
        lastings: vec[float],
    ) -> None:
        """Price what came later as chips that can be made again (R24).

        Both sides foresee that what is given away may be imposed again: to the target its relief is
        worth less, and the sender gives up less with it.
        """
        layout, means = self._layout, self._means
        again, years = table.sender.imposed_again, table.years_left(run.now)
        discount, memory, classes = table.target.discount, table.target.memory(), self._classes
        for b, _ in late:
            k = layout.kind[b]
            c, hazard = layout.class_[k], self._hazards[means.place[k]]
            horizon, final = classes.horizon[c], classes.final_of(c, discount)
            feared = hazard * memory
            usual = kept_share(discount + feared, horizon, final)
            rest = kept_share(discount + (feared + again), horizon, final)
            worths[b] *= rest / max(usual, 1e-9)
            lastings[b] = layout.lp[b] * table.lasting([hazard + again], years)[0]
            self._again[b] = again

    def motives(self, bundle: i64) -> tuple[float, float, float]:
        """Gain from easing one tranche of a bundle by motive, UP: as `PricedMenu.motives`."""
        layout = self._layout
        c, lp = layout.class_[layout.kind[bundle]], layout.lp[bundle]
        economic = self._economic[c] * self._late.get(bundle, 1.0)
        socialising = self._social * self._classes.socialising[c]
        return economic * lp, self._wedge * lp, socialising * lp
