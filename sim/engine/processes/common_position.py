"""How the council comes to a common position on a package, and on prolonging relief (R21)."""

from __future__ import annotations

from math import fsum

from sim.agents.council import Position
from sim.bargaining.package import Package
from sim.catalogue.forms import FORMS
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.council import threshold
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.offers import Offers
from sim.events.allies import BLOCKED_BY, COMMON_POSITION, WhyBlocked


def votes(run: Run, table: Table) -> bool:
    """Whether what is agreed at a table needs a common position of the council's members.

    A council of which the catalogue names no members decides as one.
    """
    council = table.pair.sender == run.model.council
    return council and run.rules.tables and bool(run.council.theta)


def hopeless(run: Run, table: Table) -> bool:
    """Whether no package could bring the members to a common position: there is no use in looking.

    Whatever the target still has to give would not bring those who are furthest off in reach.
    """
    if not votes(run, table):
        return False
    worth = table.pair.offers.value
    best: list[float] = []
    for name, i in table.pair.order.items():
        if name not in run.live and name not in run.promised:
            best.append(worth[i])
    best.sort(reverse=True)
    most = fsum(best[: table.talks.max_concessions])
    council = run.council
    common = council.p.common
    level = threshold(run) + common.worth * most + common.reversible
    # Which majority is enough is asked only where it makes a difference, or is told.
    in_reach = council.widest(level, run.war, qualified=False) <= common.reach
    by_majority = council.widest(level, run.war, qualified=True) <= common.reach
    if by_majority != in_reach and _majority(run, table):
        in_reach = by_majority
    if in_reach:
        council.hopeless = False
        return False
    if not council.hopeless:  # it is told once, until there is hope
        council.hopeless = True
        needed = council.position(level, run.war, qualified=_majority(run, table))
        blocked(run, needed, level, "out of reach", -1)
    return True


def _majority(run: Run, table: Table) -> bool:
    """Whether a qualified majority is enough for any of the council's measures now."""
    register, model, settled = run.register, run.model, run.settlement_held()
    known = model.finder.of(table.pair.name).majorities
    for i in register.own[table.pair.sender]:
        if not register.on[i]:
            continue
        held = register.holding(i)
        enough = known.get(held)
        if enough is None:
            ways = model.way(held, "suspend"), model.way(held, "end")
            enough = any(way is not None and not _unanimity(run, [way]) for way in ways)
            known[held] = enough
        if enough and (settled or not model.classes[register.tranches[i].class_].settlement_only):
            return True
    return False


def toll(run: Run, table: Table) -> float:
    """Return what members that are in reach would cost the council, EP: nothing at other tables.

    It is reckoned for the least relief, for a term and against nothing; both sides know it.
    """
    if not votes(run, table):
        return 0.0
    common = run.council.p.common
    level = threshold(run) + common.reversible
    widest = run.council.widest(level, run.war, qualified=False)
    return common.price * widest if widest <= common.reach else 0.0


def position(run: Run, values: Offers, package: Package | None, cause: int) -> Package | None:
    """Return a package as it is worth to the council once its members have voted; None if blocked.

    Those whose consent is needed and who are beyond theta* may be bought if they are in reach, for
    a price in EP that comes off what the package is worth to the council. At other tables nobody
    votes.

    Parameters
    ----------
    run, values
        The replication, and prices at the table.
    package
        The package, if there is one.
    cause
        Number of the demand that is answered, or -1.
    """
    table = values.table
    if package is None or not votes(run, table) or package.own < table.sender.reservation:
        return package
    u = run.stream(table.stream("council/vote")).next()
    council, common = run.council, run.council.p.common
    names = run.model.concession_names
    given = [table.pair.entries[names[c]].value for c in package.concessions]
    relief = values.relief_by_option(package.tranches)
    weigh = run.register.weight
    for_good = fsum(weigh(numbers) for way, numbers in relief if way.route.permanent)
    level = _level(run, table, fsum(given), package.lp, for_good)
    unanimity = _unanimity(run, [way for way, _ in relief])
    needed = council.position(level, run.war, qualified=not unanimity)
    price = common.price * needed.widest
    why: WhyBlocked
    if needed.widest > common.reach:
        why = "out of reach"
    elif package.own - price < table.sender.reservation:
        why = "too dear"
    elif needed.beyond and u >= common.sold:
        why = "not for sale"
    else:
        if needed.beyond:
            _bought(run, table, needed, level, price, cause)
        if not needed.beyond:
            return package
        return Package(
            package.tranches, package.concessions, package.own - price, package.other, package.lp
        )
    blocked(run, needed, level, why, cause)
    return None


def prolongs(run: Run, table: Table, deal: Deal, lp: float) -> bool:
    """Whether the members prolong what was suspended for a term; at other tables nobody votes.

    What the target still gives for it counts; those in reach are bought as a matter of routine.
    """
    if not votes(run, table):
        return True
    kept = [name for name in deal.concessions if name in run.live]
    given = fsum(table.pair.entries[name].value for name in kept)
    level = _level(run, table, given, lp, 0.0)
    needed = run.council.position(level, run.war, qualified=False)
    if needed.widest <= run.council.p.common.reach:
        return True
    blocked(run, needed, level, "out of reach", deal.event)
    return False


def _level(run: Run, table: Table, given: float, lp: float, for_good: float) -> float:
    """theta* for relief of so many LP, some of them for good, against so many EP."""
    common = run.council.p.common
    share = lp / max(table.pair.leverage_at_start, 1e-9)
    undone = 1.0 - for_good / lp if lp > 0.0 else 0.0
    return threshold(run) + common.worth * given - common.size * share + common.reversible * undone


def _unanimity(run: Run, ways: list[ReliefOption]) -> bool:
    procedures = run.model.law.procedures
    return any(
        FORMS[procedures[step.procedure].form].vote != "qualified_majority"
        for way in ways
        for step in way.route.steps
    )


def _bought(
    run: Run, table: Table, needed: Position, level: float, price: float, cause: int
) -> None:
    COMMON_POSITION.log(
        run,
        run.council.p.name,
        {
            "members": [run.council.members.names[i] for i in needed.beyond],
            "price": price,
            "threshold": level,
            **table.marked,
        },
        cause=cause,
    )


def blocked(run: Run, needed: Position, level: float, why: WhyBlocked, cause: int) -> int:
    """Say which member keeps the council from a common position, and what it would have taken."""
    names = run.council.members.names
    who = names[needed.beyond[0]] if needed.beyond else run.council.p.name
    return BLOCKED_BY.log(
        run,
        who,
        {
            "members": [names[i] for i in needed.beyond],
            "gap": needed.widest if needed.beyond else 0.0,
            "threshold": level,
            "why": why,
        },
        cause=cause,
    )
