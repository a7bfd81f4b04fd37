"""Small building blocks shared by the catalogue's and the scenario's models."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

IDENTIFIER = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,47}$")
_MONTH_DAY = re.compile(r"^(\d{2})-(\d{2})$")


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _identifier(value: str) -> str:
    if not IDENTIFIER.match(value):
        raise ValueError(
            "an identifier of letters, digits and underscores that begins with a letter "
            "(48 characters at most)"
        )
    return value


def _month_day(value: str) -> str:
    match = _MONTH_DAY.match(value)
    if match is None:
        raise ValueError("a day of the year written MM-DD, such as 04-15")
    month, day = int(match[1]), int(match[2])
    try:
        dt.date(2023, month, day)  # no leap year: 29 February is no anniversary
    except ValueError:
        raise ValueError(
            f"a day that every year has, written MM-DD, such as 04-15 (got {value})"
        ) from None
    return value


Identifier = Annotated[
    str, AfterValidator(_identifier), Field(description="Identifier: letters, digits, underscores.")
]
MonthDay = Annotated[
    str, AfterValidator(_month_day), Field(description="Day of the year, MM-DD, such as 04-15.")
]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]


def month_day(value: str) -> tuple[int, int]:
    """Month and day of a ``MM-DD`` string that was validated as `MonthDay`."""
    month, day = value.split("-")
    return int(month), int(day)


def parameter(
    default: Any,
    text: str,
    *,
    unit: str = "",
    ge: float | None = None,
    le: float | None = None,
    likely: tuple[float, float] | None = None,
    source: str = "A",
) -> Any:
    """A scenario field with its meaning, unit, bounds, likely range and source.

    Parameters
    ----------
    default
        Value used when the file is silent.
    text
        What the field means, one sentence.
    unit
        Unit of the value, such as ``"1/y"`` or ``"LP"``.
    ge, le
        Hard bounds: a value outside is refused.
    likely
        Range in which a sensitivity analysis should move the value.
    source
        ``V`` read and checked, ``C`` computed from public data, ``M`` literature from
        memory, ``A`` assumption of experts.
    """
    extra: dict[str, Any] = {"unit": unit, "source": source}
    if likely is not None:
        extra["likely"] = list(likely)
    return Field(default, description=text, ge=ge, le=le, json_schema_extra=extra)
