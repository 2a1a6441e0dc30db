"""A site written into a folder, and what an earlier run left there removed.

A list of what was written stays in the folder, so that the next run removes its own files only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from attrs import frozen

from coach_ethics.problems import Problem, Problems
from coach_ethics.site.page import Site
from coach_ethics.site.publish import site_files

LIST = ".coach-ethics-published"
"""The list of the files of a site, in its folder: a path a line."""
_OPENING = "# What `coach-ethics publish` wrote here. What is listed is removed once the site has no such file.\n"


@frozen
class PublishedFiles:
    """The files that were written, those of an earlier run that were removed, and those of others, which stay."""

    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    others: tuple[Path, ...]


def publish(site: Site, out: Path) -> PublishedFiles:
    """Write the files of a site into a folder, which is made where there is none. Raises Problems (F105)."""
    content = site_files(site)
    try:
        out.mkdir(parents=True, exist_ok=True)
        before = _listed(out)
        _list(out, {*before, *content})  # whatever comes in between, what was written is known
        for path, bytes_ in content.items():
            target = out / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bytes_)
        removed = tuple(_removed(out, before - content.keys()))
        _list(out, content)
    except OSError as failure:
        reason = (failure.strerror or "the system refuses").lower()
        said = f"`{failure.filename or out}` can't be written: {reason}"
        raise Problems([Problem("F105", said, help="choose another folder with `--out`")]) from None
    return PublishedFiles(tuple(out / path for path in content), removed, tuple(_others(out, content)))


def _listed(out: Path) -> set[str]:
    """What an earlier run wrote, as far as that is within the folder, whatever its list says."""
    try:
        lines = (out / LIST).read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {line for line in lines if line and not line.startswith("#") and _within(PurePosixPath(line))}


def _within(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _list(out: Path, paths: Iterable[str]) -> None:
    (out / LIST).write_text(_OPENING + "".join(f"{path}\n" for path in sorted(paths)), "utf-8")


def _removed(out: Path, paths: Iterable[str]) -> Iterator[Path]:
    """Removes files, and the folders that are empty then."""
    inside = out.resolve()
    for path in sorted(paths):
        target = out / path
        if not target.is_file() or not target.resolve().is_relative_to(inside):
            continue
        target.unlink()
        yield target
        for folder in target.parents:
            if folder == out or any(folder.iterdir()):
                break
            folder.rmdir()


def _others(out: Path, content: Iterable[str]) -> Iterator[Path]:
    """What stands beside the files of the site in its folders."""
    own = {out / path for path in content}
    folders = {out, *(folder for path in own for folder in path.parents if out in folder.parents)}
    for folder in sorted(folders):
        yield from (each for each in sorted(folder.iterdir()) if each not in own | folders and each.name != LIST)
