"""What figures of backtests, checks and calibrations found: right values, and degenerate input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from sim.figures.findings import validation
from sim.validation.backtest import Backtest
from sim.validation.backtest.forecasters import HEADLINE, RIVAL
from tests.validations import backtest, calibration, cases, check

OF_A_BACKTEST: tuple[Callable[..., str], ...] = (
    validation.record,
    validation.scores,
    validation.skill,
    validation.reliability,
    validation.forecasts,
    validation.dates,
    validation.pit,
)


def items(answers: list[float], probabilities: list[float], cases_of: list[str]) -> pl.DataFrame:
    """Items of yes or no."""
    return pl.DataFrame(
        {"case": cases_of, "kind": "yes_no", "answer": answers, "probability": probabilities}
    )


def scored(**row: Any) -> Backtest:
    """A backtest of which the headline has this skill beside its rival."""
    pair = {"forecaster": HEADLINE, "reference": RIVAL}
    whole = {"by": "all", "group": "all", "score": "brier", **pair, **row}
    kinds = dict.fromkeys(("skill", "skill_low", "skill_high"), pl.Float64)
    return replace(backtest(), skill=pl.DataFrame([whole], schema_overrides=kinds))


def test_skill_is_told_with_its_interval_and_whether_it_may_be_chance() -> None:
    sure = scored(skill=0.21, skill_low=0.11, skill_high=0.31)
    assert validation.skill(sure, ()) == (
        "The blend forecasts better than the library: skill 0.21 (0.11 to 0.31)"
    )
    unsure = scored(skill=-0.04, skill_low=-0.2, skill_high=0.1)
    assert validation.skill(unsure, ()) == (
        "The blend forecasts worse than the library: skill −0.04 (−0.20 to 0.10), which may be "
        "chance"
    )
    few = scored(skill=0.5, skill_low=None, skill_high=None)
    assert validation.skill(few, ()).endswith("skill 0.50; too few cases to say how sure")
    open_end = scored(skill=-0.5, skill_low=None, skill_high=-0.1)
    assert validation.skill(open_end, ()).endswith("skill −0.50 (at most −0.10)")
    none = scored(skill=None, skill_low=None, skill_high=None)
    assert validation.skill(none, ()) == (
        "The library makes no mistake: the blend has no skill beside it"
    )


def test_the_best_of_the_forecasters_is_told_before_the_headline() -> None:
    rows = [
        {"forecaster": name, "mean": mean, "low": mean - 0.01, "high": mean + 0.02}
        for name, mean in (("blend", 0.2), ("library", 0.15), ("half", 0.25))
    ]
    head = {"by": "all", "group": "all", "score": "brier"}
    table = pl.DataFrame([{**head, **row} for row in rows])
    result = replace(backtest(), scores=table)
    assert validation.scores(result, ()) == (
        "Best Brier score: library, 0.150 (0.140 to 0.170); blend, 0.200 (0.190 to 0.220)"
    )
    first = replace(result, scores=table.filter(pl.col("forecaster") != "library"))
    assert validation.scores(first, ()) == (
        "Best Brier score: blend, 0.200 (0.190 to 0.220); one half, 0.250 (0.240 to 0.270)"
    )
    assert validation.scores(replace(result, scores=table.head(0)), ()) == "Nothing was scored"


def test_the_slope_says_who_is_too_sure() -> None:
    def told(slope: float | None, low: float | None, high: float | None) -> str:
        table = pl.DataFrame(
            {"forecaster": ["blend"], "slope": [slope], "low": [low], "high": [high]},
            schema_overrides=dict.fromkeys(("slope", "low", "high"), pl.Float64),
        )
        return validation.reliability(replace(backtest(), slopes=table), ())

    assert told(0.4, 0.2, 0.6) == (
        "The blend is too sure: calibration slope 0.40 (0.20 to 0.60), 1 being reliable"
    )
    assert told(1.6, 1.2, None).startswith("The blend is not sure enough: calibration slope 1.60")
    assert told(0.9, 0.7, 1.2).startswith("The blend may be reliable: calibration slope 0.90")
    assert told(0.9, None, None).endswith("0.90, 1 being reliable; of few cases")
    assert told(None, None, None) == "Too few items to say whether what is called likely is"


def test_what_happened_is_told_beside_what_did_not() -> None:
    few = items([1.0, 1.0, 0.0], [0.9, 0.7, 0.3], ["a", "b", "b"])
    assert validation.forecasts(replace(backtest(), items=few), ()) == (
        "What happened had been given 80.0 %, what did not 30.0 %; 3 items, 2 cases"
    )
    many = items([1.0] * 6, [0.9, 0.7, 0.9, 0.7, 0.9, 0.7], [*"abcdef"])
    said = validation.forecasts(replace(backtest(), items=many), ())
    assert said.startswith("What happened had been given 80.0 % (")
    assert said.endswith("; 6 items, 6 cases")
    assert "did not" not in said
    never = items([0.0], [0.2], ["a"])
    assert validation.forecasts(replace(backtest(), items=never), ()) == (
        "What did not happen had been given 20.0 %; 1 item, 1 case"
    )


def test_answers_within_the_futures_are_counted() -> None:
    whole = backtest().items
    dated = whole.filter(kind="date")
    inside = int(dated["in90_simulator"].sum())
    half = int(dated["in50_simulator"].sum())
    said = validation.dates(backtest(), ())
    assert said.startswith(f"{inside} of {dated.height} dates lay where 90 % of futures are: ")
    assert said.endswith(f"; {half} where half of them are")
    assert validation.pit(backtest(), ()).startswith(f"{inside} of {dated.height} answers lay ")
    nothing = replace(backtest(), items=whole.filter(kind="yes_no"))
    assert validation.dates(nothing, ()) == "No date can be held against an interval"


def test_the_record_is_held_against_the_bands() -> None:
    paths = pl.DataFrame({"case": ["a", "b"], "share_in_50": [0.2, 0.4], "share_in_90": [0.7, 0.9]})
    assert validation.record(replace(backtest(), paths=paths), ()) == (
        "The record lies in the band of 90 % of futures 80.0 % of the time, in that of half of "
        "them 30.0 %; 2 cases"
    )
    unknown = paths.with_columns(pl.lit(None, pl.Float64).alias("share_in_90"))
    assert "No record says how much" in validation.record(replace(backtest(), paths=unknown), ())


@pytest.mark.parametrize("finding", OF_A_BACKTEST)
def test_a_backtest_of_one_case_and_one_of_nothing_have_a_sentence(
    finding: Callable[..., str],
) -> None:
    whole = backtest()
    assert 20 < len(finding(whole, cases())) <= 110
    one = replace(
        whole,
        items=whole.items.filter(case="china"),
        paths=whole.paths.filter(case="china"),
        scores=whole.scores.filter(group="china"),
    )
    assert finding(one, [cases()[1]])
    nothing = replace(
        whole,
        **{
            name: getattr(whole, name).head(0)
            for name in ("items", "scores", "skill", "reliability", "slopes", "paths")
        },
    )
    assert finding(nothing, ())


def test_patterns_are_counted_by_use() -> None:
    rows = check().patterns
    measured = rows.filter(pl.col("verdict") != "not measured")
    met = measured.filter(verdict="pass").height
    said = validation.patterns(check())
    assert said.startswith(f"{met} of {measured.height} patterns met (")
    assert (
        validation.patterns(replace(check(), patterns=rows.head(0))) == "No pattern was looked at"
    )


def test_the_rule_without_which_most_breaks_is_named() -> None:
    table = pl.DataFrame(
        {
            "what": ["The memory of deals (R6)", "The memory of deals (R6)", "Talks (R9)"],
            "changed": ["breaks", "breaks", "mends"],
        }
    )
    result = replace(check(), ablations=table)
    assert validation.ablations(result) == (
        "Some pattern breaks without 1 of 2 rules; most, 2, without the memory of deals"
    )
    calm = replace(check(), ablations=table.with_columns(changed=pl.lit("")))
    assert validation.ablations(calm) == "No pattern breaks when one of 2 rules is switched off"
    assert validation.ablations(replace(check(), ablations=table.head(0))) == (
        "No rule was switched off"
    )


def test_what_a_calibration_taught_is_told() -> None:
    of = calibration()
    said = validation.marginals(of)
    first = of.parameters.sort("contraction", descending=True).row(0, named=True)
    assert first["path"] == "agents.target.jv"
    assert said.startswith("Most is learned of: strength of the Jackson-Vanik memory, ")
    assert len(said) <= 110
    flat = replace(of, parameters=of.parameters.with_columns(contraction=pl.lit(0.0)))
    assert validation.marginals(flat) == "Nothing is learned of 5 parameters"
    assert validation.distances(of).startswith("60 of 600 draws accepted: ")
    none = replace(of, draws=of.draws.with_columns(accepted=pl.lit(value=False)))
    assert validation.distances(none) == "None of 600 draws was accepted"
    after, before = (int(of.patterns[f"{stage}_met"].sum()) for stage in ("posterior", "default"))
    assert validation.fitted(of) == (
        f"Under the posterior {after} of 5 patterns are met, on fresh luck; at the default values "
        f"{before}"
    )
