"""A model with parameters settled is what compiling it anew gives, in all its parts."""

from __future__ import annotations

import dataclasses
from functools import cache
from inspect import isgetsetdescriptor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from sim.batch.copies import allow
from sim.catalogue.schema import Catalogue
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.model.finder import ranks_of
from sim.engine.model.leaves import cut
from sim.engine.model.model import Model
from sim.engine.model.with_parameters import SettlingError, settled
from sim.engine.model.world import World
from sim.engine.replication import simulate
from sim.scenario.checks import misfits
from sim.scenario.paths import walk
from sim.scenario.schema import Scenario
from tests.scenarios.worlds import load

CHANGEABLE = ("agents", "talks", "compliance", "values", "world")
SECTIONS = ("classes", "instruments", "concessions", "members", "procedures", "measures")
REMEMBERED = ("order", "pick", "taste")  # what was last, of things that are shared
CACHES_OF_PAIRS = ("easy", "held", "majorities", "masks", "outlooks")
WHOLE = ("held",)  # of these caches: no entries that are kept one by one
CACHES = {"finder", "finders", "checked", "latest", "enactments"}


@cache
def warm() -> Model:
    """The baseline after a few replications, so that its caches are full."""
    loaded = load("russia_2025")
    model = compile_model(loaded.scenario, loaded.catalogue)
    for k in range(3):
        simulate(model, 1, k)
    return model


def reference(values: dict[str, Any]) -> Model:
    """The long way: written into the scenario and its catalogue, validated, checked, compiled."""
    source = warm()
    scenario = source.scenario.model_dump(by_alias=True)
    catalogue = source.source.model_dump(by_alias=True)
    for path, value in values.items():
        *steps, last = path.split(".")
        here: Any = {**scenario, "catalogue": catalogue}
        for step in steps:
            here = here[step]
        here[last] = value
    new = Scenario.model_validate(scenario), Catalogue.model_validate(catalogue)
    for misfit in misfits(*new):
        raise CompileError(misfit.message)
    return compile_model(*new)


def same(one: Any, other: Any) -> bool:
    """Whether two parts of models are equal, arrays to the last bit, caches apart."""
    if isinstance(one, BaseModel):  # by content: which fields were written out does not count
        return type(one) is type(other) and one.model_dump() == other.model_dump()
    if isinstance(one, World):
        return all(
            same(getattr(one, name), getattr(other, name))
            for name in ("scenario", "source", "catalogue")
        )
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other))
    if dataclasses.is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, f.name), getattr(other, f.name))
            for f in dataclasses.fields(one)
            if f.compare
        )
    if type(one).__module__.startswith("librt"):  # a packed row
        return list(one) == list(other)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if type(one).__module__.startswith("sim.") and not isinstance(
        one, (int, str, float, dict, list)
    ):
        named = getattr(one, "__slots__", None)
        if named is None:  # compiled
            named = [n for n, kind in vars(type(one)).items() if isgetsetdescriptor(kind)]
        if named:
            return type(one) is type(other) and all(
                same(getattr(one, name), getattr(other, name))
                for name in named
                if not name.startswith("_") and name not in (*REMEMBERED, "seated")
            )
    return bool(one == other)


def holds(kept: dict[Any, Any], found: dict[Any, Any]) -> bool:
    """Whether a cache has all that another has, and the same."""
    return all(
        holds(kept[key], value) if isinstance(value, dict) else same(kept[key], value)
        for key, value in found.items()
    )


def by_mask(model: Model, pair: str, name: str) -> Any:
    """A cache of a pair with masks in place of their numbers, which they get as they are met."""
    cache = model.finder.pairs[pair]
    masks, classes = cache.masks, len(model.table.index)
    found = getattr(cache, name)
    if name == "masks":
        return dict.fromkeys(masks)
    if name == "held" and found is not None:
        return found[0], [masks[number] for number in found[1]]
    if name == "outlooks":
        return {
            ways: {
                "kinds": {(masks[k // classes], k % classes): x for k, x in one.kinds.items()},
                "layouts": {tuple(masks[n] for n in k): x for k, x in one.layouts.items()},
            }
            for ways, one in found.items()
        }
    return found


def ways(model: Model) -> dict[Any, Any]:
    """The ways of relief that a model has worked out, by mask and by what else they hang on."""
    return {mask: held.ways for mask, held in model.finder._known.items()}


def differing(one: Model, other: Model) -> list[str]:
    """Fields in which two models differ, caches apart."""
    return [
        f.name
        for f in dataclasses.fields(Model)
        if f.name not in CACHES and not same(getattr(one, f.name), getattr(other, f.name))
    ]


def numbers() -> dict[str, float]:
    """Every numeric parameter that may be uncertain, by path, with its default."""
    found: dict[str, float] = {}

    def add(path: str, value: Any) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[path] = value

    scenario = warm().scenario
    for path, _ in walk(Scenario):
        if path.split(".")[0] in CHANGEABLE:
            value: Any = scenario
            for step in path.split("."):
                value = getattr(value, step, None)
            add(path, value)
    for name, follower in scenario.agents.followers.items():
        for key in type(follower).model_fields:
            add(f"agents.followers.{name}.{key}", getattr(follower, key))
    for stance, p in scenario.agents.congress.gate.items():
        add(f"agents.congress.gate.{stance}", p)
    for section in SECTIONS:
        for name, entry in getattr(warm().source, section).items():
            for key in type(entry).model_fields:
                add(f"catalogue.{section}.{name}.{key}", getattr(entry, key))
    return found


@pytest.fixture(scope="module")
def parameters():
    found = numbers()
    assert len(found) > 500
    return found


ONE_OF_EACH = {
    "agents.target.m0": 2.5,
    "agents.target.discount": 0.2,
    "agents.target.insist": 3,
    "agents.congress.hawkishness": 0.7,
    "agents.congress.shock_sd": 3.0,
    "agents.congress.gate.opposed": 0.2,
    "agents.congress.stance": "neutral",
    "agents.followers.UK.own_rate": 2.0,
    "agents.executive.conciliatory": False,
    "agents.executive.designation_authority": "EO13661",
    "talks.max_concessions": 1,
    "talks.mode": "all_at_once",
    "world.war.start": 0.3,
    "compliance.false_alarm": 2.0,
    "values.adaptation": 0.6,
    "values.reluctance.tau_months": 9.0,
    "catalogue.instruments.licence.hazard": 0.9,
    "catalogue.concessions.ceasefire.cost": 5.0,
    "catalogue.concessions.ceasefire.war_level": 0.1,
    "catalogue.members.DE.theta": -0.4,
    "catalogue.classes.bank.phi": 0.3,
    "catalogue.classes.bank.persons": True,
    "catalogue.classes.oil.designation_weight": 0.0,
    "catalogue.procedures.licence_reviewed.review_days": 70,
    "catalogue.measures.US_SDN_SBER.weight_lp": 9.0,
}


@pytest.mark.many
@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_the_model_and_its_futures_are_those_of_the_long_way(path):
    values = {path: ONE_OF_EACH[path]}
    short, long = settled(warm(), values), reference(values)
    assert differing(short, long) == []
    for k in (3, 4):
        assert simulate(short, 1, k).entries == simulate(long, 1, k).entries
    # The short way's caches were perhaps shared, and hold more.
    assert holds(short.enactments, long.enactments)
    assert holds(ways(short), ways(long))
    for pair in long.finder.pairs:
        for name in CACHES_OF_PAIRS:
            alike = same if name in WHOLE else holds
            kept, found = by_mask(short, pair, name), by_mask(long, pair, name)
            assert alike(kept, found), name


def test_what_the_law_provides_is_shared_as_long_as_hazards_rank_the_same():
    hazards = warm().hazards
    near = 1.0001 * hazards["licence"]
    short = settled(warm(), {"catalogue.instruments.licence.hazard": near})
    assert short.hazards["licence"] == near
    assert short.finder is warm().finder
    least = 0.5 * min(hazards.values())
    other = settled(warm(), {"catalogue.instruments.licence.hazard": least})
    assert other.finder is not warm().finder
    assert (
        other.finder
        is settled(warm(), {"catalogue.instruments.licence.hazard": 0.9 * least}).finder
    )


def test_of_many_orders_of_hazards_only_some_are_kept():
    loaded = load("russia_2025")
    model = compile_model(loaded.scenario, loaded.catalogue)
    names = list(model.hazards)
    seen = set()
    for first in names:
        for second in names:
            paths = {first: 9.0, second: 0.001}
            new = settled(
                model, {f"catalogue.instruments.{name}.hazard": x for name, x in paths.items()}
            )
            assert new.finder is model.finders[ranks_of(new.hazards)]
            seen.add(ranks_of(new.hazards))
    assert len(model.finders) <= 16 < len(seen)
    assert model.finder is not None


def test_values_that_were_found_to_go_together_are_not_checked_again(monkeypatch):
    values = {"talks.mode": "baby_steps", "agents.target.insist": 2}
    settled(warm(), values)
    monkeypatch.setattr("sim.engine.model.with_parameters.misfits", lambda *_: pytest.fail("again"))
    settled(warm(), {**values, "agents.target.m0": 2.0})


def test_parts_are_shared_wherever_batches_are_read():
    allow()  # what `sim.batch` does to models that are copied
    short = settled(warm(), {"agents.target.m0": 2.5})
    assert short.tranches is warm().tranches
    assert short.pairs is warm().pairs


def test_all_of_them_together():
    short, long = settled(warm(), ONE_OF_EACH), reference(ONE_OF_EACH)
    assert differing(short, long) == []
    assert simulate(short, 1, 3).entries == simulate(long, 1, 3).entries


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_parameters_settle_as_by_the_long_way_or_are_refused_by_both(parameters, data):
    paths = data.draw(st.lists(st.sampled_from(sorted(parameters)), min_size=1, max_size=4))
    values = {}
    for path in paths:
        factor = data.draw(st.floats(0.0, 3.0))
        values[path] = cut(path, (parameters[path] or 0.1) * factor)
    try:
        long = reference(values)
    except (ValidationError, CompileError):
        with pytest.raises(SettlingError):
            settled(warm(), values)
        return
    assert differing(settled(warm(), values), long) == []


def test_who_asks_for_the_same_values_again_gets_the_same_model():
    values = {"agents.target.m0": 1.75}
    first = settled(warm(), values)
    assert settled(warm(), dict(values)) is first
    assert settled(warm(), {"agents.target.m0": 1.5}) is not first
    values["agents.target.m0"] = 1.5
    assert settled(warm(), values).parameters.agents.target.m0 == 1.5
    assert first.latest is None


def test_the_model_it_starts_from_stays_as_it_is():
    fresh = reference({})
    settled(warm(), ONE_OF_EACH)
    assert differing(warm(), fresh) == []


def test_nothing_settled_is_the_same_model():
    assert settled(warm(), {}) is warm()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"agents.target.m0": -1.0},
            r"target.m0 = -1.0: .*allowed: a number from 0 to 100",
        ),
        ({"agents.target.m00": 1.0}, "there is no parameter agents.target.m00"),
        (
            {"agents.congress.gate.asking": 1.25},
            r"asking = 1.25: .*allowed: a number from 0 to 1",
        ),
        (
            {
                "catalogue.concessions.ceasefire.settlement": 0.7,
                "catalogue.concessions.partial_withdrawal.settlement": 0.7,
            },
            r"add up to 1.4 \(allowed: 1\); settled were .*ceasefire.settlement = 0.7, .* = 0.7",
        ),
        ({"world.next_term": 2020}, "the term is over before the start.*world.next_term = 2020"),
    ],
)
def test_what_does_not_go_together_is_refused_by_path_and_value(values, said):
    with pytest.raises(SettlingError, match=said):
        settled(warm(), values)


def test_no_weight_is_no_world():
    values = {f"catalogue.measures.{name}.weight_lp": 0.0 for name in warm().source.measures}
    with pytest.raises(SettlingError, match=r"nothing to lift; settled were .*weight_lp = 0"):
        settled(warm(), values)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_numbers_that_are_cut_are_allowed(parameters, data):
    """By their own field, that is: with other fields they may still be wrong."""
    path = data.draw(st.sampled_from(sorted(parameters)))
    value = cut(path, data.draw(st.floats(-1e9, 1e9)))
    try:
        settled(warm(), {path: value})
    except SettlingError as error:
        said = str(error)
    else:
        said = "; settled were "
    assert "; settled were " in said


def test_cutting():
    assert cut("agents.target.m0", -3.0) == 0.0
    assert cut("agents.target.m0", 1e6) == 100.0
    assert cut("agents.target.insist", 2.6) == 3
    assert cut("catalogue.members.DE.population", -1.0) > 0.0
    assert cut("catalogue.concessions.ceasefire.war_level", 2.0) == 1.0
    assert cut("talks.mode", "hold") == "hold"
    assert cut("talks.open", False) is False
