"""A comparison in a sentence: which scenario has most of the main outcome, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.analysis.comparison.words import (
    MAIN,
    ahead,
    beyond,
    interval,
    main_rows,
    measure,
    topic,
)

__all__ = ["answer"]

Row = Mapping[str, Any]


def answer(
    rows: Sequence[Row], names: Sequence[str], n: int, level: float, outcomes: Sequence[str] | None
) -> str:
    """Return the answer of a comparison.

    Parameters
    ----------
    rows
        Its differences, those to the baseline (`sim.analysis.comparison.comparison.Comparison`).
    names
        Of the scenarios, the baseline first.
    n
        Futures that are good in all of them.
    level
        Level of confidence, in (0, 1).
    outcomes
        Names of outcomes, the main one first; see `main_rows`.
    """
    main = main_rows(rows, names, outcomes)
    if not main:
        return "No outcome of theirs can be compared in a sentence."
    if len(names) == 2:
        return _two(main[0], level)
    if not any(row["differing"] for row in main):
        return (
            f"The {len(names)} scenarios do not differ: {topic(main[0]).lower()} is the same in "
            f"each of {main[0]['n']:,} futures."
        )
    best = max(main, key=lambda row: row["mean_b"])
    top, bottom = max(best["mean_b"], best["mean_a"]), measure(best, abs(best["difference"]))
    if best["difference"] <= 0.0:
        others = "no other scenario has more"
        if best["difference"] != 0.0:
            others = f"the next, {_name(best['b'])}, has {bottom} less {interval(best, -1.0)}"
        return (
            f"{topic(best)}: of {len(names)} scenarios {_name(best['a'])} has most, "
            f"{measure(best, top)}; {others}."
        )
    sure = "" if beyond(best, level) else ", which may be chance"
    return (
        f"{topic(best)}: of {len(names)} scenarios {_name(best['b'])} has most, "
        f"{measure(best, top)}, {bottom} more than {_name(best['a'])} "
        f"{interval(best, 1.0)}{sure}; it is ahead in {ahead(best, 1.0)} of the futures."
    )


def _name(name: str) -> str:
    return name.replace("_", " ")


def _two(row: Row, level: float) -> str:
    if not row["differing"]:
        return (
            f"{_name(row['b'])} and {_name(row['a'])} do not differ: {topic(row).lower()} is the "
            f"same in each of {row['n']:,} futures."
        )
    sign = 1.0 if row["difference"] >= 0.0 else -1.0
    more, less = (_name(row[k]) for k in ("ba" if sign > 0.0 else "ab"))
    more_by = f"{measure(row, abs(row['difference']))} more than {less}"
    if row["outcome"] == MAIN:
        text = f"{more} eases {more_by} by the end {interval(row, sign)}"
    else:
        text = f"{topic(row)}: {more} has {more_by} {interval(row, sign)}"
    text += f"; it is ahead in {ahead(row, sign)} of the futures"
    if not beyond(row, level):
        return f"{text}. The difference may be chance."
    return f"{text}."
