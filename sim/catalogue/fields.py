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
"""A probability, or a share of something."""

# Numbers by what they count. Each has the range in which it means something, so that nothing
# that is computed from one can overflow.
LONGEST = 36_525
"""Most days that anything may take: a hundred years."""
MOST_SEATS = 2000
"""Most seats of a chamber."""

Days = Annotated[float, Field(ge=0.0, le=float(LONGEST))]
"""A span of time, days."""
WholeDays = Annotated[int, Field(ge=0, le=LONGEST)]
"""A span of time in whole days."""
Term = Annotated[int, Field(ge=1, le=LONGEST)]
"""The term of something dated: a day at least, else it would be over before it began."""
Median = Annotated[float, Field(ge=0.01, le=3650.0)]
"""Median of a lag that is lognormal, days."""
LogSpread = Annotated[float, Field(ge=0.0, le=3.0)]
"""Standard deviation of a logarithm; at 3 the upper hundredth is a thousand medians."""
LogSize = Annotated[float, Field(ge=-3.0, le=3.0)]
"""Logarithm of a factor, from a twentieth to twenty."""
Lp = Annotated[float, Field(ge=0.0, le=100.0)]
"""Worth in LP: all measures together are worth 100."""
Dollars = Annotated[float, Field(ge=0.0, le=10_000.0)]
"""Price of oil, $/bbl."""
Rate = Annotated[float, Field(ge=0.0, le=50.0)]
"""How often something happens, 1/y."""
Logit = Annotated[float, Field(ge=-50.0, le=50.0)]
"""A term of a logit; at 50 a probability is 1 to the last bit."""
LEAST_SHAPE, LARGEST_SHAPE = 0.01, 1000.0
Shape = Annotated[float, Field(ge=LEAST_SHAPE, le=LARGEST_SHAPE)]
"""Parameter of a beta distribution."""
Weight = Annotated[float, Field(ge=0.0, le=1e6)]
"""A weight among others."""
Seats = Annotated[float, Field(ge=-MOST_SEATS, le=MOST_SEATS)]
"""A swing, seats."""
SeatSpread = Annotated[float, Field(ge=0.0, le=MOST_SEATS)]
"""Standard deviation of a swing, seats."""
Number = Annotated[float, Field(ge=-1e12, le=1e12)]
"""A number of which nothing else is known."""

FIRST_DAY = dt.date(1000, 1, 1)
"""First day that anything may be dated on."""
LAST_DAY = dt.date(9800, 12, 31)
"""Last such day: the calendar ends with the year 9999, and a hundred years may be added."""
Date = Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A date of a scenario, a catalogue or an option."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
"""A name of something, on one line of a table."""
Reference = Annotated[str, Field(min_length=1, max_length=2000)]
"""Where something is known from."""


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
