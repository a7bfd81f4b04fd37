"""What a law of new sanctions does (R28): four kinds of content, each by the standing law."""

from __future__ import annotations

from sim.agents.bill import Bill
from sim.agents.congress import STANCES
from sim.engine.kernel.clock import QUARTER, YEAR, Order
from sim.engine.kernel.draws import exponential, pick, uniform
from sim.engine.processes.pendulum import aimed
from sim.engine.processes.stance import stance
from sim.engine.state.additions import impose
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.lawmaking import LAW, STICK_USED, Law

_MUST = 3.0
"""How much oftener a stick is used that must be used or waived."""


def enact(run: Run, table: Table, bill: Bill, cause: int) -> int:
    """Make a bill law; return the number of that event."""
    run.stamp += 1
    kind = bill.kind
    if kind == "codify":
        return _hold(run, table, bill, cause, _held_by_orders(run, table), _bit(run, table, bill))
    if kind == "narrow":
        return _hold(run, table, bill, cause, _easy(run, table), _own(run, table, waiver=False))
    classes = run.model.targets_of[table.pair.sender]
    bit = _bit(run, table, bill)
    if not classes or not bit:
        return _log(run, table, bill, cause, {"lp": 0.0, "measures": [], "does": kind})
    u = run.stream(table.stream("law/spared")).next()
    class_, share = aimed(run, table, pick(bill.class_at, classes), u)
    lp = share * uniform(bill.size, table.ratifier.p.lawmaking.impose_lp)
    made = bill.subject.replace("bill", "law", 1)
    fields: Law = {"lp": lp, "measures": [], "does": kind, "class_": class_, "waiver": bill.waiver}
    if kind == "stick":
        fields["lp"], fields["lets"], fields["mandatory"] = 0.0, lp, bill.mandatory
        event = _log(run, table, bill, cause, fields)
        run.start(_stick(run, table, bill, made, class_, lp, bit, event))
        return event
    impose(run.register, made, table.pair.sender, class_, lp, bit, run.now)
    fields["measures"] = [made]
    return _log(run, table, bill, cause, fields)


def _log(run: Run, table: Table, bill: Bill, cause: int, fields: Law) -> int:
    if bill.title:
        fields["title"] = bill.title
    return LAW.log(run, table.ratifier.p.name, fields, bill.subject, cause)


def _bit(run: Run, table: Table, bill: Bill) -> int:
    """Bit of the authority that a law makes: with a waiver, if it has one and there can be."""
    return _own(run, table, waiver=bill.waiver) or _own(run, table, waiver=False)


def _own(run: Run, table: Table, *, waiver: bool) -> int:
    """Bit of new statutes of the sender's own legislature; they hold from then on."""
    model = run.model
    name = model.waivable if waiver else model.statute
    if not name or model.authorities[name].sender != table.pair.sender:
        return 0
    run.register.alive |= model.bit[name]
    return model.bit[name]


def _held_by_orders(run: Run, table: Table) -> list[int]:
    """Tranches of the sender in force that no statute holds yet."""
    register, statutes = run.register, run.model.statutes
    return [
        i
        for i in register.own[table.pair.sender]
        if register.on[i] and not register.holding(i) & statutes
    ]


def _easy(run: Run, table: Table) -> list[int]:
    """Tranches of the sender in force, on some statute, that it can ease by itself."""
    register, model, met = run.register, run.model, run.conditions_met()
    return [
        i
        for i in register.own[table.pair.sender]
        if register.on[i]
        and register.holding(i) & model.statutes
        and model.finder.easy_ways(table.pair, register.holding(i), met, None)
    ]


def _hold(run: Run, table: Table, bill: Bill, cause: int, candidates: list[int], bit: int) -> int:
    """Put a new statute under the first of some tranches, as many LP as the law is about."""
    register = run.register
    rest = lp = uniform(bill.size, table.ratifier.p.bill_lp)
    chosen: list[int] = []
    for i in candidates:
        if bit and register.tranches[i].lp <= rest:
            chosen.append(i)
            rest -= register.tranches[i].lp
    register.add_layer(chosen, bit)
    fields: Law = {
        "lp": lp - rest,
        "measures": list(register.by_measure(chosen)),
        "does": bill.kind,
    }
    if bill.kind == "codify":
        fields["waiver"] = bit == _own(run, table, waiver=True) and bit != 0
    return _log(run, table, bill, cause, fields)


def _stick(
    run: Run,
    table: Table,
    bill: Bill,
    made: str,
    class_: str,
    lp: float,
    bit: int,
    cause: int,
) -> Process:
    """Impose what a law lets the president impose, sooner the more he asks for sanctions."""
    draws = run.stream(table.stream(f"stick/{bill.subject}"))
    while True:
        rates = table.ratifier.p.lawmaking.stick_use
        must = _MUST if bill.mandatory else 1.0
        most = must * max(rates[one] for one in STANCES)
        wait = exponential(draws.next(), YEAR / most) if most > 0.0 else QUARTER
        before = run.branched
        yield run.drawn(run.wait(min(wait, QUARTER), Order.SHOCK))
        if wait > QUARTER or run.branched != before:
            continue
        stands = stance(table, run.now)
        settled = run.war <= 0.0 and run.settled_since is not None
        if draws.next() * most >= must * rates[stands] or settled or not run.wants(table):
            continue
        if not bit & run.register.alive:
            return
        impose(run.register, made, table.pair.sender, class_, lp, bit, run.now)
        STICK_USED.log(
            run,
            table.sender.p.name,
            {
                "class_": class_,
                "lp": lp,
                "mandatory": bill.mandatory,
                "stance": stands,
                **bill.named(),
            },
            made,
            cause,
        )
        return
