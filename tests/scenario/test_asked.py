"""Questions with answers: what an answer may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario

HOLD = Path("scenarios/hold.yaml").resolve()
ASKED = f"""\
extends: {HOLD}
questions:
  - {{id: asked, text: Is there a deal?, event: {{kind: deal}}, answer: ANSWER}}
"""


@pytest.mark.parametrize("answer", ["maybe", "2 May"])
def test_an_answer_is_yes_or_no_or_a_date(tmp_path, answer):
    file = tmp_path / "asked.yaml"
    file.write_text(ASKED.replace("ANSWER", answer))
    said = f"found '{answer}'; allowed: true or false, or a date like 2026-07-15"
    with pytest.raises(InputError, match=said):
        load_scenario(file)
