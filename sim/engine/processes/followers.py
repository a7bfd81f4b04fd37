"""Followers: they adopt what their leader tightens, and ease after it, some time later (R18)."""

from __future__ import annotations

from sim.agents.followers import Follower
from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import normal
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.easing import ease
from sim.engine.processes.lags import lag
from sim.engine.state.additions import impose
from sim.engine.state.state import Process, Run
from sim.events.allies import ADOPTS, TIGHTENS
from sim.events.relief import FOLLOWS


def _authority(run: Run, sender: str) -> int:
    """Bit of the follower's own authority; 0 if it has none left."""
    alive = run.register.alive
    for bit in run.model.bits_of[sender]:
        if bit & alive:
            return bit
    return 0


def adopt(run: Run, leader: str, subject: str, class_: str, lp: float, cause: int) -> None:
    """Have every follower of a leader decide whether to adopt a tightening."""
    for name, follower in run.followers.items():
        if follower.p.leader != leader:
            continue
        draw = run.stream(f"follower/{name}/adoption")
        u, u_lag = draw.next(), draw.next()
        bit = _authority(run, name)
        if u < follower.p.adopts and bit:
            run.start(_adopts(run, follower, subject, class_, lp, bit, normal(u_lag), cause))


def _adopts(
    run: Run,
    follower: Follower,
    subject: str,
    class_: str,
    lp: float,
    bit: int,
    z: float,
    cause: int,
) -> Process:
    persons, begun, name = run.model.classes[class_].persons, run.now, follower.sender
    stream = f"follower/{name}/adoption"
    days, before = follower.lag(persons, z), run.branched
    yield from lag(run, days, lambda u: follower.lag(persons, normal(u)), stream, Order.EFFECT)
    if run.branched != before:
        days = run.now - begun
    added = lp * follower.p.follow_lp
    impose(run.register, f"{subject}_{name}", name, class_, added, bit, run.now)
    ADOPTS.log(
        run, name, {"sender": name, "class_": class_, "lp": added, "lag": days}, subject, cause
    )


def follow_easing(run: Run, leader: str, cause: int, share: float) -> None:
    """Have every follower decide whether to ease the share that its leader eased.

    Parameters
    ----------
    leader
        Sender that eased: a follower's leader, or the executive.
    cause
        Event of the easing.
    share
        Share of the leader's LP in force that was eased.
    """
    for name, follower in run.followers.items():
        p = follower.p
        if leader == p.leader:
            chance = p.eases_with_leader
        elif leader == run.model.executive:
            chance = p.eases_with_executive
        else:
            continue
        draw = run.stream(f"follower/{name}/easing")
        u, u_lag = draw.next(), draw.next()
        if u < chance and share > 0.0:
            run.start(_eases(run, follower, share, u / chance, normal(u_lag), cause))


def _eases(run: Run, follower: Follower, share: float, u: float, z: float, cause: int) -> Process:
    """Ease a share of what is in force, in whole tranches: on average just the share.

    Given that it eases at all, `u` is again uniform.
    """
    begun, before, stream = run.now, run.branched, f"follower/{follower.sender}/easing"
    days = follower.easing_lag(z)
    yield from lag(run, days, lambda v: follower.easing_lag(normal(v)), stream, Order.EFFECT)
    if run.branched != before:
        days, u = run.now - begun, run.stream(stream).next()
    register, met = run.register, run.conditions_met()
    numbers = [
        i
        for i in register.own[follower.sender]
        if register.on[i] and run.model.way(register.holding(i), "end", met) is not None
    ]
    chosen = numbers[: int(share * len(numbers) + u)]
    if not chosen:
        return
    event = FOLLOWS.log(
        run, follower.sender, {"share": share, "tranches": len(chosen), "lag": days}, cause=cause
    )
    ease(run, chosen, "follower", event)


def own_tightening(run: Run, name: str) -> Process:
    """Let a follower tighten by itself now and then."""
    follower = run.followers[name]
    class_ = run.model.first_class.get(name)
    number = 0

    def tightens() -> float:
        """Return 1 where the follower would tighten now, else 0."""
        at_war = run.war > run.council.p.package_war and run.war_state != "settled"
        return float(at_war and not run.government.meets_aims and bool(_authority(run, name)))

    if class_ is None:
        return
    arrivals = Arrivals(
        run,
        f"follower/{name}/own",
        lambda: follower.p.own_rate,
        f"agents.followers.{name}.own_rate",
        keep=tightens,
    )
    while (yield from arrivals.next()):
        if not arrivals.kept():
            continue
        bit = _authority(run, name)
        number += 1
        subject = f"{name}_own_{number}"
        lp = follower.p.own_lp
        impose(run.register, subject, name, class_, lp, bit, run.now)
        TIGHTENS.log(run, name, {"sender": name, "class_": class_, "lp": lp}, subject)
