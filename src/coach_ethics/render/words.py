"""Words for the parts of a policy and a case: acts, facts, values, citations, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach_ethics.findings import Status
from coach_ethics.model.numbers import NumberRuns
from coach_ethics.model.policy import Act, Citation, Concept, Norm, Policy, Presumption, named
from coach_ethics.model.policy import act_label as act_label
from coach_ethics.model.vocabulary import Fact, Value, called, in_words
from coach_ethics.render.document import Line, Piece, filled
from coach_ethics.translation import gettext, keeps_capitals, ngettext, noted


def labels(acts: Iterable[str], policy: Policy, last: str = "and") -> str:
    """What acts are called, as a list in a sentence."""
    return listed([act_label(act, policy) for act in acts], last)


def label_among(act: str, policies: Iterable[Policy]) -> str:
    """What an act is called by the first of several policies that has it."""
    return next((act_label(act, each) for each in policies if act in named(each.acts)), in_words(act))


def concept_label(concept: Concept) -> str:
    """What a concept is called."""
    return concept.label or in_words(concept.name)


def meaning(act: str, policy: Policy) -> str:
    """What an act means, in the policy's words; where the policy doesn't say, what it is called."""
    found: Act = named(policy.acts)[act]
    return found.means or upper(act_label(act, policy))


def scope_words(policy: Policy) -> str:
    """What a policy speaks of, and what it leaves out; empty where it doesn't say."""
    if policy.scope is None:
        return ""
    covers = gettext("Scope: {what}").format(what=ended(policy.scope.covers))
    if not policy.scope.leaves_out:
        return covers
    left_out = gettext("Left out: {what}").format(what=ended("; ".join(policy.scope.leaves_out)))
    return f"{covers} {left_out}"


def dispute(norm: Norm) -> str:
    """What is said behind a norm's reason where its source is also read otherwise; else nothing."""
    return gettext(" This reading is disputed: {how}").format(how=ended(norm.disputed)) if norm.disputed else ""


_STATUSES = {
    Status.REQUIRED: noted("required"),
    Status.FORBIDDEN: noted("forbidden"),
    Status.DILEMMA: noted("dilemma"),
    Status.PERMITTED: noted("permitted"),
    Status.UNREGULATED: noted("unregulated"),
    Status.UNDETERMINED: noted("undetermined"),
}


def status_words(status: Status) -> str:
    """A status as a word."""
    return gettext(_STATUSES[status])


def value_words(value: Value | None, fact: Fact | None = None) -> str:
    """A fact's value as a person says it."""
    match value:  # open: values of facts, by their Python types
        case None:
            return gettext("not known")
        case bool():
            return gettext("yes") if value else gettext("no")
        case int():
            return str(value)
        case str():
            return called(value, fact)


def presuming(presumptions: Iterable[Presumption], policy: Policy) -> str:
    """What is presumed, as a sentence goes on after "presuming that"."""
    return listed([_presumed(each, policy) for each in presumptions])


def _presumed(presumption: Presumption, policy: Policy) -> str:
    """One presumption in the words of the policy, or of its fact."""
    if presumption.says:
        return presumption.says.rstrip(".")
    fact = policy.vocabulary[presumption.name]
    means = fact.means or presumption.name
    match presumption.value:  # open: values of facts, by their Python types
        case True:
            return means
        case False:
            return gettext("this is not so (“{means}”)").format(means=means)
        case value:
            return gettext("this is {value} (“{means}”)").format(value=value_words(value, fact), means=means)


def values_words(values: Iterable[Value], fact: Fact | None = None) -> str:
    """Any of several values, as a person says it: `oral or written`; numbers in runs: `0 or 2 to 100`."""
    if isinstance(values, NumberRuns):
        return listed([word for run in values.runs for word in _run_words(run)], "or")
    words: list[str] = []
    numbers: list[int] = []
    for value in values:
        if isinstance(value, int) and not isinstance(value, bool):
            numbers.append(value)
        else:
            words.append(value_words(value, fact))
    return listed([*words, *(word for run in _runs(sorted(numbers)) for word in _run_words(run))], "or")


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers, in runs of consecutive ones."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _run_words(run: Sequence[int]) -> list[str]:
    if len(run) < 3:
        return list(map(str, run))
    return [gettext("{least} to {most}").format(least=run[0], most=run[-1])]


def citation_words(cites: Iterable[Citation]) -> str:
    """Citations as words, those of one source together: `essay P22, P24`."""
    places: dict[str, list[str]] = {}
    for cite in cites:
        places.setdefault(cite.source, []).append(cite.place)
    return "; ".join(f"{source} {', '.join(filter(None, found))}".strip() for source, found in places.items())


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    first = ", ".join(words[:-1])
    if last == "and":
        return gettext("{first} and {last}").format(first=first, last=words[-1])
    if last == "or":
        return gettext("{first} or {last}").format(first=first, last=words[-1])
    return f"{first} {last} {words[-1]}"


def either(ways: Iterable[str]) -> str:
    """Ways of which any one will do, each of several words: `tell client and withdraw or renegotiate`."""
    return gettext(" or ").join(ways)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, in English alone: `1 norm`, `3 norms`. What coaches meet takes `ngettext`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def days_words(number: int) -> str:
    """So many days."""
    return ngettext("{number} day", "{number} days", number).format(number=number)


def fact_line(means: str, value: Piece) -> Line:
    """What a fact means, with its value."""
    return filled(gettext("{fact}: {value}"), fact=means, value=value)


def ended(sentence: str) -> str:
    """The sentence with a full stop, unless it already ends in a punctuation mark."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def lowered(sentence: str) -> str:
    """The sentence with a lower-case first letter, so that it can follow a colon; `I` and abbreviations stay.

    In a language whose nouns have capitals every sentence stays as it is.
    """
    first, _, _ = sentence.partition(" ")
    if keeps_capitals():
        return sentence
    return sentence if (len(first) > 1 and first.isupper()) or first == "I" else sentence[:1].lower() + sentence[1:]


def upper(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]
