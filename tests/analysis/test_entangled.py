"""Policies that are made to be hard are answered, or said to be undecided, in a gigabyte and in so many steps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("z3", reason="mutants are compared by the extra `analysis`")

from tests.steps import at_most

import coach_ethics as ce
from coach_ethics.analysis.mutation.mutate import STEPS_OF_ALL, UndecidedMutant, mutate
from coach_ethics.cohorts import sample
from coach_ethics.interview import next_question
from coach_ethics.problems import CaseProblems
from coach_ethics.render import text
from coach_ethics.render.policy import policy_document

ALLOWED = 1_000_000_000
"""How many bytes a process may take: a gigabyte."""


def _entangled(seed: int, facts: int = 40, density: float = 3.6) -> str:
    """Constraints in the manner of random 3-SAT, and norms over the same facts."""
    random = Random(seed)
    names = [f"x.f{number}" for number in range(facts)]

    def clause() -> str:
        return " or ".join(random.choice(("", "not ")) + name for name in random.sample(names, 3))

    lines = ["policy: entangled", "facts:"]
    lines += [f"  {name}: {{type: bool, ask: '{name}?', means: {name} holds}}" for name in names]
    lines += ["constraints:", *(f"  c{n}: {{always: {clause()}, means: c{n}}}" for n in range(round(facts * density)))]
    lines += ["acts:", *(f"  a{n}: {{means: Do a{n}}}" for n in range(4)), "norms:"]
    for number in range(8):
        kind = random.choice(("must", "must_not", "may"))
        when = f"({clause()}) and ({clause()})"
        lines.append(f"  n{number}: {{{kind}: a{random.randrange(4)}, when: {when}, because: so {number}.}}")
    return "\n".join(lines) + "\n"


_RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
from coach_ethics.__main__ import main
sys.argv = ["coach-ethics", *sys.argv[2:]]
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("verb", ["check", "assess"])
def test_a_gigabyte_is_enough(verb: str, tmp_path: Path) -> None:
    policy, case = tmp_path / "entangled.yaml", tmp_path / "case.yaml"
    policy.write_text(_entangled(1), encoding="utf-8")
    case.write_text("x.f1: true\n", encoding="utf-8")
    asked = [str(policy)] if verb == "check" else [str(case), "-p", str(policy)]
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(ALLOWED), verb, *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert "MemoryError" not in done.stderr


def test_what_is_too_entangled_is_said_to_be_undecided() -> None:
    policy = ce.load_policy(_entangled(1))
    found = ce.assess({}, policy)
    assert found.undecided
    assert ce.judge(found, {"a0"}) is not None
    assert next_question(ce.begin_interview(policy)) is not None


def _bands(norms: int = 60) -> str:
    """Norms on one amount, each from another value on."""
    lines = ["policy: bands", "facts: {w.x: {type: int, min: -1000000, max: 1000000}}", "acts:"]
    lines += [*(f"  a{each}: {{}}" for each in range(norms)), "norms:"]
    return "\n".join((*lines, *(f"  m{each}: {{must: a{each}, when: w.x > {each}}}" for each in range(norms)))) + "\n"


@pytest.mark.parametrize("text", [_entangled(1, facts=60, density=4.0), _bands()], ids=["3-SAT", "bands"])
def test_mutants_that_nothing_notices_are_left_undecided_before_long(text: str) -> None:
    """Making mutants ready, and putting them to the solver, takes steps even where nothing is found out."""
    policy = ce.load_policy(text)
    with at_most(5_000_000):
        found = list(mutate(policy))
    assert sum(each.compared for each in found) > STEPS_OF_ALL
    assert any(isinstance(each.fate, UndecidedMutant) for each in found)


def test_a_wide_range_is_put_into_words_without_walking_through_it() -> None:
    policy = ce.load_policy(_bands())
    with at_most(3_000_000):
        shown = text(policy_document(policy))
    assert "3 to 1000000" in shown


def test_a_sample_gives_up_before_long() -> None:
    with pytest.raises(CaseProblems, match="K117") as refused:
        sample(ce.load_policy(_entangled(3, density=4.4)), 1_000, seed=1)
    drawn = int(refused.value.problems[0].message.split()[1].replace(",", ""))
    assert drawn < 500_000
