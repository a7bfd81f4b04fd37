"""One outcome of many scenarios, each against each."""

from __future__ import annotations

from typing import Literal

import polars as pl

from sim.analysis.comparison.comparison import Comparison
from sim.analysis.quantities import UnknownOutcomeError

Cell = Literal["difference", "better", "p", "p_holm", "variance_reduction"]


def matrix(
    comparison: Comparison, outcome: str, category: str | None = None, cell: Cell = "difference"
) -> pl.DataFrame:
    """Lay out one outcome as a matrix of scenarios against scenarios.

    Parameters
    ----------
    comparison
        Made with ``every_pair=True``, or all cells but those of the baseline are null.
    outcome
        Name of an outcome of the comparison.
    category
        Class, if the outcome is one.
    cell
        What a cell holds. ``difference``: row minus column; ``better``: P(row > column) +
        P(equal) / 2; the others are the same both ways.

    Returns
    -------
    polars.DataFrame
        ``scenario`` and a column per scenario, in the order of `Comparison.names`. On the
        diagonal: 0, one half, 1 for p, and null for the variance reduction.

    Raises
    ------
    UnknownOutcomeError
        If the comparison has no such outcome or class.
    """
    wanted = comparison.table.filter(
        pl.col("outcome") == outcome, pl.col("category").eq_missing(category)
    )
    if wanted.is_empty():
        called = outcome if category is None else f"{outcome}={category}"
        raise UnknownOutcomeError(f"the comparison has no outcome called '{called}'")
    diagonal = {"difference": 0.0, "better": 0.5, "p": 1.0, "p_holm": 1.0}.get(cell)
    cells: dict[tuple[str, str], float | None] = {(s, s): diagonal for s in comparison.names}
    for a, b, value in wanted.select("a", "b", cell).iter_rows():
        cells[b, a] = cells[a, b] = value
        if value is not None and cell in ("difference", "better"):
            cells[a, b] = 0.0 - value if cell == "difference" else 1.0 - value
    names = list(comparison.names)
    columns = {name: [cells.get((row, name)) for row in names] for name in names}
    return pl.DataFrame(
        {"scenario": names, **columns},
        schema={"scenario": pl.String, **dict.fromkeys(names, pl.Float64)},
    )
