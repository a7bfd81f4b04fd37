"""`--csv`, `--xlsx`, `--markdown` and `story.md`: what leaves a folder of results."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.results.kind import STORY
from tests.cli.calling import Caller
from tests.cli.test_plot_others import world as world
from tests.workflows.opened import workbook

FEW = ("--jobs", 1, "--no-figures")

RUN = ("run", "world", "--no-figures", "--seed", 3)
BATCH = ("batch", "world", "-n", 6, *FEW)
COMPARISON = ("compare", "world", "case", "-n", 6, *FEW)
CHECK = ("check", "checked.yaml", "--only", "my-renewals", "-n", 6, *FEW)
MADE = {
    "run": (RUN, {"story", "outcomes", "changes"}),
    "batch": (BATCH, {"summary", "outcomes"}),
    "comparison": (COMPARISON, {"glance", "differences", "regret", "outcomes"}),
    "backtest": (("backtest", "case", "-n", 6, *FEW), {"items", "scores", "skill"}),
    "check": (CHECK, {"patterns"}),
    "calibration": (
        ("calibrate", "fit.yaml", "-n", 20, "--repeats", 2, *FEW),
        {"parameters", "patterns", "draws"},
    ),
}
ALWAYS = {"answer", "names", "provenance", "sources"}


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("kind", MADE)
def test_tables_and_story_of_every_kind(world: Caller, kind: str) -> None:
    typed, own = MADE[kind]
    made = Path("made")
    assert world(*typed, "-q", "--out", made).code == 0
    story = (made / STORY).read_bytes()
    assert story.decode().strip()
    assert not (made / "csv").exists()
    sums = json.loads((made / "manifest.json").read_text()).get("sums")
    assert kind == "run" or STORY in sums

    # Of what is found, or made again, all is the same.
    (made / STORY).unlink()
    done = world(*typed, "-q", "--out", made, "--csv", "--xlsx")
    assert (done.code, done.err) == (0, "")
    assert f"Tables: {made / 'csv'}\nTables: {made / 'tables.xlsx'}\n" in done.out
    assert (made / STORY).read_bytes() == story
    tables = {path.stem: rows_of(path) for path in (made / "csv").iterdir()}
    assert tables.keys() >= ALWAYS | own
    book = workbook(made / "tables.xlsx")
    assert {name.lower() for name in book} == tables.keys()
    assert not any(page.formulas for page in book.values())
    before = {path.name: path.read_bytes() for path in (made / "csv").iterdir()}
    before["tables.xlsx"] = (made / "tables.xlsx").read_bytes()
    told = json.loads(world(*typed, "--json", "--out", made, "--csv", "--xlsx").out)
    assert told["tables"] == [str(made / "csv"), str(made / "tables.xlsx")]
    after = {path.name: path.read_bytes() for path in (made / "csv").iterdir()}
    assert {**after, "tables.xlsx": (made / "tables.xlsx").read_bytes()} == before

    # Every column of every table has its meaning, and every row as many cells as its head.
    named = {(table, column): meaning for table, column, meaning, _ in tables["names"][1:]}
    for table, rows in tables.items():
        if table in ("answer", "names"):
            continue
        assert len({len(row) for row in rows}) == 1, table
        for column in rows[0]:
            assert named[next(name for name in book if name.lower() == table), column], column
    facts = dict(tables["provenance"][1:])
    assert facts["kind"] == kind
    assert facts["command"].startswith(f"thaw {typed[0]} ")
    assert facts["version of thaw"]


def test_the_story_says_nothing_of_this_time(world: Caller) -> None:
    for name in ("one", "two"):
        assert world(*BATCH, "-q", "--out", name).code == 0
    stories = [Path(name, STORY).read_text() for name in ("one", "two")]
    assert stories[0] == stories[1]
    assert "imulated in" not in stories[0]
    assert "was there already" not in stories[0]
    assert stories[0].startswith("Blended, some sanction of")
    assert "| how it ends | share | 95 % interval |\n| --- | ---: | ---: |" in stories[0]
    again = world(*BATCH, "--out", "one")
    assert "there already" in again.out
    assert Path("one", STORY).read_text() == stories[0]


def test_a_future_is_told_under_its_title(world: Caller) -> None:
    done = world(*RUN, "--out", "made")
    story = Path("made", STORY).read_text()
    assert story.startswith("# A year\n\nFuture 0 under seed 3, ")
    for line in done.out.splitlines()[:5]:
        day, _, text = line.strip().partition("  ")
        assert f"- **{day}** {text}" in story


def test_every_future_is_a_row_with_typed_cells(world: Caller) -> None:
    assert world(*COMPARISON, "-q", "--out", "made", "--xlsx").code == 0
    book = workbook(Path("made", "tables.xlsx"))
    outcomes = book["Outcomes"]
    head = {
        outcomes.cells[ref].text: ref[:-1]
        for ref in outcomes.cells
        if ref.endswith("1") and not ref[:-1][-1].isdigit()
    }
    assert list(head)[:4] == ["scenario", "seed", "replication", "outcome"]
    legal, escalated = head["legal_end"], head["escalated"]
    assert [outcomes.cells[f"A{row}"].text for row in (2, 7, 8, 13)] == [
        "world",
        "world",
        "case",
        "case",
    ]
    assert {outcomes.cells[f"{legal}{row}"].type for row in range(2, 14)} == {"n"}
    assert {outcomes.cells[f"{legal}{row}"].shown for row in range(2, 14)} == {"0.0"}
    assert {outcomes.cells[f"{escalated}{row}"].type for row in range(2, 14)} == {"b"}
    days = {cell.text for cell in book["Provenance"].cells.values() if cell.shown == "yyyy-mm-dd"}
    assert len(days) >= 2


@pytest.mark.parametrize(
    "typed",
    [
        BATCH,
        CHECK,
        ("law", "world"),
        ("law", "world", "--calendar", "2026-01-01", "2027-01-01"),
        ("explain", "world"),
        ("like", "world"),
    ],
    ids=["batch", "check", "law", "calendar", "explain", "like"],
)
def test_a_page_is_printed_as_markdown(world: Caller, typed: tuple[object, ...]) -> None:
    out = ("--out", "made") if typed[0] in ("batch", "check") else ()
    done = world(*typed, *out, "--markdown")
    assert done.code == 0
    assert "─" not in done.out
    assert "| --- |" in done.out
    assert "Results:" not in done.out
    if out:
        assert done.err == "Results: made\n"
        assert done.out == Path("made", STORY).read_text()
    said = world("law", "world", "--markdown", "--json").err
    assert "--json prints plain values" in said


def test_what_would_be_too_large_is_refused_at_once(world: Caller) -> None:
    said = world.refused("batch", "world", "-n", "1,048,576", "--xlsx", *FEW)
    assert "--xlsx: the table outcomes has 1,048,576 rows; allowed: at most 1,048,575" in said
    assert "take --csv" in said
    said = world.refused("compare", "world", "case", "-n", "600,000", "--xlsx", *FEW)
    assert "has 1,200,000 rows" in said


def test_without_its_library_nothing_is_begun(
    world: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for typed in (RUN, BATCH, ("law", "world", "--xlsx", "a.xlsx")):
        said = world.refused(*typed, *(("--xlsx",) if typed[0] != "law" else ()))
        assert "pip install 'thaw-sim[tables]'" in said


# -- in a spreadsheet ----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_reads_dates_and_numbers_as_such(world: Caller) -> None:
    assert world(*RUN, "-q", "--out", "made", "--xlsx").code == 0
    # To a flat file of the spreadsheet's own, which says of each cell what it took it for.
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={Path('office').absolute().as_uri()}",
            "--headless",
            "--convert-to",
            "fods",
            "--outdir",
            "opened",
            "made/tables.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    text = Path("opened", "tables.fods").read_text("utf-8")
    story = text.partition('table:name="Story"')[2].partition("</table:table>")[0]
    first = rows_of_story(world)
    assert story.count('office:value-type="date"') == len(first)
    for day in first[:3]:
        assert f'office:date-value="{day}"' in story
    outcomes = text.partition('table:name="Outcomes"')[2].partition("</table:table>")[0]
    assert outcomes.count('office:value-type="float"') > 50
    assert "<text:p>TRUE</text:p>" in outcomes
    questions = text.partition('table:name="Changes"')[2].partition("</table:table>")[0]
    assert 'office:value-type="date"' in questions
    # It writes yes and no as these two, and there are no other formulas.
    formulas = set(re.findall(r'table:formula="([^"]*)"', text))
    assert formulas <= {"of:=TRUE()", "of:=FALSE()"}


def rows_of_story(world: Caller) -> list[str]:
    """Return the days of the story of a run in ``made``, as CSV has them."""
    assert world(*RUN, "-q", "--out", "made", "--csv").code == 0
    return [row[0] for row in rows_of(Path("made", "csv", "story.csv"))[1:]]
