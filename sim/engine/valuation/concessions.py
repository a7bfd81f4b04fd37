"""What the sender may ask for: concessions that can be given now, and what they are worth."""

from __future__ import annotations

from sim.bargaining.arrays import picked
from sim.bargaining.concession_sets import ConcessionSets, askable
from sim.catalogue.schema import Concession
from sim.engine.model.pairs import Pair
from sim.engine.state.alignment import signal
from sim.engine.state.fighting import breaking, spared
from sim.engine.state.state import Run
from sim.engine.state.table import Table


def in_hand(run: Run, name: str) -> bool:
    """Whether a concession is in force or promised, or part of what is: a ceasefire has truces."""
    return (
        name in run.live
        or name in run.promised
        or (run.war_state in ("ceasefire", "settled") and run.model.concessions[name].truce)
    )


def available(run: Run, name: str) -> bool:
    """Whether a concession can be given now: not in hand already, not too soon."""
    if in_hand(run, name):
        return False
    if name not in run.last_given:
        return True
    gap = run.model.concessions[name].gap_days
    return not gap or run.now - run.last_given[name] >= gap


def concession_sets(run: Run, table: Table, audience: float) -> ConcessionSets:
    """Every set of concessions that may be worth asking for, the empty one first.

    Parameters
    ----------
    run, table
        The replication, and the table at which they are asked for.
    audience
        Audience cost per LP given without an equivalent, UP/LP.
    """
    offers, sender, target = table.pair.offers, table.sender, table.target
    years, war = table.years_left(run.now), run.war
    fear = run.compliance.war_offset + war
    counted = sender.counted(years)
    worth, price = offers.value[:], offers.cost[:]
    free = _free(run, table.pair)
    for i in free:
        price[i] = target.cost_of(price[i], offers.cost_war[i], war)
        worth[i] = sender.worth_of(
            worth[i], offers.one_off[i] > 0.0, offers.violated[i] * fear, years, counted
        )
    if run.war_state != "none":
        for name in table.pair.ceasefires:
            i = table.pair.order[name]
            price[i] = price_now(run, table, name)
            worth[i] = worth_now(run, table, table.pair.entries[name])
    for name in table.pair.supplies:
        i = table.pair.order[name]
        worth[i] = worth_now(run, table, table.pair.entries[name])
    deadline = table.threats.deadline
    if deadline is not None and deadline.demand in table.pair.order:
        price[table.pair.order[deadline.demand]] = price_now(run, table, deadline.demand)
    most: int = table.talks.max_concessions
    free = askable(worth, price, free, most, audience)
    sets = offers.sets(tuple(free), most)
    return ConcessionSets(
        sets.members,
        sets.subsets.summed(picked(worth, free), signal(run, table) if run.rules.signals else 0.0),
        sets.subsets.summed(picked(price, free)),
        sets.order,
    )


def worth_now(run: Run, table: Table, entry: Concession) -> float:
    """Return what a concession is worth to the sender now, UP; see `price_now`."""
    sender, years = table.sender, table.years_left(run.now)
    fought = entry.ceasefire and run.war_state != "none"
    value, violated = entry.value, entry.violation_rate * (run.compliance.war_offset + run.war)
    if fought:
        violated = breaking(run, years)
    if entry.oil > 0.0 and run.rules.oil_levels:
        value += sender.supplied(run.oil, entry.oil)
    one_off, counted = entry.kind == "one_off", sender.counted(years)
    worth = sender.worth_of(value, one_off, violated, years, counted)
    return worth * spared(run, sender.discount, years) if fought else worth


def price_now(run: Run, table: Table, name: str, *, feared: bool = True) -> float:
    """Return what a concession costs the target now, LP.

    Of a ceasefire both sides count only what would not come anyway, and it breaks as ceasefires
    do (R26). Whoever gives what a threat demands is spared what was threatened, as far as the
    threat is believed; a price does not fall below nothing for that (R25).

    Parameters
    ----------
    run, table, name
        The replication, the table, and the concession.
    feared
        Whether to count what it spares the target.
    """
    target, entry = table.target, table.pair.entries[name]
    price = target.cost(entry, run.war)
    if entry.ceasefire and run.war_state != "none":
        price *= spared(run, target.discount, run.world.war.foresight_years)
    if feared and table.threats.deadline is not None:
        price -= min(table.threats.spares(name), max(price, 0.0))
    return price


def _free(run: Run, pair: Pair) -> list[int]:
    """Numbers of the concessions that can be given now."""
    if not run.live and not run.promised and not run.last_given:
        return pair.numbers
    found: list[int] = []
    for name, i in pair.order.items():
        if available(run, name):
            found.append(i)
    return found
