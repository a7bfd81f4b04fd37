"""Acts of the legislature for relief: repeals, and approval of relief under review (R15, R28)."""

from __future__ import annotations

from typing import Literal

from sim.catalogue.schema import Procedure
from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import normal
from sim.engine.processes.law import lapse
from sim.engine.processes.roll_calls import tell
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.valuation.ratification import climate
from sim.events.compliance import SETTLEMENT
from sim.events.governments import AIM_GIVEN_UP, AIM_MET
from sim.events.law import REPEAL
from sim.events.lawmaking import REPEAL_ASKED

_HELD_DAYS = 730.0
"""Days for which a settlement must have held, and nothing been violated (R15)."""

# A committee that has not reported such a resolution within ten days is discharged, 22 USC
# 9511(c)(4)-(5); that the floor takes it up within a fortnight or so is an assumption.
_COMMITTEE_DAYS = 10.0
_FLOOR_DAYS = 15.0
_SIGNED_DAYS = 5.0


def repeals(run: Run, table: Table) -> Process:
    """Once in each Congress ask it to repeal the statutes that have done their work.

    The president asks if a settlement has held, if the aims of the sanctions have come about, or
    for statutes of which all that they hold has been eased for years. Members vote as on relief.
    """
    draws = run.stream(table.stream("repeal"))
    for day in run.model.dates.repeals[table.pair.sender]:
        luck = Ahead(draws, 6)
        if day < run.now:
            continue
        yield run.until(day, Order.VOTE)
        u, u_all, u_1, u_2, u_3, u_4 = luck.values()
        p = table.ratifier.p
        if u >= max(p.lawmaking.graduation, p.lawmaking.repeal_asked):
            continue  # the president does not ask, whatever the reason
        why, statutes = _due(run, table)
        long = why == "eased for years"
        asked = p.lawmaking.graduation if long else p.lawmaking.repeal_asked
        if u >= asked or not statutes or not table.ratifier.benches:
            continue
        event = REPEAL_ASKED.log(
            run,
            table.sender.p.name,
            {"why": why, **table.marked},
            ",".join(statutes),
            _earned_by(run, table, why, statutes),
        )
        ready = p.lawmaking.repeal_votes if long else 0.0
        if _carried(run, table, statutes, ready, normal(u_all), (u_1, u_2, u_3, u_4), event):
            for name in statutes:
                cause = REPEAL.log(run, p.name, {}, name, event)
                lapse(run, run.model.bit[name], cause)


Why = Literal["settled", "aims met", "given up", "eased for years"]


def _due(run: Run, table: Table) -> tuple[Why, list[str]]:
    """Return which statutes the president would have repealed now, and why."""
    register, model = run.register, run.model
    held = 0
    for layers in register.layers:
        held |= layers
    held &= register.alive
    names = model.statute_names[table.pair.sender]
    standing = [name for name in names if model.bit[name] & held]
    peaceful = run.now - run.last_violation > _HELD_DAYS
    if peaceful and run.settlement_held(_HELD_DAYS):
        return "settled", standing
    if run.rules.aims and not table.aim.held:
        met = table.aim.why in ("government", "settlement")
        return "aims met" if met else "given up", standing
    return "eased for years", [name for name in standing if _eased_for_years(run, table, name)]


def _earned_by(run: Run, table: Table, why: Why, statutes: list[str]) -> int:
    """Number of the event that has earned a repeal: a settlement, an aim, the last easing."""
    if why == "eased for years":
        register, mask = run.register, run.model.mask(statutes)
        eased = [
            relief.event
            for i, relief in enumerate(register.relief)
            if relief is not None and register.layers[i] & mask
        ]
        return max(eased, default=-1)
    kinds = [SETTLEMENT.name] if why == "settled" else [AIM_MET.name, AIM_GIVEN_UP.name]
    agents = ("world", table.sender.p.name)
    for entry in reversed(run.log):
        if entry.kind in kinds and entry.agent in agents:
            return entry.id
    return -1


def _eased_for_years(run: Run, table: Table, name: str) -> bool:
    """Whether all that a statute holds has been eased for years, and nothing was violated."""
    register, bit = run.register, run.model.bit[name]
    before = run.now - table.ratifier.p.lawmaking.quiet_years * YEAR
    if run.last_violation > before:
        return False
    for i, layers in enumerate(register.layers):
        if layers & bit:
            relief = register.relief[i]
            if relief is None or relief.since > before:
                return False
    return True


def _carried(
    run: Run,
    table: Table,
    statutes: list[str],
    ready: float,
    z: float,
    votes: tuple[float, float, float, float],
    cause: int,
) -> bool:
    """Call the roll on a repeal: whoever would vote against that much relief votes no."""
    congress, register = table.ratifier, run.register
    mask = run.model.mask(statutes)
    held = [i for i, on in enumerate(register.on) if on and register.layers[i] & mask]
    lp = register.weight(held)
    pull = congress.pull(climate(run, table, lp)) - ready
    carried = True
    for place, (name, bench) in enumerate(congress.benches.items()):
        k = 2 * (place % 2)
        opposition = congress.p.presidential_opposition
        against = congress.vote(bench, pull, z, (votes[k], votes[k + 1]), opposition)
        ayes = bench.chamber.seats - against
        passes = bench.passes(ayes)
        carried = carried and passes
        tell(run, congress, name, bench, ayes, passes, "repeal", "", cause)
    return carried


def approval_asked(run: Run, table: Table, procedure: Procedure, lp: float, start: float) -> float:
    """Return the day on which relief under review is approved by resolution, else infinity.

    The president asks for one where it is to be expected to carry; whoever would vote to
    disapprove of the relief votes against it. For all that is reported on a day he asks once.

    Parameters
    ----------
    run, table
        The replication, and the table at which the relief was promised.
    procedure
        Procedure with the review's clock.
    lp
        Weight of all that is reported with it, LP.
    start
        Day of the report.
    """
    congress = table.ratifier
    if not (run.rules.legislation and procedure.approval and congress.benches):
        return float("inf")
    asked, u_asks, u_day = run.resolutions.get(table.number, (float("-inf"), 0.0, 0.0))
    if asked != start:
        draws = run.stream(table.stream("review/approval"))
        u_asks, u_day = draws.next(), draws.next()
        run.resolutions[table.number] = start, u_asks, u_day
    if u_asks >= congress.p.lawmaking.approval_asked:
        return float("inf")
    pull = congress.pull(climate(run, table, lp))
    opposition = congress.p.presidential_opposition
    for bench in congress.benches.values():
        against = int(congress.expected(bench, pull, opposition) + 0.5)
        if not bench.passes(bench.chamber.seats - against):
            return float("inf")
    return float(int(start + _COMMITTEE_DAYS + _SIGNED_DAYS + _FLOOR_DAYS * u_day))
