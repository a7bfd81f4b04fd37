"""What relief costs the sender of a table at present."""

from __future__ import annotations

from sim.bargaining.sender_cost import SenderCost
from sim.engine.state.state import Run
from sim.engine.state.table import Table


def sender_terms(
    run: Run, table: Table, reviewed: float, blocked: tuple[float, float, float]
) -> SenderCost:
    """What relief costs the sender now, and the target's dislike of mere parts (R3, R6, R24).

    Parameters
    ----------
    run, table
        The replication, and the table.
    reviewed
        LP on the menu that the legislature would review.
    blocked
        See `SenderCost`.
    """
    sender, congress = table.sender, table.ratifier
    gate = 0.0  # without chambers there is no bill to fear
    if congress.benches:
        gate = congress.gate_probability(congress.moved(congress.p.stance))
    heard = 1.0 if table.number else run.audience_eased
    maximalism = 0.0 if table.talks.mode == "road_map" else table.target.m0
    gift = 0.0
    if run.rules.wishes:  # charged once for a course of talks, and never on a gift
        gift = maximalism = 0.0 if table.charged == table.closure else maximalism
    return SenderCost(
        remaining=max(run.register.lp_on[table.pair.sender], 0.0),
        initial=max(table.pair.leverage_at_start, 1e-9),
        power=sender.leverage_power,
        w_lev=sender.w_lev,
        audience=sender.w_aud * (0.4 + run.war) * sender.hawks * heard,
        filing_base=congress.filing_base,
        filing_slope=congress.filing_slope,
        blocked=blocked,
        fight_blocked=sender.fight_blocked,
        fight_bill=sender.fight_bill * (1.0 - (1.0 - gate) ** 12),
        blame=sender.blame * sender.credibility(),
        reviewed=max(reviewed, 1e-9),
        maximalism=maximalism,
        gift=gift,
    )
