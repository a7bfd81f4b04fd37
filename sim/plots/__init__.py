"""Figures of runs, batches, comparisons and validation, fit for a page."""

from sim.plots.base.save import save
from sim.plots.run.swimlane import swimlane
from sim.plots.run.timeline import timeline

__all__ = ["save", "swimlane", "timeline"]
