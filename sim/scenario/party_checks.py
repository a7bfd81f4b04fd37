"""Whether those who bargain, and those whose consent they need, fit the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from sim.catalogue.checks import unknown
from sim.catalogue.forms import DELIVERERS, FORMS
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.parties import Consenter, FurtherSender
from sim.scenario.schema import Scenario
from sim.scenario.world import Talks

__all__ = ["of_talks", "parties"]

Path = tuple[str | int, ...]


def parties(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Yield what is wrong with further senders and with those whose consent is needed."""
    agents = scenario.agents
    for name, sender in agents.senders.items():
        at: Path = ("agents", "senders", name)
        yield from unknown(at, "sender", name, c.senders)
        if name in c.senders:
            yield from _sender(at, name, sender, scenario, c)
    bargaining = [name for name, entry in c.senders.items() if entry.role == "executive"]
    bargaining += [name for name in agents.senders if name not in bargaining]
    for name, consenter in agents.consenters.items():
        yield from _consenter(("agents", "consenters", name), consenter, bargaining, c)
    yield from _names(scenario, c)


def _sender(
    at: Path, name: str, sender: FurtherSender, scenario: Scenario, c: Catalogue
) -> Iterator[Misfit]:
    role = c.senders[name].role
    if role == "executive":
        yield Misfit(
            at,
            f"{name} bargains already: its parameters are those of agents.executive",
            found="",
            allowed="another sender of the catalogue",
        )
        return
    imposed = {key for change in scenario.interventions for key in change.impose}
    own = {
        key: measure
        for key, measure in c.measures.items()
        if measure.sender == name and (key in imposed or measure.in_force(scenario.start))
    }
    if not own:
        yield Misfit(
            at,
            f"{name} has no measure of its own: it has nothing to bargain with",
            found="",
            hint="a measure of the catalogue with this `sender` that is in force at the start",
        )
    elif not any(
        role in DELIVERERS[FORMS[c.procedures[procedure].form].deliverer].offered
        for measure in own.values()
        for layer in measure.layers
        for procedure in (
            *c.authorities[layer.authority].suspend,
            *c.authorities[layer.authority].end,
        )
    ):
        yield Misfit(at, f"{name} has no procedure by which it could ease any of its measures")
    if sender.term_ends is not None and sender.term_ends <= scenario.start:
        yield Misfit(
            (*at, "term_ends"),
            "the term is over before the start",
            allowed=f"after {scenario.start}",
        )
    if sender.term_ends is not None and (sender.term_ends.month, sender.term_ends.day) == (2, 29):
        yield Misfit((*at, "term_ends"), "no day of every year", allowed="28 February or 1 March")
    for key in sender.concessions:
        yield from unknown((*at, "concessions", key), "concession", key, c.concessions)
    if sender.designation_authority is not None:
        authorities = [key for key, a in c.authorities.items() if a.sender == name]
        where = (*at, "designation_authority")
        yield from unknown(where, "authority", sender.designation_authority, authorities)
    yield from of_talks((*at, "talks"), sender.talks, list(own), f"measure of {name}", c)
    asked = sender.concessions or c.concessions
    for i, stage in enumerate(sender.talks.stages):
        for j, key in enumerate(stage.concessions):
            if key in c.concessions and key not in asked:
                yield Misfit(
                    (*at, "talks", "stages", i, "concessions", j),
                    f"{key} is not asked for at this table",
                    hint="name it under `concessions`, with what it is worth",
                )


def _consenter(at: Path, who: Consenter, bargaining: list[str], c: Catalogue) -> Iterator[Misfit]:
    for i, name in enumerate(who.tables):
        yield from unknown((*at, "tables", i), "sender that bargains", name, bargaining)
    for key, what, names, known in (
        ("measures", "measure", who.measures, list(c.measures)),
        ("classes", "class", who.classes, list(c.classes)),
        ("concessions", "concession", who.concessions, list(c.concessions)),
    ):
        for i, name in enumerate(names):
            yield from unknown((*at, key, i), what, name, known)
    if who.partner is not None and not who.concessions:
        yield Misfit(
            (*at, "concessions"),
            f"{who.name} is a partner at war, and is asked about nothing that would end one",
            hint="name the concessions it has to consent to, such as a ceasefire",
        )
    for name in who.class_cost:
        yield from unknown((*at, "class_cost", name), "class", name, c.classes)
    for name in who.values:
        yield from unknown((*at, "values", name), "concession", name, c.concessions)


def of_talks(at: Path, talks: Talks, own: list[str], what: str, c: Catalogue) -> Iterator[Misfit]:
    """Yield what the talks at a table name that is not there.

    Parameters
    ----------
    at
        Place of the talks.
    talks
        How offers are made there.
    own, what
        Measures of the sender, and what one of them is called.
    c
        The catalogue.
    """
    written = "baby_instruments" in talks.model_fields_set
    for i, name in enumerate(talks.baby_instruments if written else ()):
        yield from unknown((*at, "baby_instruments", i), "instrument", name, c.instruments)
    for i, stage in enumerate(talks.stages):
        for j, name in enumerate(stage.concessions):
            path = (*at, "stages", i, "concessions", j)
            yield from unknown(path, "concession", name, c.concessions)
        for kind, entry, names, known in (
            ("classes", "class", stage.classes, list(c.classes)),
            ("measures", what, stage.measures, own),
            ("instruments", "instrument", stage.instruments, list(c.instruments)),
        ):
            for j, name in enumerate(names):
                yield from unknown((*at, "stages", i, kind, j), entry, name, known)


def _names(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Yield those of the same name as another: the log could not tell them apart."""
    agents = scenario.agents
    first = (agents.executive, agents.congress, agents.target, agents.council)
    taken = {who.name: "one of the first table" for who in first}
    for key, sender in agents.senders.items():
        at: Path = ("agents", "senders", key, "name")
        name = sender.name or (c.senders[key].name if key in c.senders else key)
        if name == agents.council.name and key in c.senders and c.senders[key].role == "council":
            continue  # the council itself
        yield from _taken(at, name, taken)
        taken[name] = f"agents.senders.{key}"
        if sender.congress is not None:
            at = ("agents", "senders", key, "congress", "name")
            yield from _taken(at, sender.congress.name, taken)
            taken[sender.congress.name] = f"agents.senders.{key}.congress"
    for key, consenter in agents.consenters.items():
        yield from _taken(("agents", "consenters", key, "name"), consenter.name, taken)
        taken[consenter.name] = f"agents.consenters.{key}"


def _taken(at: Path, name: str, taken: dict[str, str]) -> Iterator[Misfit]:
    if name in taken:
        yield Misfit(
            at, f"there are two of the name '{name}'", found="", hint=f"{taken[name]} has it"
        )
