"""The story: a sentence for every event, nothing lost, nothing told twice, causes in order."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from sim.engine.model.compile import compile_model
from sim.engine.replication import simulate
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.events.registry import KINDS
from sim.scenario.loading import load_scenario
from sim.story import Tale, candidates, explain, sentence, tell, turning_points
from sim.wording import words
from tests.events.declared import blank

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LAPSE = "decisions={emergencies: {EO14024: {'2026': lapse}}}"
AN_ID = re.compile(r"\b(US|EU|UK|CH)_[A-Z]|\b(deal|designation|package|bill)_\d|\bEO\d|None|nan")


@cache
def record(seed: int = 7, *overrides: str) -> Record:
    loaded = load_scenario(SCENARIOS / "russia_2025.yaml", overrides)
    return simulate(compile_model(loaded.scenario, loaded.catalogue), seed)


def told(kind: str, agent: str, subject: str = "", **numbers: object) -> str:
    """The sentence for a single event."""
    return after([], kind, agent, subject, **numbers)


def after(
    before: list[tuple[str, str, str, dict[str, object]]],
    kind: str,
    agent: str,
    subject: str = "",
    **numbers: object,
) -> str:
    """The sentence for an event at the end of a chain of causes; other fields are blank."""
    chain = [*before, (kind, agent, subject, numbers)]
    entries = [
        Entry(i, 10.0 * i, who, what, about, i - 1, {**blank(what), **more})
        for i, (what, who, about, more) in enumerate(chain)
    ]
    tale = Tale(replace(record(), entries=entries))
    return sentence(tale, entries[-1])


# -- sentences ---------------------------------------------------------------------------


def test_every_kind_of_event_has_a_sentence() -> None:
    assert all(kind._sentence or kind._shared_sentence for kind in KINDS.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_sentence_needs_nothing_but_the_kind(kind: str) -> None:
    said = told(kind, "the White House", "x")
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")


def test_a_kind_that_nobody_knows_is_told_in_the_words_of_the_log() -> None:
    assert told("eclipse", "world", "sun") == "World: eclipse sun."


@pytest.mark.parametrize("overrides", [(), (LAPSE,), ("talks.mode=road_map",)])
@pytest.mark.parametrize("seed", range(3))
def test_sentences_use_names_and_not_ids(seed: int, overrides: tuple[str, ...]) -> None:
    one = record(seed, *overrides)
    for line in (*tell(one), *tell(one, everything=True)):
        assert not AN_ID.search(line.text), line
        assert "  " not in line.text
        assert line.text.endswith("."), line


def test_a_refusal_that_cites_congress_says_so() -> None:
    said = told(
        "refusal", "the White House", why="everything at once", cites_congress=True, believed=False
    )
    assert said == (
        "The White House refuses the offer: everything at once is not to be had, and it cites "
        "Congress, which ties its hands on part of it (the Kremlin does not believe it)."
    )
    assert "cites" not in told("refusal", "the White House", why="too large", cites_congress=False)


def test_utilities_are_in_the_units_of_their_owner() -> None:
    numbers = {"worth": 0.44, "wanted": 3.36}
    assert "worth 0.4 LP to it, and it holds out for 3.4 LP" in told(
        "refusal", "the Kremlin", **numbers
    )
    assert "worth 0.4 UP to it, and it holds out for 3.4 UP" in told(
        "refusal", "the White House", **numbers
    )


def test_why_a_side_proposes_nothing_is_told() -> None:
    loss = {"worth": -6.7, "rest": -50.2, "reservation": 0.0}
    assert told("silence", "the Kremlin", "road_map", **loss) == (
        "The Kremlin does not propose a road-map: the best it could propose is worth −6.7 LP to "
        "it, and to do without is worth 0.0 LP."
    )
    later = {"worth": 1.2, "rest": -3.0, "reservation": 0.0}
    assert told("silence", "the White House", "road_map", **later) == (
        "The White House does not propose a road-map: on the way the rest of it would come to be "
        "worth −3.0 UP to it, and to do without is worth 0.0 UP."
    )
    refused = told("refusal", "the Kremlin", wanted=1.2, probability=0.0, **later)
    assert "on the way the rest of it would come to be worth −3.0 LP to it" in refused
    assert "worth −6.7 LP to it" in told("refusal", "the Kremlin", wanted=0.0, **loss)


def test_why_a_side_leaves_a_road_map_is_told() -> None:
    numbers = {"stage": 2, "of": 6, "worth": -0.5, "reservation": 0.0}
    assert told("leaves", "the White House", "road_map", **numbers) == (
        "The White House leaves the road-map at stage 2 of 6: what is left of it has come to be "
        "worth −0.5 UP to it, and to do without is worth 0.0 UP."
    )


def test_a_channel_that_nobody_has_set_a_day_for_is_closed_until_further_notice() -> None:
    assert told("breakdown", "talks", "intervention") == (
        "The channel closes with that, until further notice."
    )
    assert told("breakdown", "talks", "refusal", days=30.0).endswith("for 30 days.")


def test_a_gift_is_told_with_its_cost() -> None:
    said = told(
        "gesture",
        "the White House",
        measures={"US_AIRSPACE": 1},
        lp=0.5,
        utility_executive=-0.8,
        utility_target=1.3,
    )
    assert said.endswith("That is worth −0.8 UP to itself and 1.3 LP to the Kremlin.")


def test_parts_of_a_measure_are_told_as_parts() -> None:
    offer = {"lp": 2.5, "instruments": ["delisting"], "concessions": ["prisoner_swap"]}
    half = told("offer", "the White House", measures={"US_SDN_SBER": 1}, **offer)
    assert half == (
        "The White House offers to ease Sberbank full blocking (half) (2.5 LP; delisting) "
        "in return for prisoner swap."
    )
    whole = told("offer", "the White House", measures={"US_SDN_SBER": 2}, **offer)
    assert "Sberbank full blocking (2.5 LP" in whole


def test_a_hold_out_is_named_at_the_renewal_that_it_delayed() -> None:
    hold_out = ("hold_out", "HU", "EU_833", {"expires": "2026-01-31", "names": 4})
    said = after([hold_out], "act_renewed", "the EU Council", "EU_833", price=0.25, days_before=2.2)
    assert said == (
        "The EU Council renews Regulation 833/2014 2 days before it expires: Hungary, which had "
        "held out since 13 Mar 2025 for 4 names to be dropped, settles for 1."
    )
    assert "Hungary held out and it was not renewed" in after(
        [hold_out], "act_lapse", "law", "EU_833"
    )


def test_a_vote_that_falls_short_names_what_was_needed() -> None:
    numbers = {"chamber": "senate", "ayes": 57, "noes": 42}
    said = told("vote", "Congress", "US_SDN_SBER", carried=False, on="disapproval", **numbers)
    assert said == "The Senate votes 57–42 to disapprove of the relief; the Senate needed 60."
    override = told("vote", "Congress", "US_SDN_SBER", carried=False, on="override", **numbers)
    assert override.endswith("to override the veto; the Senate needed 67.")
    assert "needed" not in told("vote", "Congress", "", carried=True, on="disapproval", **numbers)


# -- the story ---------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_no_event_is_told_twice_and_dates_run_forward(seed: int) -> None:
    lines = tell(record(seed))
    events = [event for line in lines for event in line.events]
    assert len(events) == len(set(events))
    assert [line.date for line in lines] == sorted(line.date for line in lines)


@pytest.mark.parametrize("seed", range(4))
def test_relief_and_its_reversal_are_never_left_out(seed: int) -> None:
    one = record(seed)
    events = {event for line in tell(one) for event in line.events}
    kinds = {"deal", "report", "blocked", "snapback", "act_lapse", "emergency_lapse", "repeal"}
    assert {e.id for e in one.entries if e.kind in kinds} <= events


def test_all_tells_every_event() -> None:
    one = record()
    assert [line.events for line in tell(one, everything=True)] == [
        (i,) for i in range(len(one.entries))
    ]


def test_routine_is_one_line_a_year_with_the_right_counts() -> None:
    one = record()
    lines = [line for line in tell(one) if line.kind == "routine"]
    years = [line.date.year for line in lines]
    assert years == sorted(set(years))
    continued = {}
    for entry in one.entries:
        if entry.kind == "continued":
            year = one.model.calendar.date(entry.day).year
            continued[year] = continued.get(year, 0) + 1
    for line in lines:
        n = continued.get(line.date.year, 0)
        assert (f"{n} emergenc" in line.text) == (n > 0)


def test_a_lapse_says_what_ends_what_stays_and_why() -> None:
    one = record(7, LAPSE)
    line = next(line for line in tell(one) if line.kind == "emergency_lapse")
    lapse = one.entries[line.events[0]]
    children = [entry for entry in one.entries if entry.cause == lapse.id]
    ended = [entry for entry in children if entry.kind == "ended"]
    stay = [entry for entry in children if entry.kind == "stays"]
    total = sum(float(str(entry.numbers["lp"])) for entry in ended)
    assert f"{len(ended)} measures that rest on it alone end ({total:.1f} LP)" in line.text
    assert f"; {len(stay)} stay: " in line.text
    assert "(the scenario has decided so)" in line.text
    tale = Tale(one)
    for entry in children:
        assert tale.measure(entry.subject) in line.text
    assert not [other for other in tell(one) if other.kind in ("ended", "stays")]


def test_a_proposal_and_its_answer_are_one_line_and_repetition_is_routine() -> None:
    one = record(7, "rules.windows=false", "rules.wishes=false")
    lines = [line for line in tell(one) if line.kind == "demand"]
    assert all("refuses" in line.text for line in lines if len(line.events) > 1)
    made = [e for e in one.entries if e.kind == "demand"]
    folded = [line for line in tell(one) if line.kind == "routine" and "more demand" in line.text]
    assert 0 < len(lines) < len(made)
    assert folded


def test_what_a_future_turned_on_is_told_heaviest_first_and_in_the_order_of_time() -> None:
    one = record(7, LAPSE)
    points = turning_points(one)
    assert 0 < len(points) <= 3
    assert [line.date for line in points] == sorted(line.date for line in points)
    assert "emergency_lapse" in {line.kind for line in points}
    assert turning_points(one, 1)[0] in points


def story(*events: tuple[float, int, str, str, str, dict[str, object]]) -> list[str]:
    """The lines of a story of events by day, cause, kind, agent and subject; the rest is blank."""
    entries = [
        Entry(i, day, agent, kind, subject, cause, {**blank(kind), **more})
        for i, (day, cause, kind, agent, subject, more) in enumerate(events)
    ]
    return [line.text for line in tell(replace(record(), entries=entries))]


ENDS = (1400.0, -1, "end", "scenario", "", {})
VOTED: dict[str, object] = {"chamber": "house", "on": "bill", "carried": True, "majority": True}


def test_reports_of_one_day_and_one_term_share_a_sentence_and_so_do_their_ends() -> None:
    month = {"days": 30, "effective": "2025-04-22"}
    said = story(
        (10.0, -1, "report", "W", "US_SDN_SBER", {**month, "lp": 2.0}),
        (10.4, -1, "report", "W", "US_SDN_VTB", {**month, "lp": 1.5}),
        (10.4, -1, "report", "W", "US_PNTR", {"days": 90, "effective": "2025-06-21", "lp": 1.0}),
        (40.0, 0, "review_over", "Congress", "US_SDN_SBER", {}),
        (40.0, 1, "review_over", "Congress", "US_SDN_VTB", {}),
    )
    assert [line.partition(" of ")[2] for line in said] == [
        "Sberbank full blocking; VTB full blocking (3.5 LP) to Congress; the review runs 30 days, "
        "to 22 Apr 2025, and nothing may be eased meanwhile.",
        "Column-2 tariffs (1.0 LP) to Congress; the review runs 90 days, to 21 Jun 2025, and "
        "nothing may be eased meanwhile.",
        "Sberbank full blocking; VTB full blocking is over: nobody has filed a disapproval, the "
        "relief goes ahead.",
    ]


def test_a_package_of_many_measures_is_one_report_of_so_many() -> None:
    names = ("US_SDN_SBER", "US_SDN_VTB", "US_SDN_GPB", "US_DEBT_D1", "US_231", "US_PNTR")
    month = {"days": 30, "effective": "2025-04-22", "lp": 1.0}
    reports = [(10.0, -1, "report", "W", name, month) for name in (*names, "US_PNTR")]
    over = [(40.0, i, "review_over", "Congress", name, {}) for i, name in enumerate(names)]
    (reported, ended) = story(*reports, *over)
    first = "6 measures, among them Sberbank full blocking; VTB full blocking; Gazprombank"
    assert reported.startswith(f"W reports the relief of {first}")
    assert "(7.0 LP) to Congress; the review runs 30 days" in reported
    assert ended.startswith(f"The review of {first}")


def test_an_intervention_is_told_by_its_note_or_by_what_its_parameters_are() -> None:
    values = {"agents.target.m0": 0.5, "talks.round_days": 15}
    note = "A mediator sits down with both sides."
    assert told("intervention", "scenario", "it", note=note, set=values) == note
    plain = told("intervention", "scenario", "it", note="", set={"talks.round_days": 15})
    assert plain == (
        "From now on, as the scenario has it, mean time between rounds is 15 (talks.round_days)."
    )
    assert told("intervention", "scenario", "the_end", note="", set={}).endswith(": the end.")


def test_the_review_of_a_renewal_is_routine_until_somebody_files() -> None:
    eased = (1.0, -1, "eased", "W", "US_PNTR", {"instrument": "jackson_vanik", "via": "bargain"})
    renewed = (366.0, 0, "licence_renewed", "W", "US_PNTR", {"days": 365.0})
    reported = (366.0, 1, "report", "W", "US_PNTR", {"days": 60, "effective": "2026-05-13"})
    quiet = (426.0, 2, "review_over", "Congress", "US_PNTR", {})
    told_quietly = story(eased, renewed, reported, quiet, ENDS)
    assert len(told_quietly) == 3
    assert "1 renewal of relief reported to Congress, with no disapproval filed" in told_quietly[1]
    filed = (400.0, 2, "disapproval", "Congress", "US_PNTR", {})
    late = (426.0, 3, "review_over", "Congress", "US_PNTR", {})
    loudly = " ".join(story(eased, renewed, reported, filed, late, ENDS))
    assert "it stays in force meanwhile" in loudly
    assert "the relief goes on" in loudly
    assert "no disapproval filed" not in loudly


def test_steps_of_winding_down_are_one_line_a_day_and_what_they_ease_one_phrase_a_year() -> None:
    down = {"via": "wind_down", "instrument": "licence", "tranches": 1}
    said = story(
        (10.0, -1, "wind_down", "W", "W", {"step": "licences", "lp": 5.0}),
        (10.0, -1, "wind_down", "W", "W", {"step": "delistings", "lp": 1.0}),
        (20.0, 0, "eased", "W", "US_SDN_SBER", {**down, "lp": 2.0}),
        (30.0, 1, "eased", "W", "US_SDN_VTB", {**down, "lp": 1.5}),
        ENDS,
    )
    assert said[0] == (
        "W winds down a further 5.0 LP by licences and waivers and 1.0 LP by taking names off the "
        "lists and revoking rules."
    )
    assert said[1].endswith("relief of 2 measures in effect as sanctions are wound down (3.5 LP).")
    assert len(said) == 3


@pytest.mark.parametrize(
    ("instrument", "called"),
    [
        ("licence", "The licence on Column-2 tariffs runs out: it is not rolled over"),
        ("waiver", "The waiver of Column-2 tariffs runs out: it is not extended"),
        ("suspension", "The suspension of Column-2 tariffs runs out: it is not prolonged"),
    ],
)
def test_relief_that_runs_out_is_called_what_it_was(instrument: str, called: str) -> None:
    eased = ("eased", "W", "US_PNTR", {"instrument": instrument})
    said = after([eased], "licence_lapse", "law", "US_PNTR", why="administrative")
    assert said.startswith(called)


def test_small_steps_of_a_council_are_routine_but_not_its_first() -> None:
    said = story(
        (10.0, -1, "council_eases", "EU", "", {"lp": 0.1}),
        (20.0, -1, "council_eases", "EU", "", {"lp": 0.2}),
        (30.0, -1, "council_eases", "EU", "", {"lp": 1.2}),
        (40.0, -1, "council_eases", "EU", "", {"lp": 3.0}),
        ENDS,
    )
    assert said[0] == "EU eases 0.1 LP."
    assert said[1] == "EU eases 3.0 LP."
    assert "2 small steps of relief by EU (1.4 LP)" in said[2]


def test_votes_and_repeals_of_one_day_share_a_sentence() -> None:
    vote = {"on": "repeal", "carried": True, "majority": True}
    said = story(
        (5.0, -1, "repeal_asked", "W", "CAATSA", {"why": "settled"}),
        (5.0, 0, "vote", "Congress", "", {**vote, "chamber": "house", "ayes": 238, "noes": 197}),
        (5.0, 0, "vote", "Congress", "", {**vote, "chamber": "senate", "ayes": 60, "noes": 40}),
        (5.0, 0, "repeal", "Congress", "A", {}),
        (5.0, 0, "repeal", "Congress", "B", {}),
    )
    assert said[1:] == [
        "The House votes 238–197 and the Senate votes 60–40 for the repeal.",
        "Congress repeals A; B. Nothing in force rests on them any more.",
    ]


def test_a_settlement_of_a_war_is_told_and_turns_a_future_once() -> None:
    settled = (5.0, -1, "settlement", "world", "", {})
    peace = (5.0, -1, "peace", "world", "", {"by": "itself"})
    assert story(settled, peace) == ["The war is settled, without a deal."]
    assert story(settled) == ["A comprehensive settlement is in place."]


def test_small_steps_of_followers_are_routine_but_not_their_first() -> None:
    eased = {"via": "follower", "instrument": "licence", "tranches": 1}
    said = story(
        (10.0, -1, "follows", "CH", "", {}),
        (10.0, 0, "eased", "CH", "CH_MIRROR", {**eased, "lp": 0.1}),
        (20.0, -1, "follows", "CH", "", {}),
        (20.0, 2, "eased", "CH", "CH_MIRROR", {**eased, "lp": 0.2}),
        (30.0, -1, "follows", "CH", "", {}),
        (30.0, 4, "eased", "CH", "CH_MIRROR", {**eased, "lp": 2.0}),
        ENDS,
    )
    assert [line.partition(":")[0] for line in said[:2]] == [
        "Switzerland follows and eases 0.1 LP",
        "Switzerland follows and eases 2.0 LP",
    ]
    assert "1 small step by followers (0.2 LP)" in said[2]


def test_a_vote_on_a_bill_is_for_the_bill_whatever_it_does() -> None:
    said = story(
        (5.0, -1, "bill_floor", "Congress", "bill_4", {"how": "leadership", "stance": "neutral"}),
        (5.0, 0, "vote", "Congress", "bill_4", {**VOTED, "ayes": 355, "noes": 80}),
    )
    assert said == [
        "Bill 4 gets to the floor; the president does not stand in the way: the House votes "
        "355–80 for it."
    ]
    assert told("vote", "Congress", "bill_4", **VOTED).endswith(" for bill 4.")


@pytest.mark.parametrize(
    ("class_", "what"),
    [("secondary", "secondary sanctions"), ("banks", "sanctions on banks")],
)
def test_a_threat_names_sanctions_once(class_: str, what: str) -> None:
    for kind in ("threat", "threat_carried_out"):
        said = told(kind, "W", "ceasefire", class_=class_, lp=5.2)
        assert f" {what} (5.2 LP)" in said
        assert "sanctions on secondary sanctions" not in said


def test_a_congress_without_bills_is_not_told_what_became_of_them() -> None:
    assert told("bills", "Congress") == "No bill of new sanctions introduced so far."


# -- causes ------------------------------------------------------------------------------


def test_causes_come_oldest_first_and_consequences_after_their_causes() -> None:
    one = record(7, LAPSE)
    for number in range(0, len(one.entries), 7):
        found = explain(one, number)
        assert found.event.event == number
        chain = [step.event for step in found.causes] + [number]
        assert chain == sorted(chain)
        for earlier, later in pairwise(chain):
            assert one.entries[later].cause == earlier
        seen = {number}
        for step in found.followed:
            assert one.entries[step.event].cause in seen
            seen.add(step.event)
        if one.entries[chain[0]].cause < 0:
            assert found.root or one.entries[chain[0]].kind == "reopened"


def test_odds_are_told_where_the_log_has_them() -> None:
    one = record(7, LAPSE)
    refusal = next(e.id for e in one.entries if e.kind == "refusal" and e.numbers.get("worth"))
    assert "would have been accepted with a probability of" in explain(one, refusal).odds
    lapse = next(e.id for e in one.entries if e.kind == "emergency_lapse")
    assert explain(one, lapse).odds == "The scenario had decided it."


@pytest.mark.parametrize("number", [-1, 10**6])
def test_an_event_that_is_not_there_cannot_be_explained(number: int) -> None:
    with pytest.raises(IndexError):
        explain(record(), number)


def test_candidates_have_a_cause_or_consequences() -> None:
    one = record(7, LAPSE)
    causes = {entry.cause for entry in one.entries}
    found = candidates(one)
    assert found
    for step in found:
        assert one.entries[step.event].cause >= 0 or step.event in causes


# -- words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Prisoner swap", "prisoner swap"),
        ("Black Sea corridor", "Black Sea corridor"),
        ("Rare earths and Arctic access", "rare earths and Arctic access"),
        ("EO 14024", "EO 14024"),
        ("", ""),
    ],
)
def test_names_inside_a_sentence(name: str, inside: str) -> None:
    assert words.lower(name) == inside


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Sberbank full blocking", "Sberbank full blocking"),
        ("Port ban (2022) on ships", "Port ban on ships"),
        ("Other banks: " + "one, " * 20 + "more", "Other banks"),
        ("(2014)", "(2014)"),
    ],
)
def test_names_are_shortened(name: str, short: str) -> None:
    assert words.brief(name) == short


@pytest.mark.parametrize(
    ("value", "said"), [(48.24, "48.2 LP"), (-0.04, "−0.04 LP"), (0.0, "0.0 LP"), (-1.0, "−1.0 LP")]
)
def test_numbers_of_lp(value: float, said: str) -> None:
    assert words.lp(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.4, "less than a day"), (1.2, "1 day"), (83.0, "83 days")]
)
def test_durations(value: float, said: str) -> None:
    assert words.days(value) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (0.014, "1.4 %"), (0.985, "98 %"), (1.0, "100 %")]
)
def test_shares(share: float, said: str) -> None:
    assert words.percent(share) == said


def test_lists() -> None:
    assert words.joined([]) == ""
    assert words.joined(["a"]) == "a"
    assert words.joined(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a", "b", "c", "d"], 2) == "a; b and 2 more"
    assert words.listed(["a", "b", "c"], 2) == "a; b; c"  # "and 1 more" would be longer
