"""The columnar engine: a program as expressions over the columns of a frame, for millions of situations at once.

Importing it raises CaseProblems (E502) where narwhals, which the extra `frames` brings, isn't installed.
"""

from importlib.util import find_spec

from coach_ethics.problems import CaseProblems, Problem

if find_spec("narwhals") is None:
    _MISSING = "cohorts need narwhals, which isn't installed here"
    raise CaseProblems([Problem("E502", _MISSING, help="`pip install 'coach-ethics[frames]'`")])
