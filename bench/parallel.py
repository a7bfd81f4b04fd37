"""Replications per second on one and on two processes, and how much of the machine that uses.

Three things are timed in turn, each from the start of its interpreters to their end: the batch
runner with one job; the runner with two jobs; and two interpreters side by side that know nothing
of each other, each running half of the replications with one job. The last is the speed-up the
machine allows, which is less than two where processors share caches and power. The efficiency is
the runner's speed-up over that one. All write their results to disk as a user's batch would.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from _common import SCENARIOS, Line, in_turn, note, options, report

LEAST = 0.9


def side_by_side(scenario: str, parts: list[tuple[int, int]]) -> float:
    """Wall-clock seconds of batches that run at the same time, given as replications and jobs."""
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        running = [
            subprocess.Popen(
                [
                    sys.executable,
                    __file__,
                    scenario,
                    "--part",
                    str(n),
                    str(jobs),
                    str(k),
                    str(Path(folder) / str(k)),
                ]
            )
            for k, (n, jobs) in enumerate(parts)
        ]
        codes = [process.wait() for process in running]
        seconds = time.perf_counter() - begun
    if any(codes):
        raise SystemExit("a batch failed")
    return seconds


def run_part(scenario: str, n: str, jobs: str, seed: str, folder: str) -> None:
    """Run one batch, in an interpreter of its own."""
    import sim

    sim.simulate_batch(scenario, int(n), int(seed), jobs=int(jobs), out=folder)


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("scenario", nargs="?", default=str(SCENARIOS / "russia_2025.yaml"))
    parser.add_argument("--replications", type=int, default=10_000, metavar="N", help="(10,000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of all three (3)")
    parser.add_argument("--part", nargs=4, help="for its own use")
    args = parser.parse_args()
    if args.part:
        run_part(args.scenario, *args.part)
        return
    n, rounds = (200, 1) if args.quick else (args.replications, args.rounds)

    def timed(*parts: tuple[int, int]) -> float:
        seconds = side_by_side(args.scenario, list(parts))
        note(f"{len(parts)} interpreter(s), {parts[0][1]} job(s) each: {seconds:.1f} s")
        return seconds

    one, two, apart = in_turn(
        rounds,
        lambda: timed((n, 1)),
        lambda: timed((n, 2)),
        lambda: timed((n - n // 2, 1), (n // 2, 1)),
    )
    speed_up = median(a / b for a, b in zip(one, two, strict=True))
    ceiling = median(a / b for a, b in zip(one, apart, strict=True))
    efficiency = median(a / b for a, b in zip(apart, two, strict=True))
    case = f"{Path(args.scenario).stem}, n = {n:,}"
    rates = [f"{n / median(seconds):.0f} replications/s" for seconds in (one, apart, two)]
    report(
        [
            Line("parallel", f"{case}, 1 job", rates[0]),
            Line("parallel", f"{case}, 2 apart", rates[1], f"{ceiling:.2f}"),
            Line("parallel", f"{case}, 2 jobs", rates[2], f"{speed_up:.2f}"),
            Line(
                "parallel",
                f"{case}, efficiency",
                "speed-up of 2 jobs over that of 2 apart",
                f"{efficiency:.2f}",
                f"≥ {LEAST}",
                efficiency >= LEAST,
            ),
        ],
        args,
    )


if __name__ == "__main__":
    main()
