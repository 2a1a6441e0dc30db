"""What the comparison with published judgements comes to: figures that a policy can't earn by allowing everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from coach_ethics.model.proportions import Proportion, cohens_kappa
from coach_ethics_studies.validation.cases import PublishedCase, PublishedVerdict, Scoring
from coach_ethics_studies.validation.validate import CodeAnswer, Held, OptionOutcome


@frozen
class Contingency:
    """Options that sources judge and policies decide: what the source says of each against what the policy says."""

    rightly_allowed: int
    rightly_ruled_out: int
    wrongly_allowed: int
    wrongly_ruled_out: int

    @property
    def decided(self) -> int:
        """How many there are."""
        return self.rightly_allowed + self.rightly_ruled_out + self.wrongly_allowed + self.wrongly_ruled_out

    @property
    def agreement(self) -> Proportion:
        """How many of them the policy says the same of as the source."""
        return Proportion(self.rightly_allowed + self.rightly_ruled_out, self.decided)

    @property
    def allowing_everything(self) -> Proportion:
        """How many of them a policy without a single norm would say the same of: those that sources approve of."""
        return Proportion(self.rightly_allowed + self.wrongly_ruled_out, self.decided)

    @property
    def rejected_ruled_out(self) -> Proportion:
        """How many of those that sources reject are ruled out."""
        return Proportion(self.rightly_ruled_out, self.rightly_ruled_out + self.wrongly_allowed)

    @property
    def approved_allowed(self) -> Proportion:
        """How many of those that sources approve of are allowed."""
        return Proportion(self.rightly_allowed, self.rightly_allowed + self.wrongly_ruled_out)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa of source and policy: 0 for a policy that allows everything. None where it isn't defined."""
        return cohens_kappa(
            {
                (True, True): self.rightly_allowed,
                (False, False): self.rightly_ruled_out,
                (False, True): self.wrongly_allowed,
                (True, False): self.wrongly_ruled_out,
            }
        )


@frozen
class ValidationFigures:
    """What is counted of the options that were put to policies, each once for each policy.

    `judged` are those that the source itself judges, unlike the options of an item that are wrong only because they
    aren't its key; `decided` of them are allowed or ruled out. `keyed_ruled_out`: of those others, how many are ruled
    out, which is worth knowing and proves nothing. `key_told`: of the items with a key, how often the policy alone
    tells it from all other options that it speaks of. `table` holds strict answers; `presumed` also those that the
    policy's presumptions come to where the strict answer is open, as it often is since sources say nothing of the law.
    """

    judged: int
    table: Contingency
    presumed: Contingency
    keyed_ruled_out: Proportion
    key_told: Proportion

    @property
    def coverage(self) -> Proportion:
        """How many of the options that sources judge are decided, rather than left open or not mentioned."""
        return Proportion(self.table.decided, self.judged)

    @property
    def coverage_presuming(self) -> Proportion:
        """How many of them are decided, strictly or by the policy's presumptions."""
        return Proportion(self.presumed.decided, self.judged)


def figures(held: Iterable[Held]) -> ValidationFigures:
    """The figures of some or all of what was put to policies."""
    every = list(held)
    judged = [each for each in every if source_judges(each)]
    others = [each for each in every if each.outcome is OptionOutcome.UNSCORED]
    ruled_out = sum(each.answer is CodeAnswer.IMPERMISSIBLE for each in others)
    told = [right for _, _, right in picks_the_best(every)]
    strictly = _table((each, _allows(each)) for each in judged)
    presumed = _table((each, _allows_presuming(each)) for each in judged)
    return ValidationFigures(
        len(judged), strictly, presumed, Proportion(ruled_out, len(others)), Proportion(sum(told), len(told))
    )


def source_judges(each: Held) -> bool:
    """Whether the source itself approves of the option or argues against it."""
    return each.case.scoring is Scoring.EXPLAINED or approved(each)


def approved(each: Held) -> bool:
    """Whether the source calls the option best, or acceptable."""
    return each.option.verdict in (PublishedVerdict.BEST, PublishedVerdict.ACCEPTABLE)


def _allows(each: Held) -> bool | None:
    """Whether the policy allows the option; None where the answer is open, or the policy knows none of the acts."""
    decided = {OptionOutcome.AGREES: approved(each), OptionOutcome.DISAGREES: not approved(each)}  # partial: decided
    return decided.get(each.outcome)


def _allows_presuming(each: Held) -> bool | None:
    """The same, by the policy's presumptions where the strict answer is open."""
    return _allows(each) if each.presumed is None else each.presumed.permissible


def _table(judged: Iterable[tuple[Held, bool | None]]) -> Contingency:
    counts = Counter((approved(each), allows) for each, allows in judged)
    return Contingency(
        rightly_allowed=counts[True, True],
        rightly_ruled_out=counts[False, False],
        wrongly_allowed=counts[False, True],
        wrongly_ruled_out=counts[True, False],
    )


def picks_the_best(held: Iterable[Held]) -> Iterator[tuple[PublishedCase, str, bool]]:
    """For each keyed case and code: whether the code alone tells the key from every other option that it speaks of."""
    groups: dict[tuple[str, str], list[Held]] = {}
    for each in held:
        if each.case.scoring is Scoring.KEYED and each.answer is not CodeAnswer.SILENT:
            groups.setdefault((each.case.id, each.policy.name), []).append(each)
    for (_, code), group in groups.items():
        best = [each for each in group if each.option.verdict is PublishedVerdict.BEST]
        rest = [each for each in group if each.option.verdict is not PublishedVerdict.BEST]
        if best and rest:
            picked = all(each.answer is CodeAnswer.PERMISSIBLE for each in best)
            yield group[0].case, code, picked and all(each.answer is CodeAnswer.IMPERMISSIBLE for each in rest)
