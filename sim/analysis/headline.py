"""The headline of every scenario: whether any sanction of the first sender is eased, and when."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sim.analysis.forecasts.forecaster import forecaster_of
from sim.analysis.forecasts.topics import relief_of
from sim.analysis.quantities import UNTIL, groups, numbers
from sim.batch.batch import Batch
from sim.batch.branch import begins_on
from sim.engine.kernel.clock import YEAR
from sim.statistics.intervals import share

__all__ = ["SOON", "relief"]

SOON: Final = 2.0
"""Years within which relief is asked for, beside by the end."""


def relief(batch: Batch, level: float = 0.95) -> list[dict[str, Any]]:
    """Say how probable relief by the first sender is: blended, simulated and by base rate.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    list of dict
        A row for relief within two years, if the scenario is longer, and one for relief by its
        end: ``sender``; ``years``, None for by the end; ``blended``, the headline; ``probability``
        as it was simulated, with ``low`` and ``high``; ``base_rate``, ``base_n``, ``base_cases``
        as in `sim.analysis.questions.questions`. Relief is that of any measure and of any kind.
        None of it if the first sender has nothing in force on the first day, if every replication
        failed, or if the futures begin later, for base rates know nothing of what came before.
    """
    model = batch.model
    if not batch.rows or not model.pairs[0].own or begins_on(batch, model) is not None:
        return []
    days = numbers(batch.column(f"{UNTIL}relief_{model.executive}"))
    end = model.calendar.horizon / YEAR
    forecaster = forecaster_of(model)
    member = groups(batch)
    rows = []
    for years in (SOON, end) if end > SOON else (end,):
        rate = forecaster.rate(relief_of(model, years))
        hits = (days <= years * YEAR).astype(np.float64)  # NaN is not
        found = share(hits, member, level)
        rows.append(
            {
                "sender": model.catalogue.senders[model.executive].name,
                "years": None if years == end else years,
                "blended": forecaster.blend(rate, found.value).probability,
                "probability": found.value,
                "low": found.low,
                "high": found.high,
                "base_rate": rate.probability,
                "base_n": rate.n,
                "base_cases": rate.made_of,
            }
        )
    return rows
