"""Figures: what happened in one replication, in many, in several scenarios, and how well it fits.

A figure is declared once, beside the function that draws it, in a module of the room of what it is
of; commands, the interface and the reference find it there.

* ``registry`` -- the declaration, and the lists that are made from all of them.
* ``base`` -- the style of the house, pages, legends, axes, texts, files: what figures share.
* ``run`` -- one replication: the timeline of relief and events, the lanes of its measures.
* ``batch`` -- many replications of a scenario; some of these take several scenarios too.
* ``comparison`` -- several scenarios on the same luck, the first of them the baseline.
* ``validation`` -- backtests, checks of patterns and calibrations.
* ``reference`` -- the list of figures in the documentation.
"""

from sim.figures.base.save import save

__all__ = ["save"]
