"""The matrix of themes by codes as a picture."""

from __future__ import annotations

from xml.etree import ElementTree

from coach_ethics.analysis.coverage.clauses import coverage
from coach_ethics.analysis.coverage.themes import shipped_themes
from coach_ethics.coaching.policies import load_policies
from coach_ethics.render.coverage import cell_words
from coach_ethics_studies.coverage_picture import LOOKS, MEANINGS, coverage_picture

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_has_a_cell_for_each_theme_and_code_with_all_its_words() -> None:
    """No clause is cut, for the clause is the point; and a word is no wider than its cell."""
    found = coverage(load_policies("icf-2020", "seven-point", "quebec-crha"), shipped_themes())
    picture = ElementTree.fromstring(coverage_picture(found))
    whole = {code.policy.name: code.whole_text_read for code in found.codes}
    said = [cell_words(cell, whole[cell.policy.name]) for _, cells in found.matrix for cell in cells]
    cells = picture.findall(f"{SVG}g")
    assert [cell.findtext(f"{SVG}text") for cell in cells] == said
    for cell, words in zip(cells, said, strict=True):
        (box,) = cell.findall(f"{SVG}rect")
        assert float(box.get("width", "0")) >= 6 * len(words)


def test_the_picture_has_a_legend_of_what_occurs_in_it() -> None:
    found = coverage(load_policies("icf-2020", "seven-point", "quebec-crha"), shipped_themes())
    picture = ElementTree.fromstring(coverage_picture(found))
    legend = {text.text for text in picture.findall(f"{SVG}text")}
    assert {
        MEANINGS.get(each, each) for each in ("must", "must not", "may", "a choice", "silent", "not read")
    } <= legend
    assert MEANINGS["open"] not in legend


def test_no_two_answers_look_alike() -> None:
    assert len(set(LOOKS.values())) == len(LOOKS)
