"""`law`: readable answers without a simulation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.calling import ROOT, RURITANIA, RUSSIA, Caller

BY_HAND = ROOT / "scenarios" / "by_hand.yaml"


def flat(text: str) -> str:
    """Text without the line breaks of a table."""
    return " ".join(text.split())


def test_sberbank_in_the_summer_recess(call: Caller) -> None:
    done = call("law", "--measure", "US_SDN_SBER", "--on", "2026-07-15")
    assert (done.code, done.err) == (0, "")
    said = flat(done.out)
    assert "On 15 Jul 2026 it is in force and rests on 2 authorities" in said
    assert "To end it: 13 Sep 2026 at the earliest (60 days), after review by Congress" in said
    assert "To suspend it: 13 Sep 2026" in said
    assert "EO 13662 still holds it" in said
    assert "it would still rest on EO 13662" in said
    assert "15 Apr 2027" in said
    assert "[carnegie] Carnegie Politika" in said


def test_outside_the_recess_the_review_is_shorter(call: Caller) -> None:
    done = call("law", "--measure", "US_SDN_SBER", "--on", "2026-03-01")
    assert "To end it: 31 Mar 2026 at the earliest (30 days)" in flat(done.out)


def test_an_order_alone_is_ended_the_same_day(call: Caller) -> None:
    said = flat(call("law", "--measure", "US_CORR_SBER", "--on", "2026-03-01").out)
    assert "one authority" in said
    assert "To end it: at once, by the White House alone" in said
    assert "nothing would hold it" in said


def test_the_scope_of_reviews_is_the_scenarios(call: Caller) -> None:
    wide = call(
        "law",
        RUSSIA,
        "--set",
        "law.s216_scope=all",
        "--measure",
        "US_CORR_SBER",
        "--on",
        "2026-03-01",
    )
    assert "31 Mar 2026 at the earliest (30 days), after review by Congress" in flat(wide.out)


def test_a_measure_that_has_not_begun(call: Caller) -> None:
    done = call("law", "-m", "US_ROSNEFT_LUKOIL", "--on", "2025-03-13")
    assert "not in force: it begins on 22 Oct 2025" in done.out


def test_the_measure_as_json(call: Caller) -> None:
    done = call("law", "-m", "us_sdn_sber", "--on", "2026-07-15", "--json")
    told = json.loads(done.out)
    assert told["on"] == "2026-07-15"
    assert told["measure"]["end_earliest"] == "2026-09-13"
    assert [layer["authority"] for layer in told["measure"]["layers"]] == ["EO14024", "EO13662"]
    assert told["measure"]["references"]["carnegie"].startswith("Carnegie")


def test_all_measures_with_their_hurdles(call: Caller) -> None:
    done = call("law", "--on", "2026-07-15", "--json")
    rows = {row["measure"]: row for row in json.loads(done.out)["measures"]}
    assert rows["US_SDN_SBER"]["end"] == "review"
    assert rows["US_CORR_SBER"]["end"] == "executive"
    assert rows["US_MAGNITSKY_LIST"]["end"] == "executive"  # name by name
    assert rows["US_CRIMEA"]["end"] == "congress"
    assert rows["EU_SWIFT"]["end"] == "council"
    printed = call("law", "--on", "2026-07-15").out
    assert all(name in printed for name in rows)


def test_the_calendar(call: Caller) -> None:
    done = call("law", "--calendar", "2026-01-01", "2026-12-31")
    said = flat(done.out)
    assert "15 Jan 2026 window opens Emergency of EO 14024" in said
    assert "15 Apr 2026 deadline" in said
    assert "31 Jan 2026 expiry" in said
    assert "31 Jul 2026 expiry" not in said  # renewed in June for twelve months
    assert "9 Oct 2026 expiry" in said
    told = json.loads(call("law", "--calendar", "2026-01-01", "2026-12-31", "--json").out)
    assert {"date": "2026-04-15", "entry": "deadline", "subject": "EO14024"}.items() <= next(
        row for row in told["calendar"] if row["date"] == "2026-04-15"
    ).items()


KEPT = "The catalogue is kept to 1 Jul 2026: what came later it does not know."


@pytest.mark.parametrize(
    ("words", "beyond"),
    [
        (["--on", "2026-07-01"], False),
        (["--on", "2026-07-02"], True),
        (["--on", "2030-01-01"], True),
        (["-m", "US_CYBER", "--on", "2026-07-01"], False),
        (["-m", "US_CYBER", "--on", "2030-01-01"], True),
        (["--calendar", "2026-01-01", "2026-07-01"], False),
        (["--calendar", "2026-01-01", "2030-01-01"], True),
    ],
)
def test_every_answer_beyond_the_catalogues_own_day_says_so(
    call: Caller, words: list[str], beyond: bool
) -> None:
    done = call("law", *words)
    assert done.code == 0
    assert (KEPT in flat(done.out)) is beyond
    told = json.loads(call("law", *words, "--json").out)
    told = told.get("measure", told)
    assert (told["as_of"], told["beyond"]) == ("2026-07-01", beyond)


def test_a_measure_and_the_calendar_are_one_json_object(call: Caller) -> None:
    words = ("-m", "US_CYBER", "--calendar", "2026-01-01", "2026-02-01", "--json")
    assert {"measure", "calendar"} <= set(json.loads(call("law", *words).out))


def test_the_law_of_another_country(call: Caller) -> None:
    done = call("law", RURITANIA, "-m", "BANKS")
    assert "On 1 Jan 2026 it is in force" in done.out  # the scenario's first day
    assert "the missile order" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--measure", "US_SDN_SBR", "--on", "2026-07-15"], "US_SDN_SBER"),
        (["--measure", "sberbank", "--on", "2026-07-15"], "US_SDN_SBER (Sberbank full blocking)"),
        (["--run", "missing"], "missing"),
        (["--run", "missing", "--set", "label=x"], "--run says it all"),
        (["--replication", "3"], "--run"),
        (["--measure", "x" * 5000], "no such measure"),
        (["--on", "2026-13-01"], "2026-13-01"),
        (["--on", "tomorrow"], "such as"),
        (["--on", "9999-12-31"], "such as"),
        (["--on", "0001-01-01"], "such as"),
        (["--calendar", "2026-12-31", "2026-01-01"], "earlier"),
        (["--calendar", "2026-12-31", "x"], "such as"),
        (["missing.yaml"], "no such file"),
        (["--set", "label=x"], "no scenario"),
    ],
)
def test_wrong_questions_are_refused(call: Caller, words: list[str], said: str) -> None:
    assert said in call.refused("law", *words)


def test_a_measure_by_a_word_of_its_name(call: Caller) -> None:
    done = call("law", "-m", "vtb", "--on", "2026-03-01")
    assert done.out.splitlines()[0] == "VTB full blocking"


def test_every_source_is_cited_where_something_is_claimed(call: Caller) -> None:
    """And each that is cited is listed, so that a claim can be looked up."""
    said = call("law", "-m", "US_SDN_SBER", "--on", "2025-03-13").out
    claims, listed = said.split("\nSources\n")
    for line in listed.splitlines():
        name = line.split("]")[0].strip(" [")
        assert re.search(rf"\[[^]]*\b{name}\b[^]]*\]", claims), name
    cited = {name for found in re.findall(r"\[([^]]+)\]", claims) for name in found.split(", ")}
    assert cited == {line.split("]")[0].strip(" [") for line in listed.splitlines()}


def test_the_law_of_a_simulated_future(call: Caller, tmp_path: Path) -> None:
    """A delisting ends the measure in that future from the day on which it takes effect."""
    folder = str(tmp_path / "run")
    assert call("run", BY_HAND, "--no-figures", "--out", folder).code == 0
    before = call("law", "--run", folder, "--on", "2027-06-02", "-m", "FIRMS")
    after = call("law", "--run", folder, "--on", "2027-06-03", "-m", "FIRMS")
    assert "it is in force" in before.out
    assert "ended by delisting" not in before.out
    assert "not in force: its last day was 2 Jun 2027" in after.out
    assert "ended by delisting since 3 Jun 2027 (bargain)" in after.out
    told = json.loads(
        call("law", "--run", folder, "--on", "2027-06-03", "-m", "FIRMS", "--json").out
    )
    assert told["measure"]["standing"]["on"] == 0


def test_a_day_outside_the_simulated_future_is_refused(call: Caller, tmp_path: Path) -> None:
    folder = str(tmp_path / "run")
    call("run", BY_HAND, "--no-figures", "--out", folder)
    assert "a day of that future" in call.refused("law", "--run", folder, "--on", "2031-01-01")
    assert "the future that" in call.refused("law", "--run", folder, "-k", "4")
