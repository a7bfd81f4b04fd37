"""From a scenario and its catalogue to the compiled model; done once per batch."""

from __future__ import annotations

import datetime as dt
from math import fsum

from sim.catalogue.orders import usual, usual_order
from sim.catalogue.schema import Catalogue, Measure
from sim.engine.kernel.calendar import Calendar
from sim.engine.model.model import Model
from sim.engine.model.new_statutes import with_new_statutes
from sim.engine.model.parts import Accounts, Tranche
from sim.engine.model.world import World
from sim.errors import ThawError
from sim.law.answers import authority_since, ended_by, holders
from sim.law.foreseen import as_read
from sim.scenario.schema import Scenario


class CompileError(ThawError):
    """A scenario and a catalogue that do not make a world together."""


def compile_model(scenario: Scenario, catalogue: Catalogue) -> Model:
    """Prepare everything that replications of a scenario share.

    Parameters
    ----------
    scenario
        The scenario, validated.
    catalogue
        Its catalogue, with the scenario's amendments.

    Raises
    ------
    CompileError
        If nothing is in force at the start, or nobody can bargain over it.
    """
    source = catalogue
    catalogue, statute, waivable = with_new_statutes(
        as_read(catalogue, scenario.law), waivable=scenario.rules.legislation
    )
    calendar = Calendar(scenario.start, scenario.end)
    bit = {name: 1 << i for i, name in enumerate(catalogue.authorities)}
    in_force = {
        name: held
        for name, measure in catalogue.measures.items()
        if (held := holders(catalogue, measure, scenario.start))
    }
    if not fsum(catalogue.measures[name].weight_lp for name in in_force) > 0:
        raise CompileError(
            f"no measure of weight is in force on {scenario.start}: there is nothing to lift"
        )
    hundred = in_force if scenario.values.scale == "start" else catalogue.measures
    scale = 100.0 / fsum(catalogue.measures[name].weight_lp for name in hundred)
    tranches: list[Tranche] = []
    layers: list[int] = []
    later: list[tuple[float, tuple[int, ...], str]] = []
    for name, held in in_force.items():
        measure = catalogue.measures[name]
        parts = _split(name, measure, scale, catalogue.classes[measure.class_].persons)
        numbers = tuple(range(len(tranches), len(tranches) + len(parts)))
        tranches += parts
        mask = 0
        for authority in held:
            mask |= bit[authority]
        layers += [mask] * len(parts)
        if scenario.law.later_layers:
            later += _later(measure, numbers, calendar, scenario.end)
    senders = catalogue.senders
    executive = next((key for key, s in senders.items() if s.role == "executive"), "")
    council = next((key for key, s in senders.items() if s.role == "council"), "")
    if not executive:
        raise CompileError("the catalogue has no sender with the role 'executive'")
    hangs: dict[str, int] = dict.fromkeys((*catalogue.emergencies, *catalogue.acts), 0)
    for key, entry in catalogue.authorities.items():
        if entry.emergency is not None and not entry.codified:
            hangs[entry.emergency] |= bit[key]
        if entry.act is not None:
            hangs[entry.act] |= bit[key]
    return Model(
        world=World(scenario, source, catalogue),
        calendar=calendar,
        bit=bit,
        tranches=tuple(tranches),
        layers=tuple(layers),
        later=tuple(sorted(later)),
        hangs=hangs,
        executive=executive,
        council=council,
        scale=scale,
        designation=_designations(scenario, catalogue, executive),
        declarer=_declarers(catalogue, executive),
        package=_packages(scenario, catalogue, council),
        statute=statute,
        waivable=waivable,
        imposable=_imposable(scenario, catalogue, scale),
        begun=_begun(scenario, catalogue, bit),
        accounts=_accounts(catalogue, tranches, executive),
        statutes=sum(  # whole numbers
            bit[key] for key, entry in catalogue.authorities.items() if entry.statute
        ),
        sunsets=_sunsets(scenario, catalogue, calendar),
        approvals=tuple(
            sorted(
                (calendar.day(change.on), frozenset(change.approve))
                for change in scenario.interventions
                if change.approve and change.on is not None
            )
        ),
        undated=sum(  # whole numbers
            bit[key]
            for key, entry in catalogue.authorities.items()
            if entry.sender == council and entry.act is None
        ),
    )


def _accounts(catalogue: Catalogue, tranches: list[Tranche], executive: str) -> Accounts:
    """Sums that the register keeps up to date from then on."""
    lp_on = dict.fromkeys(catalogue.senders, 0.0)
    allied = dict.fromkeys(catalogue.classes, 0.0)
    whole = secondary = 0.0
    for tranche in tranches:
        lp_on[tranche.sender] += tranche.lp
        entry = catalogue.classes[tranche.class_]
        if tranche.sender != executive:
            if entry.every_class:
                whole += tranche.lp
            else:
                allied[tranche.class_] += tranche.lp
        elif entry.secondary:
            secondary += tranche.lp
    return Accounts(lp_on, list(allied.values()), whole, secondary)


def _split(name: str, measure: Measure, scale: float, persons: bool) -> list[Tranche]:
    n = measure.tranches
    sizes = measure.benefit or (1.0,) * n
    loyalty = measure.loyalty or (1.0,) * n
    average = fsum(sizes) / n
    whole = measure.weight_lp * scale
    return [
        Tranche(
            measure=name,
            sender=measure.sender,
            class_=measure.class_,
            lp=whole / n,
            benefit=sizes[i] / average,
            loyalty=loyalty[i],
            persons=persons,
        )
        for i in range(n)
    ]


def _imposable(
    scenario: Scenario, catalogue: Catalogue, scale: float
) -> dict[str, tuple[Tranche, ...]]:
    """What the scenario imposes on the way, as tranches by measure."""
    return {
        name: tuple(_split(name, measure, scale, catalogue.classes[measure.class_].persons))
        for change in scenario.interventions
        for name in change.impose
        if (measure := catalogue.measures[name])
    }


def _begun(scenario: Scenario, catalogue: Catalogue, bit: dict[str, int]) -> int:
    """Mask of the authorities that are there on the first day."""
    return sum(  # whole numbers
        bit[name]
        for name, entry in catalogue.authorities.items()
        if ((first := authority_since(catalogue, entry)) is None or first <= scenario.start)
        and not ended_by(entry, scenario.start)
    )


def _sunsets(
    scenario: Scenario, catalogue: Catalogue, calendar: Calendar
) -> tuple[tuple[float, str], ...]:
    """Ends that laws set themselves within the scenario."""
    return tuple(
        sorted(
            (calendar.day(entry.sunset.date), name)
            for name, entry in catalogue.authorities.items()
            if entry.sunset is not None and scenario.start < entry.sunset.date <= scenario.end
        )
    )


def _later(
    measure: Measure, numbers: tuple[int, ...], calendar: Calendar, end: dt.date
) -> list[tuple[float, tuple[int, ...], str]]:
    """Changes of legal basis that the catalogue dates within the scenario."""
    return [
        (calendar.day(layer.since), numbers, layer.authority)
        for layer in measure.layers
        if calendar.day(layer.since) > 0
        and layer.since <= end
        and (measure.until is None or layer.since <= measure.until)
    ]


def _declarers(catalogue: Catalogue, executive: str) -> dict[str, str]:
    """The sender of each emergency: whose authorities hang on it."""
    senders = dict.fromkeys(catalogue.emergencies, executive)
    for authority in catalogue.authorities.values():
        if authority.emergency is not None:
            senders[authority.emergency] = authority.sender
    return senders


def _designations(scenario: Scenario, catalogue: Catalogue, executive: str) -> dict[str, str]:
    """The authority of new designations by sender: the scenario's, if it has one."""
    agents = scenario.agents
    named = {executive: agents.executive.designation_authority} | {
        name: sender.designation_authority for name, sender in agents.senders.items()
    }
    return {
        sender: authority or usual_order(catalogue, sender) for sender, authority in named.items()
    }


def _packages(scenario: Scenario, catalogue: Catalogue, council: str) -> dict[str, str]:
    """The council's authority for new packages, by class: the scenario's for all, if it has one."""
    named = scenario.agents.council.package_authority
    return dict.fromkeys(catalogue.classes, named) if named else _acts(catalogue, council)


def _acts(catalogue: Catalogue, sender: str) -> dict[str, str]:
    """The council's authority for new packages, by class.

    The act with an expiry under most of its measures of that class, as listings go on with the
    act on listings; for a class of which it has none the sectoral act under most measures.
    """
    acts = {
        name: catalogue.acts[authority.act].kind
        for name, authority in catalogue.authorities.items()
        if authority.sender == sender and authority.act is not None
    }
    measures = catalogue.measures.values()
    sectoral = usual(
        catalogue, measures, [name for name, kind in acts.items() if kind == "sectoral"]
    )
    return {
        class_: usual(catalogue, [m for m in measures if m.class_ == class_], list(acts))
        or sectoral
        for class_ in catalogue.classes
    }
