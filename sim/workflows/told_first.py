"""What is told first of futures that are conditioned on what has happened."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analysis.wording import conditioned_on
from sim.scenario.schema import Scenario
from sim.workflows.page import Block, Paragraph

__all__ = ["told_first", "told_of"]


def told_first(scenario: Scenario) -> list[Block]:
    """Return on what a scenario is conditioned, and to which day; nothing if it is not."""
    conditioned = scenario.conditioned
    return [] if conditioned is None else [Paragraph(conditioned_on(conditioned))]


def told_of(scenarios: Sequence[Scenario]) -> list[str]:
    """Return on what each of several scenarios is conditioned; once if it is the same of all."""
    said = [
        (one.title, "" if one.conditioned is None else conditioned_on(one.conditioned))
        for one in scenarios
    ]
    if len({words for _, words in said}) == 1:
        return [words for _, words in said[:1] if words]
    return [
        f"{title}: {words[:1].lower()}{words[1:]}" if words else f"{title}: not conditioned."
        for title, words in said
    ]
