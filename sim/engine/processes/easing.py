"""Relief by a council or a government: its authorities end, measure by measure."""

from __future__ import annotations

from sim.engine.state.relief import Relief
from sim.engine.state.state import Run
from sim.events.fields import Via
from sim.events.relief import EASED


def ease(run: Run, numbers: list[int], via: Via, cause: int) -> None:
    """End tranches of the council or of a follower, and say so measure by measure.

    Parameters
    ----------
    numbers
        The tranches.
    via
        How the relief came about.
    cause
        Event that brought it about.
    """
    register, met = run.register, run.conditions_met()
    for measure, parts in register.by_measure(numbers).items():
        first = register.tranches[parts[0]]
        way = run.model.way(register.holding(parts[0]), "end", met)
        assert way is not None
        event = EASED.log(
            run,
            first.sender,
            {
                "sender": first.sender,
                "class_": first.class_,
                "instrument": way.route.instrument,
                "tranches": len(parts),
                "lp": register.weight(parts),
                "via": via,
            },
            measure,
            cause,
        )
        for i in parts:
            instrument = way.route.instrument
            hazard = run.model.hazards[instrument]
            relief = Relief(instrument, hazard, True, run.now, via, event)
            register.ease(i, relief)
