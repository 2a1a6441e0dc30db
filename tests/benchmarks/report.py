"""Writes docs/benchmarks.md: `python -m tests.benchmarks.report [--quick | --kept]`, which is what `make bench` runs.

The page is made whole, its words included, so that no figure outlives the run that it came from.
"""

from __future__ import annotations

import argparse
import re
import warnings
from datetime import date
from pathlib import Path

from tests.benchmarks import all_known, answers, bits, cohorts, growth, one_situation, out_of_core
from tests.benchmarks.measure import machine, versions

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PACKAGES = (
    [
        "coach-ethics",
        "durable-rules",
        "clipspy",
        "zen-engine",
        "cedarpy",
        "rule-engine",
        "json-logic-qubit",
        "jsonlogic-rs",
    ],
    ["narwhals", "polars", "duckdb", "pyarrow", "pyspark", "openfisca-core"],
)


def page(arguments: argparse.Namespace) -> str:
    """The page as Markdown."""
    repetitions = 5 if arguments.quick else one_situation.REPETITIONS
    parts = [
        _head(arguments),
        *one_situation.table(repetitions),
        *_read("one_situation"),
        *cohorts.table(arguments.rows, 3 if arguments.quick else cohorts.REPETITIONS),
        *_read("cohorts"),
        *bits.kept(),
        *_read("bits"),
        *all_known.table(3 if arguments.quick else all_known.REPETITIONS),
        *_read("all_known"),
        *out_of_core.HEAD,
        *map(out_of_core.told, out_of_core.all_measured(arguments.many)),
        *out_of_core.kept(),
        *_read("out_of_core"),
        *growth.table(),
        *_read("growth"),
        *answers.kept(),
        *_read("answers"),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _head(arguments: argparse.Namespace) -> str:
    quick = " --quick" if arguments.quick else ""
    options = f"{quick} --rows {' '.join(map(str, arguments.rows))} --many {arguments.many}"
    return f"""# Benchmarks

`make bench` measures all of this and writes this page. Answers are checked to be equal before anything is timed.
Contestants take turns, so that a busy moment hits them alike, unless a table says otherwise; a figure is the median of
the repetitions, with the least and the most beside it. Peak memory is that of a process of its own. Where the spread is
wide, the machine was busy with other things, and ratios say more than times. A bar is what was promised; it *holds* or
is *missed*.

- made with: `python -m tests.benchmarks.report{options}`
- on: {machine()}
- with: {versions(*PACKAGES[0])},
  {versions(*PACKAGES[1])}
- when: {date.today()}

## One situation

Every contestant says of a situation which acts are required, forbidden, and explicitly permitted: from these three
truths an act's status follows. `compiled`, `durable`, `reference` and durable_rules by hand also give all other
names of the program (concepts, norms, conflicts), unless the row says otherwise, and do the same where facts are
unknown. The others are asked only about situations in which everything is known.
"""


def _read(about: str) -> list[str]:
    return [_WORDS[about]]


_WORDS = {
    "one_situation": """
How each was asked is in `tests/benchmarks/peers/`, a file each. All get the program with aliases and constants
resolved. rule-engine and JsonLogic evaluate it step by step, Cedar has a `permit` for each answer and tells which
applied, CLIPS a rule for each answer, zen-engine once a decision with an expression node and once a single compiled
expression that builds an object of all answers. That expression answers everything that the others are asked, and
nothing in zen-engine is faster; so it counts for the bar of 20. It is given no rules, though: no rule, no name and no
unknown is left of the policy in it. The fastest that is given rules is told of beside it. Plain Python is what one
would write for just this policy: local variables and a dictionary in the end. It is written out by a translator, so
that it is right. It takes longer than `compiled` because most of its time goes into the display of that dictionary,
where `compiled` fills a copy of one. *No rules* is Python that decides nothing: it reads every fact, and writes
something for every answer that isn't always the same. Between it and `compiled` lies all that could still be gained in
CPython, for whoever is given a dictionary of facts and gives one of answers.

durable_rules by hand is the Python layer of the library (`durable.engine`), on the rulesets that
`coach-ethics export --to durable` writes, loaded once.

## Cohorts

Statuses of all acts of the essay's policy, three facts in ten unknown. Polars, DuckDB and PyArrow start from a frame
in memory and end with one; Spark runs in local mode, from Parquet to its `noop` sink, with Java told to compile long
methods too (see [cluster.md](cluster.md)), and the memory is that of Python alone. *By hand* are Polars expressions
for just this policy, what is used twice in a column of its own; they check nothing.
""",
    "cohorts": f"""
The Python loop makes a situation of every row and evaluates `compiled`; it was given {cohorts.LOOP_ROWS:,} rows, and
rows a second are what they were for these. Up to {cohorts.TOGETHER:,} rows, contestants wait in processes of their own
and take turns; with more, they come one after the other, with {cohorts.FEW} repetitions, since memory wouldn't do for
all at once, and the first {cohorts.TOGETHER:,} rows are checked. Memory is the most before the check.

What profiling found: of the time of a checked cohort in Polars, half goes into comparing words with the enumerators of
their facts. Casting to enumerations instead costs twice as much, since every word is hashed; checking in the query that
assesses costs more than a query of its own, since whole columns of intermediate results are then made together. So
every word is compared once, beforehand, into columns of bits: the check counts them, and the conditions read them. In
Spark, the loop written for a policy was too long for Java to compile it: told to, it takes a third of the time.
""",
    "bits": """
Bits are Python's whole numbers for small frames and compiled for large ones ([engines.md](engines.md#bitsliced));
here in two threads, as Polars is. *By hand* is as above. Of the time that bits take for five million rows in
enumerations, less than a tenth is evaluation, a sixth reading columns, a tenth writing codes, and more than half the
memory for the 28 columns of the result (140 MB): Polars makes them, of one word, since to make enumerations of codes
it looks at every code, which takes longer than all the rest. The system gives fresh memory page by page, which takes
longer where a machine is virtual. With texts, half of the time goes into finding their words.

`sample` draws more rows than it gives, since constraints refuse some, and for each fact the fractions that Python's own
`random` gives: that a seed gives the same on every machine is what takes the time. So it takes about as long as
expressions do to assess what it drew, and several times as long as bits. The table was measured on a machine busy with
much else (a load of 10 to 14 on two cores), where even processor time is twice what it is on a free one: what counts
are the ratios. Less loaded, a call for 100 rows took 6.6 ms of Polars, 7 ms of PyArrow and 11.9 ms of pandas.
""",
    "all_known": """
OpenFisca-Core evaluates a policy over arrays, a variable a condition. It has no value for *not known*: a Boolean
variable without input is false. So this is a cohort in which everything is known. Its words are made enumerations
before the time begins, and its statuses are places in a list, while both others compare texts and add columns to a
frame; ours checks the words, too.

## More rows than memory

From Parquet files to a Parquet file, DuckDB told to keep to {limit}, Polars with its streaming engine. Engines come one
after the other, once; answers are checked on a million rows before, and on all rows after. What 10⁹ rows would take is
a projection: the measured time, ten times as long from 100 million. Those of 2026-11-29 were measured at low priority
on a machine busy with much else, so that only their processor time says something: from it, 10⁹ rows take 17 minutes
on two free cores, by expressions and by bits alike: at the speeds of the tables above, expressions have 7 of the 200
seconds, and bits 2; the rest goes into reading and writing Parquet. Spark was measured at 10 million rows on such a
machine too (a load of 8 to 13 on two cores), so that its projections, from there a hundred times as long, are bounds
for two cores and say nothing of a cluster; side by side, bits on its workers took three quarters of the time of Spark's
own expressions.
Measure it with `python -m tests.benchmarks.out_of_core --rows 100000000 --keep`.
""".replace("{limit}", out_of_core.LIMIT),
    "out_of_core": """
## Growth

The least of the repetitions is shown, and exponents are fitted to it. Policies are made up from a fixed seed (40 facts;
norms with two or three conditions, a sixth of them bound to another act, some overriding others). Whatever the rows, a
frame takes the time in which narwhals writes the expressions for its library; that hides that the rest grows as the
rows do. Memory is that of a process that does all the work of one size once.
""",
    "growth": """
`import coach_ethics` loads what assessing a case needs. Proofs, comparisons, cohorts, receipts and the readers of
policies and engagements are loaded when they are first called for.

## Answers to programs

What a service, a form or an assistant waits for. Times are processor time, but for clients, who ask over HTTP while
the clock runs. Each part is measured by itself, with
`python -m tests.benchmarks.answers PART --keep`; parts without a row here have not been measured yet.
""",
    "answers": """
*Cases that are new* differ from the essay's in three facts; what was worked out of the same case before is kept with
the policy. Interviews are answered at random, one after the other, in one process; their first question draws the
diagrams of all acts. A question that takes much longer than others has met the garbage collector of Python, which
looks at all that is kept every now and then: 50 ms for a hundred thousand objects.
""",
}


_KEPT = re.compile(r"\nMeasured apart from the rest of this page.*?(?=\n\n(?![|-]|Measured apart))", re.DOTALL)


def with_kept(page: str) -> str:
    """The page with what was kept of measurements apart, the rest as it is."""
    found = iter((bits.kept(), out_of_core.kept(), answers.kept()))
    return _KEPT.sub(lambda _: "\n".join(next(found)), page)


def main() -> None:
    """Writes the page."""
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--rows", type=int, nargs="+", default=cohorts.ROWS, help="rows of cohorts in memory")
    parser.add_argument("--many", type=int, default=10_000_000, help="rows of a cohort that isn't")
    parser.add_argument("--kept", action="store_true", help="only put in what was measured apart and kept")
    given = parser.parse_args()
    PAGE.write_text(with_kept(PAGE.read_text("utf-8")) if given.kept else page(given), "utf-8")


if __name__ == "__main__":
    main()
