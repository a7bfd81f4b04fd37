"""The checks notice what they are there for: records tampered with are not let through."""

from dataclasses import replace

import pytest

from tests.scenarios.invariants import broken
from tests.scenarios.worlds import chunk, happened


@pytest.fixture(scope="module")
def record():
    """A sound record in which Congress reviewed relief that then took effect."""
    for found in chunk("all_at_once", 20):
        if [e for e in happened(found, "eased") if found.entries[e.cause].kind == "review_over"]:
            assert broken(found) == []
            return found
    raise AssertionError("no review in twenty futures")


def tampered(record, which, **changes):
    """The record with one event changed; `which` picks it."""
    entries = list(record.entries)
    i = next(i for i, entry in enumerate(entries) if which(entry))
    entries[i] = replace(entries[i], **changes)
    return replace(record, entries=entries)


def reviewed(record):
    return lambda e: e.kind == "eased" and record.entries[e.cause].kind == "review_over"


def test_relief_inside_its_review_is_noticed(record):
    report = happened(record, "report")[0]
    early = tampered(record, lambda e: e.kind == "review_over", kind="layer", day=report.day)
    early = tampered(early, reviewed(record), day=report.day + 10)
    assert any(text.startswith("reviews") and "before" in text for text in broken(early))


def test_relief_without_a_report_is_noticed(record):
    assert any(
        "without a report" in t for t in broken(tampered(record, reviewed(record), cause=-1))
    )


def test_events_out_of_order_are_noticed(record):
    assert broken(tampered(record, lambda e: e.kind == "deal", day=0.0))
    assert broken(tampered(record, lambda e: e.id == 5, id=6))
    assert broken(tampered(record, lambda e: e.id == 5, cause=7))
    assert broken(tampered(record, lambda e: e.id == 5, kind="rumour"))


def test_a_late_notice_is_noticed(record):
    until = {"until": "2035-04-15"}
    late = tampered(record, lambda e: e.kind == "continued", numbers=until)
    assert any(text.startswith("renewals") for text in broken(late))


def test_accounts_that_do_not_add_up_are_noticed(record):
    assert any(text.startswith("accounts") for text in broken(replace(record, balance=0.1)))
    first = record.changes[0]
    assert broken(replace(record, changes=[first, *record.changes]))
    eased = happened(record, "eased")[0]
    more = {**eased.numbers, "lp": eased.numbers["lp"] + 1}
    assert broken(tampered(record, lambda e: e.id == eased.id, numbers=more))


def test_a_licence_that_nobody_renews_is_noticed():
    for found in chunk("all_at_once", 20):
        licences = happened(found, "licence_renewed", "licence_lapse")
        went_on = {entry.cause for entry in licences}  # another renewal, or the end, came of it
        for entry in happened(found, "licence_renewed"):
            if entry.id not in went_on:
                continue
            forgotten = tampered(found, lambda e, i=entry.id: e.id == i, kind="layer")
            assert broken(found) == []
            assert any(text.startswith("licences") for text in broken(forgotten))
            return
    raise AssertionError("no licence renewed in twenty futures")


def test_offers_while_the_channel_is_closed_are_noticed(record):
    for found in chunk("all_at_once", 20):
        if happened(found, "reopened"):
            shut = tampered(found, lambda e: e.kind == "reopened", kind="layer")
            if any(text.startswith("channel") for text in broken(shut)):
                return
    raise AssertionError("no offer after any reopening in twenty futures")


def test_what_has_ended_stays_ended(record):
    over = tampered(
        record, lambda e: e.kind == "continued" and e.subject == "EO14024", kind="emergency_lapse"
    )
    assert any("which has ended" in text for text in broken(over))


def test_a_snapback_out_of_nothing_is_noticed(record):
    torn = tampered(record, lambda e: e.kind == "offer", kind="snapback")
    assert any(text.startswith("snapbacks") for text in broken(torn))


def test_votes_that_nobody_cast_are_noticed():
    for found in chunk("hawkish_congress", 5):
        for vote in happened(found, "vote"):
            stuffed = {**vote.numbers, "ayes": vote.numbers["ayes"] + 1}
            assert broken(tampered(found, lambda e, i=vote.id: e.id == i, numbers=stuffed))
            turned = {**vote.numbers, "carried": not vote.numbers["carried"]}
            assert broken(tampered(found, lambda e, i=vote.id: e.id == i, numbers=turned))
            return
    raise AssertionError("no vote in five futures")
