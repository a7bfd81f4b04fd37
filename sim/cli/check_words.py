"""What ``check`` says: tables for a terminal and a section for a Markdown page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.analysis.rounding import between, three_digits, with_range
from sim.analysis.wording import CHANCE
from sim.cli.output.console import paragraph, print_table
from sim.validation.patterns.check import NOT_MEASURED

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

__all__ = ["LEGEND", "as_markdown", "print_check", "tally"]

Row = dict[str, Any]

_USES: Final = {
    "calibration": "Patterns that values may have been chosen in view of",
    "validation": "Patterns kept for validation",
}

LEGEND: Final = (
    "A value in brackets is a 95 % interval. A pattern is met if its value lies in the band; "
    "borderline says that the interval does not lie wholly on the same side. "
    f"{CHANCE}"
)


def tally(rows: Sequence[Row]) -> str:
    """How many patterns are met, by use."""
    parts = []
    for use in _USES:
        of = [row for row in rows if row["use"] == use]
        if of:
            parts.append(f"{_met(of)} for {use}")
    none = sum(row["verdict"] == NOT_MEASURED for row in rows)
    beside = f"; of {none} more there was nothing to measure" if none else ""
    return f"{_met(rows)} patterns met ({'; '.join(parts)}){beside}"


def _met(rows: Sequence[Row]) -> str:
    """How many are met of those that could be measured: ``3 of 4``."""
    said = [row["verdict"] for row in rows if row["verdict"] != NOT_MEASURED]
    return f"{said.count('pass')} of {len(said)}"


def print_check(check: Check, missed: Sequence[str], *, found: bool) -> None:
    """Print a check."""
    rows = check.patterns.to_dicts()
    again = " (found; nothing was computed)" if found else ""
    paragraph(f"{tally(rows)}{again}")
    for use, title in _USES.items():
        shown = [row for row in rows if row["use"] == use]
        if shown:
            print_table(
                [
                    (row["id"], _value(row), _band(row), _verdict(row), row["scenario"])
                    for row in shown
                ],
                ("pattern", "value", "band", "verdict", "scenario"),
                whole=(0, 1, 2, 3),
                title=title,
            )
    for row in rows:
        if row["verdict"] == "miss":
            paragraph(f"Missed: {row['fact']} ({row['id']})")
        elif row["verdict"] == NOT_MEASURED:
            paragraph(f"Not measured: {row['fact']} ({row['id']})")
    for what, breaks, mends in _changes(check):
        told = [
            f"{word} {names}" for word, names in (("breaks", breaks), ("mends", mends)) if names
        ]
        paragraph(f"Without it: {what}: {'; '.join(told) or 'no verdict changes'}")
    paragraph(LEGEND)
    for text in missed:
        paragraph(f"Not drawn: {text}")


def as_markdown(check: Check, about: str) -> str:
    """A check as a section of a Markdown page.

    Parameters
    ----------
    check
        The check.
    about
        How it was computed: a command.
    """
    from sim.cli.into import markdown_table

    rows = check.patterns.to_dicts()
    lines = [f"`{about}`: {tally(rows)}. {LEGEND}"]
    for use, title in _USES.items():
        shown = [row for row in rows if row["use"] == use]
        if shown:
            cells = (
                (row["id"], row["fact"], _value(row), _band(row), _verdict(row), row["basis"])
                for row in shown
            )
            lines += ["", f"**{title}**", ""]
            lines.append(markdown_table(("Pattern", "Fact", "Value", "Band", "", "Basis"), cells))
    changes = list(_changes(check))
    if changes:
        lines += ["", "**Rules switched off, one at a time**", ""]
        lines.append(
            markdown_table(
                ("Without", "Breaks", "Mends"),
                ((what, breaks or "–", mends or "–") for what, breaks, mends in changes),
            )
        )
    return "\n".join(lines)


def _changes(check: Check) -> Iterator[tuple[str, str, str]]:
    """For each rule switch: what it is, and the patterns that it breaks and mends."""
    for rows in check.ablations.partition_by("ablation", maintain_order=True):
        told = {"breaks": list[str](), "mends": list[str]()}
        for row in rows.to_dicts():
            if row["changed"]:
                after = _number(row["value"])
                told[row["changed"]].append(
                    f"{row['pattern']} ({_number(row['intact'])} → {after})"
                )
        what = rows["what"][0]
        yield what, ", ".join(told["breaks"]), ", ".join(told["mends"])


def _value(row: Row) -> str:
    if row["value"] is None:
        return "nothing to measure"
    return with_range(row["value"], row["low"], row["high"])


def _band(row: Row) -> str:
    return between(row["band_low"], row["band_high"])


def _verdict(row: Row) -> str:
    plain = row["clear"] or row["value"] is None  # nothing measured is near no edge
    return str(row["verdict"]) if plain else f"{row['verdict']}, borderline"


def _number(value: float | None) -> str:
    return "nothing" if value is None else three_digits(value)
