"""Figures of a run, of a batch, of several batches; matplotlib is imported when one is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sim.batch.batch import Batch
from sim.documents.nearest import did_you_mean
from sim.workflows.runs import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]


def draw(of: Run | Batch | Sequence[Batch], *wanted: str) -> dict[str, Figure]:
    """Draw figures; `sim.plots.base.save` writes one as PNG and SVG.

    Parameters
    ----------
    of
        A run (``timeline``, ``swimlane``), a batch (see `sim.plots.registry`) or several
        batches of one seed to compare, the baseline first (see `sim.plots.comparison.comparing`).
    *wanted
        Names of figures, such as ``fan`` or ``histogram:added``; if none is given, all that have
        something to show.

    Returns
    -------
    dict
        The figures by name, in the order asked for.

    Raises
    ------
    ThawError
        If there is no such figure, or nothing to draw.
    TypeError
        If `of` is none of these, or a name is no text.
    """
    _texts(wanted)
    from sim.plots import swimlane, timeline
    from sim.plots.comparison.comparing import COMPARISON_FIGURES
    from sim.plots.registry import batch_figure, usual_figures

    if isinstance(of, Batch):
        drawn = {name: batch_figure(name) for name in wanted or usual_figures(of)}
        return {name: draw(of) for name, draw in drawn.items()}
    if isinstance(of, Run):
        record = of.record
        of_a_run = {"timeline": timeline, "swimlane": swimlane}
        _known(wanted, of_a_run)
        return {name: of_a_run[name](record) for name in wanted or of_a_run}
    several = _batches(of)
    _known(wanted, COMPARISON_FIGURES)
    return {name: COMPARISON_FIGURES[name](several) for name in wanted or COMPARISON_FIGURES}


def _texts(wanted: Iterable[object]) -> None:
    for name in wanted:
        if not isinstance(name, str):
            raise TypeError(f"names of figures are texts, one after the other; found {name!r}")


def _batches(of: object) -> Sequence[Batch]:
    if isinstance(of, Sequence) and all(isinstance(one, Batch) for one in of):
        return of
    raise TypeError(f"a run, a batch or several batches can be drawn, not {of!r:.80}")


def _known(wanted: Iterable[str], known: Iterable[str]) -> None:
    from sim.plots.registry import UnknownFigureError

    for name in wanted:
        if name not in known:
            listed = ", ".join(known)
            hint = did_you_mean(name, known)
            raise UnknownFigureError(
                f"there is no figure called {name!r}"
                + (f" ({hint})" if hint else "")
                + f"; there are: {listed}"
            )
