"""Means and regression with standard errors that are robust to clusters: a respondent's answers aren't independent.

Sources: Liang and Zeger, Longitudinal data analysis using generalized linear models (1986); the correction for few
clusters is the usual one, G/(G-1) · (N-1)/(N-K).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from attrs import frozen

from coach_ethics.research.optimal import Matrix

Z = NormalDist().inv_cdf(0.975)


@frozen
class Estimate:
    """A number with its standard error; None where fewer than two clusters tell nothing of it."""

    value: float
    error: float | None


def regression(model: Matrix, outcome: Matrix, clusters: Sequence[object]) -> list[Estimate]:
    """Least squares of an outcome on the columns of a model, with standard errors robust to clusters."""
    import numpy as np

    inverse = np.linalg.pinv(model.T @ model)
    found = inverse @ model.T @ outcome
    names = {name: at for at, name in enumerate(dict.fromkeys(clusters))}
    rows, columns = model.shape
    if len(names) < 2 or rows <= columns:
        return [Estimate(float(value), None) for value in found]
    scores = np.zeros((len(names), columns))
    np.add.at(scores, [names[name] for name in clusters], model * (outcome - model @ found)[:, None])
    correction = len(names) / (len(names) - 1) * (rows - 1) / (rows - columns)
    spread = correction * inverse @ scores.T @ scores @ inverse
    return [Estimate(float(value), sqrt(max(spread[at, at], 0.0))) for at, value in enumerate(found)]
