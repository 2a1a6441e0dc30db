from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.language.conditions.parser import DEEPEST, LONGEST, condition_of, read_condition
from coach_ethics.language.conditions.scope import Scope
from coach_ethics.language.conditions.write import write_condition
from coach_ethics.language.diagnostics import Diagnostics
from coach_ethics.language.symbols import known_in
from coach_ethics.language.yaml import Mapping, Scalar, compose
from coach_ethics.model.conditions import (
    FALSE,
    TRUE,
    And,
    Comparison,
    Condition,
    Constant,
    FactTerm,
    Holds,
    Literal,
    Membership,
    Named,
    Not,
    Operator,
    Or,
)
from coach_ethics.model.policy import Parameter, Policy, conditions_of
from coach_ethics.model.vocabulary import Boolean, Enumeration, FactType, Integer
from coach_ethics.model.walk import below
from coach_ethics.problems import Problem
from coach_ethics.source import Source
from coach_ethics.testing.strategies import policies

LIKELIHOOD = Enumeration(("none", "possible", "likely", "imminent"), ordered=True)
PURPOSE = Enumeration(("learning", "money", "fame"))
MISSED = Integer(0, 10)
FACTS: dict[str, FactType | None] = {
    "block.present": Boolean(),
    "block.named": Boolean(),
    "missed": MISSED,
    "balance": Integer(-5, 5),
    "likelihood": LIKELIHOOD,
    "severity": LIKELIHOOD,
    "purpose": PURPOSE,
    "broken": None,
}
SCOPE = Scope(
    facts=FACTS,
    concepts=frozenset({"stuck", "money"}),
    parameters={
        "persistent": Parameter("persistent", MISSED, 2),
        "strict": Parameter("strict", Boolean(), True),
        "threshold": Parameter("threshold", LIKELIHOOD, "likely"),
        "base": Parameter("base", PURPOSE, ("money", "fame"), many=True),
        "faulty": None,
    },
    norms=frozenset({"choose-openly", "not-in-doubt", "go"}),
    acts=frozenset({"withdraw", "go"}),
    calls=True,
)
PRESENT, NAMED = Holds("block.present"), Holds("block.named")
missed, likelihood, purpose = (
    FactTerm("missed", MISSED),
    FactTerm("likelihood", LIKELIHOOD),
    FactTerm("purpose", PURPOSE),
)


def read(text: str) -> Condition:
    condition, problems = condition_of(text, SCOPE)
    assert problems == ()
    assert condition is not None
    return condition


def problems_in(text: str, scope: Scope = SCOPE) -> tuple[Problem, ...]:
    condition, problems = condition_of(text, scope)
    assert condition is None
    return problems


MEANINGS: dict[str, Condition] = {
    "true": TRUE,
    "false": FALSE,
    "block.present": PRESENT,
    "stuck": Named("stuck"),
    "strict": Constant(True, "strict"),
    "not block.present": Not(PRESENT),
    "block.present and block.named or stuck": Or((And((PRESENT, NAMED)), Named("stuck"))),
    "block.present and (block.named or stuck)": And((PRESENT, Or((NAMED, Named("stuck"))))),
    "not block.present and stuck": And((Not(PRESENT), Named("stuck"))),
    "missed > 2": Comparison(missed, Operator.GT, Literal(2)),
    "balance == -3": Comparison(FactTerm("balance", Integer(-5, 5)), Operator.EQ, Literal(-3)),
    "missed >= persistent": Comparison(missed, Operator.GE, Literal(2, "persistent")),
    "1 < missed <= persistent": And(
        (
            Comparison(Literal(1), Operator.LT, missed),
            Comparison(missed, Operator.LE, Literal(2, "persistent")),
        )
    ),
    "likely <= likelihood": Comparison(Literal("likely"), Operator.LE, likelihood),
    "likelihood < threshold": Comparison(likelihood, Operator.LT, Literal("likely", "threshold")),
    "likelihood != severity": Comparison(likelihood, Operator.NE, FactTerm("severity", LIKELIHOOD)),
    "purpose in (learning, fame)": Membership(purpose, ("learning", "fame")),
    "purpose not in (learning,)": Not(Membership(purpose, ("learning",))),
    "purpose in base": Membership(purpose, ("money", "fame"), "base"),
    "missed in (1, 2, 3)": Membership(missed, (1, 2, 3)),
    "missed not  in (1, -2)": Not(Membership(missed, (1, -2))),
    "(1) < (missed) < (3)": And(
        (Comparison(Literal(1), Operator.LT, missed), Comparison(missed, Operator.LT, Literal(3)))
    ),
    "not (missed in (1,)) == true": Not(Membership(missed, (1,))),
    "not(block.present)and(stuck)": And((Not(PRESENT), Named("stuck"))),
    # A bare name is what the other side makes of it: `money` is a concept by itself, a value of `purpose` here.
    "purpose == money and money": And((Comparison(purpose, Operator.EQ, Literal("money")), Named("money"))),
    "block.present == true": PRESENT,
    "block.present != true": Not(PRESENT),
    "false == stuck": Not(Named("stuck")),
    "block.present == block.named": Or((And((PRESENT, NAMED)), And((Not(PRESENT), Not(NAMED))))),
    "block.present != strict": Not(
        Or(
            (
                And((PRESENT, Constant(True, "strict"))),
                And((Not(PRESENT), Not(Constant(True, "strict")))),
            )
        )
    ),
    "in_force(not-in-doubt)": Named("in_force(not-in-doubt)"),
    "applies( choose-openly )": Named("applies(choose-openly)"),
    "required(withdraw) and not forbidden(go)": And((Named("required(withdraw)"), Not(Named("forbidden(go)")))),
    "permitted(go) == permission(go)": Or(
        (
            And((Named("permitted(go)"), Named("permission(go)"))),
            And((Not(Named("permitted(go)")), Not(Named("permission(go)")))),
        )
    ),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_what_a_text_means(text: str) -> None:
    assert read(text) == MEANINGS[text]


@pytest.mark.parametrize("text", MEANINGS)
def test_what_was_read_is_written_and_read_again(text: str) -> None:
    """LAW: read ∘ write = identity."""
    assert read(write_condition(MEANINGS[text])) == MEANINGS[text]


def test_parentheses_are_written_only_where_needed() -> None:
    text = "not (block.present or missed > 1) and (stuck or block.named) or purpose not in (fame,)"
    assert write_condition(read(f"((({text})))")) == text


FAULTS: dict[str, list[tuple[str, int, int]]] = {
    "block.presnt and stukc": [("N102", 1, 13), ("N102", 18, 23)],
    "missed == true or purpose > fame or missed": [("T101", 1, 15), ("T105", 19, 33), ("T102", 37, 43)],
    "block.present = 1 + missed": [("C102", 15, 16), ("C102", 19, 20)],
    "block.present stuck nope": [("C101", 15, 20), ("C101", 21, 25), ("N102", 21, 25)],
    "in_force(go) and applies(nothing-here)": [("N104", 26, 38)],
    "purpose == likely": [("T103", 12, 18)],
    "persistent > 1": [("T104", 1, 15)],
    "missed in (1)": [("C104", 12, 13)],
    "base == money": [("T101", 1, 5)],
    "purpose in (money, missed)": [("C104", 20, 26)],
    "stuck and not in (a, b)": [("C101", 11, 17), ("N102", 19, 20), ("N102", 22, 23)],
    "(1) < (missed) < true": [("T101", 7, 22)],
    "purpose == (money == true)": [("T101", 1, 27)],
    "purpose in (money and nope,)": [("T101", 13, 27)],
    "missed in (likely,)": [("T102", 12, 18)],
    "1 < nope < 3": [("N102", 5, 9), ("N102", 5, 9)],
    "broken > 3 or broken == whatever or faulty < missed or broken in (a, b)": [],
}


@pytest.mark.parametrize("text", FAULTS)
def test_every_fault_is_told_with_its_place(text: str) -> None:
    found = [
        (problem.code, problem.span.column, problem.span.end_column)
        for problem in problems_in(text)
        if problem.span is not None
    ]
    assert sorted(found, key=lambda each: each[1]) == FAULTS[text]


SLIPS = {
    "stuck == yes": "write `true`",
    "not no": "write `false`",
    "stuck unless money": "write `and not (...)` around what is excepted",
    "stuck is true": "a comparison is written `==`",
    "missed = 1": "a comparison is written `==`",
    "missed ≥ 1": "write `>=`",
    "st\u200buck": "delete it, or write this anew",
    "stuck\ufeff and money": "delete it, or write this anew",
    "block–present": "did you mean `block.present`?",
    "block-present": "did you mean `block.present`?",
    "missed > –1": "words of a name are joined by `_`, a negative number begins with `-`; there is no arithmetic",
    "missed - 1 > 2": "there is no arithmetic; a number that changes is a fact or a parameter of its own",
    "missed -1 > 2": "there is no arithmetic; a number that changes is a fact or a parameter of its own",
    "purpose == “money”": "write `money` without quotation marks",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_of_the_pen_is_told_once_with_what_to_write(text: str) -> None:
    (problem,) = problems_in(text)
    assert (problem.code, problem.help) == ("C102", SLIPS[text])


def test_a_non_breaking_space_is_a_space() -> None:
    assert read("stuck\u00a0and\u202fmoney") == And((Named("stuck"), Named("money")))


@pytest.mark.parametrize("word", ["yes", "no", "is", "if", "unless", "class", "with", "None", "required"])
def test_words_of_other_languages_are_names_where_they_are_declared(word: str) -> None:
    scope = Scope({"a.b": Enumeration((word, "other")), "c": Boolean()}, concepts={word})
    term = FactTerm("a.b", Enumeration((word, "other")))
    means = And((Comparison(term, Operator.EQ, Literal(word)), Named(word)))
    assert condition_of(f"a.b == {word} and {word}", scope) == (means, ())
    assert condition_of(f"a.b in ({word}, other)", scope) == (Membership(term, (word, "other")), ())


def test_calls_belong_to_properties() -> None:
    problems = problems_in("in_force(go)", Scope(FACTS, norms=frozenset({"go"})))
    assert [problem.code for problem in problems] == ["C105"]


HOSTILE = [
    "(" * 10_000,
    ")" * 10_000,
    "(" * 5_000 + "stuck" + ")" * 5_000,
    "not " * 2_500 + "stuck",
    "stuck or " * 5_000 + "stuck",
    "missed < " * 1_000 + "1",
    "-" * 9_000 + "1",
    "9" * 9_999,
    "stuck == " * 1_000 + "stuck",
    "(stuck == " * 30 + "stuck" + ")" * 30,
    "(" * 30 + "stuck" + " != stuck)" * 30,
    "(" * 30 + "stuck" + " == stuck)" * 30,
    "a." * 4_000 + "a",
    "in_force(" * 1_000,
    "missed in (" + "1," * 4_000 + ")",
    "\0",
    "stuck\0",
    "\ud800",
    "ﬆuck",
    "stuck\u00a0and stuck",
    "__import__('os').system('ls')",
    "lambda: stuck",
    "[stuck for stuck in stuck]",
    "(stuck := true)",
    "stuck if stuck else stuck",
    "f'{stuck}'",
    "*stuck",
    "await stuck",
    "stuck;stuck",
    "stuck\\\n",
    "...",
    "1_000 < missed",
    "0x10 < missed",
    "1e400 < missed",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
def test_hostile_texts_are_problems(text: str) -> None:
    """No text gives anything but a condition or problems, and nothing in it is run."""
    condition, problems = condition_of(text, SCOPE)
    assert (condition is None) == bool(problems)


WORDS = st.sampled_from(
    (
        *FACTS,
        *("stuck", "persistent", "base", "strict", "threshold", "money", "likely", "nope"),
        *("true", "false", "and", "or", "not", "in", "==", "!=", "<", ">=", "(", ")", ",", "1", "-2"),
        *("in_force(go)", "required(x)", "'", "=", "is", "\n"),
    )
)


@given(st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=60)))
def test_any_text_is_a_condition_or_problems(text: str) -> None:
    """LAW: a text gives a condition that reads back from its own writing, or problems with places in the text."""
    condition, problems = condition_of(text, SCOPE)
    for problem in problems:
        assert problem.span is not None
        assert problem.span.column >= 1
        assert problem.help
    if condition is None:
        # Only what was faulty before may be passed over in silence.
        assert problems or "broken" in text
    else:
        assert problems == ()
        assert condition_of(write_condition(condition), SCOPE) == (condition, ())


LEAVES = (*FACTS, "stuck", "persistent", "base", "strict", "threshold", "faulty", "money", "likely", "nope", "no.pe")
OPERATORS = st.sampled_from((" and ", " or ", "==", " != ", "<", ">=", " in ", " not in "))


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sets = st.lists(inner, min_size=1, max_size=3).map(lambda members: f"({', '.join(members)},)")
    operands = inner | sets | inner.map("({})".format)
    return st.tuples(operands, OPERATORS, operands).map("".join) | inner.map("not {}".format) | sets


@given(
    st.recursive(st.sampled_from((*LEAVES, "true", "1", "-2", "in_force(go)", "required(x)")), _larger, max_leaves=8)
)
def test_any_text_in_good_order_is_a_condition_or_problems_of_meaning(text: str) -> None:
    """LAW: as for any text; and where `not` stands in no comparison, nothing is wrong with the order of words."""
    condition, problems = condition_of(text, SCOPE)
    if condition is not None:
        assert problems == ()
        assert condition_of(write_condition(condition), SCOPE) == (condition, ())
    codes = {problem.code for problem in problems}
    assert codes <= {"C101", "C104", "C106", "N102", "N103", "T101", "T102", "T103", "T104", "T105"}
    assert "C101" not in codes or "not" in text.replace(" not in ", "")


@given(policies())
def test_random_conditions_come_back(policy: Policy) -> None:
    """LAW: read ∘ write = identity, for every condition of a random policy."""
    scope = known_in(policy).scope(calls=True)
    for condition in conditions_of(policy):
        assert condition_of(write_condition(condition), scope) == (condition, ())


STYLES = {
    "plain": "when: block.present and not block.named",
    "single": "when: 'block.present and not block.named'",
    "double": 'when: "block.present and not block.named"',
    "anchored": "when: &name block.present and not block.named",
    "folded": "when: >-\n  block.present and\n  not block.named",
    "literal": "when: |  # a remark\n\n    block.present\n      and not\n\n    block.named\n",
    "plain over lines": "when: block.present\n  and not\n   block.named",
    "double over lines": 'when: "block.present\n  and not block.named"',
    "flow": "{a: 1, when: block.present and not block.named}",
    "wide signs before": "{é😀: 'ü', when: block.present and not block.named}",
}


@pytest.mark.parametrize("style", STYLES)
def test_places_in_every_style_of_yaml(style: str) -> None:
    """LAW: the text at a node's place in the file is what the node says."""
    text = STYLES[style]
    tree, problems = compose(Source("a", text))
    assert problems == ()
    assert isinstance(tree, Mapping)
    (scalar,) = (value for key, value in tree.entries if key.text == "when")
    assert isinstance(scalar, Scalar)
    faults = Diagnostics()
    condition = read_condition(scalar, SCOPE, faults)
    assert condition == And((PRESENT, Not(NAMED)))
    assert condition is not None
    lines = text.splitlines()
    for node in below(condition):
        if isinstance(node, Holds):
            span = node.span
            assert span is not None
            assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == node.fact


def test_where_escapes_blur_the_place_the_whole_stands_for_it() -> None:
    tree, _ = compose(Source("a", r'"block.present and\x20nope"'))
    assert isinstance(tree, Scalar)
    faults = Diagnostics()
    read_condition(tree, SCOPE, faults)
    assert [problem.span for problem in faults.problems] == [tree.span]


def test_a_doubled_quotation_mark_is_one_sign_in_two_places() -> None:
    """Behind `''` places still are those of the file."""
    text = "'block.present and ''x'' and nope'"
    tree, _ = compose(Source("a", text))
    assert isinstance(tree, Scalar)
    faults = Diagnostics()
    read_condition(tree, SCOPE, faults)
    spans = {problem.code: problem.span for problem in faults.problems}
    assert spans["N102"] is not None
    assert text[spans["N102"].column - 1 : spans["N102"].end_column - 1] == "nope"


def test_the_bounds_are_exact() -> None:
    """As deep and long as stated, and no more."""
    assert read("(" * DEEPEST + "stuck" + ")" * DEEPEST) == Named("stuck")
    assert [each.code for each in problems_in("(" * (DEEPEST + 1) + "stuck" + ")" * (DEEPEST + 1))] == ["C106"]
    assert read("stuck" + " " * (LONGEST - 5)) == Named("stuck")
    assert [each.code for each in problems_in("stuck" + " " * (LONGEST - 4))] == ["C106"]
