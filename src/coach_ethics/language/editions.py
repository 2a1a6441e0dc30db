"""Editions of one policy: which names each can be asked for by, and which is in effect on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from coach_ethics.language.files import ENDINGS, is_folder, open_source
from coach_ethics.model.day import DayGiven, day_of
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, PolicyProblems, Problem, Problems
from coach_ethics.source import Source


@frozen
class Edition:
    """A file as one edition of a policy: the policy's name, its family, and when it is in effect.

    What isn't said in the file is empty or None; so is the name in a file that holds no policy.
    """

    source: Source
    policy: str
    family: str
    effective: date | None
    until: date | None

    @property
    def label(self) -> str:
        """The file's name without its ending."""
        return Path(self.source.name).stem

    @property
    def names(self) -> frozenset[str]:
        """All names that it can be asked for by."""
        return frozenset({self.label, self.policy, self.family} - {""})

    def known_as(self, name: str) -> bool:
        """Whether it can be asked for by this name."""
        return name in self.names


def editions_in(paths: Iterable[Path]) -> tuple[Edition, ...]:
    """The editions that these files hold; what can't be read is left out."""
    sources = map(open_source, paths)
    return tuple(_edition(source) for source in sources if isinstance(source, Source))


def editions_at(path: Path) -> tuple[Edition, ...]:
    """The editions of one's own work that a path stands for.

    A folder stands for those in it, where they are of one family; a name that isn't a file's, for those of that name or
    family beside it.
    """
    if is_folder(path):
        found = tuple(each for each in editions_in(_files(path)) if each.policy)
        return found if len({each.family or each.policy for each in found}) == 1 else ()
    if path.suffix in ENDINGS or not path.name or not is_folder(path.parent):
        return ()
    return tuple(each for each in editions_in(_files(path.parent)) if each.known_as(path.name))


def edition_on(name: str, editions: Iterable[Edition], day: date) -> Edition:
    """The one of these editions that is in effect on a day. Raises PolicyProblems (X408) where none is."""
    listed = tuple(editions)
    current = [each for each in listed if in_effect(each.effective, each.until, day)]
    if not current:
        help_ = "; ".join(f"`{each.label}` is {period(each.effective, each.until)}" for each in listed)
        raise PolicyProblems([Problem("X408", f"no version of `{name}` is in effect on {day}", help=help_)])
    return max(current, key=lambda each: (each.effective or date.min, each.label))


def out_of_effect(policy: Policy, day: date) -> Problem | None:
    """What is said of a policy that isn't in effect on a day (X408)."""
    if in_effect(policy.effective, policy.until, day):
        return None
    message = f"`{policy.name}` is not in effect on {day}, but {period(policy.effective, policy.until)}"
    of_the_day = f"; `{policy.family}` stands for the one that is in effect" if policy.family else ""
    return Problem("X408", message, policy.span, f"choose another date, or another version{of_the_day}")


def day_asked(on: DayGiven | None, wrong: type[Problems] = CaseProblems) -> date:
    """The day that is asked about, by default today: the one place that looks at the clock.

    Raises `wrong` (X409) for what is no day.
    """
    return date.today() if on is None else day_of(on, wrong)


def in_effect(effective: date | None, until: date | None, day: date) -> bool:
    """Whether a day is within a period; one without a beginning or an end is open there."""
    return (effective is None or effective <= day) and (until is None or day <= until)


def period(effective: date | None, until: date | None) -> str:
    """A period in words."""
    words = [*([f"from {effective}"] if effective else []), *([f"until {until}"] if until else [])]
    return " ".join(words) or "always"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in ENDINGS)


@lru_cache(maxsize=256)
def _edition(source: Source) -> Edition:
    """What a text is an edition of, read off its head alone."""
    from coach_ethics.language.schema.read import entry
    from coach_ethics.language.yaml import Scalar, compose

    def written(key: str) -> str:
        node = entry(tree, key)
        return node.text.strip() if isinstance(node, Scalar) else ""

    tree, _ = compose(source)
    return Edition(source, written("policy"), written("family"), _day(written("effective")), _day(written("until")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
