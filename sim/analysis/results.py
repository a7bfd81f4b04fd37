"""The record of a single run on disk: what happened, from what, and with what versions.

Nothing in these files depends on the moment or the machine: the same call writes the same
bytes. They are written beside their place and moved there as a whole, or not at all.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sim import __version__
from sim.errors import InputError, Problem, ThawError
from sim.outcomes.plain import plain

if TYPE_CHECKING:
    from sim.engine.log import Entry
    from sim.engine.record import Record

__all__ = ["ResultsError", "Saved", "check_folder", "read_run", "run_folder", "write_run"]

MANIFEST: Final = "manifest.json"
SCENARIO: Final = "scenario.yaml"
EVENTS: Final = "events.jsonl"


class ResultsError(ThawError):
    """Results cannot be written or read."""


class Saved(NamedTuple):
    """A run as its folder tells it."""

    scenario: Path
    seed: int
    replication: int
    events: int | None


def run_folder(stem: str, digest: str, seed: int, replication: int) -> Path:
    """Where a run goes by default: ``results/<scenario>-<hash8>/run-<seed>-<replication>``."""
    name = "".join(c if c.isalnum() or c in "._-" else "_" for c in stem).strip(".") or "scenario"
    return Path("results") / f"{name}-{digest[:8]}" / f"run-{seed}-{replication}"


def check_folder(folder: Path) -> None:
    """See whether a run may be written to a folder, before anything is simulated.

    Raises
    ------
    InputError
        If something else is there already: a file, or a folder with other files in it.
    ResultsError
        If the folder it would be in is missing or cannot be written to.
    """
    if folder.exists() and not _replaceable(folder):
        what = "it holds other files" if folder.is_dir() else "it is no folder"
        raise InputError(
            [
                Problem(
                    f"--out {folder}",
                    message=what,
                    allowed="a new or empty folder, or one that holds a run of thaw",
                )
            ]
        )
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise ResultsError(f"cannot write results to {folder}: there is no folder {folder.parent}")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise ResultsError(f"cannot write results to {folder}: no permission in {folder.parent}")


def _replaceable(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    if not any(folder.iterdir()):
        return True
    with contextlib.suppress(OSError, ValueError):
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return isinstance(manifest, dict) and manifest.get("kind") == "run"
    return False


def write_run(
    record: Record,
    folder: Path,
    *,
    scenario: str,
    digest: str,
    outcome: Mapping[str, object],
    draw: Callable[[Path], object] | None = None,
) -> tuple[str, ...]:
    """Write a record to a folder, all of it or nothing.

    Parameters
    ----------
    record
        The record.
    folder
        Where to; a run that is there already is replaced.
    scenario
        The scenario as resolved, as YAML.
    digest
        Its hash.
    outcome
        Outcome of the run by name.
    draw
        Draws figures into the folder it is given.

    Returns
    -------
    tuple of str
        Names of the files.

    Raises
    ------
    ResultsError
        If something cannot be written.
    """
    check_folder(folder)
    part = folder.absolute().parent / f".{folder.name}.{os.getpid()}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        _fill(part, record, scenario, outcome)
        if draw is not None:
            draw(part)
        names = sorted([*(path.name for path in part.iterdir()), MANIFEST])
        manifest = {"kind": "run", **_about(record, digest), "files": names}
        _text(part / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        _move(part, folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ResultsError(f"cannot write results to {folder}: {reason}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return tuple(names)


def _move(part: Path, folder: Path) -> None:
    """Put a finished folder in its place; what was there goes only once that has worked."""
    old = part.with_suffix(".old")
    if folder.exists():
        folder.rename(old)
    try:
        part.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _about(record: Record, digest: str) -> dict[str, object]:
    return {
        "title": record.model.scenario.title,
        "hash": digest,
        "seed": record.seed,
        "replication": record.replication,
        "events": len(record.entries),
        "versions": {
            "thaw": __version__,
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "simpy")},
        },
    }


def _fill(part: Path, record: Record, scenario: str, outcome: Mapping[str, object]) -> None:
    _text(part / SCENARIO, scenario)
    _text(part / "outcome.json", json.dumps(plain(outcome), indent=2, ensure_ascii=False) + "\n")
    _text(part / EVENTS, "".join(f"{line}\n" for line in events(record)))
    date = record.model.calendar.date
    tranches = record.tranches
    changes = (
        (c.day, date(c.day), c.tranche, tranches[c.tranche].measure, tranches[c.tranche].sender,
         tranches[c.tranche].class_, tranches[c.tranche].lp, int(c.on), c.instrument, c.via)
        for c in record.changes
    )  # fmt: skip
    _table(
        part / "changes.csv",
        ("day", "date", "tranche", "measure", "sender", "class", "lp", "on", "instrument", "via"),
        changes,
    )
    points = ((p.day, date(p.day), p.series, float(p.value)) for p in record.points)
    _table(part / "series.csv", ("day", "date", "series", "value"), points)
    levels = ((r.day, date(r.day), r.class_, r.level, r.target) for r in record.reluctance)
    _table(part / "overcompliance.csv", ("day", "date", "class", "level", "target"), levels)


def events(record: Record) -> Iterator[str]:
    """The log, one event a line, as JSON."""
    for entry in record.entries:
        yield json.dumps(event(record, entry), ensure_ascii=False, separators=(",", ":"))


def event(record: Record, entry: Entry) -> dict[str, object]:
    """One event as plain values."""
    return {
        "id": entry.id,
        "day": float(entry.day),
        "date": str(record.model.calendar.date(entry.day)),
        "agent": entry.agent,
        "kind": entry.kind,
        "subject": entry.subject,
        "cause": entry.cause if entry.cause >= 0 else None,
        "numbers": plain(entry.numbers),
    }


def _text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _table(path: Path, header: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def read_run(folder: Path) -> Saved:
    """Find a run's scenario, seed and replication in its folder.

    A batch has no replication of its own: 0 then stands for its first.

    Raises
    ------
    InputError
        If the folder holds no results.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        seed, replication = int(manifest["seed"]), int(manifest.get("replication", 0))
        count = manifest.get("events") if manifest.get("kind") == "run" else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        said = "there is no manifest.json" if isinstance(error, FileNotFoundError) else "unreadable"
        raise InputError([Problem(str(folder), message=f"no results of thaw: {said}")]) from error
    scenario = folder / SCENARIO
    if not scenario.is_file():
        raise InputError([Problem(str(folder), message=f"no results of thaw: no {SCENARIO}")])
    return Saved(scenario, seed, replication, count if isinstance(count, int) else None)
