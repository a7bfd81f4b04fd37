"""``README.txt`` in a folder of results: what it is, how it was made, what is in each file."""

from __future__ import annotations

import datetime as dt
import shlex
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sim import __version__

__all__ = ["LEAFLET", "leaflet", "options", "write_leaflet"]

LEAFLET: Final = "README.txt"

_WIDTH: Final = 80
_FIGURES: Final = ("*.png, *.svg", "figures; thaw plot draws them again")
_MANIFEST: Final = ("manifest.json", "what this is, for thaw: seed, versions, checksums")
_SUMMARY: Final = ("summary.json", "what was printed, as plain values")
_SCENARIO: Final = (
    "scenario.yaml",
    "the scenario as it was simulated, with every override: a file that needs no other",
)

FILES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "run": (
        _SCENARIO,
        ("events.jsonl", "everything that happened, an event a line, each with its cause"),
        ("outcome.json", "the outcomes, by the names in docs/names.md"),
        ("series.csv", "quantities over time"),
        ("changes.csv", "every easing and every return of a measure, or of a part of one"),
        ("overcompliance.csv", "how far banks and firms stay away from what is eased"),
        _MANIFEST,
        _FIGURES,
    ),
    "batch": (
        _SUMMARY,
        ("outcomes.parquet", "a row for each future; columns as in docs/names.md"),
        ("trajectories.parquet", "quantities over time, of each future"),
        ("measures.parquet", "shares of futures in which each measure is in force, over time"),
        ("events.parquet", "everything that happened in the first futures"),
        ("failures.parquet", "futures that failed, and why"),
        _SCENARIO,
        ("model.json", "scenario and catalogue as they were simulated"),
        _MANIFEST,
        _FIGURES,
    ),
    "comparison": (
        _SUMMARY,
        ("comparison.parquet", "differences between the scenarios, each with its interval"),
        ("manifest.json", "what this is, for thaw, and where the batches are"),
        _FIGURES,
    ),
    "backtest": (
        ("backtest.json", "every table that was printed, and more"),
        ("items.parquet", "a row for each forecast: what was said, what happened, its scores"),
        ("manifest.json", "what this is, for thaw, and where the batches are"),
        _FIGURES,
    ),
    "check": (
        _SUMMARY,
        ("patterns.parquet", "a row for each pattern: the band, what was simulated, the verdict"),
        ("ablations.parquet", "the same with rules switched off, if that was asked for"),
        _MANIFEST,
        _FIGURES,
    ),
    "calibration": (
        ("posterior.yaml", "a scenario with what is now thought of the parameters"),
        _SUMMARY,
        ("draws.parquet", "a row for each point that was tried: parameters, distance, accepted"),
        ("parameters.parquet", "what was thought of each parameter, and is now"),
        ("patterns.parquet", "how well the accepted points agree with each pattern"),
        ("values.parquet", "what each point gives for each pattern"),
        ("correlations.parquet", "which parameters go together among the accepted"),
        _MANIFEST,
        _FIGURES,
    ),
}
"""What is in the files of each kind of results."""


def options(**given: object) -> list[str]:
    """Options as they are typed; those that are None, False or empty are left out."""
    words: list[str] = []
    for name, value in given.items():
        option = f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}"
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is True:
                words.append(option)
            elif one is not None and one is not False:
                words += [option, str(one)]
    return words


def leaflet(kind: str, title: str, call: Sequence[str], day: dt.date | None = None) -> str:
    """The text.

    Parameters
    ----------
    kind
        What the results are: a key of `FILES`.
    title
        What they are of.
    call
        Words of the command that makes them again.
    day
        When they were made; None for results that are the same whenever and wherever they are
        made.
    """
    made = f"thaw {__version__}" + (f", {day.isoformat()}" if day is not None else "")
    how = "Made by" if day is not None else "Made again, in this folder, by"
    lines = [f"A {kind}: {title}", "", how, f"    {shlex.join(['thaw', *call])}"]
    lines += [f"    ({made})", "", "Files"]
    wide = max(len(name) for name, _ in FILES[kind]) + 4
    for name, what in FILES[kind]:
        first, *rest = textwrap.wrap(what, _WIDTH - wide - 2)
        lines += [f"  {name:<{wide}}{first}", *(f"  {'':<{wide}}{line}" for line in rest)]
    return "\n".join(lines) + "\n"


def write_leaflet(
    folder: Path, kind: str, title: str, call: Sequence[str], *, dated: bool = True
) -> None:
    """Write it to a folder of results, unless it is there.

    Raises
    ------
    BatchError
        If it cannot be written.
    """
    from sim.batch.errors import writing
    from sim.cli.files import write_file

    path = folder / LEAFLET
    if path.exists():
        return
    text = leaflet(kind, title, call, dt.date.today() if dated else None)
    with writing(folder):
        write_file(path, text, replace=True)
