"""What the tests of limits share: the reduced scenarios, runs of them, and how well they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from scipy import stats

from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.replication import Begun, begin
from sim.engine.state.record import Record
from sim.scenario.loading import load_scenario
from tests.scenarios.worlds import runs

YEAR: Final = 365.25

DOUBT: Final = 1e-3
"""A fit is rejected where so little or less of what chance does is worse. Seeds are fixed."""

STUBBORN: Final = (
    "agents.executive.beta=0.02",
    "agents.executive.aspiration=60",
    "agents.executive.deadline_days=36525",
    "agents.target.beta=0.02",
    "agents.target.aspiration=45",
    "agents.target.deadline_days=36525",
)
"""Nobody gives way: the sender offers 40 of 100, day after day; the target wants 45."""

FOLDER: Final = Path(__file__).parent


@lru_cache(maxsize=64)
def game(name: str, *overrides: str) -> Model:
    """A scenario of this folder, reduced to one game or process, ready to be simulated."""
    loaded = load_scenario(FOLDER / f"{name}.yaml", overrides)
    return compile_model(loaded.scenario, loaded.catalogue)


@lru_cache(maxsize=32)
def futures(name: str, n: int, *overrides: str) -> tuple[Record, ...]:
    """So many futures of a scenario of this folder, kept for the next test."""
    return tuple(runs(game(name, *overrides), n, seed=11))


def first_day(name: str, *overrides: str) -> Begun:
    """A scenario of this folder on its first day."""
    return begin(game(name, *overrides), Chance(11, 0, 1), 0)


def fits(times: Sequence[float], cdf: Callable[[float], float]) -> bool:
    """Whether times could come from a distribution (Kolmogorov and Smirnov's test)."""
    return bool(stats.kstest(times, np.vectorize(cdf, otypes=[float])).pvalue > DOUBT)


def likely(successes: int, trials: int, p: float) -> bool:
    """Whether so many successes could come from a probability (exact binomial test)."""
    return bool(stats.binomtest(successes, trials, p).pvalue > DOUBT)


def near(values: Sequence[float], mean: float) -> bool:
    """Whether numbers could have a mean (Student's test)."""
    return bool(stats.ttest_1samp(values, mean).pvalue > DOUBT)
