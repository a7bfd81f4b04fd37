"""What the sender may ask for: concessions that can be given now, and what they are worth."""

from __future__ import annotations

from math import expm1

from sim.bargaining.arrays import picked
from sim.bargaining.beliefs import good_faith
from sim.bargaining.concession_sets import ConcessionSets, askable
from sim.bargaining.discounting import annuity
from sim.engine.model.pairs import Pair
from sim.engine.state.state import Run
from sim.engine.state.table import Table


def available(run: Run, name: str) -> bool:
    """Whether a concession can be given now: not in force, not promised, not too soon."""
    if name in run.live or name in run.promised:
        return False
    gap = run.model.concessions[name].gap_days
    return not gap or run.now - run.last_given.get(name, -1e9) >= gap


def concession_sets(run: Run, table: Table, audience: float) -> ConcessionSets:
    """Every set of concessions that may be worth asking for, the empty one first.

    The worth and the cost of each are `Executive.worth` and `Target.cost`, spelled out
    because they are asked for at every turn.

    Parameters
    ----------
    run, table
        The replication, and the table at which they are asked for.
    audience
        Audience cost per LP given without an equivalent, UP/LP.
    """
    offers, sender = table.pair.offers, table.sender
    years, r = table.years_left(run.now), sender.discount
    faith = good_faith(sender.dealer)
    kept = faith / annuity(r, years)
    war, scale = run.war, table.target.cost_scale
    fear = run.compliance.war_offset + war
    worth, price = offers.value[:], offers.cost[:]
    free = _free(run, table.pair)
    for i in free:
        price[i] = scale * (price[i] + offers.cost_war[i] * war)
        if offers.one_off[i] > 0.0:
            worth[i] *= faith
        else:
            rate = r + offers.violated[i] * fear
            if rate < 1e-12:
                rate = 1e-12  # in the limit of nothing to fear
            worth[i] = worth[i] * kept * -expm1(-rate * years) / rate
    most: int = table.talks.max_concessions
    free = askable(worth, price, free, most, audience)
    sets = offers.sets(tuple(free), most)
    return ConcessionSets(
        sets.members,
        sets.subsets.summed(picked(worth, free)),
        sets.subsets.summed(picked(price, free)),
        sets.order,
    )


def _free(run: Run, pair: Pair) -> list[int]:
    """Numbers of the concessions that can be given now."""
    if not run.live and not run.promised and not run.last_given:
        return pair.numbers
    found: list[int] = []
    for name, i in pair.order.items():
        if name in run.live or name in run.promised:
            continue
        if name not in run.last_given or available(run, name):
            found.append(i)
    return found
