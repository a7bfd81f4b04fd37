"""The page of the site on which cells have run: what they return stands below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.cells import cells
from tools.executed import executed

PAGE = """\
Before.

```python
class Rich:
    def _repr_html_(self):
        return "<table><tr><td>4</td></tr></table>"

print("half", 2 < 4)
Rich()
```

```text
half ...
<Rich>
```

Between.

```python
from matplotlib.figure import Figure

Figure(figsize=(1, 1));
figure = Figure(figsize=(1, 1))
figure
```

```python
class Framed:
    def _repr_html_(self):
        return '<iframe title="b" srcdoc="&lt;p&gt;5 &amp;amp; 6&lt;/p&gt;"></iframe>'

Framed()
```

```python
"<plain>"
```

```python
silent = None
```

```python file=own.py
print("a script", 1 + 1)
```

```text
a script ...
```

```text
no output of anything
```
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    return executed(PAGE, tmp_path_factory.mktemp("cells"), "mine")


def test_what_a_cell_prints_and_returns_stands_in_place_of_what_the_file_shows(done) -> None:
    text, _ = done
    assert text.startswith("Before.\n\n```python\nclass Rich:")
    shown = text[text.index("Rich()\n```") : text.index("Between.")]
    assert '<pre tabindex="0">half True</pre><table><tr><td>4</td></tr></table>' in shown
    assert "<Rich>" not in shown
    assert "half ..." not in text


def test_a_figure_is_a_picture(done) -> None:
    text, files = done
    name = next(name for name in files if name.endswith(".png"))
    assert f'<img src="executed/{name}" alt="a figure">' in text
    assert files[name].startswith(b"\x89PNG")


def test_a_page_within_the_page_is_a_file(done) -> None:
    text, files = done
    name = next(name for name in files if name.endswith(".html"))
    assert f'<iframe title="b" src="executed/{name}"></iframe>' in text
    assert files[name] == b"<p>5 &amp; 6</p>"


def test_text_is_never_markup(done) -> None:
    assert '<pre tabindex="0">&#x27;&lt;plain&gt;&#x27;</pre>' in done[0]


def test_scripts_are_run_and_other_blocks_stay(done) -> None:
    text, _ = done
    assert '<pre tabindex="0">a script 2</pre>' in text
    assert text.endswith("```text\nno output of anything\n```\n")


def test_a_cell_that_shows_nothing_has_nothing_below_it(done) -> None:
    text, files = done
    assert "silent = None\n```\n\n```python file=own.py" in text
    assert len(files) == 2


def test_the_same_page_is_the_same_bytes(done, tmp_path: Path) -> None:
    assert executed(PAGE, tmp_path, "mine") == done


def test_a_cell_that_fails_is_named_by_its_line(tmp_path: Path) -> None:
    wrong = PAGE.replace("silent = None", "missing")
    with pytest.raises(NameError) as raised:
        executed(wrong, tmp_path, "mine")
    cell = next(cell for cell in cells(wrong) if cell.code == "missing\n")
    assert raised.traceback[-1].lineno == cell.line
