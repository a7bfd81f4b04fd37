"""What is set from a moment on: fields as an intervention of that day would set them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from pydantic import ValidationError

from sim.catalogue.schema import Catalogue
from sim.documents import Document, apply_overrides
from sim.documents.overrides import OPTION
from sim.documents.scalars import short
from sim.errors import InputError, Problem
from sim.scenario.events import Intervention
from sim.scenario.intervention_checks import interventions
from sim.scenario.schema import Scenario

__all__ = ["Changes", "changes_of"]

Changes: TypeAlias = tuple[tuple[str, bool | int | float | str], ...]
"""Paths and the values that they are set to."""


def changes_of(
    texts: Sequence[str], scenario: Scenario, catalogue: Catalogue, on: dt.date
) -> Changes:
    """Return what is set, checked as interventions are.

    Parameters
    ----------
    texts
        Each ``path=value``.
    scenario, catalogue
        In which it is set.
    on
        The day.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    document = apply_overrides(Document(OPTION, {}, {}, {}, ()), texts)
    values = dict(_leaves(document.data, ()))
    if not values:
        return ()
    try:
        change = Intervention(id="branch", on=on, set=values)
    except ValidationError as error:
        raise InputError(
            Problem(
                OPTION,
                path=str(fault["loc"][1]) if len(fault["loc"]) > 1 else "",
                found=short(fault["input"]),
                allowed="a number, true or false, or a name",
            )
            for fault in error.errors()
        ) from None
    alone = scenario.model_copy(update={"interventions": (change,)})
    problems = []
    for misfit in interventions(alone, catalogue):
        path = str(misfit.path[-1])
        found = short(values.get(path)) if misfit.found is None else misfit.found
        problems.append(
            Problem(
                OPTION,
                path=path,
                found=found,
                allowed=misfit.allowed or "",
                hint=misfit.hint or "",
                message=misfit.message,
            )
        )
    if problems:
        raise InputError(problems)
    return tuple(change.set.items())


def _leaves(data: Any, steps: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the values of a document by their dotted paths."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*steps, key))
    else:
        yield ".".join(steps), data
