"""What is to be held against what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sim import __version__
from sim.results.folder import RESULTS, default_folder
from sim.validation.backtest.groups import KIND
from sim.workflows.comparisons.sources import Source, sources_digest

__all__ = ["BacktestPlan"]


@dataclass(frozen=True)
class BacktestPlan:
    """What is to be held against what happened.

    Attributes
    ----------
    sources
        The cases.
    without
        The same cases without a rule, by the rule's name.
    by
        What items are grouped by.
    everything
        Whether each case is to be told however many there are.
    call
        Words of the command that does it; none if it does not come from one.
    """

    sources: tuple[Source, ...]
    without: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    by: str = KIND
    everything: bool = False
    call: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Hash of what bears on the results, 32 hexadecimal digits."""
        rules = {
            rule: sources_digest(sources, {"without": rule})
            for rule, sources in self.without.items()
        }
        how = {"backtest": __version__, "by": self.by, "without": rules}
        return sources_digest(self.sources, how)

    @property
    def folder(self) -> Path:
        """Where results go by default."""
        return default_folder("backtest", self.digest)

    @property
    def root(self) -> Path:
        """Where batches go by default."""
        return RESULTS
