"""What authors slip on: each slip in a policy that is otherwise good, with everything that `check` says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.golden import golden

from coach_ethics.cli.check import problems_of
from coach_ethics.problems import describe
from coach_ethics.source import Source

HERE = Path(__file__).parent
GOOD = (HERE / "authors_mistakes.yaml").read_text("utf-8")
REASON = "A gift may come to stand between you and the client."

SLIPS = {
    "a fact misspelt": ("when: gift.offered\n", "when: gift.oferred\n"),
    "a value misspelt in a scenario": ("gift.size: large", "gift.size: huge"),
    "a reason indented too little": (f"    because: {REASON}", f"  because: {REASON}"),
    "a condition indented too much": ("    when: gift.offered\n", "      when: gift.offered\n"),
    "a scenario in another column": ("  - scenario: a costly", "- scenario: a costly"),
    "a norm twice": ("  small-gifts-are-fine:\n", "  no-gifts:\n"),
    "a reason left empty": (f"because: {REASON}", "because:"),
    "and beside or": ("gift.offered and gift.size <= small", "not gift.offered or gift.size == small and gift.offered"),
    "a boundary that no scenario tries": (
        "{supervision.months_since: 12}\n    expect: {required: [go_to_supervision]}\n",
        "{supervision.months_since: 24}\n    expect: {required: [go_to_supervision]}\n"
        "  - scenario: eleven months ago is recent enough\n    given: {supervision.months_since: 11}\n"
        "    expect: {unregulated: [go_to_supervision]}\n",
    ),
    "a contradiction": (
        "clauses:\n",
        "  large-gifts-are-taken:\n    must: accept_gift\n    when: gift.offered and gift.size == large\n"
        "    because: They please the treasurer.\n    cites: [our-code 2]\nclauses:\n",
    ),
    "an exception without overrides": ("    overrides: no-gifts\n", ""),
    "an exception to another norm": ("overrides: no-gifts", "overrides: keep-up-supervision"),
    "an unknown act expected": ("required: [go_to", "required: [take_to"),
    "a key of norms in an expectation": ("{forbidden: [", "{must_not: ["),
    "a colon in a text": (REASON, f"Remember: {REASON}"),
    "a hash in a text": (REASON, "See rule #2 of the old code. A gift may stand between you."),
    "quotation marks in quotation marks": (REASON, '"A gift says "you owe me"."'),
    "a text that begins with a quoted word": (REASON, '"Token" gifts are another matter.'),
    "a comma within braces": ("Our code of ethics", "Our code, as amended"),
    "yes in a scenario": ("gift.offered: true, gift.size: large", "gift.offered: yes, gift.size: large"),
    "yes for a flag": ("ordered: true", "ordered: yes"),
    "yes in a condition": ("when: gift.offered\n", "when: gift.offered == yes\n"),
    "clauses that are one number": ('"1":\n', "2.1:\n    summary: Thanks.\n    norms: [no-gifts]\n  2.10:\n"),
    "a citation without its source": ("cites: [our-code 1]", "cites: 2.10"),
    "quotation marks of a word processor round a text": (REASON, f"“Remember: {REASON}”"),
    "quotation marks of a word processor round a clause": ('"2":\n', "“2”:\n"),
    "indented with no-break spaces": ("    must_not:", "\xa0 \xa0 must_not:"),
    "a dash of a word processor for an item": ("  - scenario: a costly", "  – scenario: a costly"),
    "a dash of a word processor in a name": ("overrides: no-gifts", "overrides: no–gifts"),
    "an invisible character in a name": ("must_not: accept_gift", "must_not: accept\u200b_gift"),
    "one equals sign": ("gift.size <= small", "gift.size = small"),
    "a clause that isn't there": ("cites: [our-code 1]", "cites: [our-code 17]"),
    "two citations in one text": ("cites: [our-code 1]", "cites: our-code 1, our-code 2"),
    "a source misspelt": ("cites: [our-code 1]", "cites: [ourcode 1]"),
    "a norm of a clause misspelt": ("norms: [no-gifts,", "norms: [no-gift,"),
    "a clause twice": ('"2":\n', '"1":\n'),
    "unless as a key": ("    when: gift.offered\n", "    when: gift.offered\n    unless: gift.size == small\n"),
    "unless in a condition": ("when: gift.offered\n", "when: gift.offered unless gift.size == small\n"),
    "ought": ("must_not: accept_gift", "ought: go_to_supervision"),
    "two kinds of norm in one": ("must_not: accept_gift", "must_not: accept_gift\n    must: go_to_supervision"),
    "acts without brackets": ("must: go_to_supervision", "must: go_to_supervision, accept_gift"),
    "a number in quotation marks": ("supervision.months_since: 12}", 'supervision.months_since: "12"}'),
    "a number out of bounds": ("supervision.months_since: 12}", "supervision.months_since: 121}"),
    "a type of another language": ("type: int", "type: number"),
    "a number with a comma": ("max: 120", "max: 1,200"),
    "a day that there isn't": ("version: 1.0.0", "version: 1.0.0\neffective: 2026-02-30"),
    "a hyphen in an act": ("  go_to_supervision:", "  go-to-supervision:"),
    "two scenarios of one name": (
        "scenario: a costly gift is declined",
        "scenario: supervision is overdue after a year",
    ),
    "capitals in a name": ("  keep-up-supervision:", "  Keep-Up-Supervision:"),
    "no meaning": ("    means: a gift has been offered to the coach\n", ""),
    "no question": ("    ask: How large is the gift?\n", ""),
    "a reason copied": ("To refuse a token of thanks can hurt more than it protects.", REASON),
    "a scenario without a situation": ("    given: {gift.offered: true, gift.size: large}\n", ""),
    "a bracket not closed": ("{forbidden: [accept_gift]}", "{forbidden: [accept_gift}"),
    "a fact of one word": ("  gift.offered:\n", "  offered:\n"),
    "a policy named otherwise than its file": ("policy: our-code", "policy: our-own-code"),
}
FINE = {
    "as it is": ("", ""),
    "a tab behind a colon": ("must_not: ", "must_not:\t"),
    "a title in digits": ("title: Our code", "title: 2025"),
    "a no-break space in a condition": ("gift.offered and", "gift.offered\xa0and"),
    "a version that looks like a number": ("version: 1.0.0", "version: 1.10"),
    "a byte order mark": ("policy: our-code", "\ufeffpolicy: our-code"),
    "line ends of another system": ("\n", "\r\n"),
    "a remark behind two spaces": (REASON, f"{REASON}  # to be looked at again"),
}


def _said(slip: tuple[str, str]) -> str:
    old, new = slip
    assert old in GOOD
    count = -1 if old == "\n" else 1
    return "\n".join(map(describe, problems_of(Source("our-code.yaml", GOOD.replace(old, new, count)))))


def test_every_slip_is_told_at_its_place_with_its_fix() -> None:
    told = {name: _said(slip) for name, slip in SLIPS.items()}
    assert [name for name, said in told.items() if not said] == []
    text = "\n\n".join(f"# {name}\n{said}" for name, said in told.items()) + "\n"
    assert text == golden(HERE / "authors_mistakes.txt", text)


@pytest.mark.parametrize("name", FINE)
def test_what_is_no_slip_is_fine(name: str) -> None:
    assert _said(FINE[name]) == ""
