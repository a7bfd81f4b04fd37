"""Verdicts, and what switching a rule off changes, on batches made up for it."""

from __future__ import annotations

import pytest

from sim.validation.patterns.check import ABLATIONS, PATTERNS, check, clear, needed, verdict
from sim.validation.patterns.loading import World
from sim.validation.patterns.schema import Ablation
from sim.validation.patterns.statistics import Measured
from tests.batches import small_batch
from tests.scenarios.worlds import SCENARIOS
from tests.validation.patterns.made import WORLD, batch, pattern, stated

RULE = Ablation(id="rule", what="The rule", set={"agents.target.jv": 0})
OTHER = Ablation(id="other", what="Another rule", set={"agents.target.m0": 0})

MEAN = {"type": "mean", "column": "deals"}


class Runner:
    """Gives deals of a number that depends on the rule that is switched off."""

    def __init__(self, intact: list[int], without: int) -> None:
        self.calls: list[tuple[World, int]] = []
        self._intact, self._without = intact, without

    def __call__(self, world: World, n: int):
        self.calls.append((world, n))
        off = "agents.target.jv=0" in world.overrides
        return batch({"deals": [self._without] * n if off else (self._intact * n)[:n]})


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.2, "pass"), (0.5, "pass"), (0.19, "miss"), (0.51, "miss"), (None, "not measured")],
)
def test_a_value_in_the_band_passes(value, said):
    assert verdict(value, (0.2, 0.5)) == said


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (0.3, 0.25, 0.4, True),
        (0.3, 0.1, 0.4, False),
        (0.3, 0.25, 0.6, False),
        (0.1, 0.05, 0.15, True),
        (0.1, 0.05, 0.25, False),
        (0.9, 0.8, 1.0, True),
        (0.9, 0.4, 1.0, False),
        (0.3, None, 0.4, False),
        (None, None, None, False),
    ],
)
def test_clear_is_what_all_of_the_interval_says(value, low, high, said):
    assert clear(Measured(10, value, low, high), (0.2, 0.5)) is said


def test_a_row_for_each_pattern_in_order():
    patterns = [
        stated(pattern(MEAN, (0.0, 2.0), id="few", fact="There are few deals.")),
        stated(pattern(MEAN, (5.0, 9.0), id="many", use="calibration")),
        stated(pattern({"type": "median", "column": "step_gap"}, id="none-at-all")),
    ]
    found = check(patterns, Runner([0, 1, 2], 9), n=30)
    assert dict(found.patterns.schema) == {k: v() for k, v in PATTERNS.items()}
    assert dict(found.ablations.schema) == {k: v() for k, v in ABLATIONS.items()}
    assert found.ablations.height == 0
    first, second, third = found.patterns.to_dicts()
    assert first["id"] == "few"
    assert (first["value"], first["n"], first["verdict"], first["clear"]) == (1.0, 30, "pass", True)
    assert first["statistic"] == "mean of deals"
    assert (second["use"], second["verdict"], second["clear"]) == ("calibration", "miss", True)
    assert (third["value"], third["verdict"], third["clear"]) == (None, "not measured", False)


def test_a_world_is_computed_once_for_all_its_patterns():
    patterns = [stated(pattern(MEAN, id=name)) for name in ("a", "b")]
    other = WORLD._replace(overrides=("talks.max_lp=3",))
    patterns.append(stated(pattern(MEAN, id="c"), other))
    runner = Runner([1], 1)
    check(patterns, runner, [RULE], n=20, n_ablated=10)
    assert runner.calls == [
        (WORLD, 20),
        (other, 20),
        (WORLD.without(RULE), 10),
        (other.without(RULE), 10),
    ]
    assert set(needed(patterns, [RULE], n=20, n_ablated=10)) == set(runner.calls)


def test_rules_break_and_mend():
    patterns = [
        stated(pattern(MEAN, (0.0, 2.0), id="few")),
        stated(pattern(MEAN, (5.0, 9.0), id="many")),
        stated(pattern(MEAN, (0.0, 9.0), id="any")),
    ]
    found = check(patterns, Runner([0, 1, 2], 6), [RULE, OTHER], n=30, n_ablated=12)
    assert found.ablations.select("ablation", "pattern", "verdict", "changed").rows() == [
        ("rule", "few", "miss", "breaks"),
        ("rule", "many", "pass", "mends"),
        ("rule", "any", "pass", ""),
        ("other", "few", "pass", ""),
        ("other", "many", "miss", ""),
        ("other", "any", "pass", ""),
    ]


def test_a_rule_changes_nothing_by_there_being_fewer_replications():
    # The first ten replications alone would miss the band; that is not the rule's doing.
    runner = Runner([0] * 10 + [3] * 20, 0)
    found = check([stated(pattern(MEAN, (1.0, 4.0)))], runner, [OTHER], n=30, n_ablated=10)
    assert found.patterns["verdict"].item() == "pass"
    assert found.ablations.select("verdict", "changed", "intact").row(0) == ("miss", "", 0.0)


def test_a_pattern_may_be_left_out_of_ablations():
    runner = Runner([1], 1)
    found = check([stated(pattern(MEAN, ablate=False))], runner, [RULE], n=4)
    assert found.ablations.height == 0
    assert len(runner.calls) == 1


def test_without_a_rule_there_may_be_nobody_whom_a_column_is_of():
    """The Council has no deals where it does not bargain: then nothing is measured."""

    def runner(world: World, n: int):
        return small_batch("europe_alone", n, 0, *world.overrides)

    alone = World(SCENARIOS / "europe_alone.yaml")
    rule = Ablation(id="tables", what="The table", set={"rules.tables": False})
    asked = pattern({"type": "mean", "column": "deals_EU"}, (0.0, 9.0), scenario="europe_alone")
    found = check([stated(asked, alone)], runner, [rule], n=4, n_ablated=4)
    assert found.patterns["verdict"].item() == "pass"
    (row,) = found.ablations.to_dicts()
    assert (row["value"], row["verdict"], row["changed"]) == (None, "not measured", "")
