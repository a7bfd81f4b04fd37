"""A check as a report: how many patterns are met, each with its band, and what rules change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sim.analysis.wording import CHANCE
from sim.validation.patterns.check import NOT_MEASURED, Check
from sim.validation.patterns.tally import tally
from sim.wording.cells import measured
from sim.wording.rounding import between, with_range
from sim.workflows.markdown import markdown_table
from sim.workflows.page import Block, Paragraph, Remark, Table

__all__ = ["LEGEND", "check_markdown", "check_report", "lever_tally"]

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
"""How to read a check."""


def check_report(check: Check, *, found: bool = False) -> Iterator[Block]:
    """Yield the blocks of a report on a check.

    Parameters
    ----------
    check
        The check.
    found
        Whether it had been computed before.
    """
    rows = check.patterns.to_dicts()
    yield Paragraph(tally(rows))
    if found:
        yield Remark("This check was there already: nothing was simulated.")
    for title, of_use in _by_use(rows):
        yield Table(
            [
                (row["id"], _value(row), _band(row), _verdict(row), row["scenario"])
                for row in of_use
            ],
            ("pattern", "value", "band", "verdict", "scenario"),
            whole=(0, 1, 2, 3),
            title=title,
        )
    levers = check.levers.to_dicts()
    if levers:
        yield Table(
            [
                (row["id"], _change(row), row["direction"], row["verdict"], row["column"])
                for row in levers
            ],
            ("lever", "difference", "must be", "verdict", "outcome"),
            whole=(0, 1, 2, 3),
            title="What changes of assumptions do, on the same luck",
        )
        yield Paragraph(lever_tally(levers))
    for row in rows:
        if row["verdict"] == "miss":
            yield Paragraph(f"Missed: {row['fact']} ({row['id']})")
        elif row["verdict"] == NOT_MEASURED:
            yield Paragraph(f"Not measured: {row['fact']} ({row['id']})")
    for what, breaks, mends in _changes(check):
        changes = [
            f"{word} {names}" for word, names in (("breaks", breaks), ("mends", mends)) if names
        ]
        yield Paragraph(f"Without it: {what}: {'; '.join(changes) or 'no verdict changes'}")
    yield Paragraph(LEGEND)


def check_markdown(check: Check, call: str) -> str:
    """Return a check as a section of a Markdown page.

    Parameters
    ----------
    check
        The check.
    call
        The command that computed it.
    """
    rows = check.patterns.to_dicts()
    lines = [f"`{call}`: {tally(rows)}. {LEGEND}"]
    for title, of_use in _by_use(rows):
        cells = (
            (row["id"], row["fact"], _value(row), _band(row), _verdict(row), row["basis"])
            for row in of_use
        )
        lines += ["", f"**{title}**", ""]
        lines.append(markdown_table(("Pattern", "Fact", "Value", "Band", "", "Basis"), cells))
    levers = check.levers.to_dicts()
    if levers:
        lines += [
            "",
            f"**What changes of assumptions do, on the same luck**: {lever_tally(levers)}",
            "",
        ]
        cells_of_levers = (
            (row["id"], row["claim"], _change(row), row["verdict"], row["column"], row["scenario"])
            for row in levers
        )
        head = ("Lever", "Claim", "Difference", "", "Outcome", "Scenario")
        lines.append(markdown_table(head, cells_of_levers))
    changes = list(_changes(check))
    if changes:
        lines += ["", "**Rules switched off, one at a time**", ""]
        cells_of_changes = ((what, breaks or "–", mends or "–") for what, breaks, mends in changes)
        lines.append(markdown_table(("Without", "Breaks", "Mends"), cells_of_changes))
    return "\n".join(lines)


def _by_use(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the patterns of each use under its title, where there are any."""
    for use, title in _USES.items():
        of_use = [row for row in rows if row["use"] == use]
        if of_use:
            yield title, of_use


def _changes(check: Check) -> Iterator[tuple[str, str, str]]:
    """Yield for each rule switch what it is, and the patterns that it breaks and mends."""
    for rows in check.ablations.partition_by("ablation", maintain_order=True):
        patterns = {"breaks": list[str](), "mends": list[str]()}
        for row in rows.to_dicts():
            if row["changed"]:
                after = measured(row["value"])
                patterns[row["changed"]].append(
                    f"{row['pattern']} ({measured(row['intact'])} → {after})"
                )
        yield rows["what"][0], ", ".join(patterns["breaks"]), ", ".join(patterns["mends"])


def lever_tally(rows: Sequence[Row]) -> str:
    """Return how many levers move their outcome the right way, beyond chance."""
    verdicts = [row["verdict"] for row in rows]
    return (
        f"{verdicts.count('pass')} of {len(verdicts)} levers have the right sign beyond chance; "
        f"{verdicts.count('within chance')} within chance, {verdicts.count('wrong sign')} wrong."
    )


def _change(row: Row) -> str:
    if row["difference"] is None:
        return "nothing to measure"
    return with_range(row["difference"], row["low"], row["high"])


def _value(row: Row) -> str:
    if row["value"] is None:
        return "nothing to measure"
    return with_range(row["value"], row["low"], row["high"])


def _band(row: Row) -> str:
    return between(row["band_low"], row["band_high"])


def _verdict(row: Row) -> str:
    plain = row["clear"] or row["value"] is None  # nothing measured is near no edge
    return str(row["verdict"]) if plain else f"{row['verdict']}, borderline"
