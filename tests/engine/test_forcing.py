"""Forcing: what is made to happen happens, what is kept from happening does not."""

from __future__ import annotations

import pytest

from sim.engine.forcing import forcing
from sim.engine.kernel.streams import Chance
from sim.engine.replication import begin, finish
from sim.engine.state.filter import Filter
from tests.scenarios.worlds import compiled

N = 12
WINDOW = (10.0, 100.0)


def event(kind: str, subject: str = "") -> Filter:
    subjects = frozenset((subject,)) if subject else None
    return Filter((kind,), None, subjects, None, (), None)


def days(name: str, what: Filter, window, *, absent: bool) -> list[list[float]]:
    """When it comes within the window in each of some futures that are forced."""
    model = compiled(name)
    steering = forcing(model, what, *window, absent=absent)
    assert steering is not None
    found = []
    for k in range(N):
        chance = Chance(5, k, 1)
        record = finish(begin(model, chance, k, steering=steering), 5, k)
        found.append(
            [
                entry.day
                for entry in record.entries
                if entry.kind in what.kinds
                and (what.subjects is None or entry.subject in what.subjects)
                and window[0] <= entry.day < window[1]
            ]
        )
    return found


@pytest.mark.parametrize("kind", ["crisis", "offensive", "oil_shock", "package_proposed"])
def test_arrivals_come_and_stay_away_as_they_are_told(kind) -> None:
    assert all(days("russia_2025", event(kind), WINDOW, absent=False))
    assert not any(days("russia_2025", event(kind), WINDOW, absent=True))


@pytest.mark.parametrize(
    ("kind", "other", "subject"),
    [("continued", "emergency_lapse", "EO14024"), ("act_renewed", "act_lapse", "EU_1485")],
)
def test_renewals_fall_as_they_are_told(kind, other, subject) -> None:
    for one, absent, comes in (
        (kind, False, True),
        (kind, True, False),
        (other, False, True),
        (other, True, False),
    ):
        found = days("russia_2025", event(one, subject), (0.0, 90.0), absent=absent)
        assert all(bool(each) is comes for each in found), (one, absent)


def test_what_no_draw_brings_cannot_be_forced() -> None:
    model = compiled("russia_2025")
    for absent in (False, True):
        assert forcing(model, event("deal"), *WINDOW, absent=absent) is None
    assert forcing(model, event("continued", "EO14024"), 100.0, 190.0, absent=True) is None


def test_other_draws_stay_as_they_are() -> None:
    model = compiled("russia_2025")
    steering = forcing(model, event("crisis"), *WINDOW, absent=True)
    assert steering is not None
    free = finish(begin(model, Chance(5, 3, 1), 3), 5, 3)
    kept = finish(begin(model, Chance(5, 3, 1), 3, steering=steering), 5, 3)
    before = [entry for entry in free.entries if entry.day < WINDOW[0]]
    assert before == [entry for entry in kept.entries if entry.day < WINDOW[0]]
