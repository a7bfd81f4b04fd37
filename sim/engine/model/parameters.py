"""Parameters as the engine reads them: plain objects with slots in the place of pydantic's models.

A field of a pydantic model takes some three times as long to read as a slot, and a replication
reads thousands. Models are still what a file is checked against, and what everybody else sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from types import FunctionType
from typing import Any, ClassVar, Final, Self, TypeVar, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

__all__ = ["Plain", "plain", "written"]

T = TypeVar("T")

_set: Final = object.__setattr__


class Plain:
    """The fields of a frozen model in slots; its properties and methods are there too.

    Attributes
    ----------
    model
        The class of the model.
    model_fields
        Its fields by name.
    """

    __slots__ = ()

    model: ClassVar[type[BaseModel]]
    model_fields: ClassVar[Mapping[str, FieldInfo]]
    _names: ClassVar[tuple[str, ...]]
    _values: ClassVar[staticmethod[[Any], tuple[Any, ...]]]
    _open: ClassVar[type]

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return a copy with some fields replaced, as that of a model does; nothing is checked."""
        new = self._open()  # a replication copies some twenty, of hundreds of fields together
        _copier(self._names)(self, new)
        for name, value in update.items():
            setattr(new, name, value)
        new.__class__ = self.__class__
        return cast("Self", new)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"parameters are not changed in place: {name}")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.model, self._values(self))

    def __repr__(self) -> str:
        said = (f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{self.model.__name__}({', '.join(said)})"


def plain(value: T, *, left: frozenset[str] = frozenset()) -> T:
    """Return a frozen model, or what holds such, with plain objects in the place of models.

    Parameters
    ----------
    value
        A model, a mapping, a tuple or list, or anything else, which stays as it is.
    left
        Fields of the model that stay as they are, with all that is in them.
    """
    return cast(T, _plain(value, left))


def _plain(value: Any, left: frozenset[str] = frozenset()) -> Any:
    if isinstance(value, BaseModel):
        kind = _kind(type(value))
        fields = zip(kind._names, kind._values(value), strict=True)
        return _made(
            type(value), tuple(each if name in left else _plain(each) for name, each in fields)
        )
    if type(value) is dict:
        return {key: _plain(each) for key, each in value.items()}
    if type(value) is tuple or type(value) is list:
        return type(value)([_plain(each) for each in value])
    return value


def written(old: Any, tree: Mapping[str, Any]) -> Any:
    """Return a frozen model, plain or not, or a mapping in one, with leaves of a tree in place.

    Parameters
    ----------
    old
        The model or mapping; what does not change is shared with it.
    tree
        New values by the steps of their paths; a mapping stands for a field with a tree of its own.
    """
    if not tree:
        return old
    if isinstance(old, (BaseModel, Plain)):
        fields_of = type(old).model_fields
        update = {}
        for step, part in tree.items():
            name = step if step in fields_of else f"{step}_"  # class is class_ in Python
            update[name] = written(getattr(old, name), part) if isinstance(part, dict) else part
        return old.model_copy(update=update)
    return {
        **old,
        **{
            step: written(old[step], part) if isinstance(part, dict) else part
            for step, part in tree.items()
        },
    }


@cache
def _kind(model: type[BaseModel]) -> type[Plain]:
    """Return the class of the plain objects that stand for a model's."""
    names = tuple(model.model_fields)
    fetch = attrgetter(*names) if len(names) > 1 else _single(names)
    inside: dict[str, Any] = {
        "__slots__": (),
        "__doc__": model.__doc__,
        "model": model,
        "model_fields": model.model_fields,
        "_names": names,
        "_values": staticmethod(fetch),
    }
    for base in reversed(model.__mro__[: model.__mro__.index(BaseModel)]):
        inside |= {
            name: what
            for name, what in vars(base).items()
            if isinstance(what, (FunctionType, property)) and not name.startswith("__")
        }
    inside["_open"] = type(f"Open{model.__name__}", (), {"__slots__": names})
    return type(f"Plain{model.__name__}", (inside["_open"], Plain), inside)


@cache
def _copier(names: tuple[str, ...]) -> Callable[[Any, Any], None]:
    """Return what copies attributes from one object to another, written out for their names."""
    body = "".join(f"    new.{name} = old.{name}\n" for name in names)
    made: dict[str, Any] = {}
    exec(f"def copied(old, new):\n{body or '    pass'}", made)
    return cast("Callable[[Any, Any], None]", made["copied"])


def _single(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what fetches one field, or none, as a tuple."""
    return lambda value: tuple([getattr(value, name) for name in names])


def _made(model: type[BaseModel], values: tuple[Any, ...]) -> Plain:
    """Return the plain object of a model with these values."""
    kind = _kind(model)
    new = kind.__new__(kind)
    for name, value in zip(kind._names, values, strict=True):
        _set(new, name, value)
    return new
