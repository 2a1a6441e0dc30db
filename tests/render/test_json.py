"""What is written as JSON costs no more than what it is made of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.preparation import prepared
from coach_ethics.findings import Truth
from coach_ethics.model.situation import Situation
from coach_ethics.render.json import assessment_json, dumped
from coach_ethics.shipped import shipped_names


@pytest.mark.parametrize("name", shipped_names())
def test_an_assessment_and_its_json_evaluate_no_situation_twice(name: str) -> None:
    """Not once an act, nor once for each judgement: once in what is known, and once in what is looked at besides.

    That is what is presumed, and one answer ahead where a diagram would be too large.
    """
    ready = prepared(name, "reference")
    seen: Counter[Situation] = Counter()

    def counting(where: Situation) -> Mapping[str, Truth]:
        seen[where] += 1
        return ready.evaluate(where)

    for known in (Situation({}), *(Situation(dict(each.given)) for each in ready.policy.scenarios[:3])):
        seen.clear()
        assessment_json(assess_prepared(evolve(ready, evaluate=counting), known))
        assert max(seen.values(), default=0) <= 1, seen
        more = [{**where.values}.keys() - known.values.keys() for where in seen]
        presumed = {each.name for each in ready.policy.presume}
        assert all(facts <= presumed or len(facts) == 1 for facts in more), more


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_DATA = st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(_DATA)
def test_text_is_what_the_json_module_writes(data: object) -> None:
    assert dumped(data) == json.dumps(data, ensure_ascii=False, indent=2)


class _Text(str):
    """A text that knows more than its letters, as those that can be told in several languages do."""


def test_letters_stay_letters_whatever_kind_of_text_has_them() -> None:
    assert dumped({"why": _Text("déjà")}) == json.dumps({"why": "déjà"}, ensure_ascii=False, indent=2)
