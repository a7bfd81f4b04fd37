"""What the absence of a rule does to the scores."""

from __future__ import annotations

import polars as pl
import pytest

from sim.scenario.rules import RuleSwitches
from sim.validation.backtest.forecasters import MODELS
from sim.validation.backtest.rules_off import RULES, rules_off
from tests.validation.backtest.tables import scored


def cases(brier: list[float], **more: list[object]) -> pl.DataFrame:
    n = len(brier)
    names = [f"c{k // 2}" for k in range(n)]
    return scored(
        "brier",
        0.5,
        case=names,
        id=[f"q{k % 2}" for k in range(n)],
        origin=["question"] * n,
        brier_simulator=brier,
        **more,
    )


def test_the_rules_are_the_switches_of_a_scenario() -> None:
    assert list(RULES) == list(RuleSwitches.model_fields)
    assert RULES["war"].endswith("(R26).")


def test_a_rule_that_helps_everywhere_is_off_zero() -> None:
    """Every item worse by .1 without it, whatever the case; of another nothing changes."""
    intact = [0.05 * k for k in range(12)]
    without = {"war": cases([x + 0.1 for x in intact]), "size": cases(intact)}
    found = rules_off(cases(intact), without).filter(forecaster="simulator")
    assert found.select("rule", "score", "n", "cases").rows() == [
        ("war", "brier", 12, 6),
        ("size", "brier", 12, 6),
    ]
    helps, nothing = found.iter_rows(named=True)
    assert (helps["intact"], helps["without"]) == (pytest.approx(0.275), pytest.approx(0.375))
    assert [helps[key] for key in ("difference", "low", "high")] == pytest.approx([0.1] * 3)
    assert [nothing[key] for key in ("difference", "low", "high")] == [0.0] * 3


def test_a_rule_that_helps_here_and_harms_there_may_be_chance() -> None:
    intact = [0.3] * 12
    mixed = [0.5, 0.4, 0.1, 0.2] * 3
    (found,) = (
        rules_off(cases(intact), {"war": cases(mixed)}).filter(forecaster="simulator").to_dicts()
    )
    assert found["low"] < 0.0 < found["high"]


def test_items_are_paired_by_case_and_id_and_not_by_their_order() -> None:
    intact = cases([0.0, 0.1, 0.2, 0.3])
    (found,) = (
        rules_off(intact, {"war": intact.reverse()}).filter(forecaster="simulator").to_dicts()
    )
    assert (found["difference"], found["low"], found["cases"]) == (0.0, None, 2)


def test_all_that_rests_on_futures_is_told() -> None:
    found = rules_off(cases([0.1, 0.2]), {"war": cases([0.1, 0.2])})
    assert found["forecaster"].to_list() == list(MODELS)
    assert rules_off(cases([0.1, 0.2]), {}).is_empty()
