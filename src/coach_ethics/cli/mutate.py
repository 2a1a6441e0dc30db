"""`coach-ethics mutate`: mutation testing of policies: would their scenarios and properties notice a mistake?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from coach_ethics.analysis.coverage.conditions import condition_coverage
from coach_ethics.analysis.mutation.mutants import Mutant, mutants
from coach_ethics.analysis.mutation.mutate import Fate, Result, Spent, baseline, beyond, most_steps, mutate, score
from coach_ethics.analysis.mutation.suggestions import suggestions
from coach_ethics.analysis.proofs.context import open_session
from coach_ethics.cli.options import FormatName, PolicyFiles
from coach_ethics.cli.output import Exit, Format, bad_input_explained, complain, present
from coach_ethics.cli.policy_files import sources_named
from coach_ethics.coaching.policies import read_policy
from coach_ethics.deontics.minimal import Budget
from coach_ethics.deontics.program import lower
from coach_ethics.language.policies.append import with_scenarios
from coach_ethics.model.policy import Policy, Scenario
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.render.json import mutation_json
from coach_ethics.render.mutation import Mutated, mutation_document
from coach_ethics.render.words import counted
from coach_ethics.source import Source

GOOD = 0.95
"""The score that a policy should reach."""

_BATCH = 8


def mutate_policies(
    policies: PolicyFiles = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes to use.")] = 1,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0.0, max=1.0, help="The score below which the exit status is 1.")
    ] = GOOD,
    append: Annotated[
        bool,
        typer.Option("--append", help="Write the scenarios that would kill mutants into the policy files, to be read."),
    ] = False,
    steps: Annotated[
        int | None,
        typer.Option(
            "--steps",
            min=1,
            help="How many steps the mutants of a policy may take together to be noticed, and as many to be compared "
            "with it. What takes more is undecided. By default some two seconds' worth for a small policy, and more "
            "for one with many scenarios.",
            show_default=False,
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also list the mutants that were killed.")] = False,
    format_: FormatName = Format.TEXT,
) -> None:
    """Change policies in small ways, and check whether their scenarios and properties notice.

    A mutant that survives comes with a scenario that would kill it, unless it is proved equivalent. Exit status 1 means
    that a score is too low, or that a scenario or property fails on the policy itself.
    """
    with bad_input_explained():
        sources = sources_named(policies)
        found = tuple(_mutated(source, jobs, steps) for source in sources)
        document = tuple(block for each in found for block in mutation_document(each, with_killed=all_))
        present(document, lambda: mutation_json(found), format_)
        if append:
            for source, each in zip(sources, found, strict=True):
                _append(source, [suggested.scenario for suggested in each.suggested])
    scores = [score(each.results).value for each in found]
    if any(value is not None and value < min_score for value in scores) or any(each.failing for each in found):
        raise typer.Exit(Exit.FINDINGS)


def _mutated(source: Source, jobs: int, steps: int | None) -> Mutated:
    policy = read_policy(source)
    open_session(lower(policy), {}, Budget(0))  # reports at once if the solver isn't installed
    failing = baseline(policy).failing
    whole = tuple(mutants(policy))
    most = most_steps(policy) if steps is None else steps
    results: list[Result] = []
    with Progress(console=Console(stderr=True), transient=True, disable=not os.isatty(2)) as progress:
        task = progress.add_task(f"mutants of {policy.name}", total=len(whole))
        for batch in _batches(source, policy, whole, most, jobs):
            results.extend(batch)
            progress.advance(task, len(batch))
    suggested = suggestions(results, policy)
    return Mutated(policy.name, tuple(results), condition_coverage(policy), failing, suggested)


def _append(source: Source, scenarios: Sequence[Scenario]) -> None:
    """Write scenarios into a policy's file. Raises PolicyProblems (F105, F106) where that can't be done."""
    path = Path(source.name)
    if not scenarios:
        return
    if not path.is_file():
        message = f"scenarios can't be added to `{source.name}`, which is no file"
        raise PolicyProblems([Problem("F106", message, help="name the policy's file")])
    text = with_scenarios(source, scenarios)
    again = read_policy(Source(source.name, text))
    assert len(again.scenarios) >= len(scenarios), "INVARIANT (appended): what was added can be read"
    try:
        path.write_text(text, "utf-8", newline="\r\n" if "\r\n" in source.text else "\n")
    except OSError as error:
        message = f"`{path}` can't be written: {error.strerror or error}"
        raise PolicyProblems([Problem("F105", message, help="check who may write it")]) from None
    complain(f"{counted(len(scenarios), 'scenario')} added to {path}")


def _batches(source: Source, policy: Policy, whole: Sequence[Mutant], most: int, jobs: int) -> Iterator[list[Result]]:
    if jobs == 1:
        yield from ([result] for result in mutate(policy, steps=most))
        return
    starts, within = range(0, len(whole), _BATCH), Spent(most)
    work = ((source.name, source.text, start, most) for start in starts)
    with ProcessPoolExecutor(jobs) as pool:
        for start, fates in zip(starts, pool.map(_fates, work), strict=True):
            yield [within.take(Result(mutant, *each)) for mutant, each in zip(whole[start:], fates, strict=False)]
            if not within.may_try:
                pool.shutdown(wait=False, cancel_futures=True)
                yield [beyond(mutant, most) for mutant in whole[start + _BATCH :]]
                return


def _fates(work: tuple[str, str, int, int]) -> list[tuple[Fate, int, int]]:
    """The fates of a batch, and their steps: a policy can't be sent between processes, but its text and a fate can."""
    name, text, start, most = work
    found = mutate(read_policy(Source(name, text)), part=slice(start, start + _BATCH), steps=most)
    return [(result.fate, result.tried, result.compared) for result in found]
