"""Whether the threats that a scenario states are in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.catalogue.checks import unknown
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.schema import Scenario
from sim.scenario.threats import Threat

Path = tuple[str | int, ...]


def threats(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Yield what is wrong with the threats that senders are said to make."""
    agents = scenario.agents
    yield from _stated(("agents", "executive"), agents.executive.threats.stated, (), c)
    for name, sender in agents.senders.items():
        at: Path = ("agents", "senders", name)
        yield from _stated(at, sender.threats.stated, sender.concessions, c)


def _stated(
    at: Path, stated: tuple[Threat, ...], asked: Collection[str], c: Catalogue
) -> Iterator[Misfit]:
    """Yield what is wrong with those of a sender, who asks for some concessions (none: for all)."""
    at = (*at, "threats", "stated")
    for i, threat in enumerate(stated):
        yield from unknown((*at, i, "demand"), "concession", threat.demand, c.concessions)
        yield from unknown((*at, i, "class"), "class", threat.class_, c.classes)
        if asked and threat.demand in c.concessions and threat.demand not in asked:
            yield Misfit(
                (*at, i, "demand"),
                f"{threat.demand} is not asked for at this table",
                hint="name it under `concessions`, with what it is worth",
            )
        if threat.by < threat.on:
            yield Misfit(
                (*at, i, "by"), "its last day is before it is made", allowed=f"{threat.on} or later"
            )
        for j, other in enumerate(stated):
            if j != i and other.on <= threat.on <= other.by and (other.on < threat.on or j < i):
                yield Misfit(
                    (*at, i, "on"),
                    f"the threat of item {j} stands until {other.by}: there is one at a time",
                    allowed=f"after {other.by}",
                )
                break
