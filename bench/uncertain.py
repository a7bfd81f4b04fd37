"""What it costs that parameters are uncertain, and what it saves that futures share draws.

Chunks are simulated as a worker does it (`sim.batch.worker.run_chunk`), summaries included, in turn
and in each round others than before: of `russia_2025` at its defaults; with what it leaves open
drawn, as ``batch`` has it; and of `russia_uncertain`, which draws more, each future by itself and
with ``--nested 8``, where eight futures share a draw. The ratio is the cost to that at the
defaults; of the last line, the cost of `russia_uncertain` by itself to that with ``--nested 8``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import median

from _common import SCENARIOS, Line, in_turn, options, processor_seconds, report
from _worlds import world

from sim.batch.chunks import Span
from sim.batch.plan import planned
from sim.batch.worker import job, run_chunk

NESTED = 8
LEAST = 1.6


def chunks(name: str, n: int, *, fixed: bool = False, repeats: int = 1) -> Callable[[], float]:
    """What simulates one chunk after the other and returns processor seconds per future."""
    loaded = world(SCENARIOS / f"{name}.yaml", fixed)
    plan = replace(planned(loaded, name), seed=1, n=2**31, events=0, repeats=repeats)
    first = 0

    def chunk() -> float:
        nonlocal first
        span = Span(first, n)
        first = span.end
        return processor_seconds(lambda: run_chunk(job(plan, span))) / n

    chunk()  # compiles the model, and has what is worked out once for many at hand
    return chunk


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument(
        "--groups", type=int, default=10, metavar="N", help=f"of {NESTED} futures a chunk (10)"
    )
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="of all (7)")
    args = parser.parse_args()
    groups, rounds = (1, 1) if args.quick else (args.groups, args.rounds)
    n = groups * NESTED
    costs = in_turn(
        rounds,
        chunks("russia_2025", n, fixed=True),
        chunks("russia_2025", n),
        chunks("russia_uncertain", n),
        chunks("russia_uncertain", n, repeats=NESTED),
    )
    cases = (
        "russia_2025, at its defaults",
        "russia_2025, drawn",
        "russia_uncertain, drawn",
        f"russia_uncertain, nested {NESTED}",
    )
    lines = []
    for case, cost in zip(cases, costs, strict=True):
        ratio = median(a / b for a, b in zip(cost, costs[0], strict=True))
        lines.append(Line("uncertain", case, f"{median(cost) * 1e3:.2f} ms", f"{ratio:.2f}"))
    gain = median(a / b for a, b in zip(costs[2], costs[3], strict=True))
    said = f"a future by itself over one in {NESTED} that share a draw"
    lines.append(Line("uncertain", "gain", said, f"{gain:.2f}", f"≥ {LEAST}", gain >= LEAST))
    report(lines, args)


if __name__ == "__main__":
    main()
