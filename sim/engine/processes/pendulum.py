"""New designations: how often they come, on which authority, what they spare (R20, R32)."""

from __future__ import annotations

from math import exp

from sim.engine.kernel.draws import pick, uniform
from sim.engine.state.additions import impose
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.events.allies import DESIGNATION

__all__ = ["aimed", "by_chance", "designate", "designates", "pendulum", "pressing"]


def designates(run: Run, table: Table) -> int:
    """Return the bit of the authority by which a sender may impose more; 0 if it has none."""
    return run.model.bit.get(run.model.designation[table.pair.sender], 0) & run.register.alive


def pendulum(run: Run, table: Table) -> float:
    """Return the factor by which rivalry with the target raises designations."""
    if not run.rules.size:
        return 1.0
    size = table.sender.p.size
    return 1.0 + size.rivalry_raises * size.rivalry


def pressing(run: Run, table: Table) -> float:
    """Return what designations are in proportion to: the war, or rivalry if that is more."""
    if not run.rules.size:
        return run.war
    return max(run.war, table.sender.p.size.rivalry)


def by_chance(run: Run, table: Table) -> float:
    """Return the share of the usual designations that follow no threat (R25)."""
    return table.sender.p.threats.by_chance if run.rules.threats else 1.0


def aimed(run: Run, table: Table, class_: str, u: float) -> tuple[str, float]:
    """Return the class and the size of a designation, as a share of the usual size.

    What is systemic is imposed on a large target with the probability exp(-k s y), k the strength,
    s the share of the sender's trade, y how systemic the class is; else a pinpoint listing takes
    its place, of the class most often listed among those that are not systemic.

    Parameters
    ----------
    run, table
        The replication, and the sender's table.
    class_
        The class that it would have been.
    u
        A uniform.
    """
    if not run.rules.size:
        return class_, 1.0
    size, classes = table.sender.p.size, run.model.classes
    exponent = size.spared * size.trade_share * classes[class_].systemic
    if exponent <= 0.0 or u < exp(-exponent):
        return class_, 1.0
    harmless = [
        (name, weight)
        for name, weight in run.model.targets_of[table.pair.sender]
        if classes[name].systemic == 0.0
    ]
    if not harmless:
        return class_, size.pinpoint
    return max(harmless, key=lambda pair: pair[1])[0], size.pinpoint


def designate(
    run: Run, table: Table, subject: str, u: tuple[float, float, float], cause: int = -1
) -> None:
    """Have a sender impose a new measure by itself, of a class and a size that are drawn.

    Nothing happens where there is no authority for it, or no class of which it could be.

    Parameters
    ----------
    run, table
        The replication, and the sender's table.
    subject
        Id of the measure.
    u
        Uniforms: the class that it would be of, its size, and what is spared.
    cause
        Number of the event that it answers, or -1.
    """
    u_class, u_lp, u_spared = u
    own, p = table.pair.sender, table.sender.p
    classes, bit = run.model.targets_of[own], designates(run, table)
    if not classes or not bit:
        return
    class_, share = aimed(run, table, pick(u_class, classes), u_spared)
    lp = share * uniform(u_lp, p.designation_lp)
    impose(run.register, subject, own, class_, lp, bit, run.now)
    DESIGNATION.log(run, p.name, {"sender": own, "class_": class_, "lp": lp}, subject, cause)
