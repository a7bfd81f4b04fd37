"""Overcompliance by class over time (R2)."""

from __future__ import annotations

from math import exp

from sim.bargaining.overcompliance import CEILING, HALF_HAZARD
from sim.engine.clock import YEAR
from sim.engine.record import Reluctance
from sim.engine.run import Run


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
        self._level = list(self._aim)
        self.path = [
            Reluctance(run.now, name, o, o)
            for name, o in zip(run.model.table.names, self._aim, strict=True)
        ]

    def _targets(self) -> list[float]:
        """Target o* of every class: `sim.bargaining.overcompliance.target` for all at once."""
        run = self.run
        p = run.model.scenario.values.reluctance
        register = run.register
        whole_total, whole_on = register.allied_whole
        base = p.o_min + p.w_sec if register.secondary_lp > 1e-9 else p.o_min
        w_ally, w_snap, feared = p.w_ally, p.w_snap, run.model.table.feared
        found: list[float] = []
        for total, on, eased, hazards in zip(
            register.allied_total, register.allied_on, register.eased_lp, register.eased_hazard,
            strict=True,
        ):  # fmt: skip
            hazard = hazards / eased if eased > 1e-9 else feared
            there = total + whole_total
            ally = (on + whole_on) / there if there > 1e-9 else 0.0
            level = base + w_ally * min(max(ally, 0.0), 1.0)
            level += w_snap * hazard / (hazard + HALF_HAZARD)
            found.append(min(max(level, 0.0), CEILING))
        return found

    def refresh(self) -> None:
        """Bring levels and targets up to date; note where targets changed."""
        run = self.run
        day = run.now
        if day != self._day:
            share = 1.0 - exp(-(day - self._day) / self._tau)
            self._level = [
                level + (aim - level) * share
                for level, aim in zip(self._level, self._aim, strict=True)
            ]
            self._day = day
        if run.register.version == self._version:
            return
        self._version = run.register.version
        aims = self._targets()
        if aims != self._aim:
            names = run.model.table.names
            for i, (aim, before) in enumerate(zip(aims, self._aim, strict=True)):
                if aim != before:
                    self.path.append(Reluctance(day, names[i], self._level[i], aim))
            self._aim = aims

    def arrives(self, c: int) -> float:
        """Share of legal relief of a class that arrives, on average over its horizon."""
        table = self.run.model.table
        aim = self._aim[c]
        return 1.0 - table.overcompliance[c] * (aim + (self._level[c] - aim) * table.relaxing[c])
