"""The dialogue and the playground of a site: their pages, and the files with which the library runs in a browser.

The Python of the browser is Pyodide, of which the npm package is given. Beside it goes one archive of this library and
what it needs, and of the site's policies.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from attrs import evolve

from coach_ethics.catalogues.beside import catalogue_of, catalogues_beside, languages_of
from coach_ethics.catalogues.po import po_text
from coach_ethics.language.policies.write import bundle
from coach_ethics.model.policy import Policy
from coach_ethics.problems import Problem, Problems
from coach_ethics.shipped import shipped_paths
from coach_ethics.site.anchors import slugs_of
from coach_ethics.site.browser.messages import PUBLISHED
from coach_ethics.site.order import SiteOrder
from coach_ethics.site.page import Page, Site
from coach_ethics.translation import gettext, speaking

LEFT_OUT = ("assistant", "cli", "cohorts", "editor", "service", "site", "testing")
"""What the browser doesn't need of this library, by its folders."""
_NEEDED = ("site/__init__.py", "site/browser/__init__.py", "site/browser/documents.py", "site/browser/messages.py")
_DISTRIBUTIONS = ("attrs", "cattrs", "typing_extensions", "PyYAML")
_SCRIPTS = ("blocks.js", "dialogue.js", "library.js", "playground.js", "worker.js", "dialogue.css")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def with_dialogue(site: Site, order: SiteOrder, runtime: Path) -> Site:
    """The site with a page to ask each policy that has acts, a playground, and the files that run the library there.

    `runtime` is the folder of the npm package `pyodide`. Raises Problems (F107) where it isn't one.
    """
    published = dict(zip(slugs_of(order.policies), order.policies, strict=True))
    run = _runtime(runtime, library(published))
    browser = files("coach_ethics.site.browser")
    scripts = {f"dialogue/{name}": browser.joinpath(name).read_bytes() for name in _SCRIPTS}
    megabytes = f"{sum(map(len, run.values())) / 1e6:.1f}"
    shared = {"megabytes": megabytes, "published": published}
    with speaking(order.language):
        asking = (_asking(slug, policy, shared) for slug, policy in published.items() if policy.acts)
        playground = Page("playground.html", gettext("Playground"), "playground.html.j2", shared, gettext("Playground"))
        pages = (*asking, playground)
    kept = {**scripts, "dialogue/files.json": _listed(run)}
    made = evolve(site, pages=(*site.pages, *pages), files={**site.files, **run, **kept})
    worker = _service_worker([*(page.path for page in pages), *kept, "site.css"], run, made)
    return evolve(made, files={**made.files, "service-worker.js": worker})


def _asking(slug: str, policy: Policy, shared: Mapping[str, object]) -> Page:
    spoken = languages_of(policy.untranslated or policy)
    values = {**shared, "slug": slug, "policy": policy, "languages": _named((policy.language, "en", *spoken))}
    return Page(
        f"ask/{slug}.html", gettext("Ask: {policy}").format(policy=policy.title or policy.name), "ask.html.j2", values
    )


NAMES: Mapping[str, str] = MappingProxyType({"de": "Deutsch", "en": "English", "fr": "français"})
"""What languages call themselves; one that isn't here is called by its tag."""


def _named(languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Languages, each once, with what it calls itself."""
    return tuple((each, NAMES.get(each, each)) for each in dict.fromkeys(languages) if each)


def library(published: Mapping[str, Policy]) -> bytes:
    """The archive that the browser's Python imports from: the same library and policies give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted({**_own(), **_needed_by_it(), **_shelf(published)}.items()):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _own() -> Mapping[str, bytes]:
    """This library with its catalogues, without what runs elsewhere."""
    here = Path(__file__).resolve().parent.parent
    catalogues = {f"coach_ethics/{path.relative_to(here).as_posix()}": path for path in here.glob("locale/*/*/*.mo")}
    found = {path.relative_to(here).as_posix(): path for ending in ("py", "pyi") for path in here.rglob(f"*.{ending}")}
    kept = (name for name in found if name in _NEEDED or not name.startswith(tuple(f"{each}/" for each in LEFT_OUT)))
    every = {**{f"coach_ethics/{name}": found[name] for name in kept}, **catalogues}
    return {name: path.read_bytes() for name, path in every.items()}


def _needed_by_it() -> Mapping[str, bytes]:
    """The installed distributions that it needs: what is Python in them, and their licences."""
    return {path: content for name in _DISTRIBUTIONS for path, content in _distributed(name)}


def _distributed(name: str) -> Iterator[tuple[str, bytes]]:
    try:
        found = distribution(name).files or ()
    except PackageNotFoundError:
        message = f"`{name}` isn't installed as a distribution, so that it can't be packed for the browser"
        raise Problems([Problem("F107", message, help=f"install it: `pip install {name}`")]) from None
    for path in found:
        if path.suffix == ".py" or path.name.startswith("LICENSE"):
            yield path.as_posix(), path.read_binary()


def _shelf(published: Mapping[str, Policy]) -> Mapping[str, bytes]:
    """The shipped policies, and beside them those of the site that aren't, whole: each by its name on the site."""
    shipped = {str(path): path for path in shipped_paths()}
    beside = (each for path in shipped.values() for each in (path, *catalogues_beside(path)))
    as_written = {slug: policy.untranslated or policy for slug, policy in published.items()}
    own = {slug: each for slug, each in as_written.items() if each.span and each.span.source.name not in shipped}
    at = f"coach_ethics/{PUBLISHED}"
    return {
        **{f"coach_ethics/policies/{path.name}": path.read_bytes() for path in beside},
        **{f"{at}/{slug}.yaml": bundle(policy).encode() for slug, policy in own.items()},
        **{
            f"{at}/{slug}.{language}.po": po_text(catalogue_of(policy, language)).encode()
            for slug, policy in own.items()
            for language in languages_of(policy)
        },
    }


def _runtime(folder: Path, archive: bytes) -> Mapping[str, bytes]:
    """The files of the browser's Python by their paths, which change with what is in them."""
    version = json.loads(_of(folder, "package.json"))["version"]
    at = f"dialogue/pyodide-{version}"
    lock = json.loads(_of(folder, "pyodide-lock.json")) | {"packages": {}}  # none is loaded, so none need be known
    return {
        f"{at}/pyodide.mjs": _of(folder, "pyodide.mjs"),
        f"{at}/pyodide.asm.mjs": _of(folder, "pyodide.asm.mjs"),
        f"{at}/pyodide.asm.wasm.gz": gzip.compress(_of(folder, "pyodide.asm.wasm"), mtime=0),
        f"{at}/python_stdlib.zip": _of(folder, "python_stdlib.zip"),
        f"{at}/pyodide-lock.json": json.dumps(lock, indent=1).encode(),
        f"dialogue/library-{hashlib.sha256(archive).hexdigest()[:16]}.zip": archive,
    }


def _of(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as failure:
        reason = (failure.strerror or "the system refuses").lower()
        message = f"`{folder / name}` of the npm package `pyodide` can't be read: {reason}"
        fix = "unpack what `npm pack pyodide` fetches, and name its folder `package` with `--runtime`"
        raise Problems([Problem("F107", message, help=fix)]) from None


_TYPES = {".gz": "application/wasm", ".zip": "application/zip", ".json": "application/json", ".mjs": "text/javascript"}


def _listed(run: Mapping[str, bytes]) -> bytes:
    """What the worker loads, for it: by what it is for, the path, the name that the runtime asks for, and how large."""
    by_name = {path.rsplit("/", 1)[1]: path for path in run}
    archive = next(name for name in by_name if name.startswith("library-"))
    roles = {
        "pyodide": "pyodide.mjs",
        "lock": "pyodide-lock.json",
        "wasm": "pyodide.asm.wasm.gz",
        "standard": "python_stdlib.zip",
        "library": archive,
    }
    listed = {}
    for role, name in roles.items():
        path = by_name[name]
        listed[role] = {
            "path": path,
            "name": path.removesuffix(".gz"),
            "gzip": path.endswith(".gz"),
            "type": _TYPES[Path(name).suffix],
            "bytes": len(run[path]),
        }
    return json.dumps(listed, indent=1).encode()


def _service_worker(pages: Sequence[str], run: Mapping[str, bytes], site: Site) -> bytes:
    """The service worker: the lists of what it keeps, and a name for them that changes with the site."""
    digest = hashlib.sha256()
    for path in sorted(site.files):
        digest.update(path.encode() + b"\0" + site.files[path])
    told = {"VERSION": digest.hexdigest()[:16], "PAGES": list(pages), "RUNTIME": list(run)}
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    return constants.encode() + files("coach_ethics.site.browser").joinpath("service-worker.js").read_bytes()
