"""How shares and numbers are rounded, everywhere alike: in tables, in sentences, on figures."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import Final

__all__ = [
    "between",
    "compact",
    "level",
    "minus",
    "number",
    "percent",
    "percent_range",
    "places",
    "share_with_range",
    "signed",
    "three_digits",
    "with_range",
]

_NOISE: Final = 1e-7
"""What a product of two numbers of a computer may lack, of a tenth of a percentage point."""


def minus(text: str) -> str:
    """Return a number in words with a true minus: ``−2.5``."""
    return text.replace("-", "−")


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal, halves rounded up: ``48.5 %``.

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


def level(share: float) -> str:
    """Return a level of confidence, or of significance: ``95 %``, ``0.1 %``."""
    return f"{100.0 * share:g} %"


def percent_range(low: float, high: float) -> str:
    """Return two shares, the unit once: ``44.1 to 52.9 %``."""
    return f"{percent(low).removesuffix(' %')} to {percent(high)}"


def share_with_range(share: float, low: float | None, high: float | None) -> str:
    """Return a share and its interval, the unit of both once each: ``48.5 % (44.1 to 52.9 %)``."""
    if low is None or high is None:
        return percent(share)
    return f"{percent(share)} ({percent_range(low, high)})"


def number(value: float, digits: int | None = None) -> str:
    """Return a number with as many digits as a reader wants; no sign on a zero.

    Parameters
    ----------
    value
        The number.
    digits
        Digits behind the point; one unless given, two of what is less than a tenth. Sums of
        floats that cancel leave a speck behind: it is nought.
    """
    if digits is None:
        digits = 2 if 1e-9 < abs(value) < 0.095 else 1
    return minus(f"{round(value, digits) + 0.0:,.{digits}f}")


def signed(value: float, digits: int | None = None, *, plus: bool = True) -> str:
    """Return a difference with its sign: ``+1.2``, ``−0.4``; ``0.0`` without one.

    Parameters
    ----------
    value
        The difference.
    digits
        Digits behind the point, as for `number`.
    plus
        Whether a sign stands before what is positive, too.
    """
    text = number(abs(value), digits)
    if not float(text.replace(",", "")):
        return text if digits else "0.0"
    return f"−{text}" if value < 0.0 else f"+{text}" if plus else text


def places(low: float | None, high: float | None, scale: float = 1.0) -> int:
    """Return the digits behind the point in which an interval shows: one to three."""
    if low is None or high is None:
        return 1
    half = 0.5 * scale * (high - low)
    return next((digits for digits in (1, 2) if half * 10.0**digits >= 1.0), 3 if half else 1)


def three_digits(value: float) -> str:
    """Return a number with three digits that count, thousands parted, and a true minus: ``−1,830``.

    Never with an exponent; of a number of more than three digits the others are noughts.
    """
    if not isfinite(value):
        return f"{value:g}"
    if value == 0.0:
        return "0"
    behind = 2 - floor(log10(abs(value)))
    behind = 2 - floor(log10(abs(round(value, behind))))  # 9.996 is 10.0
    text = f"{round(value, behind) + 0.0:,.{max(0, behind)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return minus(text)


def compact(value: float) -> str:
    """Return a number with three digits, all of those before its point: ``0.0123``, ``1,234``."""
    return minus(f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.3g}")


def between(low: float | None, high: float | None) -> str:
    """Return what lies between two numbers; None is an end that is not known or not there."""
    if low is None or high is None:
        if low is not None:
            return f"at least {three_digits(low)}"
        return f"at most {three_digits(high)}" if high is not None else ""
    return f"{three_digits(low)} to {three_digits(high)}"


def with_range(value: float, low: float | None, high: float | None) -> str:
    """Return a number and its interval: ``1,830 (842 to 2,810)``."""
    ends = between(low, high)
    return f"{three_digits(value)} ({ends})" if ends else three_digits(value)
