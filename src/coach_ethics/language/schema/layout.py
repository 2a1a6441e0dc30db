"""The layout of a policy file: every section, key and kind, once. The reader and the JSON Schema both walk it."""

from __future__ import annotations

from coach_ethics.language.schema.scenario_layout import SCENARIO
from coach_ethics.language.schema.shapes import (
    ConditionText,
    DayShape,
    Flag,
    Key,
    ListShape,
    MappingShape,
    Only,
    Record,
    ValueShape,
    Variants,
    Whole,
)
from coach_ethics.language.schema.words import (
    ANY_NAME,
    CITES,
    DAY_NAME,
    DOTTED,
    FACT_NAME,
    KEBAB,
    LABEL,
    LARGEST_NUMBER,
    MEANS,
    MOST_ACTS,
    MOST_NORMS,
    MOST_VALUES,
    SNAKE,
    SOURCE,
    TEXT,
    WHOLE,
    names,
)
from coach_ethics.model.policy import Modality

_SOURCE = Record(
    "a source",
    (
        Key("title", TEXT, "the title of the text", required=True),
        Key("url", TEXT, "where it can be read"),
        Key("author", TEXT, "who wrote it"),
        Key("date", TEXT, "when it was published"),
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
        Key("min", WHOLE, "the smallest value of a number"),
        Key("max", WHOLE, "the largest value of a number"),
        Key("of", DOTTED, "the fact whose values it has"),
        MEANS,
    ),
)

_FACT_KEYS = (
    Key("ask", TEXT, "the question to ask the coach"),
    MEANS,
    Key("said", TEXT, "a short phrase for it where it holds; `{}` stands for the values"),
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
                (*_FACT_KEYS, Key("said_not", TEXT, "a short phrase for it where it doesn't hold")),
            ),
        ),
        (
            "int",
            Record(
                "a fact of type `int`",
                (
                    Key("min", WHOLE, "the smallest value", required=True),
                    Key("max", WHOLE, "the largest value", required=True),
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
                    Key("labels", MappingShape(SNAKE, TEXT), "what values are called where that isn't their name"),
                    *_FACT_KEYS,
                ),
            ),
        ),
    ),
)

_CONSTRAINT = Record(
    "a constraint", (Key("always", ConditionText(), "what always holds in the world", required=True), MEANS)
)

_ACT = Record(
    "an act",
    (
        MEANS,
        LABEL,
        Key("excludes", names(), "acts that can't be done together with it"),
        Key("includes", names(), "acts that are done in doing it"),
        Key(
            "leads_to",
            MappingShape(DOTTED, ValueShape()),
            "facts with the values that doing it gives them, or may give them",
        ),
    ),
)

_CONCEPT = Record("a concept", (Key("when", ConditionText(), "what counts as it", required=True), MEANS, LABEL, CITES))

_OBJECTION = Record(
    "an objection",
    (
        Key("objection", TEXT, "what a coach might object to the norm", required=True),
        Key("answer", TEXT, "the answer to it", required=True),
        CITES,
    ),
)

_OUGHT = "write `must` or `must_not` for what binds, `should` or `should_not` for what is only advised"
MODALITIES = tuple(modality.value for modality in Modality)

_DEADLINE = Record("a deadline", (Key("days", Whole(1, LARGEST_NUMBER), "how many days", required=True),))

_NORM = Record(
    "a norm",
    (
        Key("must", names(1), "obligation: each of these acts"),
        Key("must_one_of", names(1), "obligation to choose: at least one of these acts"),
        Key("must_not", names(1), "prohibition: none of these acts"),
        Key("may", names(1), "explicit permission"),
        Key("need_not", names(1), "exemption: none of these acts need be done; it overrides what requires them"),
        Key("should", names(1), "recommendation: each of these acts"),
        Key("should_not", names(1), "recommendation: none of these acts"),
        Key("if_doing", names(1), "the norm applies to a course that does all of these acts"),
        Key("when", ConditionText(), "the condition under which it applies; default: always"),
        Key("overrides", names(), "norms that are not in force where this one is"),
        Key("layer", KEBAB, "the policy as whose norm it prevails over others, or gives way; default: this one"),
        Key("within", _DEADLINE, "how long after it comes into force the acts are due"),
        Key("because", TEXT, "the reason in plain words"),
        CITES,
        Key("objections", ListShape(_OBJECTION), "objections to it, with their answers"),
        Key("disputed", TEXT, "how else its source is read, where this reading is one of several"),
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
        Key("says", TEXT, "what is shown before everything else", required=True),
        Key("when", ConditionText(), "the condition under which it is shown; default: always"),
        Key("urgent", Flag(), "whether it is also shown where it isn't known yet if it applies"),
        CITES,
    ),
)

_PRESUMPTION = Record(
    "a presumption",
    (
        Key("value", ValueShape(), "the value that is presumed, or `unknown` to presume nothing", required=True),
        Key("says", TEXT, 'what is presumed, as a sentence goes on after "presuming that"'),
        Key("because", TEXT, "the reason in plain words"),
        CITES,
    ),
)

CLAIMS = ("always", "never")

_PROPERTY = Record(
    "a property",
    (
        Key("always", ConditionText(calls=True), "a condition that holds in every situation"),
        Key("never", ConditionText(calls=True), "a condition that holds in no situation"),
        MEANS,
    ),
    exactly_one=(CLAIMS,),
)

_REQUIREMENT = Record(
    "a completeness requirement",
    (
        Key("acts", names(1), "the acts on which the policy isn't silent", required=True),
        Key("when", ConditionText(calls=True), "the condition; default: always"),
        MEANS,
    ),
)

_MONOTONE = Record(
    "a monotonicity",
    (
        Key("more", DOTTED, "a fact that has an order", required=True),
        Key("never_less", names(1), "the acts that more of it never makes less allowed", required=True),
        MEANS,
    ),
)

_CONFLICT = Record(
    "a declared conflict",
    (
        Key("norms", ListShape(ANY_NAME, least=1), "the norms that can't be met together", required=True),
        Key("intended", Only((True,)), "`true`: a genuine ethical dilemma, intended as one", required=True),
        Key("because", TEXT, "the reason in plain words"),
        CITES,
    ),
)

_STEP = Record(
    "a step of the dialogue",
    (
        Key("ask", DOTTED, "the fact to ask about", required=True),
        Key("text", TEXT, "the question in the author's words"),
        Key("when", ConditionText(), "what must be known before it is asked in these words; default: nothing"),
        CITES,
    ),
)

_CLAUSE = Record(
    "a clause",
    (
        Key("summary", TEXT, "the paragraph, paraphrased", required=True),
        Key("norms", names(), "norms that encode it"),
        Key("concepts", names(), "concepts that encode it"),
        Key("notices", names(), "notices that encode it"),
        Key("scenarios", ListShape(TEXT, single=True), "scenarios that show it"),
        Key("objections", names(), "norms whose objections encode it"),
        Key("dialogue", names(), "facts whose dialogue step encodes it"),
        Key("not_encoded", TEXT, "why it was not encoded"),
    ),
)

_SCOPE = Record(
    "a scope",
    (
        Key("covers", TEXT, "what the policy speaks of", required=True),
        Key("leaves_out", ListShape(TEXT, single=True), "what it doesn't speak of, though one might think so"),
    ),
)

POLICY = Record(
    "a policy",
    (
        Key("policy", KEBAB, "the policy's name", required=True),
        Key("title", TEXT, "its title"),
        Key("version", TEXT, "its version, such as 1.0.0"),
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
        Key("dialogue_about", names(1), "the acts that the dialogue is about; default: all acts"),
        Key("clauses", MappingShape(TEXT, _CLAUSE), "every clause of the source, and how it is encoded"),
        Key("scenarios", ListShape(SCENARIO), "situations with what the policy is expected to say"),
    ),
)
