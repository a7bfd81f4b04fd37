"""From YAML text to plain data with positions, in one pass without recursion.

The parser's events are taken one at a time: depth, size, anchors, aliases and
tags are checked as they come, so that nothing hostile is ever expanded, and
nothing is built twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sim.errors import Problem

from .document import Place, Plain, Position, dotted
from .scalars import UnusableScalarError, resolve, shortened
from .source import check_text
from .syntax import ALIASES, DIRECTIVES, TAGS, syntax_problem

__all__ = ["MAX_DEPTH", "MAX_NODES", "Tree", "grow"]

MAX_DEPTH = 24
"""Deepest nesting of lists and mappings."""
MAX_NODES = 50_000
"""Most keys, values, lists and mappings in a file."""
MAX_PROBLEMS = 100
"""Problems after which reading stops."""
MAX_KEY = 200
"""Longest key, in characters."""

_WHOLE_KEY = re.compile(r"[0-9]+")
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*%")
_BAD_KEY = "?"  # stands in for a refused key; the data are thrown away anyway


@dataclass(slots=True)
class Tree:
    """What a text holds.

    Parameters
    ----------
    data
        The data; of no use if there are problems.
    empty
        Whether there was nothing but blanks and comments.
    block
        Whether the top is a mapping or list laid out on lines of its own.
    positions, keys
        As in `sim.documents.document.Document`.
    problems
        Everything wrong, in the order of the text.
    """

    data: Plain = None
    empty: bool = True
    block: bool = False
    positions: dict[Place, Position] = field(default_factory=dict)
    keys: dict[Place, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _Open:
    """A list or mapping whose end has not come yet; key is None while one is awaited."""

    __slots__ = ("items", "key", "place")

    def __init__(self, items: list[Plain] | dict[str, Plain], place: Place) -> None:
        self.items = items
        self.place = place
        self.key: str | None = None


def grow(text: str, file: str) -> Tree:
    """Read YAML text; whatever is wrong with it is in the tree's problems.

    Parameters
    ----------
    text
        The text, already checked by `sim.documents.source`.
    file
        The file's name, for positions.
    """
    return _Grower(text, file).grow()


class _Grower:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.tree = Tree()
        self.open: list[_Open] = []
        self.nodes = 0

    def grow(self) -> Tree:
        from ruamel.yaml import YAML
        from ruamel.yaml import events as yaml

        documents = 0
        tree = self.tree
        directive = _DIRECTIVE.match(self.text)
        if directive is not None:  # it would change how all that follows is read
            line = self.text.count("\n", 0, directive.end())
            tree.problems.append(Problem(self.file, line + 1, 1, message=DIRECTIVES))
            return tree
        for event in self._events(YAML(typ="safe", pure=True)):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._start(event, {})
            elif kind is yaml.SequenceStartEvent:
                self._start(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.open.pop()
            elif kind is yaml.AliasEvent:
                self._problem(event.start_mark, ALIASES, found=f"*{shortened(event.anchor)}")
                self._put(None, event.start_mark)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if event.version or event.tags:
                    self._problem(event.start_mark, DIRECTIVES)
                if documents > 1:
                    self._problem(
                        event.start_mark,
                        "a second document starts here",
                        allowed="one document per file",
                        hint="delete the '---' or '...' line",
                    )
                    break
            if self._too_much(event.start_mark):
                break
        return tree

    def _events(self, yaml: Any) -> Iterator[Any]:
        """Yield the parser's events; its errors end them and become a problem."""
        from ruamel.yaml.error import StringMark

        mark = StringMark(self.file, 0, 0, 0, "", 0)
        try:
            for event in yaml.parse(self.text):
                mark = event.start_mark
                yield event
        # Besides its own errors the parser lets through built-in ones, such as
        # OverflowError for "\UFFFFFFFF"; what it cannot read is never our defect.
        except Exception as error:
            self.tree.problems.append(syntax_problem(error, self.text, self.file, mark))

    def _too_much(self, mark: Any) -> bool:
        if len(self.open) > MAX_DEPTH:
            self._problem(
                mark,
                "lists and mappings are nested too deeply",
                allowed=f"at most {MAX_DEPTH} levels",
            )
            return True
        if self.nodes > MAX_NODES:
            self._problem(mark, "the file holds too much", allowed=f"at most {MAX_NODES:,} values")
            return True
        return len(self.tree.problems) >= MAX_PROBLEMS

    def _scalar(self, event: Any) -> None:
        mark, text = event.start_mark, event.value
        self._plain_only(event)
        if self._awaits_key():
            self._key(text, event.style is not None, mark)
            return
        if event.style is not None:
            if event.style == '"' and self._misprint(text):
                self._problem(mark, "an escape stands for a character that is not allowed")
            elif text and not text.strip():
                self._problem(mark, "the text is nothing but blanks")
            self._put(text, mark)
            return
        value: Plain = None
        try:
            value = resolve(text)
        except UnusableScalarError as error:
            self._problem(mark, "", found=shortened(text), allowed=str(error))
        # An empty value has no place of its own: its key is what a reader can see.
        seen = self.tree.keys.get(self._place()) if not text else None
        self._put(value, mark, seen)

    def _start(self, event: Any, items: list[Plain] | dict[str, Plain]) -> None:
        mark = event.start_mark
        self._plain_only(event)
        if self.tree.empty:
            self.tree.block = not event.flow_style
        if self._awaits_key():
            self._problem(
                mark,
                "a list or mapping cannot be a key",
                allowed="text or a whole number",
                hint="put quotes around it" if event.flow_style else "",
            )
            self.nodes += 1
            self.open[-1].key = _BAD_KEY
            self.open.append(_Open(items, (*self.open[-1].place, _BAD_KEY)))
            return
        place = self._place()
        self._put(items, mark)
        self.open.append(_Open(items, place))

    def _key(self, text: str, quoted: bool, mark: Any) -> None:
        parent = self.open[-1]
        self.nodes += 1
        parent.key = text
        value: Plain = text
        if not quoted:
            try:
                value = resolve(text)
            except UnusableScalarError:
                value = None
        if text == "<<" and not quoted:
            self._problem(mark, "merge keys (<<) are not allowed", hint="use extends")
        elif not text or not (isinstance(value, str) or _WHOLE_KEY.fullmatch(text)):
            self._problem(
                mark,
                "this cannot be a key",
                found=text or "nothing",
                allowed="text or a whole number",
                hint="put quotes around it" if text else "",
            )
        elif len(text) > MAX_KEY or self._misprint(text) or "\n" in text:
            self._problem(
                mark,
                "this cannot be a key",
                found=repr(shortened(text)),
                allowed=f"one line of at most {MAX_KEY} characters",
            )
        place = (*parent.place, text)
        if isinstance(parent.items, dict) and text in parent.items:
            first = self.tree.keys[place]
            self._problem(mark, f"this key is already on line {first.line}")
        self.tree.keys[place] = self._position(mark)

    def _plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem(event.start_mark, ALIASES, found=f"&{shortened(event.anchor)}")
        if event.ctag is not None:
            self._problem(event.start_mark, TAGS)

    def _awaits_key(self) -> bool:
        if not self.open:
            return False
        parent = self.open[-1]
        return parent.key is None and isinstance(parent.items, dict)

    def _place(self) -> Place:
        """Return the place of the value that comes next."""
        if not self.open:
            return ()
        parent = self.open[-1]
        if isinstance(parent.items, list):
            return (*parent.place, len(parent.items))
        return (*parent.place, parent.key or "")

    def _put(self, value: Plain, mark: Any, seen: Position | None = None) -> None:
        """Put a value where it belongs, and count it."""
        self.nodes += 1
        tree = self.tree
        tree.positions[self._place()] = seen or self._position(mark)
        if not self.open:
            tree.data = value
            tree.empty = value is None
            return
        parent = self.open[-1]
        if isinstance(parent.items, list):
            parent.items.append(value)
        elif parent.key is None:  # only an alias gets here where a key should be
            parent.key = _BAD_KEY
        else:
            parent.items[parent.key] = value
            parent.key = None

    def _position(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def _misprint(self, text: str) -> bool:
        # Escapes can stand for anything, even for halves of characters.
        return check_text(text) is not None or any("\ud800" <= char <= "\udfff" for char in text)

    def _problem(
        self, mark: Any, message: str, *, found: str = "", allowed: str = "", hint: str = ""
    ) -> None:
        place = self.open[-1].place if self._awaits_key() else self._place()
        self.tree.problems.append(
            Problem(
                self.file,
                mark.line + 1,
                mark.column + 1,
                dotted(place),
                found=found,
                allowed=allowed,
                hint=hint,
                message=message,
            )
        )
