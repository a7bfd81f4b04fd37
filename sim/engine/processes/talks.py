"""The talks: the list of options, rounds of offers and demands, answers, gestures (R5, R8-R10)."""

from __future__ import annotations

from math import fsum

from sim.bargaining.package import Package
from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import exponential, triangular
from sim.engine.processes.common_position import hopeless, position, toll
from sim.engine.processes.conclusion import Stake, answered, consents, proposes, vetoed
from sim.engine.processes.deals import carry_out, ease_aspiration
from sim.engine.processes.growth import hold
from sim.engine.processes.lags import lag
from sim.engine.processes.proposals import (
    any_demand,
    fair_demand,
    holds_out_for,
    news,
    noted,
    proposal,
)
from sim.engine.processes.refusals import everything, refuse, sounds_out
from sim.engine.processes.roadmap import negotiate
from sim.engine.state.agreements import Deal
from sim.engine.state.channel import close_channel
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.valuation.concessions import price_now
from sim.engine.valuation.limits import too_large
from sim.engine.valuation.offers import Offers
from sim.events.channel import OPTIONS_ORDERED, OPTIONS_READY
from sim.events.talks import DEAL, DEMAND, OFFER, REFUSAL


def options_list(run: Run, table: Table) -> Process:
    """Draw up what could be lifted; until the list is ready the sender offers nothing."""
    sender = table.sender
    table.options_ordered = True
    u = run.stream(table.stream("options/days")).next()
    event = OPTIONS_ORDERED.log(run, sender.p.name, {})
    shape, stream = sender.p.options_days, table.stream("options/days")
    yield from lag(run, triangular(u, shape), lambda v: triangular(v, shape), stream, Order.ROUND)
    table.options_ready = True
    OPTIONS_READY.log(run, sender.p.name, {}, cause=event)


def rounds(run: Run, values: Offers) -> Process:
    """Meet from time to time while the channel is open; one side proposes, the other answers."""
    table = values.table
    interval = run.stream(table.stream("talks/interval"))
    proposer = run.stream(table.stream("talks/proposer"))
    answer = run.stream(table.stream("talks/answer"))
    breakdown = run.stream(table.stream("talks/breakdown"))
    closure = run.stream(table.stream("talks/closure"))
    blame = run.stream(table.stream("talks/blame"))
    while True:
        talks = table.talks
        u, before = interval.next(), run.branched
        if talks.rounds_fixed:
            yield run.wait(talks.round_days, Order.ROUND)
        else:
            yield run.drawn(run.wait(exponential(u, talks.round_days), Order.ROUND))
            if run.branched != before:
                yield run.wait(exponential(interval.next(), talks.round_days), Order.ROUND)
        before = run.branched
        # Every round takes its draws, used or not: scenarios under one seed stay in step.
        u_who, u_answer, u_break = proposer.next(), answer.next(), breakdown.next()
        u_close, u_true, u_believed = closure.next(), blame.next(), blame.next()
        talks = table.talks  # an intervention may have changed them meanwhile
        if not table.open:
            if table.window == "exploring":
                demands = u_who >= talks.executive_proposes and talks.mode != "hold"
                if demands and not run.government.meets_aims:
                    sounds_out(run, table, u_true, u_believed)
                continue
            assert table.reopened is not None
            yield table.reopened
            continue
        if talks.mode == "hold" or not run.wants(table):
            continue  # what follows anyway is not bargained for (R27)
        if table.road_map >= 0:
            continue  # a road-map is being carried out: nothing else is on the table
        if u_who < talks.executive_proposes:
            refused = _sender_proposes(run, values, u_answer)
        else:
            refused = _target_proposes(run, values, u_answer, u_true, u_believed)
        if run.branched != before:  # right after what was proposed in this round
            u_break, u_close = breakdown.next(), closure.next()
        if refused >= 0 and run.log[refused].numbers.get("why") != "everything at once":
            table.refusals_made += 1
            if table.growing and table.refusals_made == talks.steps.refusals:
                run.stamp += 1  # other instruments are on the table
        if refused >= 0 and u_break < talks.breakdown:
            close_channel(run, table, exponential(u_close, talks.closed_days), refused, "refusal")


def _why_now(table: Table) -> int:
    """Return the event that has moved something since the last proposal, or -1 (R22)."""
    course = table.course
    event, course.moved = course.moved, -1
    return event


# -- proposals ---------------------------------------------------------------------------


def _sender_proposes(run: Run, values: Offers, u: float) -> int:
    """Make an offer; return the number of the refusal, or -1."""
    table = values.table
    if not table.options_ready:
        return -1
    sender, target = table.sender, table.target
    floor = sender.aspiration(run.now - sender.since) + toll(run, table)
    if table.talks.mode == "road_map":
        return negotiate(run, values, u, by_sender=True)
    since = news(run, table, "offer")
    if since is None or hopeless(run, table):
        return -1
    package = values.frontier().best_for_target(floor)
    if package is None or not proposes(run, Stake(sender, package.own), "package"):
        noted(run, values, "offer", package)
        return -1
    threshold = holds_out_for(values)
    if not noted(run, values, "offer", package, package.other, threshold):
        return -1
    package = position(run, values, package, -1)
    if package is None:
        return -1
    stakes = Stake(sender, package.own), Stake(target, package.other, threshold)
    offer = OFFER.log(run, sender.p.name, proposal(values, package, since), cause=_why_now(table))
    answer = answered(run, table, offer, u, (*stakes, *_consents(values, package)))
    if answer.agreed:
        agree(run, values, package, offer)
        return -1
    veto = vetoed(run, answer, "", offer)
    if veto >= 0:
        return veto
    table.refused_by_target = True
    return REFUSAL.log(
        run,
        target.p.name,
        {"worth": package.other, "wanted": threshold, "probability": answer.probability},
        cause=offer,
    )


def _target_proposes(run: Run, values: Offers, u: float, u_true: float, u_believed: float) -> int:
    """Have the target demand a package; return the number of the refusal, or -1."""
    table = values.table
    sender, target, now = table.sender, table.target, run.now
    target.proposals += 1
    if target.proposals <= target.p.insist:
        return everything(run, table, u_true, u_believed)
    if table.talks.mode == "road_map":
        return negotiate(run, values, u, by_sender=False)
    if run.rules.wishes:
        since = news(run, table, "demand")
        if since is None:
            return -1
        package = fair_demand(values)
    else:
        since, package = [], any_demand(values, target.aspiration(now - target.since))
    if package is None or not proposes(run, Stake(target, package.other), "package"):
        noted(run, values, "demand", package)
        return -1
    wanted = sender.aspiration(now - sender.since)
    threshold = wanted
    if not run.rules.wishes or package.own < wanted:
        own_next = values.frontier().best_for_target(wanted)
        if own_next is not None and own_next.own < wanted:
            threshold = own_next.own
    if not noted(run, values, "demand", package, package.own, threshold):
        return -1
    made = proposal(values, package, since)
    demand = DEMAND.log(run, target.p.name, made, cause=_why_now(table))
    coded = values.coded(package.tranches)
    names = run.model.concession_names
    given = fsum([price_now(run, table, names[c]) for c in package.concessions])
    worth = values.worth(package.tranches)
    if too_large(table, package.lp, len(package.tranches), worth, given):
        return refuse(run, table, demand, coded, u_true, u_believed, "too large", package.lp)
    stakes = Stake(target, package.other), Stake(sender, package.own, threshold)
    answer = answered(run, table, demand, u, (*stakes, *_consents(values, package)))
    if answer.agreed:
        voted = position(run, values, package, demand)
        if voted is not None:
            agree(run, values, voted, demand)
        return -1
    veto = vetoed(run, answer, "", demand)
    if veto >= 0:
        return veto
    return refuse(
        run,
        table,
        demand,
        coded,
        u_true,
        u_believed,
        "worth less than wanted",
        package.lp,
        (package.own, threshold, answer.probability),
    )


def _consents(values: Offers, package: Package) -> list[Stake]:
    """What a package means to those whose consent it needs."""
    table = values.table
    if not table.consenters:
        return []
    names = values.run.model.concession_names
    return consents(values, package.tranches, [names[c] for c in package.concessions])


def agree(run: Run, values: Offers, package: Package, cause: int) -> Deal:
    """Conclude a package: log it, account for it, and start to carry it out."""
    table = values.table
    names = run.model.concession_names
    best = values.frontier().nash()
    product = max(package.own, 0.0) * max(package.other, 0.0)
    deal = Deal(
        number=len(run.deals),
        day=run.now,
        event=-1,
        relief_by_option=values.relief_by_option(package.tranches),
        concessions=tuple(names[c] for c in package.concessions),
        lp=package.lp,
        own=package.own,
        other=package.other,
        # The target may demand more than the sender's own frontier holds.
        efficiency=product / max(best, product) if product > 0.0 else 0.0,
        motives=values.motives(package.tranches),
        table=table.number,
    )
    deal.event = DEAL.log(
        run,
        table.agent,
        {**values.described(package), "efficiency": deal.efficiency, "motives": list(deal.motives)},
        f"deal_{deal.number}",
        cause,
    )
    worth = values.worth(package.tranches)
    run.agreed(table, deal)
    if deal.concessions:
        table.charged = table.closure  # maximalism has been charged for this course of talks
    table.refusals.clear()
    table.last_deal = run.now
    table.constraint_believed = False
    ease_aspiration(run, table, table.target, worth)
    carry_out(run, deal)
    hold(run, table, deal)
    return deal
