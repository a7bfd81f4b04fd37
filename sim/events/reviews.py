"""Reviews by the legislature: what is certified and reported, and how the review ends."""

from __future__ import annotations

from math import fsum
from typing import Annotated, Final, Literal, TypedDict

from sim.events import relief
from sim.events.fields import Date, Lp, Nothing, Share
from sim.events.kind import Kind, caused_by
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.subjects import MEASURES
from sim.wording import words

_MANY: Final = 6
"""Measures that are counted, with the first three of them by name."""

Introducer = Literal["a member", "the minority leader", "the majority leader"]


class Certified(TypedDict):
    """A certification."""

    conditions: Annotated[list[str], "conditions that are met"]


class Report(TypedDict):
    """A report."""

    lp: Annotated[Lp, "weight of what is to be eased"]
    days: Annotated[int, "d", "how long the review runs"]
    effective: Annotated[Date, "day from which relief may take effect"]


class Disapproval(TypedDict):
    """A resolution of disapproval."""

    share: Annotated[Share, "of the leverage at the start that is to be eased"]
    introduced_by: Annotated[Introducer, "who files it"]


class Blocked(TypedDict):
    """A disapproval is enacted."""

    how: Annotated[Literal["signed", "over a veto"], "how it is enacted"]


def _renews(tale: Narrator, report: Entry) -> bool:
    """Whether what is reported is the renewal of relief that is in force."""
    return caused_by(tale, report, relief.LICENCE_RENEWED)


def _is_filed(tale: Narrator, entry: Entry) -> bool:
    """Whether a disapproval was filed in the review that is over."""
    cause = tale.cause(entry)
    return cause is not None and cause.kind != REPORT.name


def _over_of_renewal(tale: Narrator, entry: Entry) -> bool:
    """Whether a review that is over was one of a renewal."""
    report = tale.origin(entry, REPORT)
    return report is not None and _renews(tale, report)


CERTIFIED: Final = Kind(
    "certified",
    "the executive certifies that a statute's conditions are met",
    Certified,
    about=MEASURES,
    tone="relief",
    joins=lambda tale, one, other: True,
)
REPORT: Final[Kind[Report]] = Kind(
    "report",
    "relief is reported to the legislature and its review begins",
    Report,
    about=MEASURES,
    tone="law",
    joins=lambda tale, one, other: (
        REPORT.of(one)["effective"] == REPORT.of(other)["effective"]
        and _renews(tale, one) == _renews(tale, other)
    ),
    # A renewal is news only if somebody files against it.
    notable=lambda tale, entry, fields: (
        not _renews(tale, entry) or bool(tale.following(entry, DISAPPROVAL))
    ),
)
DISAPPROVAL: Final[Kind[Disapproval]] = Kind(
    "disapproval",
    "a resolution of disapproval is filed",
    Disapproval,
    about=MEASURES,
    tone="law",
)
BLOCKED: Final = Kind(
    "blocked",
    "a disapproval is enacted: the relief is barred",
    Blocked,
    about=MEASURES,
    tone="pressure",
)
REVIEW_OVER: Final[Kind[Nothing]] = Kind(
    "review_over",
    "a review ends without a disapproval enacted",
    Nothing,
    about=MEASURES,
    tone="relief",
    joins=lambda tale, one, other: (
        _is_filed(tale, one) == _is_filed(tale, other)
        and _over_of_renewal(tale, one) == _over_of_renewal(tale, other)
    ),
    notable=lambda tale, entry, fields: _is_filed(tale, entry) or not _over_of_renewal(tale, entry),
)
APPROVAL: Final = Kind(
    "approval",
    "a resolution of approval lets relief under review go ahead",
    Nothing,
    about=MEASURES,
    tone="relief",
    joins=lambda tale, one, other: True,
)


def _names(tale: Narrator, entries: list[Entry]) -> str:
    """Return the measures of several events: of many how many they are, and the first of them."""
    subject = ",".join(dict.fromkeys(",".join(entry.subject for entry in entries).split(",")))
    several = subject.count(",") + 1
    if several < _MANY:
        return tale.subjects(subject)
    first = tale.subjects(",".join(subject.split(",")[:3]))
    return f"{several} measures, among them {first}"


@CERTIFIED.shared_sentence
def _certified(tale: Narrator, entries: list[Entry]) -> str:
    measures = _names(tale, entries)
    return f"{entries[0].agent} certifies that the conditions for easing {measures} are met."


@REPORT.shared_sentence
def _report(tale: Narrator, entries: list[Entry]) -> str:
    fields = REPORT.of(entries[0])
    what, meanwhile = "the relief", "nothing may be eased meanwhile"
    if _renews(tale, entries[0]):
        what, meanwhile = "the renewal of relief", "it stays in force meanwhile"
    return (
        f"{entries[0].agent} reports {what} of {_names(tale, entries)} "
        f"({words.lp(fsum(REPORT.of(entry)['lp'] for entry in entries))}) to {tale.legislature}; "
        f"the review runs {words.days(fields['days'])}, to {words.day(fields['effective'])}, and "
        f"{meanwhile}."
    )


@REPORT.in_sum
def _reported(tale: Narrator, entries: list[Entry]) -> str:
    renewals = words.count(len(entries), "renewal of relief", "renewals of relief")
    return f"{renewals} reported to {tale.legislature}, with no disapproval filed"


@DISAPPROVAL.sentence
def _disapproval(tale: Narrator, entry: Entry, fields: Disapproval) -> str:
    by = fields["introduced_by"]
    who = f" by {by}" if by.endswith("leader") else ""  # where only leaders may
    return (
        f"a resolution is filed in {tale.legislature}{who} to disapprove of the relief of "
        f"{tale.subjects(entry.subject)}."
    )


@BLOCKED.sentence
def _blocked(tale: Narrator, entry: Entry, fields: Blocked) -> str:
    how = " over a veto" if fields["how"] == "over a veto" else ", signed into law"
    return (
        f"the disapproval is enacted{how}, which bars the relief of {tale.subjects(entry.subject)}."
    )


@REVIEW_OVER.shared_sentence
def _review_over(tale: Narrator, entries: list[Entry]) -> str:
    filed = _is_filed(tale, entries[0])
    how = "no disapproval has been enacted" if filed else "nobody has filed a disapproval"
    goes = "goes on" if _over_of_renewal(tale, entries[0]) else "goes ahead"
    return f"the review of {_names(tale, entries)} is over: {how}, the relief {goes}."


@REVIEW_OVER.in_sum
def _reviews_over(tale: Narrator, entries: list[Entry]) -> str:
    return ""  # told with the reports


@APPROVAL.shared_sentence
def _approval(tale: Narrator, entries: list[Entry]) -> str:
    return (
        f"{entries[0].agent} approves the easing of {_names(tale, entries)} by joint "
        "resolution: it need not wait for the end of the review."
    )
