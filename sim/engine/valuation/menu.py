"""The sender's menu: which tranches could be eased now, how, and what that is to the target."""

from __future__ import annotations

from math import ceil
from typing import Final

from sim.bargaining.arrays import floats, ints
from sim.bargaining.discounting import kept_share, share_of_final
from sim.engine.model.menu_cache import MenuCache, Ways
from sim.engine.model.parts import Tranche
from sim.engine.model.relief_groups import (
    UNKNOWN,
    Extension,
    Layout,
    ReliefGroup,
    ReliefPlan,
    RouteChoice,
)
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.held import Held
from sim.engine.valuation.limits import open_ways

_MOST_KEPT: Final = 400
"""Layouts that are kept for all replications before the memory of them is cleared."""


class Menu:
    """Which tranches the sender could ease, by which way, and how the target takes that.

    Parameters
    ----------
    run, table
        The replication, and the table at which it is.
    fixed
        Whether to take it that a settlement has held, and the only instruments if not all are
        open; by default as it is now, in the mode of the talks.

    Attributes
    ----------
    layout, means
        The menu, sorted, and how it would be eased.
    delisted
        Tranches of persons that have been delisted.
    late
        Bundles that were imposed after the start, and the day of each.
    hazards
        Hazards of reversal of the instruments that occur in the menu, 1/y.
    unit, valued
        By bundle: worth to the target of one LP of relief that arrives, and of a tranche.
    """

    __slots__ = (
        "_base",
        "_counted",
        "_extension",
        "_fixed",
        "_held",
        "_holds",
        "_kept",
        "_memory",
        "_open",
        "_outlook",
        "_p",
        "_taste",
        "_valued",
        "_version",
        "delisted",
        "hazards",
        "late",
        "layout",
        "means",
        "run",
        "table",
        "unit",
        "valued",
    )

    def __init__(self, run: Run, table: Table, fixed: Ways | None = None) -> None:
        self.run = run
        self.table = table
        self._fixed = fixed
        self.layout = Layout([], ints([]), floats([]), [])
        self.means = self.layout.means(())
        self.hazards: list[float] = []
        self.delisted = 0
        self.late: list[tuple[int, float]] = []
        self.unit = self.valued = floats([])
        self._version = -1
        self._open: Ways = (False, 0, None)
        self._kept = run.model.finder.of(table.pair.name)
        self._outlook = self._kept.outlooks.setdefault(self._open, MenuCache())
        self._extension = Extension(self.layout)
        self._held = Held(run, table)
        # Of these the present layout was made last, without what came later.
        self._holds: tuple[int, ...] | None = None
        self._base = self.layout
        # What picks and values were worked out from.
        self._taste = UNKNOWN
        self._valued: ReliefPlan | None = None
        self._memory, self._counted = 0.0, 0
        self._p = table.target.p

    def refresh(self) -> None:
        """Bring the menu up to date."""
        run = self.run
        table = self.table
        version = run.register.own_version[table.pair.sender]
        ways = self._fixed or (run.settlement_held(), run.conditions_met(), table.instruments())
        if ways != self._open:
            self._open, self._version, self._holds = ways, -1, None
            self._outlook = self._kept.outlooks.setdefault(ways, MenuCache())
        if version != self._version:
            self._version = version
            self._sort()
        memory = table.target.memory()
        self._pick(memory)
        self._value(memory)

    def _sort(self) -> None:
        """Sort what is in force, not promised and can be eased into bundles."""
        run = self.run
        pair, register, promised = self.table.pair, run.register, run.promised_tranches
        on, alive, layers = register.on, register.alive, register.layers
        holds = self._held.now()
        if holds is not self._holds:
            self._holds, self._base = holds, self._layout_of(holds)
        layout = self._base
        self.late = []
        added = register.own[pair.sender][len(pair.own) :]
        if added:
            late: list[tuple[int, Tranche, ReliefGroup]] = []
            for i in added:
                mask = layers[i] & alive
                if on[i] and mask and i not in promised:
                    tranche = register.tranches[i]
                    kind = self._kind(self._kept.number(mask), tranche.class_)
                    if kind is not None:
                        self.late.append((len(layout.lp) + len(late), tranche.since))
                        late.append((i, tranche, kind))
            if late:
                layout = self._extension.of(layout, late)
        self.layout = layout
        self._taste = UNKNOWN
        relief = register.relief
        self.delisted = 0
        for i in pair.own_persons:
            if relief[i] is not None:
                self.delisted += 1
        for i in added:
            if relief[i] is not None and register.tranches[i].persons:
                self.delisted += 1

    def _layout_of(self, holds: tuple[int, ...]) -> Layout:
        """Return the tranches of the start laid out, as long as that is kept."""
        layouts = self._outlook.layouts
        layout = layouts.get(holds)
        if layout is None:
            if len(layouts) >= _MOST_KEPT:
                layouts.clear()
            layout = layouts[holds] = self._laid_out(holds)
        return layout

    def _laid_out(self, holds: tuple[int, ...]) -> Layout:
        """Lay the tranches of the start out; what nothing holds or can ease stays out."""
        model, index = self.run.model, self.run.model.table.index
        price_class, tranches = model.price_class, model.tranches
        pieces, classes = len(tranches), len(index)
        # By authorities and price class, and by authorities and class, both in one number.
        bundles: dict[int, int] = {}
        sorts: dict[int, int] = {}
        kinds: list[ReliefGroup] = []
        kind_of: list[int] = []
        lp: list[float] = []
        numbers: list[list[int]] = []
        listed: list[tuple[int, Tranche]] = []
        before, bundle = 0, -1  # neighbours are mostly alike
        for place, i in enumerate(self.table.pair.own):
            held = holds[place]
            if not held:
                continue
            alike = held * pieces + price_class[i]
            if alike != before:
                before, bundle = alike, bundles.get(alike, len(lp))
            if bundle < len(lp):
                if bundle >= 0:
                    numbers[bundle].append(i)
                continue
            tranche = tranches[i]
            sort = held * classes + index[tranche.class_]
            number = sorts.get(sort)
            if number is None:
                kind = self._kind(held, tranche.class_)
                number = -1 if kind is None else len(kinds)
                sorts[sort] = number
                if kind is not None:
                    kinds.append(kind)
            if number < 0:
                bundles[alike] = bundle = -1
                continue
            bundles[alike] = bundle
            if tranche.persons:
                listed.append((len(lp), tranche))
            kind_of.append(number)
            lp.append(tranche.lp)
            numbers.append([i])
        layout = Layout(kinds, ints(kind_of), floats(lp), numbers)
        for bundle, tranche in listed:
            layout.list_persons(bundle, tranche)
        return layout

    def _kind(self, held: int, class_: str) -> ReliefGroup | None:
        """What could be done to ease tranches of a class that these authorities hold, if at all."""
        model, kinds, index = self.run.model, self._outlook.kinds, self.run.model.table.index
        key = held * len(index) + index[class_]
        found = kinds.get(key)
        if found is None and key not in kinds:
            settled, met, instruments = self._open
            ways = open_ways(self.run, self.table, self._kept.masks[held], met, instruments)
            able = ways and (settled or not model.classes[class_].settlement_only)
            found = kinds[key] = self._outlook.kind(index[class_], ways) if able else None
        return found

    def _pick(self, memory: float) -> None:
        """Pick the ways in which the executive would ease what could be eased in several.

        The one worth most to the target, so that otherwise it would rather end than suspend; in
        baby steps per leverage lost, reckoned with the years left of its term, rounded up.
        """
        layout = self.layout
        if not layout.contested:
            self._take(layout.means(()))
            return
        run = self.run
        hazards = run.model.hazards
        target, sender = self.table.target, self.table.sender
        years = float(ceil(self.table.years_left(run.now)))
        taste = memory, target.discount, years, sender.discount, sender.leverage_lasts
        if taste == self._taste:
            return
        self._taste = taste
        picks: list[int] = []
        for k in layout.contested:
            choice = layout.kinds[k].choice
            if choice.taste != taste or choice.hazards is not hazards:
                choice.taste, choice.hazards = taste, hazards
                choice.pick = self._best(choice, memory, years)
            picks.append(choice.pick)
        self._take(layout.means(tuple(picks)))

    def _take(self, means: ReliefPlan) -> None:
        """Take it that the menu would be eased so."""
        if means is not self.means:
            self.means = means
            self.hazards = [self.run.model.hazards[name] for name in means.instruments]

    def _best(self, choice: RouteChoice, memory: float, years: float) -> int:
        """The number of the way that is best."""
        run = self.run
        hazards = [run.model.hazards[name] for name in choice.instruments]
        small = self._open[2] is not None
        lasting = self.table.lasting(hazards, years) if small else [1.0] * len(hazards)
        c, discount, classes = choice.class_, self.table.target.discount, run.model.table
        horizon, final = classes.horizon[c], classes.final_of(c, discount)
        best, chosen = -1.0, 0
        for number, hazard in enumerate(hazards):
            trust = kept_share(discount + hazard * memory, horizon, final)
            merit = trust / max(lasting[number], 1e-9)
            if merit > best:
                best, chosen = merit, number
        return chosen

    def _value(self, memory: float) -> None:
        """Work out what the target thinks of one LP of each (R6, R7).

        Relief is worth less to it the more likely it is to be undone, and delistings may well be
        unwelcome.
        """
        run, layout, means = self.run, self.layout, self.means
        target, p = self.table.target, self.table.target.p
        seen = means is self._valued and memory == self._memory and p is self._p
        if seen and self.delisted == self._counted:
            return
        self._valued, self._memory, self._counted, self._p = means, memory, self.delisted, p
        discount = target.discount
        horizon, final = run.model.table.horizon, run.model.table.finals(discount)
        trust, hazards, place = means.coded[:], self.hazards, means.place
        for k, c in enumerate(layout.class_):
            trust[k] = share_of_final(discount + hazards[place[k]] * memory, horizon[c], final[c])
        unit, valued = layout.lp[:], layout.lp[:]
        for b, kind in enumerate(layout.kind):
            unit[b] = trust[kind]
        for n, b in enumerate(layout.listed):
            unit[b] = target.listing(
                layout.benefit[n], unit[b], layout.disloyalty[n], self.delisted
            )
        for b, each in enumerate(unit):
            valued[b] *= each
        self.unit, self.valued = unit, valued
