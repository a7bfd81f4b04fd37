"""A future as plain values: its answers, and everything that happened in it."""

from __future__ import annotations

from sim.analysis.forecasts.forecaster import forecaster_of
from sim.analysis.forecasts.topics import asked_of
from sim.engine.state.record import Record
from sim.outcomes.answers import answers
from sim.results.record import event
from sim.story import Tale, sentence

__all__ = ["answers_of", "events_of"]


def answers_of(record: Record) -> list[dict[str, object]]:
    """Return the scenario's questions as a future answers them, each with its base rate."""
    given, forecaster = answers(record), forecaster_of(record.model)
    rows: list[dict[str, object]] = []
    for question in record.model.scenario.questions:
        answer = given[question.id]
        rate = forecaster.rate(asked_of(question, record.model))
        rows.append(
            {
                "id": question.id,
                "question": question.text,
                "yes": answer.yes,
                "date": str(answer.date) if answer.date else None,
                "base_rate": rate.probability,
                "base_n": rate.n,
                "base_cases": rate.made_of,
            }
        )
    return rows


def events_of(record: Record) -> list[dict[str, object]]:
    """Return everything that happened as plain values, each event with its sentence."""
    tale = Tale(record)
    return [{**event(record, entry), "text": sentence(tale, entry)} for entry in record.entries]
