"""The table of procedure forms has a row for each form, and one for each who delivers."""

from string import Formatter
from typing import get_args

from sim.catalogue.forms import DELIVERERS, FORMS, Deliverer, Form


def test_every_form_and_everybody_who_delivers_has_a_row() -> None:
    assert set(FORMS) == set(get_args(Form))
    assert set(DELIVERERS) == set(get_args(Deliverer))
    assert {row.deliverer for row in FORMS.values()} == set(DELIVERERS)


def test_words_name_none_but_agents() -> None:
    texts = [row.by_whom for row in FORMS.values()]
    texts += [text for row in DELIVERERS.values() for text in (row.hurdle, row.agent)]
    fields = {field for text in texts for _, field, _, _ in Formatter().parse(text) if field}
    assert fields <= {"executive", "congress", "council"}
