"""The table of signposts: a row for each observable, as plain values and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sim.analysis.signposts.effects import Effect
from sim.analysis.signposts.labels import label
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.signposts.signs import Sign
from sim.outcomes.observables import Observable
from sim.statistics.intervals import Estimated
from sim.workflows.sheets.sheet import Field, Kind, Sheet, sheet_of

__all__ = ["rows_of", "sheet"]

Row = dict[str, Any]

_COLUMNS: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("what", "What is observed, in words", "text"),
    ("kind", "Kind of the events", "text"),
    ("subject", "Id of what they are about; empty for anything", "text"),
    ("sender", "Id of the sender; empty for any", "text"),
    ("dates", "Days on which the law's calendar has it; empty if it may come on any day", "text"),
    ("seen", "Share of futures in which it is seen within the window", "share"),
    ("yes", "Share of these in which the answer is yes", "share"),
    ("no", "Share of the others in which the answer is yes", "share"),
    ("associated", "The one less the other: what seeing it tells", "number"),
    ("bits", "What whether it is seen tells of the answer, bits", "number"),
    ("p", "Probability of so much by chance, alone", "share"),
    ("q", "The same, adjusted for all rows (Benjamini and Hochberg)", "share"),
    ("causes", "Yes where it is made to happen, less yes where it is kept from it", "number"),
    ("unknown", "Why that is not known", "text"),
    ("answers", "Whether it is nothing but what the question asks for", "flag"),
    ("come", "Seen and yes: share in which the answer comes within the window, too", "share"),
    ("tells", "Whether it says something of the answer before that is there", "flag"),
)
"""Columns of the sheet; those that are estimated have their ends behind them."""

_ENDS: Final = ("seen", "yes", "no", "associated", "bits", "causes")
"""Columns with an interval."""


def rows_of(found: Signposts) -> list[Row]:
    """Return a row for each observable, in order, as plain values."""
    return [_row(found, sign) for sign in found.signs]


def _row(found: Signposts, sign: Sign) -> Row:
    model, told = found.batch.model, sign.information
    effect = found.effects.get(sign.what, Effect(unknown="not asked"))
    return {
        "what": label(model, sign.what),
        **_named(sign.what),
        "same": [_named(one) for one in sign.same],
        "opposite": [_named(one) for one in sign.opposite],
        "dates": [str(model.calendar.date(day)) for day in found.due(sign)],
        **_estimated("seen", sign.seen),
        **_estimated("yes", sign.yes),
        **_estimated("no", sign.no),
        **_estimated("associated", sign.difference),
        "bits": told.bits,
        "bits_low": told.low,
        "bits_high": told.high,
        "p": told.p,
        "q": sign.q,
        "causes": effect.value,
        "causes_low": effect.low,
        "causes_high": effect.high,
        "causes_n": effect.n,
        "made": effect.made,
        "kept": effect.kept,
        "unknown": effect.unknown or None,
        "answers": sign.answers,
        "come": sign.come,
        "tells": sign.tells,
    }


def _named(what: Observable) -> dict[str, str | None]:
    return {name: value or None for name, value in what._asdict().items()}


def _estimated(name: str, value: Estimated) -> dict[str, float | None]:
    return {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high}


def sheet(rows: Sequence[Row]) -> Sheet:
    """Return the rows as a sheet."""
    fields = list(_fields())
    cells = [[_cell(row[field.name]) for field in fields] for row in rows]
    return sheet_of("Signposts", fields, cells)


def _fields() -> Iterator[Field]:
    for name, meaning, kind in _COLUMNS:
        yield Field(name, meaning, kind)
        if name in _ENDS:
            yield Field(f"{name}_low", "Lower end of its interval", kind)
            yield Field(f"{name}_high", "Upper end of its interval", kind)


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
