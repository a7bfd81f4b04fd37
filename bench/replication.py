"""Cost of one replication, and its ratio to a bare SimPy loop with as many events.

The bare loop is the floor that no model on SimPy goes below: a fresh environment for each
replication, six generator processes that only yield timeouts with ready delays, run for as many
processed events as the model's replication had. Both are measured in turn in one run, for the
machine's speed drifts; the ratio is what to quote.
"""

from __future__ import annotations

import statistics
from collections.abc import Generator
from pathlib import Path

import simpy
from _common import SCENARIOS, Line, in_turn, options, processor_seconds, report

from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.replication import replicate
from sim.scenario.loading import load_scenario

DELAYS = tuple(0.5 + 0.37 * i for i in range(17))
MOST = 6.0


def bare_loop(events: int) -> None:
    """Process so many events of six processes that do nothing but wait."""
    env = simpy.Environment()

    def process(first: int) -> Generator[simpy.events.Event, object, None]:
        i = first
        while True:
            yield env.timeout(DELAYS[i % 17])
            i += 1

    for first in range(6):
        env.process(process(first))
    for _ in range(events):
        env.step()


def measure(model: Model, n: int, rounds: int) -> tuple[float, float, float, float]:
    """Milliseconds per replication, per bare loop, their ratio, and events per replication."""
    counts = [replicate(model, Chance(1, 0, n), k).events for k in range(n)]

    def ours() -> None:
        chance = Chance(1, 0, n)
        for k in range(n):
            replicate(model, chance, k)

    def bare() -> None:
        for events in counts:
            bare_loop(events)

    a, b = in_turn(rounds, lambda: processor_seconds(ours), lambda: processor_seconds(bare))
    ratio = statistics.median(x / y for x, y in zip(a, b, strict=True))
    return (
        statistics.median(a) / n * 1e3,
        statistics.median(b) / n * 1e3,
        ratio,
        sum(counts) / n,
    )


def main() -> None:
    """Print one line a scenario."""
    parser = options(__doc__)
    parser.add_argument("scenarios", nargs="*", default=[str(SCENARIOS / "russia_2025.yaml")])
    parser.add_argument("--replications", type=int, default=100, metavar="N", help="a round (100)")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="of both (7)")
    args = parser.parse_args()
    n, rounds = (10, 3) if args.quick else (args.replications, args.rounds)
    lines = []
    for path in args.scenarios:
        loaded = load_scenario(path)
        model = compile_model(loaded.scenario, loaded.catalogue)
        ours, bare, ratio, events = measure(model, n, rounds)
        said = f"{ours:.2f} ms, {events:.0f} events; bare SimPy {bare:.3f} ms"
        lines.append(
            Line("replication", Path(path).stem, said, f"{ratio:.1f}", f"≤ {MOST:g}", ratio <= MOST)
        )
    report(lines, args)


if __name__ == "__main__":
    main()
