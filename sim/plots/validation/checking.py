"""All figures of a check of patterns, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from sim.plots.validation.ablations import ablations
from sim.plots.validation.patterns import patterns

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

CHECK_FIGURES: Final[dict[str, Callable[[Check], Figure]]] = {
    "patterns": patterns,
    "ablations": ablations,
}
"""What each draws of a check; a `sim.errors.ThawError` if there is nothing of the kind to draw."""
