"""Sheets of the law: what holds each measure on the first day, who lifts it, how and by when."""

from __future__ import annotations

from typing import Final

from sim.analysis.over_time import measure_weights
from sim.engine.model.model import Model
from sim.law.answers import Answer, describe
from sim.law.foreseen import as_foreseen
from sim.wording.words import brief, date
from sim.workflows.briefs.document import Part, Section, Sheet, Sheets
from sim.workflows.laws.law import Law
from sim.workflows.laws.measure import measure_report
from sim.workflows.laws.words import hurdle, kept_to
from sim.workflows.page import Paragraph, Table

__all__ = ["law_section"]

_BASES: Final = 6
"""Legal bases of a sender that are named."""


def law_section(model: Model, prefix: str = "") -> Section:
    """Return the law of a scenario's first day: by sender, then a sheet for each measure.

    Parameters
    ----------
    model
        The compiled scenario.
    prefix
        Before the name of the section.
    """
    law = _law_of(model)
    answers = [describe(law.catalogue, name, law.day) for name in law.catalogue.measures]
    held = [answer for answer in answers if answer.in_force]
    parts: list[Part] = [
        Paragraph(
            f"{len(held)} measures are in force on {date(law.day)}. A sheet says of each what "
            "holds it, who can suspend or end it and under which conditions, what happens if "
            "nobody acts, and the sources, with how sure they are."
        )
    ]
    if caveat := kept_to(law.catalogue, law.day):
        parts.append(Paragraph(caveat))
    parts += [
        _by_sender(model, law, held),
        Sheets(f"{prefix}law", [_sheet(law, answer) for answer in held]),
    ]
    return Section(f"{prefix}law", "The law of each measure", parts)


def _law_of(model: Model) -> Law:
    scenario = model.scenario
    day = scenario.start
    catalogue = as_foreseen(scenario, model.catalogue, day)
    return Law(catalogue, scenario.agents, day, scenario=scenario, source=model.catalogue)


def _by_sender(model: Model, law: Law, held: list[Answer]) -> Table:
    """Return measures, points and legal bases of each sender."""
    weights = measure_weights(model)
    rows = []
    for name, sender in law.catalogue.senders.items():
        own = [answer for answer in held if answer.sender == name]
        if not own:
            continue
        bases: dict[str, int] = {}
        for answer in own:
            for layer in answer.layers:
                called = brief(layer.name)
                bases[called] = bases.get(called, 0) + 1
        most = sorted(bases, key=lambda called: -bases[called])[:_BASES]
        more = f" and {len(bases) - _BASES} more" if len(bases) > _BASES else ""
        points = sum(weights.get(answer.measure, 0.0) for answer in own)
        rows.append((sender.name, str(len(own)), f"{points:.1f}", ", ".join(most) + more))
    return Table(
        rows,
        ("sender", "measures", "LP", "legal basis, the most frequent first"),
        right=(1, 2),
        title=f"In force on {date(law.day)}",
    )


def _sheet(law: Law, answer: Answer) -> Sheet:
    entry = law.catalogue.measures[answer.measure]
    report = measure_report(law, answer.measure)
    return Sheet(
        measure=answer.measure,
        name=answer.name,
        sender=law.catalogue.senders[answer.sender].name,
        kind=law.catalogue.classes[entry.class_].name,
        lifted_by=hurdle(answer.suspend, law.agents),
        blocks=report.page[1:],  # the summary has the name
    )
