"""Renewals that are asked to fall as they fell, weighed by how likely that was."""

from __future__ import annotations

from sim.engine.state.state import Run

__all__ = ["of_act", "of_emergency"]


def of_emergency(run: Run, name: str, lapses: float) -> str:
    """Return how the renewal of an emergency is asked to fall; nothing if it is not.

    Parameters
    ----------
    run, name
        The replication, and the emergency.
    lapses
        The probability that it is not renewed.
    """
    demand = run.demanded(f"emergency/{name}", "renew", "lapse")
    if demand is None or run.asked is None:
        return ""
    run.asked.weigh(demand.fact, lapses if demand.what == "lapse" else 1.0 - lapses)
    return demand.what


def of_act(run: Run, name: str, holds: bool, chance: float) -> tuple[bool, str | None]:
    """Return whether a member holds out, and how the renewal of an act is asked to fall.

    Parameters
    ----------
    run, name
        The replication, and the act.
    holds
        Whether a member holds out by itself.
    chance
        The probability of that.
    """
    asked, settles = run.asked, run.council.p.settled
    if asked is None:
        return holds, None
    if (held := run.demanded(f"act/{name}", "hold_out")) is not None:
        asked.weigh(held.fact, chance)
        holds, chance = True, 1.0
    demand = run.demanded(f"act/{name}", "renew", "lapse")
    if demand is None:
        return holds, None
    if demand.what == "lapse":
        asked.weigh(demand.fact, chance * (1.0 - settles))
        return True, "lapse"
    asked.weigh(demand.fact, settles if holds else 1.0)
    return holds, "renew"
