"""Tables: whatever is in them and however narrow the terminal, no cell is cropped."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from sim.cli.output.console import print_table
from sim.cli.output.tables import Block, Grid, grid_lines, laid_out, wrapped
from sim.cli.output.terminal import drawn_grid

_WORD = st.text("abcdefghij0123456789%.,_-()−", min_size=1, max_size=14)
_TEXT = st.lists(_WORD, max_size=9).map(" ".join)
_NUMBER = st.lists(_WORD, min_size=1, max_size=3).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[tuple[str, ...]], list[str], list[int], list[int], int]:
    size = draw(st.integers(1, 9))
    labels = draw(st.integers(1, min(2, size)))
    right = [k for k in range(labels, size) if draw(st.booleans())]
    whole = [k for k in range(size) if k not in right and draw(st.integers(0, 4)) == 0]
    kinds = [_NUMBER if k in right or k in whole else _TEXT for k in range(size)]
    rows = draw(st.lists(st.tuples(*kinds), max_size=5))
    headers = [draw(_NUMBER) for _ in range(size)]
    return rows, headers, right, whole, labels


@settings(max_examples=300, deadline=None)
@given(tables(), st.integers(40, 200))
def test_every_cell_stands_whole(
    table: tuple[list[tuple[str, ...]], list[str], list[int], list[int], int], width: int
) -> None:
    rows, headers, right, whole, labels = table
    parts = laid_out(rows, headers, width, right=right, whole=whole, labels=labels)
    seen: set[int] = set()
    for part in parts:
        if isinstance(part, Grid):
            seen |= set(part.columns)
            assert part.columns[:labels] == tuple(range(labels))
            assert sum(part.widths) + 3 * (len(part.columns) - 1) + 2 <= width
            assert len(part.rows) == len(rows)
            for cells, row in zip((part.header, *part.rows), (headers, *rows), strict=True):
                for k, lines, wide in zip(part.columns, cells, part.widths, strict=True):
                    assert " ".join(" ".join(lines).split()) == " ".join(row[k].split())
                    assert max(map(len, lines)) <= wide
                    if cells is not part.header and k in (*right, *whole):
                        assert len(lines) == 1
    if parts and isinstance(parts[0], Grid):
        assert seen == set(range(len(headers)))
        return
    assert len(parts) == len(rows)
    for part, row in zip(parts, rows, strict=True):
        assert isinstance(part, Block)
        text = " ".join(" ".join(part.lines).split())
        for cell in row:
            assert " ".join(cell.split()) in text
        for line in part.lines:
            assert len(line) <= width or len(line.split()) == 1


@settings(max_examples=100, deadline=None)
@given(tables(), st.integers(40, 200))
def test_what_is_printed_is_what_was_laid_out(
    table: tuple[list[tuple[str, ...]], list[str], list[int], list[int], int], width: int
) -> None:
    rows, headers, right, whole, labels = table
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        from contextlib import redirect_stdout

        out = StringIO()
        with redirect_stdout(out):
            print_table(rows, headers, right=right, whole=whole, labels=labels)
    text = out.getvalue()
    for part in laid_out(rows, headers, width, right=right, whole=whole, labels=labels):
        if isinstance(part, Block):
            assert "\n".join(part.lines) in text
            continue
        for row in (part.header, *part.rows):
            for lines in row:
                for line in lines:
                    assert line in text
    assert "…" not in text


@settings(max_examples=200, deadline=None)
@given(tables(), st.integers(40, 200), st.sampled_from(["", "日本", "é", "–"]))
def test_a_grid_in_plain_text_is_what_rich_draws_without_colour(
    table: tuple[list[tuple[str, ...]], list[str], list[int], list[int], int],
    width: int,
    letters: str,
) -> None:
    rows, headers, right, whole, labels = table
    rows = [(row[0] + letters, *row[1:]) for row in rows]
    out = StringIO()
    drawn = Console(file=out, width=width, color_system=None, force_terminal=False)
    lines = []
    for part in laid_out(rows, headers, width, right=right, whole=whole, labels=labels):
        if isinstance(part, Grid):
            drawn.print(drawn_grid(part, right))
            lines += grid_lines(part, right)
    assert out.getvalue() == "".join(f"{line}\n" for line in lines)


def test_a_table_that_fits_is_one_grid() -> None:
    rows = [("Alpha", "1.0 %"), ("Beta", "99.0 %")]
    assert len(laid_out(rows, ("scenario", "share"), 60, right=(1,))) == 1


def test_numbers_that_do_not_fit_are_split_and_their_labels_repeated() -> None:
    headers = ("case", *(f"score {k}" for k in range(8)))
    rows = [("rusal", *(["0.187 to 0.833"] * 8))]
    parts = laid_out(rows, headers, 60, right=range(1, 9))
    grids = [part for part in parts if isinstance(part, Grid)]
    assert len(grids) == len(parts) > 1
    assert [grid.header[0] for grid in grids] == [("case",)] * len(grids)
    assert [k for grid in grids for k in grid.columns[1:]] == list(range(1, 9))


def test_records_of_texts_are_blocks_where_they_do_not_fit() -> None:
    rows = [("Sberbank", "Treasury, under an order of the President", "a review by Congress first")]
    (block,) = laid_out(rows, ("measure", "held by", "to end"), 44)
    assert isinstance(block, Block)
    assert block.lines == (
        "Sberbank",
        "  held by: Treasury, under an order of the",
        "    President",
        "  to end: a review by Congress first",
    )
    assert isinstance(laid_out(rows, ("measure", "held by", "to end"), 120)[0], Grid)
    assert isinstance(
        laid_out(rows, ("measure", "held by", "to end"), 120, blocks_below=130)[0], Block
    )


def test_numbers_stand_at_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("a", "1.0"), ("b", "100.0")], ("what", "a long name"), right=(1,))
    lines = capsys.readouterr().out.splitlines()
    assert [line.rstrip() for line in lines if line.strip()] == [
        " what   a long name",
        " ──────────────────",
        " a              1.0",
        " b            100.0",
    ]


def test_lines_are_broken_between_words_only() -> None:
    assert wrapped("a correspondent account ban", 10) == ("a", "correspondent", "account", "ban")
    assert wrapped("one two three", 8, "  ") == ("one two", "  three")
    assert wrapped("", 8) == ("",)
    assert wrapped("  of it felt", 40) == ("  of it felt",)
