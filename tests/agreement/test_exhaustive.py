"""Small worlds, whole: every condition and every policy up to a size, in every situation over its facts.

The run tells how many there were, and `docs/engines.md` quotes the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from tests.counting import Counted

from coach_ethics.deontics.program import Definition, Kind, Program, lower
from coach_ethics.engines import prepare
from coach_ethics.engines.bitsliced.translate import AskedTruth, translate
from coach_ethics.engines.bitsliced.whole_numbers import run
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import Truths
from coach_ethics.model.conditions import (
    FALSE,
    TRUE,
    And,
    Comparison,
    Condition,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
)
from coach_ethics.model.policy import Act, Modality, Norm, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, Integer, Vocabulary, domain
from coach_ethics.reasoning.joint import join_programs

Each = TypeVar("Each")

WHOLE = settings.get_current_profile_name() == "ci"
LIKELIHOOD = Enumeration(("none", "possible", "likely"), ordered=True)
COUNT = Integer(0, 2)
HARM = FactTerm("harm.likelihood", LIKELIHOOD)


def every_situation(vocabulary: Vocabulary) -> list[Situation]:
    """Every assignment of a value, or of not known, to every fact."""
    names = [fact.name for fact in vocabulary]
    values = [(None, *domain(fact.type)) for fact in vocabulary]
    return [Situation(dict(zip(names, each, strict=True))) for each in product(*values)]


def leaves() -> list[Condition]:
    """Both constants, both Booleans, every comparison and every membership of one ordered enumeration of three."""
    compared = [Comparison(HARM, each, Literal(value)) for each in Operator for value in LIKELIHOOD.values]
    turned = [Comparison(Literal(value), each, HARM) for each in Operator for value in LIKELIHOOD.values]
    sets = [each for size in (1, 2, 3) for each in combinations(LIKELIHOOD.values, size)]
    members: list[Condition] = [Membership(HARM, each) for each in sets]
    return [TRUE, FALSE, Holds("trust.given"), Holds("trust.kept"), *compared, *turned, *members]


def by_size(atoms: Sequence[Condition], largest: int) -> dict[int, list[Condition]]:
    """Every condition over the atoms, by its number of nodes; `and` and `or` have two operands."""
    found: dict[int, list[Condition]] = {1: list(atoms)}
    for size in range(2, largest + 1):
        found[size] = [Not(each) for each in found[size - 1]]
        for left in range(1, size - 1):
            for pair in product(found[left], found[size - 1 - left]):
                found[size] += [And(pair), Or(pair)]
    return found


BOOLEANS = Vocabulary((Fact("trust.given", Boolean()), Fact("trust.kept", Boolean())))
WORLD = Vocabulary((*BOOLEANS, Fact("harm.likelihood", LIKELIHOOD)))
TWINS = Vocabulary(
    (
        Fact("one.harm", LIKELIHOOD),
        Fact("other.harm", LIKELIHOOD),
        Fact("one.count", COUNT),
        Fact("other.count", Integer(1, 3)),
    )
)


def between_facts() -> list[Condition]:
    """Every comparison of two facts of one type with each other, or of a fact with itself."""
    pairs = [
        *product([FactTerm("one.harm", LIKELIHOOD), FactTerm("other.harm", LIKELIHOOD)], repeat=2),
        *product([FactTerm("one.count", COUNT), FactTerm("other.count", Integer(1, 3))], repeat=2),
    ]
    return [Comparison(left, each, right) for left, right in pairs for each in Operator]


CONDITIONS: dict[str, tuple[Vocabulary, list[Condition]]] = {
    "every condition of at most 3 nodes over all 47 leaves": (
        WORLD,
        [each for some in by_size(leaves(), 3).values() for each in some],
    ),
    "every condition of at most 6 nodes over two Booleans": (
        BOOLEANS,
        [each for some in by_size(leaves()[2:4], 6).values() for each in some],
    ),
    "every condition of at most 3 nodes over comparisons of facts with facts": (
        TWINS,
        [each for some in by_size(between_facts(), 3).values() for each in some],
    ),
}


@pytest.mark.parametrize("world", CONDITIONS)
def test_every_small_condition_in_every_situation(strides: Mapping[str, int], world: str, counted: Counted) -> None:
    vocabulary, conditions = CONDITIONS[world]
    situations = every_situation(vocabulary)
    chosen = conditions if WHOLE else conditions[:: max(1, len(conditions) // 400)]
    named = [Definition(f"c{at}", Kind.CONCEPT, (f"c{at}",), each) for at, each in enumerate(chosen)]
    asked = dict.fromkeys(strides, 0)
    for group in _parts(named, ONCE):
        whole = Program(vocabulary, tuple(group))
        meanings = _meanings(whole, situations)
        _circuits_agree(whole, situations, meanings)
        for engine, stride in strides.items():
            program = Program(vocabulary, tuple(group[::stride]))
            _agree(engine, program, situations, meanings)
            asked[engine] += len(program.definitions)
    for engine, number in asked.items():
        counted(f"{world}, on which {engine} means what reference means", _figure(number, conditions, situations))


def test_every_pair_of_conditions_of_one_fact_over_names(strides: Mapping[str, int]) -> None:
    """A name used by a later name, true, false and unknown: every condition of at most 4 nodes over two names."""
    atoms: list[Condition] = [Named("given"), Named("kept")]
    conditions = [each for some in by_size(atoms, 4).values() for each in some]
    definitions = (
        Definition("given", Kind.CONCEPT, ("given",), Not(Holds("trust.given"))),
        Definition("kept", Kind.CONCEPT, ("kept",), Or((Holds("trust.kept"), Not(Holds("trust.kept"))))),
        *(Definition(f"c{at}", Kind.CONCEPT, (f"c{at}",), each) for at, each in enumerate(conditions)),
    )
    program, situations = Program(BOOLEANS, definitions), every_situation(BOOLEANS)
    for engine in strides:
        _agree(engine, program, situations, _meanings(program, situations))


NORM_FACTS = Vocabulary((Fact("trust.given", Boolean()), Fact("harm.likelihood", LIKELIHOOD)))
WHEN: tuple[Condition, ...] = (TRUE, Holds("trust.given"), Comparison(HARM, Operator.GE, Literal("likely")))
ACTS = (
    (Act("stay"), Act("leave")),
    (Act("stay", excludes=("leave",)), Act("leave")),
    (Act("stay"), Act("leave", includes=("stay",))),
)


def norms(name: str, overrides: tuple[str, ...] = ()) -> Iterator[Norm]:
    """Every shape of a norm over two acts and three conditions."""
    stay, leave = ("stay",), ("leave",)
    for modality in Modality:
        choices = [(*stay, *leave)] if modality is Modality.OBLIGATION_TO_CHOOSE else [stay, leave, (*stay, *leave)]
        for acts, when in product(choices, WHEN):
            yield Norm(name, modality, acts, when=when, overrides=overrides)
            if modality in (Modality.OBLIGATION, Modality.PROHIBITION) and len(acts) == 1:
                doing = leave if acts == stay else stay
                yield Norm(name, modality, acts, if_doing=doing, when=when, overrides=overrides)


def every_policy() -> Iterator[Policy]:
    """Every policy of at most two norms over two acts, the second overriding the first or not."""
    for acts in ACTS:
        yield Policy("small", vocabulary=NORM_FACTS, acts=acts)
        for one in norms("one"):
            yield Policy("small", vocabulary=NORM_FACTS, acts=acts, norms=(one,))
            for other in (*norms("other"), *norms("other", overrides=("one",))):
                yield Policy("small", vocabulary=NORM_FACTS, acts=acts, norms=(one, other))


def test_every_small_policy_in_every_situation(strides: Mapping[str, int], counted: Counted) -> None:
    """Side by side, in programs of many policies: each name is held to what the policy's own program means by it."""
    situations = every_situation(NORM_FACTS)
    every = tuple(every_policy())
    asked = dict.fromkeys(strides, 0)
    for group in _parts(every if WHOLE else every[::41], ONCE):
        programs = [lower(policy) for policy in group]
        meanings = [_meanings(program, situations) for program in programs]
        joint, names = join_programs(programs, NORM_FACTS)
        _circuits_agree(
            joint,
            situations,
            [
                {
                    joint_name: of_one[at][name]
                    for own, of_one in zip(names, meanings, strict=True)
                    for name, joint_name in own.items()
                }
                for at in range(len(situations))
            ],
        )
        for engine, stride in strides.items():
            _agree_side_by_side(engine, programs[::stride], situations, meanings[::stride])
            asked[engine] += len(programs[::stride])
    what = "every policy of at most two norms over two acts"
    for engine, number in asked.items():
        counted(f"{what}, on which {engine} means what reference means", _figure(number, every, situations))


def test_every_policy_of_one_norm_by_itself(strides: Mapping[str, int]) -> None:
    situations = every_situation(NORM_FACTS)
    programs = [lower(policy) for policy in every_policy() if len(policy.norms) <= 1]
    for at, program in enumerate(programs):
        meanings = _meanings(program, situations)
        for engine, stride in strides.items():
            if at % stride == 0:
                _agree(engine, program, situations, meanings)


ONCE = 200
"""So many conditions or policies are in one program: to translate a program takes more time than to evaluate it."""


def _parts(every: Sequence[Each], size: int) -> Iterator[Sequence[Each]]:
    """A sequence in parts of one size; the last may be shorter."""
    return (every[start : start + size] for start in range(0, len(every), size))


def _figure(asked: int, every: Sequence[object], situations: Sequence[Situation]) -> str:
    """How many were asked, of how many; and how many evaluations that makes."""
    return f"{asked:,} of {len(every):,} in {len(situations)} situations each: {asked * len(situations):,}"


def test_the_document_quotes_these_numbers(root: Path) -> None:
    """A world that grows or shrinks is told in `docs/engines.md`."""
    said = " ".join((root / "docs" / "engines.md").read_text("utf-8").split())
    for world, (vocabulary, conditions) in CONDITIONS.items():
        assert _quoted(len(conditions), len(every_situation(vocabulary)), "evaluations") in said, world
    policies = sum(1 for _ in every_policy())
    assert _quoted(policies, len(every_situation(NORM_FACTS)), "assessments") in said


def _quoted(number: int, situations: int, what: str) -> str:
    return f"{number:,} in {situations} situations each: {number * situations:,} {what}"


def _meanings(program: Program, situations: Sequence[Situation]) -> list[Truths]:
    """What the reference says in each situation."""
    return [evaluate(program, situation) for situation in situations]


def _agree(engine: str, program: Program, situations: Sequence[Situation], meanings: Sequence[Truths]) -> None:
    evaluator = prepare(engine, program)
    for situation, meaning in zip(situations, meanings, strict=True):
        found, meant = evaluator(situation), {each.name: meaning[each.name] for each in program.definitions}
        assert dict(found) == meant, {name: (found[name], truth) for name, truth in meant.items()}


def _circuits_agree(program: Program, situations: Sequence[Situation], meanings: Sequence[Truths]) -> None:
    """The bit-sliced engine takes every situation at once, a row each."""
    columns = {fact.name: [each[fact.name] for each in situations] for fact in program.vocabulary}
    names = [*meanings[0]]
    circuits = translate(program, columns, [AskedTruth(Named(name)) for name in names])
    for name, found in zip(names, run(circuits, columns, len(situations)), strict=True):
        assert found == [each[name] for each in meanings], name


def _agree_side_by_side(
    engine: str, programs: Sequence[Program], situations: Sequence[Situation], meanings: Sequence[Sequence[Truths]]
) -> None:
    joint, names = join_programs(programs, NORM_FACTS)
    evaluator = prepare(engine, joint)
    for at, situation in enumerate(situations):
        found = evaluator(situation)
        for own, meaning in zip(names, meanings, strict=True):
            assert {name: found[joint_name] for name, joint_name in own.items()} == meaning[at]
