"""Outcome rows: their columns, their classes, what they count; answers to dated questions."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.state.agreements import Deal
from sim.engine.state.record import Record
from sim.engine.state.relief import Change
from sim.events.log import Entry
from sim.outcomes.accounts import ReliefAccounts, relief_accounts
from sim.outcomes.answers import Answer, answers
from sim.outcomes.classes import CLASSES, escalated, outcome_class
from sim.outcomes.columns import Row, columns
from sim.outcomes.row import outcome_row
from sim.outcomes.trajectories import on_grid
from sim.scenario.events import Question
from tests.records import MODES, model, record
from tests.scenarios.worlds import elsewhere

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=25)


def numbers(sender: str, lp: float) -> list[int]:
    """Tranches of a sender at the start that make up at least so many LP."""
    found, total = [], 0.0
    for i, t in enumerate(model("hold").tranches):
        if t.sender == sender and total < lp:
            found.append(i)
            total += t.lp
    return found


def off(
    day: float, tranches: list[int], via: str = "bargain", by: str = "delisting"
) -> list[Change]:
    return [Change(day, i, False, by, via) for i in tranches]


def on(day: float, tranches: list[int], via: str = "snapback") -> list[Change]:
    return [Change(day, i, True, "", via) for i in tranches]


def told(*events: tuple[Any, ...]) -> list[Entry]:
    """A log of events given as day, agent, kind, subject, cause, numbers."""
    return [Entry(k, *event) for k, event in enumerate(events)]


def world(
    changes: list[Change] | None = None,
    entries: list[Entry] | None = None,
    added: float = 0.0,
    deal_on: float | None = None,
) -> Record:
    """A record of a world in which nothing happens but what is given."""
    plain = record(1, "hold")
    tranches = list(plain.model.tranches)
    changes = list(changes or ())
    if added:
        changes.insert(0, Change(0.0, len(tranches), True, "", "added"))
        tranches.append(tranches[0]._replace(measure="designation_1", lp=added))
    deals = [] if deal_on is None else [Deal(0, deal_on, 0, [], (), 1.0)]
    return replace(
        plain, changes=changes, entries=entries or [], tranches=tranches, deals=deals, gestures=[]
    )


# -- columns -------------------------------------------------------------------------------


@quick
@given(seed=st.integers(0, 200), mode=st.sampled_from(MODES))
def test_a_row_has_the_columns_that_are_described_in_their_order_and_type(
    seed: int, mode: str
) -> None:
    row = outcome_row(record(seed, mode))
    described = columns(model(mode))
    assert list(row) == [c.name for c in described]
    kinds = {"float": float, "int": int, "str": str, "bool": bool}
    for c in described:
        assert row[c.name] is None or type(row[c.name]) is kinds[c.type], c
        if c.unit == "[0, 1]" and row[c.name] is not None:
            assert 0.0 <= float(str(row[c.name])) <= 1.0, c


def test_columns_are_named_once_and_say_what_they_mean() -> None:
    described = columns(model("hold"))
    assert len({c.name for c in described}) == len(described)
    assert all(c.meaning for c in described)
    assert all(c.unit for c in described if c.type == "float")
    assert any(c.primary for c in described)
    for sender in model("hold").catalogue.senders:
        assert f"legal_end_{sender}" in {c.name for c in described}


@quick
@given(seed=st.integers(0, 200), mode=st.sampled_from(MODES))
def test_a_row_agrees_with_the_series(seed: int, mode: str) -> None:
    r = record(seed, mode)
    row = outcome_row(r)
    grid = np.unique([*np.linspace(0.0, r.horizon, 400), *(c.day for c in r.changes)])
    series = on_grid(r, grid)
    for name in ("", *(f"_{s}" for s in r.model.catalogue.senders)):
        assert row[f"legal_end{name}"] == pytest.approx(series[f"legal{name}"][-1], abs=1e-4)
        assert row[f"effective_end{name}"] == pytest.approx(
            series[f"effective{name}"][-1], abs=1e-4
        )
        assert row[f"legal_max{name}"] == pytest.approx(series[f"legal{name}"].max(), abs=1e-4)
        # The grid may miss the moment before a fall, but never exceeds the maximum by much.
        highest, seen = float(str(row[f"effective_max{name}"])), series[f"effective{name}"].max()
        assert seen - 0.02 <= highest <= seen + 0.1
    assert row["added"] == pytest.approx(series["added"][-1], abs=1e-4)
    assert row["net_end"] == pytest.approx(series["in_force"][-1] - 100.0, abs=1e-4)
    roads = [str(c.name) for c in columns(r.model) if c.name.startswith("via_")]
    assert sum(float(str(row[name])) for name in roads) == pytest.approx(row["legal_end"])
    eased = np.flatnonzero(series["legal"] > 1e-6)
    assert row["days_to_relief"] == (pytest.approx(grid[eased[0]]) if len(eased) else None)


# -- classes -------------------------------------------------------------------------------


def books(
    end: float, ever: float = 0.0, added: float = 0.0, relief: float | None = None
) -> ReliefAccounts:
    zero: dict[str, float] = {"US": 0.0}
    return ReliefAccounts(
        {"US": end},
        zero,
        zero,
        zero,
        {"US": added},
        bargained_ever=max(ever, end),
        bargained_end=end,
        relief=relief,
    )


@pytest.mark.parametrize(
    ("end", "ever", "expected"),
    [
        (0.1, 0.1, "baby_steps"),
        (14.99, 14.99, "baby_steps"),
        (15.0, 15.0, "partial"),
        (60.0, 60.0, "partial"),
        (60.01, 60.01, "comprehensive"),
        (10.0, 19.9, "baby_steps"),
        (10.0, 20.0, "baby_steps_reversed"),
        (0.0, 80.0, "baby_steps_reversed"),
        (20.0, 40.0, "partial_reversed"),
        (61.0, 122.0, "comprehensive_reversed"),
    ],
)
def test_bargained_relief_is_classed_by_what_is_left_of_it(
    end: float, ever: float, expected: str
) -> None:
    assert outcome_class(books(end, ever)) == expected


def test_escalation_is_more_than_five_lp_above_the_start_and_gives_way_to_a_bargain() -> None:
    assert outcome_class(books(0.0, added=5.0)) == "status_quo"
    assert outcome_class(books(0.0, added=5.01)) == "escalation"
    assert outcome_class(books(0.0, added=9.0, relief=3.0)) == "escalation"
    bargained = books(3.0, added=9.0)
    assert outcome_class(bargained) == "baby_steps"
    assert escalated(bargained)


def test_relief_without_a_bargain_is_licences_only() -> None:
    some = numbers("US", 3.0)
    assert outcome_row(world())["outcome"] == "status_quo"
    licensed = world([*off(10.0, some, "oil", "licence"), *on(40.0, some, "lapse")])
    assert outcome_row(licensed)["outcome"] == "licences_only"
    assert outcome_row(world(off(10.0, some, "gesture")))["outcome"] == "licences_only"


def test_every_class_is_known() -> None:
    assert {outcome_row(record(s, m))["outcome"] for s in range(12) for m in MODES} <= set(CLASSES)


# -- what counts as bargained --------------------------------------------------------------


def test_relief_by_others_is_bargained_only_in_the_wake_of_a_deal() -> None:
    theirs = numbers("EU", 20.0)
    before = relief_accounts(world(off(100.0, theirs, "council", "eu_act"), deal_on=200.0))
    assert (before.bargained_ever, before.bargain) == (0.0, None)
    after = relief_accounts(world(off(300.0, theirs, "council", "eu_act"), deal_on=200.0))
    assert after.bargained_end == pytest.approx(after.total)
    assert after.bargain == 300.0


def test_snapback_undoes_and_a_second_bargain_mends() -> None:
    some = numbers("US", 10.0)
    undone = relief_accounts(world([*off(10.0, some), *on(50.0, some)], deal_on=5.0))
    lp = undone.bargained_ever
    assert lp >= 10.0
    assert (undone.bargained_end, undone.undone, undone.total) == (0.0, 1.0, 0.0)
    assert undone.restored["snapback"] == pytest.approx(lp)
    assert undone.legal_max["US"] == pytest.approx(lp)
    mended = relief_accounts(
        world([*off(10.0, some), *on(50.0, some), *off(90.0, some)], deal_on=5.0)
    )
    assert mended.bargained_ever == pytest.approx(lp)  # each tranche once
    assert mended.undone == pytest.approx(0.0)


def test_a_tranche_that_goes_off_twice_is_eased_once() -> None:
    some = numbers("US", 5.0)
    twice = relief_accounts(
        world([*off(10.0, some, by="waiver"), *off(60.0, some, by="statute_repealed")])
    )
    once = relief_accounts(world(off(10.0, some, by="waiver")))
    assert twice.total == once.total == twice.total_max
    assert (once.termination, twice.termination) == (None, 60.0)
    assert twice.restored == {"snapback": 0.0, "lapse": 0.0}


def test_moments_of_first_relief_and_of_half_relief() -> None:
    us, eu = numbers("US", 1000.0), numbers("EU", 1000.0)
    changes = [
        *off(5.0, us[:1], "oil", "licence"),
        *on(35.0, us[:1], "lapse"),
        *off(100.0, us[1:4], by="waiver"),
        *off(200.0, us[4:20]),
        *off(300.0, [*us[20:], *eu], "lapse", "lapse"),
    ]
    row = outcome_row(world(changes, deal_on=90.0))
    keys = ("days_to_relief", "days_to_bargain", "days_to_termination", "days_to_half")
    assert [row[key] for key in keys] == [5.0, 100.0, 200.0, 300.0]
    nothing = outcome_row(world())
    assert [nothing[key] for key in keys] == [None] * 4
    assert row["oil_max"] == pytest.approx(model("hold").tranches[us[0]].lp)


def test_the_first_relief_of_each_sender() -> None:
    """Whatever it comes by; licences of the first day are none."""
    us, eu = numbers("US", 5.0), numbers("EU", 5.0)
    changes = [*off(0.0, us[:1], "start"), *off(7.0, eu[:1], "lapse"), *off(20.0, us[1:2])]
    row = outcome_row(world(changes))
    senders = {key: row[f"days_to_relief_{key}"] for key in ("US", "EU", "UK")}
    assert senders == {"US": 20.0, "EU": 7.0, "UK": None}
    assert row["days_to_relief"] == 7.0


def test_sanctions_have_ended_once_nothing_is_left_and_are_back_when_anything_bites() -> None:
    """What allies hold does not count, nor what came back before the end."""
    us = numbers("US", 1000.0)
    changes = [*off(5.0, us[:3]), *on(50.0, us[:1]), *off(60.0, us[3:]), *off(80.0, us[:1])]
    # The simulation lasts 1,408 days: too short to tell of five years.
    row = outcome_row(world(changes))
    assert row["days_to_end"] == 80.0
    assert (row["ended_reversed_5"], row["ended_reversed_10"]) == (None, None)
    assert outcome_row(world(off(5.0, us[1:])))["days_to_end"] is None
    back = relief_accounts(world([*changes, *on(200.0, us[5:6], "lapse"), *on(300.0, us[:1])]))
    assert (back.over, back.again) == (80.0, 200.0)
    new = relief_accounts(world([*changes, *on(100.0, numbers("EU", 1.0))], added=2.0))
    assert (new.over, new.again) == (80.0, None)


def test_deals_are_counted_by_the_year_until_the_executive_winds_down() -> None:
    name = model("hold").scenario.agents.executive.name
    met = told((730.5, name, "aim_met", name, -1, {"why": "settlement"}))
    of = replace(world(entries=met), deals=[Deal(k, 300.0 * k, 0, [], (), 1.0) for k in range(4)])
    assert outcome_row(of)["deals_a_year"] == pytest.approx(3 / 2)  # that of day 900 is too late
    other = replace(of, entries=told((730.5, "another", "aim_met", "another", -1, {})))
    years = other.horizon / 365.25
    assert outcome_row(other)["deals_a_year"] == pytest.approx(4 / years)


# -- what the log says ---------------------------------------------------------------------

KREMLIN, HOUSE = "the Kremlin", "the White House"


def test_a_truce_that_is_announced_is_not_a_ceasefire_that_held() -> None:
    truce = outcome_row(
        world(
            entries=told(
                (100.0, KREMLIN, "delivered", "energy_truce", -1, {}),
                (130.0, "law", "expired", "energy_truce", 0, {}),
            )
        )
    )
    assert (truce["truce"], truce["days_to_truce"], truce["days_to_lull"]) == (True, 100.0, 100.0)
    assert (truce["ceasefire_held"], truce["ceasefire_days"]) == (False, 0.0)
    assert (truce["delivered"], truce["expired"], truce["live_end"]) == (1, 1, 0)


@pytest.mark.parametrize(("until", "held"), [(380.0, False), (380.1, True)])
def test_a_ceasefire_held_if_it_lasted_more_than_180_days(until: float, held: bool) -> None:
    row = outcome_row(
        world(
            entries=told(
                (200.0, KREMLIN, "delivered", "ceasefire", -1, {}),
                (250.0, KREMLIN, "violation", "ceasefire", 0, {"detected": False}),
                (until, KREMLIN, "violation", "ceasefire", 0, {"detected": True}),
            )
        )
    )
    assert (row["truce"], row["ceasefire_held"], row["days_to_lull"]) == (False, held, 200.0)
    assert row["ceasefire_days"] == pytest.approx(until - 200.0)
    assert (row["violations"], row["violations_detected"], row["broken"]) == (2, 1, 1)


def test_concessions_in_force_at_the_end_are_those_not_gone() -> None:
    row = outcome_row(
        world(
            entries=told(
                (1.0, KREMLIN, "delivered", "prisoner_swap", -1, {}),
                (2.0, KREMLIN, "delivered", "rare_earths", -1, {}),
                (3.0, KREMLIN, "delivered", "black_sea", -1, {}),
                (4.0, KREMLIN, "delivered", "ceasefire", -1, {}),
                (9.0, KREMLIN, "withdrawn", "black_sea", 2, {}),
            )
        )
    )
    # A swap is done once and for all, and not in force.
    assert (row["delivered"], row["live_end"], row["broken"]) == (4, 2, 1)
    assert row["ceasefire_days"] == pytest.approx(record(1, "hold").horizon - 4.0)


def test_snapbacks_are_told_apart_by_cause() -> None:
    row = outcome_row(
        world(
            entries=told(
                (1.0, KREMLIN, "violation", "black_sea", -1, {"detected": True}),
                (1.0, HOUSE, "snapback_decided", "deal_0", 0, {"days": 40.0}),
                (41.0, HOUSE, "snapback", "US_SHIPS", 1, {"lp": 0.5}),
                (41.0, HOUSE, "snapback", "US_CBW_SKRIPAL", 1, {"lp": 0.25}),
                (50.0, HOUSE, "false_alarm", "rare_earths", -1, {}),
                (50.0, HOUSE, "snapback_decided", "deal_1", 4, {"days": 40.0}),
                (60.0, "law", "licence_lapse", "US_SHIPS", -1, {"why": "administrative"}),
                (61.0, "law", "licence_lapse", "US_SHIPS", -1, {"why": "violation"}),
                (62.0, "law", "licence_lapse", "US_SHIPS", -1, {"why": "policy", "via": "oil"}),
            )
        )
    )
    assert (row["snapbacks"], row["snapbacks_violation"], row["snapbacks_false_alarm"]) == (2, 1, 1)
    assert row["snapback_lp"] == 0.75
    lapsed = [row[f"licences_lapsed_{why}"] for why in ("administrative", "violation")]
    assert (*lapsed, row["oil_licences_lapsed"]) == (1, 1, 1)


def test_reviews_votes_and_hold_outs_are_counted() -> None:
    yes, no = {"on": "disapproval", "carried": True}, {"on": "disapproval", "carried": False}
    row = outcome_row(
        world(
            entries=told(
                (1.0, HOUSE, "report", "US_231", -1, {}),
                (15.0, "Congress", "disapproval", "US_231", 0, {}),
                (27.0, "Congress", "vote", "US_231", 1, {**yes, "chamber": "senate", "ayes": 61}),
                (28.0, "Congress", "vote", "US_231", 1, {**yes, "chamber": "house", "ayes": 300}),
                (33.0, HOUSE, "veto", "US_231", 1, {}),
                (38.0, "Congress", "vote", "US_231", 4, {"on": "override", "carried": True}),
                (38.0, "Congress", "blocked", "US_231", 5, {"how": "over a veto"}),
                (50.0, "Congress", "disapproval", "US_SHIPS", 0, {}),
                (60.0, "Congress", "vote", "US_SHIPS", 7, {**no, "chamber": "senate", "ayes": 57}),
                (61.0, "Congress", "vote", "US_SHIPS", 7, {**yes, "chamber": "house", "ayes": 250}),
                (70.0, HOUSE, "veto", "bill_1", -1, {}),
                (80.0, "HU", "hold_out", "EU_833", -1, {}),
                (81.0, "the EU Council", "act_renewed", "EU_833", 11, {"price": 0.4}),
                (82.0, "the EU Council", "act_renewed", "EU_269", -1, {"price": 0.0}),
            )
        )
    )
    assert (row["reviews"], row["disapprovals"], row["disapprovals_passed"]) == (1, 2, 1)
    assert (row["disapprovals_vetoed"], row["blocked"], row["overridden"]) == (1, 1, 1)
    assert (row["disapproval_ayes_senate"], row["disapproval_ayes_house"]) == (59.0, 275.0)
    assert (row["acts_renewed"], row["hold_outs"], row["hold_out_most"]) == (2, 1, "HU")
    assert row["hold_out_price"] == 0.4  # only renewals at which somebody held out


def test_refusals_that_cite_congress_and_the_opening_demand() -> None:
    row = outcome_row(
        world(
            entries=told(
                (1.0, KREMLIN, "demand", "everything", -1, {"share": 0.95, "symbols": ["X"]}),
                (1.0, HOUSE, "refusal", "", 0, {"coded": True, "cites_congress": True}),
                (2.0, KREMLIN, "demand", "", -1, {"share": 0.2}),
                (2.0, HOUSE, "refusal", "", 2, {"coded": True, "cites_congress": False}),
                (3.0, KREMLIN, "refusal", "", -1, {"worth": 1.0}),
            )
        )
    )
    assert (row["opening_demand_share"], row["opening_demand_symbols"]) == (0.95, True)
    assert (row["refusals"], row["refusals_coded"], row["citing_share"]) == (3, 2, 0.5)


def test_lags_of_followers_are_medians_by_kind() -> None:
    lags = [("persons", 3.0), ("persons", 5.0), ("persons", 7.0), ("oil", 48.0)]
    adopted = told(
        *(
            (1.0, "CH", "adopts", f"package_{k}", -1, {"class_": c, "lag": lag})
            for k, (c, lag) in enumerate(lags)
        )
    )
    row = outcome_row(world(entries=adopted))
    assert (row["lag_persons_CH"], row["lag_sectoral_CH"]) == (5.0, 48.0)
    assert (row["lag_persons_UK"], row["adoptions"]) == (None, 4)


def test_steps_are_packages_of_which_something_took_effect() -> None:
    eased = {"via": "bargain", "sender": "US", "class_": "fleet"}
    aloft = {"via": "oil", "lp": 9.0, "instrument": "licence"}
    entries = told(
        (10.0, "talks", "deal", "deal_0", -1, {}),
        (20.0, HOUSE, "report", "US_231", 0, {}),
        (50.0, "Congress", "review_over", "US_231", 1, {}),
        (51.0, HOUSE, "eased", "US_231", 2, {**eased, "lp": 1.0, "instrument": "delisting"}),
        (60.0, "talks", "deal", "deal_1", -1, {}),
        (61.0, HOUSE, "eased", "US_SHIPS", 4, {**eased, "lp": 2.0, "instrument": "licence"}),
        (62.0, HOUSE, "eased", "US_231", 4, {**eased, "lp": 1.5, "instrument": "order_ended"}),
        (70.0, "talks", "deal", "deal_2", -1, {}),
        (71.0, HOUSE, "eased", "US_AIR_EAR", -1, {**eased, **aloft}),
    )
    deals = [
        Deal(0, 10.0, 0, [], (), 1.0, own=1.0, other=2.0, efficiency=0.5, motives=(1.0, 1.0, 0.0)),
        Deal(1, 60.0, 4, [], (), 3.5, own=2.0, other=-1.0, efficiency=1.0, motives=(1.0, 0.0, 1.0)),
        Deal(2, 70.0, 7, [], (), 1.0, own=0.0, other=0.0, stage=0),
    ]
    row = outcome_row(replace(world(entries=entries), deals=deals))
    assert (row["deals"], row["days_to_deal"], row["steps"]) == (3, 10.0, 2)
    assert (row["step_lp"], row["step_lp_largest"], row["step_gap"]) == (2.25, 3.5, 10.0)
    assert row["steps_light"] == 0.5  # the second ended an order as well
    assert (row["utility_executive"], row["utility_target"]) == (3.0, 1.0)
    assert row["nash_efficiency"] == 0.75  # stages of a road-map are not searched for
    shares = [row[f"motive_{m}"] for m in ("economic", "wedge", "socialisation")]
    assert shares == [0.5, 0.25, 0.25]


def test_without_a_bargain_there_is_nothing_to_take_a_mean_of() -> None:
    row: Row = outcome_row(world())
    for key in (
        "step_lp",
        "step_gap",
        "steps_light",
        "nash_efficiency",
        "motive_wedge",
        "citing_share",
        "hold_out_price",
        "hold_out_most",
        "days_to_deal",
    ):
        assert row[key] is None
    assert (row["deals"], row["utility_executive"]) == (0, 0.0)


# -- questions -----------------------------------------------------------------------------


def asked(event: dict[str, Any], entries: list[Entry], **more: Any) -> Answer:
    question = Question(id="q", text="?", event=event, **more)
    r = world(entries=entries)
    scenario = r.model.scenario.model_copy(update={"questions": (question,)})
    return answers(replace(r, model=elsewhere(r.model, scenario=scenario)))["q"]


LOG = told(
    (
        10.2,
        HOUSE,
        "eased",
        "US_SDN_VTB",
        -1,
        {"sender": "US", "class_": "bank", "instrument": "delisting"},
    ),
    (
        20.0,
        HOUSE,
        "eased",
        "US_SHIPS",
        -1,
        {"sender": "US", "class_": "fleet", "instrument": "licence"},
    ),
    (30.0, "law", "licence_lapse", "US_SHADOW_FLEET,US_SHIPS", -1, {"via": "oil"}),
    (
        40.0,
        "EU",
        "eased",
        "EU_SWIFT",
        -1,
        {"sender": "EU", "class_": "bank", "instrument": "eu_act"},
    ),
    (
        50.0,
        "talks",
        "deal",
        "deal_0",
        -1,
        {"measures": {"US_AIR_EAR": 2}, "instruments": ["licence"], "concessions": ["black_sea"]},
    ),
)

START = dt.date(2025, 3, 13)


def on_day(day: int) -> Answer:
    return Answer(True, START + dt.timedelta(days=day))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"kind": "eased"}, on_day(10)),
        ({"kind": "eased", "class": "fleet"}, on_day(20)),
        ({"kind": "eased", "sender": "EU"}, on_day(40)),
        ({"kind": "eased", "agent": "EU", "class": "bank"}, on_day(40)),
        ({"kind": "eased", "instrument": "licence"}, on_day(20)),
        ({"kind": "eased", "subject": "US_SHIPS"}, on_day(20)),
        ({"kind": "eased", "sender": "UK"}, Answer(False, None)),
        # One licence for several measures is about each of them, and their class is theirs.
        ({"kind": "licence_lapse", "subject": "US_SHIPS"}, on_day(30)),
        ({"kind": "licence_lapse", "subject": "US_SHIPS,US_231"}, on_day(30)),
        ({"kind": "licence_lapse", "class": "fleet", "sender": "US"}, on_day(30)),
        ({"kind": "licence_lapse", "class": "bank"}, Answer(False, None)),
        # A package is about its measures, its instruments and its concessions.
        ({"kind": "deal", "subject": "black_sea"}, on_day(50)),
        ({"kind": "deal", "class": "aviation", "instrument": "licence"}, on_day(50)),
        ({"kind": "deal", "subject": "ceasefire"}, Answer(False, None)),
        # Of several kinds the first that happens, in whatever order they are named.
        ({"kind": ["deal", "licence_lapse"]}, on_day(30)),
        ({"kind": ["licence_lapse", "deal"], "class": "aviation"}, on_day(50)),
        ({"kind": ["stage", "deal"]}, on_day(50)),
        ({"kind": ["stage", "snapback"]}, Answer(False, None)),
    ],
)
def test_a_filter_finds_what_it_asks_for(event: dict[str, Any], expected: Answer) -> None:
    assert asked(event, LOG) == expected


def test_dates_of_a_question_count_from_and_to_the_day_itself() -> None:
    day = START + dt.timedelta(days=20)
    eve, after = day - dt.timedelta(days=1), day + dt.timedelta(days=1)
    fleet = {"kind": "eased", "class": "fleet"}
    assert asked(fleet, LOG, by=day) == on_day(20)
    assert asked(fleet, LOG, by=eve) == Answer(False, None)
    assert asked(fleet, LOG, after=day) == on_day(20)
    assert asked(fleet, LOG, after=after) == Answer(False, None)


def test_at_least_asks_for_so_many_events_within_the_dates() -> None:
    eased = {"kind": "eased"}
    assert asked(eased, LOG, at_least=3) == on_day(40)
    assert asked(eased, LOG, at_least=4) == Answer(False, None)
    assert asked(eased, LOG, at_least=3, by=START + dt.timedelta(days=39)) == Answer(False, None)
    assert asked(eased, LOG, at_least=2, after=START + dt.timedelta(days=15)) == on_day(40)


def test_several_kinds_are_counted_together() -> None:
    kinds = {"kind": ["deal", "licence_lapse"]}
    assert asked(kinds, LOG, at_least=2) == on_day(50)
    assert asked(kinds, LOG, at_least=3) == Answer(False, None)


def test_every_question_of_a_scenario_is_answered_within_its_dates() -> None:
    r = record(7)
    found = answers(r)
    assert list(found) == [q.id for q in r.model.scenario.questions]
    for q in r.model.scenario.questions:
        yes, date = found[q.id]
        assert yes == (date is not None)
        assert date is None or (q.after or START) <= date <= (q.by or r.model.scenario.end)


def test_a_scenario_without_questions_has_no_answers() -> None:
    r = record(7)
    scenario = r.model.scenario.model_copy(update={"questions": ()})
    assert answers(replace(r, model=elsewhere(r.model, scenario=scenario))) == {}
