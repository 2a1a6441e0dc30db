"""Data becomes words: text, Markdown, JSON."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
