"""Scenarios as a batch simulates them: with what they leave open drawn, or at its defaults."""

from __future__ import annotations

from pathlib import Path

from _common import SCENARIOS

from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.scenario.assumed import ALL, assumed
from sim.scenario.loading import Loaded, load_scenario

FOLDERS = (SCENARIOS, SCENARIOS / "examples", SCENARIOS / "history")


def shipped() -> list[Path]:
    """Files of the scenarios that come with thaw, less the cases of the library."""
    return [path for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))]


def world(path: Path, fixed: bool = False) -> Loaded:
    """A scenario as ``batch`` simulates it; `fixed`: as with ``--fix all``."""
    return assumed(load_scenario(path), [ALL] if fixed else [])


def model_of(path: Path, fixed: bool = False) -> Model:
    """Its model."""
    loaded = world(path, fixed)
    return compile_model(loaded.scenario, loaded.catalogue)
