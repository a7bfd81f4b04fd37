"""What a scenario leaves open is drawn from the ensemble; what it says or fixes is not."""

import csv

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.model.uncertain import draw
from sim.errors import InputError
from sim.scenario.assumed import assumed
from sim.scenario.ensemble import ENSEMBLE, ensemble, read_ensemble
from sim.scenario.loading import load_scenario
from sim.scenario.resolved import fingerprint, resolved, yaml_text
from sim.scenario.schema import Scenario
from sim.scenario.settable import settable
from sim.scenario.shipped import by_name, cases

MODE, SIZE, JV = "talks.mode", "talks.max_lp", "agents.target.jv"


def loaded(name="russia_2025", *overrides):
    return load_scenario(by_name(name), overrides)


def draws(scenario):
    return () if scenario.assumptions is None else scenario.assumptions.draws


# -- the ensemble ------------------------------------------------------------------------------


def test_every_value_of_the_ensemble_is_one_that_its_field_may_take():
    base, shipped = loaded(), ensemble(ENSEMBLE)
    for path in shipped.paths:
        for value in set(shipped.column(path)):
            parts = Scenario.model_fields
            assert not list(settable(base.scenario, (path,), path, value, list(parts)))


def test_weights_are_for_all_and_without_each_case():
    shipped = ensemble(ENSEMBLE)
    assert set(shipped.cases) == set(cases())
    for case in ("", *shipped.cases):
        weights = shipped.weights_without(case)
        assert len(weights) == len(shipped.points)
        assert sum(weights) == pytest.approx(1e6, rel=0.1)  # without those that hardly weigh
        assert min(weights) >= 0.0


def written(folder, rows, left_out=(("kenya", 1.0), ("kenya", 3.0))):
    for stem, table in (
        ("e", rows),
        ("e_left_out", [[left_out[0][0]], *[[w] for _, w in left_out]]),
    ):
        with (folder / f"{stem}.csv").open("w", newline="") as file:
            file.write("# a comment\n")
            csv.writer(file).writerows(table)
    return read_ensemble(folder, "e")


def test_points_are_drawn_by_their_weights(tmp_path):
    found = written(tmp_path, [["weight", SIZE, MODE], [1, 4, "hold"], [3, 8, "growing"]])
    assert found.paths == (SIZE, MODE)
    assert found.point(0.2499) == (4.0, "hold")
    assert found.point(0.2501) == (8.0, "growing")
    assert found.point(0.9999999) == (8.0, "growing")
    assert found.point(0.2499, "kenya") == (4.0, "hold")
    assert found.column(MODE) == ("hold", "growing")


def test_what_it_says_decides_the_hash(tmp_path):
    one = written(tmp_path, [["weight", SIZE], [1, 4], [3, 8]])
    other = written(tmp_path, [["weight", SIZE], [1, 4], [3, 9]])
    assert one.digest != other.digest
    assert len(one.digest) == 8


# -- what is drawn -----------------------------------------------------------------------------


def test_what_is_left_open_is_drawn_and_what_is_written_is_not():
    scenario = assumed(loaded()).scenario
    assert MODE in draws(scenario)
    assert SIZE in draws(scenario)
    assert draws(assumed(loaded("hold")).scenario) == tuple(
        path for path in draws(scenario) if path != MODE
    )
    assert SIZE not in draws(assumed(loaded("russia_2025", f"{SIZE}=9")).scenario)
    # By its own file, and by the one that it extends.
    assert JV not in draws(assumed(loaded("iran_2013")).scenario)


def test_a_distribution_of_its_own_takes_the_place_of_the_ensemble():
    scenario = assumed(loaded("russia_uncertain")).scenario
    assert JV in scenario.uncertain
    assert JV not in draws(scenario)
    assert SIZE in draws(scenario)


def test_a_scenario_may_say_that_nothing_is_drawn():
    assert draws(assumed(loaded("russia_2025", "assumptions=null")).scenario) == ()
    assert draws(assumed(loaded("by_hand")).scenario) == ()


def test_holding_one_or_all():
    base = loaded("russia_uncertain")
    one = assumed(base, [SIZE]).scenario
    assert SIZE not in draws(one)
    assert MODE in draws(one)
    own = assumed(base, [JV]).scenario
    assert JV not in own.uncertain
    assert JV not in draws(own)
    none = assumed(base, ["all"]).scenario
    assert none.assumptions is None
    assert none.uncertain == {}


def test_holding_what_a_scenario_holds_itself_changes_nothing():
    assert draws(assumed(loaded("hold"), [MODE]).scenario) == draws(
        assumed(loaded("hold")).scenario
    )


def test_holding_what_is_not_uncertain():
    with pytest.raises(InputError) as caught:
        assumed(loaded(), ["talks.max_pl", "zzz"])
    first, second = caught.value.problems
    assert "did you mean 'talks.max_lp'" in str(first)
    assert "--fix zzz" in str(second)
    assert "all" in str(second)


# -- the file that results keep ----------------------------------------------------------------


def saved(given, folder):
    path = folder / "scenario.yaml"
    path.write_text(yaml_text(resolved(given)), "utf-8")
    return path


@pytest.mark.parametrize("fix", [(), (SIZE,), ("all",)])
def test_what_was_drawn_is_drawn_again_from_the_file_alone(fix, tmp_path):
    given = assumed(loaded("russia_uncertain"), fix)
    again = assumed(load_scenario(saved(given, tmp_path)))
    assert fingerprint(again.scenario, again.catalogue) == fingerprint(
        given.scenario, given.catalogue
    )
    assert draws(again.scenario) == draws(given.scenario)


def test_what_is_set_since_is_drawn_no_more(tmp_path):
    path = saved(assumed(loaded()), tmp_path)
    again = assumed(load_scenario(path, [f"{SIZE}=9"]))
    assert SIZE not in draws(again.scenario)
    assert again.scenario.talks.max_lp == 9


def test_another_ensemble_is_refused(tmp_path):
    path = saved(assumed(loaded()), tmp_path)
    text = path.read_text("utf-8").replace(ensemble(ENSEMBLE).digest, "00000000")
    path.write_text(text.replace(f"- {MODE}\n", "- talks.mood\n", 1), "utf-8")
    with pytest.raises(InputError) as caught:
        assumed(load_scenario(path))
    said = str(caught.value)
    assert f"found {ENSEMBLE} 00000000" in said.replace("'", "")
    assert ensemble(ENSEMBLE).digest in said
    assert "scenario.yaml:" in said


# -- the same draw everywhere ------------------------------------------------------------------


def drawn(scenario, k=17, seed=3, n=32):
    return draw(scenario, Chance(seed, 0, n), k)


def test_scenarios_share_a_set_whatever_of_it_they_take():
    one, other = (assumed(loaded(name)).scenario for name in ("russia_2025", "hold"))
    mixed = assumed(loaded("russia_uncertain")).scenario
    first = drawn(one)
    for scenario in (other, mixed, assumed(loaded(), [SIZE]).scenario):
        second = drawn(scenario)
        shared = set(draws(one)) & set(draws(scenario))
        assert shared
        assert {path: first[path] for path in shared} == {path: second[path] for path in shared}


def test_a_set_belongs_together():
    shipped = ensemble(ENSEMBLE)
    rows = set(shipped.points)
    for k in range(32):
        scenario = assumed(loaded()).scenario
        values = drawn(scenario, k)
        places = [shipped.paths.index(path) for path in values]
        taken = tuple(values.values())
        assert any(tuple(row[i] for i in places) == taken for row in rows)


def test_a_batch_takes_each_set_as_often_as_it_weighs():
    shipped, n = ensemble(ENSEMBLE), 4096
    scenario = assumed(loaded()).scenario
    chance = Chance(5, 0, n)
    shares = dict.fromkeys(shipped.column(SIZE), 0)
    for k in range(n):
        shares[draw(scenario, chance, k)[SIZE]] += 1
    total = sum(shipped.weights)
    for value, weight in zip(shipped.column(SIZE), shipped.weights, strict=True):
        if shipped.column(SIZE).count(value) == 1:
            assert shares[value] == pytest.approx(n * weight / total, abs=2)


def test_a_case_of_the_library_draws_without_itself():
    assert (
        assumed(load_scenario(cases()["kenya_1990"])).scenario.assumptions.left_out == "kenya_1990"
    )
    assert assumed(loaded()).scenario.assumptions.left_out == ""


def test_what_extends_a_case_draws_without_it_too(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: {cases()['kenya_1990'].resolve()}\ntitle: Mine\n", "utf-8")
    assert assumed(load_scenario(path)).scenario.assumptions.left_out == "kenya_1990"
