"""Overcompliance by class over time (R2)."""

from __future__ import annotations

from math import exp
from typing import Final

from sim.bargaining.overcompliance import CEILING, HALF_HAZARD
from sim.bargaining.packed import floats
from sim.engine.clock import YEAR
from sim.engine.record import Reluctance
from sim.engine.run import Run

_Account = tuple[float, float, float, float]

_FADED: Final = 1e-3
"""Share of gaps left at which they are noted anew."""


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
        "_accounts", "_aim", "_gap", "_shared", "_since", "_tau", "_version", "path", "run",
        "settled", "swing",
    )  # fmt: skip

    def __init__(self, run: Run) -> None:
        self.run = run
        self._tau = run.model.scenario.values.reluctance.tau_months / 12.0 * YEAR
        self._since = run.now
        self._version = run.register.version
        self._accounts = self._read()
        self._aim = [self._target(c) for c in range(len(self._accounts))]
        self._gap = [0.0] * len(self._aim)
        self.settled = floats([0.0] * len(self._aim))
        self.swing = floats([0.0] * len(self._aim))
        for c in range(len(self._aim)):
            self._settle(c)
        self.path = [
            Reluctance(run.now, name, o, o)
            for name, o in zip(run.model.table.names, self._aim, strict=True)
        ]

    def _read(self) -> list[_Account]:
        """The accounts of the register on which targets depend, class by class."""
        register = self.run.register
        self._shared = register.secondary_lp > 1e-9, *register.allied_whole
        return list(
            zip(
                register.allied_total, register.allied_on, register.eased_lp,
                register.eased_hazard, strict=True,
            )
        )  # fmt: skip

    def _target(self, c: int) -> float:
        """Target o* of a class: `sim.bargaining.overcompliance.target` of its accounts."""
        p = self.run.model.scenario.values.reluctance
        total, on, eased, hazards = self._accounts[c]
        secondary, whole_total, whole_on = self._shared
        hazard = hazards / eased if eased > 1e-9 else self.run.model.table.feared
        there = total + whole_total
        ally = (on + whole_on) / there if there > 1e-9 else 0.0
        level = p.o_min + p.w_sec if secondary else p.o_min
        level += p.w_ally * min(max(ally, 0.0), 1.0)
        level += p.w_snap * hazard / (hazard + HALF_HAZARD)
        return min(max(level, 0.0), CEILING)

    def left(self) -> float:
        """Share of the gaps that is left now, of those there were when they were last noted."""
        day = self.run.now
        return exp(-(day - self._since) / self._tau) if day != self._since else 1.0

    def refresh(self) -> None:
        """Bring targets up to date; note where they changed."""
        run = self.run
        if run.register.version == self._version:
            return
        self._version = run.register.version
        before, shared = self._accounts, self._shared
        self._accounts = accounts = self._read()
        if self._shared != shared:
            changed = list(range(len(accounts)))
        else:
            changed = [c for c in range(len(accounts)) if accounts[c] != before[c]]
        if changed:
            self._move(changed)

    def _move(self, classes: list[int]) -> None:
        """Let classes relax towards new targets from now on."""
        left, gap, names = self.left(), self._gap, self.run.model.table.names
        if left < _FADED:  # begin again, before the gaps are lost in rounding
            for c in range(len(gap)):
                gap[c] *= left
                self._settle(c)
            self._since, left = self.run.now, 1.0
        for c in classes:
            aim, before = self._target(c), self._aim[c]
            if aim != before:
                level = before + gap[c] * left
                self.path.append(Reluctance(self.run.now, names[c], level, aim))
                self._aim[c] = aim
                gap[c] = (level - aim) / left
                self._settle(c)

    def _settle(self, c: int) -> None:
        table = self.run.model.table
        self.settled[c] = 1.0 - table.overcompliance[c] * self._aim[c]
        self.swing[c] = table.overcompliance[c] * table.relaxing[c] * self._gap[c]
