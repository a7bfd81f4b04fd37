"""Sums of products, the same on every processor.

A BLAS adds up in an order that depends on the processor, so that the last digits of what it gives
do too. What ends in a file of results is summed by numpy itself.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["dot", "orthonormal", "product"]

Floats = NDArray[np.float64]

_DEPENDENT = 1e-10
"""Part of a column's length below which what is left of it is rounding."""


def dot(a: Floats, b: Floats) -> float:
    """Return the sum of products of two vectors, shape ``(n,)`` each."""
    return float(np.einsum("i,i->", a, b))


def product(a: Floats, b: Floats) -> Floats:
    """Return the product of a matrix, shape ``(m, n)``, and a matrix or vector of n rows.

    Returns
    -------
    ndarray, shape (m, k) or (m,)
    """
    if b.ndim == 1:
        vector: Floats = np.einsum("ij,j->i", a, b)
        return vector
    # Rows of both are then read one after the other.
    matrix: Floats = np.einsum("ij,kj->ik", a, np.ascontiguousarray(b.T))
    return matrix


def orthonormal(columns: Iterable[Floats], n: int, p: int) -> Floats:
    """Return orthonormal columns that span, up to each, what those given span up to it.

    Parameters
    ----------
    columns
        None of them zero, shape (n,) each; at least `p` of them, of which no others are asked for.
    n, p
        Shape of the result.

    Returns
    -------
    ndarray, shape (n, p)
        A column that depends on those before it becomes zero.

    Notes
    -----
    Gram-Schmidt, twice for each column (Giraud, Langou, Rozloznik & van den Eshof 2005, Numerische
    Mathematik 101).
    """
    rows = np.zeros((p, n))
    for j, column in zip(range(p), columns, strict=False):
        left = np.array(column, dtype=np.float64)
        length = np.sqrt(dot(left, left))
        before = rows[:j]
        for _ in range(2):
            left -= np.einsum("ji,j->i", before, product(before, left))
        rest = np.sqrt(dot(left, left))
        if rest > _DEPENDENT * length:
            rows[j] = left / rest
    return np.ascontiguousarray(rows.T)
