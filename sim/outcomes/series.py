"""The series of a replication, declared once: names, titles and units, in the order of their rows.

A series of points that the engine notes is a row of `POINTS`; a breakdown of relief is a row of
`_FAMILIES`, one series for each member.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from sim.engine.model.model import Model
from sim.outcomes.moves import ROADS, Axes, axes
from sim.wording.units import unit

__all__ = ["POINTS", "Point", "Series", "point_series", "series", "series_names", "series_rows"]


class Series(NamedTuple):
    """A series of a model.

    Attributes
    ----------
    name
        Its name in files.
    title
        What it is, in a few words.
    unit
        Its unit, as an axis says it.
    """

    name: str
    title: str
    unit: str


class Point(NamedTuple):
    """A series that is constant from one point of a record to the next.

    Attributes
    ----------
    unit
        Its unit.
    title
        What it is, in a few words.
    of_table
        Whether every table has one of its own: those of further tables have their names behind.
    """

    unit: str
    title: str
    of_table: bool = True


class _Family(NamedTuple):
    """Series of relief, one for each member of a dimension."""

    prefix: str
    title: str
    unit: str
    dimension: Literal["senders", "classes", "instruments", "roads"]


_TOTALS: Final = (
    Series("legal", "Relief in law, all senders", "LP eased"),
    Series("effective", "Effective relief, all senders", "LP eased"),
    Series("in_force", "In force, all senders, with what was imposed since", "LP in force"),
    Series("added", "Imposed since the start", "LP imposed"),
    Series("share", "Relief in law as a share of all ever imposed", "share, 0 to 1"),
)

_FAMILIES: Final = (
    _Family("legal_", "Relief in law,", "LP eased", "senders"),
    _Family("effective_", "Effective relief,", "LP eased", "senders"),
    _Family("in_force_", "In force,", "LP in force", "senders"),
    _Family("class_", "Relief in law,", "LP eased", "classes"),
    _Family("effective_class_", "Effective relief,", "LP eased", "classes"),
    _Family("instrument_", "Relief in law by", "LP eased", "instruments"),
    _Family("via_", "Relief in law by way of", "LP eased", "roads"),
)

POINTS: Final[dict[str, Point]] = {
    "war": Point("[0, 1]", "Intensity of the war", of_table=False),
    "oil": Point("$/bbl", "Price of oil", of_table=False),
    "alignment": Point("[0, 1]", "Alignment of the target with the executive", of_table=False),
    "trust_executive": Point(
        "[0, 1]", "Executive's trust: its belief that the target keeps bargains"
    ),
    "trust_target": Point("[0, 1]", "Target's trust: its belief that the executive keeps bargains"),
    "aspiration_executive": Point("UP", "Aspiration of the executive"),
    "aspiration_target": Point("LP", "Aspiration of the target"),
    "leverage": Point("0-100", "Leverage left to the executive"),
}
"""Series of points of the first table, and those of no table."""


@lru_cache(maxsize=8)
def point_series(tables: tuple[str, ...]) -> dict[str, Point]:
    """Return the series of points of a model with these further tables."""
    return POINTS | {
        f"{name}_{table}": point
        for table in tables
        for name, point in POINTS.items()
        if point.of_table
    }


def _members(a: Axes, family: _Family) -> tuple[str, ...]:
    of: dict[str, tuple[str, ...]] = {
        "senders": a.senders,
        "classes": a.classes,
        "instruments": a.instruments,
        "roads": ROADS,
    }
    return of[family.dimension]


@lru_cache(maxsize=8)
def series_names(a: Axes) -> tuple[str, ...]:
    """Return the names of all series that these dimensions give, in order."""
    return (
        *(total.name for total in _TOTALS),
        *(f"{family.prefix}{name}" for family in _FAMILIES for name in _members(a, family)),
        *point_series(a.tables),
    )


class Rows(NamedTuple):
    """Rows of a table of series, block by block."""

    totals: slice
    senders: slice
    classes: slice
    means: slice
    points: slice


@lru_cache(maxsize=8)
def series_rows(a: Axes) -> Rows:
    """Return where totals, senders, classes, instruments with roads, and points stand."""
    senders, classes, means = len(a.senders), len(a.classes), len(a.instruments) + len(ROADS)
    sizes = (len(_TOTALS), 3 * senders, 2 * classes, means, len(point_series(a.tables)))
    ends = accumulate(sizes)
    return Rows(*(slice(end - size, end) for end, size in zip(ends, sizes, strict=True)))


def series(model: Model) -> dict[str, Series]:
    """Return all series of a model by name, in order."""
    return {one.name: one for one in _series(model)}


def _series(model: Model) -> Iterator[Series]:
    a = axes(model)
    yield from _TOTALS
    for family in _FAMILIES:
        for name in _members(a, family):
            title = f"{family.title} {_called(model, family, name)}"
            yield Series(f"{family.prefix}{name}", title, family.unit)
    of_council = "EP"
    councils = [pair.name for pair in model.pairs if pair.points == of_council]
    for name, point in point_series(a.tables).items():
        table = name.removeprefix(_base(name)).removeprefix("_")
        title = f"{point.title}, table {table}" if table else point.title
        code = of_council if point.unit == "UP" and table in councils else point.unit
        yield Series(name, title, unit(code).axis)


def _base(name: str) -> str:
    """Return the series of the first table that a series of points corresponds to."""
    return next(base for base in POINTS if name == base or name.startswith(f"{base}_"))


def _called(model: Model, family: _Family, name: str) -> str:
    """Return what a member of a dimension is called; roads and lapse have no entry."""
    entries = {} if family.dimension == "roads" else getattr(model.catalogue, family.dimension)
    return str(entries[name].name) if name in entries else name.replace("_", " ")
