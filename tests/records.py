"""Records of the baseline under one override, simulated once for all tests that look at them."""

from functools import lru_cache
from pathlib import Path

from sim.engine.compile import compile_model
from sim.engine.model import Model
from sim.engine.record import Record
from sim.engine.replication import simulate
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
