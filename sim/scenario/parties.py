"""Everyone who decides: the agents of the first table, further senders, whose consent is needed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.catalogue.fields import Date, Identifier, Strict, parameter
from sim.scenario.agents import Congress, Executive, Target
from sim.scenario.council import Council
from sim.scenario.followers import Bystander, Follower
from sim.scenario.partner import Partner
from sim.scenario.world import Talks

Points = Annotated[float, Field(ge=0, le=1000)]
"""What something is worth to a party, or costs it, in its own points."""


class FurtherSender(Executive):
    """A further sender, which bargains with the target at a table of its own (rules R3-R10).

    It eases measures of its own only, and for what the target gives at its table. It has the
    fields of the executive; what says nothing at its table is refused. Licences on oil and threats
    are the executive's. A council has no `aims` but those of its members. Without an emergency of
    its own it renews nothing (`b0` and so on), without a legislature there is nothing to fight or
    to blame, without an order it adds nothing (`designation_stalled`, `size` and so on).
    """

    name: str = Field(
        "",
        max_length=80,
        description="What stories call it; its name in the catalogue if empty.",
    )
    concessions: dict[Identifier, Points] = Field(
        default_factory=dict,
        max_length=100,
        description="Concessions that are asked for at its table, each with what it is worth to "
        "it, UP; all at what the catalogue says they are worth if none is named.",
    )
    horizon_years: float = parameter(
        4.0, "How far it looks ahead, if `term_ends` is empty.", unit="y", ge=0.25, le=50
    )
    term_ends: Date | None = Field(
        None,
        description="Day on which the present term of its leader ends: how far it looks ahead, and "
        "when there is a new one, for as long as the catalogue says.",
    )
    congress: Congress | None = Field(
        None,
        description="How its legislature votes, where the catalogue has chambers of it; as the "
        "executive's if empty.",
    )
    talks: Talks = Field(
        default_factory=Talks,
        description="How offers are made and answered at its table; what is not written has the "
        "usual value, not that of the scenario's `talks`.",
    )
    target: Target | None = Field(
        None,
        description="How the target bargains at its table; as at the first one if empty. Its "
        "aspiration at a table where less is to be had may be lower.",
    )


class Consenter(Strict):
    """A party whose consent a deal needs: it proposes nothing, and may veto (rules R8, R9).

    A partner at war weighs peace and no points: what it would count in points is refused beside
    `partner`.
    """

    name: str = Field(description="What stories call it.", min_length=1, max_length=80)
    tables: tuple[Identifier, ...] = Field(
        (),
        max_length=20,
        description="Senders with which no deal is made without it; all that bargain if empty.",
    )
    measures: tuple[Identifier, ...] = Field(
        (), max_length=400, description="Measures that are not eased in a deal without its yes."
    )
    classes: tuple[Identifier, ...] = Field(
        (), max_length=40, description="Classes of measures that are not eased without it."
    )
    concessions: tuple[Identifier, ...] = Field(
        (),
        max_length=100,
        description="Concessions that are not taken without it. If neither measures nor classes "
        "nor concessions are named, it is asked about every deal.",
    )
    partner: Partner | None = Field(
        None,
        description="What moves it, if it is at war with the target: its yes to what it is asked "
        "about depends on that alone, and so does a ceasefire that nobody has bargained for.",
    )
    lp_cost: float = parameter(
        1.0, "What one LP of relief costs it.", unit="its points", ge=0, le=100
    )
    class_cost: dict[Identifier, Points] = Field(
        default_factory=dict,
        max_length=40,
        description="The same by class, where it is another, its points.",
    )
    values: dict[Identifier, Points] = Field(
        default_factory=dict,
        max_length=100,
        description="What each concession of the target is worth to it, its points; 0 for others.",
    )
    reservation: float = parameter(
        0.0,
        "What doing without a deal is worth to it: it never agrees to less.",
        unit="its points",
        ge=-1000,
        le=1000,
    )
    threshold: float = parameter(
        0.0,
        "What it holds out for: at that it says yes with a probability of one half, or for sure "
        "if `talks.temperature` is 0.",
        unit="its points",
        ge=-1000,
        le=1000,
    )


class Agents(Strict):
    """Everyone who decides."""

    executive: Executive = Field(default_factory=Executive, description="The executive.")
    congress: Congress = Field(default_factory=Congress, description="The legislature.")
    target: Target = Field(default_factory=Target, description="The target's government.")
    council: Council = Field(default_factory=Council, description="The allied council.")
    senders: dict[Identifier, FurtherSender] = Field(
        default_factory=dict,
        max_length=10,
        description="Further senders that bargain, each at a table of its own, by their id in the "
        "catalogue.",
    )
    consenters: dict[Identifier, Consenter] = Field(
        default_factory=dict,
        max_length=10,
        description="Parties without whose consent there is no deal, by an id of your choice.",
    )
    followers: dict[Identifier, Follower] = Field(
        default_factory=dict, description="Followers by the id of their sender."
    )
    bystanders: tuple[Bystander, ...] = Field(
        (), max_length=100, description="Agents that only watch."
    )
