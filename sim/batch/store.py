"""The folder of a batch: what is in it, and how it gets there.

====================== ===========================================================================
``scenario.yaml``      the scenario as resolved, one file that needs no other
``model.json``         the same as it was understood, every default written out
``outcomes.parquet``   a row per replication
``trajectories.parquet``  replication × day × series
``measures.parquet``   measure × day: share in force, in millionths, summed over replications
``events.parquet``     events of the replications that keep theirs
``failures.parquet``   a row per replication that failed
``manifest.json``      what it is, by which versions, how far it is, how long it took
``chunks/``            what is complete, while the batch is not
====================== ===========================================================================

All but the manifest are the same, byte by byte, for the same plan and versions. A file is written
beside its place and moved there when it is whole.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from sim import __version__, compiled
from sim.batch.chunks import Chunk, DamagedChunkError, Span, file_name, span_of, unpack
from sim.batch.errors import KEPT, BatchError, writing
from sim.batch.lock import LOCK
from sim.batch.plan import Plan
from sim.errors import InputError, Problem

__all__ = [
    "CHUNKS", "MANIFEST", "MODEL", "SCENARIO", "FolderStore", "MemoryStore", "read_manifest",
    "versions", "write_inputs", "write_manifest", "write_with",
]  # fmt: skip

LAYOUT: Final = 1
"""Goes up when older readers could no longer read what is written."""

MANIFEST: Final = "manifest.json"
SCENARIO: Final = "scenario.yaml"
MODEL: Final = "model.json"
CHUNKS: Final = "chunks"


def versions() -> dict[str, str]:
    """Versions of what may bear on results."""
    libraries = ("numpy", "simpy", "polars")
    return {
        "thaw": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
    }


# -- files ---------------------------------------------------------------------------------


def write_with(path: Path, write: Callable[[Path], object], *, durable: bool = True) -> None:
    """Write a file beside its place and move it there.

    Parameters
    ----------
    path
        Its place.
    write
        Writes the file it is given.
    durable
        Whether it must outlive a loss of power. A chunk need not: its checksum tells.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(part)
        if durable:
            with part.open("rb+") as file:
                os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write bytes to a file, all of them or nothing."""
    write_with(path, lambda part: part.write_bytes(data), durable=durable)


def _is_ours(path: Path) -> bool:
    """Whether something is left over from before a manifest was written, or from a dead writer."""
    return path.name == LOCK or (path.name.startswith(".") and path.name.endswith(".part"))


# -- the manifest --------------------------------------------------------------------------


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What a folder says of the batch in it; None if nothing is there.

    Raises
    ------
    InputError
        If there is something else.
    BatchError
        If it cannot be looked into, or was written by a version that is too new.
    """
    try:
        if not folder.exists():
            return None
        if folder.is_dir() and all(_is_ours(path) for path in folder.iterdir()):
            return None
        said = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        said = None
    except ValueError as error:
        raise BatchError(
            f"{folder} is damaged: its {MANIFEST} is no JSON, and nothing can be read or continued "
            "without it: remove the folder, or take another (--out), and compute it again"
        ) from error
    except OSError as error:
        raise BatchError(f"cannot read {folder}: {error.strerror or error}") from error
    if not isinstance(said, dict) or said.get("kind") != "batch":
        what = "it holds something else" if folder.is_dir() else "it is no folder"
        raise InputError(
            [
                Problem(
                    str(folder),
                    message=f"no batch of thaw: {what}",
                    allowed="a new or empty folder, or one that holds a batch",
                )
            ]
        )
    if said.get("layout") != LAYOUT:
        theirs = said.get("versions", {}).get("thaw", "of another version")
        raise BatchError(
            f"{folder} was written by thaw {theirs} in a layout ({said.get('layout')}) that thaw "
            f"{__version__} does not read (it reads {LAYOUT})"
        )
    return said


def write_manifest(folder: Path, plan: Plan, status: str, **more: object) -> None:
    """Say what is in a folder."""
    said = {
        "kind": "batch",
        "layout": LAYOUT,
        "status": status,
        "name": plan.name,
        "title": plan.scenario.title,
        "hash": plan.digest,
        "fingerprint": plan.fingerprint,
        "versions": versions(),
        "form": compiled.form(),  # tells of speed; results are the same
        "seed": plan.seed,
        "n": plan.n,
        "antithetic": plan.antithetic,
        "repeats": plan.repeats,
        "events": plan.events,
        "until": plan.until,
        **more,
    }
    text = json.dumps(said, indent=2, ensure_ascii=False) + "\n"
    write_file(folder / MANIFEST, text.encode())


def write_inputs(folder: Path, plan: Plan) -> None:
    """Write what is known before anything is computed."""
    write_file(folder / SCENARIO, plan.yaml.encode())
    write_file(folder / MODEL, plan.world)


# -- chunks --------------------------------------------------------------------------------


class MemoryStore:
    """Keeps chunks in memory."""

    def __init__(self) -> None:
        self._kept: dict[Span, bytes] = {}

    def put(self, span: Span, data: bytes) -> None:
        """Keep a chunk."""
        self._kept[span] = data

    def chunks(self, n: int) -> Iterator[Chunk]:
        """Chunks of the first `n` replications, in order."""
        for span in sorted(self._kept):
            if span.end <= n:
                yield unpack(self._kept[span])


class FolderStore:
    """Keeps chunks in the folder of a batch, each in a file of its own.

    Parameters
    ----------
    folder
        The folder of the batch; whoever writes to it owns it.
    plan
        What the chunks belong to.
    """

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        self.place = folder / CHUNKS
        self._digest = plan.digest

    def kept(self) -> int:
        """Replications of the chunks that are there, by the names of their files."""
        return sum(span.length for span in self._spans())

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
            self.place.mkdir(exist_ok=True)
            for path in [*self.folder.iterdir(), *self.place.iterdir()]:
                if path.name != LOCK and _is_ours(path):
                    path.unlink(missing_ok=True)
            for path in sorted(self.place.iterdir()):
                span = span_of(path.name)
                chunk = None if span is None or span.first < end else self._whole(path, span)
                if chunk is None:
                    note(f"{CHUNKS}/{path.name} is damaged or out of place: it is computed again")
                    path.unlink()
                else:
                    end = chunk.span.end
                    yield chunk

    def _whole(self, path: Path, span: Span) -> Chunk | None:
        try:
            chunk = unpack(path.read_bytes())
        except DamagedChunkError:
            return None
        said = (chunk.digest, chunk.version, chunk.span)
        return chunk if said == (self._digest, __version__, span) else None

    def put(self, span: Span, data: bytes) -> None:
        """Keep a chunk.

        Raises
        ------
        BatchError
            If it cannot be written.
        """
        with writing(self.folder, KEPT):
            write_file(self.place / file_name(span), data, durable=False)

    def chunks(self, n: int) -> Iterator[Chunk]:
        """Chunks of the first `n` replications, in order.

        Raises
        ------
        BatchError
            If one is damaged.
        """
        for span in self._spans():
            if span.end <= n:
                path = self.place / file_name(span)
                try:
                    yield unpack(path.read_bytes())
                except DamagedChunkError as error:
                    raise BatchError(f"{path} is {error}: --resume computes it again") from error

    def close(self) -> None:
        """Remove the chunks, if they are there; nothing is lost if that fails."""
        shutil.rmtree(self.place, ignore_errors=True)
