"""`now`: conditioned on a record, told, kept, gone on from, scored and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.workflows.presents.test_conditioning import RECORD, SCENARIO

AT = ("-n", 400, "--futures", 30, "--temper", 1, "--no-figures", "--jobs", 1)


@pytest.fixture
def there(call: Caller) -> Caller:
    (call.folder / "crises.yaml").write_text(SCENARIO)
    (call.folder / "record.yaml").write_text(RECORD)
    return call


def test_it_is_told_kept_and_gone_on_from(there: Caller) -> None:
    done = there("now", "crises.yaml", "--record", "record.yaml", *AT, "--out", "once")
    assert done.code == 0
    first = done.out.splitlines()[0]
    assert first.startswith("Conditioned on the record to 31 Dec 2031 (4 facts and 1 kind of event")
    assert "what surprises most" in done.out
    names = {path.name for path in (there.folder / "once").iterdir()}
    assert {"crises_now.yaml", "record.yaml", "story.md", "summary.json"} <= names
    assert not (there.folder / "once.pasts").exists()
    again = there("now", "crises.yaml", "--record", "record.yaml", *AT, "--out", "once", "--json")
    values = json.loads(again.out)
    assert values["found"]
    assert "pasts" not in values["scenarios"][0]["conditioned"]
    batch = there("batch", "once/crises_now.yaml", "-n", 20, "--jobs", 1, "--no-figures")
    assert batch.code == 0
    assert batch.out.startswith("Conditioned on the record to 31 Dec 2031")
    assert "A crisis in the first year?" not in batch.out  # it was known by then
    run = there("run", "once/crises_now.yaml", "--replication", 3, "--no-figures")
    assert run.code == 0
    assert run.out.startswith("Conditioned on the record to 31 Dec 2031")
    assert there("batch", "crises.yaml", "-n", 5, "--out", "few", "--no-figures").code == 0
    of_results = there("now", "few", "--record", "record.yaml", *AT, "--out", "once")
    assert of_results.code == 0
    assert "These results were there already" in of_results.out  # it is the same scenario
    scored = there("backtest", "forecasts.jsonl")
    assert scored.code == 0
    assert scored.out.startswith("1 forecast, 0 of them with a known answer.")


def test_what_contradicts_all_futures_ends_with_1_and_what_is_wrong_with_2(there: Caller) -> None:
    absent = "absent: [{id: none, event: {kind: crisis}}]\ncomplete:"
    (there.folder / "no.yaml").write_text(RECORD.replace("complete:", absent))
    (there.folder / "bad.yaml").write_text(RECORD.replace("kind: crisis", "kind: crysis", 1))
    before = sorted(path.name for path in there.folder.iterdir())
    for record, code, said in (("no.yaml", 1, "agrees with it"), ("bad.yaml", 2, "bad.yaml:4:")):
        done = there("now", "crises.yaml", "--record", record, *AT, "--out", "x")
        assert done.code == code
        assert said in done.err
        assert sorted(path.name for path in there.folder.iterdir()) == before
    done = there("now", "crises.yaml", *AT)
    assert done.code == 2
    assert "--on" in done.err
    done = there("now", "crises.yaml", "--record", "nothing", *AT)
    assert done.code == 2
    assert "iran_2013" in done.err


def test_a_record_is_begun_checked_and_described(there: Caller) -> None:
    assert there("new", "mine", "--record").code == 0
    assert there("validate", "mine.yaml").out == "mine.yaml: ok, record: What has happened\n"
    assert there("validate", "russia_2025").out.startswith("russia_2025: ok, scenario")
    wrong = Path(there.folder / "mine.yaml").read_text().replace("facts:", "fakts:")
    (there.folder / "wrong.yaml").write_text(wrong)
    done = there("validate", "wrong.yaml")
    assert done.code == 2
    assert "fakts" in done.err
    schema = json.loads(there("schema", "--record").out)
    assert set(schema["properties"]) >= {"title", "until", "facts", "absent", "complete"}
    assert there("new", "iran", "--record", "--from", "iran_2013").code == 0
    done = there("new", "other", "--record", "--from", "irn_2013")
    assert done.code == 2
    assert "did you mean 'iran_2013'" in done.err


def test_a_ledger_that_is_none_is_refused(there: Caller) -> None:
    (there.folder / "forecasts.jsonl").write_text('{"date": "2026-01-01"}\n')
    done = there("backtest", "forecasts.jsonl")
    assert done.code == 2
    assert "forecasts.jsonl:1:1" in done.err
