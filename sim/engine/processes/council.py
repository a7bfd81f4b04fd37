"""The allied council: relief by unanimity or qualified majority, and new packages (R17)."""

from __future__ import annotations

from math import ceil

from sim.catalogue.forms import FORMS
from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import normal, pick, uniform
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.easing import ease
from sim.engine.processes.followers import adopt, follow_easing
from sim.engine.state.additions import impose
from sim.engine.state.relief import part_by_part
from sim.engine.state.state import Process, Run
from sim.events.allies import COMMON_POSITION, PACKAGE, PACKAGE_DELAYED, PACKAGE_PROPOSED
from sim.events.relief import COUNCIL_EASES
from sim.events.world import GOVERNMENT


def threshold(run: Run) -> float:
    """theta* at present."""
    total = max(run.model.leverage_at_start, 1e-9)
    eased = max(0.0, 1.0 - run.register.lp_on[run.model.executive] / total)
    level = run.council.threshold(run.settlement(), run.ceasefire_held(), run.war, eased)
    if not run.rules.tables:
        return level
    since = run.ceasefire_since
    silent = 0.0 if since is None else (run.now - since) / YEAR
    return level + run.council.swayed(silent, eased)


def _numbers(run: Run) -> list[int]:
    """Tranches of the council, by number."""
    return run.register.own.get(run.model.council, [])


def _under(run: Run, mask: int) -> list[int]:
    """Tranches of the council that are in force on these authorities, by number."""
    register = run.register
    mask &= register.alive
    on, layers = register.on, register.layers
    return [i for i in _numbers(run) if on[i] and layers[i] & mask]


def _carries(run: Run, level: float, u: float, qualified: bool) -> bool:
    """Whether a majority carries relief: nobody has to be bought, or may be and is in reach."""
    widest = run.council.widest(level, run.war, qualified=qualified)
    if widest == 0.0:
        return True
    return widest <= run.council.reach and u < run.council.sold


def accepts(run: Run, mask: int, carried: tuple[bool, bool]) -> bool:
    """Whether the council can end all these authorities: the hardest procedure decides.

    What waits for conditions that are not fulfilled it cannot end at all.

    Parameters
    ----------
    run
        The replication.
    mask
        The authorities.
    carried
        Whether relief is carried by unanimity, and by qualified majority.
    """
    way = run.model.way(mask, "end", run.conditions_met())
    if way is None or way.deliverer != "council":
        return False
    procedures = run.model.law.procedures
    votes = {FORMS[procedures[step.procedure].form].vote for step in way.route.steps}
    if "unanimity" in votes and not carried[0]:
        return False
    return "qualified_majority" not in votes or carried[1]


def review_relief(run: Run, mask: int, cause: int) -> None:
    """Ask the council whether to ease what rests on these authorities, and ease it if it would.

    Parameters
    ----------
    mask
        The authorities under review.
    cause
        Event that occasioned the review.
    """
    level = threshold(run)
    council = run.council
    if run.rules.tables:
        u = run.stream("council/bought").next()
        if council.out_of_reach(level):
            return
        if not (_carries(run, level, u, False) or _carries(run, level, u, True)):
            return  # nor would it be once the size of relief counts
        under = _under(run, mask)
        if not under:
            return
        share = run.register.weight(under) / max(run.council_at_start, 1e-9)
        level -= council.p.common.size * council.p.ease_share * share
        carried = _carries(run, level, u, False), _carries(run, level, u, True)
        if not (carried[0] or carried[1]):
            return
    else:
        carried = council.unanimous(level), council.qualified(level)
        if not (carried[0] or carried[1]):
            return
        under = _under(run, mask)
    register = run.register
    classes = run.model.classes
    layers, alive = register.layers, register.alive
    agreed: dict[int, bool] = {}
    numbers = []
    settled = run.settlement_held()
    before, agrees = 0, False  # what holds the tranche before, which mostly holds the next too
    for i in under:
        holding = layers[i] & alive
        if holding != before:
            before = holding
            if holding not in agreed:
                agreed[holding] = accepts(run, holding, carried)
            agrees = agreed[holding]
        if agrees and (settled or not classes[register.tranches[i].class_].settlement_only):
            numbers.append(i)
    if not numbers:
        return
    chosen = part_by_part(register.measures, numbers)[
        : max(1, ceil(run.council.p.ease_share * len(numbers)))
    ]
    lp = register.weight(chosen)
    share = lp / max(register.lp_on[run.model.council], 1e-9)
    if run.rules.tables:
        cause = _bought(run, level, cause)
    event = COUNCIL_EASES.log(
        run,
        run.council.p.name,
        {"lp": lp, "tranches": len(chosen), "threshold": level},
        cause=cause,
    )
    ease(run, chosen, "council", event)
    follow_easing(run, run.model.council, event, share)


def _bought(run: Run, level: float, cause: int) -> int:
    """Say which members had to be bought for relief at a review, if any; return what causes it."""
    council = run.council
    needed = council.position(level, run.war, qualified=False)
    if not needed.beyond or needed.widest > council.p.common.reach:
        return cause  # nobody, or what is eased takes a qualified majority only
    return COMMON_POSITION.log(
        run,
        council.p.name,
        {
            "members": [council.members.names[i] for i in needed.beyond],
            "price": council.p.common.price * needed.widest,
            "threshold": level,
        },
        cause=cause,
    )


def packages(run: Run) -> Process:
    """Adopt new packages while the war is intense; a veto may delay one."""
    draws = run.stream("package/delay")
    classes = run.model.targets_of[run.model.council]
    number = 0

    def discussed() -> float:
        """Return 1 where the council would begin to discuss a package now, else 0."""
        at_war = run.war > run.council.p.package_war and run.war_state != "settled"
        return float(at_war and bool(classes) and not run.government.meets_aims)

    arrivals = Arrivals(
        run,
        "package/arrival",
        lambda: run.council.p.package_rate,
        "agents.council.package_rate",
        keep=discussed,
    )
    while (yield from arrivals.next()):
        u_class, u_veto, u_delay = draws.next(), draws.next(), draws.next()
        if not arrivals.kept():
            continue
        class_ = pick(u_class, classes)
        bit = run.model.bit.get(run.model.package[class_], 0) & run.register.alive
        if not bit:
            continue
        number += 1
        run.start(_package(run, number, class_, bit, u_veto, u_delay))


def _package(
    run: Run, number: int, class_: str, bit: int, u_veto: float, u_delay: float
) -> Process:
    p = run.council.p
    subject = f"package_{number}"
    cause = PACKAGE_PROPOSED.log(run, p.name, {"class_": class_}, subject)
    if u_veto < p.package_veto:
        delay = uniform(u_delay, p.package_delay)
        who = run.council.holding_out(u_delay)
        cause = PACKAGE_DELAYED.log(run, who, {"days": delay}, subject, cause)
        yield run.wait(delay, Order.VOTE)
        if not bit & run.register.alive:
            return
    else:
        yield run.wait(0.0, Order.VOTE)
    council, lp = run.model.council, p.package_lp
    impose(run.register, subject, council, class_, lp, bit, run.now)
    event = PACKAGE.log(
        run, p.name, {"sender": council, "class_": class_, "lp": lp}, subject, cause
    )
    adopt(run, council, subject, class_, lp, event)


def government_changes(run: Run) -> Process:
    """Change the government of a member now and then (R20): its position is drawn anew."""
    who_draw = run.stream("government/member")
    theta_draw = run.stream("government/theta")
    members = run.council.members.names
    arrivals = Arrivals(
        run,
        "government/arrival",
        lambda: run.world.shocks.government_rate,
        "world.shocks.government_rate",
        keep=lambda: float(bool(members)),
    )
    while (yield from arrivals.next()):
        u, z = who_draw.next(), normal(theta_draw.next())
        if not arrivals.kept():
            continue
        i = min(int(u * len(members)), len(members) - 1)
        theta = run.council.theta[i] + run.world.shocks.theta_sd * z
        run.council.change_government(i, theta)
        GOVERNMENT.log(
            run,
            "world",
            {"theta": theta, "hold_out": run.model.members[members[i]].hold_out},
            members[i],
        )
