"""What a road-map holds, and what the rest of it is worth to both sides from a stage on (R8)."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, inf
from typing import Final, NamedTuple

from sim.bargaining.beliefs import good_faith
from sim.bargaining.bundles import Sums
from sim.engine.kernel.clock import YEAR
from sim.engine.state.agreements import Deal
from sim.engine.state.alignment import signal
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.concessions import available, in_hand, price_now, worth_now
from sim.engine.valuation.offers import Offers
from sim.scenario.world import Stage

SETTLED_DAYS: Final = 180.0
"""Days for which a settlement must have held before anything can be certified."""


class Part(NamedTuple):
    """A stage at prices of the day.

    Attributes
    ----------
    values, places
        The menu from which it is taken, and the tranches.
    concessions
        What the target gives.
    lp
        LP eased.
    own, other
        What it adds to the stages before it, to the sender (UP) and to the target (LP).
    """

    values: Offers
    places: tuple[int, ...]
    concessions: tuple[str, ...]
    lp: float
    own: float
    other: float


class Weighed(NamedTuple):
    """The rest of a road-map at prices of the day.

    Attributes
    ----------
    parts
        Its stages.
    own, other
        What they are worth together to the sender (UP) and to the target (LP).
    lp
        LP eased in all.
    own_rest, other_rest
        The least that is still to come at the beginning of any of the stages, to each side.
    """

    parts: tuple[Part, ...]
    own: float
    other: float
    lp: float
    own_rest: float
    other_rest: float


def stages(run: Run, table: Table) -> tuple[Stage, ...]:
    """The stages: the scenario's, or one for each concession from the cheapest to the dearest.

    Without stages in the scenario the LP of a stage are in proportion to what its concession
    costs the target, and in all they are the sender's whole leverage. Stages that ask for
    nothing but what is in force already have been gone through.
    """
    if table.talks.stages:
        planned = table.talks.stages
    else:
        concessions = table.pair.entries
        names = sorted(
            (name for name in table.pair.order if concessions[name].kind != "dated"),
            key=lambda name: price_now(run, table, name),
        )
        total = fsum([price_now(run, table, name) for name in names])
        lp = run.register.lp_on[table.pair.sender]
        planned = tuple(
            Stage(
                concessions=(name,),
                lp=min(max(lp * price_now(run, table, name) / total, 0.01), 100.0),
            )
            for name in names
            if total > 0.0
        )
    return tuple(stage for stage in planned if _asked(run, stage))


def _asked(run: Run, stage: Stage) -> tuple[str, ...]:
    """The concessions of a stage that are not in hand already."""
    return tuple([name for name in stage.concessions if not in_hand(run, name)])


def weigh(
    run: Run, values: Offers, rest: Sequence[Stage], *, under_way: Deal | None = None
) -> Weighed:
    """What the rest of a road-map is worth to both sides, at prices of the day.

    Each stage counts for what it adds to those before it, so that the last sticks are the dearest
    here too. Later stages count less: at each side's discount rate, and at its belief, stage by
    stage, that the other will keep to the plan.

    Parameters
    ----------
    run
        The replication.
    values
        Prices.
    rest
        The stages that are still to come.
    under_way
        The first of them, if it has begun: what it eases and what is given for it stands.
    """
    table = values.table
    sender, target, concessions = table.sender, table.target, table.pair.entries
    own_faith, other_faith = good_faith(sender.dealer), good_faith(target.dealer)
    parts: list[Part] = []
    years: list[float] = []
    taken: set[int] = set()
    held = set(run.live) | run.promised
    settled, since = run.settlement_held(SETTLED_DAYS), 0.0
    sums = Sums()
    value = price = 0.0
    signalled = not run.rules.signals  # the map is a signal once, as a package is (R31)
    for k, stage in enumerate(rest):
        if under_way is not None and k == 0:
            names = under_way.concessions
        else:
            names = _asked(run, stage)
            if k == 0:
                names = tuple([name for name in names if available(run, name)])
        held.update([name for name in names if concessions[name].kind == "standing"])
        if not settled and fsum([concessions[name].settlement for name in held]) >= 1 - 1e-9:
            since += (
                _days(table, stage) if since else table.talks.verification_days + stage.held_days
            )
            settled = since > SETTLED_DAYS
        then = values.prospect(settled, stage.instruments)
        if under_way is not None and k == 0:
            places = then.places({i for _, numbers in under_way.relief_by_option for i in numbers})
        else:
            places = tuple(
                then.cheapest(
                    stage.lp,
                    without=taken,
                    alone=stage.alone,
                    classes=stage.classes,
                    measures=stage.measures,
                )
            )
        taken.update([then.tranche(place) for place in places])
        own_before, other_before = then.both(sums, value, price)
        lp_before = sums.lp
        sums = then.sums(places, sums)
        entries = [concessions[name] for name in names]
        value += fsum([worth_now(run, table, entry) for entry in entries])
        price += fsum([price_now(run, table, name) for name in names])
        if places and not signalled and (under_way is None or k > 0):
            signalled, value = True, value + signal(run, table)
        own, other = then.both(sums, value, price)
        own, other = own - own_before, other - other_before
        parts.append(Part(then, places, names, sums.lp - lp_before, own, other))
        years.append(_days(table, stage) / YEAR)
    own_all, own_rest = _present(
        [part.own for part in parts], [own_faith * exp(-sender.discount * y) for y in years]
    )
    other_all, other_rest = _present(
        [part.other for part in parts], [other_faith * exp(-target.discount * y) for y in years]
    )
    return Weighed(tuple(parts), own_all, other_all, sums.lp, own_rest, other_rest)


def _days(table: Table, stage: Stage) -> float:
    """How long each side reckons that a stage takes: its list, delivery, and verification."""
    talks = table.talks
    listed = fsum(table.sender.p.options_days) / 3.0
    return listed + talks.implementation_days[1] + talks.verification_days + stage.held_days


def _present(each: list[float], factors: list[float]) -> tuple[float, float]:
    """What stages are worth together, what follows on each counted less by a factor.

    And the least that those from any of them on are worth, reckoned from there.
    """
    rest, least = 0.0, inf
    for one, factor in zip(reversed(each), reversed(factors), strict=True):
        rest = one + factor * rest
        least = min(least, rest)
    return rest, least
