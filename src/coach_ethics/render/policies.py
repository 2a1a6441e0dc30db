"""A list of policies: name, version, title, size, and the families that some belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from coach_ethics.model.policy import Policy
from coach_ethics.render.document import Document, DocumentBlock, Heading, Line, Paragraph, Table, name, plain, soft
from coach_ethics.render.result_forms import own_scenarios


def policies_document(policies: Sequence[Policy]) -> Document:
    """The policies as a table."""
    return (
        Table(("policy", "version", "what it is about", "norms", "acts", "scenarios"), tuple(map(_row, policies))),
        Paragraph((soft("Norms and acts include those of extended policies; scenarios don't."),)),
        *_families(policies),
    )


def _families(policies: Sequence[Policy]) -> Iterator[DocumentBlock]:
    """The names that stand for the version in effect; nothing where there are none."""
    members = sorted((policy for policy in policies if policy.family), key=_age)
    if members:
        yield Heading("Families")
        yield Paragraph((plain("A family's name stands for the version that is in effect on the day in question."),))
        rows = (((name(each.family),), (name(each.name),), (plain(_in_effect(each)),)) for each in members)
        yield Table(("family", "policy", "in effect"), tuple(rows))


def _age(policy: Policy) -> tuple[str, date]:
    return policy.family, policy.effective or date.min


def _in_effect(policy: Policy) -> str:
    words = (
        *([f"from {policy.effective}"] if policy.effective else []),
        *([f"until {policy.until}"] if policy.until else []),
    )
    return " ".join(words) or "always, as far as known"


def _row(policy: Policy) -> tuple[Line, ...]:
    counts = (len(policy.norms), len(policy.acts), own_scenarios(policy))
    return (
        (name(policy.name),),
        (plain(policy.version),),
        (plain(policy.title),),
        *((plain(str(count)),) for count in counts),
    )
