"""Loads a policy by what a user has: a shipped one's name, a path, or text; with a date, the version in effect then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.language.files import ENDINGS, is_file, is_folder, is_text, open_source
from coach_ethics.language.world import World
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, did_you_mean, quoted
from coach_ethics.shipped import shipped_names, shipped_path, shipped_paths
from coach_ethics.source import Source


@takes(world=World)
def load_policy_over(policy: str | Path, world: World, *, on: DayGiven | None = None) -> Policy:
    """Load a policy by a shipped policy's name, a path or a text, read over the vocabulary of a field of practice.

    A text has a line break in it, or starts with a key. A name may be that of a family of versions, such as `icf`:
    then the one in effect `on` that day is taken, by default today.

    Raises PolicyProblems: of the text, where there is no such policy (X407) or none in effect (X408), and where `on` is
    no day (X409).

    >>> from coach_ethics.language import World, load_policy_over
    >>> from coach_ethics.model import Vocabulary
    >>> policy = load_policy_over("{policy: gifts, facts: {gift.offered: {type: bool}}}", World(Vocabulary()))
    >>> [fact.name for fact in policy.vocabulary]
    ['gift.offered']
    """
    from coach_ethics.language.policies.read import (
        read_policy,  # the reader is half as large as the rest, and needed only here
    )

    day = None if on is None else day_of(on, PolicyProblems)
    loaded = read_policy(source_named(policy, on=day), world)
    if day is not None and not _in_effect(loaded.effective, loaded.until, day):
        message = f"`{loaded.name}` is not in effect on {day}, but {_period(loaded.effective, loaded.until)}"
        raise PolicyProblems([Problem("X408", message, loaded.span, "choose another date, or another version")])
    return loaded


def source_named(policy: str | Path, *, on: date | None = None) -> Source:
    """The text that `load_policy_over` reads. Raises PolicyProblems where it can't be found or opened."""
    if isinstance(policy, str) and is_text(policy):
        return Source("<text>", policy)
    name = str(policy)
    if isinstance(policy, Path) or name.endswith(ENDINGS) or "/" in name or "\\" in name:
        return _opened(Path(policy))
    if (path := shipped_path(name)) is not None and on is None:
        return _opened(path)
    return _opened(Path(name) if is_file(Path(name)) else _version(name, on))


def _opened(path: Path) -> Source:
    found = open_source(path)
    if isinstance(found, Problem):
        raise PolicyProblems([found])
    return found


@frozen
class _Version:
    """A shipped file, the names by which it can be asked for, and when it is in effect."""

    path: Path
    names: frozenset[str]
    effective: date | None
    until: date | None


def _version(name: str, on: date | None) -> Path:
    """The file of a family, or of several versions of one name, that is in effect on a day."""
    shipped = list(map(_version_of, shipped_paths()))
    versions = [version for version in shipped if name in version.names]
    if not versions and is_folder(Path(name)):
        return Path(name)  # opening it says so
    if not versions:
        names = frozenset(shipped_names()).union(*(version.names for version in shipped))
        help_ = did_you_mean(name.casefold(), names) or "there is " + ", ".join(f"`{each}`" for each in shipped_names())
        message = f"`{quoted(name)}` is not a shipped policy, nor a path, nor the text of a policy"
        raise PolicyProblems([Problem("X407", message, help=help_)])
    day = on or date.today()
    current = [version for version in versions if _in_effect(version.effective, version.until, day)]
    if not current:
        listed = "; ".join(f"`{each.path.stem}` is {_period(each.effective, each.until)}" for each in versions)
        raise PolicyProblems([Problem("X408", f"no version of `{name}` is in effect on {day}", help=listed)])
    return max(current, key=lambda version: (version.effective or date.min, version.path.stem)).path


def _version_of(path: Path) -> _Version:
    """What a file is a version of, read off its head alone."""
    from coach_ethics.language.schema.read import entry
    from coach_ethics.language.yaml import Scalar, compose

    def written(key: str) -> str:
        node = entry(tree, key)
        return node.text.strip() if isinstance(node, Scalar) else ""

    source = open_source(path)
    tree = None if isinstance(source, Problem) else compose(source)[0]
    names = frozenset({path.stem, written("policy"), written("family")} - {""})
    return _Version(path, names, _day(written("effective")), _day(written("until")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _in_effect(effective: date | None, until: date | None, on: date) -> bool:
    return (effective is None or effective <= on) and (until is None or on <= until)


def _period(effective: date | None, until: date | None) -> str:
    words = [*([f"from {effective}"] if effective else []), *([f"until {until}"] if until else [])]
    return " ".join(words) or "always"
