"""A road-map: stages agreed at the outset, each eased once its trigger is verified (R8)."""

from __future__ import annotations

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import triangular
from sim.engine.processes.conclusion import Party, answered, proposes, unwilling
from sim.engine.processes.deals import start_delivery, start_relief, take_back
from sim.engine.state.agreements import Deal
from sim.engine.state.state import BROKEN, Process, Run
from sim.engine.valuation.offers import Values
from sim.engine.valuation.plan import Weighed, stages, weigh
from sim.scenario.world import Stage


def negotiate(run: Run, values: Values, u: float, *, by_executive: bool) -> int:
    """Propose the whole road-map; return the number of the refusal, or -1.

    The plan is the same whoever proposes it, so that a responder's own next offer is worth no
    more to it than this one: its threshold is what the plan is worth, but not less than its
    reservation value.
    """
    plan = stages(run)
    if not run.table.options_ready or not plan:
        return -1
    weighed = weigh(run, values, plan)
    if weighed.lp <= 0.0:
        return -1  # nothing is left that the executive could ease
    executive = Party(run.executive, weighed.own, rest=weighed.own_rest)
    kremlin = Party(run.kremlin, weighed.other, rest=weighed.other_rest)
    proposer, responder = (executive, kremlin) if by_executive else (kremlin, executive)
    if not proposes(run, proposer, "road_map"):
        return -1
    name = proposer.side.p.name
    proposal = run.tell(
        name,
        "offer" if by_executive else "demand",
        "road_map",
        described=_worth(weighed),
        stages=len(plan),
    )
    side = responder.side
    wanted = side.aspiration(run.now - side.since)
    threshold = max(side.reservation, min(wanted, responder.worth))
    answer = answered(run, u, (proposer, responder._replace(threshold=threshold)))
    if answer.agreed:
        event = run.tell(
            "talks", "road_map", "road_map", proposal, _worth(weighed), stages=len(plan)
        )
        run.table.road_map = event
        run.table.last_deal = run.now
        run.start(_carry_through(run, values, plan, event))
        return -1
    if by_executive:
        run.table.refused_by_target = True
    else:
        run.table.refused_by_executive = True
    return run.tell(
        side.p.name,
        "refusal",
        "road_map",
        proposal,
        worth=responder.worth,
        wanted=threshold,
        probability=answer.probability,
        rest=min(responder.worth, responder.rest),
    )


def _worth(weighed: Weighed) -> dict[str, object]:
    """What the rest of a road-map eases and is worth to both sides, for the log."""
    return {
        "lp": weighed.lp,
        "utility_executive": weighed.own,
        "utility_target": weighed.other,
    }


def _carry_through(run: Run, values: Values, plan: tuple[Stage, ...], cause: int) -> Process:
    """Go through the stages: a list of options, the trigger, its verification, the relief.

    Before a stage begins, and again before its relief, both sides are asked whether they go on.
    What is eased is what was weighed when the stage began.
    """
    options = run.stream("options/days")
    violations = run.violations
    of = len(plan)
    for k, stage in enumerate(plan):
        yield run.wait(triangular(options(), run.executive.p.options_days), Order.ROUND)
        weighed = weigh(run, values, plan[k:])
        if _left(run, weighed, k, of, cause):
            return
        deal = _begin(run, weighed, k, of, cause)
        talks = run.talks
        start_delivery(run, deal)
        days = talks.implementation_days[1] + talks.verification_days + stage.held_days
        yield run.wait(days, Order.CHECK)
        if run.violations > violations or deal.broken:
            _release(run, deal)
            _abandon(run, deal)
            return
        if not _asked_again(run, values, plan[k:], deal, k, of):
            return
        run.table.last_deal = run.now
        if deal.lots:
            deal.settled = run.clock.env.event()
            start_relief(run, deal, "bargain")
            yield deal.settled
        if run.violations > violations or deal.broken:
            _abandon(run, deal)
            return
    run.table.road_map = -1


def _begin(run: Run, weighed: Weighed, k: int, of: int, cause: int) -> Deal:
    """Begin a stage: what is to be given for what is told, and kept for it."""
    part = weighed.parts[0]
    measures, instruments = part.values.named(part.places)
    deal = Deal(
        number=len(run.deals),
        day=run.now,
        event=-1,
        lots=part.values.lots(part.places),
        concessions=part.concessions,
        lp=part.lp,
        own=part.own,
        other=part.other,
        motives=part.values.motives(part.places),
        stage=k,
    )
    deal.event = run.tell(
        "talks",
        "stage",
        f"deal_{deal.number}",
        cause,
        stage=k + 1,
        of=of,
        concessions=list(part.concessions),
        lp=part.lp,
        measures=measures,
        tranches=len(part.places),
        instruments=instruments,
        utility_executive=weighed.own,
        utility_target=weighed.other,
        stage_executive=part.own,
        stage_target=part.other,
    )
    for _, numbers in deal.lots:
        run.promise(numbers)
    run.deals.append(deal)
    return deal


def _asked_again(
    run: Run, values: Values, rest: tuple[Stage, ...], deal: Deal, k: int, of: int
) -> bool:
    """Ask both sides again before the relief of a stage; whether they go on.

    What has lapsed or been eased meanwhile is no longer part of it.
    """
    _release(run, deal)
    weighed = weigh(run, values, rest, under_way=deal)
    if _left(run, weighed, k, of, deal.event, deal):
        return False
    part = weighed.parts[0]
    deal.lots = part.values.lots(part.places)
    deal.lp, deal.own, deal.other = part.lp, part.own, part.other
    deal.motives = part.values.motives(part.places)
    return True


def _release(run: Run, deal: Deal) -> None:
    for _, numbers in deal.lots:
        run.release(numbers)


def _left(
    run: Run, weighed: Weighed, k: int, of: int, cause: int, deal: Deal | None = None
) -> bool:
    """Whether a side leaves: the rest has come to be worth less to it than doing without.

    What was given and eased in earlier stages stays; of the stage under way the target takes back
    what it can. The other side counts it as a promise broken: its trust falls, half of what its
    aspiration had come down by comes back, and the target remembers that relief did not come.
    """
    parties = Party(run.executive, weighed.own), Party(run.kremlin, weighed.other)
    loser = unwilling(parties)
    if loser is None:
        return False
    side = loser.side
    run.table.road_map = -1
    event = run.tell(
        side.p.name,
        "leaves",
        "road_map",
        cause,
        stage=k + 1,
        of=of,
        worth=loser.worth,
        reservation=side.reservation,
        utility_executive=weighed.own,
        utility_target=weighed.other,
    )
    if side is run.executive:
        run.learn(run.kremlin, BROKEN)
        run.kremlin.relaxed *= 0.5
        run.kremlin.snapbacks += run.compliance.licence_loss_weight
    else:
        run.learn(run.executive, BROKEN)
        run.executive.relaxed *= 0.5
    run.stamp += 1
    if deal is not None:
        take_back(run, deal, event)
    return True


def _abandon(run: Run, deal: Deal) -> None:
    """Give a road-map up after a violation."""
    run.table.road_map = -1
    run.tell("talks", "withheld", "road_map", deal.event, why="violated", years=run.now / YEAR)
