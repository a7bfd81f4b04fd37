"""Who takes part in a replication, and at which table they sit."""

from __future__ import annotations

from typing import Any

from sim.agents.congress import Congress
from sim.agents.consenter import Consenter
from sim.agents.council import Council
from sim.agents.executive import Executive
from sim.agents.followers import Follower
from sim.agents.party import Party
from sim.agents.target import Target
from sim.engine.model.model import Model
from sim.engine.model.pairs import Pair
from sim.engine.state.table import Table
from sim.scenario.agents import Congress as CongressParameters
from sim.scenario.agents import Target as TargetParameters
from sim.scenario.parties import Agents, FurtherSender


class Seats:
    """The parties of a replication, and the tables at which they sit.

    Attributes
    ----------
    parties
        Everybody who decides, by the place of the parameters in the scenario's `agents`: such as
        ``executive``, ``senders.UK``, ``consenters.kyiv``, ``followers.CH``. The target at a
        further table is a party of its own, such as ``senders.UK.target``.
    tables
        The tables, that of the executive first.
    heirs
        Parties that have the parameters of another, by the place of these.
    partners
        Consenters that are at war with the target.
    council, followers
        The renewer, and the followers by the id of their sender.
    """

    __slots__ = ("council", "followers", "heirs", "parties", "partners", "tables")

    def __init__(self, model: Model) -> None:
        agents = model.parameters.agents
        self.council = Council(agents.council, model.membership)
        self.followers = {name: Follower(name, p) for name, p in agents.followers.items()}
        consenters = {name: Consenter(p) for name, p in agents.consenters.items()}
        self.partners = [who for who in consenters.values() if who.p.partner is not None]
        sender = Executive(agents.executive)
        target = Target(agents.target)
        ratifier = Congress(agents.congress, model.pairs[0].chambers)
        self.parties: dict[str, Party[Any]] = {
            "executive": sender,
            "target": target,
            "congress": ratifier,
            "council": self.council,
        }
        self.heirs: dict[str, list[Party[Any]]] = {"target": [], "congress": []}
        talks, rules = model.parameters.talks, model.parameters.rules
        pair = model.pairs[0]
        asked = _asked(consenters, pair.sender)
        self.tables = [Table(0, pair, sender, target, ratifier, asked, talks, "talks", rules)]
        for number, pair in enumerate(model.pairs[1:], 1):
            if pair.seated is None or pair.seated[0] is not agents:
                pair.seated = _seated(model, pair)
            _, p, here, ratifies = pair.seated
            sender = Executive(p)
            target = Target(here)
            section = f"senders.{pair.name}"
            ratifier = Congress(ratifies, pair.chambers)
            if p.target is None:
                self.heirs["target"].append(target)
            if p.congress is None:
                self.heirs["congress"].append(ratifier)
            self.parties[section] = sender
            self.parties[f"{section}.target"] = target
            self.parties[f"{section}.congress"] = ratifier
            asked = _asked(consenters, pair.sender)
            table = Table(
                number,
                pair,
                sender,
                target,
                ratifier,
                asked,
                p.talks,
                f"agents.{section}.talks",
                rules,
            )
            table.horizon_years = p.horizon_years if p.term_ends is None else 0.0
            table.ratified_by = "congress" if p.congress is None else f"{section}.congress"
            self.tables.append(table)
        for name, consenter in consenters.items():
            self.parties[f"consenters.{name}"] = consenter
        for name, follower in self.followers.items():
            self.parties[f"followers.{name}"] = follower


def _seated(
    model: Model, pair: Pair
) -> tuple[Agents, FurtherSender, TargetParameters, CongressParameters]:
    """Return the parameters of a further sender, of the target there, and of its legislature.

    A sender without chambers has a legislature that has nothing to say.
    """
    agents = model.parameters.agents
    p = agents.senders[pair.name]
    if not p.name:
        p = p.model_copy(update={"name": model.law.senders[pair.sender].name})
    ratifies = p.congress
    if ratifies is None:
        name = f"the legislature of {p.name}"
        ratifies = agents.congress.model_copy(update={"name": name})
    return agents, p, _here(agents.target, p.target), ratifies


def _here(at_the_first: TargetParameters, here: TargetParameters | None) -> TargetParameters:
    """Return how the target bargains at a further table; it has one name at all of them."""
    return at_the_first if here is None else here.model_copy(update={"name": at_the_first.name})


def _asked(consenters: dict[str, Consenter], sender: str) -> list[Consenter]:
    """Return whose consent is needed at the table of a sender."""
    return [who for who in consenters.values() if not who.p.tables or sender in who.p.tables]
