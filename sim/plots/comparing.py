"""All figures that compare scenarios, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.plots.class_stacks import class_stacks
from sim.plots.matrix import matrix
from sim.plots.paired import differences
from sim.plots.paired_ecdf import difference_ecdf
from sim.plots.regrets import regrets
from sim.plots.side_by_side import fans
from sim.plots.survival_curves import survival_curves
from sim.plots.utilities import utilities

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
