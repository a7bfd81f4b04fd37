"""The page for notebooks shows what its cells show."""

import pytest

from tests.docs.cells import work_through
from tests.docs.pages import ROOT
from tools.cells import cells

PAGE = ROOT / "docs" / "python.md"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    return tmp_path


@pytest.mark.docs
@pytest.mark.slow
def test_cells_show_what_the_page_shows(folder):
    assert not (wrong := work_through(PAGE.read_text("utf-8"), folder)), "\n\n".join(wrong)


def test_the_page_has_cells_and_a_script():
    found = list(cells(PAGE.read_text("utf-8")))
    assert len(found) > 10
    assert [cell.file for cell in found if cell.file] == ["study.py"]


# -- the machinery: a page that shows something else must be found out -------------------------

SMALL = """\
Prose.

```python
n = 20
print("half", n // 2)
n
```

```text
half 10
20
```

```python
n + 1;
m = n
```

```python file=own.py
print("a script", 1 + 1)
```

```text
a script ...
```

```text
not the output of anything
```
"""


def test_a_page_is_read_as_cells_with_what_they_show():
    first, silent, script = cells(SMALL)
    assert (first.file, first.expected) == ("", "half 10\n20\n")
    assert SMALL.splitlines()[first.line] == "n = 20"
    assert (silent.file, silent.expected) == ("", "")
    assert (script.file, script.expected) == ("own.py", "a script ...\n")


def test_a_page_that_is_right_is_worked_through_without_complaint(folder):
    assert work_through(SMALL, folder) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("n = 20", "n = 21", "half 10\n21"),
        ("half 10\n20", "half 10", "half 10\n20"),
        ("m = n", "m = n\nm", "20"),
        ('print("a script", 1 + 1)', "print(sim)", "NameError"),
        ('print("a script", 1 + 1)', 'print("a script", 1)\nraise SystemExit(3)', "exit code 3"),
    ],
)
def test_a_page_that_is_wrong_is_found_out(right, wrong, said, folder):
    (complaint,) = work_through(SMALL.replace(right, wrong, 1), folder)
    assert said in complaint


def test_cells_that_raise_stop_the_page_at_its_line(folder):
    with pytest.raises(NameError) as raised:
        work_through(SMALL.replace("m = n", "m = missing"), folder)
    line = SMALL.splitlines().index("m = n") + 1
    assert raised.traceback[-1].lineno + 1 == line
