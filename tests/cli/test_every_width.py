"""All tables of all commands at many widths: each cell whole; words for readers only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.cli.output import console, tables
from sim.outcomes.classes import CLASSES
from sim.outcomes.columns import columns
from sim.scenario.shipped import cases
from tests.cli.batches import OTHER, UNCERTAIN, made, scenario
from tests.cli.calling import RURITANIA, Caller
from tests.cli.test_backtest import RECORD
from tests.cli.test_calibrate import CALIBRATION
from tests.cli.test_check import PATTERNS

WIDTHS = (
    60,
    80,
    120,
    *(pytest.param(width, marks=pytest.mark.slow) for width in (72, 100, 110, 132, 200)),
)
FEW = ("-n", 12, "--jobs", 1, "--no-figures")
ONE = ("--jobs", 1, "--no-figures")

COMMANDS: dict[str, tuple[object, ...]] = {
    "batch": ("batch", "a.yaml", *FEW),
    "batch russia": ("batch", "russia_uncertain", "-n", 8, *ONE),
    "batch uncertain": ("batch", "u.yaml", *FEW),
    "compare 2": ("compare", "a.yaml", "b.yaml", *FEW, "--all"),
    "compare 3": ("compare", "a.yaml", "b.yaml", "hold.yaml", *FEW, "--all"),
    "compare 7": (
        "compare",
        "a.yaml",
        "b.yaml",
        "hold.yaml",
        *(f"s{k}.yaml" for k in range(4)),
        *FEW,
        "--all",
    ),
    "compare at a glance": ("compare", "a.yaml", "b.yaml", "hold.yaml", *FEW),
    "law": ("law", "a.yaml"),
    "law measure": ("law", "a.yaml", "--measure", "BANKS"),
    "law calendar": ("law", "a.yaml", "--calendar", "2026-01-01", "2027-12-31"),
    "backtest": ("backtest", "case.yaml", "other.yaml", *FEW),
    "backtest all": (
        "backtest",
        "case.yaml",
        "other.yaml",
        *FEW,
        *("--all", "--by", "issue", "--without", "wishes"),
    ),
    "check": ("check", "mine.yaml", "--only", "my-renewals", "--only", "my-deals", "-n", 6, *ONE),
    "check shipped": ("check", "--only", "bills", "--only", "small-steps", "-n", 4, *ONE),
    "calibrate": ("calibrate", "rounds.yaml", "-n", 20, "--repeats", 2, *ONE),
    "explain run": ("explain", "a.yaml"),
    "explain batch": ("explain", "kept"),
    "like": ("like", "russia_2025"),
    "list": ("list",),
    "run": ("run", "a.yaml", "--no-figures"),
    "watch": ("watch", "russia_uncertain", "-n", 24, "--causes", 4, "--jobs", 1),
    "new": ("new", "--list"),
}

IDS = {
    "explain batch": {"best:legal_end", "worst:legal_end"},
    "check shipped": {"russia_2025"},
    "like": set(cases()),
}
"""What can be passed on and is not in brackets: names for --like, of scenarios and cases."""


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("all")
    made(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        scenario("u.yaml", UNCERTAIN)
        scenario("hold.yaml", "talks: {mode: hold}\n")
        for k in range(4):
            scenario(f"s{k}.yaml", f"talks: {{max_lp: {5 + k}}}\n")
        scenario("case.yaml", RECORD)
        scenario("other.yaml", RECORD + OTHER)
        world = f"title: A year\nextends: {RURITANIA}\nend: 2027-06-30\nquestions: []\n"
        Path("world.yaml").write_text(world)
        Path("mine.yaml").write_text(
            PATTERNS
            + PATTERNS.split("\n", 1)[1]
            .split("  - id: my-deals")[0]
            .replace("my-renewals", "my-relief")
            .replace("band: [0.9, 1]", "band: [100, 150]")
            .split("    statistic")[0]
            + "    statistic: {type: mean, column: demands, scale: year}\n"
        )
        Path("rounds.yaml").write_text(CALIBRATION)
        from sim.cli.app import invoke

        assert invoke(["batch", "a.yaml", *map(str, FEW), "-q", "--out", "kept"]) == 0
    return folder


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sequence[Any], Sequence[str]]]:
    """Every table that is printed, as it was before it was laid out."""
    found: list[tuple[Sequence[Any], Sequence[str]]] = []
    whole = tables.laid_out

    def laid_out(rows: Any, headers: Any, *rest: Any, **more: Any) -> Any:
        parts = whole(rows, headers, *rest, **more)
        blocks = bool(parts) and isinstance(parts[0], tables.Block)
        # Blocks name what is said of a record, and not what its heading is.
        found.append((rows, [""] * len(headers) if blocks else headers))
        return parts

    monkeypatch.setattr(console, "laid_out", laid_out)
    return found


@pytest.fixture
def there(call: Caller, computed: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.chdir(computed)
    return call


@pytest.mark.many
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_each_cell_of_each_table_stands_whole(
    there: Caller,
    seen: list[tuple[Sequence[Any], Sequence[str]]],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    width: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    done = there(*COMMANDS[command])
    assert done.code == 0, done.err
    # Heads of blocks end in a colon or stand beside a dot; all else is as it was given.
    words = {word for token in done.out.split() for word in (token, token.rstrip(":"))}
    for rows, headers in seen:
        for row in (headers, *rows):
            assert len(row) == len(headers)
            for cell in row:
                missing = [
                    word
                    for word in cell.split()
                    if word.rstrip(":") not in words and word not in words
                ]
                assert not missing, (command, width, cell)
    assert "…" not in done.out
    for line in done.out.splitlines():
        if "──" in line:
            assert len(line) <= width


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("list", "new")])
def test_words_of_programs_are_not_printed(there: Caller, computed: Path, command: str) -> None:
    """No names of columns, classes or fields, but in brackets, where they can be passed on."""
    out = there(*COMMANDS[command]).out
    typed = {str(word) for word in COMMANDS[command]}
    # Files and folders of results, and commands to type.
    shown = "\n".join(
        line
        for line in out.splitlines()
        if not line.lstrip().startswith(("Results:", "Batch:", "Posterior:", "More:", "again:"))
    )
    # Ids that can be passed on stand in brackets: parameters (--set).
    shown = re.sub(r"\(\s*[\w.]+\)|https?://\S+", "", shown)
    words = set(re.findall(r"\w*[a-z]_\w+", shown)) - typed
    known = typed | IDS.get(command, set())
    assert {word for word in words if not any(word in each for each in known)} == set()


def test_names_of_columns_and_classes_have_words(there: Caller, computed: Path) -> None:
    from sim.analysis.wording import class_words, short
    from sim.batch.reader import open_batch

    batch = open_batch(computed / "kept")
    for column in columns(batch.model):
        assert "_" not in short(column.name, column.meaning).replace("motive_", "_")
    for name in CLASSES:
        assert "_" not in class_words(name)
        assert "baby" not in class_words(name).lower()
