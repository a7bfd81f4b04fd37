"""Mean scores, paired differences and skill, by hand and by their properties."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sim.statistics.clusters import FEWEST
from sim.validation.backtest.forecasters import FORECASTERS, MODELS
from sim.validation.backtest.groups import REST
from sim.validation.backtest.skill import PAIRS, scores, skill
from tests.validation.backtest.tables import everything, row, scored


def of_cases(n: int, each: int, ours: list[float], theirs: list[float]) -> pl.DataFrame:
    """So many cases with so many items, scored by the simulator and by one half."""
    case = [f"c{k}" for k in range(n) for _ in range(each)]
    return scored("brier", 0.3, case=case, brier_simulator=ours, brier_half=theirs)


def test_means_by_case_and_over_all() -> None:
    items = scored(
        "brier",
        0.5,
        case=["a", "a", "b", "b"],
        kind=["yes_no", "yes_no", "yes_no", "date"],
        brier_simulator=[0.01, 0.09, 0.5, None],
        **{f"crps_{name}": [None, None, None, 2.0] for name in FORECASTERS},
    )
    found = scores(items, everything(items)).filter(forecaster="simulator")
    assert found.drop("low", "high").rows() == [
        ("all", "all", "brier", "simulator", pytest.approx(0.2), 3, 2),
        ("all", "all", "crps", "simulator", 2.0, 1, 1),
        ("case", "a", "brier", "simulator", pytest.approx(0.05), 2, 1),
        ("case", "b", "brier", "simulator", 0.5, 1, 1),
        ("case", "b", "crps", "simulator", 2.0, 1, 1),
    ]
    assert found["low"].null_count() == found.height


def test_all_forecasters_are_scored_on_the_same_items() -> None:
    """An item of which one of them has no score would favour it, or the others."""
    items = scored("crps", 1.0, kind=["date"] * 3, crps_simulator=[1.0, None, 4.0])
    found = scores(items, everything(items))
    assert set(found["n"]) == {2}
    assert row(found, forecaster="half")["mean"] == 1.0
    assert row(found, forecaster="simulator")["mean"] == 2.5


def test_values_of_different_units_have_no_mean() -> None:
    items = scored("crps", 9.0, kind=["value"] * 2, crps_simulator=[1.0, 50.0])
    assert scores(items, everything(items)).is_empty()
    assert skill(items, everything(items)).is_empty()


def test_difference_and_skill_by_hand() -> None:
    items = of_cases(2, 1, [0.1, 0.2], [0.25, 0.25])
    told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
    assert told["difference"] == pytest.approx(-0.1)
    assert told["skill"] == pytest.approx(0.4)
    assert (told["score"], told["n"], told["cases"]) == ("brier", 2, 2)
    for end in ("low", "high", "skill_low", "skill_high"):
        assert told[end] is None


def test_whole_cases_are_drawn_and_not_their_items() -> None:
    """Items that differ within cases that are alike: nothing could come out otherwise."""
    items = of_cases(6, 2, [0.0, 0.2] * 6, [0.25, 0.15] * 6)
    told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
    assert (told["low"], told["high"]) == (pytest.approx(-0.1), pytest.approx(-0.1))
    assert (told["skill_low"], told["skill_high"]) == (pytest.approx(0.5), pytest.approx(0.5))
    # And cases that differ, though items within them do not.
    items = of_cases(
        6, 4, [x for x in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5) for _ in range(4)], [0.2] * 24
    )
    told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
    assert told["low"] < 0.0 < told["high"]


@pytest.mark.parametrize("cases", [1, FEWEST - 1, FEWEST])
def test_an_interval_takes_five_cases_however_many_items(cases: int) -> None:
    rng = np.random.default_rng(1)
    n = 20 * cases
    items = of_cases(cases, 20, rng.random(n).tolist(), rng.random(n).tolist())
    told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
    mean = row(scores(items, everything(items)), forecaster="simulator")
    there = cases >= FEWEST
    assert [told[end] is not None for end in ("low", "high", "skill_low")] == [there] * 3
    assert (mean["low"] is not None, mean["cases"], mean["n"]) == (there, cases, n)


def test_an_edge_in_every_case_is_off_zero_and_luck_is_not() -> None:
    """Hard cases and easy ones: only the paired difference sees an edge of .03."""
    rng = np.random.default_rng(2)
    hard = np.repeat(rng.uniform(0.0, 0.5, 30), 4)
    luck = rng.normal(0.0, 0.02, (2, hard.size))
    edge = of_cases(30, 4, (hard + luck[0]).tolist(), (hard + 0.03 + luck[1]).tolist())
    told = row(skill(edge, everything(edge)), forecaster="simulator", reference="half")
    assert told["low"] < told["high"] < 0.0
    assert told["difference"] == pytest.approx(-0.03, abs=0.01)
    none = of_cases(30, 4, (hard + luck[0]).tolist(), (hard + luck[1]).tolist())
    told = row(skill(none, everything(none)), forecaster="simulator", reference="half")
    assert told["low"] < 0.0 < told["high"]
    # Of each alone the spread of cases hides it.
    mean = row(scores(edge, everything(edge)), forecaster="simulator")
    assert mean["high"] - mean["low"] > 0.05


def test_the_interval_covers_the_skill_that_there_is() -> None:
    rng = np.random.default_rng(5)
    inside = 0
    for _ in range(40):
        ours, theirs = rng.uniform(0.0, 0.2, 80), rng.uniform(0.0, 0.5, 80)
        items = of_cases(40, 2, ours.tolist(), theirs.tolist())
        told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
        inside += told["skill_low"] <= 0.6 <= told["skill_high"]
    assert inside >= 33  # 38 of 40 expected; fewer than 33 once in 1,000 times


def test_what_simulates_is_judged_and_the_rest_is_what_it_is_judged_by() -> None:
    assert {ours for ours, _ in PAIRS} == set(MODELS)
    for name in MODELS:
        others = [theirs for ours, theirs in PAIRS if ours == name]
        assert set(FORECASTERS) - set(MODELS) <= set(others)
        assert name not in others
    # The headline beside what it is made from, and not the other way round.
    assert (MODELS[0], "simulator") in PAIRS
    assert ("simulator", MODELS[0]) not in PAIRS


def test_all_but_renewals_stand_by_themselves() -> None:
    items = scored(
        "brier",
        0.5,
        case=["a", "a", "b"],
        brier_simulator=[0.0, 0.4, 0.2],
        renewal=[True, False, False],
    )
    rest = row(scores(items, everything(items)), group=REST, forecaster="simulator")
    assert (rest["mean"], rest["n"]) == (pytest.approx(0.3), 2)
    alone = items.filter(pl.col("renewal"))
    assert REST not in scores(alone, everything(alone))["group"]


def test_a_reference_without_mistakes_cannot_be_beaten() -> None:
    items = of_cases(6, 1, [0.1] + [0.0] * 5, [0.0] * 6)
    told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
    assert (told["skill"], told["skill_low"], told["skill_high"]) == (None, None, None)
    assert told["difference"] > 0.0
    # Two that make none are equal.
    items = of_cases(2, 1, [0.0, 0.0], [0.0, 0.0])
    told = row(skill(items, everything(items)), forecaster="simulator", reference="half")
    assert (told["skill"], told["difference"]) == (0.0, 0.0)


def test_the_same_items_give_the_same_intervals() -> None:
    items = of_cases(5, 1, [0.1, 0.3, 0.2, 0.0, 0.5], [0.25] * 5)
    assert skill(items, everything(items)).equals(skill(items, everything(items)))
