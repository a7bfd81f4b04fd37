"""`law` as files: a table for a spreadsheet, a workbook, a calendar."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from pathlib import Path

import icalendar
import pytest

from tests.cli.calling import RURITANIA, Caller
from tests.workflows.opened import workbook

PERIOD = ("--calendar", "2025-06-01", "2026-12-31")
DAY = ("--on", "2026-03-01")


def test_all_measures_are_rows_with_dates(call: Caller) -> None:
    done = call("law", *DAY, "--csv", "law.csv", "--xlsx", "law.xlsx")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("Written: law.csv\nWritten: law.xlsx\n")
    with Path("law.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["measure"]: row for row in csv.DictReader(file)}
    listed = json.loads(call("law", *DAY, "--json").out)["measures"]
    assert rows.keys() == {row["measure"] for row in listed}
    for row in listed:
        mine = rows[row["measure"]]
        assert mine["name"] == row["name"]
        assert mine["suspended earliest"] == (row["suspend_earliest"] or "")
        assert mine["ended earliest"] == (row["end_earliest"] or "")
        assert mine["sources"]
        assert mine["to end"]
    sberbank = rows["US_SDN_SBER"]
    assert sberbank["sender"] == "United States"
    assert sberbank["to end"] == "after review by Congress"
    assert sberbank["ended earliest"] == "2026-03-31"
    assert sberbank["held by"].count(";") == 1
    book = workbook(Path("law.xlsx"))
    assert list(book) == ["Answer", "Measures", "Legal bases", "Names", "Provenance", "Sources"]
    head = {cell.text: ref for ref, cell in book["Measures"].cells.items() if ref[1:] == "1"}
    column = head["ended earliest"][0]
    dates = [c for ref, c in book["Measures"].cells.items() if ref[0] == column and ref[1:] != "1"]
    assert {(cell.type, cell.shown) for cell in dates} == {("n", "yyyy-mm-dd")}
    assert len(dates) == sum(row["end_earliest"] is not None for row in listed)


def test_a_workbook_of_the_law_may_have_its_calendar(call: Caller) -> None:
    assert call("law", *PERIOD, "--xlsx", "law.xlsx").code == 0
    calendar = workbook(Path("law.xlsx"))["Calendar"]
    dates = [ref for ref in calendar.cells if ref[0] == "A" and ref != "A1"]
    listed = json.loads(call("law", *PERIOD, "--json").out)["calendar"]
    assert len(dates) == len(listed)
    assert {calendar.cells[ref].shown for ref in dates} == {"yyyy-mm-dd"}


def test_the_calendar_is_read_by_calendar_programs(call: Caller) -> None:
    done = call("law", *PERIOD, "--ics", "law.ics")
    assert (done.code, done.err) == (0, "")
    data = Path("law.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert not any(event.errors for event in events)
    listed = json.loads(call("law", *PERIOD, "--json").out)["calendar"]
    assert [str(event["dtstart"].dt) for event in events] == [row["date"] for row in listed]
    for event, row in zip(events, listed, strict=True):
        assert event["dtend"].dt == event["dtstart"].dt + dt.timedelta(days=1)
        assert str(event["summary"]).endswith(f": {row['name']}")
        assert event["dtstamp"].dt.date() == dt.date(2026, 7, 1)  # to which the catalogue is kept
    assert len({str(event["uid"]) for event in events}) == len(events)
    (deadline,) = (
        e
        for e in events
        if str(e["summary"]).startswith("Last day to renew: Emergency of EO 13848")
        and e["dtstart"].dt.year == 2025
    )
    said = str(deadline["description"])
    assert "Law: 50 USC 1622(d)." in said
    assert "Source: https://" in said
    assert "it lapses" in said
    assert call("law", *PERIOD, "--ics", "again.ics").code == 0
    assert Path("again.ics").read_bytes() == data


def test_texts_of_a_catalogue_end_no_line_of_a_calendar(call: Caller) -> None:
    Path("odd.yaml").write_text(
        f"title: Odd\nextends: {RURITANIA}\namendments:\n  emergencies:\n    odd:\n"
        "      name: \"Of; a, \\\\ 'b' END:VEVENT\"\n"
        "      declared: 2020-02-01\n      anniversary: 02-01\n"
    )
    typed = ("law", "odd", "--calendar", "2026-01-01", "2027-12-31", "--ics", "odd.ics")
    assert call(*typed).code == 0
    events = icalendar.Calendar.from_ical(Path("odd.ics").read_bytes()).walk("VEVENT")
    names = [str(event["summary"]) for event in events]
    assert any("Of; a, \\ 'b' END:VEVENT" in name for name in names), names


def test_what_makes_no_calendar_is_refused(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    said = call.refused("law", "--ics", "law.ics")
    assert "--ics: of which days? take --calendar FROM TO" in said
    said = call.refused("law", "--calendar", "2026-08-02", "2026-08-02", "--ics", "law.ics")
    assert "the law does nothing by itself from 2 Aug 2026 to 2 Aug 2026" in said
    Path("folder").mkdir()
    assert "this is a folder" in call.refused("law", *PERIOD, "--ics", "folder")
    assert "there is no folder none" in call.refused("law", "--csv", "none/law.csv")
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert "thaw-sim[tables]" in call.refused("law", *PERIOD, "--ics", "law.ics")
