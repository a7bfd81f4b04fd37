"""What workflows begin with: a scenario, read and checked, with what is to be known of it told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.shipped import find
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["load"]


def load(path: Path, overrides: Sequence[str] | None = None, tell: Reporter = SILENT) -> Loaded:
    """Read and check a scenario, given by file or name, with its overrides.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    loaded = load_scenario(find(path), overrides or ())
    for note in loaded.notes:
        tell.warn(f"thaw: {note}")
    return loaded
