"""Whether a record fits a scenario: a fact of which no future can tell would contradict all."""

from __future__ import annotations

from collections.abc import Iterator

from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.asked import of_event
from sim.scenario.facts import Facts
from sim.scenario.schema import Scenario

__all__ = ["of_facts"]


def of_facts(facts: Facts, scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Yield what of a record does not fit a scenario and its catalogue."""
    if not scenario.start <= facts.until < scenario.end:
        yield Misfit(
            ("until",),
            "nothing of the scenario would be past, or nothing still to come",
            found=str(facts.until),
            allowed=f"a date from {scenario.start} to the day before {scenario.end}",
        )
        return
    seen: set[str] = set()
    for section in ("facts", "absent", "complete"):
        for i, entry in enumerate(getattr(facts, section)):
            at = (section, i)
            if entry.id in seen:
                yield Misfit((*at, "id"), "there is another entry of this id", found=entry.id)
            seen.add(entry.id)
            yield from of_event(at, entry.event, scenario, c)
            dates = ("date",) if section == "facts" else ("after", "by")
            for key in dates:
                day = getattr(entry, key)
                if day is not None and not scenario.start <= day <= facts.until:
                    yield Misfit(
                        (*at, key),
                        "outside what the record is about",
                        found=str(day),
                        allowed=f"a date from {scenario.start} to {facts.until}",
                    )
            ends = (entry.after, entry.by)
            if section != "facts" and None not in ends and entry.by < entry.after:
                yield Misfit((*at, "by"), "it is before `after`", found=str(entry.by))
