"""Figures of batches and comparisons, told of on stderr."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.batch.batch import Batch
from sim.cli.output.progress import ConsoleReporter
from sim.workflows.kept_figures import (
    Make,
    batch_figures,
    comparison_figures,
    draw_with_contact_sheet,
)

__all__ = ["Make", "batch_figures", "comparison_figures", "draw_figures"]


def draw_figures(
    figures: Mapping[str, Make],
    folder: Path,
    batches: Sequence[Batch],
    *,
    again: bool = False,
    strict: bool = False,
    quiet: bool = False,
) -> tuple[list[str], list[str]]:
    """Draw figures, see `sim.workflows.kept_figures.draw_with_contact_sheet`."""
    tell = ConsoleReporter(quiet)
    return draw_with_contact_sheet(figures, folder, batches, again=again, strict=strict, tell=tell)
