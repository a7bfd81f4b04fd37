"""What is compared: scenarios and batches, under one seed and one design."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sim.analysis.comparison.pairing import node_of
from sim.batch.batch import Batch
from sim.batch.plan import Plan, planned
from sim.batch.reader import open_batch
from sim.catalogue.schema import Catalogue
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.errors import InputError, Problem
from sim.results.files import MANIFEST, digest
from sim.results.manifest import manifest_of
from sim.scenario.assumed import assumed
from sim.scenario.loading import Loaded
from sim.scenario.resolved import fingerprint
from sim.scenario.shipped import find
from sim.workflows.batches.computing import plan_of
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["Source", "batch_digest", "named", "source_of", "sources", "sources_digest"]


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
        return batch_digest(self.what)


def batch_digest(batch: Batch) -> str:
    """Return the hash of everything that bears on the results of a batch."""
    if batch.folder is not None:
        return str(manifest_of(batch.folder).get("hash", ""))
    world = fingerprint(batch.model.scenario, batch.model.catalogue)
    decisive: list[object] = [world, batch.seed, batch.n, batch.antithetic, batch.repeats]
    if batch.branch is not None:
        decisive.append(batch.branch.model_dump(mode="json"))
    return digest(decisive)


def sources(
    given: Sequence[str | Path | Loaded | Batch],
    n: int | None,
    seed: int | None,
    overrides: Sequence[str] = (),
    tell: Reporter = SILENT,
    fix: Sequence[str] = (),
) -> list[Source]:
    """Return what is to be compared.

    Scenarios are planned under the design of the batches given beside them.

    Parameters
    ----------
    given
        Names or files of scenarios, folders of batches, loaded scenarios, batches.
    n
        Futures of each scenario; None for 1,000, or as many as the largest batch has.
    seed
        Master seed; None for 0, or that of the batches.
    overrides
        Fields to override in scenario files.
    tell
        Is told what is to be known of a scenario.
    fix
        Uncertain parameters of scenario files to hold at their defaults.

    Raises
    ------
    InputError
        If there are fewer than two, or something is wrong with one, or they cannot share seed
        and design; with everything that is wrong with scenario files at once.
    """
    if len(given) < 2:
        raise InputError.of(
            "SCENARIO|BATCH",
            found=str(len(given)),
            allowed="two or more scenario files or folders of batches",
        )
    if all(isinstance(item, Batch) for item in given):
        return [_there(item) for item in given if isinstance(item, Batch)]
    problems: list[Problem] = []
    items = [item for typed in given if (item := _meant(typed, problems)) is not None]
    paths = dict.fromkeys(item for item in items if isinstance(item, Path))
    there = {path: open_batch(path, found=True) for path in paths if path.is_dir()}
    batches = [(item.name, item) for item in items if isinstance(item, Batch)]
    batches += [(str(path), batch) for path, batch in there.items()]
    alone = all(isinstance(it, Batch) or (isinstance(it, Path) and it in there) for it in items)
    design = _design(batches, seed, alone=alone)
    plans: dict[Path, Plan] = {}
    for path in paths:
        if path not in there:
            try:
                plans[path] = plan_of(path, overrides, fix, tell=tell)
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(problems)
    size = n or max((batch.n for _, batch in batches), default=_REPLICATIONS)

    def source(item: Path | Loaded | Batch) -> Source:
        if isinstance(item, Path) and item in there:
            return Source(there[item].name, item, there[item])
        plan = plans[item] if isinstance(item, Path) else None
        return source_of(item, plan, n=size, **design)

    return [source(item) for item in items]


def source_of(
    given: str | Path | Loaded | Batch, plan: Plan | None = None, **design: Any
) -> Source:
    """Return a single source.

    Parameters
    ----------
    given
        Name or file of a scenario, a folder of a batch, a loaded scenario, or a batch.
    plan
        Its plan if it is known already.
    design
        Fields of the plan of what is not a batch.

    Raises
    ------
    InputError
        If something is wrong with it.
    """
    if isinstance(given, Batch):
        return _there(given)
    if isinstance(given, Loaded):
        path = Path(given.document.name)
        plan = planned(assumed(given), path.stem)
    elif (Path(given) / MANIFEST).is_file():
        path = Path(given)
        batch = open_batch(path, found=True)
        return Source(batch.name, path, batch)
    else:
        path = find(given)
        plan = plan or plan_of(path, ())
    return Source(path.stem, path, replace(plan, **design))


def _there(batch: Batch) -> Source:
    return Source(batch.name, batch.folder or Path(batch.name), batch)


def _meant(
    given: str | Path | Loaded | Batch, problems: list[Problem]
) -> Path | Loaded | Batch | None:
    """Return the file, folder or object that was meant; None, and a further problem, if none."""
    if not isinstance(given, str | Path):
        return given
    if (Path(given) / MANIFEST).is_file():
        return Path(given)
    try:
        return find(given)
    except InputError as error:
        problems += error.problems
        return None


def _design(
    batches: Sequence[tuple[str, Batch]], seed: int | None, *, alone: bool
) -> dict[str, Any]:
    """Return the seed, pairs and repeats that all must share; `alone`: there are only batches."""
    if not batches:
        return {"seed": seed or 0}
    place, first = batches[0]
    shared = (
        (
            "its seed",
            "seed",
            first.seed if seed is None else seed,
            f"in {place}" if seed is None else "by --seed",
        ),
        ("antithetic", "antithetic", first.antithetic, f"in {place}"),
        ("--nested", "repeats", first.repeats, f"in {place}"),
    )
    problems = [
        Problem(
            called,
            message=f"{what} is {getattr(batch, field)}, and {ours} {where}: only futures of one "
            "seed and design can be compared",
        )
        for called, batch in batches
        for what, field, ours, where in shared
        if getattr(batch, field) != ours
    ]
    problems += [
        Problem(
            called,
            message="its futures branch off another one: only such as branch off the same one at "
            "the same moment can be compared",
        )
        for called, batch in batches
        if node_of(batch) != node_of(first) or (batch.branch is not None and not alone)
    ]
    if problems:
        raise InputError(problems)
    return {"seed": first.seed, "antithetic": first.antithetic, "repeats": first.repeats}


def named(listed: Sequence[Source]) -> list[Source]:
    """Tell sources of one name apart: by their folders if these differ, else by number."""
    again = Counter(source.name for source in listed)
    longer = [
        f"{source.path.absolute().parent.name}/{source.name}"
        if again[source.name] > 1 and isinstance(source.what, Plan)
        else source.name
        for source in listed
    ]
    names: list[str] = []
    for source, name in zip(listed, longer, strict=True):
        # A folder's name that tells nothing apart is left away.
        short = name if longer.count(name) == 1 else source.name
        unique, number = short, 1
        while unique in names:
            number += 1
            unique = f"{short} ({number})"
        names.append(unique)
    return [replace(source, name=name) for source, name in zip(listed, names, strict=True)]


def sources_digest(listed: Sequence[Source], options: Mapping[str, object]) -> str:
    """Return the hash of what bears on a comparison or a backtest, 32 hexadecimal digits."""
    return digest({"of": [[source.name, source.digest] for source in listed], **options})
