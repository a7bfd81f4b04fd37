"""A threat that no one could make, or that could not be carried out, is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario

START = "title: t\nstart: 2025-03-13\nend: 2030-12-31\n"
GOOD = "{demand: ceasefire, on: 2025-06-01, by: 2025-09-01, class: oil, lp: 6}"


def written(path: Path, *stated: str) -> Path:
    lines = "".join(f"      - {threat}\n" for threat in stated)
    path.write_text(f"{START}agents:\n  executive:\n    threats:\n     stated:\n{lines}")
    return path


def test_threats_one_after_the_other_are_in_order(tmp_path):
    after = GOOD.replace("2025-09-01", "2026-09-01").replace("2025-06-01", "2025-09-02")
    load_scenario(written(tmp_path / "x.yaml", GOOD, after))
    load_scenario(written(tmp_path / "x.yaml", after, GOOD))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (GOOD.replace("ceasefire", "ceasefyre"), r"x.yaml:8:\d+: .*demand: unknown concession"),
        (GOOD.replace("oil", "oyl"), r"x.yaml:8:\d+: .*class: unknown class"),
        (GOOD.replace("2025-09-01", "2025-05-31"), r"x.yaml:8:\d+: .*before it is made"),
    ],
)
def test_a_threat_that_does_not_fit_is_refused(tmp_path, wrong, reason):
    with pytest.raises(InputError, match=reason):
        load_scenario(written(tmp_path / "x.yaml", wrong))


@pytest.mark.parametrize("on", ["2025-06-01", "2025-07-01", "2025-09-01"])
def test_there_is_one_threat_at_a_time(tmp_path, on):
    second = GOOD.replace("2025-09-01", "2026-01-01").replace("2025-06-01", on)
    path = written(tmp_path / "x.yaml", GOOD, second)
    with pytest.raises(InputError, match="stands until 2025-09-01: there is one at a time"):
        load_scenario(path)


def test_what_a_sender_threatens_is_a_range(tmp_path):
    path = written(tmp_path / "x.yaml", GOOD)
    with pytest.raises(InputError, match=r"threats\.days: not a range"):
        load_scenario(path, ["agents.executive.threats.days=[90, 30]"])
