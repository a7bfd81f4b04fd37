"""Run every benchmark, one after the other, and print all their lines as one table.

Benchmarks say on the way how far they are; one that fails has its reason in the table, and the
exit code is then 1. A requirement that is missed is marked, and is no failure.

``--trend`` appends each line of the table to a file as an object of JSON, with the time, the git
commit and the name of the processor: what to draw a trend from. Of different processors only ratios
compare. Lines are appended as each benchmark ends, so that what was measured is kept whatever comes
later.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from _common import ROOT, Line, note, options, print_table

HERE = Path(__file__).parent
ORDER = (
    "startup",
    "first_number",
    "replication",
    "instructions",
    "uncertain",
    "scaling",
    "parallel",
    "many_chunks",
    "branching",
    "memory",
    "negmas",
    "coverage",
)


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


def append(file: Path, lines: Sequence[Line], **when: object) -> None:
    """Append lines to a file, an object of JSON each, with when and where they were measured."""
    with file.open("a", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps({**when, **line._asdict()}, ensure_ascii=False) + "\n")


def commit() -> str:
    """The commit that is checked out, ``-dirty`` if files differ from it; empty if unknown."""
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:  # there is no git
        return ""
    return done.stdout.strip()


def processor() -> str:
    """The name of the machine's processor."""
    try:
        said = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:  # not Linux
        said = []
    names = (line.partition(":")[2].strip() for line in said if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(ORDER)}; all if none is given"
    )
    parser.add_argument(
        "--trend", type=Path, metavar="FILE", help="append lines as JSON, with date and commit"
    )
    args = parser.parse_args()
    if unknown := [name for name in args.names if name not in ORDER]:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    here = {"commit": commit(), "processor": processor(), "quick": args.quick}
    if args.trend is not None:
        try:
            append(args.trend, ())  # an hour is not to be spent before it proves impossible
        except OSError as error:
            parser.error(f"--trend {args.trend}: {error.strerror}")
    lines, well = [], True
    for name in args.names or ORDER:
        found, ran = run(name, args.quick)
        lines += found
        if args.trend is not None:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            append(args.trend, found, date=now, **here)
        well = well and ran
    if args.json:
        for line in lines:
            print(json.dumps(line._asdict(), ensure_ascii=False))
    else:
        print_table(lines)
    sys.exit(not well)


if __name__ == "__main__":
    main()
