"""Figures: what happened in one replication, fit for a page."""

from sim.plots.save import save
from sim.plots.swimlane import swimlane
from sim.plots.timeline import timeline

__all__ = ["save", "swimlane", "timeline"]
