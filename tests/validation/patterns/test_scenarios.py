"""The scenarios made for patterns are about what they say they are about."""

from __future__ import annotations

from sim.validation.patterns.check import check
from sim.validation.patterns.loading import only, shipped_patterns
from tests.batches import small_batch


def test_every_disapproval_is_filed_and_is_of_a_twentieth_of_the_leverage():
    batch = small_batch("patterns/disapproval", 40)
    assert batch.model.leverage_at_start == 100.0
    assert batch.outcomes["reviews"].min() >= 1
    assert (batch.outcomes["disapprovals"] == batch.outcomes["reviews"]).all()
    assert set(batch.outcomes["step_lp"].drop_nulls()) == {5.0}


def test_modest_relief_survives_its_disapproval():
    patterns = only(shipped_patterns(), ["disapproval-small", "disapproval-small-blocked"])
    found = check(patterns, lambda world, n: small_batch("patterns/disapproval", n), n=40)
    assert found.patterns["verdict"].to_list() == ["pass", "pass"]


def test_the_autocracy_is_at_peace_and_bound_to_nobody():
    batch = small_batch("patterns/autocracy", 4)
    assert list(batch.model.catalogue.senders) == ["US"]
    assert batch.model.scenario.world.war.mean == 0.0
    assert batch.outcomes["packages"].max() == 0
    assert batch.outcomes["emergencies_continued"].max() <= 10
