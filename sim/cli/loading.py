"""What the commands need loaded: scenarios, models, single runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.engine.model.model import Model
    from sim.scenario.loading import Loaded

__all__ = ["compiled", "load"]


def load(path: Path, overrides: Sequence[str] | None = None) -> Loaded:
    """Read and check a scenario, given by file or name, with its overrides.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    from sim.cli.output.console import warn
    from sim.scenario.loading import load_scenario
    from sim.scenario.shipped import find

    loaded = load_scenario(find(path), overrides or ())
    for note in loaded.notes:
        warn(f"thaw: {note}")
    return loaded


def compiled(loaded: Loaded) -> Model:
    """The compiled model of a scenario.

    Raises
    ------
    InputError
        If its parts are right and yet make no world together.
    """
    from sim.engine.model.compile import CompileError, compile_model

    try:
        return compile_model(loaded.scenario, loaded.catalogue)
    except CompileError as error:
        raise InputError([Problem(loaded.document.name, message=str(error))]) from error
