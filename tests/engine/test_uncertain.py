"""Uncertain parameters: drawn evenly, cut to their bounds, the same alone and in a chunk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.model.uncertain import draw, quantile
from sim.engine.model.with_parameters import SettlingError
from sim.engine.replication import replicate, simulate
from sim.errors import InputError
from sim.scenario.distributions import Beta, Choice, LogNormal, Normal, Triangular, Uniform
from sim.scenario.loading import load_scenario

JV = 'uncertain={"agents.target.jv": {dist: uniform, low: 0.5, high: 3}}'
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
    values = [record.drawn["agents.target.jv"] for record in records]
    assert len(set(values)) == 8
    assert all(0.5 <= value <= 3.0 for value in values)
    assert records[3].model.scenario.agents.target.jv == values[3]
    alone = simulate(model, 1, 3)
    assert alone.drawn == records[3].drawn
    assert alone.entries == records[3].entries


def test_what_a_distribution_reaches_beyond_the_field_is_cut():
    override = 'uncertain={"agents.target.m0": {dist: normal, mean: 0.1, sd: 5}}'
    loaded = load_scenario("scenarios/hold.yaml", [override])
    model = compile_model(loaded.scenario, loaded.catalogue)
    records = [simulate(model, 1, k) for k in range(12)]
    settled = [record.model.scenario.agents.target.m0 for record in records]
    assert min(settled) == 0.0
    assert max(settled) > 0.0
    assert [record.drawn["agents.target.m0"] for record in records] == settled


def test_an_entry_of_a_mapping_is_cut_as_a_field_is():
    scenario = uncertain(**{"agents.congress.gate.opposed": Normal(dist="normal", mean=0.1, sd=1)})
    values = [found["agents.congress.gate.opposed"] for found in draws(scenario, 64)]
    assert (min(values), max(values)) == (0.0, 1.0)


def test_a_field_of_whole_numbers_gets_whole_numbers():
    scenario = uncertain(**{"agents.target.insist": Uniform(dist="uniform", low=0, high=3)})
    values = [found["agents.target.insist"] for found in draws(scenario, 64)]
    assert set(values) == {0, 1, 2, 3}
    assert all(type(value) is int for value in values)


# -- where the points lie --------------------------------------------------------------------


def uncertain(**distributions):
    loaded = load_scenario("scenarios/hold.yaml")
    return loaded.scenario.model_copy(update={"uncertain": distributions})


def draws(scenario, n, seed=5, **how):
    chance = Chance(seed, 0, n, **how)
    return [draw(scenario, chance, k) for k in range(n)]


MANY = {
    "agents.target.jv": (Uniform(dist="uniform", low=0.5, high=3), stats.uniform(0.5, 2.5)),
    "agents.target.m0": (
        Triangular(dist="triangular", low=0, mode=1, high=4),
        stats.triang(0.25, 0, 4),
    ),
    "agents.congress.hawkishness": (Normal(dist="normal", mean=0, sd=0.5), stats.norm(0, 0.5)),
    "agents.council.package_rate": (
        LogNormal(dist="lognormal", median=2.6, sigma=0.3),
        stats.lognorm(0.3, scale=2.6),
    ),
    "talks.reciprocity": (Beta(dist="beta", a=2, b=2), stats.beta(2, 2)),
    "world.war.mean": (Uniform(dist="uniform", low=0.3, high=0.9), stats.uniform(0.3, 0.6)),
}


def test_marginals_are_the_distributions_and_even():
    """Of 1,024 points the empirical distribution is nowhere farther off than 1/1,024 or so."""
    scenario = uncertain(**{path: written for path, (written, _) in MANY.items()})
    rows = draws(scenario, 1024)
    for path, (_, reference) in MANY.items():
        distance = stats.kstest([row[path] for row in rows], reference.cdf).statistic
        assert distance <= 1.01 / 1024, path


def test_parameters_are_uncorrelated():
    scenario = uncertain(**{path: written for path, (written, _) in MANY.items()})
    ranks = stats.spearmanr([list(row.values()) for row in draws(scenario, 1024)]).statistic
    assert np.abs(ranks - np.eye(len(MANY))).max() < 0.05


def test_antithetic_pairs_mirror_each_other():
    scenario = uncertain(**{"world.war.mean": Uniform(dist="uniform", low=0.2, high=0.8)})
    values = [row["world.war.mean"] for row in draws(scenario, 16, antithetic=True)]
    pairs = list(zip(values[::2], values[1::2], strict=True))
    assert [a + b for a, b in pairs] == pytest.approx([1.0] * 8)
    plain = [row["world.war.mean"] for row in draws(scenario, 8)]
    assert [a for a, _ in pairs] == plain


def test_repeats_share_a_point():
    scenario = uncertain(**{"world.war.mean": Uniform(dist="uniform", low=0.2, high=0.8)})
    plain = draws(scenario, 4)
    assert draws(scenario, 12, repeats=3) == [row for row in plain for _ in range(3)]
    mirrored = draws(scenario, 12, repeats=3, antithetic=True)
    assert mirrored == [row for row in draws(scenario, 4, antithetic=True) for _ in range(3)]


@given(st.integers(0, 10_000), st.integers(1, 30), st.booleans(), st.integers(1, 4), st.data())
def test_a_point_does_not_depend_on_the_chunk(first, count, antithetic, repeats, data):
    k = first + data.draw(st.integers(0, count - 1))
    names = ("a", "b", "c")
    chunk = Chance(3, first, count, antithetic=antithetic, repeats=repeats)
    alone = Chance(3, k, 1, antithetic=antithetic, repeats=repeats)
    assert chunk.point(names, k) == alone.point(names, k)
    assert all(0.0 < u < 1.0 for u in chunk.point(names, k))


def test_a_further_parameter_changes_none_before_it():
    one = load_scenario("scenarios/hold.yaml", [JV]).scenario
    both = load_scenario(
        "scenarios/hold.yaml",
        [JV, 'uncertain."agents.executive.w_lev"={dist: uniform, low: 0.1, high: 0.6}'],
    ).scenario
    assert list(both.uncertain) == ["agents.target.jv", "agents.executive.w_lev"]
    for k in range(5):
        alone = draw(one, Chance(9, 0, 5), k)
        crowded = draw(both, Chance(9, 0, 5), k)
        assert crowded["agents.target.jv"] == alone["agents.target.jv"]


def test_what_is_drawn_leaves_every_other_stream_as_it_was():
    fixed = uncertain(**{"agents.target.jv": Choice(dist="choice", values=(1.5,))})
    loaded = load_scenario("scenarios/hold.yaml")
    drawn = simulate(compile_model(fixed, loaded.catalogue), 4, 2)
    plain = simulate(compile_model(loaded.scenario, loaded.catalogue), 4, 2)
    assert drawn.drawn == {"agents.target.jv": 1.5}
    assert drawn.entries == plain.entries


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
        ("agents.target.jvv", "jv"),
        ("title.x", "a path in"),
        ("values.adaptation", "found 700.0; allowed: a number from 0 to 5"),
        ("agents.congress.gate.opposed", "found 700.0; allowed: a number from 0 to 1"),
        ("catalogue.concessions.ceasefire.settlement", "parts of a settlement add up to 0.6"),
    ],
)
def test_paths_that_lead_nowhere_and_values_that_cannot_be(path, said):
    override = f'uncertain."{path}"={{dist: uniform, low: 0.2, high: 700}}'
    with pytest.raises(InputError, match=said):
        load_scenario("scenarios/hold.yaml", [override])


def test_a_value_that_does_not_go_with_others_is_refused_with_the_file(tmp_path):
    file = tmp_path / "old.yaml"
    hold = Path("scenarios/hold.yaml").resolve()
    prior = "{dist: uniform, low: 2000, high: 2040}"
    file.write_text(f"extends: {hold}\nuncertain:\n  world.next_term: {prior}\n")
    said = r"old\.yaml:3:20: .*: the term is over before the start; found 2000"
    with pytest.raises(InputError, match=said):
        load_scenario(file)


def test_values_that_do_not_go_together_stop_the_replication_in_plain_words():
    scenario = uncertain(
        **{"catalogue.concessions.ceasefire.settlement": Uniform(dist="uniform", low=0, high=0.5)}
    )
    model = compile_model(scenario, load_scenario("scenarios/hold.yaml").catalogue)
    with pytest.raises(
        SettlingError, match=r"parts of a settlement add up .*ceasefire\.settlement = 0\.\d+"
    ):
        simulate(model, 1, 0)
