"""Hints for keys that a scenario does not have where they were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sim.errors import Problem
from sim.scenario.paths import walk
from sim.scenario.schema import Scenario

_REFUSED = {
    "agents.targets": "there is one target, agents.target; another country is another scenario, "
    "and further senders are agents.senders",
    "agents.tables": "a table is there for each of agents.senders, beside the first",
    "agents.parties": "a further sender is one of agents.senders, one whose consent is needed one "
    "of agents.consenters",
}
"""What there is instead of a few keys that one might expect."""

_MOST = 3  # places of one name that are offered


def hinted(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Add to unknown keys where a field of that name is, or what a bare number came from."""
    for problem in problems:
        if problem.message == "unknown key" and problem.path in _REFUSED:
            yield replace(problem, hint=_REFUSED[problem.path])
            continue
        if problem.message != "unknown key" or problem.hint:
            yield problem
            continue
        name = problem.path.rpartition(".")[2]
        if name.isdecimal():
            said = f"is it part of a number? Numbers have a decimal point: 0.{name}"
            yield replace(problem, hint=said)
            continue
        found = places(name)
        hint = f"did you mean {' or '.join(found)}?" if 0 < len(found) <= _MOST else ""
        yield replace(problem, hint=hint)


def places(name: str) -> list[str]:
    """Paths of all fields of a name, such as ``agents.target.jv``."""
    wanted = name.replace("-", "_")
    return list(
        dict.fromkeys(path for path, _ in walk(Scenario) if path.rpartition(".")[2] == wanted)
    )
