"""Data becomes words: text, Markdown, JSON."""
