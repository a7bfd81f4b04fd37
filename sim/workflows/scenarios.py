"""Scenarios by name or file, with fields set from Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from sim.batch.continuing import ANEW, pasts_amiss
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.model.model import Model
from sim.errors import InputError, Problem
from sim.outcomes.columns import columns
from sim.scenario import loading
from sim.scenario.assumed import assumed
from sim.scenario.loading import Loaded
from sim.scenario.shipped import find
from sim.workflows.door import listed, plain_value

__all__ = [
    "LoadedScenario",
    "Source",
    "compiled",
    "load_scenario",
    "loaded",
    "outcome_names",
    "overrides",
    "simulated",
]

Source: TypeAlias = str | Path | Loaded
"""A scenario: a file, the name of one that comes with thaw, or one that was loaded."""


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
        InputError
            If it is conditioned, and cannot go on from the pasts that it names.
        """
        model = compile_model(self.scenario, self.catalogue)
        _check_pasts(self)
        return model

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
        Path of a file, or a name: of a file in the working folder or in its folder
        ``scenarios``, or of a scenario that comes with thaw, as ``thaw list`` shows them.
    set
        Fields to override, by path: ``{"end": "2026-12-31", "agents.target.jv": 0.5}``, where
        None removes what is written; or texts such as ``"agents.target.jv=0.5"``, as ``--set``
        takes them. Numbers and arrays of numpy are what they are.

    Raises
    ------
    InputError
        With everything that is wrong, each at its file, line and column.
    """
    return loaded(loading.load_scenario(find(scenario), overrides(set)))


def overrides(set: Mapping[str, object] | Sequence[str] | str) -> list[str]:
    """Return fields that are set as texts, see `load_scenario`.

    JSON's values are YAML's too, and dates are read from text.
    """
    if not isinstance(set, Mapping):
        return listed("set", set)
    return [
        f"{path}={json.dumps(plain_value(path, value), ensure_ascii=False)}"
        for path, value in set.items()
    ]


def loaded(scenario: Source) -> LoadedScenario:
    """A scenario given in any form."""
    if isinstance(scenario, LoadedScenario):
        return scenario
    if isinstance(scenario, Loaded):
        return LoadedScenario(
            scenario.scenario,
            scenario.catalogue,
            scenario.document,
            scenario.world,
            scenario.notes,
        )
    return load_scenario(scenario)


def simulated(scenario: Source, fix: Iterable[str] = ()) -> LoadedScenario:
    """A scenario as it is simulated: what it leaves open is drawn.

    Parameters
    ----------
    scenario
        The scenario, in any form.
    fix
        Paths of uncertain parameters to hold at their defaults; ``"all"`` for all of them.

    Raises
    ------
    InputError
        If something is wrong with the scenario, or a path is none of an uncertain parameter.
    """
    return loaded(assumed(loaded(scenario), listed("fix", fix)))


def compiled(scenario: Loaded) -> Model:
    """Return the compiled model of a scenario.

    Raises
    ------
    InputError
        If its parts are right and yet make no world together.
    """
    try:
        model = compile_model(scenario.scenario, scenario.catalogue)
    except CompileError as error:
        raise InputError.of(scenario.document.name, message=str(error)) from error
    _check_pasts(scenario)
    return model


def _check_pasts(scenario: Loaded) -> None:
    """Refuse a scenario that cannot go on from the pasts it names."""
    if why := pasts_amiss(scenario.scenario, scenario.catalogue):
        at = scenario.document.value_position(("conditioned",))
        problem = Problem(at.file, at.line, at.column, "conditioned", message=why, hint=ANEW)
        raise InputError([problem])


def outcome_names(scenario: Source) -> list[str]:
    """Return the names of the outcomes of a scenario.

    Raises
    ------
    ThawError
        If something is wrong with it.
    """
    return [column.name for column in columns(loaded(scenario).model)]
