"""Coverage-guided fuzzing of the policy reader with atheris; not run by default.

    python tests/fuzz/fuzz_policy.py -max_total_time=300 -max_len=4000 CORPUS_FOLDER tests/language/good
    tests/language/bad

Every input must give a policy or problems within two seconds; anything else is a finding.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-untyped]  # it ships no types

with atheris.instrument_imports(include=["coach_ethics", "yaml"]):
    from coach_ethics.coaching.policies import check_policy
    from coach_ethics.language.files import source_of
    from coach_ethics.language.policies.write import write_policy
    from coach_ethics.problems import PolicyProblems, Problem
    from coach_ethics.source import Source


def nothing_else(name: str, wanted_by: Source) -> None:
    """No files are read while fuzzing."""


def one_input(data: bytes) -> None:
    """The promise, for one input."""
    source = source_of("a.yaml", data)
    if isinstance(source, Problem):
        return
    policy, problems = check_policy(source, find=nothing_else)
    assert (policy is None) == bool(problems)
    str(PolicyProblems(problems))
    if policy is not None:
        again, _ = check_policy(Source("<text>", write_policy(policy)), find=nothing_else)
        assert again == policy


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-timeout=2"], one_input)
    atheris.Fuzz()
