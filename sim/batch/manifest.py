"""The manifest of a batch: what its folder says of itself, checked before anything believes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from sim import __version__, compiled
from sim.batch.batch import Precision
from sim.batch.branch import Branch
from sim.batch.errors import BatchError
from sim.batch.plan import Plan
from sim.errors import InputError
from sim.results.batch import BATCH
from sim.results.files import MANIFEST, NotAnObjectError, one_line, read_json
from sim.results.identity import made_by
from sim.results.limits import LARGEST_SEED, MOST
from sim.results.manifest import write_manifest

__all__ = ["LAYOUT", "LOCK", "Manifest", "is_left_over", "read_manifest", "write_status"]

LOCK: Final = ".lock"
"""The file that says whose a folder is while it is written to."""

LAYOUT: Final = 2
"""Goes up when readers could no longer read what was written."""

_Text = Annotated[str, AfterValidator(one_line)]
_Hash = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
_Count = Annotated[int, Field(ge=0, le=MOST)]


class Manifest(BaseModel):
    """What the folder of a batch says of itself.

    Attributes
    ----------
    status
        ``running``, ``failed`` or ``done``.
    name, title
        Of the scenario.
    hash, fingerprint
        Of the plan, and of scenario and catalogue.
    versions
        What it was made by, see `sim.results.identity.made_by`.
    seed, n, antithetic, repeats, events, until, branch
        The plan.
    done, failed, before
        Replications that are complete, those of them that failed, those complete before.
    sums
        Checksums of its files, once it is done.
    precision
        How precise it is, if that was asked.
    seconds
        How long it took.
    error
        Why it failed.
    """

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    status: Literal["running", "failed", "done"]
    name: _Text
    title: _Text
    hash: _Hash
    fingerprint: _Hash
    versions: dict[_Text, _Text]
    seed: int = Field(ge=0, le=LARGEST_SEED)
    n: int = Field(ge=1, le=MOST)
    antithetic: bool
    repeats: int = Field(ge=1, le=MOST)
    events: _Count | None
    until: float | None = Field(gt=0.0, lt=1.0)
    branch: Branch | None = None
    done: _Count = 0
    failed: _Count = 0
    before: _Count = 0
    sums: dict[str, str] = {}
    precision: Precision | None = None
    seconds: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    error: _Text = ""


def is_left_over(path: Path) -> bool:
    """Return whether a file is left over from before the manifest, or from a dead writer."""
    return path.name == LOCK or (path.name.startswith(".") and path.name.endswith(".part"))


def read_manifest(folder: Path, allowed: str = BATCH.other.allowed) -> Manifest | None:
    """Read what a folder says of the batch in it; None if nothing is there.

    Parameters
    ----------
    folder
        The folder.
    allowed
        What it may be, for the error if it is something else.

    Raises
    ------
    InputError
        If there is something else.
    BatchError
        If it cannot be looked into, is damaged, or was written in another layout.
    """
    manifest: dict[str, Any] = {}
    try:
        if not folder.exists():
            return None
        if folder.is_dir() and all(is_left_over(path) for path in folder.iterdir()):
            return None
        manifest = read_json(folder / MANIFEST)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except NotAnObjectError:
        pass
    except ValueError as error:
        raise _damaged(folder, f": its {MANIFEST} is no JSON, and") from error
    except OSError as error:
        raise BatchError(f"cannot read {folder}: {error.strerror or error}") from error
    if manifest.get("kind") != BATCH.name:
        what = "it holds something else" if folder.is_dir() else "it is no folder"
        raise InputError.of(
            str(folder),
            message=f"no batch of thaw: {what}",
            allowed=allowed,
        )
    if manifest.get("layout") != LAYOUT:
        versions = manifest.get("versions")
        theirs = versions.get("thaw") if isinstance(versions, dict) else None
        raise BatchError(
            f"{folder} was written by thaw {one_line(theirs or 'of another version', 20)} in a "
            f"layout ({one_line(manifest.get('layout'), 20)}) that thaw {__version__} does not "
            f"read (it reads {LAYOUT})"
        )
    try:
        return Manifest.model_validate_json(json.dumps(manifest))
    except (ValidationError, ValueError, RecursionError) as error:
        raise _damaged(folder, f" (its {MANIFEST}: {_reason(error)}):") from error


def _reason(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "it holds what it should not"
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, first["loc"]))
    return one_line(f"{field}: {first['msg']}")


def _damaged(folder: Path, why: str) -> BatchError:
    return BatchError(
        f"{folder} is damaged{why} nothing can be read or continued without it: remove the folder, "
        "or take another (--out), and compute it again"
    )


def write_status(folder: Path, plan: Plan, status: str, **more: object) -> None:
    """Write the manifest of a batch: what it is, and how far."""
    manifest = {
        "kind": BATCH.name,
        "layout": LAYOUT,
        "status": status,
        "name": plan.name,
        "title": plan.scenario.title,
        "hash": plan.digest,
        "fingerprint": plan.fingerprint,
        "versions": made_by(),
        "form": compiled.form(),  # tells of speed; results are the same
        "seed": plan.seed,
        "n": plan.n,
        "antithetic": plan.antithetic,
        "repeats": plan.repeats,
        "events": plan.events,
        "until": plan.until,
        **({} if plan.branch is None else {"branch": plan.branch.model_dump(mode="json")}),
        **more,
    }
    write_manifest(folder, manifest)
