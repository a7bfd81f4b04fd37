"""The answer of a batch in two sentences, and whether its spread is luck or assumption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.analysis.wording import most_frequent, parameter_words
from sim.wording.cells import duration, number
from sim.wording.rounding import percent
from sim.wording.words import count, the
from sim.workflows.page import Block, Line, Paragraph

__all__ = ["answer", "spread_paragraphs"]

Row = Mapping[str, Any]

_DRIVERS: Final = 3
"""Uncertain parameters that are named."""

_TRACED: Final = 0.0005
"""Part of a variance that is written as more than 0.0 %."""


def answer(summary: Row) -> str:
    """Say how probable relief is, then how a scenario mostly ends, how much is eased, and when.

    Parameters
    ----------
    summary
        The summary of a batch (`sim.analysis.summary.summary`), of one good future at least.
    """
    # Of what had not begun: base rates know nothing of what had happened by the present.
    later = "branch" in summary or "conditioned" in summary
    first = "" if later else _headline(summary["relief"])
    top = max(summary["classes"], key=lambda row: row["share"] or 0.0)
    parts = [most_frequent(top["class"], percent(top["share"]))]
    rows = {(row["outcome"], row["statistic"]): row["estimate"] for row in summary["primary"]}
    relief = rows.get(("legal_end", "mean"))
    if relief is not None:
        low, high = (rows["legal_end", name] for name in ("q05", "q95"))
        parts.append(
            f"relief at the end is {number(relief)} LP on average, "
            + (
                f"{number(low)} in every future"
                if low == high
                else f"from {number(low)} to {number(high)} in nine futures of ten"
            )
        )
    if ("days_to_bargain", "never") in rows:
        middle = rows["days_to_bargain", "median"]
        parts.append(
            f"in {percent(rows['days_to_bargain', 'never'])} no agreed relief comes by the end"
            if middle is None
            else f"the first agreed relief has come after {duration(middle)} in half of them"
        )
    return f"{first}{'; '.join(parts)}."


def _headline(rows: Sequence[Row]) -> str:
    """Say how probable relief by the first sender is: blended, simulated, by base rate."""
    if not rows:
        return "The first sender has nothing in force on the first day: no relief to forecast. "
    said = [
        f"{_within(row['years'])} with probability {percent(row['blended'])} (simulated "
        f"{percent(row['probability'])}, base rate {percent(row['base_rate'])})"
        for row in rows
    ]
    sender = the(rows[0]["sender"])
    return f"Blended, some sanction of {sender} is eased {' and '.join(said)}. "


def _within(years: float | None) -> str:
    """Say by when; None is by the end."""
    return "by the end" if years is None else f"within {count(int(years), 'year')}"


def spread_paragraphs(summary: Row) -> Iterator[Block]:
    """Say how much of the spread of relief is due to what is uncertain, and to what most."""
    row = next((row for row in summary["spread"] if row["outcome"] == "legal_end"), None)
    if row is None or row["method"] == "none" or row.get("variance") == 0.0:
        return
    what = "the variance of relief at the end"
    traced = row["epistemic"]
    if traced is None or (row["method"] == "regression" and traced < _TRACED):
        yield Paragraph(
            f"With {summary['good']:,} futures the part of the assumptions in {what} cannot be "
            f"told from luck: take --nested 8, or more futures (-n {_enough(summary['good'])})."
        )
        yield Line()
        return
    least = "at least " if row["method"] == "regression" else ""
    strongest = [
        f"{parameter_words(driver['parameter'])}: {percent(driver['first_order'])}"
        for driver in summary["drivers"]
        if driver["outcome"] == "legal_end" and driver["low"]  # beyond chance
    ][:_DRIVERS]
    most = f"; most by {'; '.join(strongest)}" if strongest else ""
    yield Paragraph(
        f"Of {what}, {least}{percent(traced)} comes from what is assumed, the rest is luck{most}."
    )
    yield Line()


def _enough(n: int) -> int:
    """Return a round number of futures that is much larger: intervals half as wide, or narrower."""
    return max(4000, 4 * n)
