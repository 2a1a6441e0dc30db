"""L022: a citation of a clause that the policy's own list of clauses doesn't have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from coach_ethics.analysis.lints.lint import Lint, Subject, warning
from coach_ethics.analysis.lints.mentions import citations
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem, did_you_mean, quoted


def _check(subject: Subject) -> Iterator[Problem]:
    policy = subject.policy
    clauses = tuple(clause.id for clause in policy.clauses)
    source = _source_of_clauses(policy, clauses)
    for cite, origin in dict.fromkeys(citations(policy)):
        if origin != policy.name or cite.source != source or not cite.place:
            continue
        fix = _several(source, cite.place, clauses)
        if fix is None and not cites_one_of(cite.place, clauses):
            fix = _instead(cite.place, clauses)
        if fix is not None:
            place = quoted(cite.place)
            yield warning("L022", f"`{source} {place}` is cited, but `clauses` has no `{place}`", cite.span, fix)


def _several(source: str, place: str, clauses: Collection[str]) -> str | None:
    """The fix for several clauses in one place."""
    parts = [part for part in re.split(r"\s*[,;]\s*|\s+and\s+", place) if part]
    whole = any(re.fullmatch(rf"(?:[^\s,;]+ )?{re.escape(clause)}", place) for clause in clauses)
    if whole or len(parts) < 2 or not all(cites_one_of(part, clauses) for part in parts):
        return None
    return f"cite each by itself: `[{', '.join(f'{source} {part}' for part in parts)}]`"


def _instead(place: str, clauses: Collection[str]) -> str:
    if len(place) > 4 and (near := did_you_mean(place, clauses)) is not None:
        return near
    listed = ", ".join(f"`{clause}`" for clause in clauses)
    return f"there is {listed}" if len(clauses) <= 12 else "cite one of the clauses, or add this one to `clauses`"


def cites_one_of(place: str, clauses: Collection[str]) -> bool:
    """Whether a place is that of a clause or lies in one: `2025 2.3`, an edition and a clause, or `55a` in `55`."""
    return any(re.search(rf"(?:^|\s){re.escape(clause)}(?![0-9])", place) for clause in clauses)


def _source_of_clauses(policy: Policy, clauses: Collection[str]) -> str | None:
    """The source whose clauses the policy lists: its only one, or that of which most citations are of such clauses."""
    if not clauses:
        return None
    if len(policy.sources) == 1:
        return policy.sources[0].name
    found = Counter(cite.source for cite, _ in citations(policy) if cites_one_of(cite.place, clauses))
    return found.most_common(1)[0][0] if found else None


LINT = Lint(
    code="L022",
    name="cited-clause",
    finds="A citation of a clause that `clauses` doesn't have, in a policy that lists the clauses of its source.",
    matters="Readers look for the clause in vain; it is a slip, or a clause that was left out.",
    example='clauses: {"1": …, "2": …}, and a norm with cites: [our-code 17]',
    instead="Cite the clause that is meant, or list the one that is missing.",
    check=_check,
)
