"""The world around the talks: shocks, governments, what the scenario says."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypedDict

from sim.events.fields import Days, Dollars, Nothing, Share
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.narrator import Narrator
from sim.events.roots import CALENDAR, CHANCE
from sim.events.subjects import Subject
from sim.wording import words


class OilShock(TypedDict):
    """A jump of the price of oil."""

    price: Annotated[Dollars, "price after the jump"]
    days: Annotated[Days, "how long it stays dear"]


class OilHigh(TypedDict):
    """A price that hurts."""

    price: Annotated[Dollars, "price"]
    hurts: Annotated[Dollars, "price above which it hurts the sender"]


class OilCalm(TypedDict):
    """The end of a jump."""

    price: Annotated[Dollars, "price from then on"]


class Offensive(TypedDict):
    """An offensive."""

    war: Annotated[Share, "intensity of the war from then on, of the greatest"]


class Crisis(TypedDict):
    """A market crisis."""

    gain: Annotated[Share, "by which relief of banks and markets is worth more"]


class Government(TypedDict):
    """A new government."""

    theta: Annotated[float, "its position on sanctions"]
    hold_out: Annotated[bool, "whether the member is a usual hold-out"]


class Intervention(TypedDict):
    """An intervention."""

    set: Annotated[dict[str, object], "new values by path"]
    note: Annotated[str, "what it stands for"]


class President(TypedDict):
    """A new president."""

    w_lev: Annotated[float, "weight of leverage given up"]
    w_aud: Annotated[float, "weight of audiences"]
    change_party: Annotated[bool, "whether he is of the other party"]


START: Final = Kind(
    "start",
    "the scenario begins",
    Nothing,
    about=Subject("title of the scenario"),
    root="It is where the scenario starts.",
    public=False,  # of the simulation, not of its world
)
OIL_SHOCK: Final = Kind("oil_shock", "the price of oil jumps", OilShock, root=CHANCE)
OIL_HIGH: Final = Kind("oil_high", "oil is dear, whatever moved it", OilHigh, root=CHANCE)
OIL_CALM: Final = Kind(
    "oil_calm",
    "the price of oil comes back",
    OilCalm,
    routine=lambda n: "the price of oil back at rest",
)
OFFENSIVE: Final[Kind[Offensive]] = Kind(
    "offensive",
    "an offensive or an atrocity",
    Offensive,
    root=CHANCE,
    notable=lambda tale, entry, fields: bool(
        tale.following(entry) or tale.earlier(entry, OFFENSIVE, days=365.0) is None
    ),
)
CRISIS: Final = Kind("crisis", "a market crisis in the target country", Crisis, root=CHANCE)
CRISIS_OVER: Final = Kind(
    "crisis_over", "a market crisis ends", Nothing, routine=lambda n: "the market crisis over"
)
LEADER_EXIT: Final = Kind(
    "leader_exit",
    "the target's leader leaves",
    Nothing,
    about=Subject("name of the target", party=True),
    root=CHANCE,
)
GOVERNMENT: Final = Kind(
    "government",
    "a member's government changes",
    Government,
    about=Subject("member of the council", party=True),
    root=CHANCE,
    routine=lambda n: f"{words.count(n, 'government')} changed",
    notable=lambda tale, entry, fields: _is_hold_out(tale, entry),
)
NEW_PRESIDENT: Final = Kind(
    "new_president",
    "a new president takes office",
    President,
    about=Subject("name of the executive", party=True),
    root=CALENDAR,
)


SUCCESSION: Final = Kind(
    "succession",
    "the executive changes hands between elections",
    President,
    about=Subject("name of the executive", party=True),
    root=CHANCE,
)


INTERVENTION: Final = Kind(
    "intervention",
    "the scenario intervenes",
    Intervention,
    about=Subject("intervention of the scenario"),
    root="The scenario says so.",
    public=False,
)
END: Final = Kind(
    "end",
    "the scenario ends",
    Nothing,
    about=Subject("title of the scenario"),
    root="It is where the scenario ends.",
    public=False,
)


MOVES: Final[tuple[Kind[Any], ...]] = (OIL_SHOCK, OIL_CALM, OFFENSIVE)
"""Kinds with which the war or the price of oil moves."""


def _is_hold_out(tale: Narrator, entry: Entry) -> bool:
    member = tale.catalogue.members.get(entry.subject)
    return member is not None and member.hold_out


@START.sentence
def _start(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    count, held = tale.in_force_at_start()
    shares = words.joined([f"{tale.sender(name)} {words.lp(lp)}" for name, lp in held.items()])
    return f"{tale.title}. In force: {words.count(count, 'measure')} ({shares})."


@END.sentence
def _end(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return "the scenario ends."


@OIL_SHOCK.sentence
def _oil_shock(tale: Narrator, entry: Entry, fields: OilShock) -> str:
    return f"the price of oil jumps to {fields['price']:.0f} $ a barrel."


@OIL_CALM.sentence
def _oil_calm(tale: Narrator, entry: Entry, fields: OilCalm) -> str:
    return f"the price of oil comes back to {fields['price']:.0f} $ a barrel."


@OIL_HIGH.sentence
def _oil_high(tale: Narrator, entry: Entry, fields: OilHigh) -> str:
    return (
        f"oil is dear, at {fields['price']:.0f} $ a barrel: above {fields['hurts']:.0f} $ it hurts "
        f"{tale.executive}."
    )


@OFFENSIVE.sentence
def _offensive(tale: Narrator, entry: Entry, fields: Offensive) -> str:
    return f"an offensive or atrocity: the war grows fiercer (intensity {fields['war']:.2f})."


@OFFENSIVE.in_sum
def _offensives(tale: Narrator, entries: list[Entry]) -> str:
    last = OFFENSIVE.of(entries[-1])["war"]
    further = words.count(len(entries), "further offensive or atrocity", "further offensives")
    return f"{further} (intensity {last:.2f})"


@CRISIS.sentence
def _crisis(tale: Narrator, entry: Entry, fields: Crisis) -> str:
    return (
        f"a market crisis in {tale.catalogue.target.name}: relief of banks and markets is worth "
        f"{words.percent(fields['gain'])} more to {tale.target}."
    )


@CRISIS_OVER.sentence
def _crisis_over(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"the market crisis in {tale.catalogue.target.name} is over."


@LEADER_EXIT.sentence
def _leader_exit(tale: Narrator, entry: Entry, fields: Nothing) -> str:
    return f"the leader of {tale.catalogue.target.name} leaves; both sides start afresh."


@GOVERNMENT.sentence
def _government(tale: Narrator, entry: Entry, fields: Government) -> str:
    theta = fields["theta"]
    member = tale.catalogue.members.get(entry.subject)
    # A usual hold-out counts as friendly once its theta is above 0 (sim.agents.council).
    turn = ""
    if member is not None and member.hold_out:
        turn = (
            ": the usual hold-out turns friendly to sanctions"
            if theta > 0.0
            else ": it remains a usual hold-out"
        )
    elif member is not None and abs(theta - member.theta) >= 0.1:
        turn = ": it grows harder" if theta > member.theta else ": it grows softer"
    return f"the government of {tale.who(entry.subject)} changes{turn}."


@NEW_PRESIDENT.sentence
def _new_president(tale: Narrator, entry: Entry, fields: President) -> str:
    return _weighed_anew(tale, fields, "a new president takes office")


@SUCCESSION.sentence
def _succession(tale: Narrator, entry: Entry, fields: President) -> str:
    return _weighed_anew(tale, fields, "the presidency changes hands between elections")


def _weighed_anew(tale: Narrator, fields: President, how: str) -> str:
    party = " from the other party" if fields["change_party"] else ""
    return f"{how}{party}; {tale.executive} weighs leverage and its audience anew."


@INTERVENTION.sentence
def _intervention(tale: Narrator, entry: Entry, fields: Intervention) -> str:
    note = fields["note"].rstrip(".")
    if note:
        return f"{note}."
    if fields["set"]:
        changes = [tale.parameter(path, value) for path, value in fields["set"].items()]
        return f"from now on, as the scenario has it, {' and '.join(changes)}."
    return f"the scenario intervenes: {entry.subject.replace('_', ' ')}."
