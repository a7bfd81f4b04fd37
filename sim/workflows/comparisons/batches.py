"""Batches of what is compared: computed or found, kept beside a comparison, opened again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.batch.batch import Batch
from sim.batch.plan import batch_folder
from sim.batch.pool import Workers
from sim.batch.reader import open_batch
from sim.batch.runner import run_batch
from sim.errors import ThawError
from sim.results.files import MANIFEST, one_line, read_json
from sim.results.manifest import is_kind
from sim.workflows.batches.computing import computed
from sim.workflows.comparisons.sources import Source
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["batches_at", "batches_in", "compute_all", "relative"]


def compute_all(
    listed: Sequence[Source],
    root: Path | None,
    *,
    workers: Workers,
    resume: bool = False,
    tell: Reporter = SILENT,
) -> list[Batch]:
    """Compute what is missing, and call batches by the names they have here.

    Parameters
    ----------
    listed
        The sources.
    root
        Where new batches go; those that are in ``results`` already are used. None to keep them
        in memory.
    workers
        Who computes them, one after the other.
    resume
        See `sim.batch.runner.run_batch`.
    tell
        Is told how far they are.

    Raises
    ------
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    """
    batches = []
    with tell.counting(sum(source.what.n for source in listed)) as count:
        for source in listed:
            batch = source.what
            if isinstance(batch, Batch):
                count.skip(batch.n)
            elif root is None:
                batch = run_batch(batch, None, workers=workers, progress=count.of(batch.name))
            else:
                usual = batch_folder(batch)
                folder = usual if is_kind(usual, "batch") else batch_folder(batch, root)
                batch = computed(batch, folder, count, workers=workers, resume=resume, tell=tell)
            batches.append(batch.called(source.name))
    return batches


def batches_in(folder: Path, remedy: str) -> list[Batch]:
    """Open the batches of a comparison or a backtest, under the names that they have there.

    Parameters
    ----------
    folder
        The comparison or backtest.
    remedy
        What to do if it is damaged.

    Raises
    ------
    ThawError
        If it is damaged, or one of its batches is gone.
    """
    try:
        manifest = read_json(folder / MANIFEST)
        pairs = list(zip(manifest["names"], manifest["batches"], strict=True))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ThawError(f"{folder} is damaged: {remedy}") from error
    if not pairs:
        raise ThawError(f"{folder} is damaged (it names no batch): {remedy}")
    return batches_at(folder, pairs, remedy)


def batches_at(folder: Path, pairs: Iterable[tuple[object, object]], remedy: str) -> list[Batch]:
    """Open batches by their names and their folders as seen from another, see `batches_in`.

    Raises
    ------
    ThawError
        If one of them is gone.
    """
    batches = []
    for name, place in ((one_line(name), str(place)) for name, place in pairs):
        path = folder / place.replace("\0", "")
        if not path.is_dir():
            raise ThawError(f"{folder}: the batch of {name} is gone ({one_line(path)}): {remedy}")
        batches.append(open_batch(path).called(name))
    return batches


def relative(folder: Path, start: Path) -> str:
    """Return a folder as seen from another, so that both may be moved together."""
    try:
        return Path(os.path.relpath(folder, start)).as_posix()
    except ValueError:  # another drive
        return folder.absolute().as_posix()
