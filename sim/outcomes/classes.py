"""The class of an outcome: how far, and by which road, sanctions were eased in the end."""

from __future__ import annotations

from typing import Final, Literal, get_args

from sim.outcomes.accounts import ReliefAccounts

Class = Literal[
    "status_quo",
    "licences_only",
    "baby_steps",
    "baby_steps_reversed",
    "partial",
    "partial_reversed",
    "comprehensive",
    "comprehensive_reversed",
    "escalation",
]

CLASSES: Final[tuple[Class, ...]] = get_args(Class)
"""All classes, from nothing to everything, then the other way."""

PARTIAL_LP = 15.0
"""LP eased by bargain at the end from which relief is partial."""

COMPREHENSIVE_LP = 60.0
"""LP eased by bargain at the end above which relief is comprehensive."""

ESCALATION_LP = 5.0
"""LP in force at the end above the start, beyond which sanctions have escalated."""

REVERSED_SHARE = 0.5
"""Share of the bargained relief undone by the end from which it counts as reversed."""


def escalated(accounts: ReliefAccounts) -> bool:
    """Return whether more LP are in force at the end than at the start, by more than a little."""
    return accounts.net > ESCALATION_LP


def was_reversed(accounts: ReliefAccounts) -> bool:
    """Return whether half of the bargained relief was undone by the end."""
    return accounts.bargained_ever > 0.0 and accounts.undone >= REVERSED_SHARE


def outcome_class(accounts: ReliefAccounts) -> Class:
    """Return the class of an outcome.

    Notes
    -----
    Where classes overlap, the first that applies counts:

    1. ``baby_steps`` (less than 15 LP eased by bargain at the end), ``partial`` (15 to 60) and
       ``comprehensive`` (more than 60) if bargained relief ever took effect, with
       ``_reversed`` if half of it was undone by the end. Size is what is left at the end, so
       that a large bargain wholly undone is ``baby_steps_reversed``.
    2. ``escalation`` if no bargain took effect and the LP in force at the end exceed those at
       the start by more than 5. A bargain goes before it because it says more; whether
       sanctions escalated besides is told by `escalated`.
    3. ``licences_only`` if there was relief of any other kind: gestures, licences, lapses.
    4. ``status_quo``: nothing but renewals.
    """
    if accounts.bargained_ever > 0.0:
        undone = was_reversed(accounts)
        if accounts.bargained_end > COMPREHENSIVE_LP:
            return "comprehensive_reversed" if undone else "comprehensive"
        if accounts.bargained_end >= PARTIAL_LP:
            return "partial_reversed" if undone else "partial"
        return "baby_steps_reversed" if undone else "baby_steps"
    if escalated(accounts):
        return "escalation"
    return "licences_only" if accounts.relief is not None else "status_quo"
