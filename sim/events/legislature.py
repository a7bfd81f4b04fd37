"""The legislature: votes, bills, elections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal, NotRequired, TypedDict

from sim.events.fields import Nothing
from sim.events.kind import Kind, caused_by
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CALENDAR, CHANCE
from sim.events.subjects import BILL, MEASURES_OR_BILL, Subject
from sim.wording import words

Question = Literal["disapproval", "override", "bill", "repeal"]
Way = Literal["leadership", "discharge petition"]
Position = Literal["opposed", "neutral", "asking"]
"""Where a president may stand on new sanctions."""


class Vote(TypedDict):
    """A vote of a chamber."""

    chamber: Annotated[str, "which chamber"]
    ayes: Annotated[int, "votes in favour"]
    noes: Annotated[int, "votes against"]
    carried: Annotated[bool, "whether there were as many as it took"]
    majority: Annotated[bool, "whether a majority was in favour"]
    on: Annotated[Question, "what the vote was on"]


class Named(TypedDict):
    """Something about a bill."""

    title: NotRequired[Annotated[str, "title of the bill, if it has one"]]


class BillFloor(Named):
    """A bill gets to the floor."""

    how: Annotated[Way, "how it gets there"]
    stance: NotRequired[Annotated[Position, "the president's stance on it"]]


class Election(TypedDict):
    """An election, or the seats that a chamber has after it."""

    seats: NotRequired[Annotated[int, "seats of the president's party in a chamber"]]


VOTE: Final = Kind(
    "vote",
    "a chamber votes",
    Vote,
    about=MEASURES_OR_BILL,
    tone="law",
    part_of_another=lambda tale, entry: caused_by(tale, entry, BILL_FLOOR),
)
VETO: Final = Kind("veto", "the president vetoes", Nothing, about=MEASURES_OR_BILL, tone="law")
BILL_INTRODUCED: Final = Kind(
    "bill",
    "a bill of new sanctions is introduced",
    Nothing,
    about=BILL,
    root=CHANCE,
    routine=lambda n: f"{words.count(n, 'bill')} of new sanctions introduced",
)
BILL_FLOOR: Final[Kind[BillFloor]] = Kind(
    "bill_floor", "a bill gets to the floor", BillFloor, about=BILL
)
BILL_DIES: Final[Kind[Named]] = Kind(
    "bill_dies",
    "a bill dies with its Congress",
    Named,
    about=BILL,
    root=CALENDAR,
    routine=lambda n: f"{words.count(n, 'bill')} dead with the old Congress",
    notable=lambda tale, entry, fields: caused_by(tale, entry, VETO, BILL_FLOOR),
)
ELECTION: Final[Kind[Election]] = Kind(
    "election",
    "a chamber is elected",
    Election,
    about=Subject("year of the election, or a chamber whose seats change"),
    root=CALENDAR,
    part_of_another=lambda tale, entry: caused_by(tale, entry, ELECTION),
)


def bill(entry: Entry) -> str:
    """Return the bill of an event: by its title, else by its number."""
    title = entry.numbers.get("title")
    if isinstance(title, str):
        return title
    number = entry.subject.rpartition("_")[2]
    return f"bill {number}" if number.isdigit() else "the bill"


_QUESTION: Final[dict[Question, str]] = {
    "disapproval": "to disapprove of the relief",
    "override": "to override the veto",
    "bill": "for the bill",
    "repeal": "for the repeal",
}


def _voted(tale: Narrator, votes: Sequence[Entry], what: str = "") -> str:
    """Return votes of one day on one question, as one clause; for what, unless it is plain."""
    results, failed = [], []
    for vote in map(VOTE.of, votes):
        name = tale.chamber(vote["chamber"])
        results.append(f"{name} votes {vote['ayes']}–{vote['noes']}")
        chamber = tale.catalogue.chambers.get(vote["chamber"])
        if chamber is not None and not vote["carried"]:
            needed = chamber.override if vote["on"] == "override" else chamber.cloture
            failed.append(f"; {name} needed {needed}")
    on = VOTE.of(votes[0])["on"]
    what = what or (f"for {bill(votes[0])}" if on == "bill" else _QUESTION[on])
    return f"{words.joined(results)} {what}{''.join(failed)}"


@VOTE.shared_sentence
def _vote(tale: Narrator, entries: list[Entry]) -> str:
    return f"{_voted(tale, entries)}."


@VETO.sentence
def _veto(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    what = bill(entry) if entry.subject.startswith("bill") else "the disapproval"
    return f"{entry.agent} vetoes {what}."


@BILL_INTRODUCED.sentence
def _introduced(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"a bill of new sanctions ({bill(entry)}) is introduced in {tale.legislature}."


_WITH: Final[dict[Position, str]] = {
    "opposed": ", against the president's wish",
    "neutral": "; the president does not stand in the way",
    "asking": "; the president asks for it",
}


@BILL_FLOOR.sentence
def _floor(tale: Narrator, entry: Entry, fields: BillFloor) -> str:
    by = " by a discharge petition" if fields["how"] == "discharge petition" else ""
    votes = tale.following(entry, VOTE)
    if "stance" in fields:
        by += _WITH[fields["stance"]]
    result = f": {_voted(tale, votes, 'for it')}" if votes else ""
    return f"{bill(entry)} gets to the floor{by}{result}."


@BILL_DIES.sentence
def _dies(tale: Narrator, entry: Entry, fields: Named) -> str:
    how = "with its Congress"
    if caused_by(tale, entry, VETO):
        how = "by the veto"
    elif caused_by(tale, entry, BILL_FLOOR):
        floor = tale.cause(entry)
        late = floor is not None and floor.day < entry.day
        how = "with its Congress: the other chamber never took it up" if late else "on the floor"
    return f"{bill(entry)} dies {how}."


@ELECTION.sentence
def _election(tale: Narrator, entry: Entry, fields: Election) -> str:
    if "seats" in fields:
        seats = _seats(tale, entry)
        return f"the president's party now has {seats}."
    results = [_seats(tale, chamber) for chamber in tale.following(entry, ELECTION)]
    if not results:
        return f"{tale.legislature} is elected."
    return (
        f"{tale.legislature} is elected: from January the president's party has "
        f"{words.joined(results)}."
    )


def _seats(tale: Narrator, entry: Entry) -> str:
    """Return the seats that the president's party has in a chamber."""
    chamber = tale.catalogue.chambers[entry.subject]
    seats = ELECTION.of(entry).get("seats", 0)
    return f"{seats} of {chamber.seats} seats in {tale.chamber(entry.subject)}"
