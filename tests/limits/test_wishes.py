"""First steps and wishes: what a side may fairly demand, and when it speaks again."""

from __future__ import annotations

import itertools
from math import floor, log

import pytest

from sim.bargaining.acceptance import logistic
from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.processes.proposals import fair_demand, holds_out_for
from sim.engine.state.additions import addition
from sim.engine.state.channel import close_channel, open_channel
from sim.engine.state.state import Run
from sim.engine.valuation.offers import Offers
from sim.events.log import Entry
from sim.scenario.loading import load_scenario
from sim.theory.arrival import expected_worth
from tests.limits.games import FOLDER, STUBBORN, first_day, futures
from tests.scenarios.worlds import compiled, runs

WISHES = "rules.wishes=true"
DEMANDING = (*STUBBORN, WISHES, "talks.executive_proposes=0", "agents.target.insist=0")
"""The target alone proposes, and demands packages from the first round on."""


def fair(chance: float) -> tuple[str, str]:
    return (
        f"agents.target.wishes.fair_chance={chance}",
        f"agents.target.wishes.fair_chance_patient={chance}",
    )


def proposals(*overrides: str, kind: str = "demand", name: str = "pie") -> list[Entry]:
    entries = futures(name, 1, *overrides)[0].entries
    return [entry for entry in entries if entry.kind == kind]


@pytest.mark.parametrize("chance", [0.05, 0.25, 0.5, 0.8])
@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_the_target_demands_the_most_that_has_a_fair_chance(chance: float, noise: float) -> None:
    """The sender wants 60 of 100: it says yes to 40 with one half, to more with less."""
    first = proposals(*DEMANDING, *fair(chance), f"talks.temperature={noise}")[0]
    most = 40.0 - noise * log(chance / (1.0 - chance))
    assert first.numbers["lp"] == pytest.approx(floor(2.0 * most + 1e-9) / 2.0)
    beyond = floor(2.0 * most + 1e-9) / 2.0 + 0.5
    if noise:
        assert logistic((40.0 - beyond) / noise) < chance
        assert logistic((40.0 - float(first.numbers["lp"])) / noise) >= chance


def test_what_it_takes_rises_as_patience_runs_out() -> None:
    """Linear patience: from .2 on the first day to .6 at the deadline of 1,000 days."""
    found = proposals(
        *DEMANDING,
        "agents.target.beta=1",
        "agents.target.deadline_days=1000",
        "agents.target.wishes.fair_chance=0.6",
        "agents.target.wishes.fair_chance_patient=0.2",
        "talks.temperature=5",
        "talks.moved.aspiration=0.1",
        "talks.moved.chance=0.001",
        name="pie",
    )
    assert len(found) > 5
    for entry in found:
        chance = 0.2 + 0.4 * min(entry.day / 1000.0, 1.0)
        most = 40.0 - 5.0 * log(chance / (1.0 - chance))
        assert entry.numbers["lp"] == pytest.approx(floor(2.0 * most + 1e-9) / 2.0, abs=0.51)


def test_nobody_repeats_what_was_refused_while_nothing_moves() -> None:
    """Without the rule it is said again every day."""
    wanting = ("agents.target.aspiration=100", "agents.target.beta=0.02")
    assert len(proposals(*STUBBORN, WISHES, *wanting, kind="offer")) == 1
    assert len(proposals(*STUBBORN, *wanting, kind="offer")) > 1000
    never = ("talks.temperature=0", *fair(0.01))
    assert len(proposals(*DEMANDING, *never, "talks.mode=baby_steps", "talks.max_lp=30")) <= 2


def test_a_side_speaks_again_each_time_its_aspiration_has_come_down_so_far() -> None:
    """From 100 to 0 in 1,000 days, a tenth of a point a day; rounds are daily."""
    found = proposals(
        WISHES,
        "agents.target.aspiration=100",
        "agents.target.beta=0.02",
        "agents.target.deadline_days=36525",
        "talks.moved.aspiration=0.15",
        kind="offer",
    )
    days = [entry.day for entry in found if entry.day < 1000.0]
    gaps = [later - earlier for earlier, later in itertools.pairwise(days)]
    assert gaps == pytest.approx([150.0] * len(gaps), abs=1.0)
    assert len(gaps) == 6
    assert "moved" not in found[0].numbers
    assert all(entry.numbers["moved"] == ["its own aspiration"] for entry in found[1:])


def test_what_moved_is_told() -> None:
    """Peace costs the target less from then on: the same offer has become likelier."""
    scenario = load_scenario(
        FOLDER / "pie.yaml",
        (
            *STUBBORN,
            WISHES,
            "agents.target.aspiration=100",
            "agents.target.beta=0.02",
            "talks.temperature=20",
            "talks.moved.chance=0.001",
            "catalogue.concessions.peace.cost=10",
            "catalogue.concessions.peace.cost_war=[1, 1]",
            "interventions=[{id: calm, on: 2031-01-01, war: -0.4}]",
        ),
    )
    model = compile_model(scenario.scenario, scenario.catalogue)
    entries = [e for e in next(iter(runs(model, 1, seed=11))).entries if e.kind == "offer"]
    assert [entry.numbers.get("moved") for entry in entries] == [None, ["the war"]]
    assert 365.0 <= entries[1].day <= 367.0


@pytest.mark.parametrize(("again", "hazard", "rate"), [(0.7, 0.1, 0.08), (2.0, 0.3, 0.2)])
def test_what_was_imposed_after_the_start_is_a_chip_that_can_be_made_again(
    again: float, hazard: float, rate: float
) -> None:
    begun = first_day(
        "pie",
        WISHES,
        f"agents.executive.first_steps.imposed_again={again}",
        f"agents.target.discount={rate}",
        "agents.target.jv=1",
        "agents.executive.discount=0.25",
        "agents.executive.leverage_lasts=true",
        f"catalogue.instruments.ended.hazard={hazard}",
    )
    run = begun.run
    table = run.tables[0]
    values = Offers(run, table)
    plain = values.bundles()
    new = addition(run.model, "designation_1", "US", "stake", 2.0, 0.0)
    run.register.add(new, run.model.bit["ORDER"], 0.0)
    bundles = values.bundles()
    assert len(bundles.lp) == len(plain.lp) + 1
    late = len(bundles.lp) - 1
    assert bundles.worth[late] / 2.0 == pytest.approx(
        expected_worth(rate, hazard + again, 4.0), rel=1e-5
    )
    assert bundles.worth[0] / bundles.lp[0] == pytest.approx(
        expected_worth(rate, hazard, 4.0), rel=1e-5
    )
    years = table.years_left(0.0)
    assert bundles.lasting[late] / 2.0 == pytest.approx(
        expected_worth(0.25, hazard + again, years), rel=1e-5
    )


def test_maximalism_is_charged_once_for_a_course_of_talks_and_not_on_a_gift() -> None:
    begun = first_day("pie", WISHES, "agents.target.m0=5", "agents.executive.aspiration=0")
    run = begun.run
    table = run.tables[0]
    values = Offers(run, table)
    package = values.frontier().best_for_target(40.0)
    assert package is not None
    assert package.concessions
    assert package.other == pytest.approx(package.lp - 5.0)
    table.charged = table.closure
    run.stamp += 1
    package = values.frontier().best_for_target(40.0)
    assert package is not None
    assert package.other == pytest.approx(package.lp)
    close_channel(run, table, 10.0, -1, "refusal")
    open_channel(run, table, -1)
    package = values.frontier().best_for_target(40.0)
    assert package is not None
    assert package.other == pytest.approx(package.lp - 5.0)
    gift = values.demands().best_for_sender(3.0)
    assert gift is not None
    names = run.model.concession_names
    given = values.package(package.tranches, [names[c] for c in package.concessions])
    assert given.other == pytest.approx(package.other)
    assert values.package(package.tranches, []).other == pytest.approx(package.lp)


def test_dear_wishes_count_more_and_all_of_them_as_before() -> None:
    """Banks 3, goods 1, of 20 and 30 points: the total stays what it is."""
    both = (
        WISHES,
        "catalogue.classes.stake.wish=1",
        "catalogue.classes.dear={name: Dear, phi: 1, horizon: 4, gain: 0, overcompliance: 0, "
        "wish: 3}",
        "catalogue.measures.PIE_1.class=dear",
    )
    begun = first_day("pie", *both)
    values = Offers(begun.run, begun.run.tables[0])
    bundles = values.bundles()
    unit = sorted({round(w / lp, 9) for w, lp in zip(bundles.worth, bundles.lp, strict=True)})
    assert unit == pytest.approx([1.0 / 1.4, 3.0 / 1.4])
    total = sum(w * n for w, n in zip(bundles.worth, bundles.count, strict=True))
    assert total == pytest.approx(100.0)
    values = Offers(
        (flat := first_day("pie", *both, "agents.target.wishes.strength=0")).run, flat.run.tables[0]
    )
    assert {
        round(w / lp, 9) for w, lp in zip(values.bundles().worth, values.bundles().lp, strict=True)
    } == {1.0}


@pytest.mark.parametrize(("permanent", "gain"), [(False, 0.06), (True, 0.0)])
def test_a_first_step_that_is_seen_and_can_be_undone_is_to_the_senders_taste(
    permanent: bool, gain: float
) -> None:
    begun = first_day(
        "pie",
        WISHES,
        "catalogue.classes.stake.visible=0.6",
        "agents.executive.first_steps.taste=0.1",
        "talks.mode=baby_steps",
        f"talks.baby_instruments=[{'ended' if permanent else 'paused'}]",
        "catalogue.instruments.paused={name: Paused, hazard: 0, permanent: false}",
        "catalogue.procedures.pause={name: Pause, actor: executive, form: immediate, "
        "instrument: paused}",
        "catalogue.authorities.ORDER.suspend=[pause]",
    )
    run = begun.run
    bundles = Offers(run, run.tables[0]).bundles()
    assert bundles.gain[0] / bundles.lp[0] == pytest.approx(gain)


@pytest.mark.parametrize("measure", ["US_CBW_SKRIPAL", "US_MAGNITSKY_LIST", "US_SOVDEBT"])
def test_what_a_law_ties_to_conditions_is_not_to_be_had_for_something_else(measure: str) -> None:
    def on_menu(*overrides: str) -> bool:
        run = Run(compiled("russia_2025", *overrides), Chance(0, 0, 1), 0)
        values = Offers(run, run.tables[0])
        bundles = values.bundles()
        total = sum(bundles.count)
        measures = {run.register.measures[values.tranche(place)] for place in range(total)}
        return measure in measures

    everything = "talks.mode=all_at_once"
    assert not on_menu(everything)
    assert on_menu(everything, "rules.wishes=false")
    assert on_menu(
        everything,
        "amendments.conditions.cbw_national_security.traded=true",
        "amendments.conditions.magnitsky_security.traded=true",
    )


@pytest.mark.parametrize(("wish", "asked"), [(True, 1), (True, 0), (False, 1)])
def test_the_target_holds_out_for_no_more_than_it_would_demand(wish: bool, asked: int) -> None:
    """The sender wants 60 of 100, so that the fair demand is 40: who wants 45 takes 40."""
    run = first_day("pie", *STUBBORN, *fair(0.5), f"rules.wishes={str(wish).lower()}").run
    table = run.tables[0]
    table.target.proposals = asked
    values = Offers(run, table)
    wanted = table.target.aspiration(0.0)
    assert wanted == pytest.approx(45.0)
    demand = fair_demand(values)
    assert demand is not None
    assert demand.other == pytest.approx(40.0)
    # Before it has demanded everything once its next demand is that; without R24 it is any.
    assert holds_out_for(values) == pytest.approx(40.0 if wish and asked else wanted)
