"""Makes the library's catalogues: `python -m tests.catalogues.library` (`make catalogues`), with Babel.

The template has what the source marks (`gettext`, `ngettext`, `pgettext`, `noted`, `Translatable`) and the texts of
shared facts, acts and constraints. Each catalogue is brought up to date with it, and compiled: what is read is the
compiled one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from coach_ethics.analysis.coverage.themes import shipped_themes
from coach_ethics.catalogues.library import shared_texts
from coach_ethics.coaching.acts import ACTS
from coach_ethics.coaching.constraints import standard_constraints
from coach_ethics.coaching.vocabulary import STANDARD
from coach_ethics.translation import DOMAIN, LOCALES, TEMPLATE

SOURCE = Path("src/coach_ethics")
_MARKS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "noted": None, "Translatable": None}
_TEMPLATES = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
_WIDTH = 100
FIXED = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def template() -> Catalog:
    """All that there is to translate."""
    catalog = Catalog(project="coach-ethics", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# The words of coach-ethics, made by `make catalogues`."
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        for _, message, _, context in extract_from_file("python", path, keywords=_MARKS):
            catalog.add(message, context=context, locations=[(place, 0)])
    for path in sorted(SOURCE.rglob("*.j2")):
        with path.open("rb") as opened:
            for _, message, _, context in extract("jinja2.ext:babel_extract", opened, _MARKS, options=_TEMPLATES):
                catalog.add(message, context=context, locations=[(path.relative_to(SOURCE).as_posix(), 0)])
    for theme in shipped_themes().themes:
        catalog.add(theme.theme, context="theme", auto_comments=["a question to codes, in a row of a table"])
    for each in shared_texts(STANDARD, ACTS, standard_constraints()):
        catalog.add(each.text, context=each.context, auto_comments=[each.hint])
    return catalog


def written(catalog: Catalog) -> str:
    """A catalogue as text; without days, which would change it each time."""
    out = BytesIO()
    write_po(out, catalog, width=_WIDTH, include_lineno=False, sort_by_file=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_DAYS))


_DAYS = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:', '"Report-Msgid-Bugs-To:', '"Last-Translator:')


def read(path: Path) -> Catalog:
    """A catalogue from its file."""
    return read_po(BytesIO(path.read_bytes()), locale=path.parent.parent.name, charset="utf-8", abort_invalid=True)


def catalogue_paths() -> Iterator[Path]:
    """The library's catalogues, one a language."""
    yield from sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as it is read; of no day, so that it differs only where words do."""
    catalog.creation_date = catalog.revision_date = FIXED
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> None:
    """Bring the template and every catalogue up to date."""
    made = template()
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_text(written(made), "utf-8", newline="\n")
    for path in catalogue_paths():
        catalog = read(path)
        catalog.update(made, no_fuzzy_matching=False)
        path.write_text(written(catalog), "utf-8", newline="\n")
        path.with_suffix(".mo").write_bytes(compiled(catalog))


if __name__ == "__main__":
    main()
