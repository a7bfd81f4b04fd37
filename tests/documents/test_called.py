"""What is meant by a word: ids and names, the likeliest first."""

from __future__ import annotations

import pytest

from sim.catalogue.loading import load_catalogue
from sim.documents import called, did_you_mean_one_of

NAMES = {key: entry.name for key, entry in load_catalogue("russia").measures.items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sberbank", ["US_SDN_SBER", "US_CORR_SBER"]),
        ("sberbank full", ["US_SDN_SBER"]),
        ("us-sdn-sber", ["US_SDN_SBER"]),
        ("US_SDN_SBR", []),
        ("vtb", ["US_SDN_VTB"]),
        ("qqqq", []),
        ("", []),
        ("x" * 5000, []),
    ],
)
def test_by_id_and_by_name(text: str, found: list[str]) -> None:
    assert called(text, NAMES)[: len(found)] == found
    assert bool(called(text, NAMES)) == bool(found)


def test_the_hint_gives_names() -> None:
    hint = did_you_mean_one_of("Sberbank", NAMES)
    assert hint == (
        "did you mean US_SDN_SBER (Sberbank full blocking), "
        "US_CORR_SBER (Sberbank correspondent-account ban) or EU_SWIFT (SWIFT cut-off)?"
    )
    assert did_you_mean_one_of("US_SDN_SBR", NAMES) == "did you mean 'US_SDN_SBER'?"
    assert did_you_mean_one_of("qqqq", NAMES) == ""
