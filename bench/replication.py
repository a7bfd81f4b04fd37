"""Cost of one replication, and its ratio to a bare SimPy loop with as many events.

The bare loop is the floor that no model on SimPy goes below: a fresh environment for each
replication, six generator processes that only yield timeouts with ready delays, run for as many
processed events as the model's replication had. Both are measured in turn in one run, for the
machine's speed drifts; the ratio is what to quote.

Usage: ``python bench/replication.py [SCENARIO ...] [--replications N] [--rounds N]``
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import simpy

from sim.engine.compile import compile_model
from sim.engine.model import Model
from sim.engine.replication import replicate
from sim.engine.streams import Chance
from sim.scenario.loading import load_scenario

ROOT = Path(__file__).parent.parent
DELAYS = tuple(0.5 + 0.37 * i for i in range(17))


def bare_loop(events: int) -> None:
    """Process so many events of six processes that do nothing but wait."""
    env = simpy.Environment()

    def process(first: int) -> Iterator[simpy.events.Event]:
        i = first
        while True:
            yield env.timeout(DELAYS[i % 17])
            i += 1

    for first in range(6):
        env.process(process(first))
    for _ in range(events):
        env.step()


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of a piece of work, garbage collected before and not during it."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    spent = time.process_time() - start
    gc.enable()
    return spent


def measure(model: Model, n: int, rounds: int) -> tuple[float, float, float, float]:
    """Milliseconds per replication, per bare loop, their ratio, and events per replication."""
    counts = [replicate(model, Chance(1, 0, n), k).events for k in range(n)]
    ratios, ours, bare = [], [], []
    for _ in range(rounds):
        chance = Chance(1, 0, n)
        a = seconds(lambda chance=chance: [replicate(model, chance, k) and None for k in range(n)])
        b = seconds(lambda: [bare_loop(events) for events in counts])
        ours.append(a / n * 1e3)
        bare.append(b / n * 1e3)
        ratios.append(a / b)
    middle = statistics.median
    return middle(ours), middle(bare), middle(ratios), sum(counts) / n


def main() -> None:
    """Print one line a scenario."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("scenarios", nargs="*", default=[str(ROOT / "scenarios/russia_2025.yaml")])
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    print(f"{'scenario':<24}{'events':>8}{'ms':>9}{'bare ms':>9}{'ratio':>8}")
    for path in args.scenarios:
        loaded = load_scenario(path)
        model = compile_model(loaded.scenario, loaded.catalogue)
        ours, bare, ratio, events = measure(model, args.replications, args.rounds)
        print(f"{Path(path).stem:<24}{events:>8.0f}{ours:>9.2f}{bare:>9.3f}{ratio:>8.1f}")


if __name__ == "__main__":
    main()
