"""The talks: the list of options, rounds of offers and demands, answers, gestures (R5, R8-R10)."""

from __future__ import annotations

from math import fsum

from sim.bargaining.packages import Package
from sim.catalogue.forms import DELIVERERS
from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import exponential, triangular, uniform
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.conclusion import Party, answered, proposes
from sim.engine.processes.deals import carry_out, ease_aspiration, start_relief
from sim.engine.processes.roadmap import negotiate
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Process, Run
from sim.engine.valuation.offers import Values


def options_list(run: Run) -> Process:
    """Draw up what could be lifted; until the list is ready the executive offers nothing."""
    run.table.options_ordered = True
    u = run.stream("options/days")()
    event = run.tell(run.executive.p.name, "options_ordered")
    yield run.wait(triangular(u, run.executive.p.options_days), Order.ROUND)
    run.table.options_ready = True
    run.tell(run.executive.p.name, "options_ready", cause=event)


def rounds(run: Run, values: Values) -> Process:
    """Meet from time to time while the channel is open; one side proposes, the other answers."""
    interval = run.stream("talks/interval")
    proposer = run.stream("talks/proposer")
    answer = run.stream("talks/answer")
    breakdown = run.stream("talks/breakdown")
    closure = run.stream("talks/closure")
    blame = run.stream("talks/blame")
    while True:
        talks = run.talks
        u = interval()
        wait = talks.round_days if talks.rounds_fixed else exponential(u, talks.round_days)
        yield run.wait(wait, Order.ROUND)
        # Every round takes its draws, used or not: scenarios under one seed stay in step.
        u_who, u_answer, u_break = proposer(), answer(), breakdown()
        u_close, u_true, u_believed = closure(), blame(), blame()
        talks = run.talks  # an intervention may have changed them meanwhile
        if not run.table.open:
            assert run.table.reopened is not None
            yield run.table.reopened
            continue
        if talks.mode == "hold":
            continue
        if run.table.road_map >= 0:
            continue  # a road-map is being carried out: nothing else is on the table
        if u_who < talks.executive_proposes:
            refused = _executive_proposes(run, values, u_answer)
        else:
            refused = _target_proposes(run, values, u_answer, u_true, u_believed)
        if refused >= 0 and u_break < talks.breakdown:
            run.close_channel(exponential(u_close, talks.closed_days), refused, "refusal")


# -- proposals ---------------------------------------------------------------------------


def _executive_proposes(run: Run, values: Values, u: float) -> int:
    """Make an offer; return the number of the refusal, or -1."""
    if not run.table.options_ready:
        return -1
    executive, kremlin, now = run.executive, run.kremlin, run.now
    floor = executive.aspiration(now - executive.since)
    if run.talks.mode == "road_map":
        return negotiate(run, values, u, by_executive=True)
    frontier = values.frontier()
    package = frontier.best_for_target(floor)
    if package is None or not proposes(run, Party(executive, package.own), "package"):
        return -1
    offer = run.tell(executive.p.name, "offer", "", -1, values.described(package))
    wanted = kremlin.aspiration(now - kremlin.since)
    # Its own next offer would give it all it wants, unless there is not so much to have.
    most = values.most()
    threshold = wanted if wanted < most else most
    answer = answered(
        run, u, (Party(executive, package.own), Party(kremlin, package.other, threshold))
    )
    if answer.agreed:
        agree(run, values, package, offer)
        return -1
    run.table.refused_by_target = True
    return run.tell(
        kremlin.p.name,
        "refusal",
        "",
        offer,
        {"worth": package.other, "wanted": threshold, "probability": answer.probability},
    )


def _target_proposes(run: Run, values: Values, u: float, u_true: float, u_believed: float) -> int:
    """Have the target demand a package; return the number of the refusal, or -1."""
    executive, kremlin, now = run.executive, run.kremlin, run.now
    kremlin.proposals += 1
    if kremlin.proposals <= kremlin.p.insist:
        return _everything(run, u_true, u_believed)
    if run.talks.mode == "road_map":
        return negotiate(run, values, u, by_executive=False)
    package = _demand(run, values, kremlin.aspiration(now - kremlin.since))
    if package is None or not proposes(run, Party(kremlin, package.other), "package"):
        return -1
    demand = run.tell(kremlin.p.name, "demand", "", -1, values.described(package))
    talks = run.talks
    coded = values.coded(package.tranches)
    if talks.mode == "baby_steps" and (
        package.lp > talks.max_lp + 1e-9 or len(package.tranches) > talks.max_tranches
    ):
        return _refuse(run, demand, coded, u_true, u_believed, "too large", package.lp)
    wanted = executive.aspiration(now - executive.since)
    own_next = values.frontier().best_for_target(wanted)
    threshold = own_next.own if own_next is not None and own_next.own < wanted else wanted
    answer = answered(
        run, u, (Party(kremlin, package.other), Party(executive, package.own, threshold))
    )
    if answer.agreed:
        agree(run, values, package, demand)
        return -1
    return _refuse(
        run,
        demand,
        coded,
        u_true,
        u_believed,
        "worth less than wanted",
        package.lp,
        (package.own, threshold, answer.probability),
    )


def _demand(run: Run, values: Values, wanted: float) -> Package | None:
    """What the target demands: within the executive's limits if that is enough, else more."""
    if not run.table.constraint_believed and values.within_limits() >= wanted:
        package = values.frontier().best_for_sender(wanted)
        if package is not None and package.other >= wanted:
            return package
    return values.demands().best_for_sender(wanted)


def _everything(run: Run, u_true: float, u_believed: float) -> int:
    """Demand that everything be lifted at once: for show, since no executive could deliver that.

    It is no way to an agreement: it is always refused.
    """
    register = run.register
    lp = fsum(register.lp_on.values())
    total = register.lp_start + register.lp_added
    demand = run.tell(
        run.kremlin.p.name,
        "demand",
        "everything",
        lp=lp,
        share=lp / total,
        tranches=sum(register.on),  # whole numbers
        concessions=[],
        symbols=run.model.symbols,
        for_show=True,
    )
    statutes = any(
        (way := run.model.way(register.holding(i), "end")) is not None
        and DELIVERERS[way.deliverer].ties_hands
        for i, on in enumerate(register.on)
        if on and register.tranches[i].sender == run.model.executive
    )
    return _refuse(run, demand, statutes, u_true, u_believed, "everything at once", lp)


def _refuse(
    run: Run,
    cause: int,
    coded: bool,
    u_true: float,
    u_believed: float,
    why: str,
    lp: float,
    weighed: tuple[float, float, float] | None = None,
) -> int:
    """Refuse a demand; where the law allows it, say that Congress ties one's hands (R5).

    If it was weighed: what it is worth, what is wanted, and P(it is accepted).
    """
    executive = run.executive
    numbers: dict[str, object] = {}
    if weighed is not None:
        numbers["worth"], numbers["wanted"], numbers["probability"] = weighed
    run.table.refused_by_executive = True
    if coded:
        share = lp / max(run.model.us_total, 1e-9)
        true = u_true < run.congress.filing_probability(share)
        run.table.constraint_believed = u_believed < executive.credibility()
        executive.claims += 1
        executive.true_claims += true
        run.stamp += 1
        numbers["believed"] = run.table.constraint_believed
    numbers["why"], numbers["cites_congress"], numbers["coded"] = why, coded, coded
    return run.tell(executive.p.name, "refusal", "", cause, numbers)


def agree(run: Run, values: Values, package: Package, cause: int) -> Deal:
    """Conclude a package: log it, account for it, and start to carry it out."""
    names = run.model.concession_names
    best = values.frontier().nash()
    product = max(package.own, 0.0) * max(package.other, 0.0)
    deal = Deal(
        number=len(run.deals),
        day=run.now,
        event=-1,
        lots=values.lots(package.tranches),
        concessions=tuple(names[c] for c in package.concessions),
        lp=package.lp,
        own=package.own,
        other=package.other,
        # The target may demand more than the executive's own frontier holds.
        efficiency=product / max(best, product) if product > 0.0 else 0.0,
        motives=values.motives(package.tranches),
    )
    deal.event = run.tell(
        "talks",
        "deal",
        f"deal_{deal.number}",
        cause,
        values.described(package),
        efficiency=deal.efficiency,
        motives=list(deal.motives),
    )
    worth = values.worth(package.tranches)
    run.deals.append(deal)
    run.table.last_deal = run.now
    run.table.constraint_believed = False
    ease_aspiration(run, run.kremlin, worth)
    carry_out(run, deal)
    return deal


# -- gestures ----------------------------------------------------------------------------


def gestures(run: Run, values: Values) -> Process:
    """Make a unilateral step now and then while trust is low (GRIT; Osgood 1962)."""
    draws = run.stream("gesture/size")
    arrivals = Arrivals(
        run,
        "gesture/arrival",
        lambda: run.executive.p.grit_rate,
        "agents.executive.grit_rate",
        order=Order.ROUND,
    )
    while (yield from arrivals.next()):
        u = draws()
        executive = run.executive
        if (
            not executive.p.conciliatory
            or run.talks.mode == "hold"
            or not run.table.open
            or not run.table.options_ready
            or executive.dealer >= run.talks.trust_low
        ):
            continue
        _gesture(run, values, uniform(u, executive.p.grit_lp))


def _gesture(run: Run, values: Values, size: float) -> None:
    """Ease a little, by what the executive can do alone, and expect something in return."""
    chosen = tuple(values.cheapest(size, alone=True))
    if not chosen:
        return
    package = values.package(chosen, ())
    # Both its costs and its worth are told: it is a gift, and asks nothing.
    event = run.tell(run.executive.p.name, "gesture", described=values.described(package))
    # A gesture is carried out like a deal against nothing.
    step = Deal(
        number=-2 - len(run.gestures),
        day=run.now,
        event=event,
        lots=values.lots(chosen),
        concessions=(),
        lp=package.lp,
        own=package.own,
        other=package.other,
        motives=values.motives(chosen),
    )
    run.gestures.append(step)
    worth = values.worth(chosen)
    start_relief(run, step, "gesture")
    ease_aspiration(run, run.kremlin, worth)
