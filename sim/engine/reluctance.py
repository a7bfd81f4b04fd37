"""Overcompliance by class over time (R2)."""

from __future__ import annotations

from math import exp

import numpy as np

from sim.bargaining.overcompliance import CEILING, HALF_HAZARD
from sim.engine.clock import YEAR
from sim.engine.record import Reluctance
from sim.engine.run import Run
from sim.engine.table import Floats


class Overcompliance:
    """How far banks and firms stay away from what is legal, class by class.

    Each class relaxes towards a target that moves when allies, instruments or secondary
    sanctions change; between changes it follows its exponential exactly.

    Attributes
    ----------
    path
        Change points: from a day on, a level and the target it relaxes to.
    """

    __slots__ = ("_aim", "_day", "_level", "_tau", "_version", "path", "run")

    def __init__(self, run: Run) -> None:
        self.run = run
        self._tau = run.model.scenario.values.reluctance.tau_months / 12.0 * YEAR
        self._day = run.now
        self._version = run.register.version
        self._aim = self._targets()
        self._level = self._aim.copy()
        self.path = [
            Reluctance(run.now, name, o, o)
            for name, o in zip(run.model.table.names, self._aim.tolist(), strict=True)
        ]

    def _targets(self) -> Floats:
        """Target o* of every class: `sim.bargaining.overcompliance.target` for all at once."""
        run = self.run
        p = run.model.scenario.values.reluctance
        register = run.register
        whole_total, whole_on = register.allied_whole
        there = register.allied_total + whole_total
        eased = register.eased_lp
        hazard = np.where(
            eased > 1e-9, register.eased_hazard / np.maximum(eased, 1e-9), run.model.table.feared
        )
        ally = (register.allied_on + whole_on) / np.maximum(there, 1e-9)
        base = p.o_min + p.w_sec * (register.secondary_lp > 1e-9)
        level: Floats = base + p.w_ally * np.clip(ally, 0.0, 1.0)
        level += p.w_snap * hazard / (hazard + HALF_HAZARD)
        return np.clip(level, 0.0, CEILING)

    def refresh(self) -> None:
        """Bring levels and targets up to date; note where targets changed."""
        run = self.run
        day = run.now
        if day != self._day:
            self._level += (self._aim - self._level) * (1.0 - exp(-(day - self._day) / self._tau))
            self._day = day
        if run.register.version == self._version:
            return
        self._version = run.register.version
        aim = self._targets()
        for i in np.flatnonzero(aim != self._aim).tolist():
            name = run.model.table.names[i]
            self.path.append(Reluctance(day, name, self._level.item(i), aim.item(i)))
        self._aim = aim

    def arrives(self) -> Floats:
        """Share of legal relief that arrives, by class, on average over the class's horizon."""
        table = self.run.model.table
        mean = self._aim + (self._level - self._aim) * table.relaxing
        share: Floats = 1.0 - table.overcompliance * mean
        return share
