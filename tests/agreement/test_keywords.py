"""Words of Python and of SQL are names like any other, to every engine."""

from __future__ import annotations

import keyword
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from coach_ethics import load_policy
from coach_ethics.deontics.program import lower
from coach_ethics.engines import prepare
from coach_ethics.engines.reference import evaluate
from coach_ethics.language.policies.names import RESERVED
from coach_ethics.language.policies.write import write_policy
from coach_ethics.model.policy import Policy
from coach_ethics.testing import situations

KEYWORDS = {*keyword.kwlist, *keyword.softkwlist, "select", "where", "self", "print"}
WORDS = sorted(word for word in KEYWORDS - RESERVED if word.isalpha() and word.islower())
FACTS = "".join(f"  {word}.{word}: {{type: bool}}\n" for word in WORDS)
TEXT = f"""
policy: class
facts:
{FACTS}
  break.kind: {{type: enum, values: [{", ".join(WORDS)}]}}
  intimacy.with: {{type: bool}}
parameters: {{def.from: {{default: [is, lambda], of: break.kind}}}}
concepts: {{none.of: {{when: {" or ".join(f"{word}.{word}" for word in WORDS)}}}}}
acts: {{pass: {{}}, return: {{}}}}
norms:
  lambda: {{must: pass, when: intimacy.with and not (global.global == import.import)}}
  yield: {{must_not: [pass, return], when: none.of and break.kind in def.from or break.kind == is, overrides: lambda}}
properties: {{try: {{always: not required(return) or in_force(lambda)}}}}
"""


@cache
def policy() -> Policy:
    """A policy that is made of such words."""
    return load_policy(TEXT)


def test_a_policy_of_such_names_is_read_and_comes_back() -> None:
    assert load_policy(write_policy(policy())) == policy()


@given(st.data())
def test_every_engine_takes_such_names(engines: tuple[str, ...], data: st.DataObject) -> None:
    program = lower(policy())
    where = data.draw(situations(policy()))
    for engine in engines:
        assert dict(prepare(engine, program)(where)) == evaluate(program, where)
