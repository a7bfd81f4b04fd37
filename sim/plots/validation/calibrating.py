"""All figures of a calibration, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from sim.plots.validation.fitted import fitted
from sim.plots.validation.posterior import distances, marginals

if TYPE_CHECKING:
    from sim.validation.patterns.calibration import Calibration

CALIBRATION_FIGURES: Final[dict[str, Callable[[Calibration], Figure]]] = {
    "marginals": marginals,
    "distances": distances,
    "patterns": fitted,
}
"""What each draws of a calibration; a `sim.errors.ThawError` if no draw was accepted."""
