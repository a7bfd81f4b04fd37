"""Two hundred futures of the base scenario: nothing breaks, and everything can happen."""

import pytest

from tests.scenarios.invariants import broken
from tests.scenarios.worlds import chunk, happened

N = 200

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def records():
    return chunk("russia_2025", N)


def test_no_invariant_breaks(records):
    assert [(r.replication, text) for r in records for text in broken(r)] == []


OCCURRENCES = {
    "an offer": lambda r: happened(r, "offer"),
    "a refusal that cites Congress": lambda r: [
        e for e in happened(r, "refusal") if e.numbers.get("cites_congress")
    ],
    "a deal": lambda r: happened(r, "deal"),
    "a continuation": lambda r: happened(r, "continued"),
    "a review under s.216": lambda r: happened(r, "report"),
    "a hold-out": lambda r: happened(r, "hold_out"),
    "a violation": lambda r: happened(r, "violation"),
    "a snapback": lambda r: happened(r, "snapback"),
    "an oil licence": lambda r: [e for e in happened(r, "eased") if e.numbers["via"] == "oil"],
    "new designations": lambda r: happened(r, "designation"),
    "a Swiss adoption": lambda r: [e for e in happened(r, "adopts") if e.agent == "CH"],
}


@pytest.mark.parametrize("what", OCCURRENCES)
def test_it_happens_in_some_future(records, what):
    assert any(OCCURRENCES[what](record) for record in records)


def test_swiss_lags_are_days_for_persons_and_weeks_for_sectors(records):
    """Medians of 5 and 56 days, within three standard errors (log-sd 0.3)."""
    lags = {True: [], False: []}
    for record in records:
        for entry in happened(record, "adopts"):
            if entry.agent == "CH":
                lags[entry.numbers["class_"] == "persons"].append(entry.numbers["lag"])
    for persons, median in ((True, 5.0), (False, 56.0)):
        found = sorted(lags[persons])
        error = 0.3 * 1.2533 / len(found) ** 0.5  # of the median of a normal, in logs
        assert abs(found[len(found) // 2] / median - 1) < 3 * error + 0.01


@pytest.mark.parametrize(
    ("overrides", "p"),
    [
        ((), 1 - 0.003),  # by silence alone: orders end an emergency for a reason (R27)
        (("rules.aims=false",), 0.98522597),  # without a settlement, logit 4.2 (R4)
    ],
)
def test_renewals_are_decided_as_the_rule_says(overrides, p):
    records = chunk("russia_2025", N, *overrides)
    kinds = ("emergency_lapse",) if not overrides else ("emergency_lapse", "emergency_ended")
    renewed = sum(len(happened(record, "continued")) for record in records)
    lapsed = sum(len(happened(record, *kinds)) for record in records)
    n = renewed + lapsed
    assert abs(renewed / n - p) < 3 * (p * (1 - p) / n) ** 0.5
