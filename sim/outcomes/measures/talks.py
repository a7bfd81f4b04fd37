"""The talks: offers, demands, refusals, packages agreed and what each side makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.events.channel import BREAKDOWN, LEAVES
from sim.events.governments import AIM_GIVEN_UP, AIM_MET
from sim.events.road_maps import ROAD_MAP
from sim.events.talks import DEMAND, OFFER, REFUSAL
from sim.outcomes.decades import MOTIVES, motive_shares
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, mean_or_none

measures = Group()

measures.count("offers", OFFER, "offers of the executive")
measures.count("demands", DEMAND, "demands of the target")
measures.count("refusals", REFUSAL, "offers and demands refused")


@measures(
    Column("opening_demand_share", "float", "[0, 1]", "first demand as a share of LP imposed"),
    Column("opening_demand_symbols", "bool", "", "the first demand names the symbols"),
)
def opening_demand(history: History) -> tuple[float | None, bool | None]:
    """Return how much is demanded first, and whether symbols are; None without a demand."""
    demands = history.entries(DEMAND)
    if not demands:
        return None, None
    first = DEMAND.of(demands[0])
    if "share" not in first:
        return 0.0, False  # a road-map
    return min(first["share"], 1.0), "symbols" in first and bool(first["symbols"])


@measures(
    Column("refusals_coded", "int", "", "refusals of demands that Congress would review"),
    Column("refusals_citing", "int", "", "of these, refusals that name Congress"),
    Column("citing_share", "float", "[0, 1]", "share of these that name Congress"),
)
def tied_hands(history: History) -> tuple[int, int, float | None]:
    """Return how often the executive could say that its hands are tied, and how often it did."""
    coded = [refusal for refusal in history.fields(REFUSAL) if refusal.get("coded")]
    citing = sum(refusal.get("cites_congress", False) for refusal in coded)  # whole numbers
    return len(coded), citing, citing / len(coded) if coded else None


measures.count("breakdowns", BREAKDOWN, "times that the channel closed")
measures.count("road_maps", ROAD_MAP, "road-maps agreed")
measures.count("road_maps_left", LEAVES, "road-maps that a side left because it came to lose")


@measures(
    Column(
        "deals",
        "int",
        "",
        "packages agreed, stages of a road-map among them",
        primary=True,
        short="packages agreed",
    ),
    Column(
        "days_to_deal", "float", "d", "until the first package is agreed", short="first agreement"
    ),
    Column("gestures", "int", "", "unilateral steps"),
)
def packages(history: History) -> tuple[int, float | None, int]:
    """Return how many packages were agreed, the day of the first, and unilateral steps."""
    deals = history.deals()
    return len(deals), deals[0].day if deals else None, len(history.gestures())


@measures(
    Column("deals_a_year", "float", "1/y", "packages agreed a year while the executive bargains")
)
def deals_a_year(history: History) -> float | None:
    """Return how many packages are agreed a year until the executive first has no more aim.

    From then on it winds down and does not bargain: relief comes sooner then than by deals, and
    their number tells of how long there was to agree in. None if that is no time at all.
    """
    name = history.record.model.parameters.agents.executive.name
    days = [
        entry.day
        for kind in (AIM_MET, AIM_GIVEN_UP)
        for entry in history.entries(kind)
        if entry.agent == name
    ]
    until = min([*days, history.record.horizon])
    if until <= 0.0:
        return None
    return sum(deal.day <= until for deal in history.deals()) / (until / YEAR)


def _by_side(model: Model) -> Iterator[Column]:
    agents = model.scenario.agents
    for side, unit, name in (
        ("executive", "UP", agents.executive.name),
        ("target", "LP", agents.target.name),
    ):
        meaning = f"gain of {name}, summed over packages"
        yield Column(f"utility_{side}", "float", unit, meaning, primary=True, signed=True)


@measures.by_model(_by_side)
def utilities(history: History) -> tuple[float, float]:
    """Return the gains of both sides from the packages agreed."""
    deals = history.deals()
    return fsum(deal.own for deal in deals), fsum(deal.other for deal in deals)


@measures(
    Column(
        "nash_efficiency",
        "float",
        "[0, 1]",
        "product of gains over the largest possible, mean over packages agreed in rounds",
    )
)
def nash_efficiency(history: History) -> float | None:
    """Return how close agreed packages come to the best that could have been agreed."""
    # A package from the target's list may beat the best of the executive's: then no better one
    # is known. Stages of a road-map are agreed as a whole and not compared.
    return mean_or_none([min(deal.efficiency, 1.0) for deal in history.deals() if deal.stage < 0])


@measures(
    *(
        Column(f"motive_{motive}", "float", "[0, 1]", f"share of {name} in the packages")
        for motive, name in MOTIVES.items()
    )
)
def motives(history: History) -> list[float | None]:
    """Return the share of each motive in the executive's gains."""
    return motive_shares(history.deals())
