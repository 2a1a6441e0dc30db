"""How often facts have their values, where that isn't each as often as any other: of cohorts, and of shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import TypeAlias

from coach_ethics.model.vocabulary import Boolean, Value, Vocabulary, belongs, expected
from coach_ethics.problems import Problem, did_you_mean, quoted

Marginal: TypeAlias = Mapping[Value, float] | float
"""How often a fact has each of its values: weights of values (those left out have none), or for a Boolean the share of
true.

>>> from coach_ethics.cohorts import sample
>>> mostly = sample("collusion", 100, seed=1, marginals={"coach.purpose": {"client_learning": 9, "own_interest": 1}})
>>> sorted(mostly["coach.purpose"].unique())
['client_learning', 'own_interest']
"""


def faulty_marginals(marginals: Mapping[str, Marginal], vocabulary: Vocabulary) -> Iterator[Problem]:
    """What can't be drawn or counted by (K116): unknown facts, foreign values, weights that are none."""
    for name, marginal in marginals.items():
        path = f"$.marginals.{name}"
        if name not in vocabulary:
            yield unknown_fact(name, path, vocabulary)
        elif not isinstance(marginal, Mapping):
            if not isinstance(vocabulary[name].type, Boolean) or not is_share(marginal):
                help_ = "give weights of values; or, for a Boolean fact, the share of true from 0 to 1"
                yield Problem("K116", f"`{quoted(str(marginal))}` is not a marginal of `{name}`", path=path, help=help_)
        else:
            for value in (each for each in marginal if not belongs(each, vocabulary[name].type)):
                help_ = f"expected {expected(vocabulary[name].type)}"
                yield Problem("K116", f"`{quoted(str(value))}` is not a value of `{name}`", path=path, help=help_)
            if not all(map(_is_weight, marginal.values())) or not any(marginal.values()):
                help_ = "give numbers that are not negative, at least one of them above 0"
                yield Problem("K116", f"the weights of `{name}` can't be used for sampling", path=path, help=help_)


def weights(marginal: Marginal) -> Mapping[Value, float]:
    """The weights of values, those of a share among them."""
    return marginal if isinstance(marginal, Mapping) else {True: marginal, False: 1 - marginal}


def unknown_fact(name: str, path: str, vocabulary: Vocabulary) -> Problem:
    """That a fact isn't there (K116)."""
    help_ = did_you_mean(name, vocabulary.by_name) or "`coach-ethics facts` lists the facts"
    return Problem("K116", f"`{quoted(name)}` is not a fact of the policy's vocabulary", path=path, help=help_)


def is_share(given: object) -> bool:
    """Whether something is a number from 0 to 1."""
    return isinstance(given, int | float) and _is_weight(given) and given <= 1


def _is_weight(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool) and isfinite(given) and given >= 0
