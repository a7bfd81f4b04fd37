"""Everything that is wrong is told at once, even where one mistake could hide another."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario

TEXT = """\
title: t
start: 2025-01-01
end: 2026-01-01
uncertain:
  agents.target.jv: {dist: triangular, low: 1, mode: 5, high: 3}
amendments:
  measures:
    US_SDN_SBERB: null
  authorities:
    EO14024: {end: []}
    EO1: {name: One, sender: US, suspend: [licens], end: [delist]}
"""


def test_mistakes_in_form_names_and_removals_together(tmp_path):
    path = tmp_path / "mix.yaml"
    path.write_text(TEXT)
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    told = {(problem.line, problem.path): str(problem) for problem in caught.value.problems}
    assert {line for line, _ in told} == {5, 8, 10, 11}
    assert "did you mean 'US_SDN_SBER'" in told[8, "amendments.measures.US_SDN_SBERB"]
    assert "without holder" in told[10, "amendments.authorities.EO14024"]
    assert "did you mean 'licence'" in told[11, "amendments.authorities.EO1.suspend.0"]


def test_one_wrong_section_does_not_hide_another(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(
        "title: t\nstart: 2025-01-01\nend: 2026-01-01\n"
        "talks: {mode: baby}\n"
        "decisions: {acts: {EU_833: {2025-02-01: lapse}}}\n"
        "at_start: {concessions: [ceasefir]}\n"
    )
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    assert [problem.line for problem in caught.value.problems] == [4, 5, 6]
