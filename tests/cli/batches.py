"""Scenarios short enough for batches of the command line, and calls of them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sim.cli.app import invoke
from tests.cli.calling import RURITANIA

SHORT = f"""\
extends: {RURITANIA}
title: A year of Ruritania
end: 2027-06-30
rules: {{windows: false}}  # talks are open from the first day
questions:
  - {{id: deal, text: Is anything agreed?, event: {{kind: deal}}, by: 2027-06-30}}
  - {{id: eased, text: When is anything eased?, event: {{kind: eased}}}}
"""


def scenario(path: str, more: str = "") -> Path:
    """A scenario of a few milliseconds, with something added."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SHORT + more)
    return file


UNCERTAIN = "uncertain: {agents.target.jv: {dist: uniform, low: 0.5, high: 3}}\n"
FAILING = """\
amendments: {concessions: {inspections: {settlement: 0}, reactor_closed: {settlement: 1}}}
uncertain: {catalogue.concessions.reactor_closed.settlement: {dist: normal, mean: 1, sd: 1.5}}
"""
"""All of a settlement or nothing of it adds up, what is between does not: a quarter fails."""

OTHER = "talks: {mode: all_at_once}\n"


def made(folder: Path, *calls: tuple[object, ...]) -> Path:
    """A folder with the results of some calls, for tests to copy."""
    with contextlib.chdir(folder):
        scenario("a.yaml")
        scenario("b.yaml", OTHER)
        scenario("bad.yaml", FAILING)
        for words in calls:
            assert invoke([str(word) for word in (*words, "--no-figures", "-q")]) in (0, 1)
    return folder
