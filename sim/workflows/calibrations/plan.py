"""What is to be calibrated: parameters, patterns, and the batches that this takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from sim import __version__
from sim.batch.plan import Plan
from sim.errors import InputError, Problem
from sim.results.files import digest
from sim.results.folder import default_folder
from sim.results.readme import options
from sim.scenario.shipped import CALIBRATION as SHIPPED
from sim.scenario.shipped import find
from sim.validation.patterns.asked import Asked, read_calibration
from sim.validation.patterns.calibration import Simulated, design_worlds
from sim.validation.patterns.loading import Source
from sim.workflows.pattern_batches import check_columns, plan_of_world

__all__ = ["MOST_POINTS", "MOST_REPEATS", "CalibrationPlan", "plan_calibration", "plan_fit"]


MOST_POINTS: Final = 1_000_000


MOST_REPEATS: Final = 10_000


@dataclass(frozen=True)
class CalibrationPlan:
    """What is to be calibrated.

    Attributes
    ----------
    asked
        Parameters with priors, and the patterns to fit.
    name
        Short name: the stem of its file.
    points, repeats
        Points of the design, and futures of each.
    seed
        Master seed.
    plans
        The batches that the design takes.
    call
        Words of the command that does it.
    """

    asked: Asked
    name: str
    points: int
    repeats: int
    seed: int
    plans: dict[Simulated, Plan]
    call: tuple[str, ...]

    @property
    def size(self) -> dict[str, int]:
        """Points and repeats by name."""
        return {"points": self.points, "repeats": self.repeats}

    @cached_property
    def digest(self) -> str:
        """Hash of what bears on the results, 32 hexadecimal digits."""
        bands = [stated.pattern.model_dump(mode="json") for stated in self.asked.patterns]
        asked = [self.size, self.seed, self.asked.file.model_dump(mode="json"), bands]
        batches = [plan.digest for plan in self.plans.values()]
        return digest([__version__, [*asked, batches]])

    @property
    def folder(self) -> Path:
        """Where results go by default."""
        return default_folder(f"calibrate-{self.name}", self.digest)


def plan_calibration(
    calibration: str | Path, *, points: int = 512, repeats: int = 8, seed: int = 0
) -> CalibrationPlan:
    """Plan what the command is asked for.

    Parameters
    ----------
    calibration
        A file that says what to calibrate, or the name of one that comes with thaw.
    points, repeats
        Points of the design, and futures of each.
    seed
        Master seed.

    Raises
    ------
    InputError
        With everything that is wrong with the file, its patterns, worlds and priors.
    """
    file = find(calibration, SHIPPED)
    asked = read_calibration(file)
    return CalibrationPlan(
        asked=asked,
        name=file.stem,
        points=points,
        repeats=repeats,
        seed=seed,
        plans=_batches(asked, points, repeats, seed),
        call=("calibrate", str(calibration), *options(n=points, repeats=repeats, seed=seed)),
    )


def plan_fit(seed: int, wanted: Simulated, source: Source | None = None) -> Plan:
    """Plan a batch that a calibration asks for: what is fresh has the next seed."""
    own = seed + 1 if wanted.fresh else seed
    return plan_of_world(wanted.world, wanted.n, own, repeats=wanted.repeats, source=source)


def _batches(asked: Asked, points: int, repeats: int, seed: int) -> dict[Simulated, Plan]:
    """Plan what the design takes.

    Raises
    ------
    InputError
        With everything that is wrong with the worlds and the priors.
    """
    plans: dict[Simulated, Plan] = {}
    problems: list[Problem] = []
    for stated in asked.patterns:  # what is wrong with a pattern's own world is told there
        try:
            own = plan_fit(seed, Simulated(stated.world, 1), stated.source)
            check_columns([stated], (), {stated.world: own})
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    for world in design_worlds(asked):
        wanted = Simulated(world, points * repeats, repeats)
        try:
            plans[wanted] = plan_fit(seed, wanted, asked.source)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return plans
