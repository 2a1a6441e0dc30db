"""The language server: this package in the words of the Language Server Protocol. Nothing else imports pygls."""

from __future__ import annotations

import re
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from coach_ethics.analysis.lints import lint
from coach_ethics.coaching.policies import standard_world
from coach_ethics.editor.complete import completions
from coach_ethics.editor.cursor import cursor_at, word_at
from coach_ethics.editor.symbols import Symbol, symbols_of
from coach_ethics.language.files import misnamed, names_beside_or_shipped
from coach_ethics.language.policies.read import read_as_far
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, Severity
from coach_ethics.source import Source, Span
from coach_ethics.version import __version__

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "fact": lsp.CompletionItemKind.Variable,
    "parameter": lsp.CompletionItemKind.Constant,
    "concept": lsp.CompletionItemKind.Class,
    "act": lsp.CompletionItemKind.Function,
    "norm": lsp.CompletionItemKind.Event,
    "value": lsp.CompletionItemKind.EnumMember,
    "source": lsp.CompletionItemKind.Reference,
    "clause": lsp.CompletionItemKind.Reference,
    "policy": lsp.CompletionItemKind.Module,
    "word": lsp.CompletionItemKind.Keyword,
}
_IS_POLICY = re.compile(r"""^["'{ ]*policy["']?\s*:""", re.MULTILINE)


class PolicyServer(LanguageServer):
    """Knows, for each open file, the names of what could last be read of it."""

    def __init__(self) -> None:
        super().__init__("coach-ethics", __version__)
        self.known: dict[str, tuple[Symbol, ...]] = {}

    def read(self, document: TextDocument) -> tuple[Policy | None, tuple[Problem, ...]]:
        """What can be read of a file, and its problems; its names are kept for while it can't be read."""
        policy, problems = read_as_far(source_of(document), standard_world())
        if policy is not None:
            self.known[document.uri] = symbols_of(policy)
        return policy, problems

    def symbols(self, document: TextDocument) -> tuple[Symbol, ...]:
        """The names of a file, as far as it could last be read."""
        self.read(document)
        return self.known.get(document.uri, ())


def source_of(document: TextDocument) -> Source:
    """The text that an editor has, under the path of its file."""
    path = uris.to_fs_path(document.uri)
    return Source(path or document.uri, document.source)


def server() -> PolicyServer:
    """A language server with everything that it can do. It starts nothing by itself."""
    made = PolicyServer()

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(of: PolicyServer, asked: lsp.DidOpenTextDocumentParams) -> None:
        _publish(of, asked.text_document.uri, whole=True)

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(of: PolicyServer, asked: lsp.DidSaveTextDocumentParams) -> None:
        _publish(of, asked.text_document.uri, whole=True)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(of: PolicyServer, asked: lsp.DidChangeTextDocumentParams) -> None:
        _publish(of, asked.text_document.uri, whole=False)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(of: PolicyServer, asked: lsp.DidCloseTextDocumentParams) -> None:
        of.known.pop(asked.text_document.uri, None)

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", ".", "[", "(", "{"]))
    def completed(of: PolicyServer, asked: lsp.CompletionParams) -> lsp.CompletionList:
        return lsp.CompletionList(False, _completions(of, asked))

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(of: PolicyServer, asked: lsp.HoverParams) -> lsp.Hover | None:
        found = _symbols_at(of, asked)
        text = "\n\n---\n\n".join(each.hover() for each in found)
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text)) if text else None

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(of: PolicyServer, asked: lsp.DefinitionParams) -> list[lsp.Location]:
        return [_location(of, each.span) for each in _symbols_at(of, asked) if each.span is not None]

    return made


def _publish(of: PolicyServer, uri: str, *, whole: bool) -> None:
    """Tell the editor the problems of a file; those of the policy as a `whole` take longer than every key stroke."""
    document = of.workspace.get_text_document(uri)
    found = _diagnostics(of, document, whole=whole) if _IS_POLICY.search(document.source) else []
    of.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))


def _diagnostics(of: PolicyServer, document: TextDocument, *, whole: bool) -> list[lsp.Diagnostic]:
    policy, problems = of.read(document)
    fatal = any(problem.severity is Severity.ERROR for problem in problems)
    if policy is not None and not fatal and policy.span is not None:
        name = misnamed(policy.name, policy.span)
        problems = (*problems, *((name,) if name else ()), *(_linted(policy) if whole else ()))
    here = source_of(document).name
    return [_diagnostic(document, each, here) for each in problems]


def _linted(policy: Policy) -> tuple[Problem, ...]:
    try:
        return lint(policy)
    except PolicyProblems as found:
        return found.problems


def _diagnostic(document: TextDocument, problem: Problem, here: str) -> lsp.Diagnostic:
    """A problem where it stands; one in a policy that this one extends is told at the top."""
    span = problem.span if problem.span and problem.span.source.name == here else None
    said = problem.message if span or not problem.span else f"{problem.span.source.name}: {problem.message}"
    return lsp.Diagnostic(
        range=_range(document, span),
        message=f"{said}\n{problem.help}" if problem.help else said,
        severity=_SEVERITIES[problem.severity],
        code=problem.code,
        source="coach-ethics",
    )


def _range(document: TextDocument, span: Span | None) -> lsp.Range:
    if span is None:
        return lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    start, end = lsp.Position(span.line - 1, span.column - 1), lsp.Position(span.end_line - 1, span.end_column - 1)
    return document.position_codec.range_to_client_units(document.lines, lsp.Range(start, end))


def _location(of: PolicyServer, span: Span) -> lsp.Location:
    uri = uris.from_fs_path(str(Path(span.source.name).absolute())) or span.source.name
    return lsp.Location(uri, _range(of.workspace.get_text_document(uri), span))


def _place(document: TextDocument, position: lsp.Position) -> tuple[int, int]:
    """A line and a column, in characters; editors count otherwise."""
    place = document.position_codec.position_from_client_units(document.lines, position)
    return place.line, place.character


def _symbols_at(of: PolicyServer, asked: lsp.HoverParams | lsp.DefinitionParams) -> list[Symbol]:
    """What the name under the cursor may stand for."""
    document = of.workspace.get_text_document(asked.text_document.uri)
    number, column = _place(document, asked.position)
    word, _ = word_at(document.lines[number] if number < len(document.lines) else "", column)
    return [each for each in of.symbols(document) if word and each.name == word]


def _completions(of: PolicyServer, asked: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    document = of.workspace.get_text_document(asked.text_document.uri)
    number, column = _place(document, asked.position)
    lines = [line.rstrip("\r\n") for line in document.lines]
    cursor = cursor_at(lines, number, column)
    typed = re.search(r"[\w.-]*$", lines[number][:column] if number < len(lines) else "")
    begin = lsp.Position(number, typed.start() if typed else column)
    typing = lsp.Range(begin, lsp.Position(number, column))
    replaced = document.position_codec.range_to_client_units(document.lines, typing)
    suggested = completions(cursor, of.symbols(document), names_beside_or_shipped(source_of(document)))
    return [
        lsp.CompletionItem(
            label=each.text.removesuffix(": "),
            kind=_KINDS[each.kind],
            detail=each.detail or each.kind,
            documentation=each.means or None,
            text_edit=lsp.TextEdit(replaced, each.text),
        )
        for each in suggested
    ]
