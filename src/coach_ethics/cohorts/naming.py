"""The names of the columns that an assessment adds to a frame, and the mapping of a frame's columns to facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coach_ethics.model.vocabulary import Vocabulary
from coach_ethics.problems import Problem, did_you_mean, quoted

PREFIX = "ethics_"
"""What the names of added columns begin with, unless another prefix is given."""


def status_column(act: str, prefix: str = PREFIX) -> str:
    """The column with the status of an act."""
    return f"{prefix}{act}"


def determined_column(act: str, prefix: str = PREFIX) -> str:
    """The column that says whether no unknown fact can change the status of an act."""
    return f"{prefix}determined_{act}"


def presumed_column(act: str, prefix: str = PREFIX) -> str:
    """The column with the status of an act, presumed where it isn't determined."""
    return f"{prefix}presumed_{act}"


def aside_column(kind: str, act: str, prefix: str = PREFIX) -> str:
    """The column that says whether something is told of an act beside its status, such as `advised`."""
    return f"{prefix}{kind}_{act}"


def companion_column(act: str, if_doing: str, prefix: str = PREFIX) -> str:
    """The column that says whether an act must be done, or mustn't, by whoever does another."""
    return f"{prefix}{act}_with_{if_doing}"


def concept_column(concept: str, prefix: str = PREFIX) -> str:
    """The column that says whether a concept holds."""
    return f"{prefix}concept_{concept}"


def norm_column(norm: str, prefix: str = PREFIX) -> str:
    """The column that says whether a norm is in force."""
    return f"{prefix}norm_{norm}"


def notice_column(notice: str, prefix: str = PREFIX) -> str:
    """The column that says whether a notice holds."""
    return f"{prefix}notice_{notice}"


def conflict_column(norms: Iterable[str], prefix: str = PREFIX) -> str:
    """The column that says whether these norms are in force and conflict."""
    return f"{prefix}conflict_{'_'.join(sorted(norms))}"


def choices_column(prefix: str = PREFIX) -> str:
    """The column with the choices."""
    return f"{prefix}choices"


def trade_offs_column(prefix: str = PREFIX) -> str:
    """The column with the trade-offs under a dilemma."""
    return f"{prefix}trade_offs"


def column_of(fact: str, columns: Mapping[str, str]) -> str:
    """The column that holds a fact: the one it is mapped to, else the one of its own name."""
    return columns.get(fact, fact)


def problems_of_mapping(
    columns: Mapping[str, str], vocabulary: Vocabulary, present: Iterable[str]
) -> Iterator[Problem]:
    """Facts that the policy doesn't have (K103), and columns that the frame doesn't (K104)."""
    there = tuple(present)
    for fact, column in columns.items():
        if fact not in vocabulary:
            help_ = did_you_mean(fact, vocabulary.by_name) or "`coach-ethics facts` lists the facts"
            yield Problem("K103", f"`{quoted(fact)}` is not a fact of the policy's vocabulary", help=help_)
        elif column not in there:
            help_ = did_you_mean(column, there) or "leave out the fact if no column holds it"
            yield Problem("K104", f"`{quoted(column)}`, mapped to `{fact}`, is not a column of the frame", help=help_)


def problems_of_names(added: Iterable[str], present: Iterable[str], *, case_matters: bool) -> Iterator[Problem]:
    """Columns to be added that the frame already has, or that would be added twice (K102)."""
    taken = {_folded(name, case_matters) for name in present}
    for name in added:
        folded = _folded(name, case_matters)
        if folded in taken:
            help_ = "give another `prefix`, or rename the existing column"
            yield Problem("K102", f"the column `{quoted(name)}` can't be added, because the name is taken", help=help_)
        taken.add(folded)


def _folded(name: str, case_matters: bool) -> str:
    return name if case_matters else name.casefold()
