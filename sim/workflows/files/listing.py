"""Which scenarios there are, with thaw or in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from sim.catalogue.loading import load_catalogue
from sim.catalogue.schema import Catalogue
from sim.documents import validate
from sim.errors import InputError
from sim.scenario.checks import misfits
from sim.scenario.loading import read_scenario
from sim.scenario.schema import Scenario
from sim.scenario.shipped import CASES, GROUPS, by_name, cases
from sim.scenario.unheard import unheard
from sim.workflows.files.scenario_files import Checked, check_file
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["Row", "list_cases", "list_scenarios", "subfolders"]

Row = dict[str, str | bool]
"""What there is to say of a file."""


def list_scenarios(folder: str | Path | None = None, tell: Reporter = SILENT) -> list[Row]:
    """List the scenarios that come with thaw, or those in a folder.

    Parameters
    ----------
    folder
        The folder; what comes with thaw if None.
    tell
        Is told which file is read.

    Returns
    -------
    list of dict
        ``file``, ``ok``, and ``kind``, ``title``, ``question``, or the first ``problem``; of what
        comes with thaw before these ``name`` and ``group``.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    if folder is None:
        group_of = {name: group for group, grouped in GROUPS for name in grouped}
        files = {name: path for name in group_of if (path := by_name(name)) is not None}
        rows = zip(files, _read(list(files.values()), tell), strict=True)
        return [{"name": name, "group": group_of[name], **row} for name, row in rows]
    folder = Path(folder)
    if not folder.is_dir():
        hint = "without one, thaw list shows what comes with thaw"
        raise InputError.of(str(folder), message="there is no such folder", hint=hint)
    return _read(sorted((*folder.glob("*.yaml"), *folder.glob("*.yml"))), tell)


def list_cases(tell: Reporter = SILENT) -> list[Row]:
    """List the cases of the library that comes with thaw; rows as of `list_scenarios`."""
    files = cases()
    rows = zip(files, _read(list(files.values()), tell), strict=True)
    return [{"name": name, "group": CASES, **row} for name, row in rows]


def subfolders(folder: Path) -> list[Path]:
    """Return the folders in a folder of which the first file is a scenario."""
    return [
        inner
        for inner in sorted(folder.iterdir())
        if inner.is_dir()
        and (files := sorted(inner.glob("*.yaml")))
        and _describe(files[0], SILENT).get("kind") == "scenario"
    ]


def _read(files: Sequence[Path], tell: Reporter) -> list[Row]:
    """Return what there is to say of files."""
    rows = []
    with tell.steps(len(files)) as steps:
        for path in files:
            steps.step(f"reading {path.name}")
            rows.append(_describe(path, tell))
    return rows


def _describe(path: Path, tell: Reporter) -> Row:
    try:
        kind, title, question = _quickly(path) or check_file(path, tell)
    except InputError as error:
        return {"file": str(path), "ok": False, "problem": str(error.problems[0])}
    return {"file": str(path), "ok": True, "kind": kind, "title": title, "question": question}


def _quickly(path: Path) -> Checked | None:
    """Check a scenario of a shipped catalogue, which is then read only once.

    None if there is anything wrong or out of the ordinary, for `check_file` to look into.
    """
    try:
        document = read_scenario(path)
        scenario = validate(Scenario, document)
        name = scenario.catalogue
        if not isinstance(name, str) or not name.isidentifier() or scenario.amendments:
            return None
        world = _shipped(name)
        if any(chain(misfits(scenario, world), unheard(scenario, world))):
            return None
    except InputError:
        return None
    return Checked("scenario", scenario.title, scenario.question)


@cache
def _shipped(name: str) -> Catalogue:
    return load_catalogue(name)
