"""From a document to a model, and every way not to get there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, BaseModel, Field, model_validator

from sim.documents import read_document, validate
from sim.documents.document import Document, dotted
from sim.errors import InputError, Problem
from tests.documents.sample import TEXT, Sample, Strict, check, one, refused, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(folder: Path, text: str) -> Document:
    return read_document(write(folder, "x.yaml", text), name="x.yaml")


def changed(folder: Path, old: str, new: str) -> Document:
    assert TEXT.count(old) == 1
    return read(folder, TEXT.replace(old, new))


def test_the_sample_is_right(folder: Path) -> None:
    sample = check(read(folder, TEXT))
    assert sample.start == date(2026, 1, 1)
    assert sample.measures == ("swift", "oil_cap")
    assert sample.years == {2026: 0.5}
    assert sample.agents["usa"].kind == "executive"


SCORE = "a number from 0 to 10, or a mapping with 'distribution' one of: uniform, normal"


@pytest.mark.parametrize(
    ("old", "new", "place", "path", "said"),
    [
        # Wrong values, at the value.
        ("title: Sample", "title: 3", (2, 8), "title", ("3", "text", "")),
        ("title: Sample", "title:", (2, 1), "title", ("nothing (null)", "text", "")),
        ("seed: 7", "seed: 7.5", (4, 7), "seed", ("7.5", "a whole number", "")),
        ("seed: 7", "seed: '7'", (4, 7), "seed", ("'7'", "a whole number", "leave out the quotes")),
        ("seed: 7", "seed: 1 000", (4, 7), "seed", ("'1 000'", "a whole number", "write 1000")),
        ("public: false", "public: no", (5, 9), "public", ("'no'", "true or false", "write false")),
        ("public: false", "public: 0", (5, 9), "public", ("0", "true or false", "")),
        (
            "start: 2026-01-01",
            "start: 2026-02-30",
            (3, 8),
            "start",
            ("'2026-02-30'", "a date like 2026-07-15", "day value is outside expected range"),
        ),
        (
            "start: 2026-01-01",
            "start: 15.7.2026",
            (3, 8),
            "start",
            ("'15.7.2026'", "a date like 2026-07-15", "write 2026-07-15"),
        ),
        (
            "start: 2026-01-01",
            "start: 2026",
            (3, 8),
            "start",
            ("2026", "a date like 2026-07-15", ""),
        ),
        (
            "tactic: boulware",
            "tactic: boulwar",
            (10, 13),
            "agents.target.tactic",
            ("'boulwar'", "one of: boulware, conceder, linear", "did you mean 'boulware'?"),
        ),
        (
            "members: [Germany",
            "members: [49",
            (14, 15),
            "agents.eu.members.0",
            ("49", "text", ""),
        ),
        (
            'members: [Germany, France, "Hungary"]',
            "members: []",
            (14, 14),
            "agents.eu.members",
            ("an empty list", "a list of at least 1 item (each item: text)", ""),
        ),
        (
            'members: [Germany, France, "Hungary"]',
            "members: Germany",
            (14, 14),
            "agents.eu.members",
            ("'Germany'", "a list of at least 1 item (each item: text)", ""),
        ),
        ("gas: 2.5", "gas: -1", (18, 24), "weights.gas", ("-1", "a number from 0 to 10", "")),
        (
            "oil: 1,",
            "oil: '0,5',",
            (18, 16),
            "weights.oil",
            ("'0,5'", "a number from 0 to 10", "write 0.5"),
        ),
        ("2026: 0.5", "2026: true", (20, 9), "years.2026", ("true", "a number", "")),
        (
            "id: swift_back",
            "id: Swift",
            (22, 9),
            "questions.0.id",
            ("'Swift'", "text matching ^[a-z_]+$", ""),
        ),
        (
            "window: [2026-01-01, 2027-01-01]",
            "window: [2026-01-01]",
            (26, 9),
            "window",
            ("a list of 1 item", "a list of 2 items", ""),
        ),
        (
            "eu:\n    kind: council",
            "eu: council\n  x:\n    kind: council",
            (12, 7),
            "agents.eu",
            ("'council'", "a mapping with 'kind' one of: executive, council", ""),
        ),
        # Unions: the member that was meant, or all of them.
        ("jv: 4.5", "jv: 45", (11, 30), "agents.usa.jv", ("45", "a number from 0 to 10", "")),
        ("jv: 4.5", "jv: high", (11, 30), "agents.usa.jv", ("'high'", SCORE, "")),
        ("jv: 4.5", "jv: 45%", (11, 30), "agents.usa.jv", ("'45%'", SCORE, "write 0.45")),
        ("jv: 4.5", "jv: [4.5]", (11, 30), "agents.usa.jv", ("a list of 1 item", SCORE, "")),
        ("jv: 4.5", "jv: true", (11, 30), "agents.usa.jv", ("true", SCORE, "")),
        (
            "low: 1,",
            "low: x,",
            (9, 38),
            "agents.target.jv.low",
            ("'x'", "a number", ""),
        ),
        (
            "distribution: uniform",
            "distribution: unform",
            (9, 24),
            "agents.target.jv.distribution",
            ("'unform'", "one of: uniform, normal", "did you mean 'uniform'?"),
        ),
        (
            "until: never",
            "until: nevr",
            (25, 8),
            "until",
            ("'nevr'", "never, or a date like 2026-07-15", "did you mean 'never'?"),
        ),
    ],
)
def test_wrong_values(
    folder: Path,
    old: str,
    new: str,
    place: tuple[int, int],
    path: str,
    said: tuple[str, str, str],
) -> None:
    problem = one(lambda: check(changed(folder, old, new)))
    assert (problem.file, problem.line, problem.column) == ("x.yaml", *place)
    assert problem.path == path
    assert (problem.found, problem.allowed, problem.hint) == said
    assert problem.message == ""


FIELDS = (
    "one of: title, start, seed, public, agents, measures, weights, years, questions, until, "
    "window, then"
)


@pytest.mark.parametrize(
    ("old", "new", "place", "path", "message", "allowed", "hint"),
    [
        # Unknown keys, at the key.
        ("seed: 7", "sed: 7", (4, 1), "sed", "unknown key", FIELDS, "did you mean 'seed'?"),
        ("seed: 7", "xyzzy: 7", (4, 1), "xyzzy", "unknown key", FIELDS, ""),
        (
            "jv: 4.5,",
            "jv: 4.5, Tactics: linear,",
            (11, 35),
            "agents.usa.Tactics",
            "unknown key",
            "one of: kind, jv, tactic, until",
            "did you mean 'tactic'?",
        ),
        (
            "low: 1,",
            "low: 1, lower: 0,",
            (9, 41),
            "agents.target.jv.lower",
            "unknown key",
            "one of: distribution, low, high",
            "did you mean 'low'?",
        ),
        (
            "gas: 2.5",
            "gaz: 2.5",
            (18, 19),
            "weights.gaz",
            "wrong key",
            "one of: oil, gas",
            "did you mean 'gas'?",
        ),
        ("2026: 0.5", "soon: 0.5", (20, 3), "years.soon", "wrong key", "a whole number", ""),
        # Missing keys, at what they are missing from.
        ("title: Sample\n", "", (2, 1), "title", "is required but missing", "text", ""),
        (
            "jv: 4.5, ",
            "",
            (11, 3),
            "agents.usa.jv",
            "is required but missing",
            SCORE,
            "",
        ),
        (
            "    by: 2027-01-01\n",
            "",
            (22, 5),
            "questions.0.by",
            "is required but missing",
            "a date like 2026-07-15",
            "",
        ),
        (
            "kind: executive, ",
            "",
            (11, 3),
            "agents.usa.kind",
            "is required but missing",
            "one of: executive, council",
            "",
        ),
        # What models find out by themselves.
        (
            "low: 1,",
            "low: 3,",
            (9, 38),
            "agents.target.jv.low",
            "is above high",
            "at most 2",
            "",
        ),
        (
            "measure: swift",
            "measure: swif",
            (24, 14),
            "questions.0.measure",
            "unknown measure",
            "swift, oil_cap",
            "nearest: swift",
        ),
        (
            "measure: swift",
            "measure: Swift",
            (24, 14),
            "questions.0.measure",
            "names of measures are in small letters",
            "",
            "",
        ),
        (
            "by: 2027-01-01",
            "by: 2127-01-01",
            (23, 9),
            "questions.0.by",
            "is after the end",
            "a date up to 2100-01-01",
            "move the end",
        ),
    ],
)
def test_keys_and_rules(
    folder: Path,
    old: str,
    new: str,
    place: tuple[int, int],
    path: str,
    message: str,
    allowed: str,
    hint: str,
) -> None:
    problem = one(lambda: check(changed(folder, old, new)))
    assert (problem.file, problem.line, problem.column) == ("x.yaml", *place)
    assert problem.path == path
    assert (problem.message, problem.allowed, problem.hint) == (message, allowed, hint)


def test_a_misspelt_key_is_told_from_both_ends(folder: Path) -> None:
    problems = refused(lambda: check(changed(folder, "high: 2", "hihg: 2")))
    assert [(p.line, p.column, p.path, p.message, p.hint) for p in problems] == [
        (9, 5, "agents.target.jv.high", "is required but missing", "is it 'hihg' misspelt?"),
        (9, 41, "agents.target.jv.hihg", "unknown key", "did you mean 'high'?"),
    ]


def test_all_problems_come_at_once_and_sorted(folder: Path) -> None:
    text = (
        TEXT.replace("seed: 7", "sed: 7")
        .replace("jv: 4.5", "jv: 45")
        .replace("gas: 2.5", "gas: x")
        .replace("measure: swift", "measure: 5")
        .replace("title: Sample\n", "")
    )
    problems = refused(lambda: check(read(folder, text)))
    assert [problem.path for problem in problems] == [
        "title",
        "sed",
        "agents.usa.jv",
        "weights.gas",
        "questions.0.measure",
    ]
    assert [problem.line for problem in problems] == [2, 3, 10, 17, 23]


def test_several_misfits_are_reported_by_one_validator(folder: Path) -> None:
    question = "  - {id: again, by: 2028-01-01, measure: swfit}\nuntil: never"
    text = TEXT.replace("measure: swift", "measure: oilcap").replace("until: never", question)
    problems = refused(lambda: check(read(folder, text)))
    assert [(p.line, p.column, p.path, p.found) for p in problems] == [
        (24, 14, "questions.0.measure", "'oilcap'"),
        (25, 42, "questions.1.measure", "'swfit'"),
    ]


def test_members_of_a_plain_union_are_told_apart_by_their_keys(folder: Path) -> None:
    problem = one(lambda: check(read(folder, TEXT + "then: {steps: [1, x]}\n")))
    assert (problem.line, problem.column, problem.path) == (27, 19, "then.steps.1")
    problem = one(lambda: check(read(folder, TEXT + "then: {to: 3}\n")))
    assert (problem.path, problem.allowed) == ("then.to", "text")
    problem = one(lambda: check(read(folder, TEXT + "then: soon\n")))
    assert problem.allowed == "a mapping with key steps, or a mapping with key to"


def test_context_reaches_validators(folder: Path) -> None:
    document = read(folder, TEXT)
    assert validate(Sample, document, context={"horizon": date(2027, 1, 1)})
    problem = one(lambda: validate(Sample, document, context={"horizon": date(2026, 6, 1)}))
    assert problem.allowed == "a date up to 2026-06-01"


def test_a_flood_of_problems_is_cut(folder: Path) -> None:
    text = TEXT + "\n".join(f"unknown_{n}: 1" for n in range(500))
    with pytest.raises(InputError) as caught:
        check(read(folder, text))
    assert len(caught.value.problems) == 200
    assert caught.value.omitted == 300


def describe(folder: Path, annotation: Any) -> str:
    """What is said to be allowed for a field of some type."""

    class Model(Strict):
        field: annotation

    return one(lambda: validate(Model, read(folder, "field: {odd: 1}\n"))).allowed


@pytest.mark.parametrize(
    ("annotation", "allowed"),
    [
        (Annotated[float, Field(ge=0)], "a number of at least 0"),
        (Annotated[float, Field(gt=0, lt=1)], "a number above 0 and below 1"),
        (Annotated[int, Field(gt=0, le=5)], "a whole number above 0 and at most 5"),
        (
            Annotated[int, Field(ge=0, le=10, multiple_of=5)],
            "a whole number from 0 to 10, a multiple of 5",
        ),
        (Annotated[float, AfterValidator(abs), Field(gt=0)], "a number above 0"),
        (
            Annotated[date, Field(ge=date(2025, 1, 1))],
            "a date like 2026-07-15, not before 2025-01-01",
        ),
        (Annotated[str, Field(max_length=1)], "text of at most 1 character"),
        (Annotated[str, Field(min_length=2, max_length=3)], "text of 2 to 3 characters"),
        (Annotated[str, Field(min_length=11)], "text of at least 11 characters"),
        (Literal["a"], "a"),
        (Literal[1, "a", True], "one of: 1, a, true"),
        (int | None, "a whole number"),
        (int | date, "a whole number, or a date like 2026-07-15"),
        (list[float], "a list (each item: a number)"),
        (set[Literal["a", "b"]], "a list (each item: one of: a, b)"),
        (tuple[int, str], "a list of 2 items"),
        (list[dict[str, Any]], "a list (each item: a mapping)"),
    ],
)
def test_types_are_described_in_plain_words(folder: Path, annotation: Any, allowed: str) -> None:
    assert describe(folder, annotation) == allowed


def test_aliases_are_what_users_write(folder: Path) -> None:
    class Model(Strict):
        from_: Annotated[float, Field(alias="from")]

    assert validate(Model, read(folder, "from: 1\n")).from_ == 1
    problem = one(lambda: validate(Model, read(folder, "from: x\n")))
    assert (problem.line, problem.column, problem.path) == (1, 7, "from")
    problems = refused(lambda: validate(Model, read(folder, "fro: 1\n")))
    assert [(p.path, p.allowed) for p in problems] == [("fro", "from"), ("from", "a number")]


def test_recursive_models_are_followed(folder: Path) -> None:
    problem = one(
        lambda: validate(Tree, read(folder, "below:\n- below:\n  - below: [{size: x}]\n"))
    )
    assert (problem.line, problem.column) == (3, 20)
    assert problem.path == "below.0.below.0.below.0.size"
    assert problem.allowed == "a number"


class Tree(Strict):
    size: float = 0
    below: tuple[Tree, ...] = ()


def test_paths_quote_what_dots_would_split() -> None:
    assert dotted(("a", 0, "b.c", "d e", "")) == 'a.0."b.c"."d e".""'


def test_a_model_that_is_no_fault_of_ours_shows_its_own_error(folder: Path) -> None:
    class Broken(BaseModel):
        a: int

        @model_validator(mode="after")
        def _fails(self) -> Broken:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        validate(Broken, read(folder, "a: 1\n"))


def test_problems_are_all_of_one_kind(folder: Path) -> None:
    problems = refused(lambda: check(read(folder, "a: 1\n")))
    assert all(isinstance(problem, Problem) for problem in problems)
