"""The scenario that can be checked on paper, against the log worked out on paper.

Every number below was computed from the rules of the model, not copied from a run; the
derivation is in docs/by_hand.md, and in short beside each event.
"""

import datetime as dt
from typing import Any

import pytest

from tests.scenarios.worlds import compiled, load, runs

START = dt.date(2027, 1, 4)
PRESIDENT, TARGET, LEGISLATURE = "the President", "the Target", "the Legislature"

Row = tuple[int, str, str, str, str, int, dict[str, Any]]

# Worth to the target: v * D - cost - 1 (no road to full relief).
#   licence, h 0.25, H 4: D = 1 - e^-1 = 0.632121;  delisting, h 0.1, H 5: D = 0.786939
# Worth to the President: u*B + gain - 25*(sqrt - sqrt) - 0.1*(LP - cost) - blame
#   gain per LP: banks 0.05 + 0.02 = 0.07, firms 0.10 + 0.02 = 0.12; blame on firms 1.5*2/3 = 1
LOG: list[Row] = [
    # (day, date, agent, kind, subject, cause, numbers)
    (0, "2027-01-04", "scenario", "start", "By hand: three measures, two sides, no chance", -1, {}),
    (0, "2027-01-04", PRESIDENT, "options_ordered", "", -1, {}),
    # 30 days for the list
    (30, "2027-02-03", PRESIDENT, "options_ready", "", 1, {}),
    # first round: the target demands everything at once
    (
        40,
        "2027-02-13",
        TARGET,
        "demand",
        "everything",
        -1,
        {"lp": 100, "share": 1, "tranches": 4, "concessions": [], "symbols": ["TRADE"]},
    ),
    # believed: credibility (2*1 + 0)/(2 + 0) = 1; afterwards (2 + 0)/(2 + 1) = 2/3
    (
        40,
        "2027-02-13",
        PRESIDENT,
        "refusal",
        "",
        3,
        {"why": "everything at once", "cites_congress": True, "believed": True},
    ),
    (47, "2027-02-20", "scenario", "intervention", "initiative", -1, {}),
    # second round, trust 0.3, B = 0.65, truce 14*0.65 = 9.1; the President wants 9.5*0.6 = 5.7
    #   banks for truce: 9.1 + 1.4 - 25*(1 - sqrt 0.8) - 0.1*12 = 6.6607 >= 5.7
    #   firms for truce: 9.1 + 3.6 - 25*(1 - sqrt 0.7) - 0.1*22 - 1 = 5.4165 < 5.7
    #   target: 12.6424 - 8 - 1 = 3.6424
    (
        80,
        "2027-03-25",
        PRESIDENT,
        "offer",
        "",
        -1,
        {
            "lp": 20,
            "share": 0.2,
            "measures": {"BANKS": 2},
            "tranches": 2,
            "instruments": ["licence"],
            "concessions": ["truce"],
            "utility_executive": 6.6607,
            "utility_target": 3.6424,
        },
    ),
    # the target wants 10*(1 - 80/480) = 8.3333
    (
        80,
        "2027-03-25",
        TARGET,
        "refusal",
        "",
        6,
        {"worth": 3.6424, "wanted": 8.3333, "probability": 0},
    ),
    # 12 days before 15 April; 1/(1 + e^-4.2) = 0.9852
    (
        89,
        "2027-04-03",
        PRESIDENT,
        "continued",
        "EMERGENCY",
        -1,
        {"until": "2028-04-15", "probability": 0.9852, "decided": True},
    ),
    # day 91: odds 3/7 * 2/7 = 6/49, trust 6/55 = 0.1091, B = 0.5545, truce 7.7636
    # third round: the President wants 9.5*0.4 = 3.8
    #   firms for truce: 7.7636 + 3.6 - 4.0835 - 2.2 - 1 = 4.0801 >= 3.8; target 23.6082 - 9
    (
        120,
        "2027-05-04",
        PRESIDENT,
        "offer",
        "",
        -1,
        {
            "lp": 30,
            "share": 0.3,
            "measures": {"FIRMS": 1},
            "tranches": 1,
            "instruments": ["delisting"],
            "concessions": ["truce"],
            "utility_executive": 4.0801,
            "utility_target": 14.6082,
        },
    ),
    # the target wants 10*0.75 = 7.5 < 14.6082; 4.0801*14.6082 is the largest product
    (
        120,
        "2027-05-04",
        "talks",
        "deal",
        "deal_0",
        9,
        {
            "lp": 30,
            "share": 0.3,
            "measures": {"FIRMS": 1},
            "tranches": 1,
            "instruments": ["delisting"],
            "concessions": ["truce"],
            "utility_executive": 4.0801,
            "utility_target": 14.6082,
            "efficiency": 1,
            "motives": [3, 0.6, 0],
        },
    ),
    # 4 May is not in the recess window: 30 days
    (
        120,
        "2027-05-04",
        PRESIDENT,
        "report",
        "FIRMS",
        10,
        {"lp": 30, "days": 30, "effective": "2027-06-03"},
    ),
    (130, "2027-05-14", TARGET, "delivered", "truce", 10, {"until_days": 60}),
    (150, "2027-06-03", LEGISLATURE, "review_over", "FIRMS", 11, {}),
    (
        150,
        "2027-06-03",
        PRESIDENT,
        "eased",
        "FIRMS",
        13,
        {
            "sender": "US",
            "class_": "firm",
            "instrument": "delisting",
            "tranches": 1,
            "lp": 30,
            "via": "bargain",
            "authorities": ["CODIFIED"],
        },
    ),
    # day 130: odds 6/49 * 8/3 = 16/49, trust 16/65 = 0.2462, B = 0.6231, corridor 6.2308
    # fourth round: the President wants 1.9
    #   banks for corridor: 6.2308 + 1.4 - 25*(sqrt 0.7 - sqrt 0.5) - 0.1*17 = 2.6919
    #   target: 12.6424 - 3 - 1 = 8.6424; share 20/70
    (
        160,
        "2027-06-13",
        PRESIDENT,
        "offer",
        "",
        -1,
        {
            "lp": 20,
            "share": 0.2857,
            "measures": {"BANKS": 2},
            "tranches": 2,
            "instruments": ["licence"],
            "concessions": ["corridor"],
            "utility_executive": 2.6919,
            "utility_target": 8.6424,
        },
    ),
    # the target wants 10*(1 - 160/480) = 6.6667; 2.6919*8.6424 > 4.6792*2.3212
    (
        160,
        "2027-06-13",
        "talks",
        "deal",
        "deal_1",
        15,
        {
            "lp": 20,
            "share": 0.2857,
            "measures": {"BANKS": 2},
            "tranches": 2,
            "instruments": ["licence"],
            "concessions": ["corridor"],
            "utility_executive": 2.6919,
            "utility_target": 8.6424,
            "efficiency": 1,
            "motives": [1, 0.4, 0],
        },
    ),
    # 5 days for the licence, 10 for the corridor
    (
        165,
        "2027-06-18",
        PRESIDENT,
        "eased",
        "BANKS",
        16,
        {
            "sender": "US",
            "class_": "bank",
            "instrument": "licence",
            "tranches": 2,
            "lp": 20,
            "via": "bargain",
            "authorities": ["ORDER"],
        },
    ),
    (170, "2027-06-23", TARGET, "delivered", "corridor", 16, {"until_days": None}),
    # 130 + 60
    (190, "2027-07-13", "law", "expired", "truce", 12, {}),
    # 165 + 90, and again + 90
    (255, "2027-09-16", PRESIDENT, "licence_renewed", "BANKS", 17, {"days": 90}),
    (270, "2027-10-01", "scenario", "intervention", "no_more_licences", -1, {}),
    (345, "2027-12-15", "law", "licence_lapse", "BANKS", 20, {"why": "administrative"}),
    (345, "2027-12-15", TARGET, "withdrawn", "corridor", 22, {}),
    (355, "2027-12-25", "scenario", "end", "By hand: three measures, two sides, no chance", -1, {}),
]


@pytest.fixture(scope="module")
def record():
    return runs(compiled("by_hand"), 1, seed=0)[0]


def same(found: object, wanted: object) -> bool:
    """Equal, numbers to the four digits of the paper."""
    if isinstance(wanted, bool) or not isinstance(wanted, int | float):
        if isinstance(wanted, list) and isinstance(found, list | tuple):
            return len(found) == len(wanted) and all(map(same, found, wanted))
        return found == wanted
    return isinstance(found, int | float) and abs(found - wanted) < 6e-5


def test_days_and_dates_of_the_paper_agree():
    for day, date, *_ in LOG:
        assert START + dt.timedelta(days=day) == dt.date.fromisoformat(date)


def test_the_log_has_the_events_of_the_paper_and_no_others(record):
    found = [(e.day, e.agent, e.kind, e.subject) for e in record.entries]
    assert found == [(day, agent, kind, subject) for day, _, agent, kind, subject, *_ in LOG]


@pytest.mark.parametrize("i", range(len(LOG)), ids=[f"{row[1]}-{row[3]}" for row in LOG])
def test_each_event_has_the_cause_and_the_numbers_of_the_paper(record, i):
    entry = record.entries[i]
    *_, cause, numbers = LOG[i]
    assert entry.cause == cause
    for key, wanted in numbers.items():
        assert same(entry.numbers.get(key), wanted), (key, entry.numbers.get(key), wanted)


def test_points_in_force_move_as_on_paper(record):
    lp, path = 100.0, []
    for change in record.changes:
        lp += record.tranches[change.tranche].lp * (1 if change.on else -1)
        path.append((change.day, round(lp, 9)))
    # BANKS comes and goes in its two halves.
    assert path == [(150, 70), (165, 60), (165, 50), (345, 60), (345, 70)]


def test_trust_moves_as_on_paper(record):
    trust = {p.day: p.value for p in record.points if p.series == "trust_executive"}
    assert trust[0] == pytest.approx(0.3)
    assert trust[91] == pytest.approx(6 / 55)  # odds 3/7 * 2/7
    # odds 16/49 after the truce, times 8/3 again after the corridor
    assert trust[182] == pytest.approx(128 / 275)


def test_chance_decides_nothing():
    first = runs(compiled("by_hand"), 1, seed=1)[0].entries
    assert runs(compiled("by_hand"), 1, seed=2)[0].entries == first


def test_two_agents_and_three_measures():
    loaded = load("by_hand")
    assert list(loaded.catalogue.senders) == ["US"]
    assert not loaded.catalogue.members
    assert len(loaded.catalogue.measures) == 3


# -- the second part: a ceasefire, and a council of two ----------------------------------

COUNCIL = "the Council"
GIVEN = {"lp": 40, "measures": {"EXPORTS": 1}, "instruments": ["suspension"], "table": "EU"}

ALLIES: list[tuple[int, str, str, str, dict[str, Any]]] = [
    # (day, agent, kind, subject, numbers)
    (0, "scenario", "start", "By hand, second part: a ceasefire, and a council of two", {}),
    (40, "scenario", "intervention", "council_talks", {}),
    (40, "talks_EU", "reopened", "", {}),
    (40, COUNCIL, "options_ordered", "", {}),
    (45, "scenario", "intervention", "ceasefire", {}),
    (45, "world", "ceasefire", "", {"by": "scenario"}),
    (70, COUNCIL, "options_ready", "", {}),
    # theta* = .04 + .3*(1 - e^(-.0958/1.5)) + .12 + .2 - .05; Hawk .35 + .12 = .47
    (
        80,
        COUNCIL,
        "common_position",
        "",
        {"members": ["HAWK"], "price": 0.2829, "threshold": 0.3286},
    ),
    # 7.8 - 5 - .2829; 40*.4323 - 3 - 1
    (80, COUNCIL, "offer", "", {**GIVEN, "utility_executive": 2.5171, "utility_target": 13.2933}),
    (
        80,
        "talks_EU",
        "deal",
        "deal_0",
        {**GIVEN, "utility_executive": 2.5171, "efficiency": 0.8990},
    ),
    (80, COUNCIL, "eased", "EXPORTS", {"lp": 40, "instrument": "suspension", "via": "bargain"}),
    (89, PRESIDENT, "continued", "EMERGENCY", {}),
    (90, TARGET, "delivered", "corridor", {}),
    (
        120,
        "HAWK",
        "blocked_by",
        "",
        {"members": ["HAWK"], "gap": 0.1916, "threshold": 0.2784, "why": "out of reach"},
    ),
    (220, "scenario", "intervention", "war_again", {}),
    (220, "world", "war_resumes", "", {"lasted": 175}),
    (220, "talks_EU", "breakdown", "offensive", {"table": "EU"}),
    # theta* = -.2 - .3 + .12 + .2 - .05
    (262, "HAWK", "blocked_by", "", {"members": ["HAWK", "DOVE"], "gap": 0.7, "threshold": -0.23}),
    (262, "law", "licence_lapse", "EXPORTS", {"why": "members", "lp": 40}),
    (262, TARGET, "withdrawn", "corridor", {}),
    (355, "scenario", "end", "By hand, second part: a ceasefire, and a council of two", {}),
]


def test_the_council_and_the_war_do_what_is_on_paper():
    entries = runs(compiled("council_of_two"), 1)[0].entries
    found = [(e.day, e.agent, e.kind, e.subject) for e in entries]
    assert found == [row[:4] for row in ALLIES]
    for entry, (*_, numbers) in zip(entries, ALLIES, strict=True):
        for key, wanted in numbers.items():
            assert same(entry.numbers.get(key), wanted), (entry.kind, key, entry.numbers.get(key))


def test_chance_decides_nothing_there_either():
    first = runs(compiled("council_of_two"), 1, seed=1)[0].entries
    assert runs(compiled("council_of_two"), 1, seed=2)[0].entries == first
