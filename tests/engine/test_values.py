"""The prices of the engine against the rules they stand for."""

from __future__ import annotations

import numpy as np
import pytest

from sim.bargaining import overcompliance
from sim.bargaining.combinations import ranking
from sim.bargaining.discounting import durability
from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.state.additions import addition
from sim.engine.state.relief import Relief
from sim.engine.state.state import Run
from sim.engine.valuation.concessions import concession_sets
from sim.engine.valuation.offers import Offers
from sim.engine.valuation.ratification import block_risk
from sim.scenario.loading import load_scenario
from sim.theory.arrival import adapted
from tests.menus import placed
from tests.oracles.leverage import leverage_cost

SCENARIO = "scenarios/russia_2025.yaml"


def start(*overrides: str, day: float = 0.0) -> tuple[Run, Offers]:
    """A run on a day of a scenario, before anything has happened."""
    alone = (
        "rules.signals=false",
        "rules.war=false",
        *overrides,
    )  # these price by rules of their own
    loaded = load_scenario(SCENARIO, alone)
    run = Run(compile_model(loaded.scenario, loaded.catalogue), Chance(0, 0, 1), 0)
    run.tables[0].term_ends = 1409.0
    values = Offers(run, run.tables[0])
    if day:
        run.clock.let_pass(day, Order.LAW)
    return run, values


def faith(run: Run) -> float:
    """What promised relief counts for whoever believes in a sender that keeps bargains (R31)."""
    p = run.tables[0].target.p
    return 1.0 - p.promise_doubt * (1.0 - p.prior_dealer) if run.rules.signals else 1.0


def expected_o(run: Run, class_: str, level: float, target: float) -> float:
    entry = run.model.classes[class_]
    tau = run.model.scenario.values.reluctance.tau_months / 12.0
    return entry.overcompliance * overcompliance.mean_over(level, target, tau, entry.horizon)


@pytest.mark.parametrize("signals", ["true", "false"])
@pytest.mark.parametrize("day", [0.0, 500.0])
def test_worth_and_gain_of_every_bundle(day, signals):
    run, values = start(f"rules.signals={signals}", day=day)
    bundles = values.bundles()
    p, model = run.tables[0].sender.p, run.model
    assert len(placed(bundles)) > 50
    # Nothing has changed since the start, so that overcompliance rests at its target, but where
    # the catalogue says where it stood: there it does not count.
    targets = {change.class_: change.target for change in values.overcompliance.path}
    for place, b in enumerate(placed(bundles)):
        tranche = run.register.tranches[values.tranche(place)]
        entry = model.classes[tranche.class_]
        way = values.way(place)
        speed = model.scenario.values.adaptation
        left = tranche.lp * adapted(entry.phi, speed, run.now / YEAR)
        o = targets[tranche.class_]
        arrives = 1.0 - expected_o(run, tranche.class_, o, o)
        trust = durability(
            run.tables[0].target.p.discount,
            run.model.hazards[way.route.instrument] * run.tables[0].target.memory(),
            entry.horizon,
        )
        delivered = 1.0 - block_risk(run, run.tables[0]) if way.review is not None else 1.0
        worth = left * arrives * trust * delivered * faith(run)
        if entry.persons:
            worth *= (
                run.tables[0].target.listing(tranche.benefit, trust, 1.0 - tranche.loyalty, 0)
                / trust
            )
        class_ = model.table.index[tranche.class_]
        assert bundles.worth[b] == pytest.approx(worth * model.table.wish[class_])
        gain = p.w_econ * entry.gain * left * arrives
        if not run.rules.signals:  # else the wedge is paid once for a package
            gain += p.w_wedge * p.rivalry * 100.0 * tranche.lp / model.leverage_at_start
        if entry.socialising:
            gain += p.w_soc * p.socialisation * 100.0 * tranche.lp / model.leverage_at_start
        if not model.instruments[way.route.instrument].permanent:
            gain += p.first_steps.taste * entry.visible * tranche.lp
        assert bundles.gain[b] == pytest.approx(gain)
        lasts = durability(
            p.discount, run.model.hazards[way.route.instrument], run.tables[0].years_left(run.now)
        )
        assert bundles.lasting[b] == pytest.approx(tranche.lp * lasts)
        assert bundles.coded[b] == float(way.review is not None)


def test_dear_oil_makes_relief_on_oil_worth_more_to_the_executive():
    run, values = start()
    before = list(values.bundles().gain)
    run.oil = 1.2 * run.tables[0].sender.p.oil_threshold
    run.stamp += 1
    after = values.bundles().gain
    for place, b in enumerate(placed(values.bundles())):
        tranche = run.register.tranches[values.tranche(place)]
        extra = 30.0 * 0.2 * tranche.lp / 10.0 if run.model.classes[tranche.class_].oil else 0.0
        assert after[b] - before[b] == pytest.approx(extra)


@pytest.mark.parametrize("signals", ["true", "false"])
def test_concessions_are_priced_as_by_the_agents(signals):
    run, values = start(f"rules.signals={signals}", "rules.war=false")
    values.bundles()
    sets = concession_sets(run, run.tables[0], values._terms.audience)
    names = list(run.model.concessions)
    assert sets.members[0] == ()
    assert len(sets.members) > 20
    p = run.tables[0].sender.p
    wedge = p.w_wedge * p.rivalry * 100.0 * p.signals.step if signals == "true" else 0.0
    for i, chosen in enumerate(sets.members):
        entries = [run.model.concessions[names[c]] for c in chosen]
        value = sum(
            run.tables[0].sender.worth(e, run.war, 0.5, run.tables[0].years_left(run.now))
            for e in entries
        )
        cost = sum(run.tables[0].target.cost(e, run.war) for e in entries)
        assert sets.value[i] == pytest.approx(value + wedge)
        assert sets.cost[i] == pytest.approx(cost)


@pytest.mark.parametrize("override", ["talks.mode=baby_steps", "agents.executive.w_econ=10"])
def test_the_order_of_relief_is_the_ranking(override):
    _, values = start(override)
    bundles, terms = values.bundles(), values._terms
    cost = [
        max(terms.marginal() * bundles.lasting[b] + terms.audience * bundles.lp[b] - gain, 1e-9)
        for b, gain in enumerate(bundles.gain)
    ]
    found = [bundles.worth[b] / cost[b] for b in values._ranked()]
    plain = [bundles.worth[b] / cost[b] for b in ranking(bundles, terms)]
    assert found == pytest.approx(plain)
    assert sorted(values._ranked()) == sorted(ranking(bundles, terms))


def test_overcompliance_targets_are_those_of_the_rule():
    run, values = start()
    register, model = run.register, run.model
    ease(run, 0, "licence")
    values.overcompliance.refresh()
    found = values.overcompliance._aim
    p = model.scenario.values.reluctance
    for c, class_ in enumerate(model.table.names):
        allied = [t for t in register.tranches if t.sender != "US"]
        there = [t.lp for t in allied if t.class_ == class_ or model.classes[t.class_].every_class]
        eased = register.tranches[0].class_ == class_
        hazard = model.instruments["licence"].hazard if eased else model.table.feared
        expected = overcompliance.target(
            p.o_min, p.w_ally, 1.0 if there else 0.0, p.w_snap, hazard, p.w_sec, True
        )
        assert found[c] == pytest.approx(expected)


def ease(run: Run, i: int, instrument: str) -> None:
    entry = run.model.instruments[instrument]
    relief = Relief(instrument, entry.hazard, entry.permanent, run.now, "bargain", 0, 0)
    run.register.ease(i, relief)


def test_the_cost_of_leverage_is_that_of_the_rule():
    run, values = start()
    values.bundles()
    terms = values._terms
    for lp in (0.5, 3.0, 20.0):
        cost = terms.cost(lp, lp, 0.0)
        plain = run.tables[0].sender.p.w_lev * leverage_cost(
            terms.remaining, lp, terms.initial, run.tables[0].sender.p.leverage_power
        )
        filed = run.tables[0].ratifier.filing_probability(lp / terms.initial)
        assert cost == pytest.approx(plain + terms.fight_bill * filed)


def test_a_sender_without_a_legislature_fears_no_bill():
    run, _ = start("agents.senders.UK={talks: {open: true}}")
    first, london = (table for table in run.tables if table.name in ("", "UK"))
    assert first.ratifier.benches
    assert not london.ratifier.benches
    for table, feared in ((first, True), (london, False)):
        terms = Offers(run, table)
        terms.bundles()
        assert (terms._terms.fight_bill > 0.0) == feared
    assert london.sender.fight_bill == 5.0


def test_raising_the_hazard_of_licences_never_raises_what_a_package_is_worth():
    worths = []
    for hazard in (0.05, 0.33, 1.0):
        override = f"amendments.instruments={{licence: {{hazard: {hazard}}}}}"
        _, values = start(override, "talks.baby_instruments=[licence]")
        bundles = values.bundles()
        worths.append({values.tranche(i): bundles.worth[b] for i, b in enumerate(placed(bundles))})
    # A route that mixes instruments counts as the weakest: with another hazard it may be another.
    common = worths[0].keys() & worths[1].keys() & worths[2].keys()
    assert len(common) > 20
    for i in common:
        assert worths[0][i] >= worths[1][i] >= worths[2][i]


def test_a_licence_is_worth_a_termination_to_who_forgets():
    run, _ = start("agents.target.jv=0")
    assert run.tables[0].target.trust_in(5.0, run.tables[0].target.memory(), 8.0) == 1.0


def test_more_weight_on_leverage_never_eases_more():
    offers = []
    for w_lev in (0.05, 0.25, 0.6, 1.5):
        _, values = start(f"agents.executive.w_lev={w_lev}")
        package = values.frontier().best_for_target(1.0)
        offers.append(package.other if package is not None and package.own >= 1.0 else -np.inf)
    assert offers == sorted(offers, reverse=True)
    assert offers[0] > offers[-1]


def test_without_badge_and_risk_persons_are_ordered_by_benefit():
    run, values = start("agents.target.badge=0", "agents.target.first_risk=0")
    bundles = values.bundles()
    elites = [
        b
        for b in range(len(placed(bundles)))
        if run.register.tranches[values.tranche(b)].measure == "US_ELITES_14024"
    ]
    benefit = [run.register.tranches[values.tranche(b)].benefit for b in elites]
    by_worth = sorted(elites, key=lambda b: -bundles.worth[bundles.of(b)])
    assert [benefit[elites.index(b)] for b in by_worth] == sorted(benefit, reverse=True)


def test_with_them_the_most_loyal_come_first():
    run, values = start()
    bundles = values.bundles()
    elites = [
        b
        for b in range(len(placed(bundles)))
        if run.register.tranches[values.tranche(b)].measure == "US_ELITES_14024"
    ]
    first = max(elites, key=lambda b: bundles.worth[bundles.of(b)])
    loyalty = [run.register.tranches[values.tranche(b)].loyalty for b in elites]
    assert run.register.tranches[values.tranche(first)].loyalty >= sorted(loyalty)[-3]


STATIONARY = (
    "values.adaptation=0",
    "agents.executive.leverage_lasts=false",
    "talks.baby_instruments=[licence]",
)


def test_nothing_is_searched_anew_where_no_price_has_moved():
    run, values = start(*STATIONARY)
    run.live = dict.fromkeys(run.model.concessions)  # no concession whose worth fades with a term
    before = values.frontier()
    package = before.best_for_target(-5.0)
    assert package is not None
    described = values.described(package)
    run.clock.let_pass(30.0, Order.LAW)
    run.stamp += 1
    assert values.frontier() is before
    assert before.best_for_target(-5.0).own == package.own
    assert values.described(package) == described


@pytest.mark.parametrize(
    "change",
    [
        lambda run: setattr(run, "war", run.war - 0.3),
        lambda run: setattr(run, "crisis", 1),
        lambda run: setattr(run.tables[0], "constraint_believed", True),
        lambda run: setattr(
            run.tables[0], "talks", run.tables[0].talks.model_copy(update={"max_tranches": 2})
        ),
        lambda run: setattr(
            run.tables[0].target,
            "p",
            run.tables[0].target.p.model_copy(update={"badge": 3.0, "jv": 0.5}),
        ),
        lambda run: run.live.clear(),
    ],
)
def test_whatever_moves_a_price_is_seen(change):
    run, values = start(*STATIONARY)
    run.live = dict.fromkeys(run.model.concessions)
    before = values.frontier()
    change(run)
    run.stamp += 1
    after = values.frontier()
    assert after is not before
    fresh = Offers(run, run.tables[0])
    assert fresh.bundles().worth == values.bundles().worth
    assert fresh.bundles().gain == values.bundles().gain
    assert fresh.most() == values.most()
    assert fresh.within_limits() == values.within_limits()
    one, other = after.best_for_target(0.0), fresh.frontier().best_for_target(0.0)
    assert one == other


def test_persons_designated_on_the_way_are_priced_as_those_of_the_first_day():
    run, values = start()
    model, register = run.model, run.register
    listed = [register.tranches[i] for i in model.pairs[0].own_persons]
    assert listed
    class_ = listed[0].class_
    new = addition(model, "designation_1", model.executive, class_, 2.0, 0.0)
    assert new.persons
    weight = sum(t.lp for t in listed)
    assert new.loyalty == pytest.approx(sum(t.lp * t.loyalty for t in listed) / weight)
    i = register.add(new, model.bit[model.designation["US"]], 0.0)
    bundles = values.bundles()
    (place,) = [k for k in range(len(placed(bundles))) if values.tranche(k) == i]
    b = placed(bundles)[place]
    entry, way = model.classes[class_], values.way(place)
    targets = {change.class_: change.target for change in values.overcompliance.path}
    o = targets[class_]
    trust = durability(
        run.tables[0].target.p.discount,
        run.model.hazards[way.route.instrument] * run.tables[0].target.memory(),
        entry.horizon,
    )
    arrives = 1.0 - expected_o(run, class_, o, o)
    worth = new.lp * arrives * run.tables[0].target.listing(1.0, trust, 1.0 - new.loyalty, 0)
    worth *= model.table.wish[model.table.index[class_]] * faith(run)
    again = run.tables[0].sender.p.first_steps.imposed_again
    foreseen = durability(
        run.tables[0].target.p.discount,
        run.model.hazards[way.route.instrument] * run.tables[0].target.memory() + again,
        entry.horizon,
    )
    worth *= foreseen / trust  # that it can be imposed again
    assert way.review is None
    assert bundles.worth[b] == pytest.approx(worth)
    assert worth < 0.95 * new.lp * arrives * trust  # it is suspicious to be let off
    other = addition(model, "designation_2", model.executive, "bank", 2.0, 0.0)
    assert not other.persons
    assert other.loyalty == 1.0
    # Once others have been let off, it is worth more: the risk of the first is gone.
    ease(run, model.pairs[0].own_persons[0], "delisting")
    run.stamp += 1
    later = values.bundles()
    (again,) = [k for k in range(len(placed(later))) if values.tranche(k) == i]
    assert later.worth[placed(later)[again]] > bundles.worth[b]
