"""From a file to a scenario with its catalogue, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import cast

from sim.catalogue.checks import MOST_MISFITS
from sim.catalogue.loading import SHIPPED, read_catalogue, shipped, shipped_catalogue
from sim.catalogue.renamed import explained
from sim.catalogue.schema import Catalogue
from sim.documents import (
    Document,
    Misfit,
    Place,
    apply_overrides,
    did_you_mean,
    expand,
    load_chain,
    merge,
    validate,
)
from sim.documents.document import dotted
from sim.documents.scalars import short
from sim.errors import InputError, Problem
from sim.scenario.battery import dated
from sim.scenario.checks import misfits
from sim.scenario.schema import Scenario
from sim.scenario.seated import seated
from sim.scenario.shipped import by_name
from sim.scenario.unheard import unheard
from sim.scenario.unknown import hinted
from sim.scenario.window import fitted


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that can be simulated.

    Attributes
    ----------
    scenario
        The scenario.
    catalogue
        Its catalogue with its amendments.
    document
        The scenario as resolved: everything it extends laid under it, overrides applied.
    world
        The catalogue as resolved.
    notes
        What was left out because the scenario no longer has the days for it, in sentences.
    """

    scenario: Scenario
    catalogue: Catalogue
    document: Document
    world: Document
    notes: tuple[str, ...] = ()


def read_scenario(path: Path) -> Document:
    """Read a scenario with everything it extends, not yet checked.

    What it extends is a file, relative to the one that names it, or the name of a scenario that
    comes with thaw.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    return load_chain(path, name=str(path), find=by_name)


def load_scenario(path: str | Path, overrides: Sequence[str] = ()) -> Loaded:
    """Read, resolve and check a scenario.

    Parameters
    ----------
    path
        The scenario file.
    overrides
        Texts ``path=value`` that override fields.

    Raises
    ------
    InputError
        With everything that is wrong, each at its file, line and column.
    """
    document = read_scenario(Path(path))
    problems: list[Problem] = []
    if overrides:
        document = apply_overrides(document, overrides)
    document, notes = fitted(document)
    scenario: Scenario | None = None
    try:
        scenario = validate(Scenario, document)
    except InputError as error:
        problems += hinted(error.problems)
        scenario = _sound_part(document, error)
    catalogue: Catalogue | None = None
    world: Document | None = None
    try:
        reference = document.data.get("catalogue", "russia")
        if reference in shipped() and not document.data.get("amendments"):
            world, catalogue = shipped_catalogue(str(reference))
        else:
            world, lost = _world(document)
            problems += lost
            catalogue = _checked(world, document)
    except InputError as error:
        problems += error.problems
    if scenario is not None and catalogue is not None:
        scenario, undated = dated(scenario)
        said_in_vain = unheard(scenario, catalogue)  # before the usual of a council is filled in
        scenario = seated(_named(scenario, catalogue), catalogue)
        found = chain(undated, misfits(scenario, catalogue), said_in_vain)
        problems += _placed(document, islice(found, MOST_MISFITS))
    if problems or scenario is None or catalogue is None or world is None:
        raise InputError(sorted(explained(problems), key=lambda problem: problem.order))
    return Loaded(scenario, catalogue, document, world, notes)


def _named(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """The scenario with the target's government called as the catalogue calls it."""
    agents = scenario.agents
    if "name" in agents.target.model_fields_set:
        return scenario
    target = agents.target.model_copy(update={"name": catalogue.target.government})
    return scenario.model_copy(update={"agents": agents.model_copy(update={"target": target})})


def _sound_part(document: Document, error: InputError) -> Scenario | None:
    """The scenario without the sections that are wrong, so that the others can be checked too."""
    bad = {problem.path.split(".")[0] for problem in error.problems}
    rest = {key: value for key, value in document.data.items() if key not in bad}
    try:
        return validate(Scenario, replace(document, data=rest))
    except InputError:
        return None  # what every scenario needs is wrong: there is no more to say


def _world(document: Document) -> tuple[Document, list[Problem]]:
    """The scenario's catalogue with its amendments, not yet checked; removals of nothing."""
    reference = document.data.get("catalogue", "russia")
    at = document.value_position(("catalogue",))
    if isinstance(reference, dict):
        inner = _inside(document, "catalogue")
        world = expand(inner, Path(at.file), shipped=SHIPPED)
    elif isinstance(reference, str):
        try:
            # A path is relative to the file that names it, be it one that is extended.
            folder = Path(at.file).parent if at.line is not None else Path(document.name).parent
            world = read_catalogue(reference, folder)
        except InputError as error:
            if any(problem.line is not None for problem in error.problems):
                raise
            raise InputError(
                replace(problem, file=at.file, line=at.line, column=at.column, path="catalogue")
                for problem in error.problems
            ) from error
    else:
        raise InputError([])  # the scenario's own check says what is wrong
    if isinstance(document.data.get("amendments"), dict):
        over = _inside(document, "amendments")
        problems = _removals(world, over)
        if problems:  # they are told once; the rest is looked at without them
            data = {
                section: {
                    name: value
                    for name, value in entries.items()
                    if value is not None or name in cast("dict[str, object]", world.data[section])
                }
                if isinstance(entries, dict) and isinstance(world.data.get(section), dict)
                else entries
                for section, entries in over.data.items()
            }
            over = replace(over, data=data)
        return merge(world, over), problems
    return world, []


def _removals(world: Document, over: Document) -> list[Problem]:
    """Removals of what is not there: a misspelt name would go unnoticed."""
    problems = []
    for section, entries in over.data.items():
        known = world.data.get(section)
        if not isinstance(entries, dict) or not isinstance(known, dict):
            continue
        for name, value in entries.items():
            if value is None and name not in known:
                at = over.value_position((section, name))
                problems.append(
                    Problem(
                        at.file,
                        at.line,
                        at.column,
                        f"amendments.{dotted((section, name))}",
                        message=f"nothing of that name in {section} to remove",
                        hint=did_you_mean(name, known),
                    )
                )
    return problems


def _inside(document: Document, key: str) -> Document:
    """A mapping inside a document as a document of its own."""
    return Document(
        document.value_position((key,)).file,
        cast("dict[str, object]", document.data[key]),  # type: ignore[arg-type]
        {place[1:]: at for place, at in document.positions.items() if place[:1] == (key,)},
        {
            place[1:]: at
            for place, at in document.keys.items()
            if place[:2][:1] == (key,) and place[1:]
        },
        document.files,
    )


def _checked(world: Document, document: Document) -> Catalogue:
    """Validate a catalogue; what the scenario itself wrote is named by its place there."""
    try:
        return validate(Catalogue, world)
    except InputError as error:
        own = set(document.files) | {"--set"}
        prefix = "catalogue" if isinstance(document.data.get("catalogue"), dict) else "amendments"
        raise InputError(
            replace(problem, path=f"{prefix}.{problem.path}".rstrip("."))
            if problem.file in own or problem.file.startswith("--set")
            else problem
            for problem in error.problems
        ) from error


def _placed(document: Document, found: Iterable[Misfit]) -> list[Problem]:
    """Misfits as problems, each at the place in the file that it is about."""
    problems = []
    for misfit in found:
        place: Place = misfit.path
        at = document.value_position(place)
        written = document.at(place)
        problems.append(
            Problem(
                at.file,
                at.line,
                at.column,
                dotted(place),
                found=misfit.found if misfit.found is not None else short(written),
                allowed=misfit.allowed or "",
                hint=misfit.hint or "",
                message=misfit.message,
            )
        )
    return problems
