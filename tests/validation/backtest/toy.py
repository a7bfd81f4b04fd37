"""A toy case of four replications whose every number is chosen, to be scored by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl

from sim.batch.batch import ANSWER, DAYS, OBSERVED, Batch
from sim.engine.model.model import Model
from sim.scenario.events import EventFilter, Observed, Question
from tests.batches import small_batch
from tests.scenarios.worlds import elsewhere

START = dt.date(2025, 3, 13)
HORIZON = 1410.0
"""Days, of the scenario that lends its model."""


def eased(kind: str = "eased") -> EventFilter:
    return EventFilter(kind=kind)


def happened(name: str, day: int, kind: str = "eased", **more: Any) -> Observed:
    return Observed(
        id=name,
        date=START + dt.timedelta(days=day),
        what=f"What {name} is",
        event=eased(kind),
        **more,
    )


def asked(name: str, kind: str = "eased", **more: Any) -> Question:
    return Question(id=name, text=f"Is it {name}?", event=eased(kind), **more)


def model(*, observed: tuple[Observed, ...] = (), questions: tuple[Question, ...] = ()) -> Model:
    base = small_batch("hold", 4).model
    assert (base.scenario.start, base.calendar.horizon) == (START, HORIZON)
    scenario = base.scenario.model_copy(update={"observed": observed, "questions": questions})
    return elsewhere(base, scenario=scenario)


def toy(
    columns: dict[str, list[Any]],
    *,
    observed: tuple[Observed, ...] = (),
    questions: tuple[Question, ...] = (),
    name: str = "toy",
) -> Batch:
    """A batch whose outcomes are columns of our choice: all of one length, null for None."""
    n = len(next(iter(columns.values())))
    frame = pl.DataFrame({"replication": range(n), **columns})
    for entry in (*observed, *questions):
        prefix = OBSERVED if isinstance(entry, Observed) else ANSWER
        if f"{prefix}{entry.id}{DAYS}" in columns:
            days = frame[f"{prefix}{entry.id}{DAYS}"].cast(pl.Float64)
            frame = frame.with_columns(days, days.is_not_null().alias(f"{prefix}{entry.id}"))
    return replace(
        small_batch("hold", 4),
        name=name,
        n=n,
        outcomes=frame,
        model=model(observed=observed, questions=questions),
    )
