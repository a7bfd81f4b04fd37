"""The manifest of a folder of results: what they are, of which digest, made by what, checksums.

Whoever reads one is not to believe it: it may have been written by another version, or changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim import __version__
from sim.results.errors import ResultsError
from sim.results.files import MANIFEST, as_json, checksum, damage, read_json, write
from sim.results.identity import code, made_by

__all__ = [
    "add_checksums",
    "check_whole",
    "digest_of",
    "is_kind",
    "made_here",
    "manifest_of",
    "read_whole",
    "seal",
    "write_manifest",
]


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return what a folder says of the results in it; nothing if that cannot be read."""
    try:
        return read_json(folder / MANIFEST)
    except (OSError, ValueError):
        return {}


def digest_of(folder: Path) -> str:
    """Return the digest of what a folder holds, as its manifest says; "" if it says none."""
    return str(manifest_of(folder).get("hash", ""))


def is_kind(folder: Path, kind: str) -> bool:
    """Return whether a folder says that it holds results of a kind; False if it is no folder."""
    return bool(manifest_of(folder).get("kind") == kind)


def made_here(manifest: Mapping[str, Any]) -> bool:
    """Return whether results were made by the code that is running, as their manifest says."""
    versions = manifest.get("versions")
    return isinstance(versions, dict) and versions.get("code") == code()


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write a manifest.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    write(folder / MANIFEST, as_json(manifest))


def seal(folder: Path, kind: str, digest: str, names: Iterable[str], /, **facts: object) -> None:
    """Write the manifest of results that are all there: what they are, by what, their checksums.

    Parameters
    ----------
    folder
        Where they are.
    kind, digest
        What they are.
    names
        Their files.
    facts
        What else the manifest is to say.

    Raises
    ------
    OSError
        If a file cannot be read, or the manifest cannot be written.
    """
    manifest = {
        "kind": kind,
        "hash": digest,
        "version": __version__,
        "versions": made_by(),
        **facts,
        "sums": {name: checksum(folder / name) for name in names},
    }
    write_manifest(folder, manifest)


def add_checksums(folder: Path, names: Iterable[str]) -> None:
    """Note the checksums of files that were added to a folder.

    Raises
    ------
    OSError
        If a file cannot be read, or the manifest cannot be written.
    ValueError
        If the manifest cannot be read.
    """
    manifest = read_json(folder / MANIFEST)
    added = {name: checksum(folder / name) for name in names}
    write_manifest(folder, {**manifest, "sums": {**_sums(manifest), **added}})


def check_whole(folder: Path, names: Iterable[str], remedy: str) -> None:
    """Make sure that results are as they were written.

    Parameters
    ----------
    folder
        Where they are.
    names
        Their files.
    remedy
        What to do if they are not.

    Raises
    ------
    ResultsError
        If one of them has changed.
    """
    sums = _sums(manifest_of(folder))
    for name in names:
        if why := damage(folder, name, sums):
            raise ResultsError(f"{folder} is damaged ({why}): {remedy}")


def read_whole(folder: Path, name: str) -> dict[str, Any] | None:
    """Read a file of JSON if it is as its folder's manifest says by its checksum; None if not."""
    try:
        return (
            None if damage(folder, name, _sums(manifest_of(folder))) else read_json(folder / name)
        )
    except (OSError, ValueError):
        return None


def _sums(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the checksums that a manifest names."""
    sums = manifest.get("sums")
    return sums if isinstance(sums, dict) else {}
