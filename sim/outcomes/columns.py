"""The columns of an outcome row: what each is called, in which unit, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Final, Literal, NamedTuple

from sim.engine.model import Model
from sim.outcomes.decades import MOTIVES, decades
from sim.outcomes.moves import ROADS

Type = Literal["float", "int", "str", "bool"]

_TOP: Final = {"[0, 1]": 1.0}
"""What values of a unit cannot be above."""


class Column(NamedTuple):
    """A column of an outcome row.

    Attributes
    ----------
    name
        Its name; stable, except that senders and chambers are those of the catalogue.
    type
        Type of its values; any of them may be None, which says that there is no such thing:
        it never happened, or there was nothing to take a mean of.
    unit
        Unit, or empty for names, counts and yes or no.
    meaning
        What it says, in words.
    primary
        Whether a summary shows it first.
    signed
        Whether it may be below zero.
    """

    name: str
    type: Type
    unit: str
    meaning: str
    primary: bool = False
    signed: bool = False

    @property
    def bounds(self) -> tuple[float, float]:
        """What its values, and so the mean of them, cannot go beyond."""
        if self.signed:
            return -inf, inf
        return 0.0, _TOP.get(self.unit, inf)


def columns(model: Model) -> tuple[Column, ...]:
    """All columns of a model's outcome rows, in order."""
    return tuple(_columns(model))


def _columns(model: Model) -> Iterator[Column]:
    senders = model.catalogue.senders
    yield Column("seed", "int", "", "master seed")
    yield Column("replication", "int", "", "number of the replication")
    yield from _TOGETHER
    for name, sender in senders.items():
        whose = f"of {sender.name}"
        main = name == model.executive
        yield Column(f"legal_end_{name}", "float", "LP", f"eased in law at the end, {whose}", main)
        yield Column(f"legal_max_{name}", "float", "LP", f"eased in law at most, {whose}")
        yield Column(f"effective_end_{name}", "float", "LP", f"effective at the end, {whose}", main)
        yield Column(f"effective_max_{name}", "float", "LP", f"effective at most, {whose}")
        yield Column(f"added_{name}", "float", "LP", f"imposed since the start, {whose}")
    for road in ROADS:
        yield Column(f"via_{road}_end", "float", "LP", f"eased at the end by {_ROAD[road]}")
    yield from _COUNTED
    agents = model.scenario.agents
    for side, unit, whose in (
        ("executive", "UP", agents.executive.name), ("target", "LP", agents.kremlin.name),
    ):  # fmt: skip
        meaning = f"gain of {whose}, summed over packages"
        yield Column(f"utility_{side}", "float", unit, meaning, primary=True, signed=True)
    yield from _STEPS
    for name, chamber in model.chambers.items():
        what = f"ayes for disapprovals in the {chamber.name}, mean over first votes"
        yield Column(f"disapproval_ayes_{name}", "float", "votes", what)
    yield from _AFTER_REVIEW
    for name, sender in senders.items():
        if sender.role == "follower":
            lag = f"from a package to its adoption by {sender.name}, median"
            yield Column(f"lag_persons_{name}", "float", "d", f"{lag}, listed persons")
            yield Column(f"lag_sectoral_{name}", "float", "d", f"{lag}, all else")
    yield from _WORLD
    for decade, _ in decades(model.calendar):
        for motive, words in MOTIVES.items():
            meaning = f"share of {words} in the packages of the {decade}"
            yield Column(f"motive_{motive}_{decade}", "float", "[0, 1]", meaning)


_ROAD = {
    "bargain": "agreed packages",
    "gesture": "unilateral gestures",
    "oil": "licences on oil",
    "council": "the council",
    "follower": "followers",
    "statute": "statute",
    "start": "licences of the first day",
    "lapse": "lapse, order or repeal that ended what held it",
}

_TOGETHER = (
    Column("outcome", "str", "", "class of the outcome", True),
    Column("reversed", "bool", "", "half of the agreed relief was undone by the end", True),
    Column("escalated", "bool", "", "LP in force at the end exceed the start by more than 5", True),
    Column("days_to_relief", "float", "d", "until the first relief of any kind", True),
    Column("days_to_bargain", "float", "d", "until the first agreed relief takes effect", True),
    Column(
        "days_to_termination", "float", "d", "until a measure is first ended, not only suspended"
    ),
    Column("days_to_half", "float", "d", "until half of what was in force at the start is eased"),
    Column("legal_end", "float", "LP", "eased in law at the end", True),
    Column("legal_max", "float", "LP", "eased in law at most"),
    Column(
        "effective_end", "float", "LP", "felt at the end: not withheld by banks and firms", True
    ),
    Column("effective_max", "float", "LP", "effective at most"),
    Column("added", "float", "LP", "imposed since the start", True),
    Column(
        "net_end",
        "float",
        "LP",
        "in force at the end above the start; negative if below",
        signed=True,
    ),
    Column("bargained_ever", "float", "LP", "ever eased by agreement, or because of one"),
    Column(
        "bargained_end", "float", "LP", "eased by agreement, or because of one, at the end", True
    ),
    Column("bargained_max", "float", "LP", "eased by agreement, or because of one, at most"),
    Column("undone", "float", "[0, 1]", "share of the bargained relief undone by the end"),
    Column("oil_max", "float", "LP", "eased by licences on oil at most"),
    Column("restored_snapback", "float", "LP", "relief reversed after a violation, in all"),
    Column("restored_lapse", "float", "LP", "relief gone with a licence that ran out, in all"),
)

_COUNTED = (
    Column("offers", "int", "", "offers of the executive"),
    Column("demands", "int", "", "demands of the target"),
    Column("refusals", "int", "", "offers and demands refused"),
    Column("opening_demand_share", "float", "[0, 1]", "first demand as a share of LP imposed"),
    Column("opening_demand_symbols", "bool", "", "the first demand names the symbols"),
    Column("refusals_coded", "int", "", "refusals of demands that Congress would review"),
    Column("refusals_citing", "int", "", "of these, refusals that name Congress"),
    Column("citing_share", "float", "[0, 1]", "share of these that name Congress"),
    Column("breakdowns", "int", "", "times that the channel closed"),
    Column("road_maps", "int", "", "road-maps agreed"),
    Column("road_maps_left", "int", "", "road-maps that a side left because it came to lose"),
    Column("deals", "int", "", "packages agreed, stages of a road-map among them", True),
    Column("days_to_deal", "float", "d", "until the first package is agreed"),
    Column("gestures", "int", "", "unilateral steps"),
)

_STEPS = (
    Column(
        "nash_efficiency", "float", "[0, 1]",
        "product of gains over the largest possible, mean over packages agreed in rounds",
    ),
    Column("motive_economic", "float", "[0, 1]", "share of economic gain in the packages"),
    Column("motive_wedge", "float", "[0, 1]", "share of the wedge in the packages"),
    Column("motive_socialisation", "float", "[0, 1]", "share of socialisation in the packages"),
    Column("steps", "int", "", "packages of which anything took effect"),
    Column("step_lp", "float", "LP", "eased by such a step, median"),
    Column("step_lp_largest", "float", "LP", "eased by the largest step"),
    Column("step_gap", "float", "d", "from one step to the next, median"),
    Column("steps_light", "float", "[0, 1]", "share of steps by instruments of baby steps alone"),
    Column("emergencies_continued", "int", "", "continuations of emergencies"),
    Column("emergencies_lapsed", "int", "", "emergencies that ended", True),
    Column("acts_renewed", "int", "", "renewals of council acts"),
    Column("acts_lapsed", "int", "", "council acts that lapsed", True),
    Column("hold_outs", "int", "", "renewals at which a member held out"),
    Column("hold_out_price", "float", "[0, 1]", "share of names demanded that were paid, mean"),
    Column("hold_out_most", "str", "", "member that held out most often"),
    Column("licences_renewed", "int", "", "licences rolled over, those on oil apart"),
    Column("licences_lapsed_administrative", "int", "", "licences run out with nothing wrong"),
    Column("licences_lapsed_disapproval", "int", "", "licences whose renewal Congress barred"),
    Column("licences_lapsed_violation", "int", "", "licences run out because a deal was broken"),
    Column("oil_shocks", "int", "", "jumps of the oil price"),
    Column("oil_licences", "int", "", "licences on oil given after a shock or a gap"),
    Column("oil_licences_renewed", "int", "", "licences on oil rolled over"),
    Column("oil_licences_lapsed", "int", "", "licences on oil that ran out"),
    Column("reviews", "int", "", "reports of relief to the legislature"),
    Column("disapprovals", "int", "", "resolutions of disapproval filed"),
    Column("disapprovals_passed", "int", "", "resolutions that passed every chamber"),
    Column("disapprovals_vetoed", "int", "", "resolutions vetoed"),
    Column("blocked", "int", "", "relief barred by a disapproval enacted"),
    Column("overridden", "int", "", "of these, over a veto"),
)  # fmt: skip

_AFTER_REVIEW = (
    Column("bills", "int", "", "bills of new sanctions introduced"),
    Column("bills_floor", "int", "", "bills that got to the floor"),
    Column("laws", "int", "", "bills that became law"),
    Column("laws_lp", "float", "LP", "put under statute by laws"),
    Column("repeals", "int", "", "statutes repealed"),
    Column("delivered", "int", "", "concessions delivered"),
    Column("live_end", "int", "", "concessions in force at the end"),
    Column("violations", "int", "", "violations of concessions, seen or not"),
    Column("violations_detected", "int", "", "violations that were seen"),
    Column("false_alarms", "int", "", "violations alleged that were none"),
    Column("broken", "int", "", "concessions that ended by violation or withdrawal"),
    Column("expired", "int", "", "dated concessions that ran out"),
    Column("tolerated", "int", "", "violations seen and not answered"),
    Column("snapbacks", "int", "", "decisions to reverse relief", True),
    Column("snapbacks_violation", "int", "", "of these, after a violation"),
    Column("snapbacks_false_alarm", "int", "", "of these, after a false alarm"),
    Column("snapback_lp", "float", "LP", "reversed by them"),
    Column("withheld", "int", "", "agreed relief that was not given"),
    Column("days_to_truce", "float", "d", "until a short truce is announced"),
    Column("truce", "bool", "", "a short truce was announced", True),
    Column("ceasefire_days", "float", "d", "longest time for which a ceasefire held"),
    Column("ceasefire_held", "bool", "", "a ceasefire held for more than 180 days", True),
    Column("days_to_settlement", "float", "d", "until a comprehensive settlement is in place"),
    Column("designations", "int", "", "new designations by the executive"),
    Column("packages", "int", "", "new packages of the council"),
    Column("packages_delayed", "int", "", "packages delayed by a veto"),
    Column("adoptions", "int", "", "adoptions of packages by followers"),
    Column("tightenings", "int", "", "followers' own tightenings"),
    Column("council_eases", "int", "", "decisions of the council to ease"),
    Column("follows", "int", "", "decisions of followers to ease"),
)

_WORLD = (
    Column("offensives", "int", "", "offensives and atrocities"),
    Column("crises", "int", "", "market crises of the target"),
    Column("new_presidents", "int", "", "changes of the executive, between elections or at one"),
    Column("leader_exits", "int", "", "exits of the target's leader"),
    Column("governments", "int", "", "changes of members' governments"),
    Column("interventions", "int", "", "interventions of the scenario"),
    Column("war_end", "float", "[0, 1]", "intensity of the war at the end"),
    Column("oil_end", "float", "$/bbl", "price of oil at the end"),
    Column("trust_executive_end", "float", "[0, 1]", "executive's belief in a dealer, at the end"),
    Column("trust_target_end", "float", "[0, 1]", "target's belief in a dealer, at the end"),
    Column(
        "aspiration_executive_end", "float", "UP", "executive's aspiration at the end", signed=True
    ),
    Column("aspiration_target_end", "float", "LP", "target's aspiration at the end", signed=True),
    Column("leverage_end", "float", "0-100", "executive's leverage left at the end"),
)
