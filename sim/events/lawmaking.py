"""What makes laws of new sanctions: the president's stance, bills with a chance, riders, laws."""

from __future__ import annotations

from typing import Annotated, Final, Literal, NotRequired

from sim.events import legislature
from sim.events.fields import AtTable, Lp, Share
from sim.events.kind import Kind, caused_by
from sim.events.legislature import Named, Position, bill
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CALENDAR, CHANCE
from sim.events.subjects import BILL, Subject
from sim.wording import words

Does = Literal["codify", "impose", "stick", "narrow"]


class Stance(AtTable):
    """A president's stance on new sanctions."""

    was: Annotated[Position, "where he stood"]
    to: Annotated[Position, "where he stands from then on"]


class Moves(Named):
    """A bill that has a chance."""

    does: Annotated[Does, "what it would do"]
    supporters: Annotated[
        dict[str, int], "members who would vote for it, or who sponsor it, by chamber"
    ]
    signatures: NotRequired[Annotated[int, "on a petition to discharge it"]]


class Bills(AtTable):
    """The bills of a Congress."""

    introduced: Annotated[int, "bills of new sanctions introduced"]
    moved: Annotated[int, "of these, with a chance"]
    floor: Annotated[int, "of these, voted on in a chamber"]
    laws: Annotated[int, "laws made of them"]
    over: Annotated[bool, "whether the Congress is over, and not the scenario"]


class Rider(Named):
    """A bill that becomes part of another."""

    vehicle: Annotated[str, "the act that carries it"]
    vetoed: Annotated[bool, "whether a veto strikes it out"]
    stance: Annotated[Position, "the president's stance on new sanctions"]


class Law(Named):
    """A law."""

    lp: Annotated[Lp, "weight of what it holds"]
    measures: Annotated[list[str], "measures that it holds"]
    does: NotRequired[Annotated[Does, "what it does"]]
    waiver: NotRequired[Annotated[bool, "whether the president may waive what it holds"]]
    class_: NotRequired[Annotated[str, "class of what it imposes, or lets him impose"]]
    lets: NotRequired[Annotated[Lp, "weight of what it lets the president impose"]]
    mandatory: NotRequired[Annotated[bool, "whether he must impose it or waive that"]]


class StickUsed(Named):
    """A stick is used."""

    class_: Annotated[str, "class of what is imposed"]
    lp: Annotated[Lp, "its weight"]
    mandatory: Annotated[bool, "whether he had to use it or waive it"]
    stance: Annotated[Position, "the president's stance on new sanctions"]


class Accepts(AtTable):
    """What a legislature would accept."""

    lp: Annotated[Lp, "largest relief that it would not bar"]
    share: Annotated[Share, "of the leverage at the start"]


class RepealAsked(AtTable):
    """A president asks for a repeal."""

    why: Annotated[
        Literal["settled", "aims met", "given up", "eased for years"], "what has earned it"
    ]


STANCE: Final[Kind[Stance]] = Kind(
    "stance",
    "the president moves his stance on laws of new sanctions",
    Stance,
    tone="pressure",
    root="Talks had stalled, and patience with them came to an end, by chance.",
)
BILL_MOVES: Final = Kind(
    "bill_moves",
    "a bill of new sanctions has a chance: committee reports it, or leaders take it up",
    Moves,
    about=BILL,
    root=CHANCE,
    routine=lambda n: f"{words.count(n, 'bill')} of new sanctions taken up and dropped",
    notable=lambda tale, entry, fields: _matters(tale, entry),
)
BILLS: Final = Kind(
    "bills",
    "the bills of new sanctions of a Congress are counted",
    Bills,
    tone="law",
    root=CALENDAR,
)
RIDER: Final = Kind(
    "rider",
    "a bill is taken into an act that must pass",
    Rider,
    about=BILL,
    tone="law",
    part_of_another=lambda tale, entry: bool(tale.following(entry, LAW)),
)
LAW: Final[Kind[Law]] = Kind("law", "a bill becomes law", Law, about=BILL, tone="pressure")
STICK_USED: Final = Kind(
    "stick_used",
    "the president imposes what a law lets him impose",
    StickUsed,
    about=Subject("what is added: `law_<n>`"),
    tone="pressure",
)
ACCEPTS: Final = Kind(
    "accepts",
    "a legislature convenes: how much relief it would let pass",
    Accepts,
    tone="law",
    root=CALENDAR,
    public=False,  # no vote has been taken
)
REPEAL_ASKED: Final = Kind(
    "repeal_asked",
    "the president asks for the repeal of statutes",
    RepealAsked,
    about=Subject("authority", several=True),
    tone="relief",
)


def _matters(tale: Narrator, entry: Entry) -> bool:
    """Whether a bill with a chance gets further, or is known by its title."""
    return "title" in entry.numbers or bool(tale.following(entry, legislature.BILL_FLOOR, RIDER))


_STANDS: Final[dict[Position, str]] = {
    "opposed": "sets itself against new sanctions by {0}",
    "neutral": "no longer stands in the way of new sanctions by {0}",
    "asking": "asks {0} for new sanctions",
}


@STANCE.sentence
def _stance(tale: Narrator, entry: Entry, fields: Stance) -> str:
    stands = _STANDS[fields["to"]].format(tale.legislature)
    if fields["was"] == "asking":
        stands = f"no longer asks {tale.legislature} for new sanctions"
    return f"{entry.agent} {stands}."


_WOULD: Final[dict[Does, str]] = {
    "codify": "put measures held by orders under a statute",
    "impose": "impose new sanctions",
    "stick": "give the president new sanctions to use",
    "narrow": "take away waivers and licences",
}


@BILL_MOVES.sentence
def _moves(tale: Narrator, entry: Entry, fields: Moves) -> str:
    votes = words.joined(
        [f"{n} in {tale.chamber(name)}" for name, n in fields["supporters"].items()]
    )
    if "title" in fields:
        signed = fields.get("signatures", 0)
        known = [f"sponsors: {votes}"] if votes else []
        known += [f"{signed} have signed a petition to discharge it"] if signed else []
        told = f" ({'; '.join(known)})" if known else ""
        return (
            f"pending in {tale.legislature}: {fields['title']}, to {_WOULD[fields['does']]}{told}."
        )
    return (
        f"a bill to {_WOULD[fields['does']]} ({bill(entry)}) has a chance in {tale.legislature}; "
        f"unless the president is against it, about {votes} would vote for it."
    )


@BILLS.sentence
def _bills(tale: Narrator, entry: Entry, fields: Bills) -> str:
    when = f"in the {tale.legislature} now over" if fields["over"] else "so far"
    floor, laws = fields["floor"], fields["laws"]
    came = f"{floor or 'none'} reached the floor alone, {laws or 'none'} became law"
    if not fields["introduced"]:
        return f"no bill of new sanctions introduced {when}."
    if not floor and not laws:
        came = "none reached the floor"
    return (
        f"{words.count(fields['introduced'], 'bill')} of new sanctions introduced {when}; {came}."
    )


@RIDER.sentence
def _rider(tale: Narrator, entry: Entry, fields: Rider) -> str:
    if fields["vetoed"]:
        return f"{bill(entry)} is taken into {fields['vehicle']}, and struck out after a veto."
    though = "though the president is against it" if fields["stance"] == "opposed" else ""
    though = though or "and the president does not mind"
    return f"{bill(entry)} is taken into {fields['vehicle']}, {though}: that act must pass."


@LAW.sentence
def _law(tale: Narrator, entry: Entry, fields: Law) -> str:
    held = words.listed([tale.measure(name) for name in fields["measures"]])
    over = " over the veto" if caused_by(tale, entry, legislature.VETO) else ""
    cause = tale.cause(entry)
    if cause is not None and cause.kind == RIDER.name:
        over = f" as part of {RIDER.of(cause)['vehicle']}"
    does, lp = fields.get("does", "codify"), words.lp(fields["lp"])
    waiver = ", which the president may waive after a report" if fields.get("waiver") else ""
    if does == "impose" and "class_" in fields:
        what = f"it imposes new sanctions ({tale.class_(fields['class_'])}, {lp}){waiver}"
        return f"{bill(entry)} becomes law{over}: {what}."
    if does == "stick" and "class_" in fields:
        must = "must impose, unless he waives them," if fields.get("mandatory") else "may impose"
        lp = words.lp(fields.get("lets", 0.0))
        what = f"the president {must} new sanctions ({tale.class_(fields['class_'])}, {lp})"
        return f"{bill(entry)} becomes law{over}: {what}."
    if not held:
        return f"{bill(entry)} becomes law{over}; nothing was left for it to hold."
    if does == "narrow":
        return (
            f"{bill(entry)} becomes law{over}: the president can no longer waive or license away "
            f"{held} ({lp}); that takes an act of {tale.legislature} now."
        )
    ends = "which the president may waive after a report" if waiver else "which only a repeal ends"
    what = f"from now on a statute, {ends}, holds {held} ({lp}) as well"
    return f"{bill(entry)} becomes law{over}: {what}."


@STICK_USED.sentence
def _stick_used(tale: Narrator, entry: Entry, fields: StickUsed) -> str:
    how = "does not waive" if fields["mandatory"] else "uses"
    return (
        f"{entry.agent} {how} what the law gave it: new sanctions "
        f"({tale.class_(fields['class_'])}, {words.lp(fields['lp'])})."
    )


@ACCEPTS.sentence
def _accepts(tale: Narrator, entry: Entry, fields: Accepts) -> str:
    sits = f"{tale.legislature} convenes; as it sits it"
    if entry.day <= 0.0:
        sits = f"{tale.legislature}, as it sits,"
    if fields["share"] >= 1.0:
        return f"{sits} would bar no relief."
    if fields["lp"] < 0.05:
        return f"{sits} would bar any relief that it reviews."
    return f"{sits} would let relief of up to {words.lp(fields['lp'])} pass review, and bar more."


@REPEAL_ASKED.sentence
def _repeal_asked(tale: Narrator, entry: Entry, fields: RepealAsked) -> str:
    statutes = words.listed([tale.authority(name) for name in entry.subject.split(",")])
    why = {
        "settled": "the settlement has held for two years",
        "aims met": "what they were for has come about",
        "given up": "what they were for is no longer asked for",
        "eased for years": "all that they hold has been eased for years, and nothing was broken",
    }[fields["why"]]
    return f"{entry.agent} asks {tale.legislature} to repeal {statutes}: {why}."
