"""What has been computed: folders of results."""

from __future__ import annotations

from pathlib import Path

from sim.errors import InputError
from sim.results.folder import RESULTS
from sim.results.listing import StoredResult
from sim.results.listing import list_results as stored

__all__ = ["list_results"]


def list_results(folder: str | Path = RESULTS) -> list[StoredResult]:
    """List what has been computed in a folder, the latest first.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        hint = "nothing has been computed here yet, or it was written elsewhere (--out)"
        raise InputError.of(str(folder), message="there is no such folder", hint=hint)
    return sorted(stored(folder), key=lambda one: (one.made, one.folder), reverse=True)
