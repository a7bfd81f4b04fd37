"""Peak memory of the process that owns a batch, as the batch grows.

Each batch is computed by a fresh interpreter with two workers, written to disk and summed up, as
the command does; measured is the largest resident set of the owner alone, not of its workers. The
ratio is that to the batch of 10,000.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from _common import SCENARIOS, Line, note, options, report

SIZES = (1000, 10_000, 100_000)
MOST = 1.3


def peak(scenario: str, n: int) -> float:
    """Largest resident set of the owner of a batch of `n` replications, MB."""
    begun = time.perf_counter()
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [
                sys.executable,
                __file__,
                scenario,
                "--part",
                str(n),
                str(Path(folder) / "batch"),
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    note(f"{n:,} replications: {time.perf_counter() - begun:.0f} s")
    return float(done.stdout)


def run_part(scenario: str, n: str, folder: str) -> None:
    """Run one batch, in an interpreter of its own, and print its peak."""
    import sim
    from sim.analysis.summary import summary

    summary(sim.simulate_batch(sim.load_scenario(scenario), int(n), jobs=2, out=folder))
    print(resident_peak())


def resident_peak() -> float:
    """Largest resident set of this process so far, MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage: that begins with what the parent had before it became this program.
        said = status.read_text("utf-8").partition("VmHWM:")[2]
        return int(said.split()[0]) / 1024
    import resource  # not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024**2 if sys.platform == "darwin" else most / 1024


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("scenario", nargs="?", default=str(SCENARIOS / "russia_2025.yaml"))
    parser.add_argument("--part", nargs=2, help="for its own use")
    args = parser.parse_args()
    if args.part:
        run_part(args.scenario, *args.part)
        return
    sizes = [n // 100 for n in SIZES] if args.quick else list(SIZES)
    peaks = [peak(args.scenario, n) for n in sizes]
    name = Path(args.scenario).stem
    lines = [
        Line("memory", f"{name}, n = {n:,}", f"{mb:.0f} MB", f"{mb / peaks[1]:.2f}")
        for n, mb in zip(sizes, peaks, strict=True)
    ]
    ratio = peaks[2] / peaks[1]
    lines[2] = lines[2]._replace(must=f"≤ {MOST}", held=ratio <= MOST)
    report(lines, args)


if __name__ == "__main__":
    main()
