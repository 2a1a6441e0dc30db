"""A site made of policies, and written into a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem, Problems
from coach_ethics.render.policy import head_words
from coach_ethics.site.anchors import code_path, pictures_path, slugs_of
from coach_ethics.site.code_page import code_page, standing_words
from coach_ethics.site.page import Page, Site
from coach_ethics.site.pictures import decision_pictures, exceptions_picture, undrawn
from coach_ethics.site.templating import filled


def site_of(policies: Sequence[Policy], title: str = "Codes of ethics for coaches") -> Site:
    """The site of some policies."""
    pages = (
        Page("index.html", title, "index.html.j2", {"policies": policies}, navigation="Codes"),
        *(page for policy, slug in zip(policies, slugs_of(policies), strict=True) for page in _pages(policy, slug)),
    )
    return Site(title, pages, {"site.css": files("coach_ethics.site").joinpath("site.css").read_bytes()})


def _pages(policy: Policy, slug: str) -> Iterator[Page]:
    """The pages of one policy: itself, and how its acts are decided as pictures."""
    title = policy.title or policy.name
    shown, drawn, exceptions = code_page(policy), decision_pictures(policy), exceptions_picture(policy)
    links = ((pictures_path(slug), "Pictures: how acts are decided"),) if drawn or exceptions else ()
    values = {
        "policy": policy,
        "slug": slug,
        "shown": shown,
        "head": head_words(policy),
        "standing_words": standing_words(shown),
        "links": links,
        "pictured": frozenset(each.name for each in drawn),
        "pictures_path": pictures_path(slug),
    }
    yield Page(code_path(slug), title, "code.html.j2", values)
    if links:
        pictures = {"code": code_path(slug), "drawn": drawn, "exceptions": exceptions, "undrawn": undrawn(policy)}
        yield Page(pictures_path(slug), f"Pictures of {title}", "pictures.html.j2", pictures)


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
