"""Policies over the standard vocabulary: the usual way to load one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import attrs

from coach_ethics.arguments import takes
from coach_ethics.catalogues.available import available_language
from coach_ethics.catalogues.beside import catalogue_of
from coach_ethics.catalogues.library import with_library_words
from coach_ethics.catalogues.po import MessageCatalogue
from coach_ethics.catalogues.texts import translated
from coach_ethics.coaching.acts import ACTS
from coach_ethics.coaching.audiences import Audience
from coach_ethics.coaching.constraints import standard_constraints
from coach_ethics.coaching.engagement import Engagement
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.kept import kept
from coach_ethics.language.files import Find, find_beside_or_shipped
from coach_ethics.language.load import load_policy_over, policy_named_over
from coach_ethics.language.policies.rebind import dated
from coach_ethics.language.world import World
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.source import Source


@cache
def standard_world() -> World:
    """The standard vocabulary with its constraints and acts, who may know facts, and the keys of a case file."""
    return World(STANDARD, standard_constraints(), tuple(Audience), frozenset(attrs.fields_dict(Engagement)), ACTS)


def load_policy(policy: str | Path, *, on: DayGiven | None = None, language: str | None = None) -> Policy:
    """Load a policy by a shipped policy's name, a path, or a text (which contains a line break, or starts with a key).

    A file is named by a `Path` and by nothing else: so a name that somebody sends to a program opens no file. A name
    may be that of a family of editions, such as `icf`, and a path that of a folder with the editions of one family, or
    a family's name beside them: then the edition in effect `on` that day is taken, by default today; and so are
    the values of parameters that change by day. A day is a `date`, a `datetime`, whose day counts, or a text such as
    `2026-01-31`.

    Its texts are in a `language` (`fr`, `fr-CA`) as far as the catalogues beside its file, and beside those of what it
    extends, translate them; it demands the same.

    Raises PolicyProblems: of the text, where there is no such policy (X407) or none in effect (X408), and where `on`
    is no day (X409); of a catalogue (M1..), and where `language` is none (M301) or has no catalogue (M303).

    >>> import coach_ethics as ce
    >>> ce.load_policy("safety", language="fr").title
    'Ce qui passe avant tout code de déontologie du coaching'
    >>> len(ce.load_policy("collusion").acts)
    12
    >>> ce.load_policy("icf", on="2026-01-01").name
    'icf-2025'
    """
    return in_language(load_policy_over(policy, standard_world(), on=on), language)


@takes(policy=Policy | str | Path)
def policy_named(policy: Policy | str | Path, *, on: DayGiven | None = None, language: str | None = None) -> Policy:
    """A policy, or the one that `load_policy` loads; an edition that is named itself is taken whatever the day.

    Its texts are in `language` as there. Raises PolicyProblems as `load_policy` does. `out_of_effect` tells of an
    edition that isn't in effect.
    """
    if isinstance(policy, Policy):
        return in_language(policy if on is None else dated(policy, day_of(on, PolicyProblems)), language)
    return in_language(policy_named_over(policy, standard_world(), on=on), language)


@takes(policy=Policy, language=str | None)
def in_language(policy: Policy, language: str | None) -> Policy:
    """A policy with its texts in a language, as far as catalogues translate them; as it is where none is asked for.

    What has been translated already is translated from what its author wrote.
    Raises PolicyProblems of a catalogue (M1..), where this is no language (M301), and where neither the policy nor the
    library has a catalogue in it (M303).
    """
    if language is None or language == policy.language:
        return policy
    as_written = policy.untranslated or policy
    return _translated(as_written, catalogue_of(as_written, available_language(as_written, language)))


@kept(32)
def _translated(policy: Policy, catalogue: MessageCatalogue) -> Policy:
    return with_library_words(translated(policy, catalogue))


def load_policies(*policies: str | Path, on: DayGiven | None = None, language: str | None = None) -> tuple[Policy, ...]:
    """Several policies, each as `load_policy` loads it, in the order given.

    Raises PolicyProblems with what is wrong with any of them.

    >>> import coach_ethics as ce
    >>> [policy.name for policy in ce.load_policies("aoec", "seven-point")]
    ['aoec', 'seven-point']
    """
    loaded: list[Policy] = []
    problems: list[Problem] = []
    for policy in policies:
        try:
            loaded.append(load_policy(policy, on=on, language=language))
        except PolicyProblems as found:
            problems += found.problems
    if problems:
        raise PolicyProblems(problems)
    return tuple(loaded)


def read_policy(source: Source, *, find: Find = find_beside_or_shipped) -> Policy:
    """The policy that a text says. Raises PolicyProblems listing everything that is wrong with it."""
    from coach_ethics.language.policies import read  # half as large as the rest, and needed only here

    return read.read_policy(source, standard_world(), find=find)


def check_policy(source: Source, *, find: Find = find_beside_or_shipped) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy that a text says, or None where it has errors; and all problems, those of what it extends included."""
    from coach_ethics.language.policies import read  # half as large as the rest, and needed only here

    return read.check_policy(source, standard_world(), find=find)


def holds_no_policy(source: Source) -> bool:
    """Whether a text can be read so far as to see that it is no policy: an engagement, or a study's material."""
    from coach_ethics.language.file_kind import is_case, is_other
    from coach_ethics.language.yaml import compose

    node, _ = compose(source)
    return node is not None and (is_other(node) or is_case(node, standard_world().case_keys))
