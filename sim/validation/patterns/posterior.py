"""A posterior as a scenario file: what a calibration found, for other commands to start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sim.scenario.distributions import Distribution
from sim.scenario.loading import read_scenario
from sim.scenario.resolved import yaml_text
from sim.scenario.shipped import name_of
from sim.validation.patterns.asked import Asked
from sim.validation.patterns.calibration import Calibration

__all__ = ["posterior_scenario"]


def posterior_scenario(asked: Asked, calibration: Calibration, folder: Path) -> str:
    """Return the scenario that was calibrated, with the posterior as what is uncertain in it.

    Only the marginal distributions go into it: a scenario draws its parameters independently, so
    that correlations of the accepted draws are lost.

    Parameters
    ----------
    asked
        What was calibrated.
    calibration
        What came of it.
    folder
        Where the file is going to stand: it extends the scenario by its name if it comes with
        thaw, else by a path relative to that.

    Raises
    ------
    InputError
        If the scenario cannot be read any more.
    """
    base = read_scenario(asked.scenario)
    before = base.data.get("uncertain")
    # What else the scenario leaves uncertain was held at its default while this was calibrated.
    previous = before if isinstance(before, dict) else {}
    others = dict.fromkeys(path for path in previous if path not in calibration.posterior)
    accepted = int(calibration.draws["accepted"].sum())
    fields: dict[str, Any] = {
        "title": f"{base.data['title']}: {asked.file.title}"[:200],
        "extends": _extended(asked.scenario, folder),
        "uncertain": {
            **others,
            **{path: _over(previous.get(path), one) for path, one in calibration.posterior.items()},
        },
    }
    lines = [
        f"# {asked.file.title}",
        f"# The {accepted} of {calibration.points} points of a Sobol design, "
        f"{calibration.repeats} replications",
        "# each, that come closest to the patterns",
        f"# {', '.join(stated.pattern.id for stated in asked.patterns)}.",
        "# Marginal distributions only: what was learned of parameters together is lost.",
    ]
    return "\n".join(lines) + "\n" + yaml_text(fields)


def _extended(scenario: Path, folder: Path) -> str:
    """Return what a file in a folder extends: a name that holds everywhere, or a relative path."""
    path = os.path.relpath(scenario.absolute(), folder.absolute())
    return name_of(scenario) or Path(path).as_posix()


def _over(before: Any, one: Distribution) -> dict[str, Any]:
    """Return a distribution as it is written over another, so that their numbers do not mix."""
    fields = one.model_dump(mode="json")
    gone = dict.fromkeys(key for key in before if key not in fields) if before else {}
    return {**fields, **gone}
