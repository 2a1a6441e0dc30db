"""A site made of policies, and written into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem, Problems
from coach_ethics.render.policy import policy_document
from coach_ethics.site.page import Page, Site
from coach_ethics.site.templating import filled


def site_of(policies: Sequence[Policy], title: str = "Codes of ethics for coaches") -> Site:
    """The site of some policies."""
    pages = (
        Page("index.html", title, "index.html.j2", {"policies": policies}, navigation="Codes"),
        *map(_code, policies),
    )
    return Site(title, pages, {"site.css": files("coach_ethics.site").joinpath("site.css").read_bytes()})


def _code(policy: Policy) -> Page:
    values = {"policy": policy, "document": policy_document(policy)}
    return Page(f"codes/{policy.name}.html", policy.title or policy.name, "code.html.j2", values)


def site_files(site: Site) -> Mapping[str, bytes]:
    """Every file of a site by its path below the site's folder: the same site gives the same bytes."""
    return {**{page.path: filled(page, site).encode() for page in site.pages}, **site.files}


def publish(site: Site, out: Path) -> Iterator[Path]:
    """Write the files of a site into a folder, which is made where there is none. Raises Problems (F105)."""
    for path, content in site_files(site).items():
        target = out / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except OSError as failure:
            reason = (failure.strerror or "the system refuses").lower()
            said = f"`{target}` can't be written: {reason}"
            raise Problems([Problem("F105", said, help="choose another folder with `--out`")]) from None
        yield target
