"""Calibration of a toy of which the posterior is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.scenario.distributions import Beta
from sim.scenario.loading import load_scenario
from sim.validation.patterns.asked import Asked, CalibrationFile, read_calibration, uncertain
from sim.validation.patterns.calibration import CalibrationError, Simulated, calibrate
from sim.validation.patterns.loading import Source, World, load_world
from sim.validation.patterns.posterior import posterior_scenario
from tests.validation.patterns.made import WORLD, batch, pattern, stated

X, Y = "agents.target.jv", "agents.target.m0"
PRIOR = {"dist": "uniform", "low": 0.0, "high": 1.0}
ROOT = Path(__file__).parents[3]


def asked(*patterns, accept: float = 0.2, priors=None) -> Asked:
    file = CalibrationFile.model_validate(
        {
            "title": "A toy",
            "scenario": "hold",
            "priors": priors or {X: PRIOR, Y: PRIOR},
            "patterns": [one.id for one in patterns],
            "accept": accept,
        }
    )
    source: Source = stated(patterns[0]).source
    return Asked(file, WORLD.scenario, tuple(stated(one) for one in patterns), source)


class Toy:
    """A world whose deals are ten times x, with some noise, and know nothing of y."""

    def __init__(self, noise: float = 0.0, lost: int = 0) -> None:
        self.calls: list[Simulated] = []
        self._noise, self._lost = noise, lost

    def __call__(self, wanted: Simulated):
        self.calls.append(wanted)
        rng = np.random.default_rng([wanted.n, wanted.fresh])
        points = wanted.n // wanted.repeats
        x = np.repeat(rng.permutation((np.arange(points) + 0.5) / points), wanted.repeats)
        y = np.repeat(rng.permutation((np.arange(points) + 0.5) / points), wanted.repeats)
        if "uncertain" not in "".join(wanted.world.overrides):
            x[:] = 0.9  # the default
        noise = self._noise * rng.normal(size=x.size)
        made = batch({"step_gap": 10.0 * x + noise, X: x, Y: y})
        rows = made.outcomes.filter(made.outcomes["replication"] >= self._lost)
        return replace(made, outcomes=rows)


GAP = pattern({"type": "mean", "column": "step_gap"}, (2.0, 4.0), id="gap")


def test_the_posterior_is_where_the_pattern_is_met():
    found = calibrate(asked(GAP), Toy(), points=1000, repeats=1)
    kept = found.draws.filter("accepted")
    # x within [.2, .4] has distance 0, and that is exactly the share accepted.
    assert kept.height == 200
    assert kept[X].min() == pytest.approx(0.2005)
    assert kept[X].max() == pytest.approx(0.3995)
    x, y = found.parameters.to_dicts()
    assert x["posterior_median"] == pytest.approx(0.3, abs=0.002)
    assert x["sd_ratio"] == pytest.approx(0.2, abs=0.002)
    assert x["contraction"] == pytest.approx(0.96, abs=0.001)
    assert y["sd_ratio"] == pytest.approx(1.0, abs=0.1)  # nothing was learned of it
    assert y["posterior_median"] == pytest.approx(0.5, abs=0.1)


def test_noise_widens_the_posterior_and_does_not_move_it():
    found = calibrate(asked(GAP), Toy(noise=1.0), points=1000, repeats=2)
    x = found.parameters.row(0, named=True)
    assert x["posterior_median"] == pytest.approx(0.3, abs=0.03)
    assert 0.2 < x["sd_ratio"] < 0.5


def test_two_patterns_meet_where_both_do():
    low = pattern({"type": "mean", "column": "step_gap"}, (0.0, 3.0), id="low")
    found = calibrate(asked(GAP, low, accept=0.1), Toy(), points=1000, repeats=1)
    kept = found.draws.filter("accepted")
    assert (kept[X].min(), kept[X].max()) == pytest.approx((0.2005, 0.2995))


def test_patterns_before_and_after():
    toy = Toy()
    found = calibrate(asked(GAP), toy, points=1000, repeats=1)
    row = found.patterns.row(0, named=True)
    assert row["default"] == pytest.approx(9.0)
    assert row["prior"] == pytest.approx(5.0)
    assert row["fitted"] == pytest.approx(3.0)
    assert (row["default_met"], row["prior_met"], row["fitted_met"]) == (False, False, True)
    assert [call.fresh for call in toy.calls] == [False, True, True]


def test_the_values_of_every_point_are_kept():
    found = calibrate(asked(GAP), Toy(), points=100, repeats=1)
    joined = found.values.join(found.draws, on="point")
    assert joined["value"].to_numpy() == pytest.approx(10.0 * joined[X].to_numpy())


def test_points_that_are_lost_are_left_out():
    found = calibrate(asked(GAP), Toy(lost=8), points=200, repeats=2)
    assert found.draws.height == 196
    assert found.draws["point"].min() == 4
    assert not np.isnan(found.draws[X].to_numpy()).any()


def test_correlations_of_what_was_accepted():
    class Sum(Toy):
        def __call__(self, wanted):
            made = super().__call__(wanted)
            both = made.outcomes[X] + made.outcomes[Y]
            return replace(made, outcomes=made.outcomes.with_columns(step_gap=both))

    one = pattern({"type": "mean", "column": "step_gap"}, (0.95, 1.05), id="sum")
    found = calibrate(asked(one, accept=0.05), Sum(), points=2000, repeats=1)
    assert found.correlations[X].to_list()[0] == pytest.approx(1.0)
    assert found.correlations[Y].to_list()[0] < -0.95


def test_too_few_points_say_so():
    with pytest.raises(CalibrationError, match="more points"):
        calibrate(asked(GAP, accept=0.1), Toy(), points=20, repeats=1)


def test_the_posterior_is_a_scenario_that_extends_the_calibrated_one(tmp_path):
    one = asked(GAP)
    found = calibrate(one, Toy(), points=200, repeats=1)
    path = tmp_path / "posterior.yaml"
    path.write_text(posterior_scenario(one, found, tmp_path))
    loaded = load_scenario(path)
    assert loaded.scenario.uncertain == found.posterior
    assert all(isinstance(each, Beta) for each in found.posterior.values())
    assert loaded.scenario.talks.mode == "hold"
    assert "points of a Sobol design" in path.read_text()


def test_what_else_was_uncertain_is_not_in_the_posterior(tmp_path):
    base = WORLD.scenario.with_name("russia_uncertain.yaml")
    one = asked(GAP)
    one = Asked(one.file, base, one.patterns, one.source)
    found = calibrate(one, Toy(), points=200, repeats=1)
    path = tmp_path / "posterior.yaml"
    path.write_text(posterior_scenario(one, found, tmp_path))
    assert set(load_scenario(path).scenario.uncertain) == {X, Y}


# Files


FILE = """\
title: Mine
scenario: hold
priors:
  agents.target.jv: {dist: uniform, low: 0, high: 1}
patterns: [small-steps]
"""


def test_the_shipped_calibration_can_be_read():
    one = read_calibration(ROOT / "scenarios" / "calibrations" / "steps_and_survival.yaml")
    assert 4 <= len(one.file.priors) <= 5
    for each in one.patterns:
        world = uncertain(each.world, one.file.priors)
        assert load_world(world).scenario.uncertain == one.file.priors


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("small-steps", "small-step", 5, "did you mean 'small-steps'"),
        ("[small-steps]", "[small-steps, small-steps]", 5, "twice"),
        ("hold", "hodl", 2, "did you mean 'hold'"),
        ("uniform, low: 0, high: 1", "choice, values: [true]", 4, "only numbers"),
        ("low: 0", "low: 3", 4, "low must be below high"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, old, new, line, said):
    path = tmp_path / "c.yaml"
    path.write_text(FILE.replace(old, new))
    with pytest.raises(InputError) as refused:
        read_calibration(path)
    assert refused.value.problems[0].line == line
    assert said in str(refused.value)


def test_a_prior_on_nothing_is_told_where_the_priors_stand(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(FILE.replace("target.jv", "target.jw"))
    one = read_calibration(path)
    world: World = uncertain(one.patterns[0].world, one.file.priors)
    with pytest.raises(InputError) as refused:
        load_world(world, one.source)
    assert (refused.value.problems[0].file, refused.value.problems[0].line) == (str(path), 4)
    assert "agents.target.jw" in str(refused.value)


def test_a_prior_beyond_the_bounds_is_told_in_words_of_its_own(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(FILE.replace("low: 0, high: 1", "low: -2, high: 1"))
    one = read_calibration(path)
    world: World = uncertain(one.patterns[0].world, one.file.priors)
    with pytest.raises(InputError, match=r"c\.yaml:4:.*found -2\.0; allowed: a number from 0"):
        load_world(world, one.source)
