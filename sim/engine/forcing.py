"""Events that are made to happen, or kept from happening, whatever chance would have had.

What is forced are the draws that `sim.engine.steering` names. How likely it was is of no account:
the future is one in which somebody intervened (the do-operator: Pearl 2009, Causality, ch. 3).
"""

from __future__ import annotations

from typing import Final

from sim.engine.model.model import Model
from sim.engine.state.filter import Filter
from sim.engine.state.steering import Course, Span, Steering
from sim.engine.steering import Wanted, arrivals_of, steering_to
from sim.events.law import ACT_LAPSE, ACT_RENEWED, CONTINUED, EMERGENCY_LAPSE

__all__ = ["forcing"]

_INSTEAD: Final = {
    CONTINUED.name: EMERGENCY_LAPSE.name,
    EMERGENCY_LAPSE.name: CONTINUED.name,
    ACT_RENEWED.name: ACT_LAPSE.name,
    ACT_LAPSE.name: ACT_RENEWED.name,
}
"""What happens where a renewal that is due falls the other way."""


def forcing(
    model: Model, event: Filter, first: float, last: float, *, absent: bool
) -> Steering | None:
    """Return what makes events of one kind happen within a time, or keeps them from it.

    Parameters
    ----------
    model
        The compiled model.
    event
        Which events.
    first, last
        From which moment on, and before which, days from the start.
    absent
        Whether they are kept from happening.

    Returns
    -------
    Steering or None
        None if that is not up to any draw.
    """
    (kind,) = event.kinds
    if absent and event.subjects is None and (stream := arrivals_of(model, event)):
        return Steering({stream: Course(quiet=(Span(first, last, 0),))}, {})
    if absent and kind in _INSTEAD:
        event, absent = event._replace(kinds=(_INSTEAD[kind],)), False
    asked = steering_to(model, [Wanted(0, event, first, last, absent, last - first)])
    courses = {
        stream: course._replace(pins=tuple(pin._replace(otherwise=0.0) for pin in course.pins))
        for stream, course in asked.courses.items()
        if course.pins or course.quiet
    }
    if not courses and not asked.demands:
        return None
    return Steering(courses, asked.demands)
