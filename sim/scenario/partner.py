"""Parameters of a partner: a country at war with the target, whose consent peace needs (R21)."""

from __future__ import annotations

from sim.catalogue.fields import Strict, parameter

__all__ = ["Partner"]


class Partner(Strict):
    """What moves a country at war with the target to consent to a ceasefire or a peace (R21)."""

    base: float = parameter(0.0, "Consent, logit: constant.", ge=-10, le=10, likely=(-1, 1))
    guarantees: float = parameter(
        0.2, "Guarantees on offer, of the most there could be.", ge=0, le=1, likely=(0, 0.6)
    )
    aid: float = parameter(
        0.4, "Aid at stake if it refuses, of all that it gets.", ge=0, le=1, likely=(0, 0.8)
    )
    territory: float = parameter(
        0.5, "Territory given up, of what is disputed.", ge=0, le=1, likely=(0.2, 1)
    )
    w_guarantees: float = parameter(3.0, "Consent, logit: guarantees.", ge=0, le=20, likely=(1, 5))
    w_aid: float = parameter(1.5, "Consent, logit: aid at stake.", ge=0, le=20, likely=(0.5, 3))
    w_territory: float = parameter(
        2.5, "Consent, logit: territory given up.", ge=0, le=20, likely=(1, 5)
    )
    agreement_rate: float = parameter(
        0.4,
        "Agreements on minerals or aid with the executive, until there is one.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.1, 1),
    )
    agreement_eases: float = parameter(
        0.2,
        "Share by which such an agreement lowers what relief costs the executive in public.",
        ge=0,
        le=1,
        likely=(0, 0.5),
    )
