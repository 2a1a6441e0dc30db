"""The layout of a policy file: every section, key and kind, once. The reader and the JSON Schema both walk it."""

from __future__ import annotations

from typing import assert_never

from coach_ethics.findings import Status
from coach_ethics.language.schema.shapes import (
    ConditionText,
    DayShape,
    Flag,
    Key,
    ListShape,
    MappingShape,
    Only,
    Record,
    Text,
    ValueShape,
    Variants,
    Whole,
    WordShape,
)
from coach_ethics.model.policy import EXPECTED_BY_ACT, Modality

LARGEST_NUMBER = 1_000_000
"""How far a fact or a parameter may range, above and below zero: its values can still be listed."""

MOST_VALUES = 100
"""The most values that an enumeration may have."""
MOST_NORMS = 1000
"""The most norms that a policy may have."""
MOST_ACTS = 500
"""The most acts that a policy may declare."""

KEBAB = WordShape(
    "[a-z][a-z0-9]*(?:-[a-z0-9]+)*", "lower-case letters, digits and hyphens, such as `keep-the-confidence`"
)
SNAKE = WordShape("[a-z][a-z0-9_]*", "lower-case letters, digits and underscores, such as `tell_client`")
DOTTED = WordShape(
    r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*",
    "lower-case letters, digits and underscores, with dots between, such as `block.present`",
)
FACT_NAME = WordShape(
    r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+",
    "two words or more joined by dots, in lower-case letters, digits and underscores, such as `block.present`",
)
"""A word by itself would be a key of an engagement, where a case is written flat."""
SOURCE = WordShape("[A-Za-z][A-Za-z0-9_.-]*", "letters, digits, hyphens and dots without spaces, such as `icf-2020`")
DAY_NAME = WordShape("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day, such as `2026-01-31`")
ANY_NAME = WordShape("[A-Za-z_][A-Za-z0-9_.-]*", "a name, in letters, digits, hyphens and underscores")

_TEXT = Text()
_WHOLE = Whole(-LARGEST_NUMBER, LARGEST_NUMBER)


def _names(least: int = 0) -> ListShape:
    return ListShape(ANY_NAME, least=least, single=True)


_MEANS = Key("means", _TEXT, "what it is, in plain words")
_CITES = Key(
    "cites", ListShape(_TEXT, single=True), "places in a source: its name, a space, and the place (`essay P16`)"
)

_SOURCE = Record(
    "a source",
    (
        Key("title", _TEXT, "the title of the text", required=True),
        Key("url", _TEXT, "where it can be read"),
        Key("author", _TEXT, "who wrote it"),
        Key("date", _TEXT, "when it was published"),
    ),
)

_PARAMETER = Record(
    "a parameter",
    (
        Key(
            "default",
            ListShape(ValueShape(), least=1, single=True),
            "its value, or a list if it is a set",
            required=True,
        ),
        Key(
            "values",
            MappingShape(DAY_NAME, ListShape(ValueShape(), least=1, single=True)),
            "its values by the first day on which each is in effect; before the first of them, `default` is",
        ),
        Key("min", _WHOLE, "the smallest value of a number"),
        Key("max", _WHOLE, "the largest value of a number"),
        Key("of", DOTTED, "the fact whose values it has"),
        _MEANS,
    ),
)

_FACT_KEYS = (
    Key("ask", _TEXT, "the question to ask the coach"),
    _MEANS,
    Key("said", _TEXT, "a short phrase for it where it holds; `{}` stands for the values"),
    Key("known_to", ListShape(SNAKE, single=True), "who knows it besides the coach; default: nobody"),
    Key("judgement", Flag(), "whether it is the coach's own judgement rather than an observation"),
    Key("changeable", Flag(), "whether it can still be brought about"),
    Key("lasting", Flag(), "whether it stays true once it is true, as what has been said can't be unsaid"),
    Key("cost", Whole(1, 1000), "how hard it is to bring about, compared with others"),
)

FACT = Variants(
    "a fact",
    "type",
    "`bool`, `int` or `enum`",
    (
        (
            "bool",
            Record(
                "a fact of type `bool`",
                (*_FACT_KEYS, Key("said_not", _TEXT, "a short phrase for it where it doesn't hold")),
            ),
        ),
        (
            "int",
            Record(
                "a fact of type `int`",
                (
                    Key("min", _WHOLE, "the smallest value", required=True),
                    Key("max", _WHOLE, "the largest value", required=True),
                    *_FACT_KEYS,
                ),
            ),
        ),
        (
            "enum",
            Record(
                "a fact of type `enum`",
                (
                    Key(
                        "values",
                        ListShape(SNAKE, least=1, most=MOST_VALUES),
                        "its values; if ordered, from least to most",
                        required=True,
                    ),
                    Key("ordered", Flag(), "whether the values are ordered from least to most"),
                    *_FACT_KEYS,
                ),
            ),
        ),
    ),
)

_CONSTRAINT = Record(
    "a constraint", (Key("always", ConditionText(), "what always holds in the world", required=True), _MEANS)
)

_ACT = Record(
    "an act",
    (
        _MEANS,
        Key("excludes", _names(), "acts that can't be done together with it"),
        Key("includes", _names(), "acts that are done in doing it"),
        Key(
            "leads_to",
            MappingShape(DOTTED, ValueShape()),
            "facts with the values that doing it gives them, or may give them",
        ),
    ),
)

_CONCEPT = Record("a concept", (Key("when", ConditionText(), "what counts as it", required=True), _MEANS, _CITES))

_OBJECTION = Record(
    "an objection",
    (
        Key("objection", _TEXT, "what a coach might object to the norm", required=True),
        Key("answer", _TEXT, "the answer to it", required=True),
        _CITES,
    ),
)

_OUGHT = "write `must` or `must_not` for what binds, `should` or `should_not` for what is only advised"
MODALITIES = tuple(modality.value for modality in Modality)

_DEADLINE = Record("a deadline", (Key("days", Whole(1, LARGEST_NUMBER), "how many days", required=True),))

_NORM = Record(
    "a norm",
    (
        Key("must", _names(1), "obligation: each of these acts"),
        Key("must_one_of", _names(1), "obligation to choose: at least one of these acts"),
        Key("must_not", _names(1), "prohibition: none of these acts"),
        Key("may", _names(1), "explicit permission"),
        Key("need_not", _names(1), "exemption: none of these acts need be done; it overrides what requires them"),
        Key("should", _names(1), "recommendation: each of these acts"),
        Key("should_not", _names(1), "recommendation: none of these acts"),
        Key("if_doing", _names(1), "the norm applies to a course that does all of these acts"),
        Key("when", ConditionText(), "the condition under which it applies; default: always"),
        Key("overrides", _names(), "norms that are not in force where this one is"),
        Key("layer", KEBAB, "the policy as whose norm it prevails over others, or gives way; default: this one"),
        Key("within", _DEADLINE, "how long after it comes into force the acts are due"),
        Key("because", _TEXT, "the reason in plain words"),
        _CITES,
        Key("objections", ListShape(_OBJECTION), "objections to it, with their answers"),
        Key("disputed", _TEXT, "how else its source is read, where this reading is one of several"),
    ),
    exactly_one=(MODALITIES,),
    never=(
        ("may", "if_doing"),
        ("need_not", "if_doing"),
        *((kind, "within") for kind in ("must_not", "may", "need_not", "should_not")),
    ),
    instead=(
        ("unless", "write `and not (...)` in `when`; or a norm of its own that `overrides` this one"),
        *((word, _OUGHT) for word in ("ought", "ought_not")),
    ),
)

_NOTICE = Record(
    "a notice",
    (
        Key("says", _TEXT, "what is shown before everything else", required=True),
        Key("when", ConditionText(), "the condition under which it is shown; default: always"),
        Key("urgent", Flag(), "whether it is also shown where it isn't known yet if it applies"),
        _CITES,
    ),
)

_PRESUMPTION = Record(
    "a presumption",
    (
        Key("value", ValueShape(), "the value that is presumed, or `unknown` to presume nothing", required=True),
        Key("says", _TEXT, 'what is presumed, as a sentence goes on after "presuming that"'),
        Key("because", _TEXT, "the reason in plain words"),
        _CITES,
    ),
)

CLAIMS = ("always", "never")

_PROPERTY = Record(
    "a property",
    (
        Key("always", ConditionText(calls=True), "a condition that holds in every situation"),
        Key("never", ConditionText(calls=True), "a condition that holds in no situation"),
        _MEANS,
    ),
    exactly_one=(CLAIMS,),
)

_REQUIREMENT = Record(
    "a completeness requirement",
    (
        Key("acts", _names(1), "the acts on which the policy isn't silent", required=True),
        Key("when", ConditionText(calls=True), "the condition; default: always"),
        _MEANS,
    ),
)

_MONOTONE = Record(
    "a monotonicity",
    (
        Key("more", DOTTED, "a fact that has an order", required=True),
        Key("never_less", _names(1), "the acts that more of it never makes less allowed", required=True),
        _MEANS,
    ),
)

_CONFLICT = Record(
    "a declared conflict",
    (
        Key("norms", ListShape(ANY_NAME, least=1), "the norms that can't be met together", required=True),
        Key("intended", Only((True,)), "`true`: a genuine ethical dilemma, intended as one", required=True),
        Key("because", _TEXT, "the reason in plain words"),
        _CITES,
    ),
)

_STEP = Record(
    "a step of the dialogue",
    (
        Key("ask", DOTTED, "the fact to ask about", required=True),
        Key("text", _TEXT, "the question in the author's words"),
        Key("when", ConditionText(), "what must be known before it is asked in these words; default: nothing"),
        _CITES,
    ),
)

_CLAUSE = Record(
    "a clause",
    (
        Key("summary", _TEXT, "the paragraph, paraphrased", required=True),
        Key("norms", _names(), "norms that encode it"),
        Key("concepts", _names(), "concepts that encode it"),
        Key("notices", _names(), "notices that encode it"),
        Key("scenarios", ListShape(_TEXT, single=True), "scenarios that show it"),
        Key("objections", _names(), "norms whose objections encode it"),
        Key("dialogue", _names(), "facts whose dialogue step encodes it"),
        Key("not_encoded", _TEXT, "why it was not encoded"),
    ),
)


def _acts_with(status: Status) -> str:
    match status:
        case Status.REQUIRED | Status.FORBIDDEN | Status.PERMITTED:
            return f"acts that are {status}"
        case Status.UNREGULATED:
            return "acts on which the policy is silent"
        case Status.UNDETERMINED:
            return "acts that depend on facts still unknown"
        case Status.DILEMMA:
            return "acts that are in a dilemma"
        case _:
            assert_never(status)


_PRESUMED = Record(
    "presumed statuses",
    tuple(
        Key(status.value, _names(), _acts_with(status))
        for status in EXPECTED_BY_ACT
        if status is not Status.UNDETERMINED
    ),
)

EXPECTATION = Record(
    "an expectation",
    (
        *(Key(status.value, _names(), _acts_with(status)) for status in EXPECTED_BY_ACT),
        Key("dilemma", Flag(), "whether any act is in a dilemma"),
        Key("choices", ListShape(ListShape(ANY_NAME)), "all choices, each a list of acts"),
        Key("holds", _names(), "concepts that are true"),
        Key("fails", _names(), "concepts that are false"),
        Key("in_force", _names(), "norms in force"),
        Key("not_in_force", _names(), "norms not in force"),
        Key("notices", _names(), "notices that hold"),
        Key("no_notices", _names(), "notices that don't hold"),
        Key("presumed", _PRESUMED, "acts that are undetermined, by the status that presumptions give them"),
        Key(
            "grounds",
            MappingShape(ANY_NAME, ListShape(ListShape(ANY_NAME))),
            "for an act, the sets of norms that decide it",
        ),
        Key("first_question", DOTTED, "the fact to be asked first"),
        Key(
            "required_with",
            MappingShape(ANY_NAME, ListShape(ANY_NAME)),
            "for an act, acts that must go with it; `[]` where there are none",
        ),
        Key(
            "forbidden_with",
            MappingShape(ANY_NAME, ListShape(ANY_NAME)),
            "for an act, acts that must not go with it; `[]` where there are none",
        ),
        Key("advised", _names(), "acts that should be done; `[]` where there are none"),
        Key("advised_against", _names(), "acts that should not be done; `[]` where there are none"),
        Key("exempt", _names(), "acts that needn't be done; `[]` where there are none"),
    ),
)

_SCENARIO = Record(
    "a scenario",
    (
        Key("scenario", _TEXT, "a sentence that an expert can dispute", required=True),
        Key(
            "given",
            MappingShape(_TEXT, ValueShape()),
            "facts and their values, or `unknown`",
            required=True,
        ),
        Key("expect", EXPECTATION, "what the policy is expected to say", required=True),
        Key("on", DayShape(), "the day that it is of, where values change by day; default: today"),
        _CITES,
    ),
)

_SCOPE = Record(
    "a scope",
    (
        Key("covers", _TEXT, "what the policy speaks of", required=True),
        Key("leaves_out", ListShape(_TEXT, single=True), "what it doesn't speak of, though one might think so"),
    ),
)

POLICY = Record(
    "a policy",
    (
        Key("policy", KEBAB, "the policy's name", required=True),
        Key("title", _TEXT, "its title"),
        Key("version", _TEXT, "its version, such as 1.0.0"),
        Key("family", KEBAB, "the name under which its versions are found by date"),
        Key("effective", DayShape(), "the first day on which it is in effect"),
        Key("until", DayShape(), "the last day on which it is in effect"),
        Key("scope", _SCOPE, "what it speaks of, and what it leaves out"),
        Key("extends", ListShape(KEBAB, single=True), "policies whose parts are included"),
        Key("above", ListShape(KEBAB, single=True), "policies over whose norms its own prevail in a conflict"),
        Key(
            "layers",
            MappingShape(KEBAB, ListShape(KEBAB, single=True)),
            "for a policy that it extends, those over whose norms that one's prevail",
        ),
        Key("sources", MappingShape(SOURCE, _SOURCE), "the texts that it cites"),
        Key("parameters", MappingShape(DOTTED, _PARAMETER), "values that variants may change"),
        Key("facts", MappingShape(FACT_NAME, FACT), "facts beyond the standard vocabulary"),
        Key(
            "adds_values",
            MappingShape(DOTTED, ListShape(SNAKE, least=1, single=True, most=MOST_VALUES)),
            "values that it adds to enumerations of the standard vocabulary",
        ),
        Key("constraints", MappingShape(KEBAB, _CONSTRAINT), "what always holds in the world"),
        Key("acts", MappingShape(SNAKE, _ACT, most=MOST_ACTS), "what the coach can do"),
        Key("concepts", MappingShape(DOTTED, _CONCEPT), "defined terms: these facts count as ..."),
        Key(
            "norms",
            MappingShape(KEBAB, _NORM, most=MOST_NORMS),
            "what is obligatory, forbidden and permitted, and when",
        ),
        Key("notices", MappingShape(KEBAB, _NOTICE), "texts that are shown before everything else, and when"),
        Key("presume", MappingShape(DOTTED, _PRESUMPTION), "what is taken to be so until somebody says otherwise"),
        Key("properties", MappingShape(KEBAB, _PROPERTY), "claims about every situation"),
        Key("completeness", ListShape(_REQUIREMENT), "acts on which the policy is never silent"),
        Key("monotone", ListShape(_MONOTONE), "facts of which more never makes an act less permissible"),
        Key("conflicts", ListShape(_CONFLICT), "conflicts that the author declares"),
        Key("dialogue", ListShape(_STEP), "the questions in the author's order"),
        Key("dialogue_about", _names(1), "the acts that the dialogue is about; default: all acts"),
        Key("clauses", MappingShape(_TEXT, _CLAUSE), "every clause of the source, and how it is encoded"),
        Key("scenarios", ListShape(_SCENARIO), "situations with what the policy is expected to say"),
    ),
)
