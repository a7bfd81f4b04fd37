"""Figures of a run, of a batch, of several batches; matplotlib is imported when one is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sim.batch.batch import Batch
from sim.figures.base.medium import medium_of
from sim.workflows.result import Result
from sim.workflows.runs.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.figures.registry import Results

__all__ = ["draw"]


def draw(
    of: Run | Batch | Sequence[Batch] | Result, *wanted: str, medium: str = "screen"
) -> dict[str, Figure]:
    """Draw figures; `sim.figures.save` writes one as PNG and SVG.

    Parameters
    ----------
    of
        A run, a batch, several batches of one seed to compare, the baseline first, or what a
        workflow returned: a comparison, backtest, check or calibration.
    *wanted
        Names of figures, such as ``fan`` or ``histogram:added``; if none is given, all that have
        something to show.
    medium
        What they are made for: ``"screen"``, ``"memo"``, which is printed 6.5 inches wide, or
        ``"slide"``.

    Returns
    -------
    dict
        The figures by name, in the order asked for.

    Raises
    ------
    ThawError
        If there is no such figure or medium, or nothing to draw.
    TypeError
        If `of` is none of these, or a name is no text.
    """
    _texts(wanted)
    if isinstance(of, Result):
        return of.figures(*wanted, medium=medium)
    from sim.figures.registry import drawing_of, drawings

    made_for = medium_of(medium)

    kind: Results = "run" if isinstance(of, Run) else "batch"
    results: object = of.record if isinstance(of, Run) else of
    if not isinstance(of, Run | Batch):
        kind, results = "comparison", _batches(of)
    if not wanted:
        return {name: make() for name, make in drawings(kind, results, medium=made_for).items()}
    chosen = {name: drawing_of(kind, name, made_for) for name in wanted}
    return {name: make(results) for name, make in chosen.items()}


def _texts(wanted: Iterable[object]) -> None:
    for name in wanted:
        if not isinstance(name, str):
            raise TypeError(f"names of figures are texts, one after the other; found {name!r}")


def _batches(of: object) -> Sequence[Batch]:
    if isinstance(of, Sequence) and all(isinstance(one, Batch) for one in of):
        return of
    raise TypeError(f"a run, a batch or several batches can be drawn, not {of!r:.80}")
