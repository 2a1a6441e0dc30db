"""A scenario of a policy compared with what the policy says: the differences between expected and found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import fields, frozen

from coach_ethics.assessment.act_diagram import determined_in, still_possible, truths_in, truths_of
from coach_ethics.assessment.assess import assess_prepared
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.possible import impossibilities
from coach_ethics.assessment.preparation import Prepared, in_force, prepared_again
from coach_ethics.deontics.program import Kind, name_of, status_names
from coach_ethics.findings import DETERMINED_STATUSES, Status, Truth, Truths
from coach_ethics.language.policies.rebind import dated
from coach_ethics.model.policy import Companions, Expectation, Scenario
from coach_ethics.model.situation import Situation
from coach_ethics.reasoning.grounds import finding_of, grounds_in_force


@frozen
class ScenarioDifference:
    """One expectation that isn't met: what of (`subject`), what was expected, and what was found, in words."""

    subject: str
    expected: str
    found: str


@frozen
class ScenarioOutcome:
    """A scenario, and the differences between what it expects and what the policy says; none where it passes."""

    scenario: Scenario
    differences: tuple[ScenarioDifference, ...]

    @property
    def passed(self) -> bool:
        """Whether everything that the scenario expects was found."""
        return not self.differences


def own_scenarios(prepared: Prepared) -> tuple[Scenario, ...]:
    """The scenarios that the policy itself gives, not those of the policies that it extends."""
    return tuple(each for each in prepared.policy.scenarios if each.origin == prepared.policy.name)


def run_scenario(scenario: Scenario, prepared: Prepared) -> ScenarioOutcome:
    """Hold the scenario against the policy, of which a situation that can't be is a difference too."""
    if scenario.on is not None and any(each.values for each in prepared.policy.parameters):
        prepared = prepared_again(dated(prepared.policy, scenario.on), prepared.engine)
    situation = Situation(dict(scenario.given))
    constraints = prepared.policy.constraints
    impossible = impossibilities(situation, constraints, prepared.slices, prepared.evaluate)
    told = (ScenarioDifference("given", "possible", each.message) for each in impossible)
    if _is_of_the_whole(scenario.expect):
        found = assess_prepared(prepared, situation)
        truths = determined_in(prepared, situation).truths
        return ScenarioOutcome(
            scenario, (*told, *_differences(scenario.expect, truths), *_of_the_whole(scenario.expect, found))
        )
    truths = truths_of(prepared, situation, frozenset(_names(scenario.expect)))
    return ScenarioOutcome(scenario, (*told, *_differences(scenario.expect, truths)))


def contradicted(scenario: Scenario, prepared: Prepared) -> bool:
    """Whether what Kleene's logic is certain of isn't what the scenario expects.

    THEOREM: then the scenario fails, since what is certain is determined. It is seen sooner than what is determined.
    """
    expect, truths = scenario.expect, truths_in(prepared, Situation(dict(scenario.given)))
    names = {
        True: (*(expect.holds or ()), *map(in_force, expect.in_force or ())),
        False: (*(expect.fails or ()), *map(in_force, expect.not_in_force or ())),
    }
    if any(truths[name] is not None and truths[name] is not wanted for wanted in names for name in names[wanted]):
        return True
    beside = (
        (Kind.ADVISED, expect.advised),
        (Kind.ADVISED_AGAINST, expect.advised_against),
        (Kind.EXEMPT, expect.exempt),
    )
    told = (
        *((kind, act) for kind, acts in beside for act in acts or ()),
        *((Kind.NOTICE, n) for n in expect.notices or ()),
    )
    if any(truths.get(name_of(kind, about), False) is False for kind, about in told):
        return True
    possible = ((status, still_possible(act, truths)) for status, acts in expect.statuses for act in acts)
    return any(status not in some and (len(some) == 1 or status in DETERMINED_STATUSES) for status, some in possible)


def _is_of_the_whole(expect: Expectation) -> bool:
    """Whether it takes a whole assessment to see if this is met, and not just what is determined of some names."""
    of_names = {"statuses", "holds", "fails", "in_force", "not_in_force", "notices", "no_notices"}
    return any(getattr(expect, each.name) is not None for each in fields(Expectation) if each.name not in of_names)


def _names(expect: Expectation) -> Iterator[str]:
    """The names of a program whose truths tell whether an expectation that isn't of the whole is met."""
    for _, acts in expect.statuses:
        for act in acts:
            yield from (each.name for each in status_names(act))
    yield from (*(expect.holds or ()), *(expect.fails or ()))
    yield from map(in_force, (*(expect.in_force or ()), *(expect.not_in_force or ())))
    yield from map(_notice, (*(expect.notices or ()), *(expect.no_notices or ())))


def _notice(name: str) -> str:
    return name_of(Kind.NOTICE, name)


def _differences(expect: Expectation, found: Truths) -> Iterator[ScenarioDifference]:
    for status, acts in expect.statuses:
        for act in acts:
            if (said := finding_of(act, found).status) is not status:
                yield ScenarioDifference(act, status, said)
    yield from _truths(expect.holds, True, found, str, ("holds", "fails"))
    yield from _truths(expect.fails, False, found, str, ("holds", "fails"))
    yield from _truths(expect.in_force, True, found, in_force, ("in force", "not in force"))
    yield from _truths(expect.not_in_force, False, found, in_force, ("in force", "not in force"))
    yield from _truths(expect.notices, True, found, _notice, ("holds", "doesn't hold"))
    yield from _truths(expect.no_notices, False, found, _notice, ("holds", "doesn't hold"))


def _of_the_whole(expect: Expectation, found: Assessment) -> Iterator[ScenarioDifference]:
    # In a dilemma by cases, which duties conflict depends on what isn't known.
    torn = bool(found.conflicts) or Status.DILEMMA in found.statuses.values()
    if expect.dilemma is not None and expect.dilemma is not torn:
        conflicts = "; ".join(_listed(conflict) for conflict in found.conflicts)
        told = f"between {conflicts}" if conflicts else "one" if torn else "none"
        yield ScenarioDifference("dilemma", "one" if expect.dilemma else "none", told)
    courses = frozenset(choice.course for choice in found.choices)
    if expect.choices is not None and expect.choices != courses:
        yield ScenarioDifference("choices", _sets(expect.choices), _sets(courses))
    truths = determined_in(found.prepared, found.situation).truths if expect.grounds else {}
    for act, grounds in expect.grounds or ():
        holding = frozenset(map(frozenset, grounds_in_force(act, found.prepared.program, truths)))
        if holding != grounds:
            yield ScenarioDifference(f"grounds of {act}", _sets(grounds), _sets(holding))
    for status, acts in expect.presumed or ():
        for act in acts:
            presumed = found.presumed.acts.get(act)
            said = presumed.finding.status.value if presumed else f"not presumed, but {found.statuses[act]}"
            if said != status:
                yield ScenarioDifference(act, f"presumed {status}", said)
    yield from _companions(expect.required_with, True, found)
    yield from _companions(expect.forbidden_with, False, found)
    for words, expected, acts in (
        ("advised", expect.advised, found.advised),
        ("advised against", expect.advised_against, found.advised_against),
        ("exempt", expect.exempt, found.exempt),
    ):
        if expected is not None and (set(expected) - set(acts) or (acts and not expected)):
            yield ScenarioDifference(words, _listed(expected), _listed(acts))
    if expect.first_question is not None:
        asked = found.questions[0].fact if found.questions else "nothing"
        if asked != expect.first_question:
            yield ScenarioDifference("first question", expect.first_question, asked)


def _companions(expected: Companions | None, required: bool, found: Assessment) -> Iterator[ScenarioDifference]:
    """What is demanded of a companion whatever else is done goes with every act, so it counts where it is expected."""
    anyway = Status.REQUIRED if required else Status.FORBIDDEN
    for act, acts in expected or ():
        going = [each for each in found.companions.get(act, ()) if each.required is required and not each.advised]
        certain = [each.act for each in going if each.truth]
        missing = [each for each in acts if each not in certain and found.statuses[each] is not anyway]
        if missing or (certain and not acts):
            what = f"{'required' if required else 'forbidden'} with {act}"
            yield ScenarioDifference(what, _listed(acts), _listed(certain))


def _truths(
    said: tuple[str, ...] | None, wanted: bool, found: Truths, name_in: Callable[[str], str], words: tuple[str, str]
) -> Iterator[ScenarioDifference]:
    for name in said or ():
        value = found[name_in(name)]
        if value is not wanted:
            yield ScenarioDifference(name, words[0] if wanted else words[1], _word(value, words))


def _word(value: Truth, words: tuple[str, str]) -> str:
    return "not known" if value is None else words[0] if value else words[1]


def _sets(sets: Iterable[frozenset[str]]) -> str:
    return " or ".join(sorted(_listed(each) for each in sets)) or "none"


def _listed(names: Iterable[str]) -> str:
    return "{" + ", ".join(sorted(names)) + "}"
