"""Row by row, on every frame library, a cohort gets what the reference gives each situation, unknowns included."""

from __future__ import annotations

import warnings
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cohorts.conftest import Compared
from tests.frame_libraries import Library, columns_of

from coach_ethics.assessment.preparation import in_force, prepared
from coach_ethics.cohorts.frames import assess_frame
from coach_ethics.cohorts.translation import opened, translated
from coach_ethics.deontics.program import Kind, Program, lower, name_of
from coach_ethics.engines.columnar.outputs import TruthColumn
from coach_ethics.engines.columnar.run import evaluated
from coach_ethics.engines.reference import evaluate
from coach_ethics.findings import finding
from coach_ethics.model.conditions import Named
from coach_ethics.model.policy import Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.vocabulary import Value
from coach_ethics.testing.situation_strategies import situations
from coach_ethics.testing.strategies import Sizes, policies
from coach_ethics.testing.telling_values import telling_values

SMALL = Sizes(facts=5, parameters=2, concepts=3, acts=3, norms=5, properties=1, leaves=5)
COUNT = {"ci": (100, 4), "few": (5, 1)}.get(settings.get_current_profile_name() or "", (20, 1))
# A policy takes each library a tenth of a second, and the slow ones seconds; rows cost next to nothing.
MANY = settings(max_examples=COUNT[0])
FEW = settings(max_examples=COUNT[1])
ROWS = 100


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Policy, list[Situation], frozenset[str]]:
    """A policy, situations (a few that shrink, and many), and the facts for which there is no column."""
    policy = draw(policies(SMALL, texts=("",)))
    rows = draw(st.lists(situations(policy), min_size=1, max_size=3))
    chance = Random(draw(st.integers(0, 2**32)))
    telling = telling_values(policy)
    for _ in range(ROWS):
        rows.append(Situation({fact.name: _value(telling[fact.name], chance) for fact in policy.vocabulary}))
    left_out = draw(st.frozensets(st.sampled_from([fact.name for fact in policy.vocabulary]), max_size=1))
    return policy, rows, left_out


def _value(telling: tuple[Value, ...], chance: Random) -> Value | None:
    """A value, near the thresholds of conditions where it is a number; not known in every fourth case."""
    return None if chance.random() < 0.25 else chance.choice(telling)


Cohort = tuple[Policy, list[Situation], frozenset[str]]


@MANY
@given(cohort=cohorts())
def test_every_status_and_truth(libraries: tuple[Library, ...], compared: Compared, cohort: Cohort) -> None:
    for library in libraries:
        _holds(library, cohort)
        compared(library, len(cohort[1]))


@FEW
@given(cohort=cohorts())
def test_every_status_and_truth_on_slow_libraries(slow_library: Library, compared: Compared, cohort: Cohort) -> None:
    _holds(slow_library, cohort)
    compared(slow_library, len(cohort[1]))


def _holds(library: Library, cohort: Cohort) -> None:
    policy, rows, left_out = cohort
    program = lower(policy)
    known = [Situation({name: row[name] for name in row if name not in left_out}) for row in rows]
    facts = [fact for fact in policy.vocabulary if fact.name not in left_out]
    frame = library.make(columns_of([row.values for row in known], facts), policy.vocabulary)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # facts without a column are told of, and counted as not known
        found = _read(library, _everything(frame, policy))
        # Eager frames of so few rows are sliced into bits, unless an engine is named.
        written = found if library.lazy else _read(library, _everything(frame, policy, engine="columnar"))
        truths = _read(library, _every_name(frame, policy, program))
    assert found == written
    for row, assessed, said in zip(known, found, truths, strict=True):
        meaning = evaluate(program, row)
        _same({name: said[f"truth {at}"] for at, name in enumerate(meaning)}, meaning)
        _same(assessed, _expected(policy, program, meaning))
        assert {name: assessed[name] for name in row} == dict(row.values)


def _everything(frame: Any, policy: Policy, engine: str | None = None) -> Any:
    return assess_frame(frame, policy, concepts=True, norms=True, conflicts=True, advice=True, engine=engine)


def _every_name(frame: Any, policy: Policy, program: Program) -> Any:
    """A column for every name in the program."""
    outputs = tuple(TruthColumn(f"truth {at}", Named(each.name)) for at, each in enumerate(program.definitions))
    table = opened(frame)
    return evaluated(table, translated(table, program, outputs, {}, check=True))


def _read(library: Library, frame: Any) -> list[dict[str, Any]]:
    """The rows in the order in which they were made."""
    return sorted(library.read(frame), key=lambda row: int(row["row"]))


def _expected(policy: Policy, program: Program, meaning: dict[str, bool | None]) -> dict[str, object]:
    verdicts = (Kind.REQUIRED, Kind.FORBIDDEN, Kind.PERMISSION)
    findings = {act.name: finding(*(meaning[name_of(kind, act.name)] for kind in verdicts)) for act in policy.acts}
    conflicts = [each for each in program.definitions if each.kind is Kind.CONFLICT]
    asides = [each for each in program.definitions if each.kind in (Kind.ADVISED, Kind.ADVISED_AGAINST, Kind.EXEMPT)]
    return {
        **{f"ethics_{act}": found.status.value for act, found in findings.items()},
        **{f"ethics_concept_{concept.name}": meaning[concept.name] for concept in policy.concepts},
        **{f"ethics_norm_{norm.name}": meaning[in_force(norm.name)] for norm in policy.norms},
        **{f"ethics_conflict_{'_'.join(sorted(each.subject))}": meaning[each.name] for each in conflicts},
        **{f"ethics_{each.kind}_{each.subject[0]}": meaning[each.name] for each in asides},
    }


def _same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Equal, with truth values that are truth values: 1 is not True here."""
    differences = {
        name: (found[name], value)
        for name, value in expected.items()
        if found[name] != value or isinstance(found[name], bool) is not isinstance(value, bool)
    }
    assert not differences


def test_a_shipped_policy(library: Library, compared: Compared) -> None:
    """The scenarios of a shipped policy, as the rows of a frame."""
    policy = prepared("collusion" if library.slow else "essay", "reference").policy
    rows = [Situation(dict(scenario.given)) for scenario in policy.scenarios]
    _holds(library, (policy, rows, frozenset()))
    compared(library, len(rows))
