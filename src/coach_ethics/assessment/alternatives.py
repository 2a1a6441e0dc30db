"""Sets of new values for facts; values that serve equally well are merged into one set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from coach_ethics.assessment.act_context import ActContext, verdict_after
from coach_ethics.assessment.diagram import Verdict

Alternatives: TypeAlias = dict[int, tuple[int, ...]]
"""For places, the children that serve equally well."""


def merged(found: Iterable[Mapping[int, int]], here: ActContext) -> list[Alternatives]:
    """Sets of places with their new children, of which none contains another.

    Those that differ in one fact's new value only, and lead to the same verdict, are one.
    """
    among: list[tuple[Alternatives, Verdict]] = []
    for children in found:
        among.append(({place: (child,) for place, child in children.items()}, verdict_after(children, here)))
    for place in range(len(here.facts)):
        alike: dict[object, tuple[Alternatives, Verdict]] = {}
        for serving, verdict in among:
            others = frozenset((other, children) for other, children in serving.items() if other != place)
            if (key := (others, verdict)) in alike:
                alike[key][0][place] += serving[place]
            else:
                alike[key] = (dict(serving), verdict)
        among = list(alike.values())
    return [serving for serving, _ in among]
