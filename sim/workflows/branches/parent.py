"""The future that others branch off: of a scenario, or one that was kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from sim.batch.batch import Batch
from sim.batch.branch import Design, design_of, simulator
from sim.batch.reader import open_batch
from sim.catalogue.schema import Catalogue
from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.errors import InputError, ThawError
from sim.results.manifest import is_kind
from sim.results.record import read_run
from sim.scenario.assumed import assumed
from sim.scenario.loading import Loaded
from sim.scenario.shipped import find
from sim.workflows.opening import load_assumed
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.runs.futures import record_of_run
from sim.workflows.runs.of_batches import record_of
from sim.workflows.runs.run import Run
from sim.workflows.scenarios import Source, compiled

__all__ = ["Parent", "parent_of"]

_USUAL: Final = re.compile(r"run-\d+-\d+")
_HASH: Final = re.compile(r"-[0-9a-f]{8}$")


class Parent(NamedTuple):
    """A future that others branch off.

    Attributes
    ----------
    name
        Short name of its scenario.
    catalogue
        That of its scenario, as the file has it.
    design, replication
        Which future it is.
    record
        All of it.
    """

    name: str
    catalogue: Catalogue
    design: Design
    replication: int
    record: Record

    @property
    def model(self) -> Model:
        """Its model, with every uncertain parameter at its default."""
        return self.record.model


def parent_of(
    source: Run | Batch | Source,
    seed: int | None,
    replication: int | None,
    fix: Iterable[str] = (),
    tell: Reporter = SILENT,
) -> Parent:
    """Find the future that is meant, and simulate it.

    Parameters
    ----------
    source
        A scenario, by name or file or as it was loaded; a run, or a batch with a number; or a
        folder of one.
    seed, replication
        Which future; of a scenario 0 and 0 if None, else those of what was kept.
    fix
        Uncertain parameters of a scenario to hold at their defaults.
    tell
        Is told what is to be known of the scenario.

    Raises
    ------
    InputError
        If there is none, or this version of thaw makes another future of it.
    """
    if isinstance(source, (str, Path)) and Path(source).is_dir():
        folder = Path(source)
        if is_kind(folder, "batch"):
            return _of_batch(open_batch(folder), str(folder), seed, replication)
        return _of_run(folder, seed, replication, tell)
    if isinstance(source, Batch):
        return _of_batch(source, source.name, seed, replication)
    if isinstance(source, Run):
        record = source.record
        if record.node is not None:
            raise _branched("a run")
        _same("--seed", seed, record.seed)
        _same("--replication", replication, record.replication)
        model = record.model
        return _played(model.scenario.title, model, record.seed, record.replication)
    if isinstance(source, Loaded):
        loaded, name = assumed(source, fix), Path(source.document.name).stem
    else:
        file = find(Path(source))
        loaded, name = load_assumed(file, None, tell, fix), file.stem
    return _played(name, compiled(loaded), seed or 0, replication or 0)


def _played(name: str, model: Model, seed: int, replication: int) -> Parent:
    design = Design(seed=seed)
    record = simulator(model, design, replication, 1)(replication)
    return Parent(name, model.source, design, replication, record)


def _of_run(folder: Path, seed: int | None, replication: int | None, tell: Reporter) -> Parent:
    """Return a future that was kept by itself."""
    saved = read_run(folder)
    _same("--seed", seed, saved.seed)
    _same("--replication", replication, saved.replication)
    try:
        record = record_of_run(folder, tell=tell)
    except InputError:
        raise
    except ThawError as error:
        raise InputError.of(str(folder), message=str(error)) from error
    place = folder.absolute()
    name = place.parent.name if _USUAL.fullmatch(place.name) else place.name
    catalogue = record.model.source
    return Parent(
        _HASH.sub("", name), catalogue, Design(seed=saved.seed), saved.replication, record
    )


def _of_batch(batch: Batch, place: str, seed: int | None, replication: int | None) -> Parent:
    """Return a future of a batch."""
    if batch.branch is not None:
        raise _branched(place)
    _same("--seed", seed, batch.seed)
    if replication is None or not 0 <= replication < batch.n:
        raise InputError.of(
            "--replication",
            message="which future of the batch is meant?",
            found="" if replication is None else str(replication),
            allowed=f"a number from 0 to {batch.n - 1}",
        )
    try:
        record = record_of(batch, replication)
    except ThawError as error:
        raise InputError.of(place, message=str(error)) from error
    return Parent(batch.name, batch.model.source, design_of(batch), replication, record)


def _same(option: str, wanted: int | None, there: int) -> None:
    """Refuse another future than the one that is there."""
    if wanted not in (None, there):
        raise InputError.of(option, found=str(wanted), allowed=f"{there}, of these results")


def _branched(place: str) -> InputError:
    return InputError.of(
        place,
        message="its futures have branched off another one already",
        hint="branch that one, at this moment or another",
    )
