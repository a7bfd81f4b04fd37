"""Uncertain parameters: drawn by path, cut to their bounds, the same alone and in a chunk."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.engine.compile import compile_model
from sim.engine.replication import replicate, simulate
from sim.engine.streams import Chance
from sim.engine.uncertain import draw, quantile
from sim.errors import InputError
from sim.scenario.events import Beta, Choice, LogNormal, Normal, Triangular, Uniform
from sim.scenario.loading import load_scenario

JV = 'uncertain={"agents.kremlin.jv": {dist: uniform, low: 0.5, high: 3}}'
U = np.linspace(0.01, 0.99, 33)


@pytest.mark.parametrize(
    ("distribution", "reference"),
    [
        (Uniform(dist="uniform", low=2, high=5), stats.uniform(2, 3)),
        (Triangular(dist="triangular", low=1, mode=2, high=5), stats.triang(0.25, 1, 4)),
        (Normal(dist="normal", mean=1, sd=2), stats.norm(1, 2)),
        (LogNormal(dist="lognormal", median=3, sigma=0.5), stats.lognorm(0.5, scale=3)),
        (Beta(dist="beta", a=2, b=5, low=1, high=3), stats.beta(2, 5, 1, 2)),
    ],
)
def test_quantiles(distribution, reference):
    found = [quantile(distribution, float(u)) for u in U]
    assert found == pytest.approx(reference.ppf(U).tolist(), rel=1e-9)


def test_choices_have_their_weights():
    distribution = Choice(dist="choice", values=(1.0, 2.0, 4.0), weights=(1, 0, 3))
    found = [quantile(distribution, (i + 0.5) / 400) for i in range(400)]
    assert found.count(1.0) == 100
    assert found.count(2.0) == 0
    assert found.count(4.0) == 300


def test_each_replication_has_its_own_and_keeps_it():
    loaded = load_scenario("scenarios/hold.yaml", [JV])
    model = compile_model(loaded.scenario, loaded.catalogue)
    chunk = Chance(1, 0, 8)
    records = [replicate(model, chunk, k) for k in range(8)]
    values = [record.drawn["agents.kremlin.jv"] for record in records]
    assert len(set(values)) == 8
    assert all(0.5 <= value <= 3.0 for value in values)
    assert records[3].model.scenario.agents.kremlin.jv == values[3]
    alone = simulate(model, 1, 3)
    assert alone.drawn == records[3].drawn
    assert alone.entries == records[3].entries


def test_what_a_distribution_reaches_beyond_the_field_is_cut():
    override = 'uncertain={"agents.kremlin.m0": {dist: normal, mean: 0.1, sd: 5}}'
    loaded = load_scenario("scenarios/hold.yaml", [override])
    model = compile_model(loaded.scenario, loaded.catalogue)
    settled = [simulate(model, 1, k).model.scenario.agents.kremlin.m0 for k in range(12)]
    assert min(settled) == 0.0
    assert max(settled) > 0.0


def test_another_uncertain_parameter_changes_none_of_the_draws():
    one = load_scenario("scenarios/hold.yaml", [JV]).scenario
    both = load_scenario(
        "scenarios/hold.yaml",
        [JV, 'uncertain."agents.executive.w_lev"={dist: uniform, low: 0.1, high: 0.6}'],
    ).scenario
    assert set(both.uncertain) == {"agents.kremlin.jv", "agents.executive.w_lev"}
    for k in range(5):
        alone = draw(one, Chance(9, 0, 5), k)
        crowded = draw(both, Chance(9, 0, 5), k)
        assert crowded["agents.kremlin.jv"] == alone["agents.kremlin.jv"]


def test_the_catalogue_and_the_values_of_measures_may_be_uncertain_too():
    overrides = [
        'uncertain."catalogue.instruments.licence.hazard"={dist: uniform, low: 0.2, high: 1}',
        'uncertain."values.adaptation"={dist: uniform, low: 0.2, high: 0.7}',
    ]
    loaded = load_scenario("scenarios/hold.yaml", overrides)
    record = simulate(compile_model(loaded.scenario, loaded.catalogue), 1, 2)
    hazard = record.drawn["catalogue.instruments.licence.hazard"]
    assert record.model.instruments["licence"].hazard == hazard
    assert record.model.scenario.values.adaptation == record.drawn["values.adaptation"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("catalogue.instruments.licens.hazard", "licence"),
        ("catalogue.instruments.licence.hazzard", "hazard"),
        ("agents.kremlin.jvv", "jv"),
        ("title.x", "a path in"),
        ("values.adaptation", "less than or equal"),
    ],
)
def test_paths_that_lead_nowhere_and_values_that_cannot_be(path, said):
    override = f'uncertain."{path}"={{dist: uniform, low: 0.2, high: 700}}'
    with pytest.raises(InputError, match=said):
        load_scenario("scenarios/hold.yaml", [override])
