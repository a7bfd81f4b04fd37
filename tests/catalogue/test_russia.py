"""The facts shipped about Russia: complete, consistent in time, and with their sources."""

import datetime as dt
from collections import Counter

import pytest

from sim.catalogue.loading import load_catalogue

RUSSIA = load_catalogue("russia")
PERMANENT = {name for name, i in RUSSIA.instruments.items() if i.permanent}

measures = pytest.mark.parametrize("name", RUSSIA.measures)
authorities = pytest.mark.parametrize("name", RUSSIA.authorities)
procedures = pytest.mark.parametrize("name", RUSSIA.procedures)


def in_force(day: dt.date) -> set[str]:
    """Measures that rest on at least one authority on that day, every renewal granted."""
    return {
        name
        for name, measure in RUSSIA.measures.items()
        if measure.imposed <= day and (measure.until is None or day <= measure.until)
    }


def layers(name: str, day: dt.date = dt.date.max) -> dict[str, dt.date]:
    """Authorities a measure rests on at the end of that day, each with its date."""
    found = RUSSIA.measures[name].layers
    return {layer.authority: layer.since for layer in found if layer.since <= day}


def days_in_the_catalogue() -> dict[str, dt.date]:
    """Every date the catalogue states, by what it dates."""
    days = {f"emergency {name}": e.declared for name, e in RUSSIA.emergencies.items()}
    days |= {f"act {name}": a.adopted for name, a in RUSSIA.acts.items()}
    days |= {f"authority {name}": a.since for name, a in RUSSIA.authorities.items() if a.since}
    for name in RUSSIA.measures:
        days |= {f"{name} on {authority}": day for authority, day in layers(name).items()}
    return days


# Completeness


@pytest.mark.parametrize(
    ("sender", "number", "weight"),
    [("US", 43, 52.5), ("EU", 12, 38.0), ("UK", 1, 7.0), ("CH", 1, 3.0)],
)
def test_number_and_weight_of_measures_by_sender(sender, number, weight):
    weights = [m.weight_lp for m in RUSSIA.measures.values() if m.sender == sender]
    assert len(weights) == number
    assert sum(weights) == pytest.approx(weight)


def test_every_sender_has_measures_and_every_measure_a_sender_and_a_class():
    assert {m.sender for m in RUSSIA.measures.values()} == set(RUSSIA.senders)
    assert {m.class_ for m in RUSSIA.measures.values()} == set(RUSSIA.classes)


def test_nothing_is_defined_in_vain():
    held = {layer.authority for m in RUSSIA.measures.values() for layer in m.layers}
    assert held == set(RUSSIA.authorities)
    of_authorities = RUSSIA.authorities.values()
    assert {a.emergency for a in of_authorities if a.emergency} == set(RUSSIA.emergencies)
    assert {a.act for a in of_authorities if a.act} == set(RUSSIA.acts)
    assert {p for a in of_authorities for p in a.suspend + a.end} == set(RUSSIA.procedures)
    assert {p.instrument for p in RUSSIA.procedures.values()} == set(RUSSIA.instruments)
    assert {c for p in RUSSIA.procedures.values() for c in p.conditions} == set(RUSSIA.conditions)


def test_twenty_seven_members_with_the_people_of_the_union():
    assert len(RUSSIA.members) == 27
    assert sum(m.population for m in RUSSIA.members.values()) == pytest.approx(449.2, abs=0.5)
    assert {name for name, m in RUSSIA.members.items() if m.hold_out} == {"HU", "SK"}
    assert Counter(m.theta for m in RUSSIA.members.values()) == {
        0.7: 10,
        0.4: 10,
        0.1: 5,
        -0.5: 1,
        -0.6: 1,
    }


def test_a_qualified_majority_needs_more_than_the_hold_outs_can_block():
    people = sum(m.population for m in RUSSIA.members.values())
    willing = [m.population for m in RUSSIA.members.values() if not m.hold_out]
    assert len(willing) >= 15
    assert sum(willing) / people >= 0.65


@pytest.mark.parametrize(
    ("chamber", "numbers"),
    [("house", (435, 220, 218, 218, 290)), ("senate", (100, 53, 51, 60, 67))],
)
def test_chambers(chamber, numbers):
    c = RUSSIA.chambers[chamber]
    assert (c.seats, c.presidents_party, c.majority, c.cloture, c.override) == numbers


# References


@measures
def test_layers_are_authorities_of_the_same_sender_in_order_and_without_repetition(name):
    measure = RUSSIA.measures[name]
    held = [layer.authority for layer in measure.layers]
    assert {RUSSIA.authorities[authority].sender for authority in held} == {measure.sender}
    assert len(set(held)) == len(held)
    days = [layer.since for layer in measure.layers]
    assert days == sorted(days)


@authorities
def test_an_authority_can_be_ended_and_only_ended_for_good(name):
    authority = RUSSIA.authorities[name]
    assert authority.end
    assert {RUSSIA.procedures[p].instrument for p in authority.end} <= PERMANENT


@authorities
def test_a_suspension_can_be_undone(name):
    suspend = RUSSIA.authorities[name].suspend
    assert not {p for p in suspend if RUSSIA.procedures[p].instrument in PERMANENT}


@authorities
def test_codified_orders_and_caatsa_are_eased_only_after_review_or_repeal(name):
    # But for what its section lets the President find or certify: 22 USC 8923(i), 8924, 9525(d).
    by_itself = {
        "CAATSA_225": {"certify_8923"},
        "CAATSA_226": {"certify_8923", "determine_8924"},
        "CAATSA_231": {"waiver_231"},
    }.get(name, set())
    authority = RUSSIA.authorities[name]
    if authority.codified or name.startswith("CAATSA"):
        ways = set(authority.suspend + authority.end)
        assert by_itself <= ways
        assert {RUSSIA.procedures[p].form for p in ways - by_itself} <= {"review", "repeal"}
        assert all(RUSSIA.procedures[p].conditions for p in by_itself)


@authorities
def test_no_codified_order_is_revoked_by_the_executive(name):
    authority = RUSSIA.authorities[name]
    if authority.codified:  # 22 USC 9522(a); (b) frees only what is imposed on a person
        scopes = {RUSSIA.procedures[p].scope for p in authority.end if p != "repeal"}
        assert scopes <= {"person"}
        assert "repeal" in authority.end


@procedures
def test_a_review_has_its_days_and_goes_ahead_in_silence(name):
    procedure = RUSSIA.procedures[name]
    if procedure.form == "review":
        assert (procedure.review_days, procedure.review_days_recess) == (30, 60)
        assert procedure.recess == ("07-10", "09-07")
        assert (procedure.after_passage_days, procedure.after_veto_days) == (12, 10)
        assert procedure.silence == "goes_ahead"
        assert procedure.approval
        assert procedure.introduced_by == "leaders"
    else:
        assert procedure.silence != "goes_ahead"


@pytest.mark.parametrize(
    "part", ["conditions", "measures", "authorities", "procedures", "emergencies", "acts"]
)
def test_everything_legal_has_a_source_that_is_listed(part):
    for name, item in getattr(RUSSIA, part).items():
        assert item.sources, name
        assert set(item.sources) <= set(RUSSIA.sources), name


@pytest.mark.parametrize("part", ["conditions", "procedures", "emergencies", "acts"])
def test_everything_that_the_law_says_names_its_section(part):
    unnamed = {name for name, item in getattr(RUSSIA, part).items() if not item.section}
    assert unnamed <= {"waiver"}  # of several statutes


def test_every_source_is_used():
    parts = ("senders", "conditions", "procedures", "emergencies", "acts", "authorities")
    used = {
        s
        for part in (*parts, "measures", "members", "chambers")
        for i in getattr(RUSSIA, part).values()
        for s in i.sources
    }
    used |= {s for a in RUSSIA.acts.values() for r in a.renewals for s in r.sources}
    used |= {s for a in RUSSIA.authorities.values() if a.sunset for s in a.sunset.sources}
    assert used == set(RUSSIA.sources)


# Time


@measures
def test_no_layer_is_older_than_its_authority(name):
    for authority, day in layers(name).items():
        assert day >= RUSSIA.authorities[authority].since


@authorities
def test_no_authority_is_older_than_its_emergency_or_act(name):
    authority = RUSSIA.authorities[name]
    if authority.emergency:
        assert authority.since >= RUSSIA.emergencies[authority.emergency].declared
    if authority.act:
        assert authority.since >= RUSSIA.acts[authority.act].adopted


@pytest.mark.parametrize("name", RUSSIA.emergencies)
def test_an_anniversary_is_that_of_the_declaration(name):
    emergency = RUSSIA.emergencies[name]
    assert emergency.anniversary == f"{emergency.declared:%m-%d}"
    assert emergency.window_days == 90


@pytest.mark.parametrize(("what", "day"), days_in_the_catalogue().items())
def test_no_day_stands_for_a_year_and_none_is_in_the_future(what, day):
    assert (day.month, day.day) not in {(12, 31), (1, 1)}
    assert dt.date(2012, 12, 14) <= day <= dt.date(2026, 7, 2)


@pytest.mark.parametrize(
    ("day", "absent"),
    [
        (dt.date(2025, 3, 13), {"US_ROSNEFT_LUKOIL", "EU_GAS"}),
        (dt.date(2025, 10, 22), {"EU_GAS"}),
        (dt.date(2026, 7, 1), set()),
    ],
)
def test_measures_in_force(day, absent):
    assert set(RUSSIA.measures) - in_force(day) == absent


def test_before_crimea_only_the_magnitsky_list_was_in_force():
    assert in_force(dt.date(2014, 3, 5)) == {"US_MAGNITSKY_LIST"}


# Single facts


def test_sberbank_rests_on_a_codified_order_since_january_2025():
    assert layers("US_SDN_SBER") == {
        "EO14024": dt.date(2022, 4, 6),
        "EO13662": dt.date(2025, 1, 15),
    }
    assert RUSSIA.authorities["EO13662"].codified
    assert not RUSSIA.authorities["EO14024"].codified


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (dt.date(2022, 2, 27), set()),
        (dt.date(2025, 12, 11), {"EU_833"}),
        (dt.date(2025, 12, 12), {"EU_833", "EU_2600"}),
    ],
)
def test_the_central_banks_assets_no_longer_hang_on_a_renewal(day, held):
    assert set(layers("EU_CBR", day)) == held
    needing_renewal = {name for name in held if RUSSIA.authorities[name].act}
    assert needing_renewal == held - {"EU_2600"}


def test_release_of_the_central_banks_assets_is_by_qualified_majority():
    (procedure,) = RUSSIA.authorities["EU_2600"].end
    assert RUSSIA.procedures[procedure].form == "qualified_majority"
    assert RUSSIA.procedures[procedure].silence == "stays"


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("US_SOVDEBT", {"CBW": dt.date(2019, 8, 26), "EO14024": dt.date(2021, 4, 15)}),
        ("US_CBR", {"EO14024": dt.date(2022, 2, 28), "REPO_103": dt.date(2024, 4, 24)}),
        ("US_GAZNEFT_SURGUT", dict.fromkeys(("EO14024", "EO13662"), dt.date(2025, 1, 10))),
        ("EU_GAS", {"EU_833": dt.date(2025, 10, 23), "REPOWEREU": dt.date(2026, 1, 26)}),
        ("US_PNTR", {"PL117_110": dt.date(2022, 4, 9)}),
    ],
)
def test_layers(name, held):
    assert layers(name) == held


def test_if_the_emergency_of_2021_lapsed_these_measures_would_fall():
    def lapses(authority: str) -> bool:
        return RUSSIA.authorities[authority].emergency == "EO14024"

    fallen = {name for name in RUSSIA.measures if layers(name) and all(map(lapses, layers(name)))}
    assert fallen == {
        "US_CORR_SBER",
        "US_CORR_ENERGY",
        "US_CORR_RSHB",
        "US_SDN_MIDBANKS",
        "US_DEBT_D3",
        "US_NEWINV",
        "US_ROSNEFT_LUKOIL",
        "US_SHADOW_FLEET",
        "US_SECONDARY_FFI",
        "US_ELITES_14024",
        "US_OTHER_IMPORTS",  # all but uranium, which a statute holds
    }


# Persons and concessions


@measures
def test_listings_of_persons_have_loyalty_and_benefit_for_each_tranche(name):
    measure = RUSSIA.measures[name]
    if not RUSSIA.classes[measure.class_].persons:
        assert not measure.loyalty
        assert not measure.benefit
        return
    assert len(measure.loyalty) == len(measure.benefit) == measure.tranches
    assert (measure.loyalty[0], measure.loyalty[-1]) == (0.95, 0.30)
    assert list(measure.loyalty) == sorted(measure.loyalty, reverse=True)
    assert list(measure.benefit) == sorted(measure.benefit)
    assert sum(measure.benefit) == pytest.approx(measure.tranches)


def test_the_magnitsky_list_is_the_only_symbol():
    assert {n for n, m in RUSSIA.measures.items() if m.symbol} == {"US_MAGNITSKY_LIST"}


def test_concessions_make_up_one_settlement():
    concessions = RUSSIA.concessions
    assert len(concessions) == 10
    assert sum(c.settlement for c in concessions.values()) == pytest.approx(1)
    assert {n for n, c in concessions.items() if c.ceasefire} == {"ceasefire"}
    assert {n for n, c in concessions.items() if c.truce} == {"energy_truce", "air_truce"}
    assert {n: c.term_days for n, c in concessions.items() if c.kind == "dated"} == {
        "energy_truce": 30
    }
    assert {n: c.gap_days for n, c in concessions.items() if c.kind == "one_off"} == {
        "prisoner_swap": 60
    }


def test_only_what_is_about_the_fighting_costs_more_in_war():
    assert {n for n, c in RUSSIA.concessions.items() if c.cost_war != (1.0, 0.0)} == {
        "energy_truce",
        "air_truce",
        "ceasefire",
        "partial_withdrawal",
    }
