"""Fields that say nothing where they stand, for whom, and what does it instead.

A further sender has the fields of an executive and does not all that an executive does; a partner
at war has those of every party whose consent is needed, and weighs peace alone. Whoever writes such
a field, sets it on the way or draws it, would wait in vain for what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from pydantic import BaseModel

from sim.catalogue.forms import FORMS
from sim.catalogue.orders import usual_order
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.aims import Aims
from sim.scenario.parties import Consenter, FurtherSender
from sim.scenario.schema import Scenario
from sim.scenario.seated import usual_sender
from sim.scenario.threats import Threats

__all__ = ["Silence", "silent", "unheard"]

Path = tuple[str | int, ...]


class Silence(NamedTuple):
    """Why a field says nothing.

    Attributes
    ----------
    message
        That it does, where, and why.
    hint
        What does instead what it seems to do.
    """

    message: str
    hint: str


class _Seat(NamedTuple):
    """What decides which fields of a further sender count.

    Attributes
    ----------
    council
        Whether it is a council.
    chambers
        Whether the catalogue has chambers of its legislature.
    reviewed
        Whether some of its relief is reviewed.
    emergencies
        Whether it has declared an emergency.
    adds
        Whether it has an authority by which it may add measures.
    leaves
        Whether its leader's term ends on some day.
    """

    council: bool
    chambers: bool
    reviewed: bool
    emergencies: bool
    adds: bool
    leaves: bool


class _Rule(NamedTuple):
    """Fields of a further sender that say nothing under a condition."""

    fields: tuple[str, ...]
    holds: Callable[[_Seat], bool]
    why: str
    hint: str


def _always(seat: _Seat) -> bool:
    return True


_EVERY_CHAMBER: Final = "chambers of the catalogue with this `sender` make it a legislature"
_AN_ORDER: Final = (
    "`designation_authority` names one; of a council agents.council.package_rate says how often "
    "it adds packages"
)

_OF_SENDERS: Final[tuple[_Rule, ...]] = (
    _Rule(
        tuple(
            f"oil_licence{rest}"
            for rest in ("", "_renewal", "_lag", "_gap", "_share", "_terms", "_days")
        ),
        _always,
        "the executive alone licenses oil while it is dear",
        "agents.executive has the same field",
    ),
    _Rule(
        tuple(f"threats.{name}" for name in Threats.model_fields if name != "by_chance"),
        _always,
        "the executive alone threatens",
        "agents.executive has the same field",
    ),
    _Rule(
        tuple(f"aims.{name}" for name in Aims.model_fields if name != "silence"),
        lambda seat: seat.council,
        "a council has the aims of its members, and gives none up by itself",
        "`theta` of its members and agents.council.common say what they hold out for",
    ),
    _Rule(
        ("b0", "b1", "b2", "silence", "notice_days", "aims.silence", "aims.order_years"),
        lambda seat: not seat.emergencies,
        "it has declared no emergency",
        "an emergency is its own if an authority of it hangs on that",
    ),
    _Rule(
        ("fight_bill", "fight_blocked"),
        lambda seat: not seat.chambers,
        "it has no legislature that could bar relief",
        _EVERY_CHAMBER,
    ),
    _Rule(
        ("blame", "blame_credibility", "congress"),
        lambda seat: not (seat.chambers or seat.reviewed),
        "it has no legislature, and nothing that it eases is reviewed",
        _EVERY_CHAMBER,
    ),
    _Rule(
        (
            "designation_stalled",
            "designation_talking",
            "designation_lp",
            "size.rivalry",
            "size.rivalry_raises",
            "threats.by_chance",
        ),
        lambda seat: not seat.adds,
        "it has no order by which it could add measures",
        _AN_ORDER,
    ),
    _Rule(
        ("size.trade_share", "size.spared", "size.pinpoint"),
        lambda seat: not (seat.adds or seat.chambers),
        "it has neither an order nor a legislature by which it could add measures",
        _AN_ORDER,
    ),
    _Rule(
        ("talks.stalled_days",),
        lambda seat: not (seat.adds or seat.chambers),
        "it does nothing else while talks stall than while they go on",
        _AN_ORDER,
    ),
    _Rule(
        ("horizon_years",),
        lambda seat: seat.leaves,
        "it looks ahead to `term_ends`",
        "`term_ends: null` has it look ahead so many years",
    ),
    _Rule(
        ("talks.windows.after.sender_leader",),
        lambda seat: not seat.leaves,
        "it has no new leader",
        "`term_ends` says when there is one",
    ),
)
"""Of further senders: fields, when they say nothing, why, and what does it instead."""

_OF_PARTNERS: Final = ("lp_cost", "class_cost", "values", "reservation", "threshold")
"""Fields of a party whose consent is needed that say nothing of a partner at war."""


def silent(scenario: Scenario, catalogue: Catalogue, path: str) -> Silence | None:
    """Return why a field says nothing where it stands; None if it counts.

    Parameters
    ----------
    scenario
        The scenario, the council at its table included.
    catalogue
        Its catalogue.
    path
        Dotted path of the field, such as ``agents.senders.EU.oil_licence``.
    """
    steps = path.split(".")
    if len(steps) < 4 or steps[0] != "agents":
        return None
    name, field = steps[2], ".".join(steps[3:])
    if steps[1] == "senders":
        sender = scenario.agents.senders.get(name)
        if sender is not None and name in catalogue.senders:
            return _of_sender(name, _seat(name, sender, catalogue), field)
    elif steps[1] == "consenters":
        consenter = scenario.agents.consenters.get(name)
        if consenter is not None:
            return _of_consenter(name, consenter, field)
    return None


def unheard(scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    """Yield what a scenario itself writes and what says nothing there.

    Parameters
    ----------
    scenario
        The scenario as written: what is usual for a council has not been filled in. What is
        written as it is anyway says nothing either, and does no harm: a scenario that was written
        out whole is one that can be read.
    catalogue
        Its catalogue.
    """
    agents = scenario.agents
    for name, sender in agents.senders.items():
        if name in catalogue.senders:
            seat = _seat(name, sender, catalogue)
            for field in _written(sender, usual_sender(scenario, catalogue, name)):
                said = _of_sender(name, seat, field)
                if said is not None:
                    yield _misfit(("agents", "senders", name, *field.split(".")), said)
    for name, consenter in agents.consenters.items():
        for field in _written(consenter, Consenter(name=consenter.name)):
            said = _of_consenter(name, consenter, field)
            if said is not None:
                yield _misfit(("agents", "consenters", name, *field.split(".")), said)


def _misfit(at: Path, said: Silence) -> Misfit:
    return Misfit(at, said.message, found="", hint=said.hint)


def _written(model: BaseModel, usual: object, prefix: str = "") -> Iterator[str]:
    """Yield the dotted paths of all that is written in a part of a scenario and is not usual."""
    for name, info in type(model).model_fields.items():
        value, other = getattr(model, name), getattr(usual, name, None)
        if name not in model.model_fields_set or value is None:
            continue
        path = f"{prefix}{info.alias or name}"
        if isinstance(value, BaseModel):
            yield from _written(value, other, f"{path}.")
        elif value != other:
            yield path


def _of_sender(name: str, seat: _Seat, field: str) -> Silence | None:
    for rule in _OF_SENDERS:
        if _among(field, rule.fields) and rule.holds(seat):
            return Silence(f"it says nothing at the table of {name}: {rule.why}", rule.hint)
    return None


def _of_consenter(name: str, consenter: Consenter, field: str) -> Silence | None:
    if consenter.partner is None or not _among(field, _OF_PARTNERS):
        return None
    return Silence(
        f"it says nothing of {name}: a partner at war weighs peace and no points",
        "`partner` says what moves it; with `partner: null` it weighs deals in points",
    )


def _among(field: str, fields: Sequence[str]) -> bool:
    """Whether a field is one of some, or lies in one of them."""
    return any(field == other or field.startswith(f"{other}.") for other in fields)


def _seat(name: str, sender: FurtherSender, catalogue: Catalogue) -> _Seat:
    own = [
        catalogue.authorities[layer.authority]
        for measure in catalogue.measures.values()
        if measure.sender == name
        for layer in measure.layers
    ]
    return _Seat(
        council=catalogue.senders[name].role == "council",
        chambers=any(chamber.sender == name for chamber in catalogue.chambers.values()),
        reviewed=any(
            FORMS[catalogue.procedures[way].form].reported
            for authority in own
            for way in (*authority.suspend, *authority.end)
        ),
        emergencies=any(
            authority.sender == name and authority.emergency is not None
            for authority in catalogue.authorities.values()
        ),
        adds=bool(sender.designation_authority or usual_order(catalogue, name)),
        leaves=sender.term_ends is not None,
    )
