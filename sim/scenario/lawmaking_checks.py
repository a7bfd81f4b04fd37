"""Whether how laws are made, and bills pending on the first day, are in order."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.catalogue.checks import MADE, unknown
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.agents import Congress
from sim.scenario.legislature import PendingBill
from sim.scenario.schema import Scenario

Path = tuple[str | int, ...]


def lawmaking(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Yield what is wrong with how laws are made, and with the bills that are pending."""
    agents = scenario.agents
    yield from _parameters(("agents", "congress"), agents.congress)
    for name, sender in agents.senders.items():
        if sender.congress is not None:
            yield from _parameters(("agents", "senders", name, "congress"), sender.congress)
    seen: set[str] = set()
    for i, bill in enumerate(scenario.at_start.bills):
        at: Path = ("at_start", "bills", i)
        if bill.id in seen:
            yield Misfit((*at, "id"), f"'{bill.id}' is there twice")
        seen.add(bill.id)
        yield from _bill(at, bill, c)


def _parameters(at: Path, p: Congress) -> Iterator[Misfit]:
    at = (*at, "lawmaking")
    for stance in ("opposed", "neutral", "asking"):
        if stance not in p.lawmaking.stick_use:
            yield Misfit((*at, "stick_use"), f"`{stance}` is missing")
    if fsum(p.lawmaking.kinds.values()) <= 0.0:
        yield Misfit((*at, "kinds"), "no kind of bill has a weight above 0")


def _bill(at: Path, bill: PendingBill, c: Catalogue) -> Iterator[Misfit]:
    chambers = {
        name: chamber
        for name, chamber in c.chambers.items()
        if chamber.sender is None or c.senders[chamber.sender].role == "executive"
    }
    if not chambers:
        yield Misfit(at, "the executive has no legislature in which it could be pending")
        return
    if MADE.fullmatch(bill.id):
        yield Misfit((*at, "id"), "a name that runs give to what is made on the way")
    for name, members in bill.sponsors.items():
        yield from unknown((*at, "sponsors", name), "chamber", name, chambers)
        if name in chambers and members > chambers[name].seats:
            yield Misfit(
                (*at, "sponsors", name),
                "more sponsors than seats",
                allowed=f"at most {chambers[name].seats}",
            )
    most = max(chamber.seats for chamber in chambers.values())
    if bill.signatures > most:
        yield Misfit((*at, "signatures"), "more signatures than seats", allowed=f"at most {most}")
