"""What workflows begin with: a scenario, read and checked, with what is to be known of it told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.scenario.assumed import assumed
from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.shipped import find
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["load", "load_assumed"]


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


def load_assumed(
    path: Path,
    overrides: Sequence[str] | None = None,
    tell: Reporter = SILENT,
    fix: Iterable[str] = (),
) -> Loaded:
    """Read and check a scenario as it is simulated: what it leaves open is drawn.

    Parameters
    ----------
    path
        A file, or the name of a scenario.
    overrides
        Fields to override, as ``--set`` takes them.
    tell
        Is told what is to be known of it.
    fix
        Uncertain parameters to hold at their defaults; ``all`` for all of them.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    return assumed(load(path, overrides, tell), fix)
