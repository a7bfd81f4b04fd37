"""How far the target has drawn near: visible steps move it, and it fades (R31)."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from sim.engine.kernel.clock import YEAR

if TYPE_CHECKING:
    from sim.engine.state.state import Run
    from sim.engine.state.table import Table

__all__ = ["Alignment", "aligned", "signal"]


class Alignment:
    """Alignment of the target with the sender, in [0, 1]; 0 is where it stands without steps.

    Attributes
    ----------
    level
        Its level on the day of the last step.
    day
        That day.
    """

    __slots__ = ("day", "level")

    def __init__(self) -> None:
        self.level = 0.0
        self.day = 0.0

    def now(self, day: float, fades_years: float) -> float:
        """Return the level on a day: it fades by exp(-t/T).

        Parameters
        ----------
        day
            The day.
        fades_years
            Time T in which it falls to 1/e, years.
        """
        return self.level * exp(-(day - self.day) / (fades_years * YEAR))

    def step(self, day: float, fades_years: float, size: float) -> float:
        """Move it by a visible step, and return the level: the step closes a share of the gap.

        Parameters
        ----------
        day, fades_years
            As in `now`.
        size
            Share of the distance to 1 that a step closes, in [0, 1].
        """
        level = self.now(day, fades_years)
        self.level = level + size * (1.0 - level)
        self.day = day
        return self.level


def aligned(run: Run) -> float:
    """Return the alignment of the target now, in [0, 1]; 0 without the rule."""
    if not run.rules.signals:
        return 0.0
    return run.alignment.now(run.now, run.tables[0].sender.p.signals.fades_years)


def signal(run: Run, table: Table) -> float:
    """Return what the next visible step is worth to a sender as a signal, UP (R31).

    The wedge pays for the change of alignment, and not for LP.
    """
    sender = table.sender
    p = sender.p.signals
    level = run.alignment.now(run.now, p.fades_years)
    return sender.w_wedge * sender.rivalry * 100.0 * p.step * (1.0 - level)
