"""Questions in years from the start, answers in one place, relief that ends for good."""

import datetime as dt

import pytest

from sim.errors import InputError
from sim.outcomes.answers import answers
from sim.scenario.loading import load_scenario
from tests.scenarios.worlds import chunk

HEAD = "extends: hold\nquestions:\n"
EASED = "event: {kind: eased, sender: US}"


def loaded(tmp_path, text: str):
    path = tmp_path / "asked.yaml"
    path.write_text(text, "utf-8")
    return load_scenario(path).scenario


def problems(tmp_path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, text)
    return "\n".join(map(str, caught.value.problems))


def test_years_count_from_the_first_day(tmp_path):
    text = f"{HEAD}  - {{id: soon, text: Soon?, years: 2, {EASED}}}\n"
    scenario = loaded(tmp_path, text)
    (question,) = scenario.questions
    assert question.by == scenario.start + dt.timedelta(days=730)  # 2 x 365.25, to even
    assert question.years is None


def test_years_beyond_the_end_are_refused_where_they_stand(tmp_path):
    found = problems(tmp_path, f"{HEAD}  - {{id: late, text: Late?, years: 20, {EASED}}}\n")
    assert "asked.yaml:3" in found
    assert "questions.0.years: that is 2045-03-13, after the scenario ends" in found


def test_a_question_ends_on_a_date_or_after_years(tmp_path):
    text = f"{HEAD}  - {{id: both, text: Both?, years: 2, by: 2026-01-01, {EASED}}}\n"
    assert "either `by` (a date) or `years`" in problems(tmp_path, text)


def test_answers_of_a_battery_stand_in_one_place(tmp_path):
    (tmp_path / "battery.yaml").write_text(
        f"{HEAD}  - {{id: soon, text: Soon?, years: 2, {EASED}}}\n"
        f"  - {{id: first, text: When?, {EASED}}}\n",
        "utf-8",
    )
    scenario = loaded(
        tmp_path, "extends: battery.yaml\nanswers: {soon: false, first: 2027-04-01}\n"
    )
    assert [q.answer for q in scenario.questions] == [False, dt.date(2027, 4, 1)]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("{son: true}", "answers.son: unknown question; found true"),
        ("{soon: 2026-01-01}", "a question with `by` is answered with yes or no"),
        ("{soon: maybe}", "answers.soon"),
    ],
)
def test_answers_must_fit(tmp_path, answers, said):
    text = f"{HEAD}  - {{id: soon, text: Soon?, years: 2, {EASED}}}\nanswers: {answers}\n"
    assert said in problems(tmp_path, text)


def test_an_answer_stands_once(tmp_path):
    text = f"{HEAD}  - {{id: soon, text: Soon?, years: 2, answer: true, {EASED}}}\n"
    text += "answers: {soon: true}\n"
    assert "the question has an answer of its own" in problems(tmp_path, text)


def test_relief_for_good_is_told_from_relief_that_can_be_undone():
    asked = (
        "questions=["
        + ",".join(
            f"{{id: {name}, text: X, event: {{kind: eased{more}}}}}"
            for name, more in (
                ("any", ""),
                ("good", ", permanent: true"),
                ("kept", ", permanent: false"),
            )
        )
        + "]"
    )
    seen = set()
    for record in chunk("all_at_once", 30, asked):
        instruments = record.model.instruments
        first: dict[bool, float] = {}
        for entry in record.entries:
            if entry.kind == "eased":
                first.setdefault(instruments[str(entry.numbers["instrument"])].permanent, entry.day)
        said = answers(record)
        for name, kind in (("good", True), ("kept", False)):
            assert said[name].yes == (kind in first)
            if kind in first:
                assert said[name].date == record.model.calendar.date(first[kind])
        assert said["any"].yes == bool(first)
        seen |= set(first)
    assert seen == {True, False}


def test_a_shortened_case_is_asked_what_still_fits(tmp_path):
    (tmp_path / "battery.yaml").write_text(
        f"{HEAD}  - {{id: soon, text: Soon?, years: 1, {EASED}}}\n"
        f"  - {{id: late, text: Late?, years: 3, {EASED}}}\n"
        f"  - {{id: first, text: When?, {EASED}}}\n",
        "utf-8",
    )
    path = tmp_path / "case.yaml"
    answers = "{soon: false, late: true, first: 2028-01-01}"
    path.write_text(f"extends: battery.yaml\nanswers: {answers}\n", "utf-8")
    short = load_scenario(path, ["end=2026-06-30"])
    assert [q.id for q in short.scenario.questions] == ["soon"]
    assert (
        "2 questions of the base lie outside the scenario: not asked (late, first)" in short.notes
    )
