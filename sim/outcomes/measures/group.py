"""How outcome columns are declared: on the functions that compute them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, overload

from sim.engine.model.model import Model
from sim.events.kind import Kind
from sim.outcomes.measures.column import Column, Value
from sim.outcomes.measures.history import History

OneValue = Callable[[History], Value]
SeveralValues = Callable[[History], Sequence[Value]]
ColumnsOfModel = Callable[[Model], Iterable[Column]]


class Measure(NamedTuple):
    """Columns and the function that computes their values, in the same order.

    Attributes
    ----------
    columns
        The columns, or a function that returns those of a model.
    compute
        Returns a value for each of the columns; below a single column, its value.
    counts
        The kind of events that a single column counts, if that is all there is to compute:
        a row is faster without a call for each of them.
    """

    columns: tuple[Column, ...] | ColumnsOfModel
    compute: OneValue | SeveralValues
    counts: str = ""

    @property
    def single(self) -> bool:
        """Whether there is one column, whose value is not in a sequence."""
        return isinstance(self.columns, tuple) and len(self.columns) == 1

    def columns_of(self, model: Model) -> tuple[Column, ...]:
        """Return the columns that a model has."""
        return self.columns if isinstance(self.columns, tuple) else tuple(self.columns(model))


class Group:
    """The columns of one subject, in the order of their declaration.

    A group is a decorator: below one column stands a function that returns its value, below
    several a function that returns a value for each.

    >>> from sim.events.law import REPEAL
    >>> from sim.events.lawmaking import LAW
    >>> measures = Group()
    >>> @measures(Column("laws_lp", "float", "LP", "put under statute by laws"))
    ... def laws_lp(history: History) -> float:
    ...     return sum(law["lp"] for law in history.fields(LAW))

    A column that counts events needs no function:

    >>> measures.count("repeals", REPEAL, "statutes repealed")
    >>> [column.name for measure in measures for column in measure.columns]
    ['laws_lp', 'repeals']
    """

    __slots__ = ("_measures",)

    def __init__(self) -> None:
        self._measures: list[Measure] = []

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._measures)

    @overload
    def __call__(self, column: Column, /) -> Callable[[OneValue], OneValue]: ...

    @overload
    def __call__(
        self, first: Column, second: Column, /, *more: Column
    ) -> Callable[[SeveralValues], SeveralValues]: ...

    def __call__(self, *columns: Column) -> Callable[[Any], Any]:
        """Declare the columns whose values the function below computes."""

        def declare(function: Any) -> Any:
            self._measures.append(Measure(columns, function))
            return function

        return declare

    def by_model(self, columns: ColumnsOfModel) -> Callable[[SeveralValues], SeveralValues]:
        """Declare columns that models have by the names of their senders, chambers or dates."""

        def declare(function: SeveralValues) -> SeveralValues:
            self._measures.append(Measure(columns, function))
            return function

        return declare

    def count(
        self,
        name: str,
        kind: Kind[Any],
        meaning: str,
        *others: Kind[Any],
        primary: bool = False,
        short: str = "",
    ) -> None:
        """Declare a column that counts the events of a kind, and of others with it."""
        column = Column(name, "int", "", meaning, primary, short=short)

        def compute(history: History) -> int:
            return sum(len(history.entries(one)) for one in (kind, *others))

        self._measures.append(Measure((column,), compute, "" if others else kind.name))
