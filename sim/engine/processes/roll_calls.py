"""What the log says of a roll call (R11)."""

from __future__ import annotations

from sim.agents.congress import Bench, Congress
from sim.engine.state.state import Run
from sim.events.legislature import VOTE, Question

__all__ = ["tell"]


def tell(
    run: Run,
    congress: Congress,
    chamber: str,
    bench: Bench,
    ayes: int,
    carried: bool,
    on: Question,
    subject: str,
    cause: int,
) -> None:
    """Log a roll call: every member votes, and who does not vote aye votes no.

    Parameters
    ----------
    run, congress
        The replication, and the legislature.
    chamber, bench
        The chamber's name, and who sits in it.
    ayes, carried
        How many vote aye, and whether that is enough for what was asked.
    on, subject
        What is voted on, and about what.
    cause
        Number of the event that brings it to a vote.
    """
    VOTE.log(
        run,
        congress.p.name,
        {
            "chamber": chamber,
            "ayes": ayes,
            "noes": bench.chamber.seats - ayes,
            "carried": carried,
            "majority": bench.majority(ayes),
            "on": on,
        },
        subject,
        cause,
    )
