"""What ``thaw`` says by itself, and the examples on the help pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.cli.console import say

__all__ = ["EXAMPLES", "FIRST", "examples", "welcome"]

FIRST: Final = (
    ("law russia_2025 -m US_SDN_SBER", "who can unblock Sberbank, and when"),
    ("run russia_2025", "one possible future, told"),
    ("batch russia_2025", "what comes of a thousand"),
    ("compare baby_steps road_map", "two ways to negotiate, same futures"),
    ("new my_question", "a scenario of your own"),
)
"""First steps, each with what it shows."""

EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "run": ("run russia_2025 --seed 7", "run my_question.yaml --set agents.target.jv=0.5"),
    "batch": ("batch russia_2025 -n 1000", "batch eu_veto --until-ci 0.01 --out results/veto"),
    "compare": (
        "compare baby_steps road_map all_at_once",
        "compare hold russia_2025 -n 200 --outcome added",
    ),
    "backtest": ("backtest rusal_2018 iran_2013",),
    "check": ("check", "check --only bills --ablate"),
    "calibrate": ("calibrate steps_and_survival",),
    "plot": ("plot results/russia_2025-4beaf269 --what fan,classes --out figures",),
    "explain": ("explain by_hand --event 14", "explain results/hold-91a0627c --like median"),
    "law": (
        "law russia_2025 --measure US_SDN_SBER",
        "law russia_2025 --calendar 2025-06-01 2025-12-31",
    ),
    "list": ("list --questions", "list my_folder"),
    "new": ("new my_question", "new my_question --from road_map"),
    "validate": ("validate my_question.yaml",),
    "schema": ("schema --out thaw.schema.json",),
    "completion": ("completion zsh",),
    "results": ("results", "results elsewhere"),
}
"""Calls of each command, for its help page."""


def welcome(program: str, version: str) -> None:
    """Say what this is and how to begin."""
    from sim.scenario.shipped import folder

    say(f"thaw {version}: who may lift sanctions, how, by when, and what comes of it")
    say()
    say("Start here")
    wide = max(len(call) for call, _ in FIRST) + 3
    for call, what in FIRST:
        say(f"  {program} {call:<{wide}}{what}".rstrip())
    tutorial = folder().parent / "docs" / "tutorial.md"
    more = " · a first hour: docs/tutorial.md" if tutorial.is_file() else ""
    say(f"All scenarios: {program} list · all commands: {program} --help{more}")


def examples(command: str) -> str | None:
    """The examples of a command as its help page prints them; None if there are none."""
    calls = EXAMPLES.get(command)
    if not calls:
        return None
    title = "Example:" if len(calls) == 1 else "Examples:"
    return "\n".join(["\b", title, *(f"  thaw {call}" for call in calls)])
