"""A history told to a scenario: measures imposed on their dates, authorities that end, shocks."""

import datetime as dt

import pytest

from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.errors import InputError
from sim.outcomes.columns import columns
from sim.outcomes.decades import decades
from sim.outcomes.row import outcome_row
from sim.scenario.loading import load_scenario
from tests.batches import small_batch
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import SCENARIOS, happened

WORLD = """
title: A history
start: 2000-01-01
end: 2016-12-31
catalogue:
  extends: common
  title: Sanctions on Nowhere
  target: {name: Nowhere, government: the Target}
  senders:
    US: {name: United States, role: executive}
    PACT: {name: the Pact, role: council}
  procedures:
    vote: {name: Vote, actor: council, form: unanimity, instrument: delisting, silence: lapses}
    annual: {name: Annual waiver, actor: executive, form: review, instrument: annual,
             review_days: 60, renewals_reviewed: true, silence: goes_ahead}
  instruments:
    annual: {name: Annual waiver, hazard: 0.25, dated_days: [365]}
  emergencies:
    OLD: {name: the old emergency, declared: 1999-05-01, anniversary: "05-01"}
    NEW: {name: the new emergency, declared: 2004-03-10, anniversary: "03-10"}
  acts:
    ACT: {name: the act, adopted: 2005-06-01, expiries: ["06-01", "12-01"]}
  authorities:
    ORDER: {name: the old order, sender: US, emergency: OLD, suspend: [licence], end: [delist]}
    LATER: {name: the new order, sender: US, emergency: NEW, suspend: [licence], end: [delist]}
    TRADE_ACT: {name: the Trade Act, sender: US, statute: true, suspend: [annual], end: [repeal]}
    ACT: {name: the act, sender: PACT, act: ACT, end: [vote]}
  measures:
    TRADE: {name: Trade, sender: US, class: trade, weight_lp: 30, tranches: 3,
            layers: [{authority: TRADE_ACT, since: 1990-01-01}]}
    BANKS: {name: Banks, sender: US, class: bank, weight_lp: 10, tranches: 2,
            layers: [{authority: ORDER, since: 1999-05-01}]}
    OIL: {name: Oil, sender: US, class: oil, weight_lp: 8, tranches: 4,
          layers: [{authority: LATER, since: 2004-03-10},
                   {authority: TRADE_ACT, since: 2010-01-01}]}
    PORTS: {name: Ports, sender: PACT, class: trade, weight_lp: 12, tranches: 2,
            layers: [{authority: ACT, since: 2005-06-01}]}
  concessions:
    thaw: {name: a thaw, kind: standing, cost: 1, value: 20, violation_rate: 0}
  members:
    A: {name: A, population: 1, theta: 2}
talks: {mode: hold, round_days: 60}
agents:
  executive: {designation_stalled: 0, designation_talking: 0, grit_rate: 0}
  council: {package_rate: 0}
world:
  next_term: 2001
  oil: {shock_rate: 0}
  shocks: {offensive_rate: 0}
interventions:
  - {id: seizure, on: 2004-03-10, impose: [OIL], war: 0.25, close_days: 100,
     note: Wells are seized.}
  - {id: allies, on: 2005-06-01, impose: [PORTS]}
  - {id: amnesty, on: 2008-01-01, end: [ORDER], war: -1}
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "history.yaml"
    path.write_text(WORLD)
    return path


def model(world, *overrides):
    loaded = load_scenario(world, list(overrides))
    return compile_model(loaded.scenario, loaded.catalogue)


SURE = (
    "rules.windows=false",
    "agents.executive.b0=20",
    "agents.council.settled=1",
    "agents.congress.repeal=0",
)


NO_LAWS = "rules.legislation=false"
"""Nothing is added but what the history tells."""


def test_what_is_imposed_comes_on_its_day_and_rests_on_its_layers(world):
    record = simulate(model(world, *SURE, NO_LAWS))
    (oil, ports) = happened(record, "imposed")
    assert (oil.subject, ports.subject) == ("OIL", "PORTS")
    assert record.model.calendar.date(oil.day) == dt.date(2004, 3, 10)
    assert oil.numbers["lp"] == pytest.approx(20.0)  # 40 in force at the start make up 100 LP
    assert oil.numbers["held_by"] == ["the new order"]
    (layer,) = happened(record, "layer")
    assert (layer.subject, layer.numbers["authority"]) == ("OIL", "TRADE_ACT")
    row = outcome_row(record)
    assert row["added_US"] == pytest.approx(20.0)
    assert row["added_PACT"] == pytest.approx(30.0)
    assert broken(record) == []


def test_the_whole_catalogue_may_be_the_hundred(world):
    record = simulate(model(world, *SURE, NO_LAWS, "values.scale=catalogue"))
    assert outcome_row(record)["added_US"] == pytest.approx(100 * 8 / 60)
    assert record.model.leverage_at_start == pytest.approx(100 * 40 / 60)


def test_emergencies_and_acts_are_renewed_only_once_they_are_there(world):
    record = simulate(model(world, *SURE))
    first = {}
    for entry in happened(record, "continued", "act_renewed"):
        first.setdefault(entry.subject, record.model.calendar.date(entry.day).year)
    assert first == {"OLD": 2000, "NEW": 2005, "ACT": 2005}


def test_an_authority_may_be_ended_from_outside(world):
    record = simulate(model(world, *SURE))
    (ended,) = happened(record, "ended")
    assert (ended.subject, record.model.calendar.date(ended.day)) == ("BANKS", dt.date(2008, 1, 1))
    assert record.model.named(record.model.begun) == [
        "ORDER",
        "TRADE_ACT",
        "NEW_STATUTE",
        "NEW_STATUTE_WITH_WAIVER",
    ]


def test_a_shock_moves_the_war_and_closes_the_channel(world):
    record = simulate(model(world, *SURE, "world.war.step_sd=0", "world.war.reversion=0"))
    war = [(p.day, p.value) for p in record.points if p.series == "war"]
    at = record.model.calendar.day
    before = [value for day, value in war if day < at(dt.date(2004, 3, 10))]
    between = [
        value for day, value in war if at(dt.date(2004, 3, 11)) < day < at(dt.date(2008, 1, 1))
    ]
    assert set(before) == {0.7}
    assert set(between) == {0.95}
    assert war[-1][1] == 0.0
    (closed,) = happened(record, "breakdown")
    assert (closed.subject, closed.numbers["days"]) == ("intervention", 100)


def test_what_would_rest_on_what_has_lapsed_is_not_imposed(world):
    lapsed = "decisions.emergencies={NEW: {'2005': lapse}}"
    late = "interventions.seizure.on=2006-01-01"
    record = simulate(model(world, *SURE, lapsed, late))
    assert [e.subject for e in happened(record, "imposed")] == ["PORTS"]


TALKING = (
    *SURE,
    "talks.mode=baby_steps",
    "talks.max_lp=30",
    "talks.baby_instruments=[annual]",
    "agents.executive.licence_rollover=1",
    "compliance.false_alarm=0",
    "agents.target.insist=0",
    "talks.temperature=0",
    "agents.target.jv=0",
    "agents.target.m0=0",
    "agents.target.aspiration=0",
    "agents.executive.aspiration=0",
    "agents.congress.filing_base=-20",
    "agents.congress.filing_slope=0",
)


def test_each_renewal_of_an_annual_waiver_is_reviewed(world):
    tame = ("agents.congress.filing_base=20", "agents.congress.hawkishness=-10")
    record = simulate(model(world, *TALKING, *tame))
    renewed = happened(record, "licence_renewed")
    assert len(renewed) > 5
    reported = {entry.cause for entry in happened(record, "report")}
    assert all(entry.id in reported for entry in renewed)
    filed = {entry.cause for entry in happened(record, "disapproval")}
    assert len(filed) > len(renewed)  # one for each renewal, and those when it was given
    given = [entry.day for entry in happened(record, "eased")]
    for entry in renewed:  # every year, however long the reviews take
        assert min((entry.day - day) % 365 for day in given) == pytest.approx(0.0)


def test_a_disapproval_enacted_ends_the_waiver(world):
    given = simulate(model(world, *TALKING))
    anger = "{agents.congress.filing_base: 20, agents.congress.hawkishness: 10}"
    later = f"interventions=[{{id: anger, on: {_soon_after(given)}, set: {anger}}}]"
    record = simulate(model(world, *TALKING, later))
    lapses = happened(record, "licence_lapse")
    assert "disapproval" in {entry.numbers["why"] for entry in lapses}
    assert outcome_row(record)["licences_lapsed_disapproval"] >= 1
    assert broken(record) == []


def _soon_after(record):
    first = happened(record, "eased")[0]
    return record.model.calendar.date(first.day + 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{id: x, on: 2004-01-01}", "an intervention does something"),
        ("{id: x, on: 2004-01-01, impose: [OIl]}", "did you mean OIL (Oil)?"),
        ("{id: x, on: 2004-01-01, impose: [TRADE]}", "in force at the start already"),
        ("{id: x, on: 2004-01-01, impose: [OIL, OIL]}", "imposed twice"),
        ("{id: x, on: 2003-01-01, impose: [OIL]}", "no layer holds OIL on 2003-01-01"),
        ("{id: x, on: 2004-01-01, end: [ORDRE]}", "did you mean 'ORDER'"),
        ("{id: x, on: 2004-01-01, war: 2}", "-1 to 1"),
    ],
)
def test_wrong_interventions_are_refused(world, text, said):
    with pytest.raises(InputError) as refused:
        load_scenario(world, [f"interventions=[{text}]"])
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("observed", "{id: a, date: 1999-01-01, what: Early}", "outside the scenario"),
        ("observed", "{id: a, date: 2004-01-01, what: X, outcome: legal_end}", "go together"),
        ("observed", "{id: a, date: 2004-01-01, what: X, by: 2005-01-01}", "about an `event`"),
        (
            "observed",
            "{id: a, date: 2004-01-01, what: X, event: {kind: eased}, by: 2003-01-01}",
            "which that leaves out",
        ),
        ("observed", "{id: a, date: 2004-01-01, what: X, event: {kind: esaed}}", "'eased'"),
        ("observed", "{id: a, date: 2004-01-01, what: X, eased: {TRDE: 1}}", "'TRADE'"),
        (
            "questions",
            "{id: a, text: X, event: {kind: deal}, by: 2004-01-01, answer: 2003-01-01}",
            "yes or no",
        ),
        ("questions", "{id: a, text: X, event: {kind: deal}, answer: true}", "with a date"),
        (
            "questions",
            "{id: a, text: X, event: {kind: deal}, after: 2004-01-01, by: 2003-01-01}",
            "the answer can only be no",
        ),
        (
            "questions",
            "{id: a, text: X, event: {kind: law}, after: 2004-01-01, answer: 2003-05-01}",
            "before `after`",
        ),
        (
            "questions",
            "{id: a, text: X, event: {kind: continued, subject: NEWS}}",
            "unknown emergency; found 'NEWS'",
        ),
        (
            "questions",
            "{id: a, text: X, event: {kind: eased, subject: 'NEW,designation_1'}}",
            "unknown measure",
        ),
        ("questions", "{id: a, text: X, event: {kind: offer, agent: executive}}", "unknown agent"),
    ],
)
def test_a_wrong_record_is_refused(world, field, text, said):
    with pytest.raises(InputError) as refused:
        load_scenario(world, [f"{field}=[{text}]"])
    assert said in str(refused.value)


def test_a_batch_tells_whether_runs_have_what_was_observed(world):
    seen = (
        "{id: a, date: 2005-03-01, what: X, event: {kind: continued, subject: NEW}, by: 2005-03-10}"
    )
    batch = small_batch("history", 3, 0, f"observed=[{seen}]", *SURE, at=world)
    assert batch.outcomes["observed_a"].to_list() == [True] * 3
    days = batch.outcomes["observed_a_days"].to_list()
    at = batch.model.calendar.day
    assert all(at(dt.date(2004, 12, 10)) <= day <= at(dt.date(2005, 3, 10)) for day in days)


def test_long_scenarios_tell_motives_by_decade(world):
    record = simulate(model(world, *TALKING))
    row = outcome_row(record)
    names = [name for name, _ in decades(record.model.calendar)]
    assert names == ["2000s", "2010s"]
    for decade in names:
        shares = [row[f"motive_{m}_{decade}"] for m in ("economic", "wedge", "socialisation")]
        assert shares == [None] * 3 or sum(shares) == pytest.approx(1.0)
    assert any(row[f"motive_wedge_{decade}"] is not None for decade in names)
    short = load_scenario(SCENARIOS / "hold.yaml")
    plain = columns(compile_model(short.scenario, short.catalogue))
    assert not [column.name for column in plain if column.name.endswith("0s")]


def test_deadlines_must_fit_the_calendar(world):
    with pytest.raises(InputError, match=r"end: found '9999-12-31'; .*to 9800-12-31"):
        load_scenario(world, ["start=9950-01-01", "end=9999-12-31"])


def test_seats_of_a_long_history_come_back_to_an_even_split(world):
    still = ("agents.congress.house_swing=[0, 0]", "agents.congress.seats_revert=0.5")
    record = simulate(model(world, *SURE, *still, "world.next_term=2017"))
    seats = [e.numbers["seats"] for e in happened(record, "election") if e.subject == "house"]
    start = record.model.chambers["house"].presidents_party
    assert seats[0] == round(start + 0.5 * (217.5 - start))
    assert seats[-1] in (217, 218)


def test_an_act_that_holds_nothing_any_more_is_not_renewed(world):
    ends = "interventions.amnesty.end=[ACT]"
    record = simulate(model(world, *SURE, ends))
    over = record.model.calendar.day(dt.date(2008, 1, 1))
    renewed = [e.day for e in happened(record, "act_renewed", "hold_out")]
    assert renewed
    assert max(renewed) < over


def test_without_chambers_nobody_is_elected(world):
    bare = model(world, *SURE)
    # A catalogue that has none cannot have procedures of Congress either.
    bare.pairs[0].chambers.clear()
    record = simulate(bare)
    assert not happened(record, "election", "bill", "vote")


def test_an_empty_road_map_is_not_proposed(world):
    nothing = "talks.stages=[{concessions: [thaw], lp: 10}]"
    unthreatened = "rules.threats=false"  # under a threat it gives the thaw for nothing
    plan = ("talks.mode=road_map", nothing, "agents.target.insist=0", unthreatened)
    assert happened(simulate(model(world, *SURE, *plan)), "road_map", "offer", "demand")
    gone = "interventions.seizure.end=[TRADE_ACT, ORDER]"
    record = simulate(model(world, *SURE, *plan, gone, "interventions.seizure.impose=[]"))
    over = record.model.calendar.day(dt.date(2004, 3, 10))
    assert not [e for e in happened(record, "offer", "demand", "road_map") if e.day > over]
