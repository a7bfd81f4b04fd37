"""Simulated time: order at equal times, dates and days."""

from __future__ import annotations

import datetime as dt
import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simpy import Environment

from sim.engine.clock import Calendar, Driver, Order, close, let_pass


@given(st.permutations(["LAW", "VOTE", "EFFECT", "CHECK", "ROUND", "SHOCK", "WATCH"]))
def test_the_order_at_equal_times_does_not_depend_on_who_asked_first(names):
    env = Environment()
    seen = []

    def process(name):
        yield 5.0, getattr(Order, name)
        seen.append(name)

    for name in names:
        Driver(env, process(name))
    env.run()
    assert seen == ["LAW", "VOTE", "EFFECT", "CHECK", "ROUND", "SHOCK", "WATCH"]


def test_first_come_first_served_within_an_order():
    env = Environment()
    seen = []

    def process(number):
        yield 1.0, Order.ROUND
        seen.append(number)

    for number in range(20):
        Driver(env, process(number))
    env.run()
    assert seen == list(range(20))


def test_time_comes_before_order():
    env = Environment()
    seen = []

    def process(day, order):
        yield day, order
        seen.append(env.now)

    Driver(env, process(2.0, Order.LAW))
    Driver(env, process(1.0, Order.WATCH))
    env.run()
    assert seen == [1.0, 2.0]


def test_a_process_begins_when_the_present_event_is_over():
    env = Environment()
    seen = []

    def child():
        seen.append("child")
        yield 1.0, Order.LAW

    def parent():
        Driver(env, child())
        seen.append("parent")
        yield 0.0, Order.LAW
        seen.append("later")

    Driver(env, parent())
    env.run()
    assert seen == ["parent", "child", "later"]


def test_a_process_may_wait_for_an_event_of_simpy():
    env = Environment()
    bell = env.event()
    seen = []

    def waits():
        yield bell
        seen.append(env.now)
        yield 4.0, Order.LAW
        yield bell  # rung already: it goes on at once
        seen.append(env.now)

    def rings():
        yield 3.0, Order.LAW
        bell.succeed()

    Driver(env, waits())
    Driver(env, rings())
    env.run()
    assert seen == [3.0, 4.0]


def test_an_error_in_a_process_ends_the_run():
    env = Environment()

    def fails():
        yield 1.0, Order.LAW
        raise ZeroDivisionError("by nothing")

    Driver(env, fails())
    with pytest.raises(ZeroDivisionError, match="by nothing"):
        env.run()


def test_days_pass_up_to_an_order():
    env = Environment()
    seen = []

    def process(order):
        yield 2.0, order
        seen.append(order)

    for order in (Order.WATCH, Order.ROUND, Order.LAW):
        Driver(env, process(order))
    let_pass(env, 2.0, Order.ROUND)
    assert seen == [Order.LAW]
    assert env.now == 2.0


def test_a_run_that_is_closed_frees_itself():
    class Run:
        def __init__(self):
            self.env = Environment()

    def process(run, day):
        yield day, Order.LAW
        yield 10.0 * day, Order.LAW

    gc.disable()
    try:
        run = Run()
        there = weakref.ref(run)
        for day in (1.0, 2.0, 50.0):
            Driver(run.env, process(run, day))
        let_pass(run.env, 11.5, Order.LAW)
        assert close(run.env) == 2
        del run
        assert there() is None
    finally:
        gc.enable()


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 40_000))
def test_days_and_dates_are_inverse(start, days):
    calendar = Calendar(start, start + dt.timedelta(days=days))
    date = start + dt.timedelta(days=days // 2)
    assert calendar.date(calendar.day(date)) == date
    assert calendar.date(calendar.day(date) + 0.999) == date
    assert calendar.day(start) == 0.0
    assert calendar.horizon == days + 1  # the last day is simulated to its end
