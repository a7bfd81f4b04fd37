"""Which authorities hold the tranches that a sender could ease, kept from one look to the next."""

from __future__ import annotations

from sim.engine.state.state import Run
from sim.engine.state.table import Table


class Held:
    """Authorities under a sender's tranches of the start.

    Parameters
    ----------
    run, table
        The replication, and the table of the sender.
    """

    __slots__ = ("_alive", "_holding", "_kept", "_layers", "_now", "_run", "_table")

    def __init__(self, run: Run, table: Table) -> None:
        self._run = run
        self._table = table
        model, pair = run.model, table.pair
        self._kept = kept = model.finder.of(pair.name)
        start = kept.held
        if start is None:
            under = [model.layers[i] for i in pair.own]
            start = kept.held = under, [kept.number(mask & model.begun) for mask in under]
        # As they were when it looked last: layers, 0 of what cannot be eased; those that hold.
        self._layers = start[0][:]
        self._holding = start[1][:]
        self._alive = model.begun
        self._now = tuple(self._holding)

    def now(self) -> tuple[int, ...]:
        """Return which authorities hold each, by number; 0 if it is not in force, or promised.

        The numbers are those of `PairCache.masks`. It is the same tuple until something moves.
        """
        run, pair, before, holding = self._run, self._table.pair, self._layers, self._holding
        register, promised, kept = run.register, run.promised_tranches, self._kept
        on, layers, alive = register.on, register.layers, register.alive
        anew, self._alive = alive != self._alive, alive
        moved, bound = False, len(promised) > 0
        last = number = 0  # neighbours mostly rest on the same authorities
        for k, i in enumerate(pair.own):
            under = layers[i] if on[i] and not (bound and i in promised) else 0
            if under != before[k] or anew:
                before[k] = under
                if under != last:
                    last, number = under, kept.number(under & alive)
                holding[k] = number
                moved = True
        if moved:
            self._now = tuple(holding)
        return self._now
