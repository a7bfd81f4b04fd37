"""A scenario with what it leaves open drawn from the ensemble of assumptions.

A scenario file says what is known of its world. What it does not say has a default, and of some
defaults no source knows whether they are right: these are drawn for each future, unless the
scenario gives them a value, a distribution of its own, or says ``assumptions: null``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sim.documents import did_you_mean
from sim.errors import InputError, Problem
from sim.scenario.ensemble import ENSEMBLE, Ensemble, ensemble
from sim.scenario.loading import Loaded
from sim.scenario.schema import Assumptions, Scenario
from sim.scenario.shipped import CASES, folder
from sim.scenario.unheard import silent

__all__ = ["ALL", "FIELD", "assumed", "left_open"]

FIELD: Final = "assumptions"
"""The field of a scenario that says what is drawn from the ensemble."""

ALL: Final = "all"
"""Stands for every uncertain parameter."""


def assumed(loaded: Loaded, fix: Iterable[str] = ()) -> Loaded:
    """Return a scenario as it is simulated: what it leaves open is drawn, or held if asked.

    Parameters
    ----------
    loaded
        A scenario as read from its file. If its file has the field ``assumptions``, that stands.
    fix
        Paths of uncertain parameters to hold at their defaults, be they drawn by the scenario or
        from the ensemble; `ALL` for all of them.

    Returns
    -------
    Loaded
        With a document that says the same: read again, it draws the same.

    Raises
    ------
    InputError
        If a path is not that of an uncertain parameter; it names the nearest.
    """
    shipped, stated = ensemble(ENSEMBLE), FIELD in loaded.document.data
    drawn = _stated(loaded, shipped) if stated else _usual(loaded, shipped)
    wanted = list(fix)
    own = loaded.scenario.uncertain
    draws = drawn.draws if drawn is not None else ()
    # What a scenario settles itself is held already.
    unknown = [path for path in wanted if path not in {ALL, *own, *shipped.paths}]
    if unknown:
        raise InputError(_unknown(path, [*own, *draws]) for path in unknown)
    held = {*own, *draws} if ALL in wanted else set(wanted)
    left = {path: how for path, how in own.items() if path not in held}
    if drawn is not None:
        rest = tuple(path for path in draws if path not in held)
        drawn = drawn.model_copy(update={"draws": rest}) if rest else None
    return _written(loaded, left, drawn)


def _stated(loaded: Loaded, shipped: Ensemble) -> Assumptions | None:
    """Return what a scenario says is drawn, less what has been set since."""
    stated = loaded.scenario.assumptions
    if stated is None:
        return None
    _check(loaded, stated, shipped)
    draws = left_open(loaded, stated.draws)
    return stated.model_copy(update={"draws": draws}) if draws else None


def _usual(loaded: Loaded, shipped: Ensemble) -> Assumptions | None:
    """Return what is drawn unless a scenario says otherwise."""
    draws = left_open(loaded, shipped.paths)
    if not draws:
        return None
    return Assumptions(
        ensemble=ENSEMBLE,
        digest=shipped.digest,
        left_out=_case_of(loaded, shipped),
        draws=draws,
    )


def left_open(loaded: Loaded, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the parameters that a scenario leaves open, and that say something in it.

    Parameters
    ----------
    loaded
        The scenario as read from its file.
    paths
        Parameters, by path.
    """
    scenario, catalogue = loaded.scenario, loaded.catalogue
    return tuple(
        path
        for path in paths
        if path not in scenario.uncertain
        and not _says(loaded.document.data, path.split("."))
        and silent(scenario, catalogue, path) is None
    )


def _check(loaded: Loaded, stated: Assumptions, shipped: Ensemble) -> None:
    """Refuse what is drawn from another ensemble than the one that is there.

    Raises
    ------
    InputError
        If it is another, or does not know a parameter or the case that is left out.
    """
    wrong = []
    if (stated.ensemble, stated.digest) != (ENSEMBLE, shipped.digest):
        wrong.append(
            ("digest", f"{stated.ensemble} {stated.digest}", f"{ENSEMBLE} {shipped.digest}")
        )
    wrong += [
        (f"draws.{place}", path, "a parameter of the ensemble")
        for place, path in enumerate(stated.draws)
        if path not in shipped.paths
    ]
    if stated.left_out not in ("", *shipped.cases):
        wrong.append(("left_out", stated.left_out, "a case of the library, or nothing"))
    if wrong:
        raise InputError(
            _placed(loaded, (FIELD, *field.split(".")), found, allowed)
            for field, found, allowed in wrong
        )


def _placed(loaded: Loaded, field: tuple[str, ...], found: str, allowed: str) -> Problem:
    at = loaded.document.value_position(field)
    return Problem(
        at.file,
        at.line,
        at.column,
        ".".join(field),
        found=found,
        allowed=allowed,
        hint="leave the field out to draw from the ensemble of this version"
        if field[-1] == "digest"
        else "",
    )


def _says(data: Mapping[str, Any], steps: list[str]) -> bool:
    """Return whether a document writes a field."""
    here: Any = data
    for step in steps:
        if not isinstance(here, Mapping) or step not in here:
            return False
        here = here[step]
    return True


def _case_of(loaded: Loaded, shipped: Ensemble) -> str:
    """Return the case of the library that a scenario is or extends; empty if none."""
    within = (folder() / CASES).resolve()
    files = [Path(name).resolve() for name in loaded.document.files]
    found = (file.stem for file in files if file.parent == within and file.stem in shipped.cases)
    return next(found, "")


def _written(loaded: Loaded, own: dict[str, Any], drawn: Assumptions | None) -> Loaded:
    """Return a scenario that draws this, with the document that says so."""
    scenario: Scenario = loaded.scenario.model_copy(update={"uncertain": own, FIELD: drawn})
    data = dict(loaded.document.data)
    if "uncertain" in data and isinstance(data["uncertain"], Mapping):
        data["uncertain"] = {k: v for k, v in data["uncertain"].items() if k in own}
    data[FIELD] = None if drawn is None else drawn.model_dump(mode="json")
    return replace(loaded, scenario=scenario, document=replace(loaded.document, data=data))


def _unknown(path: str, paths: list[str]) -> Problem:
    return Problem(
        f"--fix {path}",
        message="no uncertain parameter of this scenario",
        allowed=", ".join([*paths, ALL]) if paths else "",
        hint=did_you_mean(path, [*paths, ALL]),
    )
