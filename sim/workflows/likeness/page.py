"""What there is to read of likeness: the nearest cases, what happened there, when relief came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from sim.analysis.likeness.cases import FOLLOWED, Case
from sim.analysis.likeness.features import FEATURES, Coded, Feature
from sim.analysis.likeness.nearest import Neighbour
from sim.analysis.likeness.relief import Relief, Within, relief
from sim.wording.rounding import number, percent, percent_range
from sim.wording.words import count, duration
from sim.workflows.page import Block, Line, Page, Paragraph, Report, Table

__all__ = ["Likeness", "report"]

_NARROW: Final = 100
_NARROW_TEXTS: Final = 150
"""Columns under which a block a case reads better than columns of words, and of long texts."""

_HAPPENED: Final = (
    ("reversed_5y", "taken back"),
    ("new_measures_2y", "new measures"),
    ("conceded_8y", "aim delivered"),
    ("government_8y", "other government"),
)
"""Questions of the battery that are told in a column each, answered with yes or no."""


@dataclass(frozen=True)
class Likeness:
    """A scenario among the cases of a library.

    Attributes
    ----------
    name, title
        Of the scenario.
    features
        What it is compared by.
    near
        The nearest cases.
    library
        All cases that it was compared with.
    left_out
        Names of the cases that it is, or extends.
    """

    name: str
    title: str
    features: Coded
    near: tuple[Neighbour, ...]
    library: tuple[Case, ...]
    left_out: tuple[str, ...]


def report(found: Likeness) -> Report:
    """Say what a scenario is like, as a page and as plain values."""
    among = relief([neighbour.case for neighbour in found.near])
    whole = relief(found.library)
    return Report(Page(_page(found, among, whole)), _values(found, among, whole))


def _page(found: Likeness, among: Relief, whole: Relief) -> Iterator[Block]:
    known = [f for f in FEATURES if found.features[f.name] is not None]
    unknown = [f for f in FEATURES if found.features[f.name] is None]
    yield Line(found.title)
    yield Line()
    yield Paragraph(f"What is compared: {_listed(known, found.features)}.")
    if unknown:
        names = ", ".join(f.label for f in unknown)
        yield Paragraph(f"What the scenario does not say, and is left out: {names}.")
    if found.left_out:
        yield Paragraph(f"Left out, for it is the scenario itself: {', '.join(found.left_out)}.")
    yield Line()
    yield Line(f"The nearest {len(found.near)} of {count(len(found.library), 'case')}")
    yield Table(
        [_compared(found.features, neighbour) for neighbour in found.near],
        ("case", "title", "distance", "alike", "differs"),
        right=(2,),
        whole=(0,),
        labels=2,
        blocks_below=_NARROW_TEXTS,
    )
    yield Paragraph(
        "Distance is Gower's: 0 is the same in all that is known, 1 as different as can be."
    )
    yield Line()
    yield Line("What happened there")
    yield Table(
        [_happened(neighbour.case) for neighbour in found.near],
        ("case", "first relief", "main measure", *(label for _, label in _HAPPENED)),
        whole=(0,),
        blocks_below=_NARROW,
    )
    yield Paragraph(
        "Taken back is asked for five years from the first day, new measures for two, all else for "
        "eight. A dash: it was not asked."
    )
    yield Line()
    yield Line("First relief, counted from the first day")
    yield Table(
        [
            *(
                (f"within {count(one.years, 'year')}", _share(one, among.n), _share(all_, whole.n))
                for one, all_ in zip(among.within, whole.within, strict=True)
            ),
            ("median", _median(among), _median(whole)),
        ],
        ("", "among these", "in the whole library"),
        whole=(0, 1, 2),
    )
    yield Paragraph(_counted(among.n))


def _listed(features: Iterable[Feature], values: Coded) -> str:
    """Name features with their values."""
    return "; ".join(f"{f.label}: {f.said(values[f.name])}" for f in features)


def _counted(n: int) -> str:
    """Say how it was counted, and what it is not."""
    return (
        "Each case counts as one, however near; in brackets Wilson's intervals of 95 %; the median "
        f"is Kaplan and Meier's, without relief censored at {FOLLOWED} years. This is no base rate "
        f"and no forecast: {count(n, 'case')}, chosen for being near by features of which nobody "
        "knows the right weights, out of a library that one house coded."
    )


def _compared(features: Coded, neighbour: Neighbour) -> tuple[str, ...]:
    case = neighbour.case
    differs = [
        f"{f.label}: {f.said(case.features[f.name])}, here {f.said(features[f.name])}"
        for f in neighbour.differs
    ]
    return (
        case.name,
        case.title,
        number(neighbour.distance, 2),
        _listed(neighbour.alike, case.features) or "nothing",
        "; ".join(differs) or "nothing",
    )


def _happened(case: Case) -> tuple[str, ...]:
    first = case.first_relief
    return (
        case.name,
        "none" if first is None else f"after {duration((first - case.start).days)}",
        _main(case),
        *(_yes(case.answers.get(question)) for question, _ in _HAPPENED),
    )


def _main(case: Case) -> str:
    """Say within how many years the main measure was eased."""
    for question, text in (("main_4y", "eased within 4 years"), ("main_8y", "within 8 years")):
        if case.answers.get(question):
            return text
    return "not eased" if case.answers.get("main_8y") is False else "–"


def _yes(answer: bool | dt.date | None) -> str:
    return "–" if answer is None else "yes" if answer else "no"


def _share(row: Within, n: int) -> str:
    return f"{row.k} of {n}, {percent(row.share)} ({percent_range(row.low, row.high)})"


def _median(found: Relief) -> str:
    if isfinite(found.median):
        return f"{number(found.median)} years"
    return f"more than {FOLLOWED} years"


def _values(found: Likeness, among: Relief, whole: Relief) -> dict[str, Any]:
    return {
        "scenario": found.name,
        "title": found.title,
        "features": dict(found.features),
        "cases": len(found.library),
        "left_out": list(found.left_out),
        "nearest": [
            {
                "case": neighbour.case.name,
                "title": neighbour.case.title,
                "start": str(neighbour.case.start),
                "distance": neighbour.distance,
                "alike": [f.name for f in neighbour.alike],
                "differs": [f.name for f in neighbour.differs],
                "features": dict(neighbour.case.features),
                "answers": neighbour.case.to_plain()["answers"],
            }
            for neighbour in found.near
        ],
        "relief": {"nearest": among.to_plain(), "library": whole.to_plain()},
        "note": _counted(among.n),
    }
