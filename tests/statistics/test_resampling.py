"""Resampling: always the same, complete, and a few rows at a time where they are many."""

from __future__ import annotations

import numpy as np
import pytest

from sim.statistics.resampling import resampled, resamples


def test_resampling_is_always_the_same_and_complete() -> None:
    drawn = resampled(13, 5)
    assert drawn.shape == (5, 13)
    assert drawn.sum(axis=1).tolist() == [13.0] * 5
    assert (drawn == resampled(13, 5)).all()
    assert (drawn[0] != drawn[1]).any()


def test_resamples_come_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    together = resampled(30, 50)
    monkeypatch.setattr("sim.statistics.resampling._VALUES", 200)
    parts = list(resamples(30, 50))
    assert max(part.size for part in parts) <= 200 + 30  # rows are never parted
    assert np.array_equal(np.concatenate(parts), together)


def test_what_is_kept_cannot_be_written_to() -> None:
    (rows,) = resamples(7, 3)
    with pytest.raises(ValueError, match="read-only"):
        rows[0, 0] = 2.0
