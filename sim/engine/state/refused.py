"""What was the case when a proposal failed, and what has moved since (R24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, final

if TYPE_CHECKING:
    from sim.engine.state.state import Run
    from sim.engine.state.table import Table

What = Literal["offer", "demand"]


@final
class Standing:
    """What a side that proposes looks at, as it is when this is made.

    Parameters
    ----------
    run, table
        The replication, and the table.
    refused
        Whether there was a proposal that was refused; else there was none worth making.
    key
        What was proposed: tranches by measure, instruments, concessions.
    chance
        P(it is accepted), as reckoned then.

    Attributes
    ----------
    sender_since, target_since
        Since when the leaders of both sides have been talking.
    closure
        Number of the last closing or opening of the channel.
    deals
        Deals at the table.
    live
        Concessions in force.
    war, oil, crisis
        The world: intensity, $/bbl, market crises.
    sender_wants, target_wants
        Aspirations of both sides, UP and LP.
    """

    __slots__ = (
        "chance",
        "closure",
        "crisis",
        "deals",
        "key",
        "live",
        "oil",
        "refused",
        "sender_since",
        "sender_wants",
        "target_since",
        "target_wants",
        "war",
    )

    def __init__(self, run: Run, table: Table, refused: bool, key: Any, chance: float) -> None:
        sender, target, now = table.sender, table.target, run.now
        self.refused = refused
        self.key = key
        self.chance = chance
        self.sender_since: float = sender.since
        self.target_since: float = target.since
        self.closure: int = table.closure
        self.deals = len(table.deals)
        self.live = len(run.live)
        self.war: float = run.war
        self.oil: float = run.oil
        self.crisis: int = run.crisis
        self.sender_wants: float = sender.aspiration(now - sender.since)
        self.target_wants: float = target.aspiration(now - target.since)


def moved(run: Run, table: Table, before: Standing, what: What) -> list[str]:
    """Return what has moved since, in words, the weightiest first; nothing if nothing has."""
    sender, target = table.sender, table.target
    p = table.talks.moved
    reasons: list[str] = []
    if sender.since != before.sender_since:
        reasons.append("a new leader on the other side" if what == "demand" else "a new leader")
    if target.since != before.target_since:
        reasons.append("a new leader on the other side" if what == "offer" else "a new leader")
    if abs(run.war - before.war) >= p.war:
        reasons.append("the war")
    if table.closure != before.closure:
        reasons.append("talks resumed")
    if len(table.deals) != before.deals:
        reasons.append("a deal since")
    if len(run.live) != before.live:
        reasons.append("what has been given since")
    if run.crisis != before.crisis or abs(run.oil - before.oil) >= p.prices * before.oil:
        reasons.append("prices")
    now = run.now
    own, other = "its own aspiration", "the other side's aspiration"
    fallen = before.sender_wants - sender.aspiration(now - sender.since)
    if fallen >= p.aspiration * max(sender.p.aspiration, 1e-9):
        reasons.append(own if what == "offer" else other)
    fallen = before.target_wants - target.aspiration(now - target.since)
    if fallen >= p.aspiration * max(target.p.aspiration, 1e-9):
        reasons.append(own if what == "demand" else other)
    return reasons
