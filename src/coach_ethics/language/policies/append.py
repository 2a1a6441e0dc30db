"""Writes scenarios behind those that a policy's text has; every other character stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from coach_ethics.language.policies.write import write_scenario
from coach_ethics.language.schema.read import entry
from coach_ethics.language.yaml import Mapping, Node, Scalar, compose
from coach_ethics.language.yaml import Sequence as SequenceNode
from coach_ethics.model.policy import Scenario
from coach_ethics.problems import PolicyProblems, Problem
from coach_ethics.source import Source


def with_scenarios(source: Source, scenarios: Sequence[Scenario]) -> str:
    """The text of a policy with further scenarios at the end of its `scenarios`, or at its own end.

    Raises PolicyProblems (F106) where they stand in brackets, or the whole policy in braces, such as in JSON.
    """
    tree, _ = compose(source)
    section = entry(tree, "scenarios")
    written = [line for each in scenarios for line in write_scenario(each).splitlines()]
    lines = source.text.splitlines()
    if not isinstance(tree, Mapping) or source.text.lstrip("\ufeff \n\r\t").startswith("{"):
        raise _refused(source)
    if section is None:
        return "\n".join([*lines, "scenarios:", *(f"  {line}" for line in written)]) + "\n"
    if not isinstance(section, SequenceNode) or _column(section) is None:
        raise _refused(source)
    indent = " " * ((_column(section) or 1) - 1)
    end = _last_line(section)
    return "\n".join([*lines[:end], *(f"{indent}{line}" for line in written), *lines[end:]]) + "\n"


def _column(section: SequenceNode) -> int | None:
    """The column of the dashes of a list; None where it stands in brackets, or is empty."""
    span = section.span
    line = span.source.lines[span.line - 1] if span.line <= len(span.source.lines) else ""
    return span.column if section.items and line[span.column - 1 : span.column] == "-" else None


def _last_line(node: Node) -> int:
    """The last line in which something of a node stands; the ends of blocks lie behind blank lines and remarks."""
    match node:  # partial: what has parts ends where the last of them does
        case Scalar(_, _, span):
            return span.end_line - (span.end_column == 1 and span.end_line > span.line)
        case SequenceNode((*_, last)):
            return max(_last_line(last), _end_of_flow(node))
        case Mapping((*_, (_, last))):
            return max(_last_line(last), _end_of_flow(node))
        case _:
            return node.span.end_line


def _end_of_flow(node: SequenceNode | Mapping) -> int:
    span = node.span
    ending = span.source.lines[span.end_line - 1][: span.end_column - 1] if span.end_column > 1 else ""
    return span.end_line if ending.endswith(("]", "}")) else 0


def _refused(source: Source) -> PolicyProblems:
    message = f"scenarios can't be added to `{source.name}`: they don't stand in lines of their own"
    return PolicyProblems([Problem("F106", message, help="write them below `scenarios:`, each after a `-`")])
