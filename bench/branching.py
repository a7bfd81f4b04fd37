"""What a future that branches off another one costs, as a multiple of one from the first day.

A branch plays its parent anew up to its moment, takes other streams there and has all draw anew
what they wait for: it should cost what a whole future costs, and little more, wherever the moment
is. Branches of `russia_2025` at a tenth, half and nine tenths of its days are simulated in turn
with as many futures from the first day, in one process, without outcome rows.
"""

from __future__ import annotations

from functools import partial

from _common import SCENARIOS, Line, in_turn, options, processor_seconds, report
from _worlds import model_of

from sim.batch.branch import Branch, Design, simulator

MOST = 3.0
SHARES = (0.1, 0.5, 0.9)
ROUNDS = 3


def main() -> None:
    """Print the table."""
    args = options(__doc__).parse_args()
    n = 10 if args.quick else 1000
    model = model_of(SCENARIOS / "russia_2025.yaml")
    days = [float(int(share * model.calendar.horizon)) for share in SHARES]
    designs = [Design(seed=1)]
    designs += [Design(seed=1, branch=Branch(replication=0, day=day)) for day in days]

    def simulate_all(design: Design) -> None:
        simulate = simulator(model, design, 0, n)
        for k in range(n):
            simulate(k)

    def cost(design: Design) -> float:
        return processor_seconds(partial(simulate_all, design))

    plain, *branched = (
        min(costs) for costs in in_turn(ROUNDS, *[partial(cost, design) for design in designs])
    )
    lines = [
        Line(
            "branching",
            f"{n:,} branches at {100.0 * share:g} % of the days",
            f"{1e3 * seconds / n:.2f} against {1e3 * plain / n:.2f} ms each",
            f"{seconds / plain:.2f}",
            f"< {MOST:g}",
            seconds < MOST * plain,
        )
        for share, seconds in zip(SHARES, branched, strict=True)
    ]
    report(lines, args)


if __name__ == "__main__":
    main()
