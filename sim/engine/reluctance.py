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

    All gaps between level and target close at the same rate, so that one factor, `left`, brings
    all of them up to date.

    Attributes
    ----------
    path
        Change points: from a day on, a level and the target it relaxes to.
    settled, swing
        By class: of one LP of legal relief ``settled - swing * left()`` arrives, on average
        over the horizon of the class.
    """

    __slots__ = (
        "_accounts", "_aim", "_gap", "_since", "_tau", "_version", "path", "run", "settled",
        "swing",
    )  # fmt: skip

    def __init__(self, run: Run) -> None:
        self.run = run
        self._tau = run.model.scenario.values.reluctance.tau_months / 12.0 * YEAR
        self._since = run.now
        self._version = run.register.version
        self._accounts = _accounts(run)
        self._aim = self._targets()
        self._gap = [0.0] * len(self._aim)
        self.settled: list[float] = []
        self.swing: list[float] = []
        self._settle()
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

    def left(self) -> float:
        """Share of the gaps noted last that is left now."""
        day = self.run.now
        return exp(-(day - self._since) / self._tau) if day != self._since else 1.0

    def refresh(self) -> None:
        """Bring targets up to date; note where they changed."""
        run = self.run
        if run.register.version == self._version:
            return
        self._version = run.register.version
        accounts = _accounts(run)
        if accounts == self._accounts:
            return
        self._accounts = accounts
        aims, before = self._targets(), self._aim
        if aims == before:
            return
        names, left, gap = run.model.table.names, self.left(), self._gap
        for i in range(len(aims)):
            level = before[i] + gap[i] * left
            if aims[i] != before[i]:
                self.path.append(Reluctance(run.now, names[i], level, aims[i]))
            gap[i] = level - aims[i]
        self._aim = aims
        self._since = run.now
        self._settle()

    def _settle(self) -> None:
        table = self.run.model.table
        share, relaxing, aim, gap = table.overcompliance, table.relaxing, self._aim, self._gap
        classes = range(len(aim))
        self.settled = [1.0 - share[c] * aim[c] for c in classes]
        self.swing = [share[c] * relaxing[c] * gap[c] for c in classes]


_Accounts = tuple[list[float], list[float], list[float], list[float], list[float], bool]


def _accounts(run: Run) -> _Accounts:
    """All of the register that targets depend on."""
    register = run.register
    return (
        list(register.allied_total), list(register.allied_on), list(register.eased_lp),
        list(register.eased_hazard), list(register.allied_whole), register.secondary_lp > 1e-9,
    )  # fmt: skip
