"""The law as sheets: all measures with their hurdles, what holds them, the calendar, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from sim import __version__
from sim.law.answers import Answer, ConditionAnswer, LayerAnswer, describe
from sim.law.routes import Route
from sim.workflows.laws.calendar import deadlines, known_from
from sim.workflows.laws.reading import Reading
from sim.workflows.laws.words import hurdle
from sim.workflows.page import Page
from sim.workflows.sheets.framing import framed
from sim.workflows.sheets.sheet import Cell, Field, Sheet, Value, sheet_of
from sim.workflows.sheets.sources import catalogue_sources, sources_sheet

__all__ = ["law_sheets", "measures_sheet"]

Row = tuple[Value | Cell, ...]

_AS_OF: Final = "if it is asked for on the day of the question"

_MEASURES: Final = (
    Field("measure", "Id of the measure in the catalogue"),
    Field("name", "The measure"),
    Field("sender", "Who has imposed it"),
    Field("class", "What kind of measure it is"),
    Field("lp", "How much it is worth to the target, before scaling", "points", "LP"),
    Field("imposed", "First day on which it was in force", "date"),
    Field("until", "Last day in force, where it has one", "date"),
    Field("held by", "The authorities that hold it: any of them is enough"),
    Field("next lapse", "First day on which one of them lapses if nobody acts", "date"),
    Field("would survive by", "Authorities that would hold it even if every dated one lapsed"),
    Field("to suspend", "Who must act for all of it to be suspended"),
    Field("suspended earliest", f"Earliest day of effect, {_AS_OF}", "date"),
    Field("suspension waits for", "Conditions that are not known to be fulfilled"),
    Field("to end", "Who must act for it to end for good"),
    Field("ended earliest", f"Earliest day of effect, {_AS_OF}", "date"),
    Field("end waits for", "Conditions that are not known to be fulfilled"),
    Field("confidence", "How well the measure is known"),
    Field("sources", "Where the measure and all that is said of it are known from"),
)
_LAYERS: Final = (
    Field("measure", "Id of the measure"),
    Field("name", "The measure"),
    Field("authority", "What holds it"),
    Field("section", "Section of the law"),
    Field("since", "Day from which it holds the measure", "date"),
    Field("lapses", "Day on which it lapses if nobody acts; empty if it has no term", "date"),
    Field("unless", "What would stop that"),
    Field("window opens", "First day on which it may be renewed", "date"),
    Field("confidence", "How well that is known"),
    Field("sources", "Where it is known from"),
)
_CALENDAR: Final = (
    Field("date", "The day", "date"),
    Field("what", "What happens on it"),
    Field("of", "What it happens to"),
    Field("on silence it", "What becomes of that if nobody acts"),
    Field("measures that would end", "Measures that rest on nothing else", "count"),
    Field("section", "Section of the law"),
    Field("confidence", "How well that is known"),
    Field("sources", "Where it is known from"),
)


def law_sheets(
    law: Reading, page: Page, days: tuple[dt.date, dt.date] | None = None
) -> list[Sheet]:
    """Return the law on a day as sheets.

    Parameters
    ----------
    law
        The law.
    page
        What there is to read of it.
    days
        First and last day of the calendar; None for none.
    """
    facts: list[tuple[str, Value]] = [
        ("kind", "law"),
        ("catalogue", law.catalogue.title),
        *([("scenario", law.scenario.title)] if law.scenario is not None else []),
        *([("simulated future", law.future)] if law.future else []),
        ("day of the question", law.day),
        ("catalogue kept to", law.catalogue.as_of),
        ("version of thaw", __version__),
    ]
    own = [measures_sheet(law), _layers_sheet(law)]
    if days is not None:
        facts += [("calendar from", days[0]), ("calendar to", days[1])]
        own.append(_calendar_sheet(law, *days))
    return framed(page, own, sources_sheet(catalogue_sources(law.catalogue)), facts)


def measures_sheet(law: Reading) -> Sheet:
    """Return all measures in force: who holds them, who may lift them, and when at the earliest."""
    return sheet_of("Measures", _MEASURES, [_measure(law, answer) for answer in _held(law)])


def _held(law: Reading) -> Iterator[Answer]:
    answers = (describe(law.catalogue, name, law.day) for name in law.catalogue.measures)
    return (answer for answer in answers if answer.in_force)


def _measure(law: Reading, answer: Answer) -> Row:
    catalogue = law.catalogue
    measure = catalogue.measures[answer.measure]
    lapses = [layer.lapses_on for layer in answer.layers if layer.lapses_on is not None]
    return (
        answer.measure,
        answer.name,
        catalogue.senders[answer.sender].name,
        catalogue.classes[measure.class_].name,
        measure.weight_lp,
        measure.imposed,
        measure.until,
        "; ".join(layer.name for layer in answer.layers),
        min(lapses, default=None),
        "; ".join(catalogue.authorities[name].name for name in answer.survives),
        *_way(law, answer.suspend, answer.suspend_earliest, answer.suspend_conditions),
        *_way(law, answer.end, answer.end_earliest, answer.end_conditions),
        answer.confidence,
        _cited(law, answer.cited()),
    )


def _way(
    law: Reading,
    route: Route | None,
    earliest: dt.date | None,
    conditions: Sequence[ConditionAnswer],
) -> Row:
    waits = "; ".join(wanted.text for wanted in conditions if wanted.waits)
    return hurdle(route, law.agents), earliest, waits


def _layers_sheet(law: Reading) -> Sheet:
    rows = [_layer(law, answer, layer) for answer in _held(law) for layer in answer.layers]
    return sheet_of("Legal bases", _LAYERS, rows)


def _layer(law: Reading, answer: Answer, layer: LayerAnswer) -> Row:
    return (
        answer.measure,
        answer.name,
        layer.name,
        layer.section,
        layer.since,
        layer.lapses_on,
        layer.lapses_unless,
        layer.window_opens,
        layer.confidence,
        _cited(law, dict.fromkeys((*layer.sources, *layer.lapse_sources))),
    )


def _calendar_sheet(law: Reading, first: dt.date, last: dt.date) -> Sheet:
    rows = []
    for row in deadlines(law, first, last):
        section, how_sure, sources = known_from(law.catalogue, row)
        ends = row.measures if row.silence else None
        about = (row.date, row.entry, row.name, row.silence, ends)
        rows.append((*about, section, how_sure, "; ".join(sources)))
    return sheet_of("Calendar", _CALENDAR, rows)


def _cited(law: Reading, names: Sequence[str] | dict[str, None]) -> str:
    return "; ".join(law.catalogue.sources.get(name, name) for name in names)
