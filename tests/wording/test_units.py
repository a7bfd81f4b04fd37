"""Units are called alike everywhere; every unit of a column or series has words."""

import pytest

from sim.outcomes.columns import columns
from sim.wording.units import UNITS, unit
from sim.wording.words import duration
from tests.records import model


def test_a_unit_without_a_row_is_written_as_it_is() -> None:
    assert unit("$/bbl") == ("$/bbl", " $/bbl", "$/bbl", "$/bbl")
    assert unit("d").suffix == " days"


def test_every_unit_with_a_row_is_one_of_a_column() -> None:
    assert set(UNITS) <= {column.unit for column in columns(model("hold"))}


@pytest.mark.parametrize(
    ("days", "text"),
    [(45.4, "45 days"), (60.0, "2 months"), (539.0, "18 months"), (767.0, "2.1 years")],
)
def test_times_are_told_as_one_thinks_of_them(days: float, text: str) -> None:
    assert duration(days) == text
