"""The pages of a site: what each shows, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from coach_ethics.analysis.compare.comparison import PolicyComparison
from coach_ethics.model.policy import Parameter, Policy, named
from coach_ethics.render.changes import changes_entries
from coach_ethics.render.comparison import beyond_statuses, undecided_blocks
from coach_ethics.render.comparison_outcome import comparison_in_short
from coach_ethics.render.policy import head_words
from coach_ethics.site.anchors import change_path, code_path, compare_path, pictures_path
from coach_ethics.site.changing import change_page, words_of_names
from coach_ethics.site.code_page import code_page, standing_words
from coach_ethics.site.differing import differing_acts
from coach_ethics.site.page import Page
from coach_ethics.site.pictures import decision_pictures, exceptions_picture
from coach_ethics.site.themes_picture import themes_picture
from coach_ethics.site.theming import ThemeRow
from coach_ethics.translation import gettext, ngettext


@frozen
class SiteCode:
    """A policy of a site: what its page is called, and it itself. An earlier version of another has no page."""

    policy: Policy
    slug: str
    label: str
    published: bool = True

    @property
    def title(self) -> str:
        """The policy's title."""
        return self.policy.title or self.policy.name

    @property
    def path(self) -> str:
        """Where its page stands; empty where it has none."""
        return code_path(self.slug) if self.published else ""


def code_pages(code: SiteCode, leading: Sequence[Page]) -> Iterator[Page]:
    """A code, and its pictures if there are any. It leads to the pages in which it is compared with others."""
    policy = code.policy
    shown, exceptions = code_page(policy), exceptions_picture(policy)
    drawn, undrawn = decision_pictures(policy)
    pictures = pictures_path(code.slug) if drawn or exceptions else ""
    values = {
        "policy": policy,
        "slug": code.slug,
        "shown": shown,
        "norms": named(policy.norms),
        "head": head_words(policy),
        "standing_words": standing_words(shown),
        "leading": tuple((page.path, page.title) for page in leading),
        "pictured": frozenset(each.name for each in drawn),
        "pictures_path": pictures,
    }
    yield Page(code.path, code.title, "code.html.j2", values)
    if pictures:
        seen = {"policy": policy, "code": code.path, "drawn": drawn, "exceptions": exceptions, "undrawn": undrawn}
        yield Page(pictures, gettext("Pictures of {title}").format(title=code.title), "pictures.html.j2", seen)


def compared_page(one: SiteCode, other: SiteCode, found: PolicyComparison, themes: Sequence[ThemeRow]) -> Page:
    """Two codes side by side."""
    pair = (one, other)
    values = {
        "codes": tuple((code.title, code.path) for code in pair),
        "called": tuple(code.label for code in pair),
        "paths": tuple(code.path for code in pair),
        "policies": tuple(code.policy for code in pair),
        "shared": bool(set.intersection(*({act.name for act in code.policy.acts} for code in pair))),
        "in_short": comparison_in_short(found),
        "themes": themes,
        "parameters": tuple(_other_values(one.policy, other.policy)),
        "acts": tuple(differing_acts(found)),
        "beyond": (*beyond_statuses(found), *undecided_blocks(found)),
        "alone": tuple(
            (code.title, code.path, tuple(named(code.policy.acts)[act] for act in each.own_acts))
            for code, each in zip(pair, found.policies, strict=True)
            if each.own_acts
        ),
    }
    title = gettext("{one} and {other}, side by side").format(one=one.title, other=other.title)
    return Page(compare_path(one.slug, other.slug), title, "compare.html.j2", values)


def _other_values(one: Policy, other: Policy) -> Iterator[tuple[Parameter, Parameter]]:
    """The parameters of one name to which both give a value, but not the same."""
    theirs = named(other.parameters)
    for each in one.parameters:
        if each.name in theirs and theirs[each.name].default != each.default:
            yield each, theirs[each.name]


def changed_page(old: SiteCode, new: SiteCode, found: PolicyComparison) -> Page:
    """What a new version changes, for a vote."""
    changing = change_page(found)
    acts = tuple(differing_acts(found))
    values = {
        "before": head_words(old.policy),
        "now": head_words(new.policy),
        "old_path": old.path,
        "new_path": new.path,
        "new": new.policy,
        "in_short": _changed_in_short(len(acts), len(found.changes)),
        "agree": found.agree,
        "acts": acts,
        "beyond": (*beyond_statuses(found), *undecided_blocks(found)),
        "changing": changing,
        "others": tuple(changes_entries(changing.others, words_of_names(old.policy, new.policy))),
    }
    said = gettext("{title}: what changes from {before} to {now}")
    title = said.format(title=new.title, before=old.label, now=new.label)
    return Page(change_path(old.slug, new.slug), title, "change.html.j2", values)


def _changed_in_short(acts: int, parts: int) -> str:
    changed = ngettext("The verdict on {number} act changes", "The verdict on {number} acts changes", acts)
    verdicts = changed.format(number=acts) if acts else gettext("No act gets another status")
    said = ngettext(
        "{verdicts}; {number} part of the policy was written otherwise.",
        "{verdicts}; {number} parts of the policy were written otherwise.",
        parts,
    )
    return said.format(verdicts=verdicts, number=parts)


def index_page(title: str, codes: Sequence[SiteCode]) -> Page:
    """The page that leads to all codes."""
    shown = tuple((code, head_words(code.policy)) for code in codes)
    return Page("index.html", title, "index.html.j2", {"codes": shown}, navigation=gettext("Codes"))


def themes_page(rows: Sequence[ThemeRow], codes: Sequence[SiteCode]) -> Page:
    """The codes theme by theme."""
    called = tuple(code.label for code in codes)
    values = {
        "picture": themes_picture(rows, called),
        "rows": rows,
        "called": called,
        "paths": tuple(code.path for code in codes),
    }
    return Page(
        "themes.html", gettext("What the codes say, theme by theme"), "themes.html.j2", values, gettext("Themes")
    )


def comparisons_page(compared: Sequence[Page], changed: Sequence[Page]) -> Page:
    """The page that leads to all comparisons."""
    values = {
        "pairs": tuple((page.path, page.title) for page in compared),
        "changes": tuple((page.path, page.title) for page in changed),
    }
    title = gettext("Comparisons") if compared else gettext("Changes")
    return Page("compare/index.html", title, "comparisons.html.j2", values, navigation=title)
