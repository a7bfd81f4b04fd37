"""What every agent has: parameters, of which it keeps at hand what is asked at every turn."""

from __future__ import annotations

from typing import Generic, TypeVar

P = TypeVar("P")


class Agent(Generic[P]):
    """An agent with parameters that an intervention or a new government may replace.

    What is asked of them at every turn is kept as attributes of the same names.
    """

    __slots__ = ("_p",)

    def __init__(self, parameters: P) -> None:
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
        """Note what is asked at every turn."""
