"""A road-map: stages agreed at the outset, each eased once its trigger is verified (R8)."""

from __future__ import annotations

from math import exp
from typing import Final

from sim.bargaining.beliefs import good_faith
from sim.engine.agreements import Deal
from sim.engine.asks import available
from sim.engine.clock import YEAR, Order
from sim.engine.draws import triangular
from sim.engine.processes.deals import start_delivery, start_relief
from sim.engine.run import Process, Run
from sim.engine.values import Values
from sim.scenario.world import Stage

_STAGE_YEARS: Final = 0.5
"""How long each side reckons that a stage takes when it weighs the whole, years."""


def stages(run: Run) -> tuple[Stage, ...]:
    """The stages: the scenario's, or one for each concession from the cheapest to the dearest.

    Without stages in the scenario the LP of a stage are in proportion to what its concession
    costs the target, and in all they are the executive's whole leverage.
    """
    if run.talks.stages:
        return run.talks.stages
    concessions = run.model.concessions
    names = sorted(
        (name for name in concessions if concessions[name].kind != "dated"),
        key=lambda name: run.kremlin.cost(concessions[name], run.war),
    )
    total = sum(run.kremlin.cost(concessions[name], run.war) for name in names)
    lp = run.register.lp_on[run.model.executive]
    return tuple(
        Stage(
            concessions=(name,),
            lp=min(max(lp * run.kremlin.cost(concessions[name], run.war) / total, 0.01), 100.0),
        )
        for name in names
        if total > 0.0
    )


def weigh(run: Run, values: Values, plan: tuple[Stage, ...]) -> tuple[float, float, float]:
    """Utility of a whole road-map to the executive (UP) and the target (LP), and its LP.

    Later stages count less: at each side's discount rate, and at its belief, stage by stage,
    that the other will keep to the plan.
    """
    own = other = lp = 0.0
    taken: set[int] = set()
    for k, stage in enumerate(plan):
        chosen = values.cheapest(stage.lp, without=taken)
        taken.update(chosen)
        package = values.package(tuple(chosen), stage.concessions)
        years = k * _STAGE_YEARS
        executive, kremlin = run.executive, run.kremlin
        faith = good_faith(executive.dealer) ** k
        own += package.own * faith * exp(-executive.p.discount * years)
        faith = good_faith(kremlin.dealer) ** k
        other += package.other * faith * exp(-kremlin.p.discount * years)
        lp += package.lp
    return own, other, lp


def negotiate(run: Run, values: Values, u: float, *, by_executive: bool) -> int:
    """Propose the whole road-map; return the number of the refusal, or -1.

    The plan is the same whoever proposes it, so that a responder's own next offer is worth no
    more to it than this one: its threshold is what the plan is worth, but not less than its
    reservation value.
    """
    plan = stages(run)
    if not run.table.options_ready or not plan:
        return -1
    own, other, lp = weigh(run, values, plan)
    if lp <= 0.0:
        return -1  # nothing is left that the executive could ease
    executive, kremlin = run.executive, run.kremlin
    worth = other if by_executive else own
    responder = kremlin if by_executive else executive
    proposal = run.tell(
        executive.p.name if by_executive else kremlin.p.name,
        "offer" if by_executive else "demand", "road_map", lp=lp, stages=len(plan),
        utility_executive=own, utility_target=other,
    )  # fmt: skip
    wanted = responder.aspiration(run.now - responder.since)
    threshold = max(responder.p.reservation, min(wanted, worth))
    p = run.acceptance(worth, threshold, responder.p.reservation)
    if u < p:
        event = run.tell("talks", "road_map", "road_map", proposal, stages=len(plan))
        run.table.road_map = event
        run.table.last_deal = run.now
        run.start(_carry_through(run, values, plan, event))
        return -1
    if by_executive:
        run.table.refused_by_target = True
    else:
        run.table.refused_by_executive = True
    return run.tell(
        responder.p.name, "refusal", "road_map", proposal, worth=worth,
        wanted=threshold, probability=p,
    )  # fmt: skip


def _carry_through(run: Run, values: Values, plan: tuple[Stage, ...], cause: int) -> Process:
    """Go through the stages: a list of options, the trigger, its verification, the relief."""
    options = run.stream("options/days")
    violations = run.violations
    talks = run.talks
    for k, stage in enumerate(plan):
        yield run.wait(triangular(options(), run.executive.p.options_days), Order.ROUND)
        names = tuple(name for name in stage.concessions if available(run, name))
        deal = Deal(
            number=len(run.deals), day=run.now, event=-1, lots=[], concessions=names, lp=0.0,
            stage=k,
        )  # fmt: skip
        deal.event = run.tell(
            "talks", "stage", f"deal_{deal.number}", cause, stage=k + 1, of=len(plan),
            concessions=list(names), lp=stage.lp,
        )  # fmt: skip
        run.deals.append(deal)
        start_delivery(run, deal)
        yield run.wait(talks.implementation_days[1] + talks.verification_days, Order.CHECK)
        if run.violations > violations or deal.broken:
            _abandon(run, deal.event)
            return
        chosen = tuple(values.cheapest(stage.lp))
        package = values.package(chosen, names)
        deal.lp, deal.own, deal.other = package.lp, package.own, package.other
        deal.motives = values.motives(chosen)
        deal.lots = values.lots(chosen)
        run.table.last_deal = run.now
        start_relief(run, deal, "bargain")
        while deal.pending:
            yield run.wait(talks.verification_days, Order.CHECK)
        if run.violations > violations or deal.broken:
            _abandon(run, deal.event)
            return
    run.table.road_map = -1


def _abandon(run: Run, cause: int) -> None:
    run.table.road_map = -1
    run.tell("talks", "withheld", "road_map", cause, why="violated", years=run.now / YEAR)
