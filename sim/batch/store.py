"""The folder of a batch: what is in it, and how it gets there.

====================== ===========================================================================
``scenario.yaml``      the scenario as resolved, one file that needs no other
``model.json``         the same as it was understood, as JSON
``outcomes.parquet``   a row per replication
``trajectories.parquet``  replication × day × series
``measures.parquet``   measure × day: share in force, in millionths, summed over replications
``events.parquet``     events of the replications that keep theirs
``failures.parquet``   a row per replication that failed
``manifest.json``      what it is, made by what, how far it is, how long it took; checksums
``chunks/``            what is complete, while the batch is not
====================== ===========================================================================

All but the manifest are the same, byte by byte, for the same plan and versions. A file is written
beside its place and moved there when it is whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

from sim.batch.chunks import Chunk, DamagedChunkError, Span, file_name, span_of, unpack
from sim.batch.errors import KEPT, BatchError, writing
from sim.batch.manifest import LOCK, is_left_over
from sim.batch.plan import Plan
from sim.results.files import is_regular, one_line, read_regular, write
from sim.results.identity import differing
from sim.results.kind import SCENARIO

__all__ = ["CHUNKS", "MODEL", "FolderStore", "MemoryStore", "write_inputs"]

MODEL: Final = "model.json"
CHUNKS: Final = "chunks"


def write_inputs(folder: Path, plan: Plan) -> None:
    """Write what is known before anything is computed."""
    write(folder / SCENARIO, plan.yaml.encode())
    write(folder / MODEL, plan.world)


# -- chunks --------------------------------------------------------------------------------


class MemoryStore:
    """Keeps chunks in memory."""

    def __init__(self) -> None:
        self._kept: dict[Span, bytes] = {}

    def put(self, span: Span, data: bytes) -> None:
        """Keep a chunk."""
        self._kept[span] = data

    def chunks(self, n: int) -> Iterator[Chunk]:
        """Yield the chunks of the first `n` replications, in order."""
        for span in sorted(self._kept):
            if span.end <= n:
                yield unpack(self._kept[span])


class _Known(Protocol):
    """What chunks belong to."""

    @property
    def digest(self) -> str: ...


class FolderStore:
    """Keeps chunks in the folder of a batch, each in a file of its own.

    Parameters
    ----------
    folder
        The folder of the batch; whoever writes to it owns it.
    plan
        What the chunks belong to.
    """

    def __init__(self, folder: Path, plan: _Known) -> None:
        self.folder = folder
        self.place = folder / CHUNKS
        self._digest = plan.digest

    def kept(self) -> int:
        """Return how many replications the chunks hold, by the names of their files."""
        return sum(span.length for span in self._spans())  # whole numbers

    def _spans(self) -> list[Span]:
        if not self.place.is_dir():
            return []
        return sorted(span for path in self.place.iterdir() if (span := span_of(path.name)))

    def open(self, note: Callable[[str], None]) -> Iterator[Chunk]:
        """Make room for chunks, and look through those that are there.

        Parameters
        ----------
        note
            Is told of every file that is of no use. It is removed, to be computed again.

        Yields
        ------
        Chunk
            What is there and whole, in order.

        Raises
        ------
        BatchError
            If the folder cannot be read or written to.
        """
        end = 0
        with writing(self.folder):
            if self.place.is_symlink():
                raise BatchError(f"{self.place} is a link, which thaw never makes: remove it")
            self.place.mkdir(exist_ok=True)
            for path in [*self.folder.iterdir(), *self.place.iterdir()]:
                if path.name != LOCK and is_left_over(path):
                    path.unlink(missing_ok=True)
            for path in sorted(self.place.iterdir()):
                span = span_of(path.name)
                chunk, why = self._looked(path, span if span and span.first >= end else None)
                if chunk is None:
                    note(f"{CHUNKS}/{one_line(path.name)} {why}: it is computed again")
                    _remove(path)
                else:
                    end = chunk.span.end
                    yield chunk

    def _looked(self, path: Path, span: Span | None) -> tuple[Chunk | None, str]:
        """Return a chunk if it is whole and ours, or else why not."""
        bad = None, "is damaged or out of place"
        if span is None or not is_regular(path):
            return bad
        try:
            chunk = unpack(read_regular(path))
        except (DamagedChunkError, OSError):
            return bad
        if (chunk.digest, chunk.span) != (self._digest, span):
            return bad
        if others := differing(chunk.made_by):
            return None, f"was made by {others[0]}"
        return chunk, ""

    def put(self, span: Span, data: bytes) -> None:
        """Keep a chunk.

        Raises
        ------
        BatchError
            If it cannot be written.
        """
        with writing(self.folder, KEPT):
            write(self.place / file_name(span), data, durable=False)

    def chunks(self, n: int) -> Iterator[Chunk]:
        """Yield the chunks of the first `n` replications, in order.

        Raises
        ------
        BatchError
            If one is damaged.
        """
        for span in self._spans():
            if span.end <= n:
                path = self.place / file_name(span)
                try:
                    yield unpack(read_regular(path))
                except DamagedChunkError as error:
                    raise BatchError(f"{path} is {error}: --resume computes it again") from error

    def close(self) -> None:
        """Remove the chunks, if they are there; nothing is lost if that fails."""
        shutil.rmtree(self.place, ignore_errors=True)


def _remove(path: Path) -> None:
    """Remove what is of no use; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
