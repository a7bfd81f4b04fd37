"""A road-map: stages agreed at the outset, each eased once its trigger is verified (R8)."""

from __future__ import annotations

from functools import partial
from typing import Any

from sim.agents.side import Side
from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import triangular
from sim.engine.processes.conclusion import (
    Stake,
    answered,
    consents_to_plan,
    proposes,
    unwilling,
    vetoed,
)
from sim.engine.processes.deals import start_delivery, start_relief, take_back
from sim.engine.processes.lags import lag
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Process, Run
from sim.engine.state.table import BROKEN, Table
from sim.engine.valuation.offers import Offers
from sim.engine.valuation.plan import Weighed, stages, weigh
from sim.events.channel import LEAVES
from sim.events.relief import WITHHELD
from sim.events.road_maps import ROAD_MAP, STAGE, RoadMap
from sim.events.talks import DEMAND, OFFER, REFUSAL
from sim.scenario.world import Stage


def negotiate(run: Run, values: Offers, u: float, *, by_sender: bool) -> int:
    """Propose the whole road-map; return the number of the refusal, or -1.

    The plan is the same whoever proposes it, so that a responder's own next offer is worth no
    more to it than this one: its threshold is what the plan is worth, but not less than its
    reservation value.
    """
    table = values.table
    plan = stages(run, table)
    if not table.options_ready or not plan:
        return -1
    weighed = weigh(run, values, plan)
    if weighed.lp <= 0.0:
        return -1  # nothing is left that the executive could ease
    sender = Stake(table.sender, weighed.own, rest=weighed.own_rest)
    target = Stake(table.target, weighed.other, rest=weighed.other_rest)
    proposer, responder = (sender, target) if by_sender else (target, sender)
    if not proposes(run, proposer, "road_map"):
        return -1
    name = proposer.side.p.name
    terms = _terms(table, weighed, len(plan))
    if by_sender:
        proposal = OFFER.log(run, name, terms, "road_map")
    else:
        proposal = DEMAND.log(run, name, terms, "road_map")
    side: Side[Any] = table.target if by_sender else table.sender
    wanted = side.aspiration(run.now - side.since)
    threshold = max(side.reservation, min(wanted, responder.worth))
    others = consents_to_plan(table, weighed)
    responder = Stake(responder.side, responder.worth, threshold, responder.rest)
    answer = answered(run, table, proposal, u, (proposer, responder, *others))
    if answer.agreed:
        event = ROAD_MAP.log(run, table.agent, terms, "road_map", proposal)
        table.road_map = event
        table.last_deal = run.now
        run.start(_carry_through(run, values, plan, event))
        return -1
    veto = vetoed(run, answer, "road_map", proposal)
    if veto >= 0:
        return veto
    if by_sender:
        table.refused_by_target = True
    else:
        table.refused_by_sender = True
    return REFUSAL.log(
        run,
        side.p.name,
        {
            "worth": responder.worth,
            "wanted": threshold,
            "probability": answer.probability,
            "rest": min(responder.worth, responder.rest),
        },
        "road_map",
        proposal,
    )


def _terms(table: Table, weighed: Weighed, stages: int) -> RoadMap:
    """Return what a road-map eases and is worth to both sides, for the log."""
    return {
        "lp": weighed.lp,
        "utility_executive": weighed.own,
        "utility_target": weighed.other,
        **table.marked,
        "stages": stages,
    }


def _carry_through(run: Run, values: Offers, plan: tuple[Stage, ...], cause: int) -> Process:
    """Go through the stages: a list of options, the trigger, its verification, the relief.

    Before a stage begins, and again before its relief, both sides are asked whether they go on.
    What is eased is what was weighed when the stage began.
    """
    table = values.table
    options = run.stream(table.stream("options/days"))
    violations = table.violations
    of = len(plan)
    for k, stage in enumerate(plan):
        shape, stream = table.sender.p.options_days, table.stream("options/days")
        days = triangular(options.next(), shape)
        yield from lag(run, days, partial(_options, shape), stream, Order.ROUND)
        weighed = weigh(run, values, plan[k:])
        if _left(run, table, weighed, k, of, cause):
            return
        deal = _begin(run, table, weighed, k, of, cause)
        talks = table.talks
        start_delivery(run, deal)
        days = talks.implementation_days[1] + talks.verification_days + stage.held_days
        yield run.wait(days, Order.CHECK)
        if table.violations > violations or deal.broken:
            _release(run, deal)
            _abandon(run, table, deal)
            return
        if not _asked_again(run, values, plan[k:], deal, k, of):
            return
        table.last_deal = run.now
        if deal.relief_by_option:
            deal.settled = run.clock.env.event()
            start_relief(run, deal, "bargain")
            yield deal.settled
        if table.violations > violations or deal.broken:
            _abandon(run, table, deal)
            return
    table.road_map = -1


def _options(shape: tuple[float, float, float], u: float) -> float:
    return triangular(u, shape)


def _begin(run: Run, table: Table, weighed: Weighed, k: int, of: int, cause: int) -> Deal:
    """Begin a stage: what is to be given for what is told, and kept for it."""
    part = weighed.parts[0]
    measures, instruments = part.values.named(part.places)
    deal = Deal(
        number=len(run.deals),
        day=run.now,
        event=-1,
        relief_by_option=part.values.relief_by_option(part.places),
        concessions=part.concessions,
        lp=part.lp,
        own=part.own,
        other=part.other,
        motives=part.values.motives(part.places),
        stage=k,
        table=table.number,
    )
    deal.event = STAGE.log(
        run,
        table.agent,
        {
            **table.marked,
            "stage": k + 1,
            "of": of,
            "concessions": list(part.concessions),
            "lp": part.lp,
            "measures": measures,
            "tranches": len(part.places),
            "instruments": instruments,
            "utility_executive": weighed.own,
            "utility_target": weighed.other,
            "stage_executive": part.own,
            "stage_target": part.other,
        },
        f"deal_{deal.number}",
        cause,
    )
    for _, numbers in deal.relief_by_option:
        run.promise(numbers)
    run.agreed(table, deal)
    return deal


def _asked_again(
    run: Run, values: Offers, rest: tuple[Stage, ...], deal: Deal, k: int, of: int
) -> bool:
    """Ask both sides again before the relief of a stage; whether they go on.

    What has lapsed or been eased meanwhile is no longer part of it.
    """
    _release(run, deal)
    weighed = weigh(run, values, rest, under_way=deal)
    if _left(run, values.table, weighed, k, of, deal.event, deal):
        return False
    part = weighed.parts[0]
    deal.relief_by_option = part.values.relief_by_option(part.places)
    deal.lp, deal.own, deal.other = part.lp, part.own, part.other
    deal.motives = part.values.motives(part.places)
    return True


def _release(run: Run, deal: Deal) -> None:
    for _, numbers in deal.relief_by_option:
        run.release(numbers)


def _left(
    run: Run, table: Table, weighed: Weighed, k: int, of: int, cause: int, deal: Deal | None = None
) -> bool:
    """Whether a side leaves: the rest has come to be worth less to it than doing without.

    What was given and eased in earlier stages stays; of the stage under way the target takes back
    what it can. The other side counts it as a promise broken: its trust falls, half of what its
    aspiration had come down by comes back, and the target remembers that relief did not come.
    """
    sides = Stake(table.sender, weighed.own), Stake(table.target, weighed.other)
    loser = unwilling((*sides, *consents_to_plan(table, weighed)))
    if loser is None:
        return False
    side = loser.side
    table.road_map = -1
    event = LEAVES.log(
        run,
        side.p.name,
        {
            "stage": k + 1,
            "of": of,
            "worth": loser.worth,
            "reservation": side.reservation,
            "utility_executive": weighed.own,
            "utility_target": weighed.other,
        },
        "road_map",
        cause,
    )
    sender, target = table.sender, table.target
    if side is sender:
        table.learn(target, BROKEN)
        target.relaxed *= 0.5
        target.snapbacks += run.compliance.licence_loss_weight
    elif side is target:
        table.learn(sender, BROKEN)
        sender.relaxed *= 0.5
    run.stamp += 1
    if deal is not None:
        take_back(run, deal, event)
    return True


def _abandon(run: Run, table: Table, deal: Deal) -> None:
    """Give a road-map up after a violation."""
    table.road_map = -1
    WITHHELD.log(
        run,
        table.agent,
        {**table.marked, "why": "violated", "years": run.now / YEAR},
        "road_map",
        deal.event,
    )
