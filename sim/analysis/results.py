"""The record of a single run on disk: what happened, from what, and with what versions.

Nothing in these files depends on the moment: the same call writes the same bytes. Their manifest
says by what Python, libraries and platform they were made. They are written beside their place and
moved there as a whole, or not at all.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from sim.batch.files import MANIFEST, is_regular, read_json
from sim.batch.identity import made_by
from sim.batch.limits import LARGEST_SEED, LAST_REPLICATION
from sim.errors import InputError, Problem, ThawError
from sim.outcomes.plain import plain

if TYPE_CHECKING:
    from sim.engine.state.log import Entry
    from sim.engine.state.record import Record

__all__ = ["ResultsError", "Saved", "check_folder", "read_run", "run_folder", "write_run"]

SCENARIO: Final = "scenario.yaml"

_TURNS: Final = 200
"""Tries to put a folder in its place while others do the same."""
EVENTS: Final = "events.jsonl"


class ResultsError(ThawError):
    """Results cannot be written or read."""


class Saved(NamedTuple):
    """A run as its folder tells it."""

    scenario: Path
    seed: int
    replication: int
    events: int | None


class _Run(BaseModel):
    """What the manifest of a run must say."""

    model_config = ConfigDict(strict=True, extra="ignore")

    kind: Literal["run", "batch"]
    seed: int = Field(ge=0, le=LARGEST_SEED)
    replication: int = Field(default=0, ge=0, le=LAST_REPLICATION)
    events: int | None = Field(default=None, ge=0)


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
        If the folder that it, or the first of the missing folders above it, would be in cannot
        be written to.
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
    parent = next(p for p in folder.absolute().parents if os.path.lexists(p))
    if not parent.is_dir():
        raise ResultsError(f"cannot write results to {folder}: {parent} is no folder")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise ResultsError(f"cannot write results to {folder}: no permission in {parent}")


def _replaceable(folder: Path) -> bool:
    """Whether a run may take this folder's place; others may do the same meanwhile."""
    for _ in range(_TURNS):
        try:
            names = [path.name for path in folder.iterdir()]
            if MANIFEST not in names:
                return not names
            return bool(read_json(folder / MANIFEST).get("kind") == "run")
        except FileNotFoundError:
            if not folder.exists():
                return True
            # moved away just now, and another put in its place: that one is looked at
        except (OSError, ValueError):
            return False
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
        Where to, made if need be with those above it; a run that is there already is replaced.
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
        part.mkdir(parents=True)
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
    """Put a finished folder in its place; what was there goes only once that has worked.

    Several processes may do so at once: each puts its own there as a whole, and the last stays.
    """
    old = part.with_suffix(".old")
    for turn in range(_TURNS):
        with contextlib.suppress(FileNotFoundError):  # there was none, or somebody was quicker
            folder.rename(old)
        try:
            part.rename(folder)
        except OSError as error:
            taken = error.errno in (errno.ENOTEMPTY, errno.EEXIST)  # somebody else's meanwhile
            if taken and turn < _TURNS - 1:
                shutil.rmtree(old, ignore_errors=True)
                time.sleep(0.001 * turn)
                continue
            if old.exists() and not folder.exists():
                old.rename(folder)
            raise
        break
    shutil.rmtree(old, ignore_errors=True)


def _about(record: Record, digest: str) -> dict[str, object]:
    return {
        "title": record.model.scenario.title,
        "hash": digest,
        "seed": record.seed,
        "replication": record.replication,
        "events": len(record.entries),
        "versions": made_by(),
    }


def _fill(part: Path, record: Record, scenario: str, outcome: Mapping[str, object]) -> None:
    _text(part / SCENARIO, scenario)
    _text(part / "outcome.json", json.dumps(plain(outcome), indent=2, ensure_ascii=False) + "\n")
    _text(part / EVENTS, "".join(f"{line}\n" for line in events(record)))
    date = record.model.calendar.date
    tranches = record.tranches
    changes = (
        (
            c.day,
            date(c.day),
            c.tranche,
            tranches[c.tranche].measure,
            tranches[c.tranche].sender,
            tranches[c.tranche].class_,
            tranches[c.tranche].lp,
            int(c.on),
            c.instrument,
            c.via,
        )
        for c in record.changes
    )
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


_FORMULA = frozenset("=+-@\t\r")
"""What a spreadsheet takes for the beginning of a formula; numbers are no texts here."""


def _table(path: Path, header: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(tuple(map(_cell, row)) for row in rows)


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value


def read_run(folder: Path) -> Saved:
    """Find a run's scenario, seed and replication in its folder.

    A batch has no replication of its own: 0 then stands for its first.

    Raises
    ------
    InputError
        If the folder holds no results.
    """
    try:
        said = _Run.model_validate_json(json.dumps(read_json(folder / MANIFEST)))
    except FileNotFoundError as error:
        raise _nothing(folder, f"there is no {MANIFEST}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise _nothing(folder, f"its {MANIFEST} is of another make, or damaged") from error
    scenario = folder / SCENARIO
    if not is_regular(scenario):
        raise _nothing(folder, f"no {SCENARIO}")
    return Saved(scenario, said.seed, said.replication, said.events if said.kind == "run" else None)


def _nothing(folder: Path, why: str) -> InputError:
    return InputError([Problem(str(folder), message=f"no results of thaw: {why}")])
