"""Codes compared with published judgements: each option of a published case under the codes, and whether they agree.

An option names acts that it does, and acts that it leaves undone. It is ruled out where a norm forbids what it does or
calls for what it leaves undone, or where no course that does so much meets the norms that bear on it together. What has
to go with it is told beside the answer; what else the engagement would ask for is no part of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import assert_never

from attrs import frozen

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assessment.judge import Breach, judge
from coach_ethics.assessment.presumed import PresumedJudgement
from coach_ethics.cli.policy_named import asked_policies
from coach_ethics.deontics.courses import choices, demands_in_force
from coach_ethics.deontics.demands import Demand, parts
from coach_ethics.model.modality import TRAITS
from coach_ethics.model.policy import Norm, Policy
from coach_ethics.model.vocabulary import Value
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics_studies.validation.cases import LeftOut, PublishedCase, PublishedOption, PublishedVerdict, Scoring


class CodeAnswer(StrEnum):
    """What a code makes of an option."""

    PERMISSIBLE = "permissible"
    IMPERMISSIBLE = "impermissible"
    UNDETERMINED = "undetermined"
    SILENT = "silent"


class OptionOutcome(StrEnum):
    """How a code's answer stands to the source's verdict.

    `open`: it depends on facts that the source leaves out. `silent`: the code knows none of the acts. `unscored`: the
    source rejects the option only because it isn't the key, and so judges nothing that a code could agree with.
    """

    AGREES = "agrees"
    DISAGREES = "disagrees"
    OPEN = "open"
    SILENT = "silent"
    UNSCORED = "unscored"


@frozen
class Held:
    """An option held to a code: the answer, the norms that count against it, and the facts that an answer waits for.

    `going_with` are acts that must be done with it, of which the source says nothing. `spoken` says that a norm is
    in force behind the answer; else the code merely has nothing against the option. `presumed` is what presumptions
    make of an option that is undetermined; it doesn't count as an answer.
    """

    case: PublishedCase
    option: PublishedOption
    policy: Policy
    answer: CodeAnswer
    outcome: OptionOutcome
    norms: tuple[str, ...]
    waits_for: tuple[str, ...]
    spoken: bool
    going_with: tuple[str, ...] = ()
    presumed: PresumedJudgement | None = None

    @property
    def asked_rightly(self) -> bool:
        """Whether the code stays open just where the source leaves out what it turns on, and names it."""
        wanted = frozenset(self.option.expect_open)
        return bool(wanted) and self.answer is CodeAnswer.UNDETERMINED and wanted <= frozenset(self.waits_for)


@frozen
class Validation:
    """All published cases: what was held to the codes, and what wasn't, with the reason in the case.

    `practice` is what was also held to policies of this project that no source cites: it is counted by itself.
    """

    held: tuple[Held, ...]
    not_put: tuple[PublishedCase, ...]
    left_out: tuple[tuple[PublishedCase, LeftOut], ...] = ()
    practice: tuple[Held, ...] = ()

    def outcomes(self, held: Iterable[Held] | None = None) -> Mapping[OptionOutcome, int]:
        """How often each outcome came about, over all or some of what was held."""
        counted = dict.fromkeys(OptionOutcome, 0)
        for each in self.held if held is None else held:
            counted[each.outcome] += 1
        return counted


def distinct(held: Iterable[Held]) -> int:
    """How many of them ask a code something of its own: the same facts, acts and verdict, asked again, count once."""
    return len({_encoding(each) for each in held})


def _encoding(each: Held) -> tuple[object, ...]:
    option = each.option
    facts = frozenset({**each.case.put, **option.given}.items())
    wanted = option.verdict in (PublishedVerdict.BEST, PublishedVerdict.ACCEPTABLE)
    return (each.policy.name, facts, frozenset(option.does), frozenset(option.omits), option.beyond, wanted)


def validate(
    cases: Sequence[PublishedCase], policies: Sequence[Policy] = (), *, engine: str | None = None
) -> Validation:
    """Every published case put to the policies given or, where none is, to the codes that it names.

    Raises PolicyProblems where there is no such code, CaseProblems where the facts of a case don't fit it.
    """
    if len({policy.name for policy in policies}) < len(policies):
        message = "two of the policies have one and the same name"
        raise PolicyProblems([Problem("N109", message, help="name each policy once, or give one another name")])
    named = dict.fromkeys(code for case in cases for code in (*case.codes, *case.practice))
    codes = dict(zip(named, asked_policies(named), strict=True)) if not policies else {}
    among = policies or tuple(codes.values())

    def held(names: Callable[[PublishedCase], Sequence[str]]) -> Iterator[Held]:
        for case in cases:
            for option in case.held:
                for policy in policies or [codes[name] for name in names(case)]:
                    yield _held(case, option, policy, among, engine)

    return Validation(
        held=tuple(held(lambda case: case.codes)),
        not_put=tuple(case for case in cases if case.not_put),
        left_out=tuple((case, each) for case in cases for each in case.left_out),
        practice=() if policies else tuple(held(lambda case: case.practice)),
    )


def _held(
    case: PublishedCase, option: PublishedOption, policy: Policy, among: Iterable[Policy], engine: str | None
) -> Held:
    known = frozenset(act.name for act in policy.acts)
    does, omits = frozenset(option.does) & known, frozenset(option.omits) & known
    if not does and not omits:
        return Held(case, option, policy, CodeAnswer.SILENT, OptionOutcome.SILENT, (), (), False)
    result = assess(_facts(case, option, among, policy), policy, engine=engine)
    judged = judge(result, does)
    against = [breach for breach in judged.breaches if _counts(breach, does, omits)]
    if not against and not _possible(result, does, omits):
        against = [breach for breach in judged.breaches if breach.through] or list(judged.breaches)
    may_be = [breach for breach in judged.open_breaches if _counts(breach, does, omits)]
    answer = CodeAnswer.IMPERMISSIBLE if against else CodeAnswer.UNDETERMINED if may_be else CodeAnswer.PERMISSIBLE
    waits_for = () if against else tuple(dict.fromkeys(fact for breach in may_be for fact in breach.waits_for))
    norms = tuple(breach.norm.name for breach in against or may_be)
    spoken = bool(against) or any(_supports(norm, does, omits) for norm in policy.norms if result.norms[norm.name])
    going = () if against else tuple(_going_with(result, does))
    presumed = result.presumed.breaching(norms) if answer is CodeAnswer.UNDETERMINED else None
    outcome = _outcome(case, option, answer)
    return Held(case, option, policy, answer, outcome, norms, waits_for, spoken, going, presumed)


def _facts(case: PublishedCase, option: PublishedOption, among: Iterable[Policy], policy: Policy) -> dict[str, Value]:
    """The facts of the case and of the option, without those that only another of the codes declares."""
    of_others = {fact.name for other in among for fact in other.vocabulary} - policy.vocabulary.by_name.keys()
    return {fact: value for fact, value in {**case.put, **option.given}.items() if fact not in of_others}


def _counts(breach: Breach, does: frozenset[str], omits: frozenset[str]) -> bool:
    """Whether a breach comes of what the option says: of its acts, or of one that it leaves undone."""
    if breach.undone:
        return any(acts <= omits for acts in breach.undone)
    return bool(breach.through) and frozenset(breach.through) <= does


def _possible(result: Assessment, does: frozenset[str], omits: frozenset[str]) -> bool:
    """Whether a course that does so much, and leaves so much undone, meets the norms in force that bear on it.

    Where these can't all be met whatever is done, that says nothing of the option.
    """
    demands = demands_in_force(result.prepared.policy, result.norms_in_force)
    option = (
        *(Demand(frozenset(), frozenset({act})) for act in does),
        *(Demand(frozenset({act}), frozenset()) for act in omits),
    )
    concerned = [part for part in parts((*demands, *option)) if not set(option).isdisjoint(part)]
    for part in concerned:
        alone = [demand for demand in part if demand not in option]
        try:
            if not choices(part) and choices(alone):
                return False
        except PolicyProblems:  # too many to list: so there are some
            continue
    return True


def _going_with(result: Assessment, does: frozenset[str]) -> Iterator[str]:
    """What must be done by whoever does these acts, unless it must be done whatever else is."""
    going = (each for act in sorted(does) for each in result.companions.get(act, ()))
    yield from dict.fromkeys(
        each.act for each in going if each.required and each.truth and not each.advised and each.act not in does
    )


def _supports(norm: Norm, does: frozenset[str], omits: frozenset[str]) -> bool:
    """Whether a norm asks for, or lets the coach do, what the option does, or forbids what it leaves undone."""
    return bool(frozenset(norm.acts) & (omits if TRAITS[norm.modality].forbids else does))


def _outcome(case: PublishedCase, option: PublishedOption, answer: CodeAnswer) -> OptionOutcome:
    wanted = option.verdict in (PublishedVerdict.BEST, PublishedVerdict.ACCEPTABLE)
    match answer:
        case CodeAnswer.UNDETERMINED:
            return OptionOutcome.OPEN
        case CodeAnswer.SILENT:
            return OptionOutcome.SILENT
        case _ if not wanted and case.scoring is Scoring.KEYED:
            return OptionOutcome.UNSCORED
        case CodeAnswer.PERMISSIBLE:
            return OptionOutcome.AGREES if wanted else OptionOutcome.DISAGREES
        case CodeAnswer.IMPERMISSIBLE:
            return OptionOutcome.DISAGREES if wanted else OptionOutcome.AGREES
        case _:
            assert_never(answer)
