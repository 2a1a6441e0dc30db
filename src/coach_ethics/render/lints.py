"""What a lint is about, in words."""

from __future__ import annotations

from coach_ethics.analysis.lints.lint import Lint
from coach_ethics.render.document import Document, Heading, Paragraph, name, plain, strong


def lint_document(lint: Lint) -> Document:
    """What the lint finds, why it matters, an example, and what to do instead."""
    return (
        Heading(f"{lint.code} {lint.name}", 1),
        Paragraph((strong("What it finds. "), plain(lint.finds))),
        Paragraph((strong("Why it matters. "), plain(lint.matters))),
        Paragraph((strong("Example. "), name(lint.example))),
        Paragraph((strong("Instead. "), plain(lint.instead))),
    )
