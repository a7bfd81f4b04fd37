"""Bills of new sanctions on the floor: roll calls, signatures and vetoes (R11, R28)."""

from __future__ import annotations

from typing import Final

from sim.agents.bill import Bill
from sim.agents.congress import Stance
from sim.engine.kernel.clock import Order
from sim.engine.processes.enacting import enact
from sim.engine.processes.roll_calls import tell
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.valuation.ratification import climate
from sim.events.legislature import BILL_DIES, BILL_FLOOR, VETO, Way

_SIGN_DAYS: Final = 10.0
"""Days that the president has to sign a bill or veto it (US Constitution, Art. I s.7)."""

_OVERRIDE_DAYS: Final = 5.0
"""Days until both chambers vote on his veto."""


def leaning(run: Run, table: Table, bill: Bill) -> float:
    """Return what moves all members alike in a vote on a bill now."""
    congress = table.ratifier
    return congress.pull(climate(run, table, 0.0)) + congress.p.shock_sd * bill.appeal


def vote_lower(run: Run, table: Table, bill: Bill, z: float, stands: Stance) -> None:
    """Vote on a bill in the lower house alone, by a discharge petition."""
    lower = table.ratifier.lower
    floor = _to_floor(run, table, bill, "discharge petition", stands)
    carried, _ = _ballot(run, table, bill, z, stands, [lower], floor)
    bill.passed_lower = carried
    bill.event = floor


def vote_all(
    run: Run, table: Table, bill: Bill, z: float, stands: Stance, names: list[str]
) -> Process:
    """Vote on a bill in the chambers that have not passed it; make it law, or let it die."""
    congress = table.ratifier
    cause = _to_floor(run, table, bill, "leadership", stands)
    carried, overridden = _ballot(run, table, bill, z, stands, names, cause)
    drop(table, bill)
    if carried:
        yield run.wait(_SIGN_DAYS, Order.VOTE)
        if stands == "opposed" or run.decided(table.pair.sender, "veto"):
            cause = VETO.log(run, table.sender.p.name, {}, bill.subject, cause)
            yield run.wait(_OVERRIDE_DAYS, Order.VOTE)
            carried = overridden
    if carried:
        enact(run, table, bill, cause)
    else:
        BILL_DIES.log(run, congress.p.name, bill.named(), bill.subject, cause)


def _to_floor(run: Run, table: Table, bill: Bill, how: Way, stands: Stance) -> int:
    return BILL_FLOOR.log(
        run,
        table.ratifier.p.name,
        {"how": how, "stance": stands, **bill.named()},
        bill.subject,
        bill.event,
    )


def _ballot(
    run: Run,
    table: Table,
    bill: Bill,
    z: float,
    stands: Stance,
    names: list[str],
    cause: int,
) -> tuple[bool, bool]:
    """Call the roll in some chambers; whether all carry a bill, and whether over a veto."""
    congress = table.ratifier
    opposition = 1.0 if stands == "opposed" else 0.0
    carried = overridden = True
    for place, name in enumerate(congress.benches):
        bench = congress.benches[name]
        k = 2 * (place % 2)
        ayes = congress.vote(bench, z, 0.0, (bill.votes[k], bill.votes[k + 1]), opposition)
        overridden = overridden and bench.overrides(ayes)
        if name not in names:
            continue
        passes = bench.passes(ayes)
        carried = carried and passes
        tell(run, congress, name, bench, ayes, passes, "bill", bill.subject, cause)
    return carried, overridden


def drop(table: Table, bill: Bill) -> None:
    """Take a bill off the docket: it is law, or dead."""
    bill.pending = False
    table.ratifier.docket.remove(bill)
