"""Results of ``check`` and ``calibrate`` in their folder: found again, written whole, drawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.attempts import Attempts
from sim.cli.console import INTERRUPTED
from sim.cli.files import (
    SUMMARY,
    made_here,
    manifest_of,
    seal_results,
    write_file,
    write_json,
)
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    import polars as pl

__all__ = ["digest", "draw", "interrupted", "is_kept", "keep"]


def digest(said: object) -> str:
    """Hash of plain values that decide a result, 32 hexadecimal digits."""
    from sim import __version__

    text = json.dumps([__version__, said], default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def is_kept(folder: Path, kind: str, wanted: str) -> bool:
    """Whether a folder holds the results that are wanted.

    Parameters
    ----------
    folder
        The folder.
    kind
        What its manifest calls such results.
    wanted
        Their digest.

    Raises
    ------
    InputError
        If it holds anything else.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return False
    said = manifest_of(folder)
    ours = said.get("kind") == kind
    if not ours or said.get("hash") != wanted:
        raise InputError(
            [
                Problem(
                    str(folder),
                    message="it is no folder"
                    if not folder.is_dir()
                    else f"it holds another {kind}"
                    if ours
                    else "it holds other files",
                    allowed=f"a new or empty folder, or one that holds this {kind}",
                    hint="take another folder (--out)",
                )
            ]
        )
    return made_here(said)  # of other code: made anew


def keep(
    folder: Path,
    kind: str,
    name: str,
    frames: Mapping[str, pl.DataFrame],
    texts: Mapping[str, str],
    told: Mapping[str, Any],
) -> None:
    """Write results to a folder; the manifest last, since it says that all is there.

    Parameters
    ----------
    folder
        The folder, made if need be.
    kind, name
        What the manifest says of them: their kind and digest.
    frames
        Tables by name, written as Parquet.
    texts
        Texts by file name.
    told
        The summary.

    Raises
    ------
    BatchError
        If they cannot be written.
    """
    from sim.batch.errors import writing
    from sim.batch.files import write_with

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for stem, frame in frames.items():
            write_with(folder / f"{stem}.parquet", frame.write_parquet)
        for file, text in texts.items():
            write_file(folder / file, text, replace=True)
        write_json(folder / SUMMARY, told)
        files = [SUMMARY, *(f"{stem}.parquet" for stem in frames), *texts]
        seal_results(folder, kind, name, files)


def draw(
    figures: Mapping[str, Callable[[Any], Any]], of: object, folder: Path, *, quiet: bool
) -> tuple[list[str], list[str]]:
    """Draw figures into a folder, each as PNG and SVG.

    Returns
    -------
    list of str
        Names of the figures drawn.
    list of str
        What could not be drawn, and why.

    Raises
    ------
    BatchError
        If the folder cannot be written to.
    """
    from sim.batch.errors import writing
    from sim.cli.console import progress

    drawn: list[str] = []
    attempts = Attempts()
    with progress(len(figures), quiet=quiet) as steps:
        for name, make in figures.items():
            steps.step(f"drawing {name}")
            figure = attempts.draw(name, partial(make, of))
            if figure is None:
                continue
            with writing(folder):
                if attempts.keep(name, figure, folder):
                    drawn.append(name)
    attempts.warn()
    return drawn, attempts.missed


def interrupted(as_json: bool) -> int:
    """Say that nothing is kept of what was interrupted; return the exit code."""
    from sim.cli.batch import say_interrupted

    say_interrupted("interrupted: nothing of it is kept, and the same call begins anew", as_json)
    return INTERRUPTED
