"""The tools: the written list of what a language model may ask, each with the layout of its arguments."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, field, frozen

from coach_ethics.assessment.assess import assess
from coach_ethics.assessment.assessment import Assessment
from coach_ethics.assistant.answers import assessment_answer, derived_answer
from coach_ethics.assistant.interviews import Interviews
from coach_ethics.language.data import Data
from coach_ethics.language.schema.json_schema import Schema, json_schema
from coach_ethics.language.schema.shapes import Key, ListShape, MappingShape, Maybe, Record, Text, ValueShape
from coach_ethics.model.policy import Policy
from coach_ethics.problems import CaseProblems, Problem, Problems, describe, did_you_mean, quoted
from coach_ethics.render.facts import shared_acts
from coach_ethics.render.json import changes_data, explanation_data, facts_data, judgement_data
from coach_ethics.render.reasons import reasons_for
from coach_ethics.service.answers import day_in, placed_under, problems_as_data
from coach_ethics.service.catalogue import Catalogue
from coach_ethics.service.layouts import ACT, ACTS, LANGUAGE, NOW_IN, ON, POLICY, SAID_OF, STATE, read_request
from coach_ethics.service.spoken import facts_in, require_facts


@frozen
class Assistant:
    """What the tools work with: the policies that are `served`, the `default` one, and the interviews so far."""

    served: Catalogue
    default: str
    interviews: Interviews = field(factory=Interviews)

    def policy(self, arguments: Data) -> Policy:
        """The policy that is asked about."""
        return self.served.named(arguments.get("policy", self.default), day_in(arguments), arguments.get("language"))


@frozen
class Tool:
    """A tool: its name, what it is for, the layout of its arguments, and what answers."""

    name: str
    description: str
    layout: Record
    run: Callable[[Assistant, Data], Data]

    @property
    def input_schema(self) -> Schema:
        """The JSON Schema of its arguments: an object, without a choice between schemas."""
        schema = json_schema(self.layout, self.name, self.layout.means)
        return {key: each for key, each in schema.items() if key not in ("$schema", "$id", "title", "description")}


_TOLD = "facts that the coach has told, by their names (`facts` lists them); null or left out: not known"
FACTS = Key("facts", MappingShape(Text(), Maybe(ValueShape(free=True))), _TOLD, required=True)
_POLICY = evolve(POLICY, means="the name of a policy; may be left out", required=False)
_INTERVIEW = evolve(STATE, name="interview", means="the name of an interview, as `next_question` returned it")
_ABOUT = Key("about", Maybe(ListShape(Text(), least=1, most=100)), "acts to determine; by default the policy's")


def _result(assistant: Assistant, arguments: Data) -> Assessment:
    policy = assistant.policy(arguments)
    with placed_under("$.facts"):
        return assess(arguments["facts"], policy, on=day_in(arguments))


def _assess(assistant: Assistant, arguments: Data) -> Data:
    return assessment_answer(_result(assistant, arguments))


def _why(assistant: Assistant, arguments: Data) -> Data:
    result, act = _result(assistant, arguments), arguments["act"]
    return derived_answer(result, explanation_data(result.why(act), reasons_for(act, result)))


def _what_would_allow(assistant: Assistant, arguments: Data) -> Data:
    result = _result(assistant, arguments)
    return derived_answer(result, changes_data(result.what_would_allow(arguments["act"])))


def _judge(assistant: Assistant, arguments: Data) -> Data:
    result = _result(assistant, arguments)
    return derived_answer(result, judgement_data(result.judge(arguments["acts"])))


def _next_question(assistant: Assistant, arguments: Data) -> Data:
    name = arguments.get("interview")
    if name is None:
        name = assistant.interviews.begin(assistant.policy(arguments), arguments.get("about"))
    elif language := arguments.get("language"):
        assistant.interviews.speak(name, language)
    return assistant.interviews.next_step(name)


def _tell(assistant: Assistant, arguments: Data) -> Data:
    require_facts(arguments)
    name = arguments["interview"]
    facts = facts_in(arguments, assistant.interviews.of(name))
    with placed_under("$.facts"):
        assistant.interviews.tell(name, facts)
    if language := arguments.get("language"):
        assistant.interviews.speak(name, language)
    return assistant.interviews.next_step(name)


def _facts(assistant: Assistant, arguments: Data) -> Data:
    policy = assistant.policy(arguments)
    return facts_data(policy.vocabulary, shared_acts([policy]))


def _layout(what: str, *keys: Key) -> Record:
    return Record(f"the arguments of `{what}`", keys)


TOOLS: tuple[Tool, ...] = (
    Tool(
        "facts",
        "List the facts that can be told under a policy, each with its values and its question, and the acts that the "
        "policy speaks of. Only these names are understood.",
        _layout("facts", _POLICY, LANGUAGE),
        _facts,
    ),
    Tool(
        "assess",
        "Work out which acts are required, forbidden or open for a coach, given facts that the coach has told. Leave "
        "out what the coach hasn't told: never guess a fact.",
        _layout("assess", FACTS, _POLICY, ON, LANGUAGE),
        _assess,
    ),
    Tool(
        "why",
        "Explain why an act has its status: the norms, their reasons and sources, and the facts that decide.",
        _layout("why", FACTS, ACT, _POLICY, ON, LANGUAGE),
        _why,
    ),
    Tool(
        "what_would_allow",
        "List the smallest sets of changes of facts after which an act is certainly not forbidden.",
        _layout("what_would_allow", FACTS, ACT, _POLICY, ON, LANGUAGE),
        _what_would_allow,
    ),
    Tool(
        "judge",
        "Judge whether acts may be done together, and which norms that would breach.",
        _layout("judge", FACTS, ACTS, _POLICY, ON, LANGUAGE),
        _judge,
    ),
    Tool(
        "next_question",
        "Ask what to ask the coach next. Without `interview` it begins one. Only questions that can change the answer "
        "are asked; once none is left, the answer is told.",
        _layout("next_question", evolve(_INTERVIEW, required=False), _POLICY, _ABOUT, NOW_IN),
        _next_question,
    ),
    Tool(
        "tell",
        "Take what the coach has said into an interview: one or several facts, asked for or not; null for a fact that "
        "the coach doesn't know. A plain answer to a question can be passed in the coach's own words, as `said`. "
        "Answers with the next question.",
        _layout("tell", _INTERVIEW, evolve(FACTS, required=False), SAID_OF, NOW_IN),
        _tell,
    ),
)
"""The tools, in the order in which they are usually needed."""


@frozen
class ToolAnswer:
    """What a call of a tool comes to: an answer, or problems (`refused`)."""

    answer: Data
    refused: bool = False


def call(assistant: Assistant, name: str, arguments: object) -> ToolAnswer:
    """Call a tool. Whatever is wrong comes back as problems with their fixes, so that a model can correct its call."""
    try:
        tool = next((each for each in TOOLS if each.name == name), None)
        if tool is None:
            help_ = did_you_mean(name, (each.name for each in TOOLS))
            raise CaseProblems([Problem("W106", f"there is no tool `{quoted(name)}`", help=help_)])
        return ToolAnswer(tool.run(assistant, read_request({} if arguments is None else arguments, tool.layout)))
    except Problems as found:
        words = "\n".join(map(describe, found.problems))
        return ToolAnswer({"problems": problems_as_data(found.problems), "words": words}, refused=True)
