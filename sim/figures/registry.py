"""Every figure by name, declared once: beside the function that draws it.

A module in one of the rooms declares what it draws with `figure`; nothing else has to be told of
it. The lists of ``thaw plot`` and of the commands that draw, of `sim.figures` in Python and of the
reference are all made from here.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial, wraps
from importlib import import_module
from typing import ClassVar, Final, Literal, ParamSpec

from matplotlib.figure import Figure

from sim.documents.nearest import did_you_mean
from sim.errors import Problem, ThawError
from sim.figures.base.medium import MEDIA, SCREEN, Medium
from sim.figures.base.style import house

Results = Literal["run", "batch", "comparison", "backtest", "check", "calibration", "now"]
"""Kinds of results that figures are drawn of."""

_ROOMS: Final[dict[Results, tuple[str, ...]]] = {
    "run": ("run",),
    "batch": ("batch",),
    "comparison": ("batch", "comparison"),
    "backtest": ("validation",),
    "check": ("validation",),
    "calibration": ("validation",),
    "now": ("present",),
}
"""Packages whose modules declare the figures of each kind of results."""

OPTIONS: Final = ("outcome", "outcomes", "series")
"""Parameters of functions that draw, by which a user chooses what is drawn."""

FIRST: Final = 3
"""Figures of each kind of results that are drawn unless others are asked for: those that answer."""

Draw = Callable[..., Figure]
Finding = Callable[..., str]
P = ParamSpec("P")


def _always(*_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A kind of figure.

    Attributes
    ----------
    name
        What users call it.
    of
        Kinds of results that it is drawn of; of a batch and of a comparison if it takes one batch
        or many.
    order
        Its place in lists.
    draw
        The function that draws it, given the results.
    finding
        The function that says what was found, given the same.
    has_content
        Whether results have something to show in it.
    fits
        Whether an outcome can be chosen in it.
    """

    name: str
    of: tuple[Results, ...]
    order: int
    draw: Draw
    finding: Finding
    has_content: Callable[..., bool] = _always
    fits: Callable[[str], bool] = _always

    @property
    def meaning(self) -> str:
        """What it shows, in a few words: those of the function that draws it."""
        first = (inspect.getdoc(self.draw) or "").partition("\n")[0]
        return first.removeprefix("Show ").rstrip(".")

    @property
    def options(self) -> tuple[str, ...]:
        """By which of `OPTIONS` a user chooses what is drawn."""
        parameters = inspect.signature(self.draw).parameters
        return tuple(name for name in OPTIONS if name in parameters)

    @property
    def media(self) -> tuple[str, ...]:
        """What it can be made for: all media, or a screen only."""
        every = "medium" in inspect.signature(self.draw).parameters
        return tuple(MEDIA) if every else (SCREEN.name,)


_DECLARED: Final[dict[tuple[Results, str], FigureKind]] = {}


def figure(
    name: str,
    *of: Results,
    order: int,
    finding: Finding,
    has_content: Callable[..., bool] = _always,
    fits: Callable[[str], bool] = _always,
) -> Callable[[Callable[P, Figure]], Callable[P, Figure]]:
    """Declare the figure that a function draws; it is drawn in the style of the house.

    Parameters
    ----------
    name
        What users call it.
    *of
        Kinds of results that it is drawn of.
    order
        Its place in lists.
    finding
        Says what was found, given what the function that draws is given.
    has_content
        Whether results have something to show in it.
    fits
        Whether an outcome, by its name, can be chosen in it.
    """

    def declare(draw: Callable[P, Figure]) -> Callable[P, Figure]:
        @wraps(draw)
        def drawn(*args: P.args, **options: P.kwargs) -> Figure:
            medium = options.get("medium", SCREEN)
            assert isinstance(medium, Medium)
            for laid_out in medium.widths():
                if medium != SCREEN:
                    options["medium"] = laid_out
                with house(laid_out):
                    figure = draw(*args, **options)
                if not medium.height or figure.get_figheight() <= laid_out.height + 1e-6:
                    return figure
            raise ThawError(
                f"{name} has too much to show for a {medium.name}; it can be drawn for a memo"
            )

        kind = FigureKind(name, of, order, drawn, finding, has_content, fits)
        _DECLARED.update({(results, name): kind for results in of})
        return drawn

    return declare


@cache
def _read(room: str) -> None:
    """Import the modules of a room, which declare their figures."""
    package = import_module(f"sim.figures.{room}")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")


def figures_of(results: Results) -> dict[str, FigureKind]:
    """Return all figures of a kind of results by name, in their order."""
    for room in _ROOMS[results]:
        _read(room)
    kinds = [kind for (of, _), kind in _DECLARED.items() if of == results]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


def usual_figures(results: Results, *of: object, medium: Medium = SCREEN) -> dict[str, FigureKind]:
    """Return the figures with something to show that are made for a medium, in their order.

    Parameters
    ----------
    results
        Kind of the results.
    *of
        The results, as functions that draw take them.
    medium
        What they are to be made for.
    """
    return {
        name: kind
        for name, kind in figures_of(results).items()
        if medium.name in kind.media and kind.has_content(*of)
    }


def first_figures(results: Results, *of: object, medium: Medium = SCREEN) -> list[str]:
    """Return names of the figures that answer: the first of `usual_figures`."""
    return [*usual_figures(results, *of, medium=medium)][:FIRST]


def drawings(
    results: Results, *of: object, medium: Medium = SCREEN
) -> dict[str, Callable[[], Figure]]:
    """Return how to draw the usual figures of results, by name.

    Parameters
    ----------
    results
        Kind of the results.
    *of
        The results, as functions that draw take them.
    medium
        What they are to be made for.
    """
    usual = usual_figures(results, *of, medium=medium)
    return {name: partial(_made_for(kind.draw, medium), *of) for name, kind in usual.items()}


class UnknownFigureError(ThawError):
    """A figure that does not exist, or not for a medium.

    Parameters
    ----------
    name
        Its name.
    allowed
        Names of those that there are.
    message
        What is wrong.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, name: str, allowed: list[str], message: str) -> None:
        self.name, self.allowed, self.message = name, allowed, message
        self.hint = did_you_mean(name.partition(":")[0], allowed)
        hint = f" ({self.hint})" if self.hint else ""
        super().__init__(f"{message}{hint}; there are: {', '.join(allowed)}")

    def problem(self, option: str) -> Problem:
        """Return it as a fault of an option."""
        return Problem(
            option,
            allowed=", ".join(self.allowed),
            hint=self.hint,
            message=self.message,
        )


def check_figure(results: Results, name: str, medium: Medium = SCREEN) -> FigureKind:
    """Return the kind of a figure such as ``fan`` or ``histogram:added``.

    Raises
    ------
    UnknownFigureError
        If there is no such figure, or it is not made for the medium.
    """
    kinds = figures_of(results)
    stem, _, outcome = name.partition(":")
    if stem not in kinds or ((outcome or stem != name) and "outcome" not in kinds[stem].options):
        raise UnknownFigureError(name, [*kinds], f"there is no figure called '{name}'")
    if medium.name not in kinds[stem].media:
        made = [other for other, kind in kinds.items() if medium.name in kind.media]
        raise UnknownFigureError(name, made, f"{stem} is not made for a {medium.name}")
    return kinds[stem]


def drawing_of(results: Results, name: str, medium: Medium = SCREEN) -> Draw:
    """Return the function that draws a figure such as ``fan`` or ``histogram:added``.

    Raises
    ------
    UnknownFigureError
        If there is no such figure, or it is not made for the medium. Whether the results have the
        outcome named is seen when it is drawn.
    """
    draw = _made_for(check_figure(results, name, medium).draw, medium)
    _, _, outcome = name.partition(":")
    return partial(draw, outcome=outcome) if outcome else draw


def _made_for(draw: Draw, medium: Medium) -> Draw:
    return draw if medium == SCREEN else partial(draw, medium=medium)
