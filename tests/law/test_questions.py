"""Questions as a lawyer puts them (measure, day), with the right answers and their sections."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sim.catalogue.loading import load_catalogue
from sim.law.answers import Answer, ProcedureAnswer, describe
from sim.law.clocks import review_ends
from sim.law.timetable import timetable
from sim.scenario.loading import load_scenario
from tests.docs.pages import ROOT

RUSSIA = load_catalogue("russia")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def asked(measure: str, on: str, **given: Any) -> Answer:
    return describe(RUSSIA, measure, day(on), **given)


def option(answer: Answer, authority: str, procedure: str) -> ProcedureAnswer:
    """A way to suspend or end an authority."""
    (layer,) = [layer for layer in answer.layers if layer.authority == authority]
    (found,) = [option for option in layer.options if option.procedure == procedure]
    return found


# -- ways: (measure, day, authority, procedure): what it is, by which section, from when on --------
# kind, who, scope, section, days to effect, waits for conditions

WAYS: dict[tuple[str, str, str, str], tuple[str, str, str, str, int, bool]] = {
    # 1-2. US_231: termination as to a person, and a waiver outside the review.
    ("US_231", "2026-03-02", "CAATSA_231", "terminate_9530"): (
        "end",
        "review",
        "person",
        "22 USC 9530(c), 9511",
        30,
        False,
    ),
    ("US_231", "2026-03-02", "CAATSA_231", "waiver_231"): (
        "suspend",
        "executive",
        "person",
        "22 USC 9525(d)",
        30,
        False,
    ),
    # 3-5. Mandatory secondary sanctions: s.228 as to a person, s.226 by certification, and the
    # finding without which it does not bind.
    ("US_SECONDARY_MAND", "2026-03-02", "CAATSA_228", "terminate_8909"): (
        "end",
        "review",
        "person",
        "22 USC 8909(e), 8910(e), 9511",
        30,
        False,
    ),
    ("US_SECONDARY_MAND", "2026-03-02", "CAATSA_226", "certify_8923"): (
        "end",
        "certification",
        "whole",
        "22 USC 8923(i), 8924(g)",
        0,
        True,
    ),
    ("US_SECONDARY_MAND", "2026-03-02", "CAATSA_226", "determine_8924"): (
        "suspend",
        "executive",
        "person",
        "22 USC 8924(a), (b)",
        0,
        False,
    ),
    # 6. Energy debt limits: s.225 ends by certification too.
    ("US_DEBT_D2_D4", "2026-03-02", "CAATSA_225", "certify_8923"): (
        "end",
        "certification",
        "whole",
        "22 USC 8923(i), 8924(g)",
        0,
        True,
    ),
    # 7-8. The Crimea embargo: a licence after review, or an act of Congress.
    ("US_CRIMEA", "2026-03-02", "EO13685", "licence_reviewed"): (
        "suspend",
        "review",
        "goods",
        "22 USC 9511(a)(2)(A)(iii), (b)",
        30,
        False,
    ),
    ("US_CRIMEA", "2026-03-02", "EO13685", "repeal"): (
        "end",
        "congress",
        "whole",
        "US Constitution, Art. I s.7",
        22,
        False,
    ),
    # 9-11. Chemical weapons: 15 days for national security, 20 after a change of leadership.
    ("US_CBW_SKRIPAL", "2026-03-02", "CBW", "cbw_waiver"): (
        "suspend",
        "executive",
        "whole",
        "22 USC 5605(d)(1)(A), (d)(2)",
        15,
        False,
    ),
    ("US_CBW_SKRIPAL", "2026-03-02", "CBW", "cbw_waiver_change"): (
        "suspend",
        "executive",
        "whole",
        "22 USC 5605(d)(1)(B), (d)(2)",
        20,
        True,
    ),
    ("US_CBW_SKRIPAL", "2026-03-02", "CBW", "cbw_certify"): (
        "end",
        "certification",
        "whole",
        "22 USC 5605(c)",
        0,
        True,
    ),
    # 12. The reserves in the Union.
    ("EU_CBR", "2026-03-02", "EU_2600", "art122_qmv"): (
        "end",
        "council",
        "whole",
        "Regulation (EU) 2025/2600 Art. 6; TFEU Art. 122",
        0,
        True,
    ),
    # 13-14. Diplomatic property: the compounds are reviewed, the rest is not.
    ("US_COMPOUNDS", "2026-03-02", "EXEC_COMPOUNDS", "compounds_reviewed"): (
        "end",
        "review",
        "whole",
        "22 USC 9511(a)(2)(B)(ii)",
        30,
        False,
    ),
    ("US_DIPLOMATIC", "2026-03-02", "EXEC_DIPLOMATIC", "diplomatic_act"): (
        "end",
        "executive",
        "whole",
        "22 USC 4301-4316",
        0,
        False,
    ),
    # 15-16. Trade relations and the import of energy.
    ("US_PNTR", "2026-03-02", "PL117_110", "certify_117"): (
        "end",
        "certification",
        "whole",
        "PL 117-110 s.4; PL 117-109 s.3",
        135,
        True,
    ),
    ("US_ENERGY_IMPORT", "2026-03-02", "PL117_109", "certify_117"): (
        "end",
        "certification",
        "whole",
        "PL 117-110 s.4; PL 117-109 s.3",
        135,
        True,
    ),
    # 17-18. The two Magnitsky acts, name by name.
    ("US_GLOMAG", "2026-03-02", "EO13818", "glomag_remove"): (
        "end",
        "executive",
        "person",
        "22 USC 10102(g)",
        15,
        False,
    ),
    ("US_MAGNITSKY_LIST", "2026-03-02", "MAGNITSKY", "magnitsky_remove"): (
        "end",
        "executive",
        "person",
        "PL 112-208 s.404",
        15,
        False,
    ),
    # 19. What no statute holds: at once.
    ("US_ELITES_14024", "2026-03-02", "EO14024", "delist"): (
        "end",
        "executive",
        "person",
        "50 USC 1702; 31 CFR 501.807",
        0,
        False,
    ),
    # 20. What s.222 holds: as to a person, after review.
    ("US_ELITES_2014", "2026-03-02", "EO13661", "delist_reviewed"): (
        "end",
        "review",
        "person",
        "22 USC 9522(b), 9511",
        30,
        False,
    ),
    # 21. Aircraft: rules of the Commerce Department, no emergency.
    ("US_AIR_EAR", "2026-03-02", "ECRA", "bis_rule"): (
        "end",
        "executive",
        "whole",
        "50 USC 4813",
        0,
        False,
    ),
    # 22. American reserves: the REPO Act.
    ("US_CBR", "2026-03-02", "REPO_103", "repo_certify"): (
        "end",
        "certification",
        "whole",
        "PL 118-50 div. F s.103",
        30,
        True,
    ),
    # 23. The Union's sectoral act: unanimity.
    ("EU_SWIFT", "2026-03-02", "EU_833", "council_unanimity"): (
        "end",
        "council",
        "whole",
        "TEU Arts. 29, 31(1); TFEU Art. 215",
        0,
        False,
    ),
    # 24-25. The followers' own law.
    ("UK_ALL", "2026-03-02", "UK_RUS", "uk_revoke"): (
        "end",
        "government",
        "whole",
        "SAMLA 2018 ss.23, 45, 55",
        0,
        False,
    ),
    ("CH_ALL", "2026-03-02", "CH_EMBA", "ch_ordinance"): (
        "end",
        "government",
        "whole",
        "Embargo Act (SR 946.231) Arts. 1-2",
        0,
        False,
    ),
}


@pytest.mark.parametrize("question", WAYS, ids="-".join)
def test_a_way_is_what_the_statute_says(question: tuple[str, str, str, str]) -> None:
    measure, on, authority, procedure = question
    kind, who, scope, section, days, waits = WAYS[question]
    found = option(asked(measure, on), authority, procedure)
    assert (found.kind, found.who, found.scope) == (kind, who, scope)
    assert found.section == section
    assert found.days == days
    assert any(c.waits for c in found.conditions) == waits
    if waits or who == "congress":  # no day can be named
        assert found.earliest is None
    else:
        assert found.earliest == day(on) + dt.timedelta(days=days)
    assert found.sources
    assert set(found.sources) <= set(RUSSIA.sources)


# -- conditions, each with its own section ---------------------------------------------------------

CONDITIONS: dict[tuple[str, str, str], dict[str, tuple[str, str]]] = {
    ("US_CBW_SKRIPAL", "CBW", "cbw_certify"): {
        "cbw_assurances": ("22 USC 5605(c)(1)", "scenario"),
        "cbw_no_preparations": ("22 USC 5605(c)(2)", "scenario"),
        "cbw_inspections": ("22 USC 5605(c)(3)", "scenario"),
        "cbw_restitution": ("22 USC 5605(c)(4)", "scenario"),
    },
    ("EU_CBR", "EU_2600", "art122_qmv"): {
        "war_ended": ("Regulation (EU) 2025/2600 Art. 6(a)", "settlement"),
        "reparations_provided": ("Regulation (EU) 2025/2600 Art. 6(b)", "scenario"),
        "no_serious_risk": ("Regulation (EU) 2025/2600 Art. 6(c)", "settlement"),
    },
    ("US_PNTR", "PL117_110", "certify_117"): {
        "withdrawal_agreed": ("PL 117-110 s.4(b); PL 117-109 s.3(c)", "settlement"),
        "no_threat_to_nato": ("PL 117-110 s.4(b); PL 117-109 s.3(c)", "settlement"),
        "free_choice_recognised": ("PL 117-110 s.4(b); PL 117-109 s.3(c)", "settlement"),
    },
    ("US_231", "CAATSA_231", "terminate_9530"): {
        "stopped_9530": ("22 USC 9530(c)(2)(A)", "finding"),
        "assured_9530": ("22 USC 9530(c)(2)(B)", "finding"),
    },
    ("US_ELITES_2014", "EO13661", "delist_reviewed"): {
        "stopped_9522": ("22 USC 9522(b)(1)", "finding"),
        "assured_9522": ("22 USC 9522(b)(2)", "finding"),
    },
    ("US_CBR", "REPO_103", "repo_certify"): {
        "hostilities_ceased": ("PL 118-50 div. F s.103", "settlement"),
        "compensated": ("PL 118-50 div. F s.103", "scenario"),
    },
    ("US_DEBT_D2_D4", "CAATSA_225", "certify_8923"): {
        "ceased_8923": ("22 USC 8923(i), 8924(g)", "settlement"),
    },
}


@pytest.mark.parametrize("question", CONDITIONS, ids="-".join)
def test_conditions_are_named_with_section_source_and_what_fulfils_them(
    question: tuple[str, str, str],
) -> None:
    measure, authority, procedure = question
    found = option(asked(measure, "2026-03-02"), authority, procedure).conditions
    assert {c.condition: (c.section, c.met_by) for c in found} == CONDITIONS[question]
    for condition in found:
        assert condition.sources
        assert len(condition.text) > 20


@pytest.mark.parametrize(
    ("measure", "condition"),
    [
        ("US_PNTR", "withdrawal_agreed"),
        ("US_ENERGY_IMPORT", "withdrawal_agreed"),
        ("EU_CBR", "war_ended"),
    ],
)
def test_what_ukraine_must_accept(measure: str, condition: str) -> None:
    (found,) = [c for c in asked(measure, "2026-03-02").end_conditions if c.condition == condition]
    assert found.party == "Ukraine"


def test_no_day_can_be_named_for_what_waits_and_all_must_be_fulfilled() -> None:
    waiting = asked("EU_CBR", "2026-03-02")
    assert waiting.end is not None
    assert waiting.end_earliest is None
    some = asked("EU_CBR", "2026-03-02", fulfilled={"war_ended", "no_serious_risk"})
    assert some.end_earliest is None
    every = {"war_ended", "no_serious_risk", "reparations_provided"}
    assert asked("EU_CBR", "2026-03-02", fulfilled=every).end_earliest == day("2026-03-02")


# -- the whole measure: who must act at least, and on which day it takes effect --------------------

WHOLE: dict[tuple[str, str, str], tuple[str, str | None]] = {
    ("US_231", "2026-03-02", "end"): ("review", "2026-04-01"),
    ("US_SECONDARY_MAND", "2026-03-02", "end"): ("certification", None),
    ("US_DEBT_D2_D4", "2026-03-02", "end"): ("review", "2026-04-01"),
    ("US_CRIMEA", "2026-03-02", "end"): ("congress", None),
    ("US_CRIMEA", "2026-07-10", "suspend"): ("review", "2026-09-08"),
    ("US_CBW_SKRIPAL", "2026-03-02", "suspend"): ("executive", "2026-03-17"),
    ("US_SOVDEBT", "2026-03-02", "suspend"): ("executive", "2026-03-17"),
    ("US_DUALUSE_EAR", "2026-03-02", "suspend"): ("executive", "2026-03-17"),
    ("US_SOVDEBT", "2026-03-02", "end"): ("certification", None),
    ("US_DIPLOMATIC", "2026-03-02", "end"): ("executive", "2026-03-02"),
    ("US_COMPOUNDS", "2026-08-01", "end"): ("review", "2026-09-30"),
    ("US_OTHER_IMPORTS", "2026-03-02", "end"): ("executive", "2026-03-02"),
    ("US_URANIUM", "2026-03-02", "end"): ("congress", None),
    ("US_URANIUM", "2027-12-31", "suspend"): ("executive", "2027-12-31"),
    ("US_URANIUM", "2028-01-01", "suspend"): ("executive", None),
    ("US_MAGNITSKY_LIST", "2026-03-02", "end"): ("executive", "2026-03-17"),
    ("US_GLOMAG", "2026-03-02", "end"): ("executive", "2026-03-17"),
    ("US_PNTR", "2026-03-02", "end"): ("certification", None),
    ("US_ROSNEFT_LUKOIL", "2026-03-02", "end"): ("executive", "2026-03-02"),
    ("EU_LIST", "2026-03-02", "end"): ("council", "2026-03-02"),
}


@pytest.mark.parametrize("question", WHOLE, ids="-".join)
def test_the_whole_measure(question: tuple[str, str, str]) -> None:
    measure, on, kind = question
    who, earliest = WHOLE[question]
    found = asked(measure, on)
    way = getattr(found, kind)
    assert way.deliverer == who
    expected = day(earliest) if earliest else None
    assert getattr(found, f"{kind}_earliest") == expected


# -- the clocks of 22 USC 9511(b) at every boundary ------------------------------------------------

SENT = {  # a report sent on a day: the review is over on
    "2026-07-09": "2026-08-08",  # 30 days
    "2026-07-10": "2026-09-08",  # 60 days from here on
    "2026-09-07": "2026-11-06",
    "2026-09-08": "2026-10-08",  # 30 days again
    "2026-12-15": "2027-01-14",
}


@pytest.mark.parametrize("sent", SENT)
def test_the_review_of_a_codified_order_runs_30_days_or_60_in_summer(sent: str) -> None:
    assert asked("US_ELITES_2014", sent).end_earliest == day(SENT[sent])


@pytest.mark.parametrize(
    ("passed", "vetoed", "over"),
    [(False, False, "2026-03-31"), (True, False, "2026-04-12"), (True, True, "2026-04-22")],
)
def test_12_days_after_passage_and_10_after_a_veto(passed: bool, vetoed: bool, over: str) -> None:
    procedure = RUSSIA.procedures["delist_reviewed"]
    assert procedure.confidence == "verified"
    assert review_ends(procedure, day("2026-03-01"), passed=passed, vetoed=vetoed) == day(over)


REVIEWS = [name for name, p in RUSSIA.procedures.items() if p.form == "review"]


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_may_be_ended_by_approval_and_only_leaders_introduce(name: str) -> None:
    procedure = RUSSIA.procedures[name]
    assert procedure.approval  # 22 USC 9511(b)(3)
    assert procedure.introduced_by == "leaders"  # 9511(c)(3)
    assert "9511" in procedure.section


# -- terms: what lapses on which day if nobody acts ------------------------------------------------

TERMS: dict[tuple[str, str, str], tuple[str | None, str]] = {
    ("US_SDN_SBER", "2026-03-02", "EO14024"): ("2026-04-15", "50 USC 1622(d)"),
    ("US_SDN_SBER", "2026-04-15", "EO14024"): ("2027-04-15", "50 USC 1622(d)"),
    ("US_SDN_SBER", "2026-03-02", "EO13662"): (None, ""),  # 22 USC 9522(a)
    ("US_SHIPS", "2026-03-02", "PROC10371"): ("2026-04-21", "50 USC 1622(d)"),
    ("EU_SWIFT", "2026-03-02", "EU_833"): ("2026-07-31", "TEU Arts. 29, 31(1)"),
    ("EU_SWIFT", "2026-07-15", "EU_833"): ("2027-07-31", "TEU Arts. 29, 31(1)"),
    ("EU_SWIFT", "2027-07-31", "EU_833"): ("2028-07-31", "TEU Arts. 29, 31(1)"),
    ("EU_LIST", "2026-03-02", "EU_269"): ("2026-03-15", "TEU Arts. 29, 31(1)"),
    ("EU_HYBRID", "2026-03-02", "EU_2642"): ("2026-10-09", "TEU Arts. 29, 31(1)"),
    ("EU_RIGHTS", "2026-03-02", "EU_1485"): ("2026-05-28", "TEU Arts. 29, 31(1)"),
    ("EU_CBR", "2026-03-02", "EU_2600"): (None, ""),
    ("US_PIPELINE", "2024-12-19", "PEESA"): ("2024-12-20", "PL 116-92 s.7503(h)"),
    ("US_URANIUM", "2026-03-02", "PL118_62"): ("2040-12-31", "PL 118-62 s.2"),
}


@pytest.mark.parametrize("question", TERMS, ids="-".join)
def test_what_lapses_if_nobody_acts(question: tuple[str, str, str]) -> None:
    measure, on, authority = question
    date, section = TERMS[question]
    (found,) = [layer for layer in asked(measure, on).layers if layer.authority == authority]
    assert found.lapses_on == (day(date) if date else None)
    assert found.lapse_section == section
    assert bool(found.lapse_sources) == (date is not None)


def test_the_pipeline_act_has_ended_by_its_own_law() -> None:
    held = asked("US_PIPELINE", "2026-03-02")
    assert [layer.authority for layer in held.layers] == ["CAATSA_232", "EO14039"]
    assert held.lapsed == ("PEESA",)
    ends = timetable(RUSSIA, day("2024-12-01"), day("2024-12-31"))
    assert [(row.date, row.subject) for row in ends if row.entry == "sunset"] == [
        (day("2024-12-20"), "PEESA")
    ]


def test_the_law_of_trade_with_china_is_that_of_the_scenarios_world() -> None:
    from sim.law.foreseen import as_foreseen

    loaded = load_scenario(ROOT / "scenarios" / "china_1969.yaml")
    on = day("1990-06-01")
    found = describe(as_foreseen(loaded.scenario, loaded.catalogue, on), "US_MFN", on)
    assert [layer.authority for layer in found.layers] == ["TRADE_ACT_402"]
    assert found.suspend is not None
    assert found.suspend.deliverer == "review"
    assert found.suspend_earliest == day("1990-07-31")  # the waiver, 60 days of review


@pytest.mark.parametrize(("on", "beyond"), [("2026-07-01", False), ("2026-07-02", True)])
def test_an_answer_beyond_the_catalogues_own_day_says_so(on: str, beyond: bool) -> None:
    found = asked("US_SDN_SBER", on)
    assert found.as_of == day("2026-07-01")
    assert found.beyond is beyond
