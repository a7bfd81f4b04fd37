"""What a calibration is asked for: parameters with priors, and the patterns to fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from sim.catalogue.fields import Strict
from sim.documents import did_you_mean, read_document, validate
from sim.errors import InputError, Problem
from sim.scenario.distributions import Choice, Distribution
from sim.validation.patterns.loading import (
    Source,
    Stated,
    World,
    read_patterns,
    scenario_path,
    shipped_patterns,
)

__all__ = ["Asked", "CalibrationFile", "read_calibration", "uncertain"]


class CalibrationFile(Strict):
    """A file that says what to calibrate."""

    title: str = Field(min_length=1, max_length=200, description="Title.")
    question: str = Field("", max_length=500, description="The question it answers.")
    scenario: str = Field(
        description="The scenario that the posterior extends, as patterns name theirs."
    )
    priors: dict[str, Distribution] = Field(
        min_length=1, description="Parameters by path, with what is thought of them beforehand."
    )
    patterns: tuple[str, ...] = Field(min_length=1, description="Ids of the patterns to fit.")
    files: tuple[str, ...] = Field(
        (), description="Files of patterns of one's own, relative to this one."
    )
    accept: float = Field(
        0.05, gt=0, le=0.5, description="Share of the design's points that is accepted."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A calibration, its scenario and patterns found.

    Attributes
    ----------
    file
        What was written.
    scenario
        The scenario that the posterior extends.
    patterns
        The patterns to fit.
    source
        Where the priors were written.
    """

    file: CalibrationFile
    scenario: Path
    patterns: tuple[Stated, ...]
    source: Source


def read_calibration(path: Path) -> Asked:
    """Read what to calibrate.

    Raises
    ------
    InputError
        With everything that is wrong with it, but for what only its scenarios can tell.
    """
    document = read_document(path)
    file = validate(CalibrationFile, document)
    source = Source(document, (), "priors")
    problems = list(_not_numbers(file, source))
    scenario = scenario_path(file.scenario, path.parent)
    if not isinstance(scenario, Path):
        problems.append(source.problem("scenario", message=scenario[0], hint=scenario[1]))
        raise InputError(problems)
    by_id = {stated.pattern.id: stated for stated in _patterns(file, path.parent)}
    chosen = []
    for i, name in enumerate(file.patterns):
        if name in by_id and name not in file.patterns[:i]:
            chosen.append(by_id[name])
            continue
        message = f"there is no pattern '{name}'" if name not in by_id else "it is there twice"
        hint = did_you_mean(name, by_id) if name not in by_id else ""
        problems.append(source.problem("patterns", i, message=message, hint=hint))
    if problems:
        raise InputError(problems)
    return Asked(file, scenario, tuple(chosen), source)


def uncertain(world: World, distributions: dict[str, Distribution]) -> World:
    """Return a world in which these parameters are uncertain, and no others."""
    plain = {path: one.model_dump(mode="json") for path, one in distributions.items()}
    return world._replace(overrides=(*world.overrides, f"uncertain={json.dumps(plain)}"))


def _patterns(file: CalibrationFile, folder: Path) -> Iterator[Stated]:
    """Yield all patterns that may be meant; one's own before those that come with the project."""
    yield from shipped_patterns()
    for name in file.files:
        yield from read_patterns(folder / name)


def _not_numbers(file: CalibrationFile, source: Source) -> Iterator[Problem]:
    """Yield priors over what is no number: there is no distribution to fit and nothing to plot."""
    for path, prior in file.priors.items():
        if isinstance(prior, Choice) and any(
            isinstance(value, (bool, str)) for value in prior.values
        ):
            yield source.problem("priors", path, "values", message="only numbers can be calibrated")
