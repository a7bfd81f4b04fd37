"""The allies and the world around the talks in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from sim.engine.state.log import Entry
from sim.story import words
from sim.story.registry import tells
from sim.story.tale import Tale, number, text

__all__: list[str] = []


@tells("package_proposed")
def _proposed(tale: Tale, entry: Entry) -> str:
    return f"{entry.agent} begins to discuss a new package ({tale.class_(text(entry, 'class_'))})."


@tells("package_delayed")
def _delayed(tale: Tale, entry: Entry) -> str:
    held_up = words.days(number(entry, "days"))
    return f"{tale.who(entry.agent)} holds up the package, for {held_up}."


@tells("package")
def _package(tale: Tale, entry: Entry) -> str:
    before = tale.cause(entry)
    late = ""
    if before is not None and before.kind == "package_delayed":
        late = f", {words.days(number(before, 'days'))} late because of {tale.who(before.agent)}"
    return (
        f"{entry.agent} adopts a new package ({tale.class_(text(entry, 'class_'))}, "
        f"{words.lp(number(entry, 'lp'))}){late}."
    )


@tells("adopts")
def _adopts(tale: Tale, entry: Entry) -> str:
    return (
        f"{tale.who(entry.agent)} adopts {tale.measure(entry.subject)}, "
        f"{words.days(number(entry, 'lag'))} later."
    )


@tells("tightens")
def _tightens(tale: Tale, entry: Entry) -> str:
    return f"{tale.who(entry.agent)} tightens on its own account ({words.lp(number(entry, 'lp'))})."


@tells("government")
def _government(tale: Tale, entry: Entry) -> str:
    theta = number(entry, "theta")
    member = tale.catalogue.members.get(entry.subject)
    # A usual hold-out counts as friendly once its theta is above 0 (sim.agents.council).
    turn = ""
    if member is not None and member.hold_out:
        turn = (
            ": the usual hold-out turns friendly to sanctions"
            if theta > 0.0
            else ": it remains a usual hold-out"
        )
    elif member is not None and abs(theta - member.theta) >= 0.1:
        turn = ": it grows harder" if theta > member.theta else ": it grows softer"
    return f"the government of {tale.who(entry.subject)} changes{turn}."


@tells("oil_shock")
def _oil_shock(tale: Tale, entry: Entry) -> str:
    return f"the price of oil jumps to {number(entry, 'price'):.0f} $ a barrel."


@tells("oil_calm")
def _oil_calm(tale: Tale, entry: Entry) -> str:
    return f"the price of oil comes back to {number(entry, 'price'):.0f} $ a barrel."


@tells("offensive")
def _offensive(tale: Tale, entry: Entry) -> str:
    war = number(entry, "war")
    return f"an offensive or atrocity: the war grows fiercer (intensity {war:.2f})."


@tells("crisis")
def _crisis(tale: Tale, entry: Entry) -> str:
    country = tale.catalogue.target.name
    return (
        f"a market crisis in {country}: relief of banks and markets is worth "
        f"{words.percent(number(entry, 'gain'))} more to {tale.target}."
    )


@tells("crisis_over")
def _crisis_over(tale: Tale, entry: Entry) -> str:
    return f"the market crisis in {tale.catalogue.target.name} is over."


@tells("leader_exit")
def _leader_exit(tale: Tale, entry: Entry) -> str:
    return f"the leader of {tale.catalogue.target.name} leaves; both sides start afresh."


@tells("intervention")
def _intervention(tale: Tale, entry: Entry) -> str:
    note = text(entry, "note").rstrip(".")
    changed = entry.numbers.get("set")
    what = ""
    if isinstance(changed, Mapping):
        what = ", ".join(f"{path} = {value}" for path, value in changed.items())
    if note:
        return f"{note}{' (' + what + ')' if what else ''}."
    return f"the scenario changes {what}." if what else f"the scenario intervenes: {entry.subject}."
