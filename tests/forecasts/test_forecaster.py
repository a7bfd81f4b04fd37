"""A scenario forecast from a library: what is left out, what is pooled, and dates."""

from __future__ import annotations

import datetime as dt
from functools import cache
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.analysis.forecasts.arrivals import Window
from sim.analysis.forecasts.fitting import answers, pool_without
from sim.analysis.forecasts.forecaster import Forecaster, forecaster_of
from sim.analysis.forecasts.library import Library, shipped_library
from sim.analysis.forecasts.near import BANDWIDTH
from sim.analysis.forecasts.pool import PRIOR, fitted
from sim.analysis.forecasts.record import FORECASTERS, Record, left_out_record
from sim.analysis.forecasts.shares import answered
from sim.analysis.forecasts.topics import TOPICS, Asked, asked_of, relief_of
from sim.analysis.likeness.cases import FOLLOWED, Case
from sim.analysis.likeness.coding import coded
from sim.scenario.shipped import cases
from sim.scenario.window import in_years
from tests.forecasts.toy import KNOWN, QUESTIONS, case, library

TOY = library(case("a", 300), case("b", 700), case("c", 1461), case("d", 2922), case("e"))
RELIEF = Asked("eased", "relief", Window(0.0, 8.0, dated=True))
TWO_YEARS = Asked("eased", "relief", Window(0.0, 2.0))
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


@cache
def shipped_record() -> Record:
    return left_out_record(shipped_library())


def forecaster(*left_out: str) -> Forecaster:
    return Forecaster(TOY, KNOWN, frozenset(left_out))


# -- what is left out --------------------------------------------------------------------------


def test_a_case_that_is_left_out_is_as_if_it_were_not_there() -> None:
    """Five cases, two with relief within two years; without one of these it is one of four."""
    assert forecaster().rate(TWO_YEARS).probability == pytest.approx(2 / 5)
    assert forecaster("a").rate(TWO_YEARS).probability == pytest.approx(1 / 4)
    assert forecaster("a").plain_rate(TWO_YEARS).names == ("b", "c", "d", "e")
    without = library(*[one for one in TOY.cases if one.name != "a"])
    assert forecaster("a").pool(forecaster("a").rate(TWO_YEARS)) == pool_without(
        without, frozenset()
    )


def test_answers_are_forecast_by_other_cases() -> None:
    for answer in answers(TOY):
        assert answer.case not in answer.rate.names
        assert len(answer.rate.names) == 4
    relief = {a.case: a.rate.probability for a in answers(TOY) if a.question == "relief_2y"}
    assert relief == pytest.approx({"a": 1 / 4, "b": 1 / 4, "c": 2 / 4, "d": 2 / 4, "e": 2 / 4})


def test_the_weights_are_those_that_fit_these_answers() -> None:
    known = answers(TOY)
    assert len(known) == 5 * len(QUESTIONS)
    again = fitted(
        [a.simulated for a in known],
        [a.rate.probability for a in known],
        [a.happened for a in known],
    )
    assert pool_without(TOY, frozenset()) == pytest.approx(again)
    assert pool_without(TOY, frozenset("abcde")) == PRIOR


@pytest.mark.parametrize("which", [TOY, shipped_library()], ids=["toy", "shipped"])
@pytest.mark.parametrize("few", [2, 4, None])
def test_all_base_rates_at_once_are_those_one_by_one(which: Library, few: int | None) -> None:
    """Also where but a few cases are left, each with hardly another to go by."""
    without = frozenset(case.name for case in which.cases[few:]) if few else frozenset[str]()
    known = answers(which, without)
    simulated, base, happened = answered(which, without, BANDWIDTH)
    assert simulated.tolist() == [answer.simulated for answer in known]
    assert happened.tolist() == [answer.happened for answer in known]
    assert base.tolist() == pytest.approx([answer.rate.probability for answer in known])


def test_what_was_not_simulated_is_not_fitted_to() -> None:
    said = {"a": {"relief_1y": 0.3}, "unknown": {"relief_1y": 0.3}}
    part = type(TOY)(TOY.cases, said)
    assert [(a.case, a.question, a.simulated) for a in answers(part)] == [("a", "relief_1y", 0.3)]


def test_cases_of_the_same_country_in_the_same_years_are_left_out() -> None:
    start = dt.date(1990, 1, 1)
    own = library(
        case("first", target="X", start=start),
        case("later", target="X", start=dt.date(1997, 6, 1)),
        case("much_later", target="X", start=dt.date(1998, 2, 1)),
        case("elsewhere", target="Y", start=start),
    )
    assert own.of_case(own.cases[0]) == {"first", "later"}
    assert own.of_case(own.cases[2]) == {"later", "much_later"}
    assert own.meeting("X", dt.date(1980, 1, 1), dt.date(1989, 12, 31)) == frozenset()
    assert own.meeting("X", dt.date(1980, 1, 1), start) == {"first"}
    assert own.meeting("X", dt.date(2006, 2, 1), dt.date(2010, 1, 1)) == {"much_later"}
    assert own.meeting("Z", start, start) == frozenset()


def last(one: Case) -> dt.date:
    return in_years(one.start, FOLLOWED)


def test_each_case_of_the_library_is_forecast_without_itself() -> None:
    shipped = shipped_library()
    for one in shipped.cases:
        own = shipped.of_case(one)
        assert one.name in own
        for other in shipped.cases:
            meets = other.start <= last(one) and one.start <= last(other)
            assert (other.name in own) == (other.target == one.target and meets)
    by_name = {one.name: one for one in shipped.cases}
    assert shipped.of_case(by_name["chile_1970"]) == {"chile_1970", "chile_1973"}
    assert shipped.of_case(by_name["iran_1995"]) == {"iran_1984", "iran_1995", "iran_1995_b"}


def extended(folder: Path) -> Path:
    """A scenario that extends a case, called otherwise and moved by half a year."""
    path = folder / "mine.yaml"
    path.write_text(
        f"extends: {cases()['cuba_1960'].resolve()}\n"
        "title: Mine\nstart: 1962-08-10\nend: 1963-09-10\nanswers: null\n"
    )
    return path


def test_a_scenario_that_extends_a_case_is_forecast_without_it(tmp_path: Path) -> None:
    loaded = sim.load_scenario(extended(tmp_path))
    assert forecaster_of(loaded.model).left_out == {"cuba_1960"}
    assert forecaster_of(sim.load_scenario("russia_2025").model).left_out == frozenset()
    assert forecaster_of(loaded.model, ["peru_1968"]).left_out == {"cuba_1960", "peru_1968"}


def test_a_batch_that_is_read_back_is_forecast_as_the_scenario_was(tmp_path: Path) -> None:
    """Its folder knows no files; what was written and what was left at its default it does know."""
    loaded = sim.load_scenario(extended(tmp_path))
    kept = sim.simulate_batch(loaded, n=4, jobs=1, out=tmp_path / "kept")
    opened = sim.open_batch(tmp_path / "kept")
    memory = sim.simulate_batch(loaded, n=4, jobs=1)
    before = forecaster_of(loaded.model)
    for batch in (kept, opened, memory):
        after = forecaster_of(batch.model)
        assert after.left_out == {"cuba_1960"}
        assert after.features == before.features
        assert sim.questions(batch).equals(sim.questions(memory))
    asked = sim.questions(opened)
    assert asked["id"].to_list() == ["relief_1y", "first_relief"]
    assert not asked["base_cases"].str.contains("cuba").any()


@pytest.mark.parametrize("name", ["examples/inline", "russia_2025", "rusal_2018"])
def test_what_is_left_at_its_default_is_unknown_in_a_folder_too(name: str, tmp_path: Path) -> None:
    loaded = sim.load_scenario(name)
    assert None in coded(loaded.model).values()
    sim.simulate_batch(loaded, n=1, jobs=1, out=tmp_path / "kept")
    assert coded(sim.open_batch(tmp_path / "kept").model) == coded(loaded.model)


# -- what is pooled ----------------------------------------------------------------------------


def test_yes_or_no_by_hand() -> None:
    rate = forecaster().rate(TWO_YEARS)
    pool = forecaster().pool(rate)
    assert pool.n == 50
    found = forecaster().blend(rate, 0.9)
    assert found.probability == pytest.approx(float(pool.blended(0.9, 0.4)))
    assert np.all(found.times == inf)


def test_what_no_cases_make_has_the_weights_of_the_prior() -> None:
    for event in ("law", "veto"):
        asked = Asked(event, "", Window(0.0, 2.0))
        rate = forecaster().rate(asked)
        assert forecaster().pool(rate) == PRIOR
        expected = PRIOR.blended(0.9, rate.probability)
        assert forecaster().blend(rate, 0.9).probability == pytest.approx(float(expected))


def test_dates_by_hand() -> None:
    """At each day the pool of both distribution functions."""
    rate = forecaster().rate(RELIEF)
    pool = forecaster().pool(rate)
    members = np.array([0.5, 1.0, 3.0, inf])
    found = forecaster().blend(rate, members, LEVELS)
    assert found.probability == pytest.approx(float(pool.blended(0.75, 0.8)))
    days = [300 / 365.25, 0.5, 700 / 365.25, 1.0, 4.0, 3.0, 8.0]
    by = sorted(
        (
            day,
            float(
                pool.blended(np.mean(members <= day), rate.arrivals.by(RELIEF.window, [day])[0])  # type: ignore[arg-type]
            ),
        )
        for day in days
    )
    for level, time in zip(LEVELS, found.times, strict=True):
        reached = [day for day, share in by if share >= level]
        assert time == pytest.approx(reached[0] if reached else inf)


def test_what_is_not_before_the_end_is_never() -> None:
    rate = forecaster().rate(RELIEF)
    cut = np.array([0.5, 8.0, 8.0, 8.0])
    open_ended = np.array([0.5, inf, inf, inf])
    first, second = (forecaster().blend(rate, members, LEVELS) for members in (cut, open_ended))
    assert first.probability == second.probability
    assert first.times.tolist() == second.times.tolist()


@settings(deadline=None)
@given(st.lists(st.one_of(st.just(inf), st.floats(0.01, 12.0)), min_size=1, max_size=30))
def test_dates_rise_with_their_levels_and_end_with_the_scenario(members: list[float]) -> None:
    rate = forecaster().rate(RELIEF)
    found = forecaster().blend(rate, np.array(members))
    finite = found.times[found.times < inf]
    assert np.all(np.diff(finite) >= 0.0)
    assert np.all(finite <= 8.0)
    assert 0.02 <= found.probability <= 0.98
    share = finite.size / found.times.size
    assert share == pytest.approx(found.probability, abs=0.001)


def test_futures_that_are_later_make_no_date_earlier() -> None:
    rate = forecaster().rate(RELIEF)
    soon = forecaster().blend(rate, np.array([0.5, 1.0, 2.0]), LEVELS).times
    late = forecaster().blend(rate, np.array([1.5, 2.0, 3.0]), LEVELS).times
    assert np.all(late >= soon)


def test_a_backtest_has_all_forecasters_of_a_question() -> None:
    said = forecaster("a").predictions(TWO_YEARS, 0.5)
    assert list(said) == ["library", "near", "blend"]
    assert said["library"].probability == pytest.approx(1 / 4)
    dated = forecaster().predictions(RELIEF, np.array([1.0, inf]))
    assert {prediction.times.shape for prediction in dated.values()} == {(1000,)}


# -- the library that comes with thaw ----------------------------------------------------------


def test_every_case_was_simulated_and_every_question() -> None:
    shipped = shipped_library()
    assert set(shipped.simulated) == {one.name for one in shipped.cases}
    for said in shipped.simulated.values():
        assert set(said) == {q for topic in TOPICS.values() for _, q in topic.asked}
        assert all(0.0 <= p <= 1.0 for p in said.values())


def test_each_forecaster_says_something_of_every_answer() -> None:
    record = left_out_record(TOY)
    assert tuple(record.said) == FORECASTERS
    assert record.happened.sum() == sum(
        bool(one.answers[q]) for one in TOY.cases for q in QUESTIONS
    )
    for said in record.said.values():
        assert said.shape == record.happened.shape == (50,)
    # What was simulated is .5 of everything, and all cases are alike.
    assert np.array_equal(record.said["library"], record.said["near"])
    assert np.all(record.said["simulated"] == 0.5)


def test_all_cases_alike_is_the_share_of_the_others() -> None:
    shipped, record = shipped_library(), shipped_record()
    asked = zip(record.cases, record.questions, strict=True)
    said = dict(zip(asked, record.said["library"], strict=True))
    others = [one for one in shipped.cases if one.name != "cuba_1960"]
    share = sum(bool(one.answers["relief_2y"]) for one in others) / len(others)
    assert said["cuba_1960", "relief_2y"] == pytest.approx(share)


def test_cases_like_the_scenario_are_better_than_all_alike() -> None:
    """Over all answers, each case left out: what the bandwidth was chosen for."""
    record = shipped_record()
    brier = {
        who: float(((said - record.happened) ** 2).mean()) for who, said in record.said.items()
    }
    assert brier["near"] < brier["library"] < 0.25
    assert brier["blend"] < 0.23


def test_relief_has_no_other_topic() -> None:
    asked = relief_of(sim.load_scenario("russia_2025").model, 2.0)
    assert (asked.topic, asked.window) == ("relief", Window(0.0, 2.0))


def test_questions_of_a_scenario_are_asked_as_they_stand() -> None:
    model = sim.load_scenario("iran_1995").model
    asked = [asked_of(question, model) for question in model.scenario.questions]
    assert len({(one.topic, one.window) for one in asked}) == len(asked) == 11
