"""Records of the baseline under one override, simulated once for all tests that look at them."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.replication import simulate
from sim.engine.state.record import Record
from sim.scenario.loading import load_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "russia_2025.yaml"
MODES = ("baby_steps", "all_at_once", "road_map", "hold")


@lru_cache
def compiled(override: str) -> Model:
    """The baseline with one override."""
    loaded = load_scenario(SCENARIO, [override])
    return compile_model(loaded.scenario, loaded.catalogue)


@lru_cache(maxsize=128)
def case(seed: int, override: str) -> Record:
    """One of its futures."""
    return simulate(compiled(override), seed=seed)


def with_events(override: str, *kinds: str) -> Record:
    """The first future in which all these kinds of events happen."""
    futures = (case(seed, override) for seed in range(100))
    return next(r for r in futures if set(kinds) <= {e.kind for e in r.entries})


def model(mode: str) -> Model:
    """The baseline in a mode."""
    return compiled(f"talks.mode={mode}")


def record(seed: int, mode: str = "baby_steps") -> Record:
    """One of its futures."""
    return case(seed, f"talks.mode={mode}")


def measures_in_force(r: Record, days: ArrayLike) -> dict[str, NDArray[np.float32]]:
    """Share of the LP of every measure of the start that is in force, tranche by tranche."""
    grid = np.asarray(days, dtype=float)
    tranches = r.model.tranches
    on = np.ones((len(tranches), len(grid)))
    for change in r.changes:
        if change.tranche < len(tranches):
            on[change.tranche, grid >= change.day] = change.on
    lp = np.array([t.lp for t in tranches])
    rows: dict[str, list[int]] = {}
    for i, t in enumerate(tranches):
        rows.setdefault(t.measure, []).append(i)
    # Not at all for what weighs nothing.
    return {
        name: (
            lp[mine] @ on[mine] / lp[mine].sum() if lp[mine].sum() else np.ones(len(grid))
        ).astype(np.float32)
        for name, mine in rows.items()
    }
