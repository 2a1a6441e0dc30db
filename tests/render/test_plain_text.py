"""Lines are broken where they may be."""

from __future__ import annotations

import pytest

from coach_ethics.render.document import Entry, Heading, Listing, Paragraph, Table, plain
from coach_ethics.render.plain_text import text

WORDS = "il reste ceci\u00a0: une «\u00a0demi-vérité\u00a0» dite en silence"


@pytest.mark.parametrize("width", range(24, 50))
def test_no_line_breaks_at_a_space_that_is_there_to_prevent_it(width: int) -> None:
    """Not before the colon, and not within the quotation marks; and the space is printed as it is."""
    line = (plain(WORDS),)
    document = (Heading(WORDS), Paragraph(line), Listing((Entry(line, (Entry(line),)),)), Table(("a",), ((line,),)))
    shown = text(document, width=width)
    assert shown.count("ceci\u00a0:") == shown.count("«\u00a0demi-vérité\u00a0»") == 5
