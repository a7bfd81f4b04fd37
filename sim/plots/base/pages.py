"""What all figures of several scenarios share: who is compared, how each looks, how a page is laid.

Panels are placed in inches from the upper left corner, for a page grows with the number of
scenarios while letters do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import naming, style, wording
from sim.plots.base.style import ScenarioLook

NAMES: Final = 2.6
"""Room for names of scenarios to the left of a panel, inches."""


def compared(batches: Sequence[Batch]) -> list[Batch]:
    """The batches of a comparison, if they can be drawn at all.

    Raises
    ------
    ThawError
        If there are fewer than two, or all replications of one of them failed.
    """
    if len(batches) < 2:
        raise ThawError(f"a comparison needs two scenarios or more, found {len(batches)}")
    wording.need_rows(*batches)
    return list(batches)


def caveat(batches: Sequence[Batch]) -> str:
    """What a reader must know of scenarios that differ in more than policy; empty if there is none.

    Scenarios of other years, lengths or countries are compared all the same, outcome by outcome,
    where all of them have it.
    """
    said = []
    spans = {(b.model.scenario.start, b.model.scenario.end) for b in batches}
    if len({end - start for start, end in spans}) > 1:
        said.append("scenarios of other lengths: days are counted to the end of the shortest")
    elif len(spans) > 1:
        said.append("scenarios of other years")
    if len({tuple(b.model.catalogue.senders) for b in batches}) > 1:
        said.append("of other senders: only outcomes that all have")
    return "; ".join(said)


LETTERS: Final = 30
"""Letters of a scenario's name that fit into `NAMES`."""


def names(batches: Sequence[Batch]) -> list[str]:
    """What scenarios are called, cut so that it fits into `NAMES`, and all different."""
    return naming.scenarios(batches, LETTERS)


FEW: Final = 6
"""Scenarios whose lines can be told apart in one panel."""


def few(batches: Sequence[Batch], figure: str, instead: str) -> None:
    """Refuse to draw so many lines on one another that nobody can follow one.

    Parameters
    ----------
    batches
        Who is compared.
    figure, instead
        Name of the figure, and of those that show so many.

    Raises
    ------
    ThawError
        If there are more than `FEW`.
    """
    if len(batches) > FEW:
        raise ThawError(
            f"{len(batches)} scenarios are too many for the lines of {figure}, which shows "
            f"{FEW} at most; see {instead} instead"
        )


def look(k: int) -> ScenarioLook:
    """How the k-th scenario is drawn, however many there are.

    The house has looks for eight. From the ninth on the colours begin again, with the dashes,
    markers and hatches of others, so that no two scenarios are alike.
    """
    looks = style.SCENARIO_LOOKS
    colour = looks[k % len(looks)].colour
    shape = looks[(k + 3 * (k // len(looks))) % len(looks)]
    return shape._replace(colour=colour)


@dataclass(frozen=True, slots=True)
class Page:
    """A figure whose panels are placed in inches.

    Attributes
    ----------
    figure
        The figure, with its heading.
    top
        Distance of the lower edge of the heading from the upper edge, inches.
    """

    figure: Figure
    top: float

    def panel(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        share_x: Axes | None = None,
        share_y: Axes | None = None,
    ) -> Axes:
        """A panel, its place in inches from the left edge and from the heading."""
        whole = self.figure.get_figheight()
        across = style.WIDTH
        return self.figure.add_axes(
            (
                left / across,
                1.0 - (self.top + top + height) / whole,
                width / across,
                height / whole,
            ),
            sharex=share_x,
            sharey=share_y,
        )

    def at(self, left: float, top: float) -> tuple[float, float]:
        """A point in inches from the left edge and from the heading, as shares of the figure."""
        return left / style.WIDTH, 1.0 - (self.top + top) / self.figure.get_figheight()


def page(
    batches: Sequence[Batch],
    what: str,
    body: float,
    level: float | None = None,
    *,
    chance: bool = False,
) -> Page:
    """An empty page with its heading.

    Parameters
    ----------
    batches
        Who is compared.
    what
        What the figure shows, without a full stop at the end.
    body
        Room for all else below the heading, inches.
    level
        Level of the intervals drawn, in (0, 1); None if there are none, or the text says it.
    chance
        Whether there are such all the same, or tests: the foot then says what they leave out.
    """
    heading = partial(wording.heading, batches=batches, what=what, level=level)
    return _headed(heading, body, batches if chance or level is not None else None)


def sheet(of: str, what: str, body: float, *, chance: bool = False) -> Page:
    """An empty page of something that is not a batch.

    Parameters
    ----------
    of
        What it is of, in one line.
    what
        What the figure shows, without a full stop at the end.
    body
        Room for all else below the heading, inches.
    chance
        Whether it has intervals or tests: the foot then says what they leave out.
    """
    return _headed(partial(wording.headed, of=of, what=what), body, () if chance else None)


def _headed(
    heading: Callable[[Figure], float], body: float, chance: Sequence[Batch] | None
) -> Page:
    # How many lines a heading takes, only a heading can tell.
    below = 0.0 if chance is None else wording.FOOT
    figure = style.new_figure(heading(style.new_figure(1.0)) + body + below)
    if chance is not None:
        wording.foot(figure, chance)
    return Page(figure, heading(figure))
