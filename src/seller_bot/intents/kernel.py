"""How similar every phrase is to every other, in numpy alone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seller_bot.intents.vectors import Vector

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

INTERCEPT = 1.0  # A constant added to every similarity is an intercept for each class.
COMMON = 150  # Features of more phrases than this are multiplied as one dense matrix, the rest phrase by phrase.


def kernel(vectors: Sequence[Vector], features: int) -> Floats:
    """The products of all pairs of vectors (phrases x phrases), plus the intercept."""
    rows, weights, owners = flat(vectors)
    is_common = (np.bincount(rows, minlength=features) > COMMON)[rows]
    columns, column = np.unique(rows[is_common], return_inverse=True)
    dense = np.zeros((len(vectors), len(columns)), np.float32)
    dense[owners[is_common], column] = weights[is_common]
    result: Floats = dense @ dense.T
    result += np.float32(INTERCEPT)
    _add_rare(result, rows[~is_common], weights[~is_common], owners[~is_common])
    return result


def flat(vectors: Sequence[Vector]) -> tuple[Rows, Floats, NDArray[np.intp]]:
    """All features of all vectors in a row: which feature, its weight, whose it is."""
    rows = np.array([row for vector in vectors for row in vector.rows], np.int32)
    weights = np.array([weight for vector in vectors for weight in vector.weights], np.float32)
    return rows, weights, np.repeat(np.arange(len(vectors)), [len(vector.rows) for vector in vectors])


def _add_rare(result: Floats, rows: Rows, weights: Floats, owners: NDArray[np.intp]) -> None:
    """Adds the products of features that few phrases have; `owners` ascends."""
    order = np.argsort(rows, kind="stable")
    holders, held = owners[order], weights[order]
    first = np.searchsorted(rows[order], rows, side="left")
    last = np.searchsorted(rows[order], rows, side="right")
    limits = np.searchsorted(owners, np.arange(len(result) + 1))
    for phrase in range(len(result)):
        mine = range(limits[phrase], limits[phrase + 1])
        if mine:
            others = np.concatenate([holders[first[place] : last[place]] for place in mine])
            products = np.concatenate([held[first[place] : last[place]] * weights[place] for place in mine])
            result[phrase] += np.bincount(others, products, minlength=len(result)).astype(np.float32)
