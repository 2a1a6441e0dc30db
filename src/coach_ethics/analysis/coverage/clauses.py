"""How much of a code is encoded: its clauses, norms and facts; and codes side by side, theme by theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from coach_ethics.analysis.coverage.conditions import condition_coverage
from coach_ethics.analysis.coverage.themes import OwnFact, Theme, Themes, own_facts_used
from coach_ethics.analysis.lints.mentions import facts_mentioned
from coach_ethics.analysis.proofs.clauses import Standing, standings, whole_text_read
from coach_ethics.assessment.assess import assess
from coach_ethics.deontics.calls import called_for_in_force
from coach_ethics.displays import brief
from coach_ethics.findings import Finding, Status
from coach_ethics.language.world import world_of
from coach_ethics.model.added_values import alike
from coach_ethics.model.policy import Clause, Policy
from coach_ethics.model.situation import Situation
from coach_ethics.model.titles import labels_of
from coach_ethics.reasoning.asides import Aside
from coach_ethics.reasoning.companions import Companion


@frozen
class CodeCoverage:
    """What has become of a code's clauses, and what of its norms and conditions the scenarios show.

    `partly` are clauses that are encoded and say why not wholly. `without_scenario` are norms in force in none of the
    scenarios; `without_clause` norms that no clause names, which say more than the code has been said to say.
    `seen` of `conditions` were seen true and false by scenarios.
    """

    policy: Policy
    clauses: Mapping[Standing, tuple[Clause, ...]]
    partly: tuple[Clause, ...]
    without_scenario: tuple[str, ...]
    without_clause: tuple[str, ...]
    facts: frozenset[str]
    seen: int
    conditions: int

    @property
    def whole_text_read(self) -> bool:
        """Whether no clause awaits its text, of the code or of one that it extends."""
        return whole_text_read(self.policy)


@frozen
class ThemeCell:
    """What a code says on a theme: None where it has no such act; and what must go with the act, unless forbidden.

    `asides` are what it says of the act beside its status.
    """

    policy: Policy
    finding: Finding | None
    norms: tuple[str, ...]
    companions: tuple[Companion, ...] = ()
    asides: tuple[Aside, ...] = ()


@frozen
class CodesCoverage:
    """Codes and how much of each is encoded; the facts that none of them uses; and the themes, a row of cells each.

    Facts that only other policies, engagements or constraints use are unused as far as these codes go. `own_facts` are
    those of the codes' own that were taken to follow shared ones.
    """

    codes: tuple[CodeCoverage, ...]
    unused_facts: tuple[str, ...]
    matrix: tuple[tuple[Theme, tuple[ThemeCell, ...]], ...]
    own_facts: tuple[OwnFact, ...] = ()

    __repr__ = brief

    @property
    def labels(self) -> tuple[str, ...]:
        """What the codes are called, each otherwise, though they be versions of one."""
        return labels_of([code.policy for code in self.codes])


def coverage(policies: Sequence[Policy], themes: Themes | None = None) -> CodesCoverage:
    """How much of each code is encoded, and what they say on themes. Raises PolicyProblems (D301)."""
    policies = alike(policies)
    codes = tuple(map(code_coverage, policies))
    used = frozenset[str]().union(*(code.facts for code in codes))
    given = dict.fromkeys(fact.name for policy in policies for fact in world_of(policy).vocabulary)
    unused = tuple(name for name in given if name not in used)
    asked = themes or Themes()
    return CodesCoverage(codes, unused, themes_by_codes(policies, asked), tuple(own_facts_used(asked, policies)))


def themes_by_codes(policies: Sequence[Policy], themes: Themes) -> tuple[tuple[Theme, tuple[ThemeCell, ...]], ...]:
    """What codes say on themes: a row of cells for each. Raises PolicyProblems (D301)."""
    return tuple((theme, tuple(_cell(theme, policy, themes) for policy in policies)) for theme in themes.themes)


def code_coverage(policy: Policy) -> CodeCoverage:
    """How much of one code is encoded. Raises PolicyProblems (D301) where it can't be closed."""
    clauses = standings(policy)
    named = frozenset(norm for clause in policy.clauses for norm in clause.norms)
    conditions = condition_coverage(policy)
    return CodeCoverage(
        policy,
        clauses,
        tuple(clause for clause in clauses[Standing.ENCODED] if clause.not_encoded),
        tuple(_without_scenario(policy)),
        tuple(norm.name for norm in policy.norms if norm.origin == policy.name and norm.name not in named),
        facts_mentioned(policy),
        sum(each.whole for each in conditions),
        len(conditions),
    )


def _without_scenario(policy: Policy) -> Iterator[str]:
    results = [assess(Situation(dict(each.given)), policy, engine="reference") for each in policy.scenarios]
    for norm in policy.norms:
        if norm.origin == policy.name and not any(result.norms[norm.name] for result in results):
            yield norm.name


def _cell(theme: Theme, policy: Policy, themes: Themes) -> ThemeCell:
    act = themes.act_of(theme, policy)
    if act is None:
        return ThemeCell(policy, None, ())
    result = assess(themes.situation(theme, policy), policy)
    grounds = result.why(act).grounds
    norms = dict.fromkeys(each.norm.name for ground in grounds for each in ground.norms)
    found = result.findings[act]
    chosen = called_for_in_force(act, policy, result.norms) if found.status is Status.UNREGULATED else ()
    companions = () if found.status is Status.FORBIDDEN else result.companions.get(act, ())
    return ThemeCell(policy, found, tuple(norms) or chosen, companions, result.asides.get(act, ()))
