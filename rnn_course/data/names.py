"""Surnames in eight languages, read from the Faker package, raw and cleaned."""

import importlib
import unicodedata
from collections import Counter

LOCALES = {
    "Dutch": "nl_NL",
    "English": "en_US",
    "Finnish": "fi_FI",
    "French": "fr_FR",
    "German": "de_DE",
    "Italian": "it_IT",
    "Slovak": "sk_SK",
    "Spanish": "es_ES",
}


def raw_surnames():
    """Return {language: list of surnames} as Faker (MIT License) has them,
    women's forms and repetitions included.

    English are the thousand most frequent surnames of the United States, so many of them came from elsewhere.

    >>> {language: len(names) for language, names in raw_surnames().items()}["Slovak"]
    1775
    """
    return {language: list(_provider(locale).last_names) for language, locale in LOCALES.items()}


def surnames():
    """Return (names, labels, languages):
    5,573 distinct names, sorted within a language; labels are places in languages.

    Cleaned: one spelling of each letter (Unicode NFC), lower case, letters only; of a Slovak name only the
    man's form, since the woman's is the same name with an ending; no name twice; and no name that stands in
    two of the lists.

    >>> names, labels, languages = surnames()
    >>> len(names), names[0], languages[labels[0]]
    (5573, 'aalts', 'Dutch')
    """
    lists = raw_surnames() | {"Slovak": list(_provider(LOCALES["Slovak"]).last_names_male)}
    clean = {language: cleaned(names) for language, names in lists.items()}
    times = Counter(name for names in clean.values() for name in names)
    pairs = [
        (name, label)
        for label, names in enumerate(clean.values())
        for name in sorted(names)
        if times[name] == 1
    ]
    names, labels = zip(*pairs, strict=True)
    return list(names), list(labels), list(clean)


def cleaned(names):
    """The set of these names in lower case, each letter as one character,
    without those that hold anything but letters.

    >>> sorted(cleaned(["Ab", "ab", "van Ab", "Be\\u0301"]))
    ['ab', 'bé']
    """
    normal = {unicodedata.normalize("NFC", name).lower() for name in names}
    return {name for name in normal if name.isalpha()}


def _provider(locale):
    return importlib.import_module(f"faker.providers.person.{locale}").Provider
