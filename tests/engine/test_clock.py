"""Simulated time: order at equal times, dates and days."""

from __future__ import annotations

import datetime as dt
import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.kernel.calendar import Calendar
from sim.engine.kernel.clock import Clock, Order


@given(st.permutations(["LAW", "VOTE", "EFFECT", "CHECK", "ROUND", "SHOCK", "WATCH"]))
def test_the_order_at_equal_times_does_not_depend_on_who_asked_first(names):
    clock = Clock()
    seen = []

    def process(name):
        yield 5.0, getattr(Order, name)
        seen.append(name)

    for name in names:
        clock.start(process(name))
    clock.let_pass(100.0, Order.LAW)
    assert seen == ["LAW", "VOTE", "EFFECT", "CHECK", "ROUND", "SHOCK", "WATCH"]


def test_first_come_first_served_within_an_order():
    clock = Clock()
    seen = []

    def process(number):
        yield 1.0, Order.ROUND
        seen.append(number)

    for number in range(20):
        clock.start(process(number))
    clock.let_pass(100.0, Order.LAW)
    assert seen == list(range(20))


def test_time_comes_before_order():
    clock = Clock()
    seen = []

    def process(day, order):
        yield day, order
        seen.append(clock.now)

    clock.start(process(2.0, Order.LAW))
    clock.start(process(1.0, Order.WATCH))
    clock.let_pass(100.0, Order.LAW)
    assert seen == [1.0, 2.0]


def test_a_process_begins_when_the_present_event_is_over():
    clock = Clock()
    seen = []

    def child():
        seen.append("child")
        yield 1.0, Order.LAW

    def parent():
        clock.start(child())
        seen.append("parent")
        yield 0.0, Order.LAW
        seen.append("later")

    clock.start(parent())
    clock.let_pass(100.0, Order.LAW)
    assert seen == ["parent", "child", "later"]


def test_a_process_may_wait_for_an_event_of_simpy():
    clock = Clock()
    bell = clock.env.event()
    seen = []

    def waits():
        yield bell
        seen.append(clock.now)
        yield 4.0, Order.LAW
        yield bell  # rung already: it goes on at once
        seen.append(clock.now)

    def rings():
        yield 3.0, Order.LAW
        bell.succeed()

    clock.start(waits())
    clock.start(rings())
    clock.let_pass(100.0, Order.LAW)
    assert seen == [3.0, 4.0]


def test_an_error_in_a_process_ends_the_run():
    clock = Clock()

    def fails():
        yield 1.0, Order.LAW
        raise ZeroDivisionError("by nothing")

    clock.start(fails())
    with pytest.raises(ZeroDivisionError, match="by nothing"):
        clock.let_pass(100.0, Order.LAW)


def test_days_pass_up_to_an_order():
    clock = Clock()
    seen = []

    def process(order):
        yield 2.0, order
        seen.append(order)

    for order in (Order.WATCH, Order.ROUND, Order.LAW):
        clock.start(process(order))
    clock.let_pass(2.0, Order.ROUND)
    assert seen == [Order.LAW]
    assert clock.now == 2.0


def test_a_run_that_is_closed_frees_itself():
    class Run:
        def __init__(self):
            self.clock = Clock()

    def process(run, day):
        yield day, Order.LAW
        yield 10.0 * day, Order.LAW

    gc.disable()
    try:
        run = Run()
        there = weakref.ref(run)
        for day in (1.0, 2.0, 50.0):
            run.clock.start(process(run, day))
        run.clock.let_pass(11.5, Order.LAW)
        assert run.clock.close() == 2
        del run
        assert there() is None
    finally:
        gc.enable()


def test_simpy_itself_can_drive_processes():
    clock = Clock()
    seen = []

    def process(name, day):
        yield day, Order.LAW
        seen.append((clock.env.now, name))
        yield clock.env.timeout(1.0)
        seen.append((clock.env.now, name))

    clock.start(process("late", 2.5))
    clock.start(process("early", 2.0))
    clock.env.run()
    assert seen == [(2.0, "early"), (2.5, "late"), (3.0, "early"), (3.5, "late")]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 40_000))
def test_days_and_dates_are_inverse(start, days):
    calendar = Calendar(start, start + dt.timedelta(days=days))
    date = start + dt.timedelta(days=days // 2)
    assert calendar.date(calendar.day(date)) == date
    assert calendar.date(calendar.day(date) + 0.999) == date
    assert calendar.day(start) == 0.0
    assert calendar.horizon == days + 1  # the last day is simulated to its end
