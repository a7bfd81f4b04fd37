"""The forms of procedures: one table that says what each means for the law, the engine and words.

A new form is a literal and a row here, with a row for who delivers it if nobody here does yet;
and, if it is to happen in a simulation, a process in `sim/engine/processes/`.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = [
    "DELIVERERS",
    "FORMS",
    "Actor",
    "Deliverer",
    "Delivery",
    "Form",
    "ProcedureForm",
    "Role",
    "delivery",
]

Form = Literal[
    "immediate",
    "review",
    "certification",
    "repeal",
    "unanimity",
    "qualified_majority",
    "government",
]
Role = Literal["executive", "council", "follower"]
"""Which agent decides for a sender: a government with an executive of its own, a council of
members, a government that follows."""

_ALL: Final[tuple[Role, ...]] = ("executive", "council", "follower")

Actor = Literal["executive", "congress", "council", "government"]
Deliverer = Literal["executive", "review", "certification", "congress", "council", "government"]


class Delivery(NamedTuple):
    """What it takes that somebody delivers relief.

    Attributes
    ----------
    rank
        How hard it is, from 0: of several ways the easiest is taken, and of the steps of a way
        the hardest decides.
    hurdle
        Who must act, in a table; as all words here with names in braces.
    agent
        Who acts, in a sentence that has told the conditions already; `hurdle` if empty.
    offered
        Roles of the senders that can promise it in talks.
    alone
        Whether it takes nobody else, and no conditions.
    ties_hands
        Whether it allows the executive to say that the legislature ties its hands.
    legislature
        Whether a legislature votes on it, and so must be in the catalogue.
    dated
        Whether the law allows to name a day of effect; no law sets a term for an act of the
        legislature.
    """

    rank: int
    hurdle: str
    agent: str = ""
    offered: tuple[Role, ...] = ()
    alone: bool = False
    ties_hands: bool = False
    legislature: bool = False
    dated: bool = True


DELIVERERS: Final[dict[Deliverer, Delivery]] = {
    "executive": Delivery(0, "by {executive} alone", offered=_ALL, alone=True),
    "government": Delivery(0, "by its government", offered=("follower",), alone=True),
    "review": Delivery(
        1, "after review by {congress}", offered=_ALL, ties_hands=True, legislature=True
    ),
    "council": Delivery(2, "by {council}", offered=("council",)),
    "certification": Delivery(
        3,
        "once its conditions are certified",
        agent="by {executive}",
        offered=_ALL,
        ties_hands=True,
    ),
    "congress": Delivery(
        4, "only by an act of {congress}", ties_hands=True, legislature=True, dated=False
    ),
}
"""Who can deliver relief, from the easiest to the hardest."""


class ProcedureForm(NamedTuple):
    """The shape of a procedure.

    Attributes
    ----------
    meaning
        Who decides, and how.
    deliverer
        Who delivers relief by it.
    by_whom
        Who takes the act, and with whom, in words.
    reported
        Whether it is reported to the legislature first, and so needs days of review.
    certified
        Whether conditions must be certified; a scenario may close such procedures. Their delay
        runs at the same time as the review.
    vote
        By which vote a council decides; empty if it is not asked.
    restorable
        Whether whoever acts may put back by an act of its own what it has ended by it. What was
        certified away takes a new finding, what was repealed a new law.
    """

    meaning: str
    deliverer: Deliverer
    by_whom: str
    reported: bool = False
    certified: bool = False
    vote: Literal["", "unanimity", "qualified_majority"] = ""
    restorable: bool = False


FORMS: Final[dict[Form, ProcedureForm]] = {
    "immediate": ProcedureForm(
        "the actor decides alone and at once", "executive", "{executive}, alone", restorable=True
    ),
    "review": ProcedureForm(
        "reported first; goes ahead unless a disapproval is enacted",
        "review",
        "{executive}; {congress} reviews",
        reported=True,
        restorable=True,
    ),
    "certification": ProcedureForm(
        "conditions certified, consultation, then a delay",
        "certification",
        "{executive}, on conditions",
        certified=True,
    ),
    "repeal": ProcedureForm("an act of the legislature", "congress", "{congress}"),
    "unanimity": ProcedureForm(
        "every member of the council", "council", "{council}, all members", vote="unanimity"
    ),
    "qualified_majority": ProcedureForm(
        "enough members with enough people",
        "council",
        "{council}, by majority",
        vote="qualified_majority",
    ),
    "government": ProcedureForm(
        "a follower's own government", "government", "its government, alone", restorable=True
    ),
}
"""What a form of procedure means."""


def delivery(form: Form) -> Delivery:
    """Return what it takes to deliver relief by a procedure of a form."""
    return DELIVERERS[FORMS[form].deliverer]
