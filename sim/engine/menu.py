"""The executive's menu: which tranches could be eased now, and how."""

from __future__ import annotations

from math import ceil, expm1

from sim.engine.layout import Kind, Layout, Outlook, Outlooks
from sim.engine.parts import Tranche, Way
from sim.engine.run import Run

_MOST_KEPT = 5_000
"""Layouts that are kept for all replications before the memory of them is cleared."""


class Menu:
    """Which tranches the executive could ease, and by which way.

    Attributes
    ----------
    layout
        The menu, sorted.
    delisted
        Tranches of persons that have been delisted.
    late
        Bundles that were imposed after the start, and the day of each.
    """

    __slots__ = (
        "_memory", "_now", "_outlook", "_p", "_version", "delisted", "late", "layout", "run",
    )  # fmt: skip

    def __init__(self, run: Run) -> None:
        self.run = run
        self.layout = Layout([], [], [], [], [])
        self.delisted = 0
        self.late: list[tuple[int, float]] = []
        self._version = -1
        # How the target and the executive look at instruments now; see `_look`.
        self._outlook: tuple[object, ...] = ()
        self._p = run.kremlin.p
        self._memory: Outlooks = run.model.outlooks
        self._now = Outlook()

    def refresh(self) -> bool:
        """Bring the menu up to date; tell whether it has changed."""
        moved = self._look()
        register = self.run.register
        if self._version == register.own_version and not moved:
            return False
        self._version = register.own_version
        self._sort()
        return True

    def _look(self) -> bool:
        """See whether anything but the law has changed how tranches would be eased."""
        run = self.run
        talks = run.talks
        outlook = (
            run.kremlin.memory(), run.settlement_held(), ceil(run.years_left()), talks.mode,
            talks.baby_instruments, run.executive.p.discount, run.executive.p.leverage_lasts,
        )  # fmt: skip
        if outlook == self._outlook and run.kremlin.p is self._p:
            return False
        if run.kremlin.p is not self._p:  # what is kept for all was reckoned with the scenario's
            self._p = run.kremlin.p
            self._memory = {}
        self._outlook = outlook
        found = self._memory.get(outlook)
        if found is None:
            if len(self._memory) >= _MOST_KEPT:
                self._memory.clear()
            found = self._memory[outlook] = Outlook()
        self._now = found
        return True

    def _sort(self) -> None:
        """Sort what is in force, not promised and can be eased into bundles."""
        run = self.run
        model, register = run.model, run.register
        on, promised = register.on, run.promised_tranches
        alive, layers = register.alive, register.layers
        if promised:
            free = [on[i] and i not in promised for i in model.own]
            holds = tuple([layers[i] & alive if free[k] else 0 for k, i in enumerate(model.own)])
        else:
            holds = tuple([layers[i] & alive if on[i] else 0 for i in model.own])
        layouts = self._now.layouts
        layout = layouts.get(holds)
        if layout is None:
            if len(layouts) >= _MOST_KEPT:
                layouts.clear()
            layout = layouts[holds] = self._laid_out(holds)
        self.late = []
        added = register.own[len(model.own) :]
        if added:
            late: list[tuple[int, Tranche, Kind]] = []
            for i in added:
                mask = layers[i] & alive
                if on[i] and mask and i not in promised:
                    tranche = register.tranches[i]
                    kind = self._kind(mask, tranche.class_)
                    if kind is not None:
                        self.late.append((len(layout.lp) + len(late), tranche.since))
                        late.append((i, tranche, kind))
            if late:
                layout = layout.extended(late)
        self.layout = layout
        relief = register.relief
        self.delisted = sum([relief[i] is not None for i in model.own_persons]) + sum(
            [relief[i] is not None and register.tranches[i].persons for i in added]
        )

    def _laid_out(self, holds: tuple[int, ...]) -> Layout:
        """Lay the tranches of the start out; what nothing holds or can ease stays out."""
        model = self.run.model
        mould, tranches = model.mould, model.tranches
        bundles: dict[tuple[int, int], int] = {}
        sorts: dict[tuple[int, str], int] = {}
        kinds: list[Kind] = []
        kind_of: list[int] = []
        lp: list[float] = []
        numbers: list[list[int]] = []
        listed: list[int] = []
        for place, i in enumerate(model.own):
            mask = holds[place]
            if not mask:
                continue
            alike = (mask, mould[i])
            bundle = bundles.get(alike)
            if bundle is not None:
                if bundle >= 0:
                    numbers[bundle].append(i)
                continue
            tranche = tranches[i]
            sort = (mask, tranche.class_)
            number = sorts.get(sort)
            if number is None:
                kind = self._kind(mask, tranche.class_)
                number = -1 if kind is None else len(kinds)
                sorts[sort] = number
                if kind is not None:
                    kinds.append(kind)
            if number < 0:
                bundles[alike] = -1
                continue
            bundles[alike] = len(lp)
            if tranche.persons:
                listed.append(len(lp))
            kind_of.append(number)
            lp.append(tranche.lp)
            numbers.append([i])
        return Layout(kinds, kind_of, lp, numbers, listed)

    def _kind(self, mask: int, class_: str) -> Kind | None:
        """What easing tranches of a class that these authorities hold means, if it can be done."""
        kinds = self._now.kinds
        key = (mask, class_)
        if key not in kinds:
            way = self._choose(mask, class_)
            if way is None:
                kinds[key] = None
            else:
                c = self.run.model.table.index[class_]
                hazard = way.route.hazard
                coded = 1.0 if way.review is not None else 0.0
                kinds[key] = Kind(way, c, hazard, coded, self._trust(hazard, c))
        return kinds[key]

    def _trust(self, hazard: float, c: int) -> float:
        """Worth to the target of relief with a hazard, as a share of final relief (R6)."""
        kremlin, table = self.run.kremlin, self.run.model.table
        # In the limit of nothing to fear, relief is final.
        rate = max(kremlin.p.discount + hazard * kremlin.memory(), 1e-12)
        return -expm1(-rate * table.horizon[c]) / (rate * table.final[c])

    def _choose(self, mask: int, class_: str) -> Way | None:
        """The way in which the executive would ease what these authorities hold.

        In baby steps it uses the instruments of baby steps only; otherwise it would rather end
        than suspend. Of several it takes the one worth most to the target, in baby steps per
        leverage lost, reckoned with the years left of its term, rounded up.
        """
        run = self.run
        settled = run.settlement_held()
        entry = run.model.classes[class_]
        if entry.settlement_only and not settled:
            return None
        small = run.talks.mode == "baby_steps"
        instruments = run.talks.baby_instruments if small else None
        ways = run.model.easy_ways(mask, settled, instruments)
        if len(ways) < 2:
            return ways[0] if ways else None
        memory, years = run.kremlin.memory(), float(ceil(run.years_left()))

        def merit(way: Way) -> float:
            worth = run.kremlin.trust_in(way.route.hazard, memory, entry.horizon)
            return worth / max(run.lasting((way.route.hazard,), years)[0], 1e-9) if small else worth

        return max(ways, key=merit)
