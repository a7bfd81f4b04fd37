"""Reading patterns and rule switches; what is wrong with them is told at its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, NamedTuple

from sim.documents import Document, Place, did_you_mean, dotted, read_document, validate
from sim.engine.model.model import Model
from sim.errors import InputError, Problem
from sim.scenario.loading import Loaded, load_scenario
from sim.scenario.shipped import by_name, names
from sim.validation.patterns.columns import misfits
from sim.validation.patterns.schema import Ablation, AblationFile, Pattern, PatternFile, overrides

__all__ = [
    "Source",
    "Stated",
    "World",
    "load_world",
    "only",
    "read_ablations",
    "read_patterns",
    "refused_columns",
    "scenario_path",
    "shipped_patterns",
]

_HERE: Final = Path(__file__).parent


class World(NamedTuple):
    """A scenario file and what is overridden in it: what batches are computed of."""

    scenario: Path
    overrides: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Short name: the stem of the file."""
        return self.scenario.stem

    def without(self, rule: Ablation) -> World:
        """Return the same world with a rule switched off."""
        return self._replace(overrides=(*self.overrides, *overrides(rule.set)))


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a file something was written, and in which field of it what it overrides."""

    document: Document
    place: Place
    overrides: str = "set"

    def problem(
        self, *steps: str | int, message: str, allowed: str = "", hint: str = ""
    ) -> Problem:
        """Return what is wrong with a field below this place."""
        place = (*self.place, *steps)
        at = self.document.value_position(place)
        return Problem(
            at.file, at.line, at.column, dotted(place), message=message, allowed=allowed, hint=hint
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """A pattern, the world it is measured in, and where it was written."""

    pattern: Pattern
    world: World
    source: Source


def shipped_patterns() -> list[Stated]:
    """Return the patterns that come with the project."""
    return read_patterns(_HERE / "patterns.yaml", "patterns.yaml")


def read_patterns(path: Path, name: str | None = None) -> list[Stated]:
    """Read a file of patterns.

    Parameters
    ----------
    path
        The file.
    name
        What problems call it; the path, if not given.

    Raises
    ------
    InputError
        With everything that is wrong with it, but for what only its scenarios can tell.
    """
    document = read_document(path, name=name)
    file = validate(PatternFile, document)
    stated, problems = [], []
    for i, pattern in enumerate(file.patterns):
        source = Source(document, ("patterns", i))
        scenario = scenario_path(pattern.scenario, path.parent)
        if isinstance(scenario, Path):
            stated.append(Stated(pattern, World(scenario, overrides(pattern.set)), source))
        else:
            problems.append(source.problem("scenario", message=scenario[0], hint=scenario[1]))
    if problems:
        raise InputError(problems)
    return stated


def read_ablations(path: Path | None = None) -> tuple[Ablation, ...]:
    """Read a file of rule switches; by default those that come with the project.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    document = read_document(
        path or _HERE / "ablations.yaml", name=None if path else "ablations.yaml"
    )
    return validate(AblationFile, document).ablations


def scenario_path(reference: str, folder: Path) -> Path | tuple[str, str]:
    """Return the file that a reference names, or what is wrong with it and a way out.

    Parameters
    ----------
    reference
        Name of a scenario that comes with thaw, such as ``russia_2025``; or the path of a file
        that ends in ``.yaml`` or ``.yml``.
    folder
        Folder that a relative path starts from.
    """
    if reference.endswith((".yaml", ".yml")):
        path = folder / reference
        return path if path.is_file() else ("there is no such file", f"looked for {path}")
    shipped = by_name(reference)
    if shipped is not None:
        return shipped
    hint = did_you_mean(reference, names()) or "a path ends in .yaml"
    return ("no scenario of that name is shipped", hint)


def only(stated: Sequence[Stated], ids: Iterable[str]) -> list[Stated]:
    """Return patterns by id, in the order in which they stand; all of them if none is named.

    An id may have ``*`` and ``?`` in it, as names of files may: ``bar-*``.

    Raises
    ------
    InputError
        If there is none of an id, or two have the same.
    """
    wanted = list(ids)
    ids_here = [one.pattern.id for one in stated]
    twice = [one for i, one in enumerate(stated) if one.pattern.id in ids_here[:i]]
    problems = [
        one.source.problem("id", message=f"there is a pattern '{one.pattern.id}' already")
        for one in twice
    ]
    for name in wanted:
        if not any(fnmatchcase(one, name) for one in ids_here):
            problems.append(
                Problem(
                    f"--only {name}",
                    message="no such pattern",
                    allowed=", ".join(ids_here),
                    hint=did_you_mean(name, ids_here),
                )
            )
    if problems:
        raise InputError(problems)
    return [
        one
        for one in stated
        if not wanted or any(fnmatchcase(one.pattern.id, name) for name in wanted)
    ]


def load_world(world: World, source: Source | None = None) -> Loaded:
    """Read the scenario of a world.

    Parameters
    ----------
    world
        The world.
    source
        What asked for it: problems with its overrides are told there.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    try:
        return load_scenario(world.scenario, world.overrides)
    except InputError as error:
        raise InputError(_placed(error.problems, source), error.omitted) from error


def _placed(problems: Iterable[Problem], source: Source | None) -> Iterator[Problem]:
    """Yield problems of overrides, at the place in the file that wrote them."""
    for problem in problems:
        if source is None or not problem.file.startswith("--set"):
            yield problem
            continue
        at = source.document.value_position((*source.place, source.overrides))
        yield replace(problem, file=at.file, line=at.line, column=at.column)


def refused_columns(stated: Stated, model: Model) -> list[Problem]:
    """Return what a pattern asks of its scenario's outcomes that they do not have.

    Parameters
    ----------
    stated
        The pattern.
    model
        The model of its world.
    """
    return [
        stated.source.problem(
            "statistic",
            *misfit.path,
            message=misfit.message,
            allowed=misfit.allowed or "",
            hint=misfit.hint or "",
        )
        for misfit in misfits(stated.pattern.statistic, model)
    ]
