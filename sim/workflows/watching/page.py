"""What there is to read of signposts: the question, the table, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sim.analysis.signposts.labels import headline
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.signposts.signs import FALSE, WITH
from sim.analysis.wording import interval_means
from sim.wording.rounding import level, number, percent, share_with_range, signed
from sim.wording.words import capital, count, date, day
from sim.workflows.page import Block, Line, Paragraph, Table
from sim.workflows.told_first import told_first

__all__ = ["ASSOCIATION", "watched_page"]

Row = dict[str, Any]

_NARROW: Final = 100
"""Columns under which a block for each observable reads better than a table."""

_NAMED: Final = 4
"""Observables that come with the answer which are named."""

ASSOCIATION: Final = (
    "Associated: by how much more often, in percentage points, the answer is yes where it is seen "
    "than where it is not; that is what seeing it tells, and no advice to bring it about. Causes: "
    "the same where it is made to happen, less where it is kept from happening, in the same "
    "futures on the same luck; that is what bringing it about does."
)
"""What the two columns mean, in two sentences."""


def watched_page(found: Signposts, rows: Sequence[Row], top: int) -> Iterator[Block]:
    """Yield what there is to read of signposts.

    Parameters
    ----------
    found
        The signposts.
    rows
        Their rows.
    top
        Rows that are shown.
    """
    scenario, asked = found.batch.model.scenario, found.question
    yield from told_first(scenario)
    by = "" if asked.by is None else f" (by {date(asked.by)})"
    yield Line(scenario.title)
    yield Paragraph(f"{asked.text}{by}")
    if found.yes is None:
        yield Paragraph("It is decided in all futures before the window begins.")
        return
    yield Paragraph(
        f"Yes in {share_with_range(*found.yes)} of {count(len(found.open), 'future')}"
        + (
            f"; {count(found.decided, 'other')} in which it is decided before the window are left "
            "out"
            if found.decided
            else ""
        )
        + "."
    )
    yield Line()
    yield Paragraph(f"{headline(found)}.")
    yield Line()
    ahead = [rows[found.signs.index(sign)] for sign in found.shown(top)]
    if ahead:
        yield Table(
            [_cells(row) for row in ahead],
            ("what", "seen", "if seen", "if not", "bits", "associated", "causes"),
            right=(1, 2, 3),
            whole=(1, 2, 3, 4, 5),
            blocks_below=_NARROW,
        )
        yield Paragraph(ASSOCIATION)
        yield Paragraph(
            "Bits: what knowing whether it is seen takes from the uncertainty of the answer; a "
            f"coin has 1. A star: it tells more than chance would; {level(FALSE)} of all stars may "
            "be chance (Benjamini and Hochberg). A dash: it is not a draw of its own, but follows "
            "from others."
            + (f" Below the first {top:,} stand a few that are draws." if ahead[top:] else "")
        )
        pairs = f" Causes rest on {found.forced:,} of them." if found.forced else ""
        yield Paragraph(interval_means(len(found.open), level(found.level)) + pairs)
    left = [row for row in rows if row["come"] >= WITH or row["answers"]]
    if left:
        yield Line()
        named = "; ".join(row["what"] for row in left[:_NAMED])
        more = f"; and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
        yield Paragraph(
            "Not in the table, for the answer is there when they are seen, or was before (in nine "
            f"futures of ten, or more, of those with yes): {named}{more}."
        )


def _cells(row: Row) -> tuple[str, ...]:
    by = ", ".join(map(day, row["dates"]))
    return (
        capital(row["what"]) + (f" (by {by})" if by else ""),
        percent(row["seen"]),
        percent(row["yes"]),
        percent(row["no"]),
        f"{_bits(row['bits'])}{'*' if row['tells'] else ''} ({_bits(row['bits_low'])} to "
        f"{_bits(row['bits_high'])})",
        _points(row, "associated"),
        _causes(row),
    )


def _bits(value: float) -> str:
    return number(value, 3)


def _points(row: Row, name: str) -> str:
    value, low, high = (_whole(100.0 * row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return f"{value} ({low} to {high})"


def _whole(points: float) -> str:
    return signed(points, 0) if round(points) else "0"


def _causes(row: Row) -> str:
    if row["unknown"] is None:
        return _points(row, "causes")
    said = {"not a draw": "–", "the answer": "–", "not asked": ""}
    return said.get(row["unknown"], str(row["unknown"]))
