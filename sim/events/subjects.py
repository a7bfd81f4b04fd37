"""What the subject of an event names."""

from __future__ import annotations

from typing import Final, NamedTuple


class Subject(NamedTuple):
    """What the subject of an event names.

    Attributes
    ----------
    what
        In words.
    section
        Section of the catalogue that has it, by which questions are checked; empty if none does.
    several
        Whether it may name several, separated by commas.
    party
        Whether it names a party: a government, or a member of a council.
    """

    what: str
    section: str = ""
    several: bool = False
    party: bool = False


NOTHING: Final = Subject("")
EMERGENCY: Final = Subject("emergency", "emergencies")
ACT: Final = Subject("council act", "acts")
AUTHORITY: Final = Subject("authority", "authorities")
CONCESSION: Final = Subject("concession", "concessions")
MEASURE: Final = Subject("measure", "measures")
MEASURES: Final = Subject("measure", "measures", several=True)
MEASURES_OR_BILL: Final = Subject("bill, or a measure", several=True)
AGREEMENT: Final = Subject("`deal_<n>`, counted from 0")
BILL: Final = Subject("`bill_<n>`, counted from 1")
ADDITION: Final = Subject("what is added: `package_<n>`, `designation_<n>` and the like")
