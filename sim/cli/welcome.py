"""What ``thaw`` says by itself, and before work for which there may not be enough memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.cli.output.console import say
from sim.scenario.shipped import folder

__all__ = ["ENOUGH", "FIRST", "scarce", "welcome"]

FIRST: Final = (
    ("law russia_2025 -m US_SDN_SBER", "who can unblock Sberbank, and when"),
    ("run russia_2025", "one possible future, told"),
    ("batch russia_2025", "what comes of a thousand"),
    ("compare baby_steps road_map", "two ways to negotiate, same futures"),
    ("new my_question", "a scenario of your own"),
)
"""First steps, each with what it shows."""

ENOUGH: Final = 2_000_000_000
"""Bytes of address space in which small batches have been computed and drawn."""

_TABLES: Final = frozenset({"backtest", "batch", "calibrate", "check", "compare", "plot"})
"""Commands that load the library of tables, which ends the process where it gets no memory."""


def welcome(program: str, version: str) -> None:
    """Say what this is and how to begin."""
    say(f"thaw {version}: who may lift sanctions, how, by when, and what comes of it")
    say()
    say("Start here")
    wide = max(len(call) for call, _ in FIRST) + 3
    for call, what in FIRST:
        say(f"  {program} {call:<{wide}}{what}".rstrip())
    tutorial = folder().parent / "docs" / "tutorial.md"
    more = " · a first hour: docs/tutorial.md" if tutorial.is_file() else ""
    say(f"All scenarios: {program} list · all commands: {program} --help{more}")


def scarce(arguments: Sequence[str]) -> str:
    """Say, before a command, if it may be ended without a word; nothing if it may not.

    Parameters
    ----------
    arguments
        The command line.
    """
    if not arguments or arguments[0] not in _TABLES:
        return ""
    try:
        import resource
    except ImportError:  # not everywhere
        return ""
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed == resource.RLIM_INFINITY or allowed >= ENOUGH:
        return ""
    return (
        f"only {allowed / 1e9:.1f} GB of address space are allowed (ulimit -v): the process may be "
        f"ended on the way; {ENOUGH / 1e9:g} GB are enough for small batches"
    )
