"""Cost of a replication against the length of the scenario and the number of measures.

The horizon: 2, 4, 8 and 16 years from the start. The measures: each once, twice and four times
over, with a copy's weight a half or a fourth, so that as much is at stake. The ratio of a line is
its cost to that of the shortest or smallest; the exponent is the slope of a line fitted to the
logarithms: 1 is linear, and more would be worse than linear. It is held to that at one decimal,
which is what the noise of a machine leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import linear_regression, median

from _common import SCENARIOS, Line, in_turn, options, processor_seconds, report

import sim
from sim.workflows import LoadedScenario

YEARS = (2, 4, 8, 16)
TIMES = (1, 2, 4)
MOST = 1.0


def lasting(scenario: str, years: int) -> LoadedScenario:
    """A scenario over so many years, without its questions, which have dates of their own."""
    start = sim.load_scenario(scenario).scenario.start
    end = start.replace(year=start.year + years)
    return sim.load_scenario(scenario, set={"end": end, "questions": []})


def with_measures(scenario: str, times: int) -> LoadedScenario:
    """A scenario with every measure several times over, each copy of a fraction of the weight."""
    loaded = sim.load_scenario(scenario)
    measures = {
        name if k == 0 else f"{name}_{k + 1}": measure.model_copy(
            update={"weight_lp": measure.weight_lp / times}
        )
        for name, measure in loaded.catalogue.measures.items()
        for k in range(times)
    }
    catalogue = loaded.catalogue.model_copy(update={"measures": measures})
    return LoadedScenario(loaded.scenario, catalogue, loaded.document, loaded.world)


def costs(worlds: Sequence[LoadedScenario], n: int, rounds: int) -> list[float]:
    """Milliseconds per replication of each, in a batch in memory, summary included."""

    def work(world: LoadedScenario) -> Callable[[], float]:
        return lambda: processor_seconds(lambda: sim.simulate_batch(world, n, jobs=1))

    for world in worlds:
        sim.simulate_batch(world, 2, jobs=1)  # what is done once in a process is not to count
    return [median(all_) / n * 1e3 for all_ in in_turn(rounds, *map(work, worlds))]


def lines(what: str, sizes: Sequence[int], ms: Sequence[float], unit: str) -> list[Line]:
    """The lines of one series, the exponent last."""
    from math import log

    slope = linear_regression([log(size) for size in sizes], [log(cost) for cost in ms]).slope
    found = [
        Line("scaling", f"{what} {size}{unit}", f"{cost:.2f} ms", f"{cost / ms[0]:.2f}")
        for size, cost in zip(sizes, ms, strict=True)
    ]
    exponent = Line(
        "scaling",
        f"{what}, exponent",
        f"cost ∝ size^{slope:.2f}",
        f"{slope:.2f}",
        f"≤ {MOST:g}",
        round(slope, 1) <= MOST,
    )
    return [*found, exponent]


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("scenario", nargs="?", default=str(SCENARIOS / "russia_2025.yaml"))
    parser.add_argument("--replications", type=int, default=100, metavar="N", help="a round (100)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of all sizes (3)")
    args = parser.parse_args()
    n, rounds = (5, 1) if args.quick else (args.replications, args.rounds)
    name = Path(args.scenario).stem
    years = costs([lasting(args.scenario, y) for y in YEARS], n, rounds)
    times = costs([with_measures(args.scenario, t) for t in TIMES], n, rounds)
    report(
        [
            *lines(f"{name}, horizon", YEARS, years, " years"),
            *lines(f"{name}, measures ×", TIMES, times, ""),
        ],
        args,
    )


if __name__ == "__main__":
    main()
