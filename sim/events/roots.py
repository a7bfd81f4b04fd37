"""Why an event happens that no other event causes."""

from __future__ import annotations

from typing import Final

CALENDAR: Final = "The calendar of the law brought it about."
MEETING: Final = "The two sides met while the channel was open."
CHANCE: Final = "Chance brought it about, at the rate that the scenario gives."
