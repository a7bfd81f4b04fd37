"""The golden batch: 100 futures of every shipped scenario are what they were.

So are the first few of each with all rules of the second edition off: that is the first edition.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.golden.fingerprint import FEW, KEPT, WHOLE, fingerprint, first_edition
from tests.scenarios.worlds import NAMES

GOLDEN: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))

every = pytest.mark.parametrize("name", NAMES)

ADVICE = "if it was meant, write the fingerprints anew: python -m tests.golden.write"


def test_every_shipped_scenario_has_a_fingerprint() -> None:
    assert set(GOLDEN) == set(NAMES), ADVICE


@every
def test_the_first_futures_are_what_they_were(name: str) -> None:
    assert fingerprint(name, FEW)["events"] == GOLDEN[name]["few"], ADVICE


@every
def test_without_the_second_edition_the_first_is_left(name: str) -> None:
    assert first_edition(name) == GOLDEN[name]["first"], ADVICE


@pytest.mark.slow
@every
def test_all_futures_are_what_they_were(name: str) -> None:
    found, kept = fingerprint(name, WHOLE), GOLDEN[name]
    assert found["kinds"] == kept["kinds"], ADVICE
    assert list(found["outcomes"]) == list(kept["outcomes"]), ADVICE
    for column, values in found["outcomes"].items():
        wanted = kept["outcomes"][column]
        if not isinstance(wanted[0], dict):  # sums; a column of texts is as it was
            wanted = pytest.approx(wanted, rel=1e-9, abs=1e-9)
        assert values == wanted, column
    assert found["events"] == kept["events"], ADVICE
