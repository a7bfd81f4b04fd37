"""The record of a run in its folder: written as a whole, and found again there.

Nothing in these files depends on the moment: the same call writes the same bytes. Their manifest
says by what Python, libraries and platform they were made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from sim.errors import InputError
from sim.results.csv_rows import write_rows
from sim.results.errors import ResultsError
from sim.results.files import MANIFEST, is_regular, read_json
from sim.results.folder import default_folder, look, refused, replace_folder, safe_name
from sim.results.identity import made_by
from sim.results.json_values import to_json
from sim.results.kind import SCENARIO
from sim.results.limits import LARGEST_SEED, LAST_REPLICATION
from sim.results.manifest import write_manifest
from sim.results.run import RUN

if TYPE_CHECKING:
    from sim.engine.state.record import Record
    from sim.events.log import Entry

__all__ = ["Saved", "check_folder", "event", "read_run", "run_folder", "write_run"]


class Saved(NamedTuple):
    """A run as its folder tells it.

    Attributes
    ----------
    scenario
        Its scenario file.
    seed, replication
        Which future it is.
    events
        How many events it has; None if the folder does not say.
    """

    scenario: Path
    seed: int
    replication: int
    events: int | None


class _Manifest(BaseModel):
    """What the manifest of a run must say."""

    model_config = ConfigDict(strict=True, extra="ignore")

    kind: Literal["run", "batch"]
    seed: int = Field(ge=0, le=LARGEST_SEED)
    replication: int = Field(default=0, ge=0, le=LAST_REPLICATION)
    events: int | None = Field(default=None, ge=0)


def run_folder(stem: str, digest: str, seed: int, replication: int) -> Path:
    """Return where a run goes unless told otherwise.

    That is ``results/<scenario>-<hash8>/run-<seed>-<replication>``.
    """
    return default_folder(safe_name(stem), digest) / f"run-{seed}-{replication}"


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
    manifest = look(folder)
    if manifest is not None and manifest.get("kind") != RUN.name:
        raise refused(folder, RUN.other, place=f"--out {folder}")
    parent = next(p for p in folder.absolute().parents if os.path.lexists(p))
    if not parent.is_dir():
        raise ResultsError(f"cannot write results to {folder}: {parent} is no folder")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise ResultsError(f"cannot write results to {folder}: no permission in {parent}")


def write_run(
    record: Record,
    folder: Path,
    *,
    scenario: str,
    digest: str,
    outcome: Mapping[str, object],
    overrides: Sequence[str] = (),
    more: Callable[[Path], object] | None = None,
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
    overrides
        What was set otherwise than in the scenario's file, as it was typed.
    more
        Writes what else belongs to it into the folder it is given.

    Returns
    -------
    tuple of str
        Names of the files.

    Raises
    ------
    InputError
        If something else is there already.
    ResultsError
        If something cannot be written.
    """
    check_folder(folder)
    names: list[str] = []

    def fill(part: Path) -> None:
        (part / SCENARIO).write_bytes(scenario.encode())
        _write_record(part, record, outcome)
        if more is not None:
            more(part)
        names.extend(sorted([*(path.name for path in part.iterdir()), MANIFEST]))
        manifest = {
            "kind": RUN.name,
            "title": record.model.scenario.title,
            "hash": digest,
            "seed": record.seed,
            "replication": record.replication,
            "events": len(record.entries),
            **({"overrides": list(overrides)} if overrides else {}),
            "versions": made_by(),
            "files": names,
        }
        write_manifest(part, manifest)

    replace_folder(folder, fill)
    return tuple(names)


def read_run(folder: Path) -> Saved:
    """Find a run's scenario, seed and replication in its folder.

    A batch has no replication of its own: 0 then stands for its first.

    Raises
    ------
    InputError
        If the folder holds no results.
    """
    try:
        manifest = _Manifest.model_validate_json(json.dumps(read_json(folder / MANIFEST)))
    except FileNotFoundError as error:
        raise _nothing(folder, f"there is no {MANIFEST}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise _nothing(folder, f"its {MANIFEST} is of another make, or damaged") from error
    scenario = folder / SCENARIO
    if not is_regular(scenario):
        raise _nothing(folder, f"no {SCENARIO}")
    events = manifest.events if manifest.kind == RUN.name else None
    return Saved(scenario, manifest.seed, manifest.replication, events)


def _nothing(folder: Path, why: str) -> InputError:
    return InputError.of(str(folder), message=f"no results of thaw: {why}")


# -- files ---------------------------------------------------------------------------------


def _write_record(folder: Path, record: Record, outcome: Mapping[str, object]) -> None:
    """Write what happened into a folder."""
    text = json.dumps(to_json(outcome), indent=2, ensure_ascii=False) + "\n"
    (folder / "outcome.json").write_bytes(text.encode())
    lines = (
        json.dumps(event(record, entry), ensure_ascii=False, separators=(",", ":")) + "\n"
        for entry in record.entries
    )
    (folder / "events.jsonl").write_bytes("".join(lines).encode())
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
    write_rows(
        folder / "changes.csv",
        ("day", "date", "tranche", "measure", "sender", "class", "lp", "on", "instrument", "via"),
        changes,
    )
    points = ((p.day, date(p.day), p.series, float(p.value)) for p in record.points)
    write_rows(folder / "series.csv", ("day", "date", "series", "value"), points)
    levels = ((r.day, date(r.day), r.class_, r.level, r.target) for r in record.reluctance)
    write_rows(folder / "overcompliance.csv", ("day", "date", "class", "level", "target"), levels)


def event(record: Record, entry: Entry) -> dict[str, object]:
    """Return one event as plain values."""
    return {
        "id": entry.id,
        "day": float(entry.day),
        "date": str(record.model.calendar.date(entry.day)),
        "agent": entry.agent,
        "kind": entry.kind,
        "subject": entry.subject,
        "cause": entry.cause if entry.cause >= 0 else None,
        "numbers": to_json(entry.numbers),
    }
