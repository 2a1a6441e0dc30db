"""Words for the parts of a policy and a case: acts, facts, values, citations, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach_ethics.model.numbers import NumberRuns
from coach_ethics.model.policy import Act, Citation, Norm, Policy, Presumption, named
from coach_ethics.model.vocabulary import Value, in_words


def label(act: str) -> str:
    """An act's name as words: `seek_client_consent` is `seek client consent`."""
    return in_words(act)


def meaning(act: str, policy: Policy) -> str:
    """What an act means, in the policy's words; where the policy doesn't say, its name as words."""
    found: Act = named(policy.acts)[act]
    return found.means or label(act).capitalize()


def scope_words(policy: Policy) -> str:
    """What a policy speaks of, and what it leaves out; empty where it doesn't say."""
    if policy.scope is None:
        return ""
    left_out = f" Left out: {ended('; '.join(policy.scope.leaves_out))}" if policy.scope.leaves_out else ""
    return f"Scope: {ended(policy.scope.covers)}{left_out}"


def dispute(norm: Norm) -> str:
    """What is said behind a norm's reason where its source is also read otherwise; else nothing."""
    return f" This reading is disputed: {ended(norm.disputed)}" if norm.disputed else ""


def value_words(value: Value | None) -> str:
    """A fact's value as a person says it."""
    match value:  # open: values of facts, by their Python types
        case None:
            return "not known"
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case str():
            return in_words(value)


def presuming(presumptions: Iterable[Presumption], policy: Policy) -> str:
    """What is presumed, as a sentence goes on after "presuming that"."""
    return listed([_presumed(each, policy) for each in presumptions])


def _presumed(presumption: Presumption, policy: Policy) -> str:
    """One presumption in the words of the policy, or of its fact."""
    if presumption.says:
        return presumption.says.rstrip(".")
    means = policy.vocabulary[presumption.name].means or presumption.name
    match presumption.value:  # open: values of facts, by their Python types
        case True:
            return means
        case False:
            return f"this is not so (“{means}”)"
        case value:
            return f"this is {value_words(value)} (“{means}”)"


def values_words(values: Iterable[Value]) -> str:
    """Any of several values, as a person says it: `oral or written`; numbers in runs: `0 or 2 to 100`."""
    if isinstance(values, NumberRuns):
        return listed([word for run in values.runs for word in _run_words(run)], "or")
    words: list[str] = []
    numbers: list[int] = []
    for value in values:
        if isinstance(value, int) and not isinstance(value, bool):
            numbers.append(value)
        else:
            words.append(value_words(value))
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
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else list(map(str, run))


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
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 norm`, `3 norms`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ended(sentence: str) -> str:
    """The sentence with a full stop, unless it already ends in a punctuation mark."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def lowered(sentence: str) -> str:
    """The sentence with a lower-case first letter, so that it can follow a colon; `I` and abbreviations stay."""
    first, _, _ = sentence.partition(" ")
    return sentence if (len(first) > 1 and first.isupper()) or first == "I" else sentence[:1].lower() + sentence[1:]
