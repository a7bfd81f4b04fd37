"""What the law wants before relief is given, and when authorities end by themselves, is obeyed."""

import datetime as dt

import pytest

from sim.engine.kernel.clock import Order
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import EVERY
from sim.engine.processes.deals import carry_out
from sim.engine.replication import simulate
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Run
from sim.errors import InputError
from sim.events.talks import DEAL
from sim.law.review import Review, ReviewError, Stage
from sim.story.telling import tell
from tests.events.declared import blank
from tests.scenarios.invariants import broken
from tests.scenarios.test_reviews import UNDISTURBED, carried_out, dates
from tests.scenarios.worlds import chunk, compiled, happened, load, runs

EASY = (
    "agents.council.theta_base=3",
    "agents.council.theta_war=0",
    "world.shocks.government_rate=0",
    "agents.council.package_rate=0",
)
"""A council all of whose members would ease at once."""


def eased(records, measure):
    return sum(any(e.subject == measure for e in happened(r, "eased")) for r in records)


@pytest.mark.parametrize(
    "scenario", ["eu_joins", "all_at_once", "road_map", "russia_2025", "russia_2026", "socialise"]
)
def test_nothing_is_eased_by_a_way_whose_conditions_are_not_fulfilled(scenario):
    model = compiled(scenario)
    procedures, conditions = model.catalogue.procedures, model.catalogue.conditions
    only_scenarios = {name for name, c in conditions.items() if c.met_by == "scenario"}
    closed = {name for name, p in procedures.items() if only_scenarios & set(p.conditions)}
    assert {"cbw_certify", "art122_qmv", "repo_certify"} <= closed
    of_authority = model.catalogue.authorities
    for record in chunk(scenario, 40):
        for event in happened(record, "eased"):
            for name in event.numbers.get("authorities", ()):
                # Some way is open of what was used: not all of them wait for what never comes.
                entry = of_authority[name]
                assert not {*entry.suspend, *entry.end} <= closed
        # Before the regulation of December 2025 the reserves hung on the sectoral act alone.
        begins = model.calendar.day(dt.date(2025, 12, 12))
        assert not any(e.subject == "EU_CBR" and e.day >= begins for e in happened(record, "eased"))


def test_a_willing_council_does_not_release_the_reserves_without_the_conditions_of_article_6():
    start = "start=2026-01-01"
    closed = runs(compiled("russia_2025", start, *EASY), 8)
    assert eased(closed, "EU_SWIFT") == 8
    assert eased(closed, "EU_CBR") == 0
    two = "at_start.conditions=[war_ended, no_serious_risk]"
    assert eased(runs(compiled("russia_2025", start, two, *EASY), 8), "EU_CBR") == 0
    all_three = "at_start.conditions=[war_ended, reparations_provided, no_serious_risk]"
    assert eased(runs(compiled("russia_2025", start, all_three, *EASY), 8), "EU_CBR") == 8
    later = (
        "interventions=[{id: paid, on: 2027-01-01, "
        "fulfil: [war_ended, reparations_provided, no_serious_risk]}]"
    )
    for record in runs(compiled("russia_2025", start, later, *EASY), 8):
        days = [
            record.model.calendar.date(e.day)
            for e in happened(record, "eased")
            if e.subject == "EU_CBR"
        ]
        assert days
        assert min(days) >= dt.date(2027, 1, 1)
        assert broken(record) == []


def ways(model, measure, met=0):
    (mask, *_) = [
        m for t, m in zip(model.tranches, model.layers, strict=True) if t.measure == measure
    ]
    return {
        way.route.steps[0].procedure
        for way in model.finder.easy_ways(model.pairs[0], mask, met, None)
    }


def test_the_chemical_weapons_act_is_waived_but_not_certified_away():
    model = compiled("russia_2025", "rules.wishes=false")
    assert ways(model, "US_CBW_SKRIPAL") == {"cbw_waiver"}
    assert ways(model, "US_CBW_SKRIPAL", model.by_settlement) == {"cbw_waiver"}
    every = ways(model, "US_CBW_SKRIPAL", EVERY)
    assert every == {"cbw_waiver", "cbw_certify"}


def test_what_the_chemical_weapons_act_wants_found_is_not_found_for_something_else():
    model = compiled("russia_2025")
    assert ways(model, "US_CBW_SKRIPAL") == set()
    assert ways(model, "US_CBW_SKRIPAL", model.by_settlement) == set()
    assert "cbw_waiver" not in ways(model, "US_CBW_SKRIPAL", EVERY)


def test_trade_relations_wait_for_a_settlement():
    model = compiled("russia_2025")
    assert ways(model, "US_PNTR") == set()
    assert ways(model, "US_PNTR", model.by_settlement) == {"resume_117", "certify_117"}


def test_a_concession_fulfils_what_it_is_said_to_fulfil():
    model = compiled(
        "russia_2025",
        "amendments={conditions: {cbw_assurances: {met_by: concessions, concessions: "
        "[humanitarian]}}, procedures: {cbw_certify: {conditions: [cbw_assurances]}}}",
    )
    run = Run(model, Chance(0, 0, 1), 0)
    before = run.conditions_met()
    assert before == model.conditions(["waivers_118_62"])  # which holds until the end of 2027
    run.live["humanitarian"] = object()
    assert run.conditions_met() == before | model.condition["cbw_assurances"]
    assert "cbw_certify" in ways(model, "US_CBW_SKRIPAL", run.conditions_met())


def test_what_is_certified_is_withheld_if_it_holds_no_longer():
    agreed = dt.date(2027, 1, 4)
    run = carried_out("US_PNTR", agreed, "end", *UNDISTURBED)  # no settlement holds
    assert dates(run, "certified") == [agreed]
    (withheld,) = [e for e in run.log if e.kind == "withheld"]
    assert withheld.numbers["why"] == "conditions"
    assert not dates(run, "eased")


def test_a_government_that_is_not_recognised_gets_neither_arms_nor_reactors():
    """Beijing is from 1979 on; before, both could be had by a stroke of the pen in 1971."""
    records = runs(compiled("china_1969"), 16)
    recognised = (dt.date(1979, 1, 1) - dt.date(1969, 7, 21)).days
    for measure in ("US_ARMS", "US_NUCLEAR"):
        days = [e.day for r in records for e in happened(r, "eased") if e.subject == measure]
        assert len(days) > 4
        assert min(days) >= recognised


def test_a_condition_that_holds_until_a_day_is_fulfilled_through_it_and_not_after():
    """Waivers of the ban on uranium are given until the end of 2027."""
    model = compiled("russia_2026")
    run = Run(model, Chance(1, 0, 1), 0)
    last = model.calendar.day(dt.date(2027, 12, 31))
    assert model.dates.conditions == ((last + 1.0, "waivers_118_62"),)
    run.clock.let_pass(last + 0.9, Order.LAW)
    assert ways(model, "US_URANIUM", run.conditions_met()) == {"waiver_118_62"}
    run.clock.let_pass(0.1, Order.LAW)
    assert ways(model, "US_URANIUM", run.conditions_met()) == set()


# -- approvals -----------------------------------------------------------------------------


def approved(on, measures="US_SDN_SBER"):
    return f"interventions=[{{id: vote, on: {on}, approve: [{measures}]}}]"


def test_an_approval_lets_relief_go_ahead_inside_the_review():
    run = carried_out(
        "US_SDN_SBER", dt.date(2027, 3, 1), "end", approved("2027-03-11"), *UNDISTURBED
    )
    assert dates(run, "approval") == [dt.date(2027, 3, 11)]
    assert dates(run, "eased") == [dt.date(2027, 3, 11)]
    assert not dates(run, "review_over")


def test_an_approval_before_the_law_lets_it_come_is_not_made_and_the_review_may_be_over_first():
    """Ten days of committee, up to fifteen for the floor, and five until it is signed."""
    always = "agents.congress.lawmaking.approval_asked=1"
    willing = ("agents.congress.hawkishness=-10", "agents.congress.lawmaking.bills=0")
    sent, days = dt.date(2027, 3, 1), set()
    for replication in range(40):
        run = carried_out("US_SDN_SBER", sent, "end", always, *willing, replication=replication)
        (day,) = dates(run, "approval") or dates(run, "review_over")
        days.add((day - sent).days)
        assert dates(run, "eased") == [day]
    assert min(days) == 15
    assert max(days) <= 30
    assert len(days) > 10


def test_what_is_reported_on_one_day_is_approved_by_one_resolution_or_by_none():
    asked = "agents.congress.lawmaking.approval_asked=0.5"
    willing = ("agents.congress.hawkishness=-10", "agents.congress.lawmaking.bills=0")
    model = compiled("russia_2025", asked, *willing, *UNDISTURBED)
    found = []
    for replication in range(60):
        run = Run(model, Chance(1, 0, 60), replication)
        day = model.calendar.day(dt.date(2027, 3, 1))
        run.clock.let_pass(day, Order.LAW)
        names = ("US_SDN_SBER", "US_DEBT_D1")
        numbers = [
            next(i for i, t in enumerate(model.tranches) if t.measure == name) for name in names
        ]
        lots = [(model.way(run.register.holding(i), "end"), [i]) for i in numbers]
        assert lots[0][0] is not lots[1][0]
        event = DEAL.log(run, "talks", blank("deal"), "deal_0")
        deal = Deal(0, run.now, event, lots, (), run.register.weight(numbers))
        run.deals.append(deal)
        carry_out(run, deal)
        run.clock.let_pass(100, Order.WATCH)
        found.append(dates(run, "approval"))
        assert len(dates(run, "report")) == 2
    assert all(days == [] or (len(days) == 2 and len(set(days)) == 1) for days in found)
    assert 15 < sum(bool(days) for days in found) < 45


@pytest.mark.parametrize(
    "approval",
    [approved("2027-04-02"), approved("2027-02-20"), approved("2027-03-11", "US_SDN_VTB")],
)
def test_an_approval_after_or_before_the_review_or_of_other_relief_changes_nothing(approval):
    run = carried_out("US_SDN_SBER", dt.date(2027, 3, 1), "end", approval, *UNDISTURBED)
    assert not dates(run, "approval")
    assert dates(run, "review_over") == [dt.date(2027, 3, 31)]


def test_an_approval_overtakes_a_disapproval_that_has_been_filed():
    always = ("agents.congress.filing_base=20",)
    run = carried_out("US_SDN_SBER", dt.date(2027, 3, 1), "end", approved("2027-03-20"), *always)
    assert dates(run, "disapproval") == [dt.date(2027, 3, 16)]
    (filed,) = [e for e in run.log if e.kind == "disapproval"]
    assert filed.numbers["introduced_by"] == "the minority leader"  # leaders only, 9511(c)(3)
    assert dates(run, "eased") == [dt.date(2027, 3, 20)]


def test_what_knows_no_approval_is_not_approved():
    procedure = load("russia_2025").catalogue.procedures["certify_117"]
    with pytest.raises(ReviewError, match="no approval"):
        Review(procedure, dt.date(2027, 3, 1)).approved(dt.date(2027, 3, 2))
    review = Review(
        load("russia_2025").catalogue.procedures["delist_reviewed"], dt.date(2027, 3, 1)
    )
    review.approved(dt.date(2027, 3, 5))
    assert review.stage is Stage.APPROVED
    assert review.close(dt.date(2027, 3, 5))


def test_an_approval_needs_a_date():
    with pytest.raises(InputError, match="needs a date"):
        load("russia_2025", "interventions=[{id: v, when: {event: deal}, approve: [US_CBR]}]")


# -- terms of the law itself -----------------------------------------------------------------


def test_an_authority_ends_on_the_day_that_its_own_law_has_set():
    model = compiled("russia_2025", "start=2024-12-01", "world.next_term=2025")
    day = model.calendar.day(dt.date(2024, 12, 20))
    for record in runs(model, 3):
        (over,) = [e for e in happened(record, "sunset") if e.subject == "PEESA"]
        assert over.day == day
        stays = [e.subject for e in happened(record, "stays") if e.cause == over.id]
        assert stays == ["US_PIPELINE"]
        assert any("PEESA" in line.text and "7503(h)" in line.text for line in tell(record))


def test_what_has_ended_by_then_holds_nothing_at_the_start():
    model = compiled("russia_2025")
    mask = {t.measure: m for t, m in zip(model.tranches, model.layers, strict=True)}
    assert model.named(mask["US_PIPELINE"]) == ["EO14039", "CAATSA_232"]
    assert not model.bit["PEESA"] & model.begun


def test_a_renewal_for_twelve_months_is_known_to_who_starts_after_it_only():
    def due(model):
        return [written for _, _, written in model.dates.expiries["EU_833"]]

    assert due(compiled("russia_2025"))[:4] == [
        "2025-07-31",
        "2026-01-31",
        "2026-07-31",
        "2027-01-31",
    ]
    assert due(compiled("russia_2026"))[:2] == ["2027-07-31", "2028-07-31"]


# -- licences of the first day ---------------------------------------------------------------

LICENCE = (
    "at_start.relief=[{measure: US_SDN_GPB, tranches: 1, licence: General Licence 115, "
    "until: 2025-06-18, term_days: 60}, {measure: US_CBR, licence: General Licence 13}]"
)


def off(record, measure, on):
    model = record.model
    day = model.calendar.day(on) + 0.99
    state = {}
    for change in record.changes:
        if change.day <= day and record.tranches[change.tranche].measure == measure:
            state[change.tranche] = not change.on
    return sum(state.values())


def test_a_licence_of_the_first_day_eases_from_the_first_day_and_runs_out():
    never = "agents.executive.gift_rollover=0"
    idle = ("talks.mode=hold", "rules.aims=false", "rules.war=false")  # no favours, no ceasefire
    record = simulate(compiled("russia_2025", LICENCE, never, *idle))
    assert off(record, "US_SDN_GPB", dt.date(2025, 3, 13)) == 1
    assert off(record, "US_SDN_GPB", dt.date(2025, 6, 18)) == 1  # its last day
    assert off(record, "US_SDN_GPB", dt.date(2025, 6, 19)) == 0
    assert off(record, "US_CBR", dt.date(2025, 3, 13)) == 0  # less than a tranche
    assert [e.subject for e in happened(record, "licensed")] == ["US_SDN_GPB", "US_CBR"]
    assert not happened(record, "eased")  # nothing that anybody did
    assert broken(record) == []
    assert any("General Licence 115" in line.text for line in tell(record))


def test_a_licence_of_the_first_day_is_renewed_term_by_term():
    always = "agents.executive.gift_rollover=1"
    record = simulate(compiled("russia_2025", LICENCE, always, "talks.mode=hold"))
    renewed = [
        record.model.calendar.date(e.day)
        for e in happened(record, "licence_renewed")
        if e.numbers["via"] == "start"
    ]
    assert renewed[:3] == [dt.date(2025, 6, 19), dt.date(2025, 8, 18), dt.date(2025, 10, 17)]
    assert off(record, "US_SDN_GPB", dt.date(2028, 1, 1)) == 1


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{measure: US_SDN_GBP, licence: x}", "unknown measure"),
        ("{measure: UK_ALL, licence: x}", "no measure of the executive"),
        ("{measure: US_ROSNEFT_LUKOIL, licence: x}", "not in force on the first day"),
        ("{measure: US_SDN_GPB, licence: x, tranches: 3}", "more than US_SDN_GPB has"),
        ("{measure: US_SDN_GPB, licence: x, until: 2025-03-12}", "has run out before the start"),
        ("{measure: US_SDN_GPB, licence: x, instrument: delisting}", "ended for good"),
    ],
)
def test_wrong_licences_are_refused(entry, said):
    with pytest.raises(InputError, match=said):
        load("russia_2025", f"at_start.relief=[{entry}]")
