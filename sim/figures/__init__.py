"""Figures: what happened in one replication, in many, in several scenarios, and how well it fits.

A figure is declared once, beside the function that draws it, in a module of the room of what it is
of; commands, the interface and the reference find it there. Nothing here imports matplotlib until
something is drawn.

* ``registry`` -- the declaration, and the lists that are made from all of them.
* ``base`` -- the style of the house, pages, legends, axes, texts, files: what figures share.
* ``findings`` -- what was found, in a sentence: the titles of figures.
* ``run`` -- one replication: the timeline of relief and events, the lanes of its measures.
* ``batch`` -- many replications of a scenario; some of these take several scenarios too.
* ``comparison`` -- several scenarios on the same luck, the first of them the baseline.
* ``present`` -- scenarios conditioned on a record of what has happened.
* ``validation`` -- backtests, checks of patterns and calibrations.
* ``reference`` -- the list of figures in the documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.figures.base.save import save

__all__ = ["save"]


def __getattr__(name: str) -> Any:
    """Import what writes figures when it is asked for: matplotlib takes a second."""
    if name != "save":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sim.figures.base.save import save

    return save
