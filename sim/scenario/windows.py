"""Parameters of windows: when talks open and shut (rule R22)."""

from __future__ import annotations

from pydantic import Field

from sim.catalogue.fields import Strict, parameter

__all__ = ["Opening", "Windows"]


class Opening(Strict):
    """By how much more often shut talks open after an event, while its time lasts (rule R22)."""

    target_leader: float = parameter(
        3.0, "After a change of the target's leader or government.", ge=0, le=50, likely=(1.5, 6)
    )
    sender_leader: float = parameter(
        2.0, "After a new president of the sender.", ge=0, le=50, likely=(1, 4)
    )
    truce: float = parameter(1.5, "After a truce.", ge=0, le=50, likely=(1, 3))
    ceasefire: float = parameter(3.0, "After a ceasefire.", ge=0, le=50, likely=(1.5, 6))
    peace: float = parameter(4.0, "After a peace.", ge=0, le=50, likely=(2, 8))
    gift: float = parameter(
        2.0, "After a concession for which nothing was given.", ge=0, le=50, likely=(1, 4)
    )
    oil_shock: float = parameter(
        1.5,
        "After an oil shock, where the sender has measures on oil.",
        ge=0,
        le=50,
        likely=(1, 3),
    )
    other_sender: float = parameter(
        2.0, "After a deal of another sender with the target.", ge=0, le=50, likely=(1, 4)
    )
    lasting_years: float = parameter(
        2.0,
        "How long it matters that leaders changed, or that the fighting stopped.",
        unit="y",
        ge=0,
        le=20,
        likely=(1, 3),
    )
    passing_years: float = parameter(
        1.0, "How long the others matter.", unit="y", ge=0, le=20, likely=(0.5, 2)
    )


class Windows(Strict):
    """When talks open and shut by themselves (rule R22)."""

    young: float = parameter(
        0.13,
        "Shut talks come to open, while the sanctions are young.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.08, 0.2),
        source="C",
    )
    old: float = parameter(
        0.06,
        "The same once they are old.",
        unit="1/y",
        ge=0,
        le=50,
        likely=(0.03, 0.1),
        source="C",
    )
    young_years: float = parameter(
        5.0, "How long they are young.", unit="y", ge=0, le=100, likely=(3, 8), source="C"
    )
    contacts: bool = Field(
        False, description="Whether there are contacts on the first day, where no talks are open."
    )
    contacts_open: float = parameter(
        3.0, "Contacts turn into talks.", unit="1/y", ge=0.001, le=365, likely=(1, 6)
    )
    contacts_end: float = parameter(1.0, "Contacts end.", unit="1/y", ge=0, le=365, likely=(0.3, 3))
    contacts_stay: float = parameter(
        0.5, "P(contacts outlive talks that broke down).", ge=0, le=1, likely=(0.2, 0.8)
    )
    shut_snapback: float = parameter(
        0.5, "P(a decision to reverse relief ends the talks).", ge=0, le=1, likely=(0.2, 0.8)
    )
    shut_crackdown: float = parameter(
        0.8, "P(a crackdown ends the talks).", ge=0, le=1, likely=(0.5, 1)
    )
    after: Opening = Field(
        default_factory=Opening, description="What makes it likelier that talks open."
    )
