"""What is to be checked: patterns, rules to switch off, and the batches that this takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim import __version__
from sim.batch.plan import Plan
from sim.errors import InputError, Problem
from sim.results.files import digest
from sim.results.folder import default_folder
from sim.results.readme import options
from sim.validation.patterns.check import needed
from sim.validation.patterns.levers import StatedLever, read_levers
from sim.validation.patterns.loading import (
    Stated,
    World,
    read_ablations,
    read_patterns,
    shipped_patterns,
)
from sim.validation.patterns.loading import only as chosen
from sim.validation.patterns.schema import Ablation
from sim.workflows.pattern_batches import check_columns, plan_of_world

__all__ = ["CheckPlan", "plan_check"]


@dataclass(frozen=True)
class CheckPlan:
    """What is to be checked.

    Attributes
    ----------
    patterns
        The patterns.
    rules
        Rules to switch off, one at a time.
    levers
        Changes of assumptions, and what each must do.
    n, n_ablated
        Futures of each scenario, and of each with a rule switched off.
    seed
        Master seed.
    plans
        The batch of each world and size.
    call
        Words of the command that does it.
    """

    patterns: tuple[Stated, ...]
    rules: tuple[Ablation, ...]
    levers: tuple[StatedLever, ...]
    n: int
    n_ablated: int
    seed: int
    plans: dict[tuple[World, int], Plan]
    call: tuple[str, ...]

    @property
    def size(self) -> dict[str, int]:
        """Futures of each scenario, by the names that a summary has for them."""
        return {"n": self.n, "n_ablated": self.n_ablated}

    @cached_property
    def digest(self) -> str:
        """Hash of what bears on the results, 32 hexadecimal digits."""
        patterns = [stated.pattern.model_dump(mode="json") for stated in self.patterns]
        rules = [rule.model_dump(mode="json") for rule in self.rules]
        levers = [stated.lever.model_dump(mode="json") for stated in self.levers]
        batches = [plan.digest for plan in self.plans.values()]
        return digest([__version__, [self.size, patterns, rules, levers, batches]])

    @property
    def folder(self) -> Path:
        """Where results go by default."""
        return default_folder("check", self.digest)


def plan_check(
    files: Sequence[Path] = (),
    *,
    only: Sequence[str] = (),
    ablate: bool = False,
    levers: bool = False,
    n: int = 400,
    n_ablated: int = 100,
    seed: int = 0,
    drawn: bool = False,
) -> CheckPlan:
    """Plan what the command is asked for.

    Parameters
    ----------
    files
        Files of further patterns.
    only
        Ids of the patterns to check, such as ``bar-*``; all of them if there are none.
    ablate
        Whether to switch rules off, one at a time.
    levers
        Whether to see what changes of assumptions do, too.
    n, n_ablated
        Futures of each scenario, and of each with a rule switched off, which are no more.
    seed
        Master seed.
    drawn
        Whether what scenarios leave open is drawn, as `batch` does, and not at its default.

    Raises
    ------
    InputError
        With what is wrong with patterns and their worlds.
    """
    stated = shipped_patterns()
    for file in files:
        stated += read_patterns(file)
    patterns = chosen(stated, only)
    rules = read_ablations() if ablate else ()
    moved = read_levers() if levers else []
    more = options(
        n=n,
        seed=seed,
        only=list(only),
        ablate=ablate,
        ablated_n=n_ablated if ablate else None,
        levers=levers,
        drawn=drawn,
    )
    fewer = min(n_ablated, n)
    return CheckPlan(
        patterns=tuple(patterns),
        rules=tuple(rules),
        levers=tuple(moved),
        n=n,
        n_ablated=fewer,
        seed=seed,
        plans=_batches(patterns, rules, moved, n, fewer, seed, drawn=drawn),
        call=("check", *map(str, files), *more),
    )


def _batches(
    patterns: Sequence[Stated],
    rules: Sequence[Ablation],
    levers: Sequence[StatedLever],
    n: int,
    n_ablated: int,
    seed: int,
    *,
    drawn: bool,
) -> dict[tuple[World, int], Plan]:
    """Plan what has to be computed.

    Raises
    ------
    InputError
        With everything that is wrong with the patterns' worlds.
    """
    problems: list[Problem] = []
    sources = {lever.after: lever.changed for lever in reversed(levers)}
    sources |= {lever.before: lever.source for lever in reversed(levers)}
    sources |= {stated.world: stated.source for stated in reversed(patterns)}
    plans: dict[tuple[World, int], Plan] = {}
    for world, size in needed(patterns, rules, levers, n=n, n_ablated=n_ablated):
        try:
            plans[world, size] = plan_of_world(
                world, size, seed, source=sources.get(world), drawn=drawn
            )
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    check_columns(patterns, levers, {world: plans[world, n] for world in sources})
    return plans
