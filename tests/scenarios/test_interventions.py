"""What a scenario changes on the way takes effect from then on, and extreme settings run."""

import datetime as dt
from operator import attrgetter

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.processes.interventions import apply
from sim.engine.replication import begin
from sim.errors import InputError
from sim.scenario.events import Intervention
from sim.scenario.loading import load_scenario
from sim.scenario.shipped import find
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import compiled, happened, runs

N = 6

WHAT = attrgetter("agent", "kind", "subject", "cause")


def changing(path, value, *overrides, name="russia_2025", on="2026-06-01"):
    """Runs of a scenario in which one parameter changes on a date."""
    change = f"interventions=[{{id: change, on: {on}, set: {{{path}: {value}}}}}]"
    records = runs(compiled(name, *overrides, change), N)
    assert all(len(happened(record, "intervention")) == 1 for record in records)
    assert [text for record in records for text in broken(record)] == []
    return records


def after(records, *kinds, on=dt.date(2026, 6, 1)):
    return [
        entry
        for record in records
        for entry in happened(record, *kinds)
        if entry.day >= record.model.calendar.day(on)
    ]


def before(records, *kinds, on=dt.date(2026, 6, 1)):
    late = {id(entry) for entry in after(records, *kinds, on=on)}
    return [e for r in records for e in happened(r, *kinds) if id(e) not in late]


def test_until_it_comes_nothing_is_different():
    plain = runs(compiled("russia_2025"), N)
    changed = changing("agents.target.m0", 4)
    for a, b in zip(plain, changed, strict=True):
        day = a.model.calendar.day(dt.date(2026, 6, 1))
        one, other = ([e for e in r.entries if e.day < day] for r in (a, b))
        assert list(map(WHAT, one)) == list(map(WHAT, other))
        # Waits are pieced together where a rate may change: equal but for rounding.
        assert [e.day for e in one] == pytest.approx([e.day for e in other], abs=1e-9)


def test_a_rate_that_stays_at_zero_brings_nothing():
    quiet = ("world.oil.shock_rate=0", "world.shocks.crisis_rate=0", "agents.congress.bill_rate=0")
    records = changing("agents.target.m0", 4, *quiet)
    assert not after(records, "oil_shock", "crisis", "bill")
    assert not before(records, "oil_shock", "crisis", "bill")


def test_a_rate_raised_from_zero_brings_arrivals():
    records = changing("world.oil.shock_rate", 20, "world.oil.shock_rate=0")
    assert not before(records, "oil_shock")
    assert len(after(records, "oil_shock")) > 20 * 2 * N


def test_a_rate_changes_on_the_day_and_not_a_month_later():
    records = changing("world.oil.shock_rate", 50, "world.oil.shock_rate=0", on="2026-06-10")
    since = [
        happened(record, "oil_shock")[0].day - record.model.calendar.day(dt.date(2026, 6, 10))
        for record in records
    ]
    assert min(since) >= 0.0
    assert sum(since) / N < 20.0  # one a week


def test_a_rate_that_something_else_changes_is_none_the_worse():
    plain = runs(compiled("russia_2025"), N)
    changed = changing("agents.target.m0", 4, on="2028-12-01")
    for a, b in zip(plain, changed, strict=True):
        day = a.model.calendar.day(dt.date(2028, 12, 1))
        assert [e for e in a.entries if e.day < day] == [e for e in b.entries if e.day < day]


def test_governments_draw_their_positions_with_the_spread_of_the_day():
    often = ("world.shocks.government_rate=6", "world.shocks.theta_sd=0")
    records = changing("world.shocks.theta_sd", 0.5, *often)
    model = records[0].model
    start = {name: member.theta for name, member in model.members.items()}
    early, late = before(records, "government"), after(records, "government")
    assert early
    assert all(entry.numbers["theta"] == start[entry.subject] for entry in early)
    assert any(entry.numbers["theta"] != start[entry.subject] for entry in late)


def test_a_rate_of_a_follower_can_be_changed():
    records = changing("agents.followers.UK.own_rate", 20, "agents.followers.UK.own_rate=0")
    assert not before(records, "tightens")
    assert after(records, "tightens")


def test_a_change_when_something_happens_is_made_once():
    change = "interventions=[{id: change, when: {event: eased}, set: {talks.round_days: 20}}]"
    for record in runs(compiled("all_at_once", change), N):
        first = happened(record, "eased")[:1]
        made = happened(record, "intervention")
        assert [entry.cause for entry in made] == [entry.id for entry in first]


def test_who_proposes_changes_from_the_next_round_on():
    records = changing(
        "talks.executive_proposes",
        1,
        "talks.executive_proposes=0",
        "talks.rounds_fixed=true",
        "talks.breakdown=0",
        "talks.breakdown_violation=0",
        "talks.mode=all_at_once",
        "rules.tables=false",  # the council's table has talks of its own
    )
    assert before(records, "demand")
    assert not after(records, "demand")


def test_a_rate_raised_from_almost_zero_brings_arrivals():
    records = changing("world.oil.shock_rate", 20, "world.oil.shock_rate=0.001")
    assert len(after(records, "oil_shock")) > 20 * 2 * N


def test_a_partner_that_never_agreed_may_agree_from_that_day_on():
    rate = "agents.consenters.kyiv.partner.agreement_rate"
    records = changing(rate, 50, f"{rate}=0")
    assert not before(records, "partner_agreement")
    assert len(after(records, "partner_agreement")) == N


def test_threats_are_believed_from_the_prior_of_the_day_on():
    # A threat is believed by the share carried out, two imagined ones at the prior among them.
    credibility = "agents.executive.threats.credibility"
    change = f"interventions=[{{id: change, on: 2026-06-01, set: {{{credibility}: 1}}}}]"
    often = f"{credibility}=0.2", "agents.executive.threats.rate=6"
    records = runs(compiled("russia_2025", *often, change), N)
    for prior, threats in ((0.2, before(records, "threat")), (1.0, after(records, "threat"))):
        assert threats
        for entry in threats:
            kept, decided = entry.numbers["carried_out"], entry.numbers["decided"]
            believed = (2 * prior + kept) / (2 + decided)
            assert entry.numbers["credibility"] == pytest.approx(believed)


def test_how_far_a_further_sender_looks_ahead_can_be_changed():
    set_ = {"agents.senders.EU.horizon_years": 1.5}
    run = begin(compiled("russia_2025"), Chance(0, 0, 1), 0).run
    table = run.tables[1]
    assert table.years_left(0.0) == table.years_left(900.0) == 5.0
    apply(run, Intervention(id="short", on="2025-03-13", set=set_), -1)
    assert table.years_left(0.0) == table.years_left(900.0) == 1.5


def oil_at_the_end(record):
    prices = {p.day: p.value for p in record.points if p.series == "oil"}
    return prices[max(prices)]


def test_the_price_of_oil_at_rest_can_be_changed():
    still = ("world.oil.shock_rate=0", "rules.oil_levels=false")
    for record in changing("world.oil.price", 150, *still):
        assert oil_at_the_end(record) == 150


def test_a_price_at_rest_that_moves_goes_on_from_the_new_one():
    plain = runs(compiled("russia_2025", "world.oil.shock_rate=0"), N)
    changed = changing("world.oil.price", 150, "world.oil.shock_rate=0")
    before = plain[0].model.scenario.world.oil.price
    for a, b in zip(plain, changed, strict=True):
        assert oil_at_the_end(b) / oil_at_the_end(a) == pytest.approx(150 / before)


def test_whoever_stops_holding_orders_the_list_of_options_and_makes_offers():
    # The council's table has a mode of its own.
    records = changing("talks.mode", "baby_steps", "talks.mode=hold", "rules.tables=false")
    assert not before(records, "offer", "demand")
    assert after(records, "options_ordered")
    assert after(records, "offer")


def test_whoever_stops_taking_baby_steps_uses_other_instruments():
    def used(records):
        return {i for e in after(records, "offer") for i in e.numbers["instruments"]}

    wanted = used(runs(compiled("all_at_once"), N))
    assert "order_ended" in wanted
    assert "order_ended" in used(changing("talks.mode", "all_at_once"))


def test_an_entry_of_a_mapping_can_be_changed():
    assert changing("agents.congress.gate.opposed", 1)


def test_a_channel_that_is_closed_at_the_start_opens_some_day():
    records = runs(compiled("russia_2025", "talks.open=false"), N)
    assert [text for record in records for text in broken(record)] == []
    assert any(happened(record, "reopened") for record in records)


def test_a_patient_target_without_memory_runs():
    records = runs(compiled("russia_2025", "agents.target.jv=0", "agents.target.discount=0"), N)
    assert any(record.deals for record in records)
    assert all(deal.other == deal.other for record in records for deal in record.deals)


@pytest.mark.parametrize(
    "overrides",
    [
        ("talks.temperature=0", "talks.max_concessions=0"),
        ("agents.executive.discount=0", "agents.target.discount=0"),
        ("agents.executive.leverage_power=1", "values.adaptation=0"),
        ("values.reluctance.tau_months=0.5", "values.refresh_days=1000"),
        ("agents.executive.prior_dealer=0", "agents.target.prior_dealer=1"),
        ("world.war.start=0", "world.war.mean=0"),
        ("world.war.start=1", "compliance.false_alarm=20"),
        ("agents.council.settled=0", "agents.council.hold_out=1"),
        ("agents.executive.b0=-20",),
        ("agents.congress.repeal=1", "agents.congress.bill_rate=10"),
        ("talks.stages=[]", "agents.target.aspiration=0", "agents.executive.aspiration=0"),
        ("at_start.concessions=[ceasefire, partial_withdrawal]",),
        ("world.next_term=2026", "world.elections=false"),
    ],
)
def test_extreme_settings_run_soundly(overrides):
    for mode in ("baby_steps", "all_at_once", "road_map"):
        model = compiled("russia_2025", f"talks.mode={mode}", *overrides)
        for record in runs(model, 3):
            assert broken(record) == []


def test_they_may_be_added_to_those_of_the_base(tmp_path):
    base, file = load_scenario(find("iran_2013")), tmp_path / "later.yaml"
    item = "{id: NAME, on: 2015-06-01, set: {talks.mode: baby_steps}}"
    file.write_text(f"extends: iran_2013\ninterventions+:\n  - {item.replace('NAME', 'small')}\n")
    names = [one.id for one in base.scenario.interventions]
    assert names
    assert [one.id for one in load_scenario(file).scenario.interventions] == [*names, "small"]
    file.write_text(f"extends: iran_2013\ninterventions+:\n  - {item.replace('NAME', names[0])}\n")
    with pytest.raises(InputError) as error:
        load_scenario(file)
    (problem,) = error.value.problems
    assert (problem.file, problem.line) == (str(file), 3)
    assert names[0] in str(problem)
