"""The one way to an agreement: every side whose yes is needed is asked (R8, R9)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

from sim.agents.side import Side
from sim.bargaining.acceptance import acceptance_probability
from sim.engine.state.state import Run


class Party(NamedTuple):
    """A side whose yes an agreement needs.

    Attributes
    ----------
    side
        The side.
    worth
        What the agreement is worth to it, in its own points.
    threshold
        What it holds out for, in the same points; None if it has proposed the agreement itself.
    rest
        Of an agreement that is carried out in stages: the least that the rest of it is worth to
        the side at the beginning of any stage. Nobody agrees to what it would leave on the way.
    """

    side: Side[Any]
    worth: float
    threshold: float | None = None
    rest: float = inf


class Answer(NamedTuple):
    """What comes of a proposal.

    Attributes
    ----------
    agreed
        Whether everybody has said yes.
    probability
        How likely that was.
    """

    agreed: bool
    probability: float


def better_off(party: Party) -> bool:
    """Whether a side is no worse off with an agreement than it would be without one."""
    least: float = min(party.worth, party.rest)
    reservation: float = party.side.reservation
    return least >= reservation


def unwilling(parties: Sequence[Party]) -> Party | None:
    """The first side that would do better without the agreement, if any."""
    for party in parties:
        if not better_off(party):
            return party
    return None


def proposes(run: Run, party: Party, what: str) -> bool:
    """Whether a side proposes what it could: not if it would do better without.

    That it keeps silent is told once, until it has proposed something again.

    Parameters
    ----------
    run
        The replication.
    party
        The side, and what its best proposal is worth to it.
    what
        What it could propose: ``"package"`` or ``"road_map"``.
    """
    side = party.side
    if better_off(party):
        side.silent = False
        return True
    if not side.silent:
        side.silent = True
        run.tell(
            side.p.name,
            "silence",
            what,
            worth=party.worth,
            rest=min(party.worth, party.rest),
            reservation=side.reservation,
        )
    return False


def answered(run: Run, u: float, parties: Sequence[Party]) -> Answer:
    """Ask every side whether it agrees.

    Nobody agrees to what is worth less to it than doing without, whatever the noise. Those that
    have not proposed it themselves say yes by the logit rule, each by itself.

    Parameters
    ----------
    run
        The replication.
    u
        A uniform.
    parties
        All sides whose yes is needed, those that propose included.
    """
    if unwilling(parties) is not None:
        return Answer(False, 0.0)
    p = 1.0
    for party in parties:
        if party.threshold is not None:
            p *= acceptance_probability(party.worth, party.threshold, run.talks.temperature)
    return Answer(u < p, p)
