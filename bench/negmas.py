"""Rounds of talks a second, against NegMAS on a domain of the same size.

A round is one proposal with its answer. Here the sides of `talks.yaml` propose packages by turns
under a clock of a round a day, with neither law nor shocks in between, and every round is logged
as in any scenario. There, in NegMAS, two negotiators with the same kind of time-based concession
(`AspirationNegotiator`) make alternating offers in a `SAOMechanism` over as many binary issues as
our packages have parts; each of its offers, which the other side answers, counts as a round. On
both sides both concede along the efficient packages and neither agrees before the end.

Utilities are stationary there, and so they are here: `talks.yaml` switches off all that lets the
worth of a package drift (years left in office, adaptation, beliefs), so that the efficient
packages are worked out once a negotiation and a query is a bisection.

Timed, in processor seconds and in turn, are whole negotiations of some thousand rounds. What is
prepared once for many is not: our compiled model, and there the utility functions with their
inverses, which NegMAS would by itself work out for each negotiator anew. Our prices and efficient
packages are worked out in each negotiation and are timed.

NegMAS (AGPL) is no dependency: it is installed into an environment of its own, kept among the
temporary files, and runs in a process of its own (`_negmas_part.py`). Without access to a package
index nothing is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from _common import Line, in_turn, note, options, processor_seconds, report

import sim
from sim.engine.kernel.streams import Chance
from sim.engine.replication import replicate

HERE = Path(__file__).parent
MEASURES = "ABCDEFGHIJKL"
CONCESSIONS = ("corridor", "exchange", "flights", "archive")
DOMAINS = ((8, 2), (12, 4))
"""Measures and concessions of the domains."""

LEAST = 20.0


def environment(folder: Path, requirement: str) -> Path:
    """The interpreter of an environment with NegMAS, made if need be.

    Raises
    ------
    CalledProcessError
        If NegMAS cannot be installed.
    """
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not _has_negmas(python):
        note(f"installing {requirement} into {folder}")
        venv.create(folder, clear=True, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--no-compile", requirement]
        subprocess.run(install, check=True, capture_output=True, text=True)
    return python


def _has_negmas(python: Path) -> bool:
    if not python.exists():
        return False
    asked = subprocess.run([python, "-I", "-c", "import negmas"], capture_output=True, check=False)
    return asked.returncode == 0


def ours(measures: int, concessions: int, negotiations: int) -> Callable[[], float]:
    """What measures seconds per round here."""
    without = {f"catalogue.measures.{name}": None for name in MEASURES[measures:]}
    without |= {f"catalogue.concessions.{name}": None for name in CONCESSIONS[concessions:]}
    world = sim.load_scenario(HERE / "talks.yaml", set=without)
    outcome = sim.simulate(world).outcome
    if outcome["deals"]:
        raise SystemExit("talks.yaml: the sides agree before the end")
    rounds = int(outcome["offers"] + outcome["demands"])

    def measure() -> float:
        chance = Chance(0, 0, negotiations)
        spent = processor_seconds(
            lambda: [replicate(world.model, chance, k) and None for k in range(negotiations)]
        )
        return spent / (rounds * negotiations)

    return measure


def theirs(
    python: Path, issues: int, negotiations: int, seen: dict[str, Any]
) -> Callable[[], float]:
    """What measures seconds per round there; what else it learns goes into `seen`."""

    def measure() -> float:
        done = subprocess.run(
            # Isolated: `negmas` is to be the library, and not this file beside it.
            [python, "-I", HERE / "_negmas_part.py", str(issues), str(negotiations)],
            check=True,
            capture_output=True,
            text=True,
        )
        seen.update(json.loads(done.stdout.splitlines()[-1]))
        return float(seen["seconds"])

    return measure


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    folder = Path(tempfile.gettempdir()) / f"thaw-bench-negmas-py{sys.version_info.minor}"
    parser.add_argument("--environment", type=Path, default=folder, metavar="DIR", help=str(folder))
    parser.add_argument("--requirement", default="negmas", metavar="SPEC", help="what pip installs")
    parser.add_argument("--negotiations", type=int, default=8, metavar="N", help="a round (8)")
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="of both (11)")
    args = parser.parse_args()
    count, rounds = (1, 1) if args.quick else (args.negotiations, args.rounds)
    try:
        python = environment(args.environment, args.requirement)
    except (OSError, subprocess.CalledProcessError) as error:
        why = (getattr(error, "stderr", None) or str(error)).strip().splitlines()[-1]
        report([Line("negmas", "not measured", why)], args)
        return
    lines = []
    for measures, concessions in DOMAINS:
        issues, seen = measures + concessions, dict[str, Any]()
        a, b = in_turn(
            rounds, ours(measures, concessions, count), theirs(python, issues, count, seen)
        )
        ratio = median(y / x for x, y in zip(a, b, strict=True))
        said = (
            f"{1 / median(a):,.0f} rounds/s; NegMAS {seen['version']} {1 / median(b):,.0f} rounds/s"
        )
        case = f"{2**issues:,} packages"
        lines.append(Line("negmas", case, said, f"{ratio:.1f}", f"≥ {LEAST:g}", ratio >= LEAST))
    report(lines, args)


if __name__ == "__main__":
    main()
