"""Themes by codes as pages show them: in each cell the words, and how they look."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from coach_ethics.analysis.coverage.clauses import ThemeCell, themes_by_codes
from coach_ethics.analysis.coverage.themes import Themes
from coach_ethics.analysis.proofs.clauses import whole_text_read
from coach_ethics.deontics.program import Kind
from coach_ethics.findings import Status
from coach_ethics.model.added_values import alike
from coach_ethics.model.policy import Policy
from coach_ethics.render.coverage import NOT_READ, cell_words
from coach_ethics.render.words import status_words
from coach_ethics.translation import gettext, pgettext


@frozen
class ShownCell:
    """What one code says on a theme: in words, and how that looks."""

    words: str
    look: str

    @property
    def short(self) -> str:
        """The same in a word or two, without clauses and what goes with it: `must not`."""
        if self.look == Status.DILEMMA:
            return status_words(Status.DILEMMA)
        return self.words.partition(" (")[0].partition(";")[0]


@frozen
class ThemeRow:
    """A theme, and what each code says on it."""

    theme: str
    cells: tuple[ShownCell, ...]

    def of(self, places: Sequence[int]) -> ThemeRow:
        """The row with the cells of these codes only."""
        return ThemeRow(self.theme, tuple(self.cells[place] for place in places))

    @property
    def differs(self) -> bool:
        """Whether codes answer differently. One in which nothing was found as far as it was read has no answer."""
        return len({cell.look for cell in self.cells}) > 1 and all(
            cell.words != gettext(NOT_READ) for cell in self.cells
        )


def theme_rows(policies: Sequence[Policy], themes: Themes) -> tuple[ThemeRow, ...]:
    """The themes on which a code says anything. Raises PolicyProblems (D301)."""
    whole = [whole_text_read(policy) for policy in policies]
    rows = (
        ThemeRow(pgettext("theme", theme.theme), tuple(map(_shown, cells, whole)))
        for theme, cells in themes_by_codes(alike(policies), themes)
    )
    return tuple(row for row in rows if any(cell.look != Status.UNREGULATED for cell in row.cells))


def _shown(cell: ThemeCell, whole: bool) -> ShownCell:
    return ShownCell(cell_words(cell, whole), _look(cell))


def _look(cell: ThemeCell) -> str:
    if cell.finding is None or (cell.finding.status is Status.UNREGULATED and not (cell.norms or cell.asides)):
        return Status.UNREGULATED.value
    if cell.finding.status is not Status.UNREGULATED:
        return cell.finding.status.value
    kinds = {each.kind for each in cell.asides}
    if not cell.norms and Kind.ADVISED_AGAINST in kinds:
        return "advised-against"
    return "permitted" if not cell.norms and kinds == {Kind.EXEMPT} else "advised"
