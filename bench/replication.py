"""Cost of one replication, and its ratio to a bare SimPy loop with as many events.

Scenarios are measured as ``batch`` simulates them: what they leave open is drawn anew in each
replication; with ``--fix-all`` it is held at its defaults. A batch has hundreds of replications in
a process, so that what is worked out once for many counts for little there: the model has
simulated some before it is measured, and each round simulates others than the rounds before, for a
replication that is simulated again would find its own draws at hand.

The bare loop is the floor that no model on SimPy goes below: a fresh environment for each
replication, six generator processes that only yield timeouts with ready delays, run for as many
processed events. Both are measured in turn in one run, for the machine's speed drifts; the ratio,
of the costs per event, is what to quote.
"""

from __future__ import annotations

from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from _bare import bare_loop
from _common import Line, in_turn, note, options, processor_seconds, report
from _worlds import model_of, shipped

from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.replication import replicate

MOST = 6.0
MOST_OF = {"hold": 2.0}
"""Where there are no talks, little is left to do beside waiting."""


class Measured(NamedTuple):
    """What a replication costs.

    Attributes
    ----------
    ours, bare
        Milliseconds per replication, and per bare loop of as many events.
    ratio
        The middle one of the rounds.
    events
        Per replication.
    """

    ours: float
    bare: float
    ratio: float
    events: float


def measure(model: Model, warm: int, n: int, rounds: int) -> Measured:
    """Measure a model that simulates `warm` replications first, and then `n` in each round."""
    counts = simulate(model, 0, warm)
    simulated: list[int] = []

    def ours() -> float:
        first = warm + n * len(simulated)
        found: list[int] = []
        spent = processor_seconds(lambda: found.extend(simulate(model, first, n)))
        simulated.append(sum(found))
        return spent / simulated[-1]

    def bare() -> float:
        return processor_seconds(lambda: [bare_loop(events) for events in counts]) / sum(counts)

    a, b = in_turn(rounds, ours, bare)
    events = mean(simulated) / n
    ratio = median(x / y for x, y in zip(a, b, strict=True))
    return Measured(median(a) * events * 1e3, median(b) * events * 1e3, ratio, events)


def simulate(model: Model, first: int, n: int) -> list[int]:
    """Simulate `n` replications; return how many events each had."""
    chance = Chance(1, first, n)
    return [replicate(model, chance, k).events for k in range(first, first + n)]


def main() -> None:
    """Print one line a scenario."""
    parser = options(__doc__)
    parser.add_argument(
        "scenarios", nargs="*", type=Path, metavar="FILE", help="all that are shipped if none"
    )
    parser.add_argument(
        "--fix-all", action="store_true", help="hold at its defaults what would be drawn"
    )
    parser.add_argument("--warm", type=int, default=100, metavar="N", help="before them (100)")
    parser.add_argument("--replications", type=int, default=30, metavar="N", help="a round (30)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="of both (5)")
    args = parser.parse_args()
    warm, n, rounds = (2, 2, 1) if args.quick else (args.warm, args.replications, args.rounds)
    lines = []
    for path in args.scenarios or shipped():
        found = measure(model_of(path, args.fix_all), warm, n, rounds)
        note(f"{path.stem}: {found.ratio:.1f}")
        said = f"{found.ours:.2f} ms, {found.events:.0f} events; bare SimPy {found.bare:.3f} ms"
        most = MOST_OF.get(path.stem, MOST)
        held = found.ratio <= most
        case = f"{path.stem}, fixed" if args.fix_all else path.stem
        lines.append(Line("replication", case, said, f"{found.ratio:.1f}", f"≤ {most:g}", held))
    report(lines, args)


if __name__ == "__main__":
    main()
