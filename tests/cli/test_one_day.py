"""A scenario of one day: its last day, which is its first, is simulated in full."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller

TEXT = """
title: One day
start: 2025-03-13
end: 2025-03-13
world: {oil: {shock_rate: 50}, shocks: {offensive_rate: 50}}
questions:
  - {id: deal, text: Is a deal made?, event: {kind: deal}, by: 2025-03-13}
  - {id: jump, text: When does the price of oil jump?, event: {kind: oil_shock}}
"""


@pytest.fixture
def day(call: Caller) -> Path:
    path = Path("day.yaml")
    path.write_text(TEXT)
    return path


def test_it_is_simulated_and_asked_about(call: Caller, day: Path) -> None:
    assert call("validate", day).code == 0
    done = call("run", day, "--seed", 3, "--out", "run", "--no-figures")
    assert (done.code, done.err) == (0, "")
    events = [json.loads(line) for line in Path("run/events.jsonl").read_text().splitlines()]
    assert {event["date"] for event in events[:-1]} == {"2025-03-13"}
    assert events[-1]["day"] == 1.0
    assert [event["kind"] for event in events][:: len(events) - 1] == ["start", "end"]
    done = call("law", day, "--measure", "US_SDN_SBER")
    assert (done.code, done.err) == (0, "")
    assert "On 13 Mar 2025 it is in force" in done.out
    assert call("law", "--run", "run", "--measure", "US_SDN_SBER").code == 0


def test_futures_of_it_differ_and_are_drawn(call: Caller, day: Path) -> None:
    done = call("batch", day, "-n", 60, "--jobs", 1, "--out", "batch", "--contact")
    assert (done.code, done.err) == (0, "")
    assert Path("batch/contact.png").stat().st_size > 10_000
    summary = json.loads(Path("batch/summary.json").read_text())
    text = json.dumps(summary)
    assert "NaN" not in text
    assert "Infinity" not in text
    assert summary["good"] == 60
    assert call("explain", "batch").code == 0


def test_what_ends_before_it_starts_is_refused(call: Caller) -> None:
    Path("back.yaml").write_text(TEXT.replace("end: 2025-03-13", "end: 2025-03-12"))
    said = call.refused("validate", "back.yaml")
    assert "it ends before it starts" in said
    assert "2025-03-13 or later" in said
