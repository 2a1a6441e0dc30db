"""Policies that are small to write and hard to see through, each by its name: what an analysis must not choke on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from random import Random

from coach_ethics.coaching.policies import read_policy
from coach_ethics.model.policy import Policy
from coach_ethics.source import Source


def _written(
    facts: Mapping[str, str],
    norms: Iterable[str],
    acts: int = 1,
    concepts: Iterable[str] = (),
    constraints: Iterable[str] = (),
) -> str:
    lines = ["policy: entangled", "facts:", *(f"  {fact}: {{type: {type_}}}" for fact, type_ in facts.items())]
    for section, entries in (("constraints", constraints), ("concepts", concepts)):
        if told := [f"  {section[0]}{number}: {entry}" for number, entry in enumerate(entries)]:
            lines += [f"{section}:", *told]
    lines += ["acts:", *(f"  a{number}: {{}}" for number in range(acts))]
    lines += ["norms:", *(f"  n{number}: {norm}" for number, norm in enumerate(norms))]
    return "\n".join(lines)


def _bools(count: int) -> dict[str, str]:
    return {f"x.f{number}": "bool" for number in range(count)}


def _chain_of_constraints() -> str:
    links = (f"{{always: x.f{n} or x.f{n + 1}}}" for n in range(1_099))
    return _written(_bools(1_100), ["{must: a0, when: x.f0}"], constraints=links)


def _random_clauses() -> str:
    random, facts = Random(3), list(_bools(60))

    def literals() -> list[str]:
        return [random.choice(("", "not ")) + fact for fact in random.sample(facts, 3)]

    clauses = (f"{{always: {' or '.join(literals())}}}" for _ in range(250))
    whens = (" or ".join(f"({' and '.join(literals())})" for _ in range(10)) for _ in range(4))
    return _written(_bools(60), [f'{{must: a0, when: "{when}"}}' for when in whens], constraints=clauses)


def _thresholds() -> str:
    facts = {"w.x": "int, min: -1000000, max: 1000000"}
    return _written(facts, (f"{{must: a{n}, when: w.x > {n}}}" for n in range(60)), acts=60)


def _bands() -> str:
    norms = (f"{{must: a{n % 5}, when: w.x >= {100 * n} and w.x < {100 * n + 50}}}" for n in range(100))
    return _written({"w.x": "int, min: 0, max: 1000000"}, norms, acts=5)


def _two_amounts() -> str:
    amount = "int, min: 0, max: 1000000"
    return _written({"w.x": amount, "w.y": amount}, ["{must_not: a0, when: w.x > w.y}"])


def _ring_of_amounts() -> str:
    facts = {f"w.x{n}": "int, min: 0, max: 1000000" for n in range(40)}
    norms = (f"{{must: a{n % 2}, when: w.x{n} < w.x{(n * 7 + 1) % 40} and w.x{n} > {n * 10}}}" for n in range(40))
    return _written(facts, norms, acts=2)


def _norms_over_facts() -> str:
    random, facts = Random(4), list(_bools(40))
    whens = (" and ".join(f"({' or '.join(random.sample(facts, 4))})" for _ in range(2)) for _ in range(40))
    norms = (f"{{must{'_not' * (n % 3 == 1)}: a{n % 2}, when: {when}}}" for n, when in enumerate(whens))
    return _written(_bools(40), norms, acts=2)


def _enumerations() -> str:
    names = {fact: [f"{fact[-1]}{n}" for n in range(12)] for fact in ("e.p", "e.q")}
    facts = {fact: f"enum, values: [{', '.join(values)}]" for fact, values in names.items()}
    pairs = ((one, two) for one in range(12) for two in range(12))
    norms = (f"{{must: a{one * two % 12}, when: e.p == p{one} and e.q == q{two}}}" for one, two in pairs)
    return _written(facts, norms, acts=12)


def _chain_of_concepts() -> str:
    last = 999
    concepts = ("{when: x.f0}", *(f"{{when: not c{n} or x.f{n + 1}}}" for n in range(last)))
    return _written(_bools(last + 1), [f"{{must: a0, when: c{last}}}"], concepts=concepts)


def _chain_of_one_fact() -> str:
    last = 999
    concepts = ("{when: x.f0}", *(f"{{when: c{n}}}" for n in range(last)))
    return _written(_bools(1), [f"{{must: a0, when: c{last}}}"], concepts=concepts)


def _chain_of_overrides() -> str:
    norms = (f"{{must: a0, when: x.f{n % 3}{f', overrides: n{n - 1}' if n else ''}}}" for n in range(900))
    return _written(_bools(3), norms)


ENTANGLED: Mapping[str, Callable[[], str]] = {
    "a long chain of constraints": _chain_of_constraints,
    "random clauses": _random_clauses,
    "many thresholds of one amount": _thresholds,
    "bands of one amount": _bands,
    "two amounts compared": _two_amounts,
    "a ring of amounts with bounds": _ring_of_amounts,
    "norms over many facts": _norms_over_facts,
    "norms over two enumerations": _enumerations,
    "a long chain of concepts": _chain_of_concepts,
    "a long chain of concepts over one fact": _chain_of_one_fact,
    "a long chain of overrides": _chain_of_overrides,
}
"""Texts of policies, by what makes them hard."""


def entangled(name: str) -> Policy:
    """The policy of that name."""
    return read_policy(Source("<text>", ENTANGLED[name]()))
