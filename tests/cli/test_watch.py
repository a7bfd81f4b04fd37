"""``thaw watch``: what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.workflows import calendars
from tests.cli.calling import ROOT, Caller

INLINE = ROOT / "scenarios" / "examples" / "inline.yaml"
ASKED = (
    '--set=questions=[{"id": "eased", "text": "Is the bank let off?", "event": {"kind": "eased", '
    '"subject": "BANK"}, "by": "2028-12-31"}, {"id": "soon", "text": "Soon?", "event": '
    '{"kind": "eased"}, "by": "2027-02-01"}]'
)
FEW = ("-n", "40", "--jobs", "1", "--causes", "10")


def watch(call: Caller, *words: object):
    return call("watch", INLINE, ASKED, *FEW, *words)


def test_it_says_what_to_watch(call: Caller) -> None:
    done = watch(call, "--csv", "w.csv", "--figure", "signs", "--out", "batch")
    assert done.code == 0, done
    assert "Is the bank let off? (by 31 Dec 2028)" in done.out
    assert "observables from 1 Jan 2027 to 31 Mar 2027" in done.out
    for name in ("w.csv", "signs.png", "signs.svg"):
        assert (call.folder / name).is_file()
        assert f"Written: {name}" in done.out
    assert (call.folder / "batch" / "outcomes.parquet").is_file()
    again = call("watch", "batch", "--jobs", "1", "--causes", "10")
    assert again.code == 0
    assert again.out.splitlines()[:5] == done.out.splitlines()[:5]


def test_json_is_one_object(call: Caller) -> None:
    done = watch(call, "--json")
    values = json.loads(done.out)
    assert values["question"]["id"] == "eased"
    assert values["n"] == 40
    assert Path(values["results"]).parts[0] == "results"
    assert values["written"] == []
    assert {"what", "seen", "yes", "no", "bits", "associated", "causes", "q"} <= set(
        values["observables"][0]
    )


def test_markdown_is_a_page_to_paste(call: Caller) -> None:
    done = watch(call, "--markdown")
    assert "| what | seen | if seen | if not | bits | associated | causes |" in done.out
    assert "Results: " in done.err


def test_what_has_a_date_is_written_for_a_calendar(call: Caller) -> None:
    done = watch(call, "--ics", "w.ics", "--set", "agents.executive.aims.silence=0.5")
    assert done.code == 0, done
    assert "BEGIN:VEVENT" in (call.folder / "w.ics").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--question", "easd"), "eased"),
        (("--question", "soon"), "decided by 2027-02-01"),
        (("--days", "0"), "--days"),
        (("--days", "800"), "none of its questions is open after"),
        (("--on", "2031-01-01"), "a day from 2027-01-01 to 2030-12-31"),
        (("--on", "2026-12-31"), "a day from 2027-01-01 to 2030-12-31"),
        (("--on", "tomorrow"), "a date such as"),
        (("--top", "0"), "--top"),
        (("--causes", "-1"), "--causes"),
        (("--set", "no.such=1"), "no.such"),
        (("--csv", "none/w.csv"), "there is no folder none"),
        (("--ics", "none/w.ics"), "there is no folder none"),
        (("--figure", "none/signs"), "there is no folder none"),
        (("--ics", "."), "this is a folder"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_written(call: Caller, words, said) -> None:
    assert said in call.refused("watch", INLINE, ASKED, *FEW, *words)


def test_a_scenario_without_questions_is_refused(call: Caller) -> None:
    assert "--question" in call.refused("watch", INLINE, *FEW)


def test_a_folder_that_is_no_batch_is_refused(call: Caller) -> None:
    (call.folder / "empty").mkdir()
    call.refused("watch", "empty")


def test_a_batch_has_its_own_futures(call: Caller) -> None:
    done = watch(call, "--out", "batch", "--causes", "0")
    assert done.code == 0
    assert "are there already" in call.refused("watch", "batch", "-n", "10")


def test_without_the_library_no_calendar_is_begun(call: Caller, monkeypatch) -> None:
    def none(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("sim.workflows.sheets.extras.import_module", none)
    assert calendars.check_calendar
    said = call.refused("watch", INLINE, ASKED, *FEW, "--ics", "w.ics")
    assert "calendars need the library icalendar" in said
