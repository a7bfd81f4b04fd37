"""What a side proposes anew, and what the target may fairly demand (R24)."""

from __future__ import annotations

from math import inf, log
from typing import cast

from sim.bargaining.acceptance import acceptance_probability
from sim.bargaining.package import Package
from sim.engine.processes.common_position import toll
from sim.engine.state.refused import Standing, What, moved
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.offers import Offers
from sim.events import packages

UNHEARD: list[str] = []
"""What has moved since a refusal where there was none."""


def news(run: Run, table: Table, what: What) -> list[str] | None:
    """Return what has moved since a side's last proposal failed; None if it has nothing to say.

    Parameters
    ----------
    run, table
        The replication, and the table.
    what
        ``"offer"`` of the sender or ``"demand"`` of the target.

    Returns
    -------
    list of str or None
        Nothing if nothing was refused. None: nothing has moved, so that it keeps silent.
    """
    if not run.rules.wishes:
        return UNHEARD
    before = table.refusals.get(what)
    if before is None:
        return UNHEARD
    since = moved(run, table, before, what)
    if not since:
        return None
    return since if before.refused else UNHEARD


def noted(
    run: Run,
    values: Offers,
    what: What,
    package: Package | None,
    worth: float = -inf,
    threshold: float = 0.0,
) -> bool:
    """Note a proposal and how things stand; return whether it is made.

    What was refused is not proposed again word for word unless it has become likelier to be
    accepted.

    Parameters
    ----------
    run, values
        The replication, and prices at the table.
    what
        ``"offer"`` or ``"demand"``.
    package
        The best that the side could propose, if any.
    worth, threshold
        What it is worth to who answers, and what that side holds out for; by default it is not
        proposed.
    """
    if not run.rules.wishes:
        return True
    table = values.table
    if package is None or worth == -inf:
        table.refusals[what] = Standing(run, table, False, None, 0.0)
        return False
    described = values.described(package)
    key = described["measures"], described["instruments"], described["concessions"]
    chance = acceptance_probability(worth, threshold, table.talks.temperature)
    before = table.refusals.get(what)
    again = before is not None and before.refused and before.key == key
    if again and before is not None and chance < before.chance + table.talks.moved.chance:
        table.refusals[what] = Standing(run, table, True, key, before.chance)
        return False
    table.refusals[what] = Standing(run, table, True, key, chance)
    return True


def proposal(values: Offers, package: Package, since: list[str]) -> packages.Proposal:
    """Return a package as it is proposed, with what has moved since the last was refused."""
    described = cast("packages.Proposal", values.described(package))
    return {**described, "moved": since} if since else described


def fair_demand(values: Offers) -> Package | None:
    """Return the package best for the target of those with a fair chance of a yes.

    The sender says yes the more likely the more a package is worth to it; so the target takes
    the best of those that leave it what it insists on, plus or minus a margin by the logit rule.
    None if no package has a fair chance: the target then keeps to its demand for everything.
    """
    run, table = values.run, values.table
    sender, target, now = table.sender, table.target, run.now
    chance, noise = target.fair(now - target.since), table.talks.temperature
    bought = toll(run, table)
    wanted = sender.aspiration(now - sender.since) + bought
    never = sender.reservation + bought  # to less than that it says yes by no chance
    floor = max(wanted + noise * log(chance / (1.0 - chance)), never)
    package = values.demandable().best_for_target(floor)
    if package is None or package.own < floor - 1e-9:
        return None
    return package


def holds_out_for(values: Offers) -> float:
    """Return the least for which the target says yes as likely as no (R9).

    It is what it insists on, or what its own next demand would give it, if that is less: to hold
    out for more than one would ask for is to refuse what one then demands. With the rule of R24
    that demand is the best with a fair chance; without it, all that there is for nothing.
    """
    run, table = values.run, values.table
    target = table.target
    wanted, most = target.aspiration(run.now - target.since), values.most()
    threshold = wanted if wanted < most else most
    if run.rules.wishes and target.proposals >= target.p.insist:
        own_next = fair_demand(values)
        if own_next is not None and target.reservation <= own_next.other < threshold:
            return own_next.other
    return threshold


def any_demand(values: Offers, wanted: float) -> Package | None:
    """Return what the target demands: within the sender's limits if that is enough, else more."""
    if not values.table.constraint_believed and values.within_limits() >= wanted:
        package = values.frontier().best_for_sender(wanted)
        if package is not None and package.other >= wanted:
            return package
    return values.demands().best_for_sender(wanted)
