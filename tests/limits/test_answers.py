"""Rounds in which nobody gives way: how long until one is lucky, or the channel closes."""

from __future__ import annotations

from math import exp

import pytest

from sim.theory.occasions import gate_passes
from tests.limits.games import STUBBORN, futures, likely

N = 400


@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_a_noisy_answer_is_an_occasion_each_round(rounds: int) -> None:
    """Quantal response: McKelvey & Palfrey 1995, Games and Economic Behavior 10."""
    temperature = 4.0
    records = futures("pie", N, *STUBBORN, f"talks.temperature={temperature}", "end=2030-01-15")
    agreed = sum(bool(r.deals) and r.deals[0].day <= rounds for r in records)
    p = 1.0 / (1.0 + exp((45.0 - 40.0) / temperature))
    assert likely(agreed, N, gate_passes(p, rounds))
    assert not likely(agreed, N, gate_passes(1.0 / (1.0 + exp(5.0 / 2.0)), rounds))


@pytest.mark.parametrize("refusals", [1, 3, 6])
def test_each_refusal_is_an_occasion_for_the_channel_to_close(refusals: int) -> None:
    p = 0.2
    records = futures("pie", N, *STUBBORN, f"talks.breakdown={p}", "end=2030-01-15")
    closed = 0
    for record in records:
        kinds = [e.kind for e in record.entries if e.kind in ("refusal", "breakdown")]
        closed += "breakdown" in kinds and kinds.index("breakdown") <= refusals
    assert likely(closed, N, gate_passes(p, refusals))
    assert not likely(closed, N, gate_passes(0.1, refusals))
