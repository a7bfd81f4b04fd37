"""Generated blocks of Markdown files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.cli.output.markdown import check_block, place_of, replace_block
from sim.errors import InputError, ThawError
from sim.workflows.markdown import markdown_table

PAGE = "# Page\n\n<!-- scores -->\nold\n<!-- /scores -->\n\nThe end, with é\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    return path


def test_what_stands_between_the_markers_is_replaced(page: Path) -> None:
    replace_block(page, "scores", "\nnew | text\n\n")
    expected = PAGE.replace("\nold\n", "\n\nnew | text\n\n")
    assert page.read_text("utf-8") == expected
    before = page.read_bytes()
    replace_block(page, "scores", "new | text")
    assert page.read_bytes() == before
    assert [path.name for path in page.parent.iterdir()] == ["page.md"]


def test_blocks_do_not_touch_each_other(page: Path) -> None:
    page.write_text(PAGE + "<!-- checks -->\n<!-- /checks -->\n", "utf-8")
    replace_block(page, "checks", "passed")
    replace_block(page, "scores", "good")
    text = page.read_text("utf-8")
    assert "<!-- checks -->\n\npassed\n\n<!-- /checks -->" in text
    assert "<!-- scores -->\n\ngood\n\n<!-- /scores -->" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Page\n", "page.md: the marker <!-- scores --> is missing"),
        ("<!-- scores -->\n", "page.md: the marker <!-- /scores --> is missing"),
        (PAGE + "<!-- scores -->\n", "page.md:8: the marker <!-- scores --> stands here again"),
        ("<!-- /scores -->\n<!-- scores -->\n", "page.md:1: the block 'scores' ends before"),
        ("See <!-- scores --> and <!-- /scores -->.\n", "<!-- scores --> is missing"),
    ],
)
def test_a_page_without_its_markers_is_left_alone(page: Path, text: str, said: str) -> None:
    page.write_text(text, "utf-8")
    for refuse in (lambda: check_block(page, "scores"), lambda: replace_block(page, "scores", "")):
        with pytest.raises(InputError) as error:
            refuse()
        assert said in str(error.value)
    assert page.read_text("utf-8") == text


def test_what_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        check_block(tmp_path / "none.md", "scores")
    with pytest.raises(InputError, match="directory"):
        check_block(tmp_path, "scores")
    (tmp_path / "bytes.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="no text in UTF-8"):
        check_block(tmp_path / "bytes.md", "scores")


def test_a_page_that_cannot_be_written_stays_whole(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ThawError, match="No space left"):
        replace_block(page, "scores", "new")
    assert page.read_text("utf-8") == PAGE
    assert [path.name for path in page.parent.iterdir()] == ["page.md"]


def test_tables_hold_what_would_break_them() -> None:
    table = markdown_table(("what", "n"), [("a | b", "1"), ("two\nlines", "20")], right=(1,))
    assert table == "| what | n |\n| --- | ---: |\n| a \\| b | 1 |\n| two lines | 20 |"


def test_a_link_stays_a_link(page: Path) -> None:
    link = page.with_name("link.md")
    link.symlink_to(page.name)
    replace_block(link, "scores", "good")
    assert link.is_symlink()
    assert "\n\ngood\n\n" in page.read_text("utf-8")


def test_what_may_not_be_written_to_is_refused_beforehand(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_block(page, "scores")
    monkeypatch.setattr(os, "access", lambda path, mode: path != page)
    with pytest.raises(InputError, match="may not be written to"):
        check_block(page, "scores")


def test_a_block_may_be_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert place_of(page, "check") == (page, "check")
    assert place_of(Path(f"{page}#library"), "check") == (page, "library")
    assert place_of(Path(f"{page}#"), "check") == (page, "check")
    odd = tmp_path / "odd#name.md"
    odd.write_text("", "utf-8")
    assert place_of(odd, "check") == (odd, "check")
