"""Frames as sheets: each column of the kind that its type and unit make it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.workflows.sheets.sheet import Field, Sheet, kind_of

__all__ = ["field_of", "frame_sheet"]


def field_of(name: str, dtype: pl.DataType, meaning: str, unit: str = "") -> Field:
    """Return a column of a frame.

    Parameters
    ----------
    name, meaning, unit
        See `sim.workflows.sheets.sheet.Field`.
    dtype
        Its type.
    """
    return Field(name, meaning, kind_of(_type_of(dtype), unit), unit)


def _type_of(dtype: pl.DataType) -> str:
    if dtype == pl.Boolean:
        return "bool"
    if dtype.is_temporal():
        return "date"
    if dtype.is_integer():
        return "int"
    return "float" if dtype.is_float() else "str"


def frame_sheet(name: str, frame: pl.DataFrame, fields: Sequence[Field]) -> Sheet:
    """Return a sheet of the columns of a frame that the fields name, in their order."""
    chosen = frame.select(field.name for field in fields)
    return Sheet(name, tuple(fields), chosen.iter_rows, chosen.height, len(fields))
