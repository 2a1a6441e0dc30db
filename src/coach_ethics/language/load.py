"""Loads a policy by what a program has: a shipped policy's name, a path, or text; with a date, the edition of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from coach_ethics.arguments import takes
from coach_ethics.kept import kept
from coach_ethics.language.editions import Edition, day_asked, edition_on, editions_at, editions_in, out_of_effect
from coach_ethics.language.files import ENDINGS, is_file, is_text, open_source
from coach_ethics.language.policies.rebind import dated
from coach_ethics.language.world import World
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, did_you_mean, quoted
from coach_ethics.shipped import Shelf, shelf, shipped_names, shipped_path
from coach_ethics.source import Source


@takes(policy=str | Path, world=World)
def load_policy_over(policy: str | Path, world: World, *, on: DayGiven | None = None) -> Policy:
    """Load a policy by a shipped policy's name, a path or a text, read over the vocabulary of a field of practice.

    A text has a line break in it, or starts with a key. Only a `Path` is opened; no `str` is ever taken for one. A name
    may be that of a family of editions, such as `icf`, and a path one of their folder, or of the family beside them:
    then the edition in effect `on` that day is taken, by default today. So are the values of its parameters.

    Raises PolicyProblems: of the text, where there is no such policy (X407) or none in effect (X408), and where `on` is
    no day (X409).

    >>> from coach_ethics.language import World, load_policy_over
    >>> from coach_ethics.model import Vocabulary
    >>> policy = load_policy_over("{policy: gifts, facts: {gift.offered: {type: bool}}}", World(Vocabulary()))
    >>> [fact.name for fact in policy.vocabulary]
    ['gift.offered']
    """
    loaded = policy_named_over(policy, world, on=on)
    if on is not None and (problem := out_of_effect(loaded, day_of(on, PolicyProblems))):
        raise PolicyProblems([problem])
    return loaded


def policy_named_over(policy: str | Path, world: World, *, on: DayGiven | None = None) -> Policy:
    """As `load_policy_over`, but an edition that is named itself is taken whether or not it is in effect on the day."""
    asked = None if on is None else day_of(on, PolicyProblems)
    return dated(_read(source_named(policy, on=asked), world), day_asked(asked))


def _read(source: Source, world: World) -> Policy:
    # the reader is half as large as the rest, and needed only here
    from coach_ethics.language.policies.read import read_policy

    return read_policy(source, world)


def source_named(policy: str | Path, *, on: date | None = None) -> Source:
    """The text that `load_policy_over` reads. Raises PolicyProblems where it can't be found or opened."""
    if isinstance(policy, Path):
        return _at(policy, on)
    if is_text(policy):
        return Source("<text>", policy)
    if on is None and (path := shipped_path(policy)) is not None:
        return _opened(path)
    if not (editions := shipped_editions(policy)):
        raise PolicyProblems([_no_such(policy)])
    return _of(policy, editions, on)


def shipped_editions(name: str) -> tuple[Edition, ...]:
    """The shipped policies that can be asked for by this name, be it their own or their family's."""
    return tuple(each for each in _editions(shelf()) if each.known_as(name))


@kept(4)
def _editions(standing: Shelf) -> tuple[Edition, ...]:
    """The editions that are shipped, read once while their files stay as they are."""
    return editions_in(path for path, _ in standing)


def days_of_editions(policy: str | Path) -> frozenset[date]:
    """The days on which another edition of a family comes into effect, or one goes out of it; none of one policy."""
    editions = () if is_text(str(policy)) else shipped_editions(policy) if isinstance(policy, str) else _beside(policy)
    starts = (each.effective for each in editions)
    ends = (each.until + timedelta(days=1) for each in editions if each.until is not None and each.until < date.max)
    return frozenset(each for each in (*starts, *ends) if each is not None) if len(editions) > 1 else frozenset()


def _beside(path: Path) -> tuple[Edition, ...]:
    return () if is_file(path) else editions_at(path)


def _at(path: Path, on: date | None) -> Source:
    """The text of a file, or of the edition in effect of those that the path stands for."""
    editions = _beside(path)
    return _of(path.name, editions, on) if editions else _opened(path)


def _of(name: str, editions: tuple[Edition, ...], on: date | None) -> Source:
    try:
        return edition_on(name, editions, day_asked(on)).source
    except PolicyProblems:
        # An edition that is named itself is meant, whatever the day.
        named = [each for each in editions if each.label == name]
        if on is None or len(named) != 1:
            raise
        return named[0].source


def _opened(path: Path) -> Source:
    found = open_source(path)
    if isinstance(found, Problem):
        raise PolicyProblems([found])
    return found


def _no_such(name: str) -> Problem:
    """X407. What the name is a path to isn't looked at: whoever gave it needn't be whoever may read it."""
    names = {each for edition in _editions(shelf()) for each in edition.names}
    help_ = did_you_mean(name.casefold(), names) or "there is " + ", ".join(f"`{each}`" for each in shipped_names())
    if name.endswith(ENDINGS) or "/" in name or "\\" in name:
        help_ = "a program gives the path of a file as a path: `Path(...)`"
    return Problem("X407", f"`{quoted(name)}` is not a shipped policy, nor the text of a policy", help=help_)
