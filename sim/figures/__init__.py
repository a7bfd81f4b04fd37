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
* ``watching`` -- what to watch: of no kind of results that is kept.
* ``reference`` -- the list of figures in the documentation.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sim.figures.base.save import save
    from sim.figures.watching.signposts import signposts

__all__ = ["save", "signposts"]

_MODULES: Final = {"save": "sim.figures.base.save", "signposts": "sim.figures.watching.signposts"}


def __getattr__(name: str) -> Any:
    """Import what draws or writes figures when it is asked for: matplotlib takes a second."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
