"""What people say for yes, no and "I don't know", and for numbers, in each language in which answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen


@frozen
class AnswerWords:
    """What people say for yes, no and "I don't know", what may stand before the last, and the numbers up to twelve."""

    yes: frozenset[str]
    no: frozenset[str]
    not_known: frozenset[str]
    subjects: tuple[str, ...]
    fillers: tuple[str, ...]
    numbers: tuple[str, ...]


_ENGLISH = AnswerWords(
    yes=frozenset({"yes", "y", "true", "yeah", "yep", "yup", "yes it is", "yes they do", "yes i do", "correct"}),
    no=frozenset({"no", "n", "false", "nope", "nah", "no it isn't", "no they don't", "no i don't", "not at all"}),
    not_known=frozenset(
        {
            *("u", "unknown", "not known", "don't know", "dont know", "dunno", "idk", "no idea", "not sure", "unsure"),
            *("don't know yet", "not known yet", "not yet known", "not sure yet", "not yet sure", "no clue"),
            *("uncertain", "not certain", "can't say", "cannot say", "can't tell", "cannot tell", "do not know"),
            "hard to say",
        }
    ),
    subjects=(
        *("i'm ", "im ", "i am ", "i have ", "i've ", "i ", "we're ", "we are ", "we ", "it's ", "it is ", "that's "),
    ),
    fillers=("really", "honestly", "sorry"),
    numbers=(
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
)

_FRENCH = AnswerWords(
    yes=frozenset({"oui", "o", "vrai", "ouais", "exact", "tout à fait", "bien sûr", "c'est exact", "c'est ça", "si"}),
    no=frozenset({"non", "n", "faux", "pas du tout", "aucunement", "nullement", "non pas du tout"}),
    not_known=frozenset(
        {
            *("sais pas", "ne sais pas", "n'en sais rien", "ne le sais pas", "ne sais pas encore", "sais pas encore"),
            *("ne suis pas sûr", "ne suis pas sûre", "pas sûr", "pas sûre", "inconnu", "aucune idée", "nsp"),
            *("ne suis pas certain", "ne suis pas certaine", "pas certain", "pas certaine", "difficile à dire"),
            *("ne saurais dire", "ne peux pas dire", "ne peux pas le dire", "n'ai aucune idée", "incertain", "u"),
            *("l'ignore", "pas encore", "chais pas", "ne sait pas"),
        }
    ),
    subjects=("je ", "j'", "j", "nous ", "on ", "c'est ", "ce n'est "),
    fillers=("vraiment", "honnêtement", "désolé", "désolée", "franchement"),
    numbers=(
        *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    ),
)

_GERMAN = AnswerWords(
    yes=frozenset({"ja", "j", "wahr", "jawohl", "genau", "stimmt", "richtig", "natürlich", "doch", "ja das stimmt"}),
    no=frozenset({"nein", "n", "falsch", "nö", "nee", "keineswegs", "gar nicht", "überhaupt nicht"}),
    not_known=frozenset(
        {
            *("weiß nicht", "weiss nicht", "weiß es nicht", "weiss es nicht", "weiß ich nicht", "weiss ich nicht"),
            *("weiß ich noch nicht", "weiss ich noch nicht", "weiß noch nicht", "weiss noch nicht", "keine ahnung"),
            *("unbekannt", "nicht bekannt", "bin nicht sicher", "nicht sicher", "bin mir nicht sicher", "unsicher"),
            *("bin unsicher", "kann ich nicht sagen", "kann es nicht sagen", "schwer zu sagen", "habe keine ahnung"),
            *("weiß das nicht", "weiss das nicht", "das weiß ich nicht", "das weiss ich nicht", "u"),
        }
    ),
    subjects=("ich ", "wir ", "es ist ", "das ist ", "das "),
    fillers=("wirklich", "ehrlich gesagt", "leider", "ehrlich"),
    numbers=("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
)

_BY_LANGUAGE: Mapping[str, AnswerWords] = MappingProxyType({"en": _ENGLISH, "fr": _FRENCH, "de": _GERMAN})


def words_in(language: str) -> AnswerWords:
    """The words of a language; of one that isn't among them, those of English, beside the words of the options."""
    return _BY_LANGUAGE.get(language.partition("-")[0], _ENGLISH)
