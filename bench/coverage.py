"""How often 95 % intervals of a batch cover the truth, where the truth is known.

Crises of the target arrive by a Poisson process of rate λ, whatever else happens: over T years the
probability of at least one is 1 − exp(−λT), and their mean number is λT. Many batches are run by
the batch runner, each under a master seed of its own; counted is how many of them have an interval
that holds the truth: that for the share of a question, Student's t for the mean. Of k batches
the share that covers is itself uncertain, by ±3 points at 200.

Beside independent replications, two designs are counted: antithetic pairs, and an uncertain λ (the
truth by averaging over it) that groups of replications share. The draws of λ are more even than
independent ones, and a share in groups is never claimed to be better known than those would make
it, so that intervals may cover more often than they say there, but not less; nor, with pairs, may
those for means.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import Any

from _common import Line, options, report

import sim
from sim.analysis.quantities import groups, numbers
from sim.statistics.intervals import mean

RATE = 0.4
LOW, HIGH = 0.1, 0.7
QUIET: dict[str, object] = {
    "end": "2027-12-31",
    "values.refresh_days": 3650,
    "talks.mode": "hold",
    "talks.round_days": 3650,
    "world.elections": False,
    "world.war.step_sd": 0,
    "world.oil.shock_rate": 0,
    "world.shocks": {
        "offensive_rate": 0,
        "target_exit_rate": 0,
        "succession_rate": 0,
        "crisis_rate": RATE,
    },
    "agents.executive.designation_stalled": 0,
    "agents.executive.designation_talking": 0,
    "agents.congress.bill_rate": 0,
    "questions": [{"id": "crisis", "text": "Is there a crisis?", "event": {"kind": "crisis"}}],
}
LEAST, MOST = 92.0, 98.0


def world(**more: object) -> Any:
    """A small scenario in which nothing happens but crises."""
    return sim.load_scenario("examples/inline", set={**QUIET, **more})


def share_over(rate: Callable[[float], float]) -> float:
    """Mean of a function of λ that is uniform on [LOW, HIGH], by the midpoint rule."""
    steps = 10_000
    width = (HIGH - LOW) / steps
    return sum(rate(LOW + (k + 0.5) * width) for k in range(steps)) / steps


def covering(
    scenario: Any, truth: dict[str, float], batches: int, n: int, **design: Any
) -> dict[str, int]:
    """How many batches have intervals that hold the truth, by ``share`` and ``mean``."""
    hits = dict.fromkeys(truth, 0)
    for seed in range(batches):
        batch = sim.simulate_batch(scenario, n, seed, jobs=1, events=0, **design)
        answer = sim.questions(batch).row(0, named=True)
        number = mean(numbers(batch.outcomes["crises"]), groups(batch)).interval(0.95)
        assert number is not None  # as it would be of a single replication
        for name, (low, high) in (("share", (answer["low"], answer["high"])), ("mean", number)):
            hits[name] += low <= truth[name] <= high
    return hits


def main() -> None:
    """Print the table."""
    parser = options(__doc__)
    parser.add_argument("--batches", type=int, default=200, metavar="N", help="of each kind (200)")
    parser.add_argument("--replications", type=int, default=200, metavar="N", help="a batch (200)")
    args = parser.parse_args()
    batches, n = (10, 50) if args.quick else (args.batches, args.replications)
    certain = world()
    years = certain.model.calendar.horizon / 365.25
    wide = world(
        uncertain={"world.shocks.crisis_rate": {"dist": "uniform", "low": LOW, "high": HIGH}}
    )
    known = {"share": 1.0 - exp(-RATE * years), "mean": RATE * years}
    averaged = {
        "share": share_over(lambda rate: 1.0 - exp(-rate * years)),
        "mean": share_over(lambda rate: rate * years),
    }
    lines = []
    for what, scenario, truth, design in (
        ("independent", certain, known, {}),
        ("antithetic", certain, known, {"antithetic": True}),
        ("λ uncertain, nested", wide, averaged, {"nested": 5}),
    ):
        hits = covering(scenario, truth, batches, n, **design)
        paired = "antithetic" in design
        for name, interval in (("share", "Tango" if paired else "Wilson"), ("mean", "t")):
            exact = not design or (paired and name == "share")
            most = MOST if exact else 100.0
            must = f"{LEAST:g}–{MOST:g} %" if exact else f"≥ {LEAST:g} %"
            percent = 100.0 * hits[name] / batches
            said = f"{truth[name]:.4f} in {hits[name]} of {batches} intervals"
            held = LEAST <= percent <= most
            lines.append(
                Line("coverage", f"{what}, {interval}", said, f"{percent:.1f} %", must, held)
            )
    report(lines, args)


if __name__ == "__main__":
    main()
