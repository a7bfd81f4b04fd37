"""A comparison in a sentence: which scenario has most of the main outcome, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.wording import short
from sim.wording.rounding import number, percent, signed
from sim.wording.words import capital

__all__ = ["MAIN", "answer", "difference"]

Row = Mapping[str, Any]

MAIN: Final = "legal_end"
"""The outcome by which a comparison is answered unless another is named."""


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
        Names of outcomes, the main one first; `MAIN` if None.
    """
    main = _main(rows, names, outcomes)
    if not main:
        return "No outcome of theirs can be compared in a sentence."
    if len(names) == 2:
        return difference(main[0], level)
    if not any(row["differing"] for row in main):
        return (
            f"The {len(names)} scenarios do not differ: {_topic(main[0]).lower()} is the same in "
            f"each of {main[0]['n']:,} futures."
        )
    best = max(main, key=lambda row: row["mean_b"])
    top, bottom = max(best["mean_b"], best["mean_a"]), _measure(best, abs(best["difference"]))
    if best["difference"] <= 0.0:
        others = "no other scenario has more"
        if best["difference"] != 0.0:
            others = f"the next, {_name(best['b'])}, has {bottom} less {_interval(best, -1.0)}"
        return (
            f"{_topic(best)}: of {len(names)} scenarios {_name(best['a'])} has most, "
            f"{_measure(best, top)}; {others}."
        )
    sure = "" if _beyond(best, level) else ", which may be chance"
    return (
        f"{_topic(best)}: of {len(names)} scenarios {_name(best['b'])} has most, "
        f"{_measure(best, top)}, {bottom} more than {_name(best['a'])} "
        f"{_interval(best, 1.0)}{sure}; it is ahead in {_ahead(best, 1.0)} of the futures."
    )


def _main(rows: Sequence[Row], names: Sequence[str], outcomes: Sequence[str] | None) -> list[Row]:
    """Return the differences of the main outcome, or of the first mean if there are none."""
    wanted = outcomes[0] if outcomes else MAIN
    main = [row for row in rows if row["outcome"] == wanted and row["category"] is None]
    if not main:
        first = next((row for row in rows if row["kind"] == "mean" and row["b"] == names[1]), None)
        main = [row for row in rows if first and row["outcome"] == first["outcome"]]
    return [row for row in main if row["difference"] is not None]


def _name(name: str) -> str:
    return name.replace("_", " ")


def difference(row: Row, level: float, titles: Mapping[str, str] | None = None) -> str:
    """Say how two scenarios differ in an outcome, with the interval.

    Parameters
    ----------
    row
        A row of a comparison.
    level
        Level of confidence, in (0, 1).
    titles
        What scenarios are called; their names in words if None.
    """
    if titles is not None:
        row = {**row, "a": titles[row["a"]], "b": titles[row["b"]]}
    if not row["differing"]:
        return (
            f"{_name(row['b'])} and {_name(row['a'])} do not differ: {_topic(row).lower()} is the "
            f"same in each of {row['n']:,} futures."
        )
    sign = 1.0 if row["difference"] >= 0.0 else -1.0
    more, less = (_name(row[k]) for k in ("ba" if sign > 0.0 else "ab"))
    more_by = f"{_measure(row, abs(row['difference']))} more than {less}"
    if row["outcome"] == MAIN:
        text = f"{more} eases {more_by} by the end {_interval(row, sign)}"
    else:
        text = f"{_topic(row)}: {more} has {more_by} {_interval(row, sign)}"
    text += f"; it is ahead in {_ahead(row, sign)} of the futures"
    if not _beyond(row, level):
        return f"{text}. The difference may be chance."
    return f"{text}."


def _topic(row: Row) -> str:
    words = short(row["outcome"], row["meaning"])
    return capital(f"days until {words}" if row["kind"] == "days" else words)


def _measure(row: Row, value: float) -> str:
    if row["kind"] == "share":
        return f"{number(100.0 * value)} percentage points"
    unit = "days" if row["kind"] == "days" or row["unit"] == "d" else row["unit"]
    return f"{number(value)} {unit}".rstrip()


def _interval(row: Row, sign: float) -> str:
    """Return the interval of a difference, turned round if the sign is negative."""
    if row["low"] is None:
        return "(too few futures for an interval)"
    scale = sign * (100.0 if row["kind"] == "share" else 1.0)
    low, high = sorted((scale * row["low"], scale * row["high"]))
    return f"({signed(low, plus=False)} to {signed(high, plus=False)})"


def _ahead(row: Row, sign: float) -> str:
    """Return in which share of the futures b has more (or less) than a."""
    apart = sign * (2.0 * row["better"] - 1.0) * row["n"]
    return percent(0.5 * (row["differing"] + apart) / row["n"])


def _beyond(row: Row, level: float) -> bool:
    return row["p_holm"] is not None and row["p_holm"] < 1.0 - level
