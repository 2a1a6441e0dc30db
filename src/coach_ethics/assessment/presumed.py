"""What presumptions add to what is known, as data: presumed statuses beside the strict ones, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from attrs import field, frozen

from coach_ethics.findings import Finding
from coach_ethics.model.policy import Presumption
from coach_ethics.reasoning.companions import Companion


@frozen
class PresumedFinding:
    """The status that an undetermined act has where the fewest presumptions that determine it, `rests_on`, hold.

    `companions` are what must then go with it, or mustn't.
    """

    finding: Finding
    rests_on: tuple[str, ...]
    companions: tuple[Companion, ...] = ()


@frozen
class PresumedNorm:
    """Whether an undetermined norm is in force where the fewest presumptions that determine it, `rests_on`, hold."""

    in_force: bool
    rests_on: tuple[str, ...]


@frozen
class PresumedJudgement:
    """Whether a course that is open is `permissible` on presumptions, and those on which that rests."""

    permissible: bool
    rests_on: tuple[Presumption, ...]


def _acts(found: Mapping[str, PresumedFinding]) -> Mapping[str, PresumedFinding]:
    return MappingProxyType(dict(found))


def _norms(found: Mapping[str, PresumedNorm]) -> Mapping[str, PresumedNorm]:
    return MappingProxyType(dict(found))


@frozen
class Presumed:
    """What follows on presumptions: those that stand in a situation, and the acts and norms that they determine.

    A presumption stands where its fact isn't known and nothing that is known contradicts it. It is named by its fact.

    >>> import coach_ethics as ce
    >>> ce.assess({}, "collusion").presumed.presumptions
    ()
    """

    presumptions: tuple[Presumption, ...] = ()
    acts: Mapping[str, PresumedFinding] = field(converter=_acts, factory=dict)
    norms: Mapping[str, PresumedNorm] = field(converter=_norms, factory=dict)

    def named(self, names: tuple[str, ...]) -> tuple[Presumption, ...]:
        """The presumptions of these facts."""
        return tuple(each for each in self.presumptions if each.name in names)

    def breaching(self, norms: Iterable[str]) -> PresumedJudgement | None:
        """What presumptions make of a course that may breach these norms: it breaches one, or none; None if open."""
        found = [self.norms.get(norm) for norm in norms]
        breached = min((each.rests_on for each in found if each and each.in_force), key=len, default=None)
        if breached is not None:
            return PresumedJudgement(False, self.named(breached))
        if None in found or not found:
            return None
        together = tuple(fact for each in found if each for fact in each.rests_on)
        return PresumedJudgement(True, self.named(together))

    def __reduce__(self) -> tuple[type[Presumed], tuple[object, ...]]:
        """What is pickled and copied: the parts; the mappings are made read-only anew."""
        return Presumed, (self.presumptions, dict(self.acts), dict(self.norms))
