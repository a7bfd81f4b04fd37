"""What is demanded for show, and how demands are refused (R5)."""

from __future__ import annotations

from math import fsum

from sim.catalogue.forms import DELIVERERS
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.events.talks import DEMAND, REFUSAL, Refusal, WhyRefused


def sounds_out(run: Run, table: Table, u_true: float, u_believed: float) -> None:
    """Have the target, while there are contacts only, demand everything at once for show (R22)."""
    target = table.target
    if target.proposals < target.p.insist:
        target.proposals += 1
        everything(run, table, u_true, u_believed)


def everything(run: Run, table: Table, u_true: float, u_believed: float) -> int:
    """Demand that everything be lifted at once: for show, since no executive could deliver that.

    It is no way to an agreement: it is always refused.
    """
    register = run.register
    lp, total, tranches, symbols = _whole(run, table)
    if not tranches:
        return -1  # there is nothing to be lifted
    demand = DEMAND.log(
        run,
        table.target.p.name,
        {
            **table.marked,
            "lp": lp,
            "share": lp / total,
            "tranches": tranches,
            "concessions": [],
            "symbols": symbols,
            "for_show": True,
        },
        "everything",
    )
    statutes = False
    for i in register.own[table.pair.sender]:
        if register.on[i]:
            way = run.model.way(register.holding(i), "end")
            if way is not None and DELIVERERS[way.deliverer].ties_hands:
                statutes = True
                break
    return refuse(run, table, demand, statutes, u_true, u_believed, "everything at once", lp)


def _whole(run: Run, table: Table) -> tuple[float, float, int, list[str]]:
    """What "everything" is at a table: its LP, that and what was eased, its parts, its symbols.

    At the first table it is what all senders have imposed, at another what its sender has.
    """
    register = run.register
    if not table.name:
        lp = fsum(register.lp_on.values())
        total = register.lp_start + register.lp_added
        return lp, total, sum(register.on), run.model.symbols  # whole numbers
    own = register.own[table.pair.sender]
    parts = [register.tranches[i] for i in own]
    held = [i for i in own if register.on[i]]
    measures = {part.measure for part in parts}
    symbols = [name for name in run.model.symbols if name in measures]
    return register.weight(held), fsum([part.lp for part in parts]), len(held), symbols


def refuse(
    run: Run,
    table: Table,
    cause: int,
    coded: bool,
    u_true: float,
    u_believed: float,
    why: WhyRefused,
    lp: float,
    weighed: tuple[float, float, float] | None = None,
) -> int:
    """Refuse a demand; where the law allows it, say that the ratifier ties one's hands (R5).

    If it was weighed: what it is worth, what is wanted, and P(it is accepted).
    """
    sender = table.sender
    fields: Refusal = {}
    if weighed is not None:
        fields["worth"], fields["wanted"], fields["probability"] = weighed
    table.refused_by_sender = True
    if coded:
        share = lp / max(table.pair.leverage_at_start, 1e-9)
        true = u_true < table.ratifier.filing_probability(share)
        table.constraint_believed = u_believed < sender.credibility()
        sender.claims += 1
        sender.true_claims += true
        run.stamp += 1
        fields["believed"] = table.constraint_believed
    fields["why"], fields["cites_congress"], fields["coded"] = why, coded, coded
    return REFUSAL.log(run, sender.p.name, fields, cause=cause)
