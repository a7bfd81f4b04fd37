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

    __slots__ = ("_alive", "_known", "_layers", "_masks", "_now", "_run", "_table")

    def __init__(self, run: Run, table: Table) -> None:
        self._run = run
        self._table = table
        model, pair = run.model, table.pair
        kept = model.finder.of(pair.name)
        start = kept.held
        if start is None:
            under = [model.layers[i] for i in pair.own]
            holds = [mask & model.begun for mask in under]
            start = kept.held = under, [kept.masks.setdefault(mask, mask) for mask in holds]
        self._known = kept.masks
        # As they were when it looked last: layers, 0 of what cannot be eased; those that hold.
        self._layers = start[0][:]
        self._masks = start[1][:]
        self._alive = model.begun
        self._now = tuple(self._masks)

    def now(self) -> tuple[int, ...]:
        """Return the mask of authorities that hold each; 0 if it is not in force, or promised.

        Equal masks are one object, so that to compare two of these is to compare addresses; and
        it is the same tuple until something moves.
        """
        run, pair, before, masks = self._run, self._table.pair, self._layers, self._masks
        register, promised, known = run.register, run.promised_tranches, self._known
        on, layers, alive = register.on, register.layers, register.alive
        anew, self._alive = alive != self._alive, alive
        moved = False
        for k, i in enumerate(pair.own):
            under = layers[i] if on[i] and (not promised or i not in promised) else 0
            if under != before[k] or anew:
                before[k] = under
                held = under & alive
                masks[k] = known.setdefault(held, held)
                moved = True
        if moved:
            self._now = tuple(masks)
        return self._now
