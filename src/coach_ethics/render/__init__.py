"""Data becomes words: text, Markdown, HTML, JSON. `document_of` a result goes into `text`, `markdown` and `html`."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
