"""Run every benchmark, one after the other, and print all their lines as one table.

Benchmarks say on the way how far they are; one that fails has its reason in the table, and the
exit code is then 1. A requirement that is missed is marked, and is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from _common import Line, note, options, print_table

HERE = Path(__file__).parent
ORDER = ("startup", "replication", "scaling", "parallel", "memory", "negmas", "coverage")


def run(name: str, quick: bool) -> tuple[list[Line], bool]:
    """Lines of a benchmark, and whether it ran to its end."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, HERE / f"{name}.py", "--json", *(["--quick"] if quick else [])],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    note(f"-- {name}: {time.perf_counter() - begun:.0f} s")
    if done.returncode:
        return [Line(name, "failed", f"exit code {done.returncode}, see above")], False
    return [Line(**json.loads(line)) for line in done.stdout.splitlines()], True


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(ORDER)}; all if none is given"
    )
    args = parser.parse_args()
    if unknown := [name for name in args.names if name not in ORDER]:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    lines, well = [], True
    for name in args.names or ORDER:
        found, ran = run(name, args.quick)
        lines += found
        well = well and ran
    if args.json:
        for line in lines:
            print(json.dumps(line._asdict(), ensure_ascii=False))
    else:
        print_table(lines)
    sys.exit(not well)


if __name__ == "__main__":
    main()
