"""What ``calibrate`` says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.cli.console import print_table, say

__all__ = ["print_calibration"]


def print_calibration(told: dict[str, Any], missed: Sequence[str], *, found: bool) -> None:
    """Print a calibration.

    Parameters
    ----------
    told
        Its summary.
    missed
        Figures that could not be drawn, and why.
    found
        Whether it had been computed before.
    """
    again = " (found; nothing was computed)" if found else ""
    distance = told["distance"]
    say(
        f"{told['title']}: {told['accepted']:,} of {told['points']:,} points accepted "
        f"({told['acceptance']:.1%}), {told['repeats']} replications each{again}"
    )
    say(
        f"Distance from the bands, in their half widths: {_number(distance['nearest'])} to "
        f"{_number(distance['farthest_accepted'])}"
    )
    print_table(
        [
            (row["path"], _spread(row, "prior"), _spread(row, "posterior"),
             f"{row['sd_ratio']:.2f}")
            for row in told["parameters"]
        ],
        ("parameter", "prior (90 %)", "posterior (90 %)", "sd after / before"),
        right=(3,), whole=(0, 1, 2),
    )  # fmt: skip
    say("Near 1 in the last column: the patterns teach nothing about this parameter.")
    say()
    print_table(
        [
            (row["id"], f"{_number(row['band_low'])} to {_number(row['band_high'])}",
             *(_met(row, stage) for stage in ("default", "prior", "fitted", "posterior")))
            for row in told["patterns"]
        ],
        ("pattern", "band", "defaults", "prior", "accepted", "posterior"), whole=(0, 1),
    )  # fmt: skip
    say("Accepted: the points that were chosen for it, and so flattering; posterior: the scenario")
    say("as written, on fresh random numbers. In brackets: outside the band.")
    say()
    if len(told["correlations"]) > 1:
        _correlations(told["correlations"])
    for text in missed:
        say(f"Not drawn: {text}")


def _correlations(rows: Sequence[dict[str, Any]]) -> None:
    paths = [row["path"] for row in rows]
    print_table(
        [
            (f"{i} {row['path']}", *(_correlation(row[path]) for path in paths))
            for i, row in enumerate(rows, 1)
        ],
        ("correlation of accepted draws", *(str(i + 1) for i in range(len(paths)))),
        right=range(1, len(paths) + 1), whole=(0,),
    )  # fmt: skip
    say("Correlations are not in the posterior as written, which draws parameters one by one.")


def _correlation(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _spread(row: dict[str, Any], stage: str) -> str:
    low, middle, high = (_number(row[f"{stage}_{name}"]) for name in ("q05", "median", "q95"))
    return f"{middle} [{low}, {high}]"


def _met(row: dict[str, Any], stage: str) -> str:
    value = _number(row[stage])
    return value if row[f"{stage}_met"] else f"({value})"


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.3g}"
