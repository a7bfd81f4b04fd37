"""Overcompliance by class over time (R2)."""

from __future__ import annotations

from sim.bargaining.overcompliance import mean_over, relax, target
from sim.engine.clock import YEAR
from sim.engine.record import Reluctance
from sim.engine.run import Run


class Overcompliance:
    """How far banks and firms stay away from what is legal, class by class.

    Each class relaxes towards a target that moves when allies, instruments or secondary
    sanctions change; between changes it follows its exponential exactly.

    Attributes
    ----------
    path
        Change points: from a day on, a level and the target it relaxes to.
    """

    __slots__ = ("_classes", "_day", "_state", "_tau", "path", "run")

    def __init__(self, run: Run) -> None:
        self.run = run
        self._tau = run.model.scenario.values.reluctance.tau_months / 12.0
        used = {tranche.class_ for tranche in run.register.tranches}
        self._classes = [name for name in run.model.classes if name in used]
        self._day = run.now
        targets = self._targets()
        self._state = {name: (targets[name], targets[name]) for name in self._classes}
        self.path = [Reluctance(run.now, name, o, o) for name, o in targets.items()]

    def _targets(self) -> dict[str, float]:
        run = self.run
        p = run.model.scenario.values.reluctance
        classes = run.model.classes
        register = run.register
        sender = run.model.executive
        allied: dict[str, list[float]] = {name: [0.0, 0.0] for name in self._classes}
        everywhere = [0.0, 0.0]
        eased: dict[str, list[float]] = {name: [0.0, 0.0] for name in self._classes}
        secondary = False
        for i, tranche in enumerate(register.tranches):
            name = tranche.class_
            if tranche.sender != sender:
                entry = everywhere if classes[name].every_class else allied.setdefault(name, [0, 0])
                entry[0] += tranche.lp
                if register.on[i]:
                    entry[1] += tranche.lp
                continue
            if classes[name].secondary and register.on[i]:
                secondary = True
            relief = register.relief[i]
            if relief is not None:
                pair = eased.setdefault(name, [0.0, 0.0])
                pair[0] += tranche.lp
                pair[1] += tranche.lp * relief.hazard
        feared = max((entry.hazard for entry in run.model.instruments.values()), default=0.0)
        result = {}
        for name in self._classes:
            there, on = allied[name]
            there += everywhere[0]
            on += everywhere[1]
            lp, weighted = eased[name]
            result[name] = target(
                p.o_min,
                p.w_ally,
                min(on / there, 1.0) if there > 0.0 else 0.0,
                p.w_snap,
                weighted / lp if lp > 0.0 else feared,
                p.w_sec,
                secondary,
            )
        return result

    def refresh(self) -> None:
        """Bring levels and targets up to date; note where they changed."""
        run = self.run
        years = (run.now - self._day) / YEAR
        self._day = run.now
        tau = self._tau
        targets = self._targets()
        for name, (o, aim) in self._state.items():
            level = relax(o, aim, tau, years)
            new = targets[name]
            if new != aim:
                self.path.append(Reluctance(run.now, name, level, new))
            self._state[name] = (level, new)

    def expected(self, class_: str, horizon: float) -> float:
        """Share of relief that would not arrive, averaged over a horizon in years."""
        applies = self.run.model.classes[class_].overcompliance
        if not applies or class_ not in self._state:
            return 0.0
        o, aim = self._state[class_]
        return applies * mean_over(o, aim, self._tau, horizon)
