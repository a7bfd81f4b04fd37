"""The register of what is in force: layers, relief, lapses, additions, and their accounts in LP."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

from sim.bargaining.arrays import floats, zeros
from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche
from sim.engine.state.relief import Change, Relief


class Register:
    """What is in force in one replication.

    A tranche is in force while it is not eased and any authority under it holds:
    ``x = 1 - prod(1 - on)``.

    Attributes
    ----------
    tranches, measures
        All tranches, those that were added last, and the measure of each.
    own
        Tranches of each sender that bargains, of the council and of followers, by id.
    layers
        Mask of the authorities under each.
    alive, gone
        Masks of the authorities that hold, and of those that have ended.
    relief, on
        Relief of each tranche, or None; whether it is in force.
    changes
        Change points, in order.
    lp_on
        LP in force by sender.
    lp_start, lp_added
        LP at the start and added since, over all senders.
    allied_total, allied_on, allied_whole, allied_whole_on
        LP of the executive's allies by class, ever and in force; the same for measures that count
        as a layer of every class.
    eased_lp, eased_hazard
        LP of the executive that are eased, by class, and the same times the hazard (1/y).
    secondary_lp
        LP of secondary sanctions in force.
    version, own_version, layer_version
        Go up with every change, with what each of the senders that bargain has in force, and with
        authorities under tranches that are held; whoever keeps derived values compares them.
    """

    __slots__ = (
        "alive",
        "allied_on",
        "allied_total",
        "allied_whole",
        "allied_whole_on",
        "changes",
        "eased_hazard",
        "eased_lp",
        "gone",
        "layer_version",
        "layers",
        "lp_added",
        "lp_on",
        "lp_start",
        "measures",
        "model",
        "on",
        "own",
        "own_version",
        "relief",
        "secondary_lp",
        "tranches",
        "version",
    )

    def __init__(self, model: Model) -> None:
        self.model = model
        self.tranches: list[Tranche] = list(model.tranches)
        self.measures = list(model.measures)
        self.own = {name: list(numbers) for name, numbers in model.own.items()}
        self.layers: list[int] = list(model.layers)
        self.alive, self.gone, self.version, self.layer_version = model.begun, 0, 0, 0
        self.relief: list[Relief | None] = [None] * len(self.tranches)
        self.on = [True] * len(self.tranches)
        self.changes: list[Change] = []
        self.lp_on: dict[str, float] = dict(model.accounts.lp_on)
        self.allied_total = floats(list(model.accounts.allied))
        self.allied_on = floats(list(model.accounts.allied))
        self.allied_whole = self.allied_whole_on = model.accounts.allied_whole
        self.eased_lp = zeros(len(model.table.names))
        self.eased_hazard = zeros(len(model.table.names))
        self.secondary_lp = model.accounts.secondary
        self.lp_start, self.lp_added = fsum(self.lp_on.values()), 0.0
        self.own_version = dict.fromkeys(model.bargaining, 0)

    def holding(self, i: int) -> int:
        """Mask of the authorities that hold a tranche."""
        return self.layers[i] & self.alive

    def _set(self, i: int, on: bool, day: float, instrument: str, via: str) -> None:
        self.on[i], tranche = on, self.tranches[i]
        sender, class_, lp = tranche.sender, tranche.class_, tranche.lp if on else -tranche.lp
        model = self.model
        self.lp_on[sender] += lp
        if sender in self.own_version:
            self.own_version[sender] += 1
        if sender == model.executive:
            if model.classes[class_].secondary:
                self.secondary_lp += lp
        elif model.classes[class_].every_class:
            self.allied_whole_on += lp
        else:
            self.allied_on[model.table.index[class_]] += lp
        self.changes.append(Change(day, i, on, instrument, via))
        self.version += 1

    def _account(self, i: int, relief: Relief | None) -> None:
        """Put relief of a tranche in place of what there was, and keep the hazards' account."""
        tranche, before = self.tranches[i], self.relief[i]
        if tranche.sender == self.model.executive:
            c, lp = self.model.table.index[tranche.class_], tranche.lp
            if before is not None:
                self.eased_lp[c] -= lp
                self.eased_hazard[c] -= lp * before.hazard
            if relief is not None:
                self.eased_lp[c] += lp
                self.eased_hazard[c] += lp * relief.hazard
        self.relief[i] = relief

    def touch(self, sender: str = "") -> None:
        """Have derived values worked out anew: those of one sender, or of all if none is named."""
        self.version += 1
        for own in self.own_version:
            if own == sender or not sender:
                self.own_version[own] += 1

    def ease(self, i: int, relief: Relief) -> None:
        """Ease a tranche that is in force, or end for good what is suspended.

        Raises
        ------
        ValueError
            If it is neither.
        """
        on, old = self.on[i], self.relief[i]
        if not on and (old is None or old.permanent or not relief.permanent):
            raise ValueError(f"{self.tranches[i].measure} is not in force: nothing to ease")
        self._account(i, relief)
        # What was terminated is gone for good.
        self.layers[i] = 0 if relief.permanent else self.layers[i] & ~relief.ended
        if on:
            self._set(i, False, relief.since, relief.instrument, relief.via)
        else:
            self.changes.append(Change(relief.since, i, False, relief.instrument, relief.via))
            self.touch(self.tranches[i].sender)

    def returns(self, i: int) -> int:
        """Mask of the authorities on which the executive could have a tranche bite again.

        Those that its relief has only suspended, and those that it may put back by itself; of
        both those that hold still. A measure returns under its own law or not at all.
        """
        relief = self.relief[i]
        return 0 if relief is None else (self.layers[i] | relief.again) & self.alive

    def restore(self, i: int, day: float, via: str, reimposed_on: int = 0) -> bool:
        """Undo the relief of a tranche; tell whether it is in force again.

        Parameters
        ----------
        i
            The tranche.
        day
            Day of effect.
        via
            ``"snapback"`` or ``"lapse"``.
        reimposed_on
            Mask of the authorities on which it is imposed anew: what was terminated does not
            come back by itself.
        """
        if self.relief[i] is None:
            return self.on[i]
        self._account(i, None)
        if reimposed_on:
            self.layers[i] |= reimposed_on
            self.layer_version += 1
        self.touch(self.tranches[i].sender)
        if not self.holding(i):
            # Nothing holds it any more: what was eased by act is now off for want of a basis.
            self.changes.append(Change(day, i, False, "lapse", "lapse"))
            return False
        self._set(i, True, day, "", via)
        return True

    def lapse(self, mask: int, day: float) -> tuple[list[int], list[int]]:
        """End authorities; return the tranches that end with them and those that stay.

        Parameters
        ----------
        mask
            Authorities that end.
        day
            Day on which they end.
        """
        held = mask & self.alive
        self.alive &= ~mask
        self.gone |= mask
        self.layer_version += 1
        self.touch()
        return self._drop(range(len(self.layers)), held, day)

    def expire(self, numbers: list[int], mask: int, day: float) -> tuple[list[int], list[int]]:
        """Take authorities away from under some tranches only; what ends, and what stays.

        Parameters
        ----------
        numbers
            The tranches.
        mask
            Authorities that hold them no more, though they may hold others.
        day
            Day on which they cease to.
        """
        self.layer_version += 1
        self.touch()
        for i in numbers:
            if (relief := self.relief[i]) is not None:
                relief.again &= ~mask
        return self._drop(numbers, mask, day)

    def _drop(self, numbers: Iterable[int], mask: int, day: float) -> tuple[list[int], list[int]]:
        """Take authorities away from under tranches: those that end, and those that stay."""
        ended: list[int] = []
        stay: list[int] = []
        for i in numbers:
            layers = self.layers[i]
            if not layers & mask:
                continue
            self.layers[i] = layers & ~mask  # it is gone for good, even if its like returns
            if self.on[i]:
                if self.holding(i):
                    stay.append(i)
                else:
                    self._set(i, False, day, "lapse", "lapse")
                    ended.append(i)
        return ended, stay

    def begin(self, mask: int) -> int:
        """Let authorities begin; return those of them that hold, for what has ended stays so."""
        self.alive |= mask & ~self.gone
        return mask & self.alive

    def add_layer(self, numbers: Iterable[int], bit: int) -> list[int]:
        """Put another authority under tranches that are held; return those it reached."""
        for i in (reached := [i for i in numbers if self.holding(i)]):
            self.layers[i] |= bit
        self.layer_version += 1
        self.touch()
        return reached

    def add(self, tranche: Tranche, bit: int, day: float) -> int:
        """Impose a new tranche; return its number."""
        i = len(self.tranches)
        self.tranches.append(tranche)
        self.measures.append(tranche.measure)
        self.layers.append(bit)
        self.relief.append(None)
        self.on.append(False)
        self.lp_added += tranche.lp
        model = self.model
        if tranche.sender in model.bargaining:
            self.layer_version += 1
        if tranche.sender in self.own:
            self.own[tranche.sender].append(i)
        if tranche.sender != model.executive:
            if model.classes[tranche.class_].every_class:
                self.allied_whole += tranche.lp
            else:
                self.allied_total[model.table.index[tranche.class_]] += tranche.lp
        self._set(i, True, day, "", "added")
        return i

    def by_measure(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        """Tranches by the measure that they are part of, in the order given."""
        found: dict[str, list[int]] = {}
        for i in numbers:
            found.setdefault(self.measures[i], []).append(i)
        return found

    def weight(self, numbers: list[int]) -> float:
        """LP of these tranches."""
        tranches = self.tranches
        if len(numbers) == 1:  # most are parts of a measure, one at a time
            return tranches[numbers[0]].lp
        return fsum([tranches[i].lp for i in numbers])

    def balance(self) -> float:
        """LP eased + LP in force - LP at the start - LP added: zero but for rounding."""
        eased = self.weight([i for i, on in enumerate(self.on) if not on])
        return eased + fsum(self.lp_on.values()) - self.lp_start - self.lp_added
