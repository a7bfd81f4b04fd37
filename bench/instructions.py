"""Instructions of a replication, and their ratio to those of a bare SimPy loop.

Processor seconds depend on what else the machine does; instructions hardly do, so that two counts
can be compared that were not made in turn. Counted are those of `russia_2025` and of `hold`, as
``batch`` simulates them, per replication: what an interpreter executes that simulates some
replications and then more, less what one does that simulates the first ones alone, so that imports
and the model's compilation drop out. The bare loop is that of `replication`, with as many events.

``perf stat`` counts where the processor and the system let it (the user's instructions). Where they
do not, ``--instructions`` has ``valgrind`` count, which takes some minutes.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

from _bare import bare_loop
from _common import SCENARIOS, Line, note, options, report

NAMES = ("russia_2025", "hold")
PERF = ("perf", "stat", "-x", ",", "-e", "instructions:u")
VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")

Counter = Callable[..., tuple[int, str]]
"""Runs a part of this benchmark; returns how many instructions that took, and what it printed."""


def by_perf(*part: str) -> tuple[int, str]:
    """Count with perf."""
    done = _run(PERF, part)
    return int(_perf_count(done.stderr)), done.stdout


def by_valgrind(*part: str) -> tuple[int, str]:
    """Count with valgrind."""
    done = _run(VALGRIND, part)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if found is None:
        raise SystemExit(f"valgrind counted nothing: {done.stderr}")
    return int(found[1].replace(",", "")), done.stdout


def perf_counts() -> bool:
    """Whether perf is there and may count instructions."""
    if shutil.which("perf") is None:
        return False
    tried = subprocess.run([*PERF, "true"], capture_output=True, text=True, check=False)
    return _perf_count(tried.stderr).isdigit()


def _perf_count(said: str) -> str:
    """What perf says it counted, which need not be a number."""
    lines = [line for line in said.splitlines() if "instructions" in line]
    return lines[-1].partition(",")[0] if lines else ""


def _run(counter: tuple[str, ...], part: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*counter, sys.executable, __file__, "--part", *part],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done


def run_part(name: str, first: str, more: str) -> None:
    """Simulate `first` and then `more` replications, and print how many events the latter had.

    With ``bare`` for a scenario: run so many bare loops, of `first` events each.
    """
    gc.disable()  # as in a worker
    if name == "bare":
        for _ in range(int(more)):
            bare_loop(int(first))
        return
    from _worlds import model_of
    from replication import simulate

    model = model_of(SCENARIOS / f"{name}.yaml")
    simulate(model, 0, int(first))
    print(sum(simulate(model, int(first), int(more))) if int(more) else 0)


def measured(count: Counter, name: str, warm: int, n: int) -> Line:
    """The line of a scenario."""
    less, _ = count(name, str(warm), "0")
    whole, said = count(name, str(warm), str(n))
    events = round(int(said) / n)
    ours = (whole - less) / n
    bare = (count("bare", str(events), "11")[0] - count("bare", str(events), "1")[0]) / 10
    note(f"{name}: {ours / bare:.1f}")
    text = f"{ours / 1e6:.2f} million, {events} events; bare SimPy {bare / 1e6:.3f} million"
    return Line("instructions", name, text, f"{ours / bare:.1f}")


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument(
        "--instructions", action="store_true", help="have valgrind count where perf does not"
    )
    parser.add_argument("--warm", type=int, default=40, metavar="N", help="before them (40)")
    parser.add_argument("--replications", type=int, default=40, metavar="N", help="counted (40)")
    parser.add_argument("--part", nargs=3, help="for its own use")
    args = parser.parse_args()
    if args.part:
        run_part(*args.part)
        return
    if perf_counts():
        count: Counter = by_perf
    elif args.instructions and shutil.which("valgrind"):
        count = by_valgrind
    else:
        why = "valgrind is not there" if args.instructions else "--instructions asks valgrind"
        report([Line("instructions", "not measured", f"perf counts none here; {why}")], args)
        return
    warm, n = (1, 2) if args.quick else (args.warm, args.replications)
    report([measured(count, name, warm, n) for name in NAMES], args)


if __name__ == "__main__":
    main()
