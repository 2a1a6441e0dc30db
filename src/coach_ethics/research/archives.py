"""Archives of studies: what a deposit with a DOI needs, in one folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from coach_ethics.arguments import takes
from coach_ethics.coaching.policies import policy_named
from coach_ethics.cohorts.study import Study
from coach_ethics.cohorts.translation import opened
from coach_ethics.language.data import as_data
from coach_ethics.language.policies.write import bundle
from coach_ethics.model.digest import meaning_digest
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, quoted
from coach_ethics.render.json import study_json
from coach_ethics.research.codebooks import Codebook, codebook_table
from coach_ethics.version import __version__

if TYPE_CHECKING:  # whoever archives a study needn't have a design
    from coach_ethics.research.designs import Design


@frozen
class Deposit:
    """What a deposit says of itself. `license` is an identifier as SPDX has it, such as `CC-BY-4.0`; `creators` are
    written `Family name, Given name`.

    >>> from coach_ethics.research import Deposit
    >>> Deposit("Telling the sponsor", ("Doe, Jo",), "CC-BY-4.0").license
    'CC-BY-4.0'
    """

    title: str
    creators: tuple[str, ...]
    license: str
    description: str = ""


@takes(study=Study, folder=str | Path, about=Deposit, policies=Mapping, tables=Mapping | None)
def archive(
    study: Study,
    folder: str | Path,
    about: Deposit,
    *,
    policies: Mapping[str, Policy | str | Path],
    tables: Mapping[str, object] | None = None,
    codebook: Codebook | None = None,
    design: Design | None = None,
) -> tuple[Path, ...]:
    """Write a study into a folder as it is deposited, and return the files.

    These are the study as a table (`study.csv`) and as data (`study.json`: versions, digests, parameters, notes); each
    of the `policies`, named as in the study, whole in one file that extends nothing; the `tables`, frames by names of
    your choice such as `answers`, in CSV; the `codebook`; the `design` with its seed; `README.md`; `.zenodo.json`, for
    Zenodo; and `manifest-sha256.txt`, which `sha256sum --check` reads. The same study gives the same files.

    Raises CaseProblems (K143) for a folder that isn't empty, policies that the study doesn't have or that aren't those
    that it compared, and names of tables that can't be names of files; PolicyProblems for a policy that can't be read.

    >>> from tempfile import TemporaryDirectory
    >>> from coach_ethics.cohorts import compare_on, sample
    >>> from coach_ethics.research import Deposit, archive
    >>> study = compare_on(sample("collusion", 20, seed=1), {"it": "collusion"}, notes={"seed": 1})
    >>> with TemporaryDirectory() as folder:
    ...     about = Deposit("Collusion", ("Doe, Jo",), "CC-BY-4.0")
    ...     files = archive(study, folder, about, policies={"it": "collusion"})
    >>> [each.name for each in files][:3]
    ['study.csv', 'study.json', 'it.yaml']
    """
    place = Path(folder)
    loaded = {name: policy_named(policy) for name, policy in policies.items()}
    given = dict(tables or {})
    problems = [*_faulty(place, study, loaded, given)]
    if problems:
        raise CaseProblems(problems)
    texts: dict[str, str] = {"study.csv": _csv(study.frame())}
    texts["study.json"] = study_json(study) + "\n"
    texts |= {f"policies/{_file(name)}.yaml": bundle(policy) for name, policy in loaded.items()}
    texts |= {f"data/{name}.csv": _csv(frame) for name, frame in given.items()}
    if codebook is not None:
        texts["codebook.csv"] = codebook_table(codebook)
    if design is not None:
        texts["design.csv"] = _csv(design.frame())
        about_design = as_data(design)
        texts["design.json"] = _json({name: about_design[name] for name in _OF_A_DESIGN})
    texts["README.md"] = _readme(about, study, texts)
    texts[".zenodo.json"] = _json(_zenodo(about))
    texts["manifest-sha256.txt"] = "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in texts.items()
    )
    return tuple(_written(place / name, text) for name, text in texts.items())


_OF_A_DESIGN = ("policy", "digest", "seed", "levels", "context", "cells", "excluded", "efficiency", "aliased")


def _faulty(
    place: Path, study: Study, policies: Mapping[str, Policy], tables: Mapping[str, object]
) -> Iterable[Problem]:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        yield Problem("K143", f"`{place}` is there, and isn't an empty folder", help="give a folder of its own")
    compared = {each.variant: each.digest for each in study.policies}
    for name, policy in policies.items():
        if name not in compared:
            there = ", ".join(f"`{quoted(each)}`" for each in compared)
            yield Problem("K143", f"the study has no policy `{quoted(name)}`", help=f"it has {there}")
        elif meaning_digest(policy) != compared[name]:
            yield Problem("K143", f"`{quoted(name)}` isn't the policy that the study compared: its digest is another")
    for name in compared.keys() - policies.keys():
        help_ = "give every policy of the study, as `policies_of` makes those of variants"
        yield Problem("K143", f"the policy `{quoted(name)}` of the study is missing", help=help_)
    for name in tables:
        if _file(name) != name:
            yield Problem("K143", f"`{quoted(name)}` can't be the name of a file", help=f"call it `{_file(name)}`")


def _file(name: str) -> str:
    """A name as one of a file: what isn't a letter, a digit, a dot, a dash or an underscore becomes a dash."""
    kept = "".join(each if each.isalnum() or each in "._-" else "-" for each in name).strip(".-")
    return kept or "policy"


def _csv(frame: object) -> str:
    """A frame as CSV, as any library reads it."""
    import csv
    from io import StringIO

    from coach_ethics.engines.columnar.queries import columns_of

    table = opened(frame)
    columns = columns_of(table, [*table.columns])
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*columns.values(), strict=True):
        writer.writerow([str(each).lower() if isinstance(each, bool) else "" if each is None else each for each in row])
    return written.getvalue()


def _json(data: Any) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _zenodo(about: Deposit) -> dict[str, object]:
    return {
        "title": about.title,
        "upload_type": "dataset",
        "description": about.description or about.title,
        "creators": [{"name": name} for name in about.creators],
        "license": about.license,
    }


def _readme(about: Deposit, study: Study, files: Iterable[str]) -> str:
    lines = [f"# {about.title}", "", *([about.description, ""] if about.description else [])]
    lines += [f"By {'; '.join(about.creators)}. Licence: {about.license}.", ""]
    weighed = f", weighed by `{study.weights}`" if study.weights else ""
    lines += [
        f"{study.size:,} situations{weighed}, assessed by coach-ethics {__version__}; statuses are compared with "
    ]
    lines[-1] += f"those under `{study.base}`."
    lines += ["", "| policy | name | version | digest of its meaning |", "| --- | --- | --- | --- |"]
    lines += [f"| {each.variant} | {each.policy} | {each.version} | `{each.digest}` |" for each in study.policies]
    if study.notes:
        lines += ["", *(f"- {name}: {value}" for name, value in study.notes.items())]
    lines += ["", "## Files", "", *(f"- `{name}`: {_said(name)}" for name in files)]
    return "\n".join([*lines, "", "`sha256sum --check manifest-sha256.txt` checks them."]) + "\n"


def _said(name: str) -> str:
    known = {
        "study.csv": "for each variant, act and status: rows, share with its interval, and how many changed",
        "study.json": "the same, with versions, digests and parameters",
        "codebook.csv": "what columns and cells of the data mean",
        "design.csv": "the vignettes, with their blocks",
        "design.json": "how they were chosen, with the seed",
    }
    return known.get(name) or ("a policy, whole" if name.startswith("policies/") else "data")


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return path
