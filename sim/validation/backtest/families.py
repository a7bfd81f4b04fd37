"""Families of questions: which kinds of events are of one sort."""

from __future__ import annotations

from typing import Final

from sim.validation.backtest.items import Item
from sim.validation.backtest.references import is_renewal

__all__ = ["FAMILIES", "family"]

RENEWALS: Final = "renewals"
VALUES: Final = "values"
OTHER: Final = "other"

_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "relief": (
        "eased",
        "ended",
        "council_eases",
        "follows",
        "gesture",
        "favour",
        "licensed",
        "made_permanent",
        "wind_down",
        "aim_met",
        "aim_given_up",
    ),
    "law": (
        "emergency_ended",
        "emergency_lapse",
        "act_lapse",
        "licence_lapse",
        "sunset",
        "repeal",
        "repeal_asked",
        "certified",
        "report",
        "disapproval",
        "approval",
        "blocked",
        "review_over",
        "vote",
        "veto",
        "hold_out",
    ),
    "pressure": (
        "designation",
        "law",
        "imposed",
        "stick_used",
        "threat",
        "threat_carried_out",
        "package",
        "adopts",
        "tightens",
        "snapback",
        "snapback_decided",
        "successor_reverses",
    ),
    "politics": (
        "delivered",
        "violation",
        "withdrawn",
        "settlement",
        "government_change",
        "government",
        "leader_exit",
        "succession",
        "ceasefire",
        "peace",
        "war_resumes",
        "partner_agreement",
        "crackdown",
    ),
    "talks": (
        "deal",
        "road_map",
        "stage",
        "offer",
        "demand",
        "refusal",
        "breakdown",
        "reopened",
        "window",
        "mandate",
        "options_ordered",
        "options_ready",
        "common_position",
        "blocked_by",
        "threat_met",
    ),
}
"""Kinds of events by family: relief; what holds relief and sanctions in law; new measures, and
relief that is taken back; what the target does and how it is ruled; bargaining."""

FAMILIES: Final = (*_KINDS, RENEWALS, VALUES, OTHER)
"""The families, in the order in which tables show them."""

_OF: Final = {kind: name for name, kinds in _KINDS.items() for kind in kinds}


def family(item: Item) -> str:
    """Return the family of an item.

    What falls due and is renewed is a family of its own, and so are values; kinds of events that
    hardly anybody asks about are ``other``. Of several kinds the first decides.
    """
    if item.kind == "value":
        return VALUES
    return RENEWALS if is_renewal(item) else _OF.get(item.event, OTHER)
