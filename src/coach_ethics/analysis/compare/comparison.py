"""How several policies differ, over all possible situations: what each says of an act, where, and by which norms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import comb
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen

from coach_ethics.analysis.compare.advice import AdviceDifference, advice_differences
from coach_ethics.analysis.compare.changes import PartChange, are_versions, part_changes
from coach_ethics.analysis.compare.companions import CompanionDifference, companion_differences, coupled_alike
from coach_ethics.analysis.compare.courses import course_session, course_told_apart
from coach_ethics.analysis.compare.difference import MOST_STEPS, SECONDS
from coach_ethics.analysis.compare.divergences import Divergence, DivergenceSearch
from coach_ethics.analysis.compare.shares import Shares
from coach_ethics.analysis.limits import limited
from coach_ethics.analysis.proofs.answers import ProofAnswer, Proved
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.arguments import takes
from coach_ethics.coaching.policies import policy_named
from coach_ethics.deontics.minimal import Budget
from coach_ethics.displays import as_html, brief
from coach_ethics.model.answers import Undecided, Unsure
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.marginals import Marginal, faulty_marginals
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, did_you_mean, quoted
from coach_ethics.reasoning.joint import JointProgram, Member, join, say_alike, speakers

MOST_REGIONS = 24
"""How many regions of one act are looked for, unless told otherwise."""


@frozen
class Compared:
    """A policy that was compared: what it is called, and the acts that only it has."""

    title: str
    name: str
    version: str
    digest: str
    own_acts: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called where nothing is quoted."""
        return self.title.replace("`", "")


@frozen
class CourseComparison:
    """Whether two policies, by their labels, allow the same courses, wherever no status and no companion tells them
    apart.

    Where they don't, the answer is refuted by a witness: it says which course only one of them allows, and where.

    """

    policies: tuple[str, str]
    answer: ProofAnswer


@frozen
class PolicyComparison:
    """Where policies differ, act by act, the largest divergence first; over what goes with an act (`companions`); over
    what is said beside statuses (`advice`); and whether the rest allow the same courses.

    With `shared_only`, acts that only one policy mentions were left aside. `more` are acts with more regions than
    were looked for, `undecided` those for which the solver gave no answer. `policies` and `courses` stand in the order
    in which the policies were given. `changes` are what was written otherwise in the second of two versions of a
    policy, where every act was compared. By `marginals`, where there are any, shares are weighed.

    >>> import coach_ethics as ce
    >>> ce.compare("essay", "essay").agree
    True
    """

    policies: tuple[Compared, ...]
    divergences: tuple[Divergence, ...]
    companions: tuple[CompanionDifference, ...]
    advice: tuple[AdviceDifference, ...]
    courses: tuple[CourseComparison, ...]
    more: tuple[str, ...]
    undecided: tuple[tuple[str, Undecided], ...]
    shared_only: bool
    changes: tuple[PartChange, ...]
    joint: JointProgram = field(eq=False, repr=False)
    marginals: Mapping[str, Marginal] = field(eq=False, repr=False)

    __repr__ = brief
    _repr_html_ = as_html

    @property
    def agree(self) -> bool:
        """Whether it was proved that the policies say the same of every act that was looked at, and of what goes with
        it, advise the same, and allow the same courses as far as these are about such acts."""
        return self.demand_alike and not self.advice

    @property
    def demand_alike(self) -> bool:
        """Whether it was proved that the policies agree, but for what they say beside statuses."""
        same = all(isinstance(each.answer, Proved) for each in self.courses)
        return same and not self.divergences and not self.companions and not self.undecided

    @property
    def language(self) -> str:
        """The language that it is told in: that of the policies, where they are all in one; else empty."""
        spoken = {each.policy.language for each in self.joint.members}
        return spoken.pop() if len(spoken) == 1 else ""

    @property
    def alone(self) -> Mapping[str, str]:
        """The acts that only one policy mentions, with its label."""
        return {act: each.label for each in self.policies for act in each.own_acts}


Told: TypeAlias = Callable[[str], None]
"""Who wants to hear of each act as it is looked at."""


@takes(
    one=Policy | str | Path,
    other=Policy | str | Path,
    acts=str | Iterable[str] | None,
    regions=int,
    timeout=int | float,
    called=Sequence[str] | None,
    marginals=Mapping | None,
)
def compare(
    one: Policy | str | Path,
    other: Policy | str | Path,
    *more: Policy | str | Path,
    acts: str | Iterable[str] | None = None,
    shared_only: bool = False,
    opposed_only: bool = False,
    regions: int = MOST_REGIONS,
    timeout: float = SECONDS,
    called: Sequence[str] | None = None,
    marginals: Mapping[str, Marginal] | None = None,
    told: Told | None = None,
    language: str | None = None,
) -> PolicyComparison:
    """Where two or more policies differ, over the facts of all of them and all possible situations.

    Each policy may be a policy, or the name, path or text of one; two of them may be versions of one code. `acts`
    are those to compare (or the one), by default all. Policies that lack an act are left aside, but on an act that
    only one has, the others are silent; with `shared_only`, such acts are skipped. With `opposed_only`, it is no
    divergence that one policy permits what another doesn't mention. `regions` is how many regions of one act to
    look for; each divergence has at least one. `timeout` is in seconds: what isn't answered by then is undecided.
    `called` are the names of the policies in sentences, by default their own. `marginals` say how often facts have
    their values, for the shares, as they do for `sample`: weights of values, or the share of true; without them, each
    combination counts once. `told` is called with each act as it is compared. The comparison is told in `language`, as
    far as catalogues translate the policies: see `load_policy`.

    Raises PolicyProblems where a policy can't be read or closed (D301) or two of them declare a fact in ways that
    can't be compared (Z201), CaseProblems for an act that none has (A101) and marginals that can't be (K116),
    Problems (Z101) where z3 isn't installed.

    >>> import coach_ethics as ce
    >>> found = ce.compare("icf-2020", "icf-2025", acts=["name_client"])
    >>> [(policy.label, str(status)) for policy, (status, _) in zip(found.policies, found.divergences[0].said)]
    [('icf-2020', 'unregulated'), ('icf-2025', 'forbidden')]
    """
    policies = [policy_named(each, language=language) for each in (one, other, *more)]
    joint = join(policies, called)
    asked = _asked(joint, acts)
    wanted = [act for act in asked if not shared_only or len(speakers(joint, act)) > 1]
    if faulty := list(faulty_marginals(marginals or {}, joint.program.vocabulary)):
        raise CaseProblems(faulty)
    # Whoever asks for more regions, or compares more pairs, asks for more work.
    budget = limited(MOST_STEPS * comb(len(policies), 2) * max(1, regions // MOST_REGIONS), timeout)
    session = open_session(joint.program, joint.constraints, budget)
    shares = Shares(joint.program, joint.constraints, marginals)
    found: list[Divergence] = []
    cut: list[str] = []
    undecided: list[tuple[str, Undecided]] = []
    for act in wanted:
        if told is not None:
            told(act)
        search = DivergenceSearch(joint, session, act, opposed_only=opposed_only)
        try:
            search.search(regions)
        except Unsure as unsure:
            undecided.append((act, Undecided(unsure.reason)))
        divergences = search.divergences(shares)
        found += divergences
        if not search.complete or any(each.left for each in divergences):
            cut.append(act)
    coupled: list[CompanionDifference] = []
    advice: list[AdviceDifference] = []
    for act in wanted:
        try:
            coupled += companion_differences(joint, session, [act], shares)
            advice += advice_differences(joint, session, [act])
        except Unsure as unsure:
            undecided.append((act, Undecided(unsure.reason)))
    courses = tuple(_courses(joint, wanted, shared_only, found, coupled, budget))
    compared = tuple(_compared(joint, each, asked) for each in joint.members)
    versions = len(policies) == 2 and acts is None and are_versions(*policies)
    changes = part_changes(*policies) if versions else ()
    return PolicyComparison(
        compared,
        tuple(found),
        tuple(coupled),
        tuple(advice),
        courses,
        tuple(cut),
        tuple(undecided),
        shared_only,
        changes,
        joint,
        dict(marginals or {}),
    )


def _asked(joint: JointProgram, acts: str | Iterable[str] | None) -> tuple[str, ...]:
    """The acts that are asked about, in the order of the policies. Raises CaseProblems (A101)."""
    if acts is None:
        return joint.acts
    asked = dict.fromkeys([acts] if isinstance(acts, str) else acts)
    for act in asked:
        if act not in joint.acts:
            help_ = did_you_mean(act, joint.acts) or f"their acts are {', '.join(sorted(joint.acts))}"
            raise CaseProblems([Problem("A101", f"`{quoted(act)}` is an act of none of these policies", help=help_)])
    return tuple(act for act in joint.acts if act in asked)


def _compared(joint: JointProgram, member: Member, asked: Iterable[str]) -> Compared:
    policy = member.policy
    own = (act for act in asked if speakers(joint, act) == (member,))
    return Compared(member.title, policy.name, policy.version, meaning_digest(policy), tuple(own))


def _courses(
    joint: JointProgram,
    wanted: Collection[str],
    shared_only: bool,
    found: Collection[Divergence],
    coupled: Collection[CompanionDifference],
    budget: Budget,
) -> Iterator[CourseComparison]:
    session = course_session(joint, budget)
    for one, other in combinations(range(len(joint.members)), 2):
        sides = joint.members[one], joint.members[other]
        over = [act for act in joint.acts if _compared_over(joint, act, sides, shared_only)]
        about = [act for act in over if act in wanted]
        apart = {each.act for each in found if each.act in about and each.said[one] != each.said[other]}
        alike = [(act, say_alike(act, sides)) for act in apart]
        alike += [(each.act, coupled_alike(each, sides)) for each in coupled if _between(each, sides)]
        answer = course_told_apart(joint, sides, over, about, alike, session)
        yield CourseComparison((sides[0].label, sides[1].label), answer)


def _between(difference: CompanionDifference, sides: tuple[Member, Member]) -> bool:
    """Whether a difference is one between these two."""
    labels = {side.label for side in sides}
    return not labels.isdisjoint(difference.said) and not labels.isdisjoint(difference.unsaid)


def _compared_over(joint: JointProgram, act: str, sides: tuple[Member, Member], shared_only: bool) -> bool:
    """Whether two policies are compared over an act: both have it, or one of them and none of all the others."""
    having = speakers(joint, act)
    return set(sides) <= set(having) or (not shared_only and len(having) == 1 and having[0] in sides)
