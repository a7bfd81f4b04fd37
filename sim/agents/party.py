"""What every party has: a role, and parameters of which it keeps at hand what is read most."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from sim.scenario.paths import replaced

P = TypeVar("P")

Role = Literal["sender", "target", "ratifier", "renewer", "follower", "consenter"]
"""What a party is there for: to ease, to give in return, to review relief, to renew acts by
unanimity, to follow another sender, to consent to a deal between two others."""


class Party(Generic[P]):
    """Somebody who decides, with parameters that an intervention or a new government may replace.

    What is read of them at every turn is kept as attributes of the same names.

    Attributes
    ----------
    role
        What it is there for.
    """

    __slots__ = ("_p", "role")

    def __init__(self, parameters: P, role: Role) -> None:
        self.role: Role = role
        self.p = parameters

    @property
    def p(self) -> P:
        """Its parameters; whoever changes one replaces them all."""
        return self._p

    @p.setter
    def p(self, parameters: P) -> None:
        self._p: P = parameters
        self._note(parameters)

    def _note(self, p: P) -> None:
        """Note what is read at every turn."""

    def assign(self, path: list[str], value: Any) -> None:
        """Replace the parameter at a path; nothing is validated."""
        self.p = replaced(self.p, path, value)


class Signatory(Party[P]):
    """A party whose yes a deal needs.

    Attributes
    ----------
    reservation
        What doing without a deal is worth to it, in its points: it never agrees to less.
    silent
        Whether it has been told that it proposes nothing, and it has proposed nothing since.
    """

    __slots__ = ("reservation", "silent")

    def __init__(self, parameters: P, role: Role) -> None:
        super().__init__(parameters, role)
        self.reservation: float
        self.silent = False
