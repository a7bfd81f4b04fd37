"""Which fields make a replication long: rates, and what happened most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from sim.engine.state.state import Run

__all__ = ["costly"]

_NAMED: Final = 3
_SHORT: Final = 7.0
"""Days below which a span that comes again and again is worth naming."""


def costly(run: Run) -> str:
    """What a replication that cost too much is made of, and the fields that it may come from.

    Parameters
    ----------
    run
        The run as far as it came.
    """
    kinds = Counter(entry.kind for entry in run.log).most_common(_NAMED)
    said = ", ".join(f"{kind} ({count:,})" for kind, count in kinds)
    fields = sorted(_fast(run.model.scenario, ""), key=lambda field: -field[1])[:_NAMED]
    likely = ", ".join(f"{path} = {written}" for path, _, written in fields)
    years = run.calendar.horizon / 365.25
    return (
        f"logged most often: {said}; to lower: {likely or 'rates'}, or fewer years than {years:.0f}"
    )


def _fast(model: BaseModel, prefix: str) -> Iterator[tuple[str, float, str]]:
    """Rates and short spans of time: path, how often a year, and as it is written."""
    for name, info in type(model).model_fields.items():
        value: Any = getattr(model, name)
        path = f"{prefix}{name}"
        extra = info.json_schema_extra
        unit = extra.get("unit") if isinstance(extra, dict) else None
        if isinstance(value, BaseModel):
            yield from _fast(value, f"{path}.")
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, BaseModel):
                    yield from _fast(inner, f"{path}.{key}.")
        elif isinstance(value, tuple):
            for i, inner in enumerate(value):
                if isinstance(inner, BaseModel):
                    yield from _fast(inner, f"{path}.{i}.")
        elif isinstance(value, float | int) and not isinstance(value, bool):
            if unit == "1/y" and value > 5:
                yield path, float(value), f"{value:g}"
            elif unit == "d" and 0 <= value < _SHORT:
                yield path, 365.25 / max(value, 0.01), f"{value:g}"
