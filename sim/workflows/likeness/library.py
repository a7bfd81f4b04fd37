"""Cases to compare a scenario with, coded from their files: those in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.analysis.likeness.cases import Case, case_of, lacking
from sim.errors import InputError, Problem
from sim.scenario.loading import load_scenario
from sim.workflows.reporter import Reporter
from sim.workflows.scenarios import compiled

__all__ = ["cases_in", "coded_cases"]


def coded_cases(files: Mapping[str, Path], tell: Reporter) -> dict[Path, Case]:
    """Return cases, coded from their files.

    Parameters
    ----------
    files
        The files, by name of the case.
    tell
        Is told which file is read.

    Raises
    ------
    InputError
        If something is wrong with a scenario, or it is no case.
    """
    found: dict[Path, Case] = {}
    with tell.steps(len(files)) as steps:
        for name, path in files.items():
            steps.step(f"reading {path.name}")
            loaded = load_scenario(path)
            model = compiled(loaded)
            wrong = [
                Problem(str(path), path=field, message=message, allowed=allowed)
                for field, message, allowed in lacking(model)
            ]
            if wrong:
                raise InputError(wrong)
            found[path] = case_of(name, model)
    return found


def cases_in(within: Path, tell: Reporter) -> dict[Path, Case]:
    """Return the cases in a folder, by file.

    Raises
    ------
    InputError
        If there is no such folder, it holds no case, or something is wrong with one.
    """
    if not within.is_dir():
        raise InputError.of("--cases", found=str(within), message="there is no such folder")
    files = sorted((*within.glob("*.yaml"), *within.glob("*.yml")))
    if not files:
        raise InputError.of("--cases", found=str(within), message="there are no cases in it")
    return coded_cases({path.stem: path for path in files}, tell)
