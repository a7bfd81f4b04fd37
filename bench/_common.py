"""What all benchmarks share: options, measuring in turn, and lines of the table at the end."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "scenarios"


class Line(NamedTuple):
    """A line of the table.

    Attributes
    ----------
    benchmark, case
        What was measured, and of what.
    measured
        The measurement with its unit.
    ratio
        To what it was measured against in the same run, as the docstring of the benchmark says.
    must
        What is required of the ratio; empty if nothing is.
    held
        Whether that holds; None if nothing is required or nothing could be measured.
    """

    benchmark: str
    case: str
    measured: str
    ratio: str = ""
    must: str = ""
    held: bool | None = None


def options(doc: str | None) -> argparse.ArgumentParser:
    """Options that every benchmark has; `doc` is its docstring."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="small numbers: to see that it works, not to quote"
    )
    parser.add_argument("--json", action="store_true", help="print lines as JSON, for all.py")
    return parser


def report(lines: Sequence[Line], args: argparse.Namespace) -> None:
    """Print lines as the options want them: as a table, or one JSON object each."""
    if args.quick:  # numbers that small prove nothing
        lines = [line._replace(held=None) for line in lines]
    if args.json:
        for line in lines:
            print(json.dumps(line._asdict(), ensure_ascii=False))
    else:
        print_table(lines)


def print_table(lines: Sequence[Line]) -> None:
    """Print lines as a table."""
    verdicts = {None: "", True: "held", False: "MISSED"}
    rows = [("benchmark", "case", "measured", "ratio", "must", "")]
    rows += [(*line[:5], verdicts[line.held]) for line in lines]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [
            f"{cell:>{width}}" if i == 3 else f"{cell:<{width}}"
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of a piece of work, garbage collected before and not during it."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def in_turn(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """Measure several things in turn, round by round, forwards and backwards.

    The machine's speed drifts: what is compared must be measured close together, and none always
    before the other.

    Parameters
    ----------
    rounds
        How often.
    *works
        Each does its work and returns what that cost.

    Returns
    -------
    list of list of float
        For each piece of work its cost in every round.
    """
    costs: list[list[float]] = [[] for _ in works]
    for k in range(rounds):
        order = range(len(works)) if k % 2 == 0 else reversed(range(len(works)))
        for i in order:
            costs[i].append(works[i]())
    return costs


def note(text: str) -> None:
    """Say how far a long benchmark is, apart from its table."""
    print(text, file=sys.stderr, flush=True)
