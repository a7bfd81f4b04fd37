"""Time from typing a command to its help, against that of a bare interpreter.

``python run.py --help`` and ``python -c pass`` in turn, wall clock; what is required is a number of
seconds, the ratio is for machines that are slower or faster.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from _common import ROOT, Line, in_turn, options, report

MOST = 0.4


def seconds(*arguments: str) -> float:
    """Wall-clock seconds of an interpreter with these arguments."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="of both (11)")
    args = parser.parse_args()
    help_ = ("run.py", "--help")
    seconds(*help_)  # compiles what has changed
    ours, bare = in_turn(
        3 if args.quick else args.rounds, lambda: seconds(*help_), lambda: seconds("-c", "pass")
    )
    ratio = median(a / b for a, b in zip(ours, bare, strict=True))
    took = median(ours)
    said = f"{took:.2f} s; bare interpreter {median(bare):.2f} s"
    line = Line("startup", "--help", said, f"{ratio:.1f}", f"< {MOST} s", took < MOST)
    report([line], args)


if __name__ == "__main__":
    main()
