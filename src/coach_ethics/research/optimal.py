"""D-optimal choices among candidates, and their division into blocks, by exchange.

No library is behind this. Of those tried, pydoe 1.6 (which has taken up pyDOE3) chooses among coded candidates, but
knows neither categorical factors nor blocks nor a seed, and needs SciPy; pyoptex 1.2 needs Numba, pandas, plotly,
scikit-learn and statsmodels; OApackage 2.7 has no candidates, so no constraints; dexpy has seen no release since 2018.
pydoe's designs are what the tests hold these against.

Sources: Fedorov, Theory of Optimal Experiments (1972); Cook and Nachtsheim, A Comparison of Algorithms for
Constructing Exact D-Optimal Designs (1980); for blocks, Cook and Nachtsheim, Computer-Aided Blocking of Factorial and
Response-Surface Designs (1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from coach_ethics.problems import CaseProblems, Problem

if TYPE_CHECKING:  # numpy is loaded with the first design
    import numpy as np

Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
"""Numbers in rows and columns, or in one row."""

STARTS = 5
"""How often a choice begins anew, from other rows drawn at random; the best is kept."""

MOST_ROUNDS = 60
"""How often all rows are gone through for exchanges."""

_RIDGE = 1e-9
_GAIN = 1e-9


def require_numpy() -> None:
    """Raises CaseProblems (E502) where numpy isn't installed."""
    if find_spec("numpy") is None:
        message = "designs and effects need numpy, which isn't installed here"
        raise CaseProblems([Problem("E502", message, help="`pip install 'coach-ethics[ratings]'`")])


def coded(cells: Sequence[Sequence[int]], levels: Sequence[int], crossed: Sequence[tuple[int, int]] = ()) -> Matrix:
    """The model matrix: a constant, orthonormal contrasts of each factor, and their products where factors are crossed.

    Over a whole factorial without constraints its columns are orthogonal and of one length: its efficiency is 1.
    """
    import numpy as np

    places = np.array(cells, dtype=int).reshape(len(cells), len(levels))
    own = [_contrasts(count)[places[:, at]] for at, count in enumerate(levels)]
    products = [np.einsum("ij,ik->ijk", own[a], own[b]).reshape(len(cells), -1) for a, b in crossed]
    return np.column_stack([np.ones(len(cells)), *own, *products])


def _contrasts(levels: int) -> Matrix:
    """Helmert's contrasts, scaled so that the mean of each column's squares is 1."""
    import numpy as np

    found = np.zeros((levels, levels - 1))
    for at in range(1, levels):
        found[:at, at - 1], found[at, at - 1] = -1.0, at
    scaled: Matrix = found * np.sqrt(levels / (found**2).sum(axis=0))
    return scaled


def independent(model: Matrix) -> list[int]:
    """The columns that are no combination of those before them, by Cholesky's decomposition of their products.

    Constraints leave cells empty, so that some effects can't be told from others, however many vignettes there are.
    """
    import numpy as np

    products = model.T @ model
    kept: list[int] = []
    lower = np.zeros_like(products)
    for at in range(len(products)):
        rest = products[at, at] - float((lower[at] ** 2).sum())
        if rest > _ALIKE * products[at, at]:
            lower[at:, at] = (products[at:, at] - lower[at:] @ lower[at]) / np.sqrt(rest)
            kept.append(at)
    return kept


_ALIKE = 1e-9


def efficiency(model: Matrix) -> float:
    """D-efficiency: the determinant of the information of one row, to the power of one column; 1 where orthogonal."""
    import numpy as np

    sign, log = np.linalg.slogdet(model.T @ model / len(model))
    return float(np.exp(log / model.shape[1])) if sign > 0 else 0.0


def chosen(model: Matrix, size: int, chance: Random) -> list[int]:
    """So many different rows with as large a determinant as exchanges find, in the order of the candidates."""
    best = max((_exchanged(model, size, chance) for _ in range(STARTS)), key=lambda rows: efficiency(model[rows]))
    return sorted(best)


def _exchanged(model: Matrix, size: int, chance: Random) -> list[int]:
    """From a random choice, each row in turn is exchanged for the candidate that gains most, until none gains.

    INVARIANT (different): a candidate stands in a choice at most once.
    """
    import numpy as np

    rows = chance.sample(range(len(model)), size)
    free = np.ones(len(model), dtype=bool)
    free[rows] = False
    for _ in range(MOST_ROUNDS):
        gained = False
        for at in range(size):
            inverse = np.linalg.inv(model[rows].T @ model[rows] + _RIDGE * np.eye(model.shape[1]))
            spread = np.einsum("ij,jk,ik->i", model, inverse, model)
            own = spread[rows[at]]
            between = model @ (inverse @ model[rows[at]])
            # what the determinant is multiplied by, if this row goes and that candidate comes
            gain = 1 + spread - own - spread * own + between**2
            gain[~free] = -np.inf
            other = int(np.argmax(gain))
            if gain[other] > 1 + _GAIN:
                free[rows[at]], free[other] = True, False
                rows[at], gained = other, True
        if not gained:
            break
    return rows


def blocked(model: Matrix, blocks: int, chance: Random) -> list[int]:
    """For each row its block, from 0; blocks of equal size, or nearly, in which effects can be told from the blocks'.

    Two rows of different blocks change places as long as that adds to the determinant of what is told within blocks.
    """
    rows = list(range(len(model)))
    chance.shuffle(rows)
    block = [0] * len(model)
    for place, row in enumerate(rows):
        block[row] = place % blocks
    effects = model[:, 1:]
    best = _within(effects, block, blocks)
    pairs = list(combinations(range(len(model)), 2))
    chance.shuffle(pairs)
    for one, other in pairs[:_MOST_SWAPS] if blocks > 1 else ():
        if block[one] != block[other]:
            block[one], block[other] = block[other], block[one]
            found = _within(effects, block, blocks)
            if found > best + _GAIN:
                best = found
            else:
                block[one], block[other] = block[other], block[one]
    return block


_MOST_SWAPS = 20_000


def _within(effects: Matrix, block: Sequence[int], blocks: int) -> float:
    """The logarithm of the determinant of the information within blocks."""
    import numpy as np

    sums = np.zeros((blocks, effects.shape[1]))
    np.add.at(sums, block, effects)
    sizes = np.bincount(block, minlength=blocks)[:, None]
    told = effects.T @ effects - (sums / np.maximum(sizes, 1)).T @ sums
    return float(np.linalg.slogdet(told + _RIDGE * np.eye(effects.shape[1]))[1])
