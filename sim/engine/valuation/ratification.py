"""What a table's ratifier would do with relief, as the sender reckons it (R11, R12)."""

from __future__ import annotations

from math import fsum
from typing import Final

from sim.agents.congress import Climate, Congress
from sim.engine.state.state import Run
from sim.engine.state.table import Table

_MOST_KEPT: Final = 4_096
"""Ways in which a legislature may vote of which is kept what they come to, before it is cleared."""


def climate(run: Run, table: Table, lp: float) -> Climate:
    """Return what would move votes on a package of so many LP now."""
    worth = 0.0
    if run.live:
        entries = table.pair.entries
        worth = fsum([entries[name].value for name in run.live])
    recent = run.now - run.last_violation <= table.ratifier.vote_violation_days
    return Climate(
        share=lp / max(table.pair.leverage_at_start, 1e-9),
        war=run.war,
        violation=1.0 if recent else 0.0,
        concessions=worth / 60.0,
    )


def enactments(run: Run, table: Table, sizes: tuple[float, ...], opposition: float) -> list[float]:
    """Return P(a filed disapproval is enacted) for packages of so many LP, as reckoned.

    Reckoned on a grid of a quarter of a logit, and remembered for all replications: it depends on
    nothing but the grid point, the seats and how they vote.
    """
    ratifier, model = table.ratifier, run.model
    reckoned = ratifier.elected, opposition, ratifier.p
    if reckoned != table.reckoned:
        table.reckoned = reckoned
        key = opposition, ratifier.p.shock_sd, ratifier.p.vote_president, *_blocs(ratifier)
        if key not in model.enactments and len(model.enactments) >= _MOST_KEPT:
            model.enactments.clear()
        table.enactments = model.enactments.setdefault(key, {})
    known = table.enactments
    small = ratifier.pull(climate(run, table, 0.0))
    slope = ratifier.vote_share / max(table.pair.leverage_at_start, 1e-9)
    odds: list[float] = []
    for lp in sizes:
        step = round(4.0 * (small + slope * lp))
        if step not in known:
            known[step] = ratifier.enactment_probability(step / 4.0, opposition)
        odds.append(known[step])
    return odds


def _blocs(ratifier: Congress) -> list[float]:
    """By chamber what votes rest on: seats, the president's party's, to override, leanings."""
    found: list[float] = []
    for bench in ratifier.benches.values():
        chamber = bench.chamber
        found += [chamber.seats, bench.own, chamber.override, *bench.alpha]
    return found


def block_risk(run: Run, table: Table, enacted: float | None = None) -> float:
    """Return P(relief of the usual size is blocked): what a promise under review is short of.

    Parameters
    ----------
    run, table
        The replication, and the table at which the relief is promised.
    enacted
        P(a disapproval of it is enacted once filed), if known.
    """
    size = table.usual_size()
    if enacted is None:
        opposition = table.ratifier.presidential_opposition
        enacted = enactments(run, table, (size,), opposition)[0]
    share = size / max(table.pair.leverage_at_start, 1e-9)
    return table.ratifier.filing_probability(share) * enacted
