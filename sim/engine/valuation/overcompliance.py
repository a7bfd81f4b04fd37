"""Overcompliance by class over time (R2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.bargaining.arrays import zeros
from sim.bargaining.overcompliance import relax, target
from sim.engine.kernel.clock import YEAR
from sim.engine.state.record import Reluctance
from sim.engine.state.state import Run

if TYPE_CHECKING:
    from mypy_extensions import i64

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
        "_aim",
        "_eased",
        "_gap",
        "_hazards",
        "_on",
        "_p",
        "_secondary",
        "_since",
        "_tau",
        "_total",
        "_version",
        "_whole",
        "_whole_on",
        "path",
        "run",
        "settled",
        "swing",
    )

    def __init__(self, run: Run) -> None:
        self.run = run
        p = run.model.parameters.values.reluctance
        self._p: tuple[float, float, float, float] = p.o_min, p.w_sec, p.w_ally, p.w_snap
        self._tau = p.tau_months / 12.0 * YEAR
        self._since = run.now
        register, names = run.register, run.model.table.names
        # The accounts of the register on which targets depend.
        self._version = register.version
        self._secondary = register.secondary_lp > 1e-9
        self._whole, self._whole_on = register.allied_whole, register.allied_whole_on
        self._total, self._on = register.allied_total[:], register.allied_on[:]
        self._eased, self._hazards = register.eased_lp[:], register.eased_hazard[:]
        classes = len(names)
        self._aim = zeros(classes)
        self._gap = zeros(classes)
        self.settled = zeros(classes)
        self.swing = zeros(classes)
        self.path: list[Reluctance] = []
        for c in range(classes):
            aim = self._target(c)
            start = run.model.table.starts[c]
            level = aim if start < 0.0 else start
            self._aim[c], self._gap[c] = aim, level - aim
            self._settle(c)
            self.path.append(Reluctance(run.now, names[c], level, aim))

    def _target(self, c: i64) -> float:
        """Return the target o* of a class, by its accounts."""
        o_min, w_sec, w_ally, w_snap = self._p
        eased = self._eased[c]
        hazard = self._hazards[c] / eased if eased > 1e-9 else self.run.model.table.feared
        there = self._total[c] + self._whole
        ally = (self._on[c] + self._whole_on) / there if there > 1e-9 else 0.0
        ally = min(max(ally, 0.0), 1.0)
        return target(o_min, w_ally, ally, w_snap, hazard, w_sec, self._secondary)

    def left(self) -> float:
        """Return the share of the gaps that is left of those there were when last noted."""
        return relax(1.0, 0.0, self._tau, self.run.now - self._since)

    def refresh(self) -> None:
        """Bring targets up to date; note where they changed."""
        register = self.run.register
        if register.version == self._version:
            return
        self._version = register.version
        secondary = register.secondary_lp > 1e-9
        whole, whole_on = register.allied_whole, register.allied_whole_on
        anew = secondary != self._secondary or whole != self._whole or whole_on != self._whole_on
        self._secondary, self._whole, self._whole_on = secondary, whole, whole_on
        total, on = register.allied_total, register.allied_on
        eased, hazards = register.eased_lp, register.eased_hazard
        changed: list[int] = []
        for c, share in enumerate(total):
            moved = (
                share != self._total[c]
                or on[c] != self._on[c]
                or eased[c] != self._eased[c]
                or hazards[c] != self._hazards[c]
            )
            if moved:
                self._total[c], self._on[c] = share, on[c]
                self._eased[c], self._hazards[c] = eased[c], hazards[c]
            if moved or anew:
                changed.append(c)
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

    def _settle(self, c: i64) -> None:
        table = self.run.model.table
        self.settled[c] = 1.0 - table.overcompliance[c] * self._aim[c]
        self.swing[c] = table.overcompliance[c] * table.relaxing[c] * self._gap[c]
