"""Tables of results: read back as they were written, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from sim.results.errors import ResultsError
from sim.results.files import read_json
from sim.results.kind import SUMMARY, ResultKind
from sim.results.manifest import check_whole

__all__ = ["read_results", "undamaged"]


@contextmanager
def undamaged(
    folder: Path, kind: ResultKind, error: type[ResultsError] = ResultsError
) -> Iterator[None]:
    """Turn whatever cannot be read into a sentence.

    Parameters
    ----------
    folder
        What is read.
    kind
        What it holds.
    error
        What to raise instead of what the system, or the library of tables, says.
    """
    try:
        yield
    except (
        OSError,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
        AttributeError,
        OverflowError,
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    ) as why:
        reason = str(why).splitlines()[0] if str(why) else type(why).__name__
        raise error(f"{folder} is damaged ({reason}): remove it, and {kind.again}") from why


def read_results(folder: Path, kind: ResultKind) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """Read results that are as they were written.

    Returns
    -------
    dict
        The tables by name.
    dict
        The summary.

    Raises
    ------
    ResultsError
        If a file has changed, is missing or cannot be read.
    """
    files = {stem: f"{stem}.parquet" for stem in kind.tables}
    check_whole(folder, [SUMMARY, *files.values()], f"remove it, and {kind.again}")
    with undamaged(folder, kind):
        tables = {stem: pl.read_parquet(folder / name) for stem, name in files.items()}
        return tables, read_json(folder / SUMMARY)
