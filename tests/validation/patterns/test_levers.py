"""What a change of an assumption does, on batches made up for it and on shipped levers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.validation.patterns.check import check, needed
from sim.validation.patterns.levers import LEVERS, Lever, StatedLever, lever_row, read_levers
from sim.validation.patterns.loading import World
from tests.validation.patterns.made import WORLD, batch, pattern, stated

AFTER = WORLD._replace(overrides=("agents.target.jv=3",))


def lever(direction: str = "more", column: str = "deals") -> StatedLever:
    made = Lever.model_validate(
        {
            "id": "made",
            "claim": "It moves.",
            "basis": "Made up.",
            "scenario": "hold",
            "change": {"agents.target.jv": 3},
            "column": column,
            "direction": direction,
        }
    )
    source = stated(pattern({"type": "mean", "column": "deals"})).source
    return StatedLever(made, WORLD, AFTER, source, source)


def row(direction: str, before: list[int], after: list[int]) -> dict[str, object]:
    cells = lever_row(lever(direction), batch({"deals": before}), batch({"deals": after}))
    return dict(zip(LEVERS, cells, strict=True))


def test_a_difference_is_paired_so_that_luck_does_not_hide_it() -> None:
    # Futures differ by far more than the change does; each by itself gains one.
    found = row("more", [0, 50, 100, 150], [1, 51, 101, 151])
    assert found["difference"] == 1.0
    assert (found["before"], found["after"], found["n"]) == (75.0, 76.0, 4)


@pytest.mark.parametrize(
    ("direction", "after", "verdict"),
    [
        ("more", [2, 2, 3, 3, 2, 3], "pass"),
        ("less", [2, 2, 3, 3, 2, 3], "wrong sign"),
        ("more", [1, 0, 2, 0, 2, 1], "within chance"),
        ("less", [0, 0, 1, 0, 0, 0], "pass"),
    ],
)
def test_the_whole_interval_must_lie_on_the_right_side(
    direction: str, after: list[int], verdict: str
) -> None:
    assert row(direction, [1] * 6, after)["verdict"] == verdict


def test_a_lever_that_moves_nothing_does_not_pass() -> None:
    assert row("more", [1, 2, 3], [1, 2, 3])["verdict"] == "within chance"


def test_a_check_computes_both_worlds_once() -> None:
    calls: list[tuple[World, int]] = []

    def runner(world: World, n: int):
        calls.append((world, n))
        return batch({"deals": [len(world.overrides)] * n})

    one = stated(pattern({"type": "mean", "column": "deals"}))
    found = check([one], runner, (), [lever(), lever("less")], n=20)
    assert calls == [(WORLD, 20), (AFTER, 20)] == needed([one], (), [lever()], n=20)
    assert found.levers["difference"].to_list() == [1.0, 1.0]


def test_shipped_levers_are_read() -> None:
    shipped = read_levers()
    assert len(shipped) >= 10
    assert all(one.before != one.after for one in shipped)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("levers: []", "at least 1"),
        (
            "levers: [{id: a, claim: c, basis: b, scenario: nowhere, change: {x: 1}, column: d, "
            "direction: more}]",
            "no scenario of that name",
        ),
        (
            "levers: [{id: a, claim: c, basis: b, scenario: hold, change: {}, column: d, "
            "direction: more}]",
            "change",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "levers.yaml"
    file.write_text(text)
    with pytest.raises(InputError, match=words):
        read_levers(file)
