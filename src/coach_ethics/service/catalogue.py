"""The policies that a service answers by: those that it was given, and no file that a request names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from attrs import evolve, field, frozen

from coach_ethics.catalogues.available import available_language
from coach_ethics.coaching.policies import in_language, policy_named
from coach_ethics.kept import Kept, kept_with_first
from coach_ethics.language.editions import day_asked, editions_in
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, PolicyProblems, Problem, did_you_mean, quoted
from coach_ethics.shipped import shipped_names, shipped_paths


@frozen
class Catalogue:
    """Policies by the names under which requests ask for them: the operator's `own`, and `shipped` ones.

    `families` has the names that stand for several editions of a shipped policy, of which the day tells one. What was
    looked up once stays as it was then, whatever becomes of its file.
    """

    own: Mapping[str, Policy]
    shipped: frozenset[str]
    families: frozenset[str]
    kept: Kept = field(init=False, factory=dict, repr=False, eq=False)

    def named(self, name: str, on: date | None = None, language: str | None = None) -> Policy:
        """The policy of a name, on a day, with its texts in a language.

        Raises CaseProblems where it isn't served (X407), and for a language without a catalogue (M301, M303).
        """
        found = _named(self, name, on, day_asked(None))
        return found if language is None else told_in(found, language)

    def every(self, language: str | None = None) -> tuple[Policy, ...]:
        """All policies, by their names; their texts in a language. Raises CaseProblems as `named` does."""
        return tuple(self.named(name, language=language) for name in sorted({*self.own, *self.shipped}))


@kept_with_first(256)
def _named(served: Catalogue, name: str, on: date | None, today: date) -> Policy:
    """The policy of a name on a day; where no day is asked about, it may still change from day to day."""
    if name in served.own:
        return policy_named(served.own[name], on=on)
    if name in served.shipped | served.families and (found := policy_named(name, on=on)).name in served.shipped:
        return found
    names = sorted({*served.own, *served.shipped, *served.families})
    help_ = did_you_mean(name, names) or f"there is {', '.join(f'`{each}`' for each in names)}"
    raise CaseProblems([Problem("X407", f"no policy `{quoted(name)}` is served here", help=help_, path="$.policy")])


def told_in(policy: Policy, language: str) -> Policy:
    """A policy with its texts in a language, as far as they are translated.

    Raises CaseProblems for what is no language (M301), and where neither the policy nor the library has a catalogue in
    it (M303): who asks for a language that isn't there should hear of it, and not get English in silence.
    """
    try:
        tag = available_language(policy.untranslated or policy, language)
    except PolicyProblems as found:
        raise CaseProblems([evolve(each, path=_LANGUAGE) for each in found.problems]) from None
    return in_language(policy, tag)


_LANGUAGE = "$.language"


def catalogue(policies: Iterable[Policy | str | Path] | None = None) -> Catalogue:
    """The catalogue of these policies: each a policy, the name of a shipped one or of a family, or a path.

    By default, it has all shipped policies. Raises PolicyProblems where one can't be read.
    """
    if isinstance(policies, str):
        policies = [policies]
    own: dict[str, Policy] = {}
    asked: set[str] = set(shipped_names()) if policies is None else set()
    for each in () if policies is None else policies:
        if isinstance(each, str) and "\n" not in each:
            policy_named(each)  # whoever starts a service is told at once what can't be read
            asked.add(each)
        else:
            policy = policy_named(each)
            own[policy.name] = policy
    editions = [each for each in editions_in(shipped_paths()) if each.names & asked]
    shipped = frozenset(each.label for each in editions)
    families = frozenset(each.family for each in editions if each.family)
    return Catalogue(MappingProxyType(own), shipped, families)
