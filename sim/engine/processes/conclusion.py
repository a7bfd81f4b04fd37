"""The one way to an agreement: every side whose yes is needed is asked (R8, R9)."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, inf
from typing import Any, NamedTuple

from sim.agents.consenter import Consenter
from sim.agents.party import Signatory
from sim.bargaining.acceptance import acceptance_probability
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.offers import Offers
from sim.engine.valuation.plan import Weighed
from sim.events.channel import SILENCE
from sim.events.talks import REFUSAL


class Stake:
    """What an agreement means to a party whose yes it needs.

    Attributes
    ----------
    side
        The party.
    worth
        What the agreement is worth to it, in its own points.
    threshold
        What it holds out for, in the same points; None if it has proposed the agreement itself.
    rest
        Of an agreement that is carried out in stages: the least that the rest of it is worth to
        the side at the beginning of any stage. Nobody agrees to what it would leave on the way.
    """

    __slots__ = ("rest", "side", "threshold", "worth")

    def __init__(
        self,
        side: Signatory[Any],
        worth: float,
        threshold: float | None = None,
        rest: float = inf,
    ) -> None:
        self.side = side
        self.worth = worth
        self.threshold = threshold
        self.rest = rest


class Answer(NamedTuple):
    """What comes of a proposal.

    Attributes
    ----------
    agreed
        Whether everybody has said yes.
    probability
        How likely that was.
    refuser
        Who said no, if anybody.
    """

    agreed: bool
    probability: float
    refuser: Stake | None = None


def better_off(stake: Stake) -> bool:
    """Whether a side is no worse off with an agreement than it would be without one."""
    least: float = min(stake.worth, stake.rest)
    reservation: float = stake.side.reservation
    return least >= reservation


def unwilling(stakes: Sequence[Stake]) -> Stake | None:
    """The first side that would do better without the agreement, if any."""
    for stake in stakes:
        if not better_off(stake):
            return stake
    return None


def proposes(run: Run, stake: Stake, what: str) -> bool:
    """Whether a side proposes what it could: not if it would do better without.

    That it keeps silent is told once, until it has proposed something again.

    Parameters
    ----------
    run
        The replication.
    stake
        The side, and what its best proposal is worth to it.
    what
        What it could propose: ``"package"`` or ``"road_map"``.
    """
    side = stake.side
    if better_off(stake):
        side.silent = False
        return True
    if not side.silent:
        side.silent = True
        SILENCE.log(
            run,
            side.p.name,
            {
                "worth": stake.worth,
                "rest": min(stake.worth, stake.rest),
                "reservation": side.reservation,
            },
            what,
        )
    return False


def answered(run: Run, table: Table, event: int, u: float, stakes: Sequence[Stake]) -> Answer:
    """Ask every party whether it agrees.

    Nobody agrees to what is worth less to it than doing without, whatever the noise. Those that
    have not proposed it themselves say yes by the logit rule, each by itself and one after the
    other, until one of them says no.

    Parameters
    ----------
    run, table
        The replication, and the table.
    event
        Number of the event that is the proposal.
    u
        A uniform; another one if the future has branched right after the proposal.
    stakes
        All parties whose yes is needed, those that propose included.
    """
    if event == run.node:
        u = run.stream(table.stream("talks/answer")).next()
    loser = unwilling(stakes)
    if loser is not None:
        return Answer(False, 0.0, loser)
    decided = run.decided(table.pair.sender, "accept", "refuse")
    if decided:
        u = -1.0 if decided == "accept" else 1.0
    p = 1.0
    refuser: Stake | None = None
    for stake in stakes:
        if stake.threshold is not None:
            p *= acceptance_probability(stake.worth, stake.threshold, table.talks.temperature)
            if refuser is None and u >= p:
                refuser = stake
    return Answer(refuser is None, p, refuser)


# -- those whose consent is needed -------------------------------------------------------


def consents(values: Offers, places: Sequence[int], concessions: Sequence[str]) -> list[Stake]:
    """Return what a package means to those at the table whose consent it needs.

    Parameters
    ----------
    values
        Prices at the table.
    places
        Places of the tranches on the present menu.
    concessions
        What the target gives.
    """
    table = values.table
    if not table.consenters:
        return []
    eased: dict[str, float] = {}
    measures: dict[str, None] = {}
    for place in places:
        tranche = values.run.register.tranches[values.tranche(place)]
        eased[tranche.class_] = eased.get(tranche.class_, 0.0) + tranche.lp
        measures[tranche.measure] = None
    return [
        _stake_of(table, who, who.worth(eased, concessions))
        for who in table.consenters
        if who.asked(measures, eased, concessions)
    ]


def _stake_of(table: Table, who: Consenter, worth: float) -> Stake:
    """Return the stake of one whose consent is needed; of a partner such that it leans so far.

    It says yes with logit⁻¹(lean) (R21): its worth is that many times the noise of answers. Where
    answers have no noise it says yes if it leans to peace.
    """
    lean = who.consent
    if lean is None:
        return Stake(who, worth, who.threshold)
    noise = table.talks.temperature
    return Stake(who, who.threshold + lean * (noise if noise > 0.0 else 1.0), who.threshold)


def consents_to_plan(table: Table, weighed: Weighed) -> list[Stake]:
    """Return what a road-map means to those whose consent any stage of it needs.

    Every stage counts alike: whoever is asked only whether it consents waits for nothing.
    """
    stakes: list[Stake] = []
    for who in table.consenters:
        parts = [consents(part.values, part.places, part.concessions) for part in weighed.parts]
        worths = [stake.worth for part in parts for stake in part if stake.side is who]
        if worths and who.consent is not None:  # it leans as far, however many stages there are
            stakes.append(_stake_of(table, who, worths[0]))
        elif worths:
            rests = [fsum(worths[k:]) for k in range(len(worths))]
            stakes.append(Stake(who, rests[0], who.threshold, min(rests)))
    return stakes


def vetoed(run: Run, answer: Answer, subject: str, cause: int) -> int:
    """Tell of a refusal by one whose consent is needed; return its number, or -1 if it was not.

    Neither side at the table holds it against the other.
    """
    refuser = answer.refuser
    if refuser is None or not isinstance(refuser.side, Consenter):
        return -1
    return REFUSAL.log(
        run,
        refuser.side.p.name,
        {
            "worth": refuser.worth,
            "wanted": max(refuser.side.threshold, refuser.side.reservation),
            "probability": answer.probability,
            "rest": min(refuser.worth, refuser.rest),
            "why": "consent",
        },
        subject,
        cause,
    )
