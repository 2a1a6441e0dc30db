"""Catalogues beside policies: `essay.fr.po` in the folder of `essay.yaml`, found for it and all that it extends."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from attrs import fields

from coach_ethics.arguments import takes
from coach_ethics.catalogues.po import MessageCatalogue, catalogue_said, joined
from coach_ethics.language.files import ENDINGS, is_file, open_source
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, quoted
from coach_ethics.source import Span

ENDING = ".po"
"""How the names of catalogues end."""

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@takes(language=str)
def language_tag(language: str) -> str:
    """A language as the names of catalogues have it (BCP 47): `fr`, `fr-CA`; also from a locale such as `fr_CA.UTF-8`.

    Raises PolicyProblems (M301) for anything else.

    >>> from coach_ethics.catalogues import language_tag
    >>> language_tag("fr_ca.UTF-8")
    'fr-CA'
    """
    written = re.sub(r"[.@].*", "", language).replace("_", "-")
    if not _TAG.fullmatch(written):
        message = f"`{quoted(language)}` is not a language"
        raise PolicyProblems([Problem("M301", message, help="write its tag: `fr`, `de`, or with a country `fr-CA`")])
    first, *others = written.split("-")
    return "-".join([first.lower(), *(each.upper() if len(each) == 2 else each for each in others)])


def catalogue_path(policy: Path, language: str) -> Path:
    """The file of a policy's catalogue in a language: `codes/ours.fr.po` for `codes/ours.yaml`."""
    return policy.with_name(f"{policy.stem}.{language}{ENDING}")


def catalogues_beside(policy: Path) -> tuple[Path, ...]:
    """The files of all of a policy's catalogues, sorted."""
    found = policy.parent.glob(f"*{ENDING}") if policy.suffix in ENDINGS and is_file(policy) else ()
    own = (path for path in found if path.stem.rpartition(".")[0] == policy.stem)
    return tuple(sorted(path for path in own if _TAG.fullmatch(path.stem.rpartition(".")[2])))


@takes(policy=Policy, language=str)
def catalogue_of(policy: Policy, language: str) -> MessageCatalogue:
    """The catalogue of a policy in a language: all that stand beside its file, and beside those of what it extends.

    Where a language has a country, such as `fr-CA`, its catalogues come first, and those of `fr` say what they don't.
    One that nothing is translated into is empty. Raises PolicyProblems for what is no language (M301), and for a
    catalogue that can't be read.

    >>> import coach_ethics as ce
    >>> from coach_ethics.catalogues import catalogue_of
    >>> catalogue_of(ce.load_policy("essay"), "fr").language
    'fr'
    """
    tag = language_tag(language)
    tags = [tag, *([tag.partition("-")[0]] if "-" in tag else [])]
    paths = [catalogue_path(file, each) for file in files_of(policy) for each in tags]
    found = [_read(path, path.stat().st_mtime_ns) for path in paths if is_file(path)]
    return joined(MessageCatalogue(tag), *found)


def files_of(policy: Policy) -> tuple[Path, ...]:
    """The files that a policy and what it extends were read from, its own first."""
    sections = (getattr(policy, each.name) for each in fields(Policy))
    parts = (part for section in sections if isinstance(section, tuple) for part in section)
    spans: list[Span | None] = [policy.span, *(getattr(part, "span", None) for part in parts)]
    names = dict.fromkeys(span.source.name for span in spans if span and span.source.name.endswith(ENDINGS))
    return tuple(map(Path, names))


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> MessageCatalogue:
    source = open_source(path)
    if isinstance(source, Problem):
        raise PolicyProblems([source])
    return catalogue_said(source)


@takes(policy=Policy)
def languages_of(policy: Policy) -> tuple[str, ...]:
    """The languages in which there is a catalogue beside a policy's own file, sorted.

    >>> import coach_ethics as ce
    >>> from coach_ethics.catalogues import languages_of
    >>> languages_of(ce.load_policy("essay"))
    ('de', 'fr')
    """
    files = [Path(policy.span.source.name)] if policy.span else []
    return tuple(sorted(path.stem.rpartition(".")[2] for file in files for path in catalogues_beside(file)))
