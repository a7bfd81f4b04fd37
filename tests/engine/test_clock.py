"""Simulated time: order at equal times, dates and days."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from simpy import Environment

from sim.engine.clock import Calendar, Due, Order


@given(st.permutations(["LAW", "VOTE", "EFFECT", "CHECK", "ROUND", "SHOCK", "WATCH"]))
def test_the_order_at_equal_times_does_not_depend_on_who_asked_first(names):
    env = Environment()
    seen = []

    def process(name):
        yield Due(env, 5.0, getattr(Order, name))
        seen.append(name)

    for name in names:
        env.process(process(name))
    env.run()
    assert seen == ["LAW", "VOTE", "EFFECT", "CHECK", "ROUND", "SHOCK", "WATCH"]


def test_first_come_first_served_within_an_order():
    env = Environment()
    seen = []

    def process(number):
        yield Due(env, 1.0, Order.ROUND)
        seen.append(number)

    for number in range(20):
        env.process(process(number))
    env.run()
    assert seen == list(range(20))


def test_time_comes_before_order():
    env = Environment()
    seen = []

    def process(delay, order):
        yield Due(env, delay, order)
        seen.append(env.now)

    env.process(process(2.0, Order.LAW))
    env.process(process(1.0, Order.WATCH))
    env.run()
    assert seen == [1.0, 2.0]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 40_000))
def test_days_and_dates_are_inverse(start, days):
    calendar = Calendar(start, start + dt.timedelta(days=days))
    date = start + dt.timedelta(days=days // 2)
    assert calendar.date(calendar.day(date)) == date
    assert calendar.date(calendar.day(date) + 0.999) == date
    assert calendar.day(start) == 0.0
    assert calendar.horizon == days + 1  # the last day is simulated to its end
