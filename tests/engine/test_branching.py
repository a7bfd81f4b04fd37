"""Futures that branch off another one: the same up to there, and lawful from there on."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache, partial
from math import exp, inf
from typing import Any, Final

import numpy as np
import pytest
from scipy import stats

from sim.engine.branching import Decision, branch, chance_of_branches, why_not
from sim.engine.kernel.clock import URGENT, Order
from sim.engine.kernel.draws import beyond, exponential, triangular, uniform
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.processes.lags import lag
from sim.engine.replication import begin, replicate
from sim.engine.state.record import Node, Record
from sim.engine.state.state import Process, Run
from sim.outcomes.row import outcome_row
from sim.scenario.events import Intervention
from tests.limits.games import YEAR, fits, game, likely
from tests.scenarios.worlds import OFF, compiled

PARTS: Final = ("entries", "changes", "points", "reluctance", "tranches", "deals", "gestures")

WORLDS: Final = ("russia_2025", "road_map", "china_1969", "examples/veridia")


@lru_cache(maxsize=64)
def parent(of: Model, seed: int, number: int = 0) -> Record:
    return replicate(of, Chance(seed, number, 1), number)


def world(name: str) -> Model:
    return compiled(name.removesuffix(" at first"), *(OFF if name.endswith(" at first") else ()))


def at_day(of: Model, day: float, number: int = 0) -> Node:
    return Node(number, float(int(day)))


def after(record: Record, event: int) -> Node:
    entry = record.entries[event]
    return Node(record.replication, entry.day, event, entry.kind)


def shared(record: Record, node: Node) -> int:
    """How many events of a future those share that branch off it."""
    if node.event >= 0:
        return node.event + 1
    return len([entry for entry in record.entries if entry.day < node.day])


def branches(of: Model, seed: int, node: Node, n: int, **changes: Any) -> list[Record]:
    chance = chance_of_branches(seed, node, 0, n)
    off = Chance(seed, node.replication, 1)
    return [branch(of, off, node, chance, k, **changes) for k in range(n)]


def moments(of: Model, rng: random.Random, count: int) -> list[tuple[int, Node]]:
    """Seeds and moments: days and events in turn."""
    found = []
    for k in range(count):
        seed, number = rng.randrange(10_000), rng.randrange(3)
        record = parent(of, seed, number)
        if k % 2:
            found.append((seed, at_day(of, rng.uniform(0.0, of.calendar.horizon), number)))
        else:
            found.append((seed, after(record, rng.randrange(len(record.entries) - 1))))
    return found


# -- the past ------------------------------------------------------------------------------


def past_is_the_parents(name: str, count: int) -> None:
    of, parted = world(name), 0
    for seed, node in moments(of, random.Random(name), count):
        record = parent(of, seed, node.replication)
        (other,) = branches(of, seed, node, 1)
        cut = shared(record, node)
        assert repr(other.entries[:cut]) == repr(record.entries[:cut])
        assert other.node == node
        parted += repr(other.entries) != repr(record.entries)
    assert parted > 0.5 * count


@pytest.mark.parametrize("name", [*WORLDS, "russia_2025 at first"])
def test_the_past_of_a_branch_is_that_of_its_parent(name: str) -> None:
    past_is_the_parents(name, 8)


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLDS)
def test_the_past_is_the_parents_for_many_seeds_and_moments(name: str) -> None:
    past_is_the_parents(name, 250)


@pytest.mark.parametrize("name", [*WORLDS, "russia_2025 at first"])
def test_a_branch_that_keeps_its_streams_is_the_original(name: str) -> None:
    of = world(name)
    for seed, node in moments(of, random.Random(name), 6):
        record, number = parent(of, seed, node.replication), node.replication
        same = branch(of, Chance(seed, number, 1), node, None, number)
        for part in PARTS:
            assert repr(getattr(same, part)) == repr(getattr(record, part)), part


def test_a_branch_is_had_alone_and_in_any_chunk() -> None:
    of, node = compiled("russia_2025"), Node(0, 300.0)
    whole = branches(of, 5, node, 4)
    alone = branch(of, Chance(5, 0, 1), node, chance_of_branches(5, node, 2, 1), 2)
    assert repr(alone.entries) == repr(whole[2].entries)
    assert len({repr(record.entries) for record in whole}) == 4


def test_nodes_have_luck_of_their_own() -> None:
    nodes = [Node(0, 300.0), Node(1, 300.0), Node(0, 301.0), Node(0, 300.0, 7, "deal")]
    chances = [chance_of_branches(5, node, 0, 1) for node in nodes] + [Chance(5, 0, 1)]
    assert len({chance.stream("war/step", 0).next() for chance in chances}) == len(chances)


def test_an_event_that_is_not_there_is_refused() -> None:
    of = compiled("russia_2025")
    with pytest.raises(ValueError, match="no event 99"):
        branches(of, 5, Node(0, 50.0, 99, "deal"), 1)


def test_a_bystander_changes_nothing_in_a_branch() -> None:
    watched = compiled("russia_2025", "agents.bystanders=[{id: watcher, rate: 12}]")
    plain, node = compiled("russia_2025"), Node(0, 400.0)
    for one, other in zip(branches(plain, 3, node, 3), branches(watched, 3, node, 3), strict=True):
        assert repr(one.entries[1:]) == repr(other.entries[1:])


# -- waits that were drawn -----------------------------------------------------------------


@pytest.mark.parametrize("past", [0.0, 3.0, 7.5])
@pytest.mark.parametrize(
    ("quantile", "law"),
    [
        (partial(uniform, bounds=(2.0, 9.0)), stats.uniform(2.0, 7.0)),
        (partial(exponential, mean=4.0), stats.expon(0.0, 4.0)),
        (partial(triangular, shape=(1.0, 2.0, 9.0)), stats.triang(1.0 / 8.0, 1.0, 8.0)),
    ],
)
def test_what_is_left_of_a_lag_has_the_conditional_law(
    quantile: Callable[[float], float], law: Any, past: float
) -> None:
    for u in (0.01, 0.3, 0.8, 0.99):
        drawn = beyond(quantile, past, u)
        falls = quantile(0.2) > quantile(0.8)
        left = law.sf(drawn) / law.sf(past)
        assert left == pytest.approx(u if falls else 1.0 - u, abs=1e-9)


def test_what_cannot_be_exceeded_ends_at_once() -> None:
    assert beyond(lambda u: 5.0, 5.0, 0.3) == 5.0
    assert beyond(partial(uniform, bounds=(1.0, 2.0)), 2.0, 0.7) == 2.0


N: Final = 600


def next_days(of: Model, node: Node, n: int, *kinds: str, seed: int = 2) -> list[float]:
    """Days from the node to the next event of some kinds, in each of many branches."""
    cut = shared(parent(of, seed), node)
    return [
        next((e.day - node.day for e in record.entries[cut:] if e.kind in kinds), inf)
        for record in branches(of, seed, node, n)
    ]


SHOCKS: Final = (
    "world.shocks.crisis_rate=0.7",
    "world.shocks.offensive_rate=1.3",
    "world.shocks.target_exit_rate=0.4",
    "world.shocks.succession_rate=0.5",
    "world.oil.shock_rate=0.9",
)


@pytest.mark.parametrize(
    ("kind", "rate"),
    [
        ("crisis", 0.7),
        ("offensive", 1.3),
        ("leader_exit", 0.4),
        ("succession", 0.5),
        ("oil_shock", 0.9),
    ],
)
def test_the_next_shock_comes_at_its_rate_whatever_was_drawn(kind: str, rate: float) -> None:
    """Within one parent: the branches do not meet the shock that the parent was to meet."""
    of = game("storms", *SHOCKS)
    days = next_days(of, Node(0, 400.0), N, kind)
    assert likely(sum(day <= 90.0 for day in days), N, 1.0 - exp(-rate * 90.0 / YEAR))
    assert fits([day / YEAR for day in days], lambda t: 1.0 - exp(-rate * t))


def test_an_arrival_beyond_the_end_may_come_before_it_after_all() -> None:
    of = game("storms", "world.shocks.crisis_rate=0.05")
    seed = next(s for s in range(50) if not any(e.kind == "crisis" for e in parent(of, s).entries))
    node = Node(0, 100.0)
    left = (of.calendar.horizon - 100.0) / YEAR
    days = next_days(of, node, N, "crisis", seed=seed)
    assert likely(sum(day < inf for day in days), N, 1.0 - exp(-0.05 * left))


def test_a_rate_that_a_branch_sets_holds_from_its_first_day() -> None:
    of = game("storms", "world.shocks.crisis_rate=0")
    node = Node(0, 400.0)
    on = of.calendar.date(400.0)
    change = Intervention(id="branch", on=on, set={"world.shocks.crisis_rate": 2.0})
    records = branches(of, 2, node, N, change=change)
    days = [next((e.day - 400.0 for e in r.entries if e.kind == "crisis"), inf) for r in records]
    assert fits([day / YEAR for day in days], lambda t: 1.0 - exp(-2.0 * t))


def test_violations_are_drawn_anew() -> None:
    """A truce that has been broken by the node or not: its next violation is as far off."""
    of = game("storms", "at_start.concessions=[truce]", "world.war.start=0.5")
    seed = next(
        s
        for s in range(50)
        if not any(e.kind == "violation" and e.day < 150.0 for e in parent(of, s).entries)
    )
    days = next_days(of, Node(0, 150.0), N, "violation", seed=seed)
    rate = 0.8 * (0.5 + 0.5)
    assert fits([day / YEAR for day in days], lambda t: 1.0 - exp(-rate * t))


@pytest.mark.parametrize(
    ("kind", "rate", "field"),
    [("truce", 0.8, "truce_rate"), ("ceasefire", 0.6, "ceasefire_rate")],
)
def test_pauses_of_a_war_are_drawn_anew(kind: str, rate: float, field: str) -> None:
    still = ("truce_rate=0", "ceasefire_rate=0", "fierce=0", "talking=1", "new_leader=1")
    others = [f"world.war.{one}" for one in (*still, f"{field}={rate}")]
    of = game("wars", *others)
    seed = next(
        s
        for s in range(60)
        if not any(e.kind == kind and e.day < 200.0 for e in parent(of, s).entries)
    )
    days = next_days(of, Node(0, 200.0), 400, kind, seed=seed)
    assert fits([day / YEAR for day in days], lambda t: 1.0 - exp(-rate * t))


def without(of: Model, kind: str, day: float) -> int:
    """A seed under which nothing of a kind happens before a day."""
    return next(
        seed
        for seed in range(80)
        if not any(e.kind == kind and e.day < day for e in parent(of, seed).entries)
    )


def test_the_opening_of_a_window_is_drawn_anew() -> None:
    hazards = ("talks.open=false", "talks.windows.young=0.6", "talks.windows.old=0.6")
    sure = ("talks.windows.contacts_open=365", "talks.windows.contacts_end=0")
    of = game("windows", *hazards, *sure)
    days = next_days(of, Node(0, 200.0), 400, "window", seed=without(of, "window", 200.0))
    assert fits([day / YEAR for day in days], lambda t: 1.0 - exp(-0.6 * t))


def test_when_an_aim_is_given_up_is_drawn_anew() -> None:
    aims = "agents.executive.aims"
    of = game("aims", f"{aims}.give_in=0.6", f"{aims}.stalemate=0.3")
    seed = without(of, "aim_given_up", 400.0)
    days = next_days(of, Node(0, 400.0), 400, "aim_given_up", seed=seed)
    left = (of.calendar.horizon - 401.0) / YEAR
    times = [day / YEAR for day in days if day < inf]
    share = 1.0 - exp(-0.6 * left)
    assert fits(times, lambda t: min((1.0 - exp(-0.6 * t)) / share, 1.0))


def test_a_price_shock_of_oil_lasts_as_long_again() -> None:
    of = game("storms", "world.oil.shock_rate=0.5", "world.oil.life_days=200")
    for seed in range(80):
        kinds = [(e.day, e.kind) for e in parent(of, seed).entries if e.kind.startswith("oil")]
        if len(kinds) > 1 and kinds[0][1] == "oil_shock" and kinds[1][0] > kinds[0][0] + 60.0:
            break
    node = Node(0, float(int(kinds[0][0]) + 30))
    days = next_days(of, node, 400, "oil_calm", "oil_shock", seed=seed)
    assert fits([day / YEAR for day in days], lambda t: 1.0 - exp(-(YEAR / 200.0 + 0.5) * t))


@pytest.mark.parametrize("bounds", [(10.0, 50.0), (40.0, 50.0)])
def test_a_lag_under_way_is_cut_to_what_is_left(bounds: tuple[float, float]) -> None:
    of, ends = game("still"), []
    for number in range(300):
        run = begin(of, Chance(9, number, 1), number, branches=True).run
        ended: list[float] = []

        def wait(run: Run = run, ended: list[float] = ended) -> Process:
            yield from lag(run, 45.0, lambda u: uniform(u, bounds), "relief/delay", Order.EFFECT)
            ended.append(run.now)

        run.start(wait())
        run.clock.reach(20.0, URGENT)
        run.branch(chance_of_branches(9, Node(0, 20.0), number, 1), number)
        run.clock.wake()
        run.clock.reach(100.0, Order.WATCH)
        run.close()
        ends += ended
    low, high = max(bounds[0], 20.0), bounds[1]
    assert len(ends) == 300
    assert fits(ends, lambda t: min(max((t - low) / (high - low), 0.0), 1.0))


def test_what_was_announced_stays() -> None:
    """The day up to which talks are shut has been told: all branches open them on it."""
    of = world("russia_2025 at first")
    for seed in range(40):
        record = parent(of, seed)
        shut = next((e for e in record.entries if e.numbers.get("days", 0.0) > 60.0), None)
        if shut is not None and shut.kind == "breakdown":
            break
    else:
        raise AssertionError("no future with a breakdown")
    days = next_days(of, Node(0, float(int(shut.day) + 1)), 12, "reopened", seed=seed)
    assert len(set(days)) == 1


def test_dated_law_stays_and_what_is_decided_on_it_is_open() -> None:
    of = compiled("russia_2025", "agents.executive.aims.silence=0.5")
    node = Node(0, of.calendar.day(of.scenario.start.replace(year=2026, month=1, day=15)))
    records = branches(of, 4, node, 40)
    ends = [
        {e.kind: e.day for e in r.entries if e.subject == "EO14024" and e.day >= node.day}
        for r in records
    ]
    lapsed = [end["emergency_lapse"] for end in ends if "emergency_lapse" in end]
    assert {day - int(day) for day in lapsed} == {0.0}
    assert len({round(min(end.values(), default=inf), 3) for end in ends}) > 5


# -- the law of total probability ----------------------------------------------------------


def fresh_and_continued(name: str, n: int, day: float) -> tuple[list[Any], list[Any]]:
    """Outcomes of futures, and of one branch each of as many other futures."""
    of = compiled(name)
    chance = Chance(11, 0, n)
    fresh = [outcome_row(replicate(of, chance, k)) for k in range(n)]
    parents = Chance(12, 0, n)
    continued = []
    for k in range(n):
        node = Node(k, day)
        off = chance_of_branches(12, node, 0, 1)
        continued.append(outcome_row(branch(of, parents, node, off, 0)))
    return fresh, continued


OUTCOMES: Final = (
    "legal_end",
    "effective_end",
    "added",
    "deals",
    "offers",
    "demands",
    "designations",
    "emergencies_lapsed",
    "acts_lapsed",
    "hold_outs",
    "laws",
    "days_to_relief",
    "breakdowns",
    "adoptions",
)


def same_law(name: str, n: int, day: float) -> None:
    fresh, continued = fresh_and_continued(name, n, day)
    found = {}
    for column in OUTCOMES:
        one, two = (
            np.array([np.inf if row[column] is None else float(row[column]) for row in rows])
            for rows in (fresh, continued)
        )
        found[column] = stats.ks_2samp(one, two, method="asymp").pvalue
    assert min(found.values()) > 0.01 / len(OUTCOMES), found


def test_a_future_continued_is_as_a_fresh_one_in_short() -> None:
    same_law("examples/veridia", 250, 300.0)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "day"), [("russia_2025", 500.0), ("china_1969", 3000.0)])
def test_a_future_continued_is_as_a_fresh_one(name: str, day: float) -> None:
    same_law(name, 2000, day)


# -- what is changed and decided -----------------------------------------------------------


def test_branches_with_and_without_a_change_share_their_luck() -> None:
    of = compiled("russia_2025")
    node = Node(0, 400.0)
    change = Intervention(
        id="branch", on=of.calendar.date(400.0), set={"agents.council.package_veto": 0.9}
    )
    for one, two in zip(
        branches(of, 6, node, 5), branches(of, 6, node, 5, change=change), strict=True
    ):
        cut = shared(parent(of, 6), node)
        assert two.entries[cut].kind == "intervention"
        shocks = [
            [(e.kind, e.day) for e in r.entries[cut:] if e.kind in ("oil_shock", "succession")]
            for r in (one, two)
        ]
        assert shocks[0] == shocks[1]


def proposed(of: Model) -> tuple[int, Record, int]:
    """Return a seed, its future and an offer in it that was refused though nobody would lose."""
    for seed in range(60):
        record = parent(of, seed)
        for entry in record.entries:
            refused = entry.kind == "refusal" and record.entries[entry.cause].kind == "offer"
            if refused and float(entry.numbers.get("probability", 0.0)) > 0.02:
                return seed, record, entry.cause
    raise AssertionError("no such offer")


def test_the_answer_to_an_offer_is_open_right_after_it_and_can_be_decided() -> None:
    of = compiled("russia_2025", "talks.temperature=6")
    seed, record, offer = proposed(of)
    node = after(record, offer)

    def answers(decision: Decision | None) -> list[str]:
        records = branches(of, seed, node, 30, decision=decision)
        return [
            next(e.kind for e in r.entries[offer + 1 :] if e.kind in ("deal", "refusal"))
            for r in records
        ]

    assert set(answers(Decision("accept"))) == {"deal"}
    assert set(answers(Decision("refuse", "US"))) == {"refusal"}
    assert set(answers(None)) == {"deal", "refusal"}


@pytest.mark.parametrize("what", ["renew", "lapse"])
def test_the_next_renewal_of_an_emergency_is_decided(what: Any) -> None:
    of = compiled("russia_2025", "agents.executive.aims.silence=0.3")
    node = Node(0, of.calendar.day(of.scenario.start.replace(year=2026, month=1, day=15)))
    kinds = {"renew": "continued", "lapse": "emergency_lapse"}
    for record in branches(of, 4, node, 12, decision=Decision(what, "EO14024")):
        first = next(
            e
            for e in record.entries
            if e.subject == "EO14024" and e.day > node.day and e.kind in kinds.values()
        )
        assert (first.kind, first.numbers["decided"]) == (kinds[what], True)


def test_the_next_act_of_the_council_lapses() -> None:
    of = compiled("russia_2025")
    for record in branches(of, 4, Node(0, 200.0), 6, decision=Decision("lapse", "EU_833")):
        first = next(
            e
            for e in record.entries
            if e.subject == "EU_833" and e.day > 200.0 and e.kind in ("act_renewed", "act_lapse")
        )
        assert first.kind == "act_lapse"


def test_the_next_bill_is_vetoed() -> None:
    of = compiled("russia_2025", "agents.congress.lawmaking.bills=400")
    vetoes = [
        sum(e.kind == "veto" and e.day >= 100.0 for e in r.entries)
        for r in branches(of, 4, Node(0, 100.0), 8, decision=Decision("veto"))
    ]
    without = [
        sum(e.kind == "veto" and e.day >= 100.0 for e in r.entries)
        for r in branches(of, 4, Node(0, 100.0), 8)
    ]
    assert sum(vetoes) > sum(without)


@pytest.mark.parametrize(
    ("name", "day", "decision", "why"),
    [
        ("hold", 100.0, Decision("accept"), "nobody bargains"),
        ("russia_2025", 100.0, Decision("refuse", "UK"), "UK sits at no table"),
        ("russia_2025", 1400.0, Decision("lapse"), "no emergency or act"),
        ("russia_2025", 100.0, Decision("renew", "EO1"), "there is no emergency or act EO1"),
        ("china_1969", 100.0, Decision("veto", "XX"), "no legislature"),
    ],
)
def test_what_cannot_come_up_is_not_decided(
    name: str, day: float, decision: Decision, why: str
) -> None:
    of = compiled(name)
    assert why in why_not(of, Chance(0, 0, 1), Node(0, day), decision)


def test_what_can_come_up_is() -> None:
    of = compiled("russia_2025")
    assert why_not(of, Chance(0, 0, 1), Node(0, 100.0), Decision("lapse", "EO14024")) == ""
