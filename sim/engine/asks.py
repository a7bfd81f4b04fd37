"""What the executive may ask for: concessions that can be given now, and what they are worth."""

from __future__ import annotations

from functools import lru_cache
from math import expm1

from sim.bargaining.beliefs import good_faith
from sim.bargaining.combinations import Subsets, subsets
from sim.bargaining.discounting import annuity
from sim.bargaining.packages import ConcessionSets, askable
from sim.bargaining.packed import floats
from sim.engine.run import Run


def available(run: Run, name: str) -> bool:
    """Whether a concession can be given now: not in force, not promised, not too soon."""
    if name in run.live or name in run.promised:
        return False
    gap = run.model.concessions[name].gap_days
    return not gap or run.now - run.last_given.get(name, -1e9) >= gap


def concession_sets(run: Run, audience: float) -> ConcessionSets:
    """Every set of concessions that may be worth asking for, the empty one first.

    The worth and the cost of each are `Executive.worth` and `Kremlin.cost`, spelled out
    because they are asked for at every turn.

    Parameters
    ----------
    run
        The replication.
    audience
        Audience cost per LP given without an equivalent, UP/LP.
    """
    model = run.model
    executive = run.executive
    years, r = run.years_left(), executive.p.discount
    faith = good_faith(executive.dealer)
    kept = faith / annuity(r, years)
    war, scale = run.war, run.kremlin.p.cost_scale
    fear = run.compliance.war_offset + war
    worth, price = floats([0.0] * len(model.order)), floats([0.0] * len(model.order))
    free = _free(run)
    for i in free:
        us_value, violated, one_off, cost, cost_war = model.offerings[i]
        price[i] = scale * (cost + cost_war * war)
        if one_off:
            worth[i] = us_value * faith
        else:
            rate = r + violated * fear
            if rate < 1e-12:
                rate = 1e-12  # in the limit of nothing to fear
            worth[i] = us_value * kept * -expm1(-rate * years) / rate
    most = model.scenario.talks.max_concessions
    free = askable(worth, price, free, most, audience)
    members, found = _sets(tuple(free), most)
    return ConcessionSets(
        members,
        found.summed(floats([worth[i] for i in free])),
        found.summed(floats([price[i] for i in free])),
    )


@lru_cache(maxsize=4096)
def _sets(free: tuple[int, ...], most: int) -> tuple[list[tuple[int, ...]], Subsets]:
    """Sets of at most so many of the free concessions, the empty one first."""
    found = subsets((False,) * len(free), most)
    return [tuple([free[p] for p in chosen]) for chosen in found.places], found


def _free(run: Run) -> list[int]:
    """Numbers of the concessions that can be given now."""
    order = run.model.order
    if not run.live and not run.promised and not run.last_given:
        return list(range(len(order)))
    found: list[int] = []
    for name, i in order.items():
        if name in run.live or name in run.promised:
            continue
        if name not in run.last_given or available(run, name):
            found.append(i)
    return found
