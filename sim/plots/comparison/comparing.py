"""All figures that compare scenarios, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.plots.batch.utilities import utilities
from sim.plots.comparison.class_stacks import class_stacks
from sim.plots.comparison.matrix import matrix
from sim.plots.comparison.paired import differences
from sim.plots.comparison.paired_ecdf import difference_ecdf
from sim.plots.comparison.regrets import regrets
from sim.plots.comparison.side_by_side import fans
from sim.plots.comparison.survival_curves import survival_curves

COMPARISON_FIGURES: Final[dict[str, Callable[[Sequence[Batch]], Figure]]] = {
    "fan": fans,
    "classes": class_stacks,
    "survival": survival_curves,
    "differences": differences,
    "ecdf": difference_ecdf,
    "utilities": utilities,
    "regret": regrets,
    "matrix": matrix,
}
"""What each draws of two or more batches, the first of them the baseline.

All raise a `sim.errors.ThawError` if there are fewer than two batches or one has no replication;
``differences``, ``ecdf``, ``regret`` and ``matrix`` also if the batches do not share their luck.
"""
