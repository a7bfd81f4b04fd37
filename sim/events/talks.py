"""The talks: offers, demands, refusals, deals, gestures."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final, Literal, NotRequired, TypedDict, final

from sim.events import channel, road_maps
from sim.events.fields import AtTable, Lp, Points, Probability, Share
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.packages import Package, Proposal, Valued, deal_name, relief_in_words
from sim.events.roots import MEETING
from sim.events.subjects import AGREEMENT, Subject
from sim.wording import words


@final
class Everything(AtTable):
    """Everything at once, for show."""

    lp: Annotated[Lp, "all LP in force"]
    share: Annotated[Share, "the same of all LP that there ever were"]
    tranches: Annotated[int, "tranches in all"]
    concessions: Annotated[list[str], "what is given in return: nothing"]
    symbols: Annotated[list[str], "measures that the demand names"]
    for_show: Annotated[bool, "that it is for show"]


WhyRefused = Literal["everything at once", "too large", "worth less than wanted", "consent"]


class Refusal(TypedDict):
    """A refusal."""

    worth: NotRequired[Annotated[Points, "what the proposal is worth, if it was weighed"]]
    wanted: NotRequired[Annotated[Points, "what the side holds out for"]]
    probability: NotRequired[Annotated[Probability, "that the proposal is accepted"]]
    rest: NotRequired[Annotated[Points, "least that a road-map would be worth on the way"]]
    believed: NotRequired[Annotated[bool, "whether the target believes what it cites"]]
    why: NotRequired[Annotated[WhyRefused, "why, unless the target refuses"]]
    cites_congress: NotRequired[
        Annotated[bool, "whether the executive says that its hands are tied"]
    ]
    coded: NotRequired[Annotated[bool, "whether the law allows it to say so"]]


class Deal(Valued):
    """A package that is agreed."""

    efficiency: Annotated[Share, "of the best joint gain that was to be had"]
    motives: Annotated[list[float], "gain, wedge against a rival, socialisation"]


_PROPOSED = Subject("`road_map`, or nothing for a package")

OFFER: Final[Kind[Proposal | road_maps.RoadMap]] = Kind(
    "offer",
    "the executive offers a package",
    Proposal,
    road_maps.RoadMap,
    about=_PROPOSED,
    root=MEETING,
    part_of_another=lambda tale, entry: bool(tale.following(entry, DEAL, road_maps.ROAD_MAP)),
    deliberate=True,
    public=False,  # what is said at a table stays there until it is agreed
)
DEMAND: Final[Kind[Proposal | road_maps.RoadMap | Everything]] = Kind(
    "demand",
    "the target demands a package",
    Proposal,
    road_maps.RoadMap,
    Everything,
    about=Subject("`road_map`, `everything`, or nothing for a package"),
    root=MEETING,
    part_of_another=lambda tale, entry: bool(tale.following(entry, DEAL, road_maps.ROAD_MAP)),
    public=False,
)
REFUSAL: Final = Kind(
    "refusal",
    "an offer or a demand is refused",
    Refusal,
    about=_PROPOSED,
    odds="It would have been accepted with a probability of {p}.",
    public=False,
)
DEAL: Final[Kind[Deal]] = Kind(
    "deal", "a package is agreed", Deal, about=AGREEMENT, tone="relief", deliberate=True
)
GESTURE: Final = Kind(
    "gesture",
    "the executive makes a unilateral step",
    Package,
    tone="relief",
    root="Trust was low, and the executive is one that then makes a step of its own.",
    deliberate=True,
)

OF_TALKS: Final[tuple[Kind[Any], ...]] = (
    OFFER,
    DEMAND,
    REFUSAL,
    DEAL,
    road_maps.ROAD_MAP,
    road_maps.STAGE,
    channel.SILENCE,
    channel.LEAVES,
    channel.BREAKDOWN,
)
"""Kinds that belong to a table, and are counted by table."""


_MOTIVES = ("economic gain", "the wedge against a rival", "socialisation by trade")


@OFFER.sentence
def _offer(tale: Narrator, entry: Entry, fields: Proposal | road_maps.RoadMap) -> str:
    if "stages" in fields:
        return _proposes_road_map(entry, fields, "offers")
    given = tale.concessions(fields["concessions"])
    terms = f" in return for {given}" if given else ", asking nothing in return"
    return f"{entry.agent} offers to ease {relief_in_words(tale, fields)}{terms}{_why_now(fields)}."


@DEMAND.sentence
def _demand(tale: Narrator, entry: Entry, fields: Proposal | road_maps.RoadMap | Everything) -> str:
    if "stages" in fields:
        return _proposes_road_map(entry, fields, "demands")
    if "for_show" in fields:
        symbols = [tale.measure(name) for name in fields["symbols"]]
        named = f", {words.joined(symbols)} included," if symbols else ""
        return (
            f"{entry.agent} demands{_of(tale, fields)}, for show, that everything{named} be "
            f"lifted at once ({words.lp(fields['lp'])}) and offers nothing in return."
        )
    given = tale.concessions(fields["concessions"]) or "nothing"
    relief, whom = relief_in_words(tale, fields), _of(tale, fields)
    now = _why_now(fields)
    return f"{entry.agent} demands{whom} relief from {relief} and offers in return: {given}{now}."


def _why_now(fields: Proposal) -> str:
    """Return what has moved since the side's last proposal was refused, if it was."""
    moved = fields.get("moved", [])
    return f" (what has moved since its last was refused: {words.joined(moved)})" if moved else ""


def _of(tale: Narrator, fields: AtTable) -> str:
    """Return of whom something is demanded, if it is not the executive."""
    table = fields.get("table", "")
    return f" of {tale.sender_at(table)}" if table else ""


def _proposes_road_map(entry: Entry, fields: road_maps.RoadMap, verb: str) -> str:
    stages = words.count(fields["stages"], "stage")
    return f"{entry.agent} {verb} a road-map of {stages} ({words.lp(fields['lp'])} in all)."


_REASONS: Final[dict[WhyRefused, str]] = {
    "everything at once": "everything at once is not to be had",
    "too large": "that is more than it will put into one step",
}


def refused(tale: Narrator, entry: Entry) -> str:
    """Return why a proposal is refused, as a clause."""
    fields = REFUSAL.of(entry)
    unit = partial(tale.points, entry.agent)
    why = _REASONS.get(fields["why"], "") if "why" in fields else ""
    if not why and "worth" in fields:
        worth, wanted = fields["worth"], fields.get("wanted", 0.0)
        rest = fields.get("rest", worth)
        if rest < worth >= wanted and not fields.get("probability"):
            why = f"on the way the rest of it would come to be worth {unit(rest)} to it"
        elif worth < wanted:
            why = f"that is worth {unit(worth)} to it, and it holds out for {unit(wanted)}"
        else:
            why = f"it wavers, although that is worth {unit(worth)} to it"
    if fields.get("cites_congress"):
        believed = "believes" if fields.get("believed") else "does not believe"
        why += (
            f"{', and ' if why else ''}it cites {tale.legislature}, which ties its hands on part "
            f"of it ({tale.target} {believed} it)"
        )
    return why


@REFUSAL.sentence
def _refusal(tale: Narrator, entry: Entry, fields: Refusal) -> str:
    proposal = tale.cause(entry)
    what = "the offer" if proposal is None or proposal.kind == OFFER.name else "the demand"
    if entry.subject == "road_map":
        what = "the road-map"
    why = refused(tale, entry)
    return f"{entry.agent} refuses {what}{': ' + why if why else ''}."


@DEAL.sentence
def _deal(tale: Narrator, entry: Entry, fields: Deal) -> str:
    label = deal_name(entry.subject)
    given = tale.concessions(fields["concessions"]) or "nothing"
    proposal = tale.cause(entry)
    by = f", on a proposal of {proposal.agent}" if proposal is not None else ""
    motive = _motive(fields)
    sender = tale.sender_at(fields.get("table", ""))
    return (
        f"{label}{by}: {sender} eases {relief_in_words(tale, fields)}; {tale.target} gives: "
        f"{given}. It is worth {tale.points(sender, fields['utility_executive'])} to "
        f"{sender} and {words.lp(fields['utility_target'])} to {tale.target}, "
        f"{words.percent(fields['efficiency'])} of the best joint gain"
        f"{f'; the motive beside the concessions: {motive}' if motive else ''}."
    )


def _motive(fields: Deal) -> str:
    """Return the strongest motive of a deal, if any."""
    best, name = max(zip(fields["motives"], _MOTIVES, strict=False), default=(0.0, ""))
    return name if best > 0.0 else ""


@GESTURE.sentence
def _gesture(tale: Narrator, entry: Entry, fields: Package) -> str:
    relief = relief_in_words(tale, fields)
    gain = tale.points(entry.agent, fields["utility_executive"])
    return (
        f"{entry.agent} makes a step of its own, to be answered: it will ease {relief}. That is "
        f"worth {gain} to itself and {words.lp(fields['utility_target'])} to {tale.target}."
    )
