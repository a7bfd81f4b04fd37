"""Guessing names."""

from __future__ import annotations

import pytest

from sim.documents import nearest


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("kremln", "kremlin"),
        ("Kremlin", "kremlin"),
        ("oil-cap", "oil_cap"),
        ("oil cap", "oil_cap"),
        ("zzz", None),
        ("", None),
        ("k" * 10_000, None),
    ],
)
def test_the_nearest_name_is_found(name: str, guess: str | None) -> None:
    assert nearest(name, ["kremlin", "oil_cap", "swift"]) == guess


def test_guessing_needs_candidates() -> None:
    assert nearest("x", []) is None


def test_the_first_of_equals_wins() -> None:
    assert nearest("ab", ["abc", "abd"]) == nearest("ab", ["abc", "abd"])
    assert nearest("A", ["a", "A"]) == "a"
