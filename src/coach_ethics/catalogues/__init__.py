"""Texts in other languages: gettext's catalogues beside policies, and those of the library's own words.

A catalogue is a `.po` file, and is read as one: `po.py` takes the standard library alone, so that a plain install, and
a browser, read what translators write without a step that compiles it. Only making and updating catalogues takes Babel
(extra `translating`, in `update.py`).

    essay.yaml, essay.fr.po                      a policy and its texts in French, in one folder
    read_catalogue(text)                         a text -> MessageCatalogue, or the problems in it (M1..)
    translation_of(catalogue, text, context)     the text in its language, or None where it isn't translated
    translated(policy, catalogue)                the policy with its texts in the catalogue's language, same meaning

A text's context is its place in the policy, so that what is said alike in two places can be said otherwise in another
language: `norm keep-confidence because`, `act withdraw means`, `fact block.named ask`, `fact block.kind value fear`.
Facts and acts that many policies share have their words in the library's own catalogue: `coach_ethics.translation`.
"""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
