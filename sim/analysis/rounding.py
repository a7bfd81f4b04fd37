"""How shares are rounded, everywhere alike: in tables, in sentences beside them, on figures."""

from __future__ import annotations

from math import floor
from typing import Final

__all__ = ["percent", "percent_range"]

_NOISE: Final = 1e-7
"""What a product of two numbers of a computer may lack, of a tenth of a percentage point."""


def percent(share: float) -> str:
    """A share as a percentage with one decimal, halves rounded up: ``48.5 %``.

    What is not nought, or not all, is never written as if it were: ``<0.1 %``, ``>99.9 %``.

    Parameters
    ----------
    share
        In [0, 1].
    """
    tenths = floor(1000.0 * share + 0.5 + _NOISE)
    if tenths == 0 and share > 0.0:
        return "<0.1 %"
    if tenths == 1000 and share < 1.0:
        return ">99.9 %"
    return f"{tenths / 10.0:.1f} %"


def percent_range(low: float, high: float) -> str:
    """Two shares, the unit once: ``44.1 to 52.9 %``."""
    return f"{percent(low).removesuffix(' %')} to {percent(high)}"
