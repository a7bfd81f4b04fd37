"""What is compared: scenario files and folders of batches, under one seed and one design."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sim.analysis.quantities import askable_columns, why_not
from sim.batch.batch import Batch
from sim.batch.manifest import read_manifest
from sim.batch.plan import Plan, batch_folder
from sim.batch.reader import open_batch
from sim.catalogue.schema import Catalogue
from sim.cli.computing import computed, plan_of
from sim.documents.nearest import did_you_mean
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.errors import InputError, Problem
from sim.results.manifest import is_kind
from sim.scenario.shipped import find
from sim.workflows.reporter import Counting

__all__ = [
    "Source",
    "baseline_first",
    "check_outcomes",
    "comparison_digest",
    "compute_all",
    "named",
    "relative",
    "sources",
]

_REPLICATIONS: Final = 1000


@dataclass(frozen=True)
class Source:
    """A scenario to be compared.

    Attributes
    ----------
    name
        What it is called here.
    path
        The scenario file, or the folder of a batch.
    what
        What to compute, or the batch that is there.
    """

    name: str
    path: Path
    what: Plan | Batch

    @property
    def model(self) -> Model:
        """The compiled model."""
        if isinstance(self.what, Batch):
            return self.what.model
        return compile_model(self.what.scenario, self.what.catalogue)

    @property
    def catalogue(self) -> Catalogue:
        """The law of its world."""
        return self.what.model.catalogue if isinstance(self.what, Batch) else self.what.catalogue

    @property
    def digest(self) -> str:
        """Hash of everything that bears on its results."""
        if isinstance(self.what, Plan):
            return self.what.digest
        said = read_manifest(self.path)
        return said.hash if said is not None else ""


def sources(
    paths: Sequence[Path], n: int | None, seed: int | None, overrides: Sequence[str] | None
) -> list[Source]:
    """What is to be compared, from what was typed.

    Scenario files are planned under the design of the batches given beside them.

    Raises
    ------
    InputError
        If there are fewer than two, or something is wrong with one, or they cannot share seed
        and design; with everything that is wrong with scenario files at once.
    """
    if len(paths) < 2:
        raise InputError(
            [
                Problem(
                    "SCENARIO|BATCH",
                    found=str(len(paths)),
                    allowed="two or more scenario files or folders of batches",
                )
            ]
        )
    problems: list[Problem] = []
    paths = [path for typed in paths if (path := _meant(typed, problems)) is not None]
    there = {path: open_batch(path, found=True) for path in paths if path.is_dir()}
    design = _design(there, seed)
    plans: dict[Path, Plan] = {}
    for path in dict.fromkeys(path for path in paths if path not in there):
        try:
            plans[path] = plan_of(path, overrides)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    size = n or max((batch.n for batch in there.values()), default=_REPLICATIONS)
    return [
        Source(path.stem, path, replace(plans[path], n=size, **design))
        if path in plans
        else Source(there[path].name, path, there[path])
        for path in paths
    ]


def _meant(typed: Path, problems: list[Problem]) -> Path | None:
    """The file or folder that was meant; None, and a further problem, if there is none."""
    if (typed / "manifest.json").is_file():
        return typed
    try:
        return find(typed)
    except InputError as error:
        problems += error.problems
        return None


def _design(there: Mapping[Path, Batch], seed: int | None) -> dict[str, Any]:
    """Seed, pairs and repeats that all must share."""
    first = next(iter(there.values()), None)
    if first is None:
        return {"seed": seed or 0}
    problems = [
        Problem(
            str(path),
            message=f"{what} is {theirs}, and {ours} {where}: only futures of one seed and "
            "design can be compared",
        )
        for path, batch in there.items()
        for what, theirs, ours, where in (
            (
                "its seed",
                batch.seed,
                first.seed if seed is None else seed,
                f"in {first.folder}" if seed is None else "by --seed",
            ),
            ("antithetic", batch.antithetic, first.antithetic, f"in {first.folder}"),
            ("--nested", batch.repeats, first.repeats, f"in {first.folder}"),
        )
        if theirs != ours
    ]
    if problems:
        raise InputError(problems)
    return {"seed": first.seed, "antithetic": first.antithetic, "repeats": first.repeats}


def named(found: Sequence[Source]) -> list[Source]:
    """Tell sources of one name apart: by their folders if these differ, else by number."""
    again = Counter(source.name for source in found)
    longer = [
        f"{source.path.absolute().parent.name}/{source.name}"
        if again[source.name] > 1 and isinstance(source.what, Plan)
        else source.name
        for source in found
    ]
    names: list[str] = []
    for source, name in zip(found, longer, strict=True):
        # A folder's name that tells nothing apart is left away.
        short = name if longer.count(name) == 1 else source.name
        unique, number = short, 1
        while unique in names:
            number += 1
            unique = f"{short} ({number})"
        names.append(unique)
    return [replace(source, name=name) for source, name in zip(found, names, strict=True)]


def baseline_first(found: Sequence[Source], baseline: str | None) -> list[Source]:
    """Put the scenario first that the others are compared with.

    Raises
    ------
    InputError
        If there is none of that name; it names the nearest.
    """
    if baseline is None:
        return list(found)
    names = [source.name for source in found]
    ways = {**{str(source.path): source.name for source in found}, **{name: name for name in names}}
    if baseline not in ways:
        raise InputError(
            [
                Problem(
                    "--baseline",
                    found=f"'{baseline[:60]}'",
                    allowed=", ".join(names),
                    hint=did_you_mean(baseline, names),
                )
            ]
        )
    place = names.index(ways[baseline])
    return [found[place], *found[:place], *found[place + 1 :]]


def check_outcomes(found: Sequence[Source], option: str, names: Sequence[str]) -> None:
    """Refuse names of outcomes that not all scenarios have, before anything is simulated.

    Raises
    ------
    InputError
        If there is one; it names the nearest.
    """
    if not names:
        return
    problems = []
    for source in found:
        known = {column.name for column in askable_columns(source.model)}
        problems += [
            Problem(f"{option} {name[:60]}", message=why_not(name, source.name, source.model))
            for name in names
            if name not in known
        ]
    if problems:
        raise InputError(problems)


def comparison_digest(found: Sequence[Source], how: Mapping[str, object]) -> str:
    """Hash of what bears on a comparison, 32 hexadecimal digits."""
    said = {"of": [[source.name, source.digest] for source in found], **how}
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=16).hexdigest()


def compute_all(
    found: Sequence[Source],
    root: Path,
    count: Counting,
    *,
    jobs: int | None,
    resume: bool,
    quiet: bool,
) -> list[Batch]:
    """Compute what is missing, and call batches by the names they have here.

    Parameters
    ----------
    found
        The sources.
    root
        Where new batches go; those that are in ``results`` already are used.
    count
        Is told how far they are.
    jobs, resume, quiet
        See `sim.cli.computing.computed`.
    """
    batches = []
    for source in found:
        batch = source.what
        if isinstance(batch, Batch):
            count.skip(batch.n)
        else:
            usual = batch_folder(batch)
            folder = usual if is_kind(usual, "batch") else batch_folder(batch, root)
            batch = computed(batch, folder, count, jobs=jobs, resume=resume, quiet=quiet)
        batches.append(batch if batch.name == source.name else replace(batch, name=source.name))
    return batches


def relative(folder: Path, start: Path) -> str:
    """A folder as seen from another, so that both may be moved together."""
    try:
        return Path(os.path.relpath(folder, start)).as_posix()
    except ValueError:  # another drive
        return folder.absolute().as_posix()
