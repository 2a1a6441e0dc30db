"""Which languages a policy can be told in: those of its catalogues, those of the library's, and the source's own."""

from __future__ import annotations

from coach_ethics.catalogues.beside import catalogues_beside, files_of, language_tag, languages_of
from coach_ethics.catalogues.texts import texts_of
from coach_ethics.model.policy import Policy
from coach_ethics.problems import PolicyProblems, Problem, Severity, did_you_mean
from coach_ethics.translation import SOURCE, catalogue_folder, library_languages


def available_language(policy: Policy, language: str) -> str:
    """The tag of a language that a policy can be told in.

    Raises PolicyProblems for what is no language (M301), and where neither the policy, nor what it extends, nor the
    library has a catalogue in it (M303): who asks for a language that isn't there should hear of it, and not get
    English in silence.
    """
    tag = language_tag(language)
    known = {SOURCE, *(each.replace("_", "-") for each in library_languages())}
    if _varieties(tag) & known:
        return tag
    known |= {path.stem.rpartition(".")[2] for file in files_of(policy) for path in catalogues_beside(file)}
    if not _varieties(tag) & known:
        there = f"there is {', '.join(f'`{each}`' for each in sorted(known))}"
        meant = did_you_mean(tag, known)
        help_ = f"{meant} {there}" if meant else there
        raise PolicyProblems([Problem("M303", f"there is no catalogue in `{tag}`", help=help_)])
    return tag


def half_told(policy: Policy) -> Problem | None:
    """A note (M304) that words of two languages stand side by side, since one catalogue is there and the other isn't.

    None where both are, where nothing was translated, and for a policy without words of its own.
    """
    as_written = policy.untranslated
    if as_written is None or SOURCE in _varieties(policy.language):
        return None
    tag = policy.language
    if catalogue_folder(tag) is None:
        message = f"the library has no catalogue in `{tag}`: its own words are told in English"
        return Problem("M304", message, severity=Severity.NOTE)
    if _varieties(tag) & set(languages_of(as_written)) or not texts_of(as_written):
        return None
    message = f"`{policy.name}` has no catalogue in `{tag}`: its texts are told as they were written"
    return Problem("M304", message, help="`coach-ethics translate` makes one", severity=Severity.NOTE)


def _varieties(tag: str) -> set[str]:
    """A language, and the one of which it is a variety."""
    return {tag, tag.partition("-")[0]}
