from __future__ import annotations

from coach_ethics.render.document import Entry, Heading, Listing, Paragraph, Table, name, plain
from coach_ethics.render.markdown_text import markdown


def test_texts_of_several_lines_break_neither_lists_nor_tables() -> None:
    """What is below an entry stays below it, and a row stays a row."""
    several = plain("A gift may sway you.\n\n1. It creates a debt.\n2. It is seen.\n")
    listing = Listing((Entry((several,), (Entry((several,)),)),))
    table = Table(("a\nb", "c"), (((several,), (name("x\ny"),)),))
    said = "A gift may sway you. 1. It creates a debt. 2. It is seen."
    assert markdown((listing, table)) == f"- {said}\n  - {said}\n\n| a b | c |\n| --- | --- |\n| {said} | `x y` |\n"
    assert markdown((Heading("one\ntwo"), Paragraph((plain("1. one\n- two"),)))) == "## one two\n\n1\\. one - two\n"
    assert markdown((Paragraph((plain("- one"),)),)) == "\\- one\n"
