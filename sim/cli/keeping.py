"""Results of ``check`` and ``calibrate`` in their folder: found again, written whole, drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.output.console import INTERRUPTED
from sim.cli.output.progress import ConsoleReporter
from sim.results.files import Writer, as_json
from sim.results.files import digest as digest_of
from sim.results.folder import ResultFolder
from sim.results.kind import SUMMARY
from sim.results.kinds import KINDS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["digest", "draw", "interrupted", "is_kept", "keep"]


def digest(said: object) -> str:
    """Hash of plain values that decide a result, 32 hexadecimal digits."""
    from sim import __version__

    return digest_of([__version__, said])


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
    return ResultFolder(folder, KINDS[kind], wanted).find() is not None


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
    tables = {f"{stem}.parquet": frame.write_parquet for stem, frame in frames.items()}
    plain = {file: text.encode() for file, text in texts.items()}
    contents: dict[str, Writer | bytes] = {SUMMARY: as_json(told), **tables, **plain}
    ResultFolder(folder, KINDS[kind], name).write(contents)


def draw(
    figures: Mapping[str, Callable[[Any], Any]], of: object, folder: Path, *, quiet: bool
) -> tuple[list[str], list[str]]:
    """Draw figures into a folder, see `sim.workflows.kept_figures.draw_figures`."""
    from sim.workflows.kept_figures import draw_figures

    made = {name: partial(make, of) for name, make in figures.items()}
    return draw_figures(made, folder, tell=ConsoleReporter(quiet))


def interrupted(as_json: bool) -> int:
    """Say that nothing is kept of what was interrupted; return the exit code."""
    from sim.cli.output.console import say_interrupted

    say_interrupted("interrupted: nothing of it is kept, and the same call begins anew", as_json)
    return INTERRUPTED
