"""What is to be compared, and how: what was asked for, checked before anything is simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from sim.errors import InputError
from sim.results.folder import RESULTS, default_folder
from sim.results.readme import options
from sim.workflows.comparisons.refusals import baseline_first, check_comparable, check_outcomes
from sim.workflows.comparisons.sources import Source, named, sources, sources_digest
from sim.workflows.comparisons.summary import LESS
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["LEVEL", "ComparisonPlan", "plan_comparison"]

LEVEL: Final = 0.95
"""Level of confidence unless asked otherwise."""


@dataclass(frozen=True)
class ComparisonPlan:
    """What is to be compared, and how.

    Attributes
    ----------
    sources
        The scenarios, under names that differ.
    outcomes
        Names of outcomes, the main one first; None for the primary ones.
    level
        Level of confidence, in (0, 1).
    regret_of
        The outcome whose regret is reported, see `ComparisonResult`.
    baseline
        Place of the one that the others are compared with.
    every_pair
        Whether the others are compared with each other too.
    call
        Words of the command that does it; none if it does not come from one.
    """

    sources: tuple[Source, ...]
    outcomes: tuple[str, ...] | None = None
    level: float = LEVEL
    regret_of: str | None = None
    baseline: int = 0
    every_pair: bool = False
    call: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Hash of what bears on the results, 32 hexadecimal digits."""
        how = {"outcomes": self.outcomes, "level": self.level, "regret": self.regret_of}
        place = self.baseline
        others = (*self.sources[:place], *self.sources[place + 1 :])
        return sources_digest((self.sources[place], *others), how)

    @property
    def futures(self) -> int:
        """How many futures there are of all scenarios together."""
        return sum(source.what.n for source in self.sources)

    @property
    def folder(self) -> Path:
        """Where results go by default."""
        return default_folder("compare", self.digest)

    @property
    def root(self) -> Path:
        """Where batches go by default."""
        return RESULTS


def plan_comparison(
    what: Sequence[str | Path],
    *,
    n: int | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    fix: Sequence[str] = (),
    baseline: str | None = None,
    outcomes: Sequence[str] = (),
    level: float = LEVEL,
    regret_of: str | None = None,
    tell: Reporter = SILENT,
) -> ComparisonPlan:
    """Plan what the command is asked for.

    Parameters
    ----------
    what
        Two or more scenarios, by name or file, or folders of batches.
    n, seed
        Futures of each scenario, and master seed; None for those of the batches given.
    overrides
        Fields to override in the scenarios.
    fix
        Uncertain parameters to hold at their defaults in the scenarios; ``all`` for all of them.
    baseline
        Name of what the others are compared with; the first if None.
    outcomes, level, regret_of
        See `ComparisonPlan`.
    tell
        Is told what is to be known of a scenario.

    Raises
    ------
    InputError
        With what is wrong with any of it, before anything is simulated.
    """
    if not 0.0 < level < 1.0:
        raise InputError.of("--level", found=f"{level:g}", allowed="a number between 0 and 1")
    chosen = baseline_first(named(sources(what, n, seed, overrides, tell, fix)), baseline)
    check_comparable(chosen)
    check_outcomes(chosen, "--outcome", outcomes)
    if regret_of is not None:
        check_outcomes(chosen, "--regret", [regret_of.removeprefix(LESS)])
    more = options(
        n=n,
        seed=seed,
        baseline=baseline,
        outcome=list(outcomes),
        regret=regret_of,
        set=list(overrides),
        fix=list(fix),
        level=None if level == LEVEL else level,
    )
    call = ("compare", *map(str, what), *more)
    return ComparisonPlan(tuple(chosen), tuple(outcomes) or None, level, regret_of, call=call)
