"""Whether the dates and ranges of a scenario are in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.documents import Misfit
from sim.scenario.schema import Scenario

__all__ = ["dates", "ranges"]

LONGEST_YEARS = 120
_OF_SENDERS = ("grit_lp", "notice_days", "designation_lp", "oil_licence_lag", "oil_licence_gap")
_OF_AIMS = ("step_days", "order_years")
_OF_THREATS = ("days", "lp")
_PAIRS = (
    *(("agents", "executive", name) for name in _OF_SENDERS),
    *(("agents", "executive", "aims", name) for name in _OF_AIMS),
    *(("agents", "executive", "threats", name) for name in _OF_THREATS),
    ("agents", "congress", "bill_lp"),
    ("agents", "congress", "lawmaking", "impose_lp"),
    ("agents", "council", "names_demanded"),
    ("agents", "council", "package_delay"),
    ("talks", "implementation_days"),
    ("compliance", "wind_down_days"),
    ("compliance", "reversal", "review_days"),
    ("world", "governments", "meets_days"),
    ("world", "war", "truce_days"),
)
"""Fields that give a range: two numbers, not negative, in order."""


def dates(scenario: Scenario) -> Iterator[Misfit]:
    """What is wrong with first and last day and the executive's term."""
    if scenario.end < scenario.start:
        allowed = f"{scenario.start} or later"
        yield Misfit(("end",), "it ends before it starts", allowed=allowed)
    elif (scenario.end - scenario.start).days > LONGEST_YEARS * 366:
        yield Misfit(("end",), "too long", allowed=f"at most {LONGEST_YEARS} years")
    if scenario.world.next_term < scenario.start.year:
        yield Misfit(
            ("world", "next_term"),
            "the term is over before the start",
            allowed=f"{scenario.start.year} or later",
        )


def ranges(scenario: Scenario) -> Iterator[Misfit]:
    """What is wrong with fields of several numbers that stand in an order."""
    further: list[tuple[str, ...]] = []
    for name in scenario.agents.senders:
        at_sender = ("agents", "senders", name)
        further += [(*at_sender, key) for key in _OF_SENDERS]
        further += [(*at_sender, "aims", key) for key in _OF_AIMS]
        further += [(*at_sender, "threats", key) for key in _OF_THREATS]
        further.append((*at_sender, "talks", "implementation_days"))
    for path in (*_PAIRS, *further):
        value: Any = scenario
        for step in path:
            value = value[step] if isinstance(value, dict) else getattr(value, step)
        if not 0 <= value[0] <= value[1]:
            yield Misfit(path, "not a range", allowed="two numbers, 0 <= low <= high")
    lists: dict[tuple[str, ...], tuple[float, float, float]] = {
        ("agents", "executive", "options_days"): scenario.agents.executive.options_days
    } | {
        ("agents", "senders", name, "options_days"): sender.options_days
        for name, sender in scenario.agents.senders.items()
    }
    for where, (low, mode, high) in lists.items():
        if not 0 <= low <= mode <= high:
            yield Misfit(where, "not a triangle", allowed="three numbers, 0 <= low <= mode <= high")
    for name, follower in scenario.agents.followers.items():
        for key in ("persons_days", "sectoral_days", "ease_days"):
            median, sigma = getattr(follower, key)
            if not (median > 0 and sigma >= 0):
                yield Misfit(
                    ("agents", "followers", name, key),
                    "not a lognormal",
                    allowed="a median above 0 and a log-sd of at least 0",
                )
    for at, (mean, sd) in (
        (("agents", "congress", "house_swing"), scenario.agents.congress.house_swing),
        (("agents", "congress", "senate_swing"), scenario.agents.congress.senate_swing),
        (("world", "oil", "jump"), scenario.world.oil.jump),
    ):
        if sd < 0:
            yield Misfit(at, f"mean {mean:g} with a negative spread", allowed="sd of at least 0")
    if min(scenario.agents.council.price) <= 0:
        yield Misfit(("agents", "council", "price"), "not a beta", allowed="two numbers above 0")
    for key, wanted in (("gate", ("opposed", "neutral", "asking")), ("alpha", ("house", "senate"))):
        for name in wanted:
            if name not in getattr(scenario.agents.congress, key):
                yield Misfit(("agents", "congress", key), f"`{name}` is missing")
