"""The review of relief by the legislature as a plain state machine (CAATSA s.216)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from sim.catalogue.schema import Procedure
from sim.law.clocks import review_ends


class Stage(Enum):
    """Where a review stands."""

    PENDING = "pending"
    PASSED = "disapproval passed"
    VETOED = "disapproval vetoed"
    ENACTED = "disapproval enacted"
    APPROVED = "approved"
    OVER = "went ahead"


class ReviewError(ValueError):
    """A step that the review does not allow where it stands."""


@dataclass(slots=True)
class Review:
    """A negative veto: relief goes ahead at the end unless a disapproval is enacted.

    Parameters
    ----------
    procedure
        The procedure with its clock.
    sent
        Day on which the report was sent.
    """

    procedure: Procedure
    sent: dt.date
    stage: Stage = Stage.PENDING
    effective: dt.date = field(init=False)

    def __post_init__(self) -> None:
        self.effective = review_ends(self.procedure, self.sent)

    def _expect(self, *allowed: Stage) -> None:
        if self.stage not in allowed:
            names = " or ".join(repr(stage.value) for stage in allowed)
            raise ReviewError(f"the review stands at {self.stage.value!r}, not at {names}")

    def passed(self) -> None:
        """Record that both chambers have passed a disapproval."""
        self._expect(Stage.PENDING)
        self.stage = Stage.PASSED
        self.effective = review_ends(self.procedure, self.sent, passed=True)

    def vetoed(self) -> None:
        """Record that the president has returned it."""
        self._expect(Stage.PASSED)
        self.stage = Stage.VETOED
        self.effective = review_ends(self.procedure, self.sent, passed=True, vetoed=True)

    def enacted(self) -> None:
        """Record that the disapproval has become law, by signature or over a veto."""
        self._expect(Stage.PASSED, Stage.VETOED)
        self.stage = Stage.ENACTED

    def approved(self, day: dt.date) -> None:
        """Record that an approval has become law: the relief may go ahead from that day on.

        Raises
        ------
        ReviewError
            If the procedure knows no approval.
        """
        if not self.procedure.approval:
            raise ReviewError("the procedure knows no approval")
        self._expect(Stage.PENDING, Stage.PASSED)
        self.stage = Stage.APPROVED
        self.effective = min(self.effective, day)

    def close(self, day: dt.date) -> bool:
        """End the review; tell whether the relief goes ahead.

        Raises
        ------
        ReviewError
            If the review is not over on that day.
        """
        if self.stage is Stage.ENACTED:
            return False
        if day < self.effective:
            raise ReviewError(f"the review runs to {self.effective}, it cannot end on {day}")
        self.stage = Stage.OVER
        return True
