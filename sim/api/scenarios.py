"""Scenarios by name or file, with fields set from Python."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

import sim
from sim.api.door import listed, plain_value
from sim.documents.nearest import did_you_mean
from sim.engine.compile import compile_model
from sim.engine.model import Model
from sim.errors import InputError, Problem
from sim.scenario import loading
from sim.scenario.loading import Loaded

__all__ = ["LoadedScenario", "Source", "load_scenario", "loaded"]

Source: TypeAlias = str | Path | Loaded
"""A scenario: a file, the name of one that comes with thaw, or one that was loaded."""

_FOLDER: Final = "scenarios"
_ENDINGS: Final = (".yaml", ".yml")


class LoadedScenario(Loaded):
    """A scenario that can be simulated, and its compiled model, made once."""

    @property
    def name(self) -> str:
        """Short name: the stem of its file."""
        return Path(self.document.name).stem

    @property
    def title(self) -> str:
        """Title, as on tables and figures."""
        return self.scenario.title

    @cached_property
    def model(self) -> Model:
        """The compiled model, with every uncertain parameter at its default.

        Raises
        ------
        CompileError
            If the scenario's parts are right and yet make no world together.
        """
        return compile_model(self.scenario, self.catalogue)

    def __repr__(self) -> str:
        about = self.scenario
        return f"<scenario {self.name}: {about.title}; {about.start} to {about.end}>"


def load_scenario(
    scenario: str | Path, set: Mapping[str, object] | Sequence[str] | str = ()
) -> LoadedScenario:
    """Read, resolve and check a scenario.

    Parameters
    ----------
    scenario
        Path of a file, or the name of a scenario that comes with thaw. Names are looked up in
        the folder ``scenarios``, of the working folder first and then of the project.
    set
        Fields to override, by path: ``{"end": "2026-12-31", "agents.kremlin.jv": 0.5}``, where
        None removes what is written; or texts such as ``"agents.kremlin.jv=0.5"``, as ``--set``
        takes them. Numbers and arrays of numpy are what they are.

    Raises
    ------
    InputError
        With everything that is wrong, each at its file, line and column.
    """
    overrides = _overrides(set) if isinstance(set, Mapping) else listed("set", set)
    return loaded(loading.load_scenario(_file(scenario), overrides))


def _overrides(fields: Mapping[str, object]) -> list[str]:
    """Fields as texts; JSON's values are YAML's too, and dates are read from text."""
    return [
        f"{path}={json.dumps(plain_value(path, value), ensure_ascii=False)}"
        for path, value in fields.items()
    ]


def _file(scenario: str | Path) -> Path:
    """The file that a path or a name stands for."""
    path = Path(scenario)
    if path.suffix in _ENDINGS:
        return path
    folders = [Path(_FOLDER), Path(sim.__file__).parents[1] / _FOLDER]
    for folder in folders:
        if (file := folder / f"{path}.yaml").is_file():
            return file
    known: dict[str, None] = {}
    for folder in folders:
        files = sorted((*folder.glob("*.yaml"), *folder.glob("examples/*.yaml")))
        known |= dict.fromkeys(f.relative_to(folder).with_suffix("").as_posix() for f in files)
    raise InputError(
        [
            Problem(
                str(scenario),
                message="no scenario of that name",
                allowed=", ".join(["the path of a file (.yaml)", *known]),
                hint=did_you_mean(str(scenario), known),
            )
        ]
    )


def loaded(scenario: Source) -> LoadedScenario:
    """A scenario given in any form."""
    if isinstance(scenario, LoadedScenario):
        return scenario
    if isinstance(scenario, Loaded):
        return LoadedScenario(
            scenario.scenario, scenario.catalogue, scenario.document, scenario.world
        )
    return load_scenario(scenario)
